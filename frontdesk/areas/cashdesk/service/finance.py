"""Finance takes a hand-in over, or sends it back with words (M7.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.cashdesk.model import CashMovement, HandInReply, Shift
from frontdesk.areas.cashdesk.rules.kinds import CashMove
from frontdesk.areas.cashdesk.rules.numbers import tidy_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

_LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class ConfirmHandIn:
    """A hand-in's number, scanned or typed; `accepted` False sends it back and takes words. `on` None: today."""

    number: str
    accepted: bool = True
    words: str = ""
    on: date | None = None


def confirm_hand_in(work: Work, command: ConfirmHandIn) -> str:
    """Store finance's answer; returns the hand-in's number. One that was sent back may be taken over later."""
    work.require(Right.FINANCE_CONFIRM)
    words = command.words.strip()
    movement = work.session.scalar(
        select(CashMovement)
        .where(CashMovement.number == tidy_number(command.number), CashMovement.kind == CashMove.HAND_IN)
        .with_for_update()
    )
    if movement is None:
        raise Refused(tr("没有缴款单 {number}，请核对号码", number=command.number.strip()), field="number")
    taken = work.session.scalar(
        select(HandInReply).where(HandInReply.movement_id == movement.id, HandInReply.accepted)
    )
    if taken is not None:
        raise Refused(
            tr("{number} 已由{by}在 {on} 签收，没有再改", number=movement.number, by=taken.by, on=taken.on)
        )
    if not command.accepted and not words:
        raise Refused(tr("退回要写明哪里不符"), field="words")
    if len(words) > _LONGEST_WORDS:
        raise Refused(tr("说明超过 {n} 个字，请写短些", n=_LONGEST_WORDS), field="words")
    on = command.on or work.today()
    day = work.session.get_one(Shift, movement.shift_id).business_on
    if on < day and on < work.today():
        raise Refused(tr("签收日期不能早于缴款日期"), field="on")
    if on > max(day, work.today()):
        raise Refused(tr("签收日期还没有到，请核对"), field="on")
    work.session.add(
        HandInReply(
            movement_id=movement.id,
            accepted=command.accepted,
            words=words,
            on=on,
            at=work.now(),
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch("shifts")
    return movement.number
