"""Collecting (M6.1): one visit to the desk is one payment, its charges settled and its receipt numbered at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries import payer_of
from frontdesk.areas.cashdesk.documents import Receipt, ReceiptLine, TenderPart
from frontdesk.areas.cashdesk.model import Payment, PaymentLine, PaymentTender, Shift
from frontdesk.areas.cashdesk.queries.ledger import first_series
from frontdesk.areas.cashdesk.queries.receipts import FORM, receipt_book
from frontdesk.areas.cashdesk.rules.allocating import Due, Part, as_chosen, oldest_first
from frontdesk.areas.cashdesk.rules.kinds import (
    CHARGE,
    PAYMENT,
    REFERENCE_LATER_SETTING,
    TENDER_WORDS,
    Tender,
)
from frontdesk.areas.cashdesk.rules.numbers import (
    check_book,
    paper_number,
    receipt_number,
    split_paper_number,
    tidy_number,
)
from frontdesk.areas.cashdesk.rules.shifts import shift_label
from frontdesk.areas.cashdesk.rules.tenders import (
    Balance,
    TenderInput,
    balance,
    check_tenders,
    reference_tail,
)
from frontdesk.areas.cashdesk.service.books import refuse_used_paper
from frontdesk.areas.cashdesk.service.common import office, open_own_shift
from frontdesk.areas.fees.queries import OwedCharge, owed_by_unit
from frontdesk.areas.fees.service import settle
from frontdesk.base.store.numbers import last_number, next_number
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

_LONGEST_PAYER = 80
FIRST_SETTING = "receipt.first"
"""Setting: the serial the first receipt of a book takes, for an office that goes on with its numbers."""


@dataclass(frozen=True, slots=True)
class Collect:
    """`lines` are (charge, amount) as the clerk chose; None settles the oldest due first. `amount` is what is
    settled; None means the chosen lines, or as much of what is owed as was tendered.

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


@dataclass(frozen=True, slots=True)
class Collected:
    """The stored payment; `again` when the same press had stored it before."""

    payment_id: int
    number: str
    settled: Money
    tendered: Money
    change: Money
    again: bool = False


def collect(work: Work, command: Collect) -> Collected:
    """Store the payment, settle its charges, take its receipt's number, freeze its receipt: all or nothing.

    Raises `Refused` in words: no open shift, nothing owed, tenders that do not meet what is settled.
    """
    work.require(Right.COLLECT)
    shift = open_own_shift(work)
    if (before := _stored_before(work, command)) is not None:
        return before
    unit = _lock_unit(work, command.unit_id)
    today = max(work.today(), shift.business_on)
    owed = owed_by_unit(work.session, unit.id, today, ahead=command.lines is not None)
    if not owed:
        raise Refused(tr("{unit} 没有欠费，什么也没有收", unit=unit.code))
    tenders = check_tenders(
        command.tenders, reference_later=bool(get_setting(work.session, REFERENCE_LATER_SETTING, False))
    )
    parts = _allocated(command, owed, tenders)
    settled = total(part.amount for part in parts)
    paid = balance(settled, tenders)
    payment = _store(work, command, shift, unit, paid, today)
    charges = {charge.charge_id: charge for charge in owed}
    lines = [(charges[part.charge_id], part.amount) for part in parts]
    _store_parts(work, payment, lines, tenders)
    settle(work, [(part.charge_id, part.amount) for part in parts], shift.business_on, (PAYMENT, payment.id))
    _freeze(work, payment, shift, unit, lines, tenders)
    work.touch("payments", "charges", "shifts", "papers")
    return Collected(payment.id, payment.number, settled, paid.tendered, paid.change)


def _stored_before(work: Work, command: Collect) -> Collected | None:
    """The receipt the same press made before (T23). The shift is locked, so a second press has waited for it."""
    if command.token is None:
        return None
    found = work.session.scalar(select(Payment).where(Payment.token == command.token))
    if found is None:
        return None
    if found.unit_id != command.unit_id or found.cashier_id != work.actor.id:
        raise Refused(tr("这一页已经收过款了，请重新打开这户再收"))
    return Collected(found.id, found.number, found.settled, found.tendered, found.change, again=True)


def _lock_unit(work: Work, unit_id: int) -> Unit:
    """The unit, so that two desks do not take the same charge at once."""
    found = work.session.scalar(select(Unit).where(Unit.id == unit_id).with_for_update(key_share=True))
    if found is None:
        raise Refused(tr("没有这户，请重新选择"), field="unit_id")
    return found


def _allocated(
    command: Collect, owed: tuple[OwedCharge, ...], tenders: tuple[TenderInput, ...]
) -> tuple[Part, ...]:
    dues = [Due(c.charge_id, c.due_on, c.owed, f"{c.item} {c.period}") for c in owed]
    if command.lines is not None:
        parts = as_chosen(dues, command.lines)
        chosen = total(part.amount for part in parts)
        if command.amount is not None and command.amount != chosen:
            raise Refused(
                tr(
                    "勾选的合计是 {chosen}，本次收款填的是 {amount}，请核对",
                    chosen=chosen,
                    amount=command.amount,
                ),
                field="amount",
            )
        return parts
    whole = total(due.amount for due in dues)
    tendered = total(tender.amount for tender in tenders)
    return oldest_first(dues, min(whole, tendered) if command.amount is None else command.amount)


