"""Collecting (M6.1): one visit to the desk is one payment, its charges settled and its receipt numbered at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.cashdesk.model import Payment
from frontdesk.areas.cashdesk.queries.prepaid import prepaid_balance
from frontdesk.areas.cashdesk.rules.allocating import Due, Part, as_chosen, check_rounding, oldest_first
from frontdesk.areas.cashdesk.rules.kinds import (
    CHARGE,
    PAYMENT,
    PREPAID,
    PREPAID_ITEM,
    ROUND_OFF_LIMIT,
    ROUND_OFF_SETTING,
    ROUNDING,
    ROUNDING_ITEM,
    Tender,
)
from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.cashdesk.service.common import balanced, checked, lock_unit, open_own_shift, who_pays
from frontdesk.areas.cashdesk.service.prepaying import move_prepaid
from frontdesk.areas.cashdesk.service.receipts import (
    FIRST_SETTING,
    Line,
    Payer,
    freeze_receipt,
    store_parts,
    store_payment,
)
from frontdesk.areas.fees.queries import OwedCharge, owed_by_unit
from frontdesk.areas.fees.queries.late_fees import LateFee, unit_late_fees
from frontdesk.areas.fees.service import Settled, settle
from frontdesk.areas.fees.service.ahead import BillAhead, bill_ahead
from frontdesk.areas.fees.service.late_fees import make_late_fee
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

__all__ = ["FIRST_SETTING", "Collect", "Collected", "collect"]

LateFees = tuple[tuple[int, Money], ...] | bool | None


@dataclass(frozen=True, slots=True)
class Collect:
    """`lines` are (charge, amount) as the clerk chose; None settles the oldest due first. `amount` is what charges
    and late fees come to; None means the chosen ones, or as much of what is owed as was tendered.

    `late_fees` are (principal's charge, amount) as the clerk chose, True takes each charge's whole late fee with
    it, False none; None takes them with the oldest due first and leaves them with chosen lines (M6.2).

    `prepay` goes onto the unit's prepaid balance (M6.3), `rounding` is dropped of a cash payment (抹零).
    `months` are billed ahead in the same stroke, of `ahead_items` or of every item (M6.8), and come after what is due.

    `payer` empty: whoever owes for the unit. `paper_number` is printed on the bought paper (M6.9). `token` is
    made when the page loads the unit; the same token again finds the receipt it made (T23).
    """

    unit_id: int
    tenders: tuple[TenderInput, ...]
    lines: tuple[tuple[int, Money], ...] | None = None
    amount: Money | None = None
    payer: str = ""
    payer_id: int | None = None
    paper_number: str = ""
    token: str | None = None
    prepay: Money = ZERO
    rounding: Money = ZERO
    late_fees: LateFees = None
    months: tuple[Month, ...] = ()
    ahead_items: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Collected:
    """The stored payment; `again` when the same press had stored it before. `prepaid` is the unit's balance now."""

    payment_id: int
    number: str
    settled: Money
    tendered: Money
    change: Money
    again: bool = False
    prepaid: Money = ZERO


def collect(work: Work, command: Collect) -> Collected:
    """Store the payment, settle its charges, take its receipt's number, freeze its receipt: all or nothing.

    Raises `Refused` in words: no open shift, nothing owed, tenders that do not meet what is settled.
    """
    work.require(Right.COLLECT)
    shift = open_own_shift(work)
    if (before := _stored_before(work, command)) is not None:
        return before
    unit = lock_unit(work, command.unit_id)
    today = max(work.today(), shift.business_on)
    tenders = checked(work, command.tenders)
    if command.prepay < ZERO:
        raise Refused(tr("预存的金额不能是负数"), field="prepay")
    owed = _owed(work, command, today)
    late = unit_late_fees(work.session, unit.id, today) if _asks_late(command) else {}
    parts = _allocated(command, unit, owed, late, tenders)
    of_charges = total(part.amount + part.late for part in parts)
    cash = total(tender.amount for tender in tenders if tender.kind is Tender.CASH)
    check_rounding(command.rounding, of_charges, cash, _limit(work))
    paid = balanced(work, of_charges + command.prepay - command.rounding, tenders)
    used = _used_prepaid(work, command, unit, tenders)
    # Late fees run to the real day, also in a shift of yesterday: else two shifts could collect the same (T24).
    settlements = _settlements(work, parts, today)
    payer = Payer(*who_pays(work, unit.id, command.payer, command.payer_id, today))
    payment = store_payment(work, shift, unit, paid, payer, bought=command.paper_number, token=command.token)
    settled = settle(
        work, [(s.charge_id, s.amount) for s in settlements], shift.business_on, (PAYMENT, payment.id)
    )
    lines = _lines(command, unit, owed, late, settlements, settled)
    store_parts(work, payment, lines, tenders)
    prepaid = move_prepaid(work, unit.id, command.prepay - used, shift.business_on, (PAYMENT, payment.id))
    told = prepaid if prepaid or used or command.prepay else None
    freeze_receipt(work, payment, shift, unit, lines, tenders, told)
    work.touch("payments", "charges", "shifts", "papers")
    return Collected(payment.id, payment.number, paid.settled, paid.tendered, paid.change, prepaid=prepaid)


def _stored_before(work: Work, command: Collect) -> Collected | None:
    """The receipt the same press made before (T23). The shift is locked, so a second press has waited for it."""
    if command.token is None:
        return None
    found = work.session.scalar(select(Payment).where(Payment.token == command.token))
    if found is None:
        return None
    if found.unit_id != command.unit_id or found.cashier_id != work.actor.id:
        raise Refused(tr("这一页已经收过款了，请重新打开这户再收"))
    left = prepaid_balance(work.session, found.unit_id)
    return Collected(
        found.id, found.number, found.settled, found.tendered, found.change, again=True, prepaid=left
    )


def _asks_late(command: Collect) -> bool:
    return command.late_fees is not False and not (command.late_fees is None and command.lines is not None)


def _limit(work: Work) -> Money:
    return Money.parse(str(get_setting(work.session, ROUND_OFF_SETTING, ROUND_OFF_LIMIT)))


def _owed(work: Work, command: Collect, today: date) -> tuple[OwedCharge, ...]:
    """The unit's open charges; those not begun only where the clerk names them or pays their months ahead."""
    ahead = {str(month) for month in command.months}
    made: set[int] = set()
    if ahead:
        try:
            made.update(
                bill_ahead(work, BillAhead(command.unit_id, command.months, command.ahead_items)).charge_ids
            )
        except Refused:
            # Billed already and still open: there is nothing to make, but there is something to pay.
            standing = owed_by_unit(work.session, command.unit_id, today, ahead=True)
            if not any(_is_ahead(command, charge, ahead) for charge in standing):
                raise
    every = bool(ahead) or command.lines is not None
    found = owed_by_unit(work.session, command.unit_id, today, ahead=every)
    if command.lines is not None:
        return found
    return tuple(
        charge
        for charge in found
        if charge.starts_on <= today or charge.charge_id in made or _is_ahead(command, charge, ahead)
    )


def _is_ahead(command: Collect, charge: OwedCharge, months: set[str]) -> bool:
    return charge.period in months and (command.ahead_items is None or charge.item_id in command.ahead_items)


def _allocated(
    command: Collect,
    unit: Unit,
    owed: tuple[OwedCharge, ...],
    late: dict[int, LateFee],
    tenders: tuple[TenderInput, ...],
) -> tuple[Part, ...]:
    dues = [
        Due(
            c.charge_id,
            c.due_on,
            c.owed,
            f"{c.item} {c.period}",
            late[c.charge_id].open if c.charge_id in late else ZERO,
        )
        for c in owed
    ]
    known = {due.charge_id for due in dues}
    dues += [
        Due(fee.charge_id, fee.due_on, ZERO, f"{fee.item} {fee.period}", fee.open)
        for fee in late.values()
        if fee.open and fee.charge_id not in known
    ]
    if command.lines is not None or isinstance(command.late_fees, tuple):
        return _chosen(command, owed, dues)
    tendered = total(tender.amount for tender in tenders) + command.rounding - command.prepay
    whole = total(due.amount + due.late for due in dues)
    amount = max(ZERO, min(whole, tendered)) if command.amount is None else command.amount
    if command.prepay and not amount:
        return ()
    if not whole:
        raise Refused(tr("{unit} 没有欠费，什么也没有收", unit=unit.code))
    return oldest_first(dues, amount)


def _chosen(command: Collect, owed: tuple[OwedCharge, ...], dues: list[Due]) -> tuple[Part, ...]:
    months = {str(month) for month in command.months}
    lines = list(command.lines or ())
    named = {charge_id for charge_id, _ in lines}
    lines += [
        (charge.charge_id, charge.owed)
        for charge in owed
        if charge.charge_id not in named and months and _is_ahead(command, charge, months)
    ]
    if isinstance(command.late_fees, tuple):
        late_fees = command.late_fees
    elif command.late_fees:
        open_fees = {due.charge_id: due.late for due in dues if due.late}
        late_fees = tuple((c, open_fees[c]) for c, _ in lines if c in open_fees)
    else:
        late_fees = ()
    if not lines and not late_fees and command.prepay:
        return ()
    parts = as_chosen(dues, lines, late_fees)
    chosen = total(part.amount + part.late for part in parts)
    if command.amount is not None and command.amount != chosen:
        raise Refused(
            tr(
                "勾选的合计是 {chosen}，本次收款填的是 {amount}，请核对", chosen=chosen, amount=command.amount
            ),
            field="amount",
        )
    return parts


def _used_prepaid(work: Work, command: Collect, unit: Unit, tenders: tuple[TenderInput, ...]) -> Money:
    """What is paid out of the unit's prepaid balance. Raises `Refused` for more than stands, or to and fro."""
    used = total(tender.amount for tender in tenders if tender.kind is Tender.PREPAID)
    if not used:
        return ZERO
    if command.prepay:
        raise Refused(tr("同一张收据不能一边用预存抵扣、一边又存预存"), field="prepay")
    stands = prepaid_balance(work.session, unit.id)
    if used > stands:
        raise Refused(
            tr("{unit} 的预存只有 {stands}，不够抵扣 {used}", unit=unit.code, stands=stands, used=used),
            field="tenders",
        )
    return used


@dataclass(frozen=True, slots=True)
class _Settlement:
    """A charge to settle; `late_of` is the principal where it is a late fee made just now (M5.3)."""

    charge_id: int
    amount: Money
    late_of: int | None = None


def _settlements(work: Work, parts: tuple[Part, ...], on: date) -> list[_Settlement]:
    found = []
    for part in parts:
        if part.amount:
            found.append(_Settlement(part.charge_id, part.amount))
        if part.late:
            made = make_late_fee(work, part.charge_id, part.late, on)
            found.append(_Settlement(made, part.late, part.charge_id))
    return found


def _lines(
    command: Collect,
    unit: Unit,
    owed: tuple[OwedCharge, ...],
    late: dict[int, LateFee],
    settlements: list[_Settlement],
    settled: tuple[Settled, ...],
) -> list[Line]:
    """Each charge with its late fee behind it, then what is prepaid, then what is dropped."""
    charges = {charge.charge_id: charge for charge in owed}
    lines = []
    for wanted, done in zip(settlements, settled, strict=True):
        if wanted.late_of is None:
            charge = charges[done.charge_id]
            told, period = _how(charge, done.amount), charge.period
        else:
            # The month it stands for, not the month it was paid in.
            told, period = done.how, late[wanted.late_of].period
        lines.append(Line(CHARGE, done.charge_id, done.item, period, done.how, done.amount, told))
    if command.prepay:
        lines.append(Line(PREPAID, unit.id, tr(PREPAID_ITEM), "", tr("存入预存，以后抵扣"), command.prepay))
    if command.rounding:
        lines.append(Line(ROUNDING, unit.id, tr(ROUNDING_ITEM), "", "", -command.rounding))
    return lines


def _how(charge: OwedCharge, amount: Money) -> str:
    """How the amount came about (M2.8); of a part, also what stays owed."""
    if amount == charge.owed:
        return charge.how
    return tr("{how}，本次收一部分，尚欠 {left}", how=charge.how, left=charge.owed - amount)
