"""Cash that comes or goes without a receipt: hand-ins during the day, petty cash in and out (M7.2)."""

from __future__ import annotations

import json
from dataclasses import dataclass

from frontdesk.areas.cashdesk.documents import Denomination, EarlierHandIn, HandInSlip
from frontdesk.areas.cashdesk.model import CashMovement, Shift
from frontdesk.areas.cashdesk.queries.moves import hand_ins_of_day
from frontdesk.areas.cashdesk.rules.drawer import Counts, Pieces, pieces, stored, worth
from frontdesk.areas.cashdesk.rules.kinds import CASH_MOVE_WORDS, DENOMINATIONS, CashMove
from frontdesk.areas.cashdesk.rules.numbers import day_number
from frontdesk.areas.cashdesk.service.common import office, open_own_shift, printable, wall_clock
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

_LONGEST_REASON = 200
PETTY_UP_TO = Money.yuan(1000)
"""More is asked about: 《现金管理暂行条例》 lets cash pay what is under the settlement threshold, 1,000 yuan."""
_SERIES = {CashMove.HAND_IN: "JK", CashMove.PETTY_IN: "LX", CashMove.PETTY_OUT: "LX"}


@dataclass(frozen=True, slots=True)
class MoveCash:
    """`amount` is positive, its kind says which way; `counts` (face value -> pieces) when it was counted.

    Petty cash takes a reason.
    """

    kind: CashMove
    amount: Money
    reason: str = ""
    counts: Counts = ()

    def audit_summary(self) -> dict[str, object]:
        return {
            "kind": self.kind,
            "amount": self.amount,
            "reason": self.reason,
            "counts": stored(pieces(self.counts)),
        }


@dataclass(frozen=True, slots=True)
class Moved:
    """The movement's id and number (`JK-20261121-01`)."""

    id: int
    number: str


def move_cash(work: Work, command: MoveCash) -> Moved:
    """Store it in the actor's open shift; a hand-in gets its slip.

    Nothing is held against what the drawer should contain: that would tell it before the count (M7.3).
    """
    work.require(Right.COLLECT)
    shift = open_own_shift(work)
    reason = command.reason.strip()
    if command.amount <= ZERO:
        raise Refused(tr("请填大于零的金额"), field="amount")
    if command.kind is not CashMove.HAND_IN and not reason:
        raise Refused(tr("请写明{kind}的原因", kind=tr(CASH_MOVE_WORDS[command.kind])), field="reason")
    if len(reason) > _LONGEST_REASON:
        raise Refused(tr("原因超过 {n} 个字，请写短些", n=_LONGEST_REASON), field="reason")
    printable(reason, "reason")
    counts = pieces(command.counts)
    if counts and worth(counts) != command.amount:
        raise Refused(
            tr("金额填的是 {given}，点出来是 {counted}，请核对", given=command.amount, counted=worth(counts)),
            field="counts",
        )
    if command.kind is not CashMove.HAND_IN and command.amount > PETTY_UP_TO:
        words = tr(
            "{kind} {amount}，超过零星收支的 {most}。金额没有打错吗？",
            kind=tr(CASH_MOVE_WORDS[command.kind]),
            amount=command.amount,
            most=PETTY_UP_TO,
        )
        work.confirm("petty_large", words)
    return store_move(work, shift, command.kind, command.amount, reason, counts)


def store_move(
    work: Work, shift: Shift, kind: CashMove, amount: Money, reason: str, counts: Pieces, *,
    at_close: bool = False, report_number: str = "", over_short: str = "",
) -> Moved:  # fmt: skip
    """Number and store a movement, and freeze the slip of a hand-in. The caller has locked the shift."""
    series = f"{_SERIES[kind]}-{shift.business_on:%Y%m%d}"
    number = day_number(_SERIES[kind], shift.business_on, next_number(work.session, series))
    earlier = hand_ins_of_day(work.session, shift.cashier_id, shift.business_on)
    movement = CashMovement(
        number=number,
        shift_id=shift.id,
        kind=kind,
        at_close=at_close,
        amount=amount,
        counts=json.dumps(stored(counts)),
        reason=reason,
        at=work.now(),
        by=work.actor.name,
    )
    work.session.add(movement)
    work.session.flush()
    if kind is CashMove.HAND_IN:
        names = office(work)
        source = tr("{name}收款，结班上缴") if at_close else tr("{name}收款，中途上缴")
        slip = HandInSlip(
            office=names.office,
            estate=names.estate,
            number=number,
            day=shift.business_on,
            shift=shift.name,
            desk=shift.desk,
            cashier=shift.cashier,
            source=source.format(name=shift.name),
            amount=amount,
            denominations=denominations(counts),
            report_number=report_number,
            earlier=tuple(EarlierHandIn(row.number, wall_clock(row.at), row.amount) for row in earlier),
            over_short=over_short,
            bank_account=get_setting(work.session, "office.bank_account", ""),
        )
        issue_paper(
            work,
            form="hand_in_slip",
            number=number,
            title=tr("缴款单 {amount}", amount=amount),
            subject=("cash_movement", movement.id),
            document=codec.to_plain(slip),
        )
    work.touch("shifts", "papers")
    return Moved(movement.id, number)


def denominations(counts: Pieces) -> tuple[Denomination, ...]:
    """Every face value with its count, those without any too: the papers' table."""
    have = dict(counts)
    return tuple(Denomination(face, have.get(face, 0)) for face in DENOMINATIONS)