def _store(work: Work, command: Collect, shift: Shift, unit: Unit, paid: Balance, today: date) -> Payment:
    payer_id, payer = _payer(work, command, today)
    bought = _paper_number(work, command.paper_number)
    book = check_book(receipt_book(work.session))
    serial = _next_serial(work, book)
    payment = Payment(
        book=book,
        serial=serial,
        number=receipt_number(book, serial),
        shift_id=shift.id,
        unit_id=unit.id,
        payer_id=payer_id,
        payer_name=payer,
        business_on=shift.business_on,
        at=work.now(),
        cashier_id=work.actor.id,
        cashier=work.actor.name,
        settled=paid.settled,
        tendered=paid.tendered,
        change=paid.change,
        paper_number=bought,
        token=command.token,
    )
    work.session.add(payment)
    try:
        work.session.flush()
    except IntegrityError as error:
        if bought is None:
            raise
        # Two desks wrote on the same printed number in one instant.
        raise Refused(
            tr("纸质票号 {number} 刚被用掉，请换一张", number=bought), field="paper_number"
        ) from error
    return payment


def _next_serial(work: Work, book: str) -> int:
    """The next number of our book, taken in this transaction (M6.4, T11)."""
    serial = next_number(work.session, book)
    first = int(get_setting(work.session, FIRST_SETTING, 1))
    if serial == 1 and first > 1:
        for series, last in ((book, first), (first_series(book), first)):
            _begin_series(work, series, last)
        serial = last_number(work.session, book)
    return serial


def _begin_series(work: Work, series: str, last: int) -> None:
    from frontdesk.base.store.numbers import NumberSeries

    found = work.session.get(NumberSeries, series)
    if found is None:
        work.session.add(NumberSeries(name=series, last=last))
    else:
        found.last = last
    work.session.flush()


def _payer(work: Work, command: Collect, today: date) -> tuple[int | None, str]:
    owner_id, owner = payer_of(work.session, command.unit_id, today)
    name = command.payer.strip()
    if len(name) > _LONGEST_PAYER:
        raise Refused(tr("交款人超过 {n} 个字，请写短些", n=_LONGEST_PAYER), field="payer")
    if not name or name == owner:
        return command.payer_id or owner_id, name or owner
    return command.payer_id, name


def _paper_number(work: Work, typed: str) -> str | None:
    if not tidy_number(typed):
        return None
    number = paper_number(*split_paper_number(typed, field="paper_number"))
    refuse_used_paper(work, number, field="paper_number")
    return number


def _store_parts(
    work: Work, payment: Payment, lines: list[tuple[OwedCharge, Money]], tenders: tuple[TenderInput, ...]
) -> None:
    for no, (charge, amount) in enumerate(lines, 1):
        work.session.add(
            PaymentLine(
                payment_id=payment.id,
                no=no,
                source_kind=CHARGE,
                source_id=charge.charge_id,
                item=charge.item,
                period=charge.period,
                how=charge.how,
                amount=amount,
            )
        )
    for tender in tenders:
        work.session.add(
            PaymentTender(
                payment_id=payment.id, kind=tender.kind, amount=tender.amount, reference=tender.reference
            )
        )
        # One by one, so that their ids keep the order they were given in.
        work.session.flush()


def _freeze(
    work: Work,
    payment: Payment,
    shift: Shift,
    unit: Unit,
    lines: list[tuple[OwedCharge, Money]],
    tenders: tuple[TenderInput, ...],
) -> None:
    """The receipt as it was on the day: every later print is drawn from this (M6.6)."""
    names = office(work)
    receipt = Receipt(
        office=names.office,
        estate=names.estate,
        number=payment.number,
        unit=unit.code,
        payer=payment.payer_name,
        area="" if unit.built_area is None else f"{unit.built_area:.2f}㎡",
        day=payment.business_on,
        lines=tuple(ReceiptLine(c.item, c.period, _how(c, amount), amount) for c, amount in lines),
        total=payment.settled,
        tenders=tuple(
            TenderPart(
                tr(TENDER_WORDS[t.kind]),
                t.amount,
                "" if t.kind is Tender.CASH else reference_tail(t.reference),
            )
            for t in tenders
        ),
        change=payment.change,
        cashier=payment.cashier,
        shift=shift_label(shift.business_on, shift.name),
        paper_number=payment.paper_number,
    )
    issue_paper(
        work,
        form=FORM,
        number=payment.number,
        title=tr("收款收据 {amount}", amount=payment.settled),
        subject=(PAYMENT, payment.id),
        unit_id=unit.id,
        document=codec.to_plain(receipt),
    )


def _how(charge: OwedCharge, amount: Money) -> str:
    """How the amount came about (M2.8); of a part, also what stays owed."""
    if amount == charge.owed:
        return charge.how
    return tr("{how}，本次收一部分，尚欠 {left}", how=charge.how, left=charge.owed - amount)
