"""Calls to the desk's telephone: one key logs one, words are added while talking or after (hotline)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from frontdesk.areas.archives.rules.identity import mask_phone, phone_figures
from frontdesk.areas.reception.model.calls import DeskCall, DeskCallWords
from frontdesk.areas.reception.service.desk_common import (
    by_another,
    check_unit,
    may_write,
    person_name,
    tidy,
)
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

TOPIC = "desk_calls"
SAME_CALL = timedelta(minutes=1)
"""The key pressed again within this time, for the same number, is the same call (T23)."""


@dataclass(frozen=True, slots=True)
class LogCall:
    """*phone* as it was typed or pasted; the unit and person it was found under, None for an unknown number."""

    phone: str
    unit_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class AddCallWords:
    """What the caller wanted and what was answered."""

    call_id: int
    words: str


@dataclass(frozen=True, slots=True)
class VoidCall:
    """It was logged by mistake."""

    call_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class CallLogged:
    """The call, the number masked, and whether it stood there already."""

    id: int
    phone: str
    name: str
    again: bool = False


def log_call(work: Work, command: LogCall) -> CallLogged:
    """Write the call down, now. Raises `Refused` where *phone* is no telephone number."""
    may_write(work)
    phone = phone_figures(command.phone)
    if not phone:
        raise Refused(tr("“{text}”不是电话号码，没有记来电", text=command.phone.strip()), field="phone")
    check_unit(work, command.unit_id)
    name = person_name(work, command.person_id, field="person_id")
    before = work.session.scalar(
        select(DeskCall)
        .where(DeskCall.phone == phone, DeskCall.by_id == work.actor.id, DeskCall.at > work.now() - SAME_CALL)
        .order_by(DeskCall.id.desc())
        .limit(1)
    )
    if before is not None and (before.unit_id, before.person_id) == (command.unit_id, command.person_id):
        return CallLogged(before.id, mask_phone(phone), name, again=True)
    call = DeskCall(
        phone=phone, unit_id=command.unit_id, person_id=command.person_id, called_on=work.today(), at=work.now(),
        by_id=work.actor.id, by=work.actor.name,
    )  # fmt: skip
    work.session.add(call)
    work.session.flush()
    work.touch(TOPIC)
    return CallLogged(call.id, mask_phone(phone), name)


def add_call_words(work: Work, command: AddCallWords) -> None:
    """Words to a call; more may follow, none is changed."""
    may_write(work)
    words = tidy(command.words, missing=tr("请写来电说了什么"))
    _add(work, _standing(work, command.call_id), words, void=False)


def void_call(work: Work, command: VoidCall) -> None:
    """The row stays, marked void. Another's call, or one of another day, takes a supervisor's leave."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    call = _standing(work, command.call_id)
    words = tr("{day} 的来电是 {by} 记的，作废要主管准许", day=call.called_on, by=call.by)
    by_another(work, call.by_id, call.called_on, words)
    _add(work, call, reason, void=True)


def _standing(work: Work, call_id: int) -> DeskCall:
    call = work.session.scalar(select(DeskCall).where(DeskCall.id == call_id).with_for_update())
    if call is None:
        raise Refused(tr("没有这次来电，请重新选择"), field="call_id")
    void = select(DeskCallWords.id).where(DeskCallWords.call_id == call_id, DeskCallWords.void)
    if work.session.scalar(void) is not None:
        raise Refused(tr("这次来电已经作废，没有再记"), field="call_id")
    return call


def _add(work: Work, call: DeskCall, words: str, *, void: bool) -> None:
    work.session.add(
        DeskCallWords(
            call_id=call.id, words=words, void=void, at=work.now(), by_id=work.actor.id, by=work.actor.name
        )
    )
    work.session.flush()
    work.touch(TOPIC)
