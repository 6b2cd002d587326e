"""A payment as it is stored: numbered, its lines and tenders, its receipt frozen (M6.4, M6.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.cashdesk.documents import Receipt, ReceiptLine
from frontdesk.areas.cashdesk.model import Payment, PaymentLine, PaymentTender, Shift
from frontdesk.areas.cashdesk.queries.ledger import first_series
from frontdesk.areas.cashdesk.queries.receipts import FORM, receipt_book
from frontdesk.areas.cashdesk.rules.kinds import PAYMENT
from frontdesk.areas.cashdesk.rules.numbers import (
    check_book,
    paper_number,
    receipt_number,
    split_paper_number,
    tidy_number,
)
from frontdesk.areas.cashdesk.rules.shifts import shift_label
from frontdesk.areas.cashdesk.rules.tenders import Balance, TenderInput
from frontdesk.areas.cashdesk.service.books import refuse_used_paper
from frontdesk.areas.cashdesk.service.common import office, tender_parts
from frontdesk.base.store.numbers import NumberSeries, last_number, next_number
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

FIRST_SETTING = "receipt.first"
"""Setting: the serial the first receipt of a book takes, for an office that goes on with its numbers."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a receipt to be: its source, its words, and how they stand on the paper."""

    source_kind: str
    source_id: int
    item: str
    period: str
    how: str
    amount: Money
    told: str = ""
    """How it came about as printed, where that says more than `how` (M2.8)."""


@dataclass(frozen=True, slots=True)
class Payer:
    """Who pays: a person on record where it is one, and the name on the receipt."""

    id: int | None
    name: str


def store_payment(
    work: Work, shift: Shift, unit: Unit, paid: Balance, payer: Payer, *, bought: str, token: str | None
) -> Payment:
    """The payment with its receipt's number. *bought* is the printed number of the paper, or empty."""
    number = _paper_number(work, bought)
    book = check_book(receipt_book(work.session))
    serial = _next_serial(work, book)
    payment = Payment(
        book=book,
        serial=serial,
        number=receipt_number(book, serial),
        shift_id=shift.id,
        unit_id=unit.id,
        payer_id=payer.id,
        payer_name=payer.name,
        business_on=shift.business_on,
        at=work.now(),
        cashier_id=work.actor.id,
        cashier=work.actor.name,
        settled=paid.settled,
        tendered=paid.tendered,
        change=paid.change,
        paper_number=number,
        token=token,
    )
    work.session.add(payment)
    try:
        work.session.flush()
    except IntegrityError as error:
        if number is None:
            raise
        # Two desks wrote on the same printed number in one instant.
        raise Refused(
            tr("纸质票号 {number} 刚被用掉，请换一张", number=number), field="paper_number"
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
    found = work.session.get(NumberSeries, series)
    if found is None:
        work.session.add(NumberSeries(name=series, last=last))
    else:
        found.last = last
    work.session.flush()


def _paper_number(work: Work, typed: str) -> str | None:
    if not tidy_number(typed):
        return None
    number = paper_number(*split_paper_number(typed, field="paper_number"))
    refuse_used_paper(work, number, field="paper_number")
    return number


def store_parts(work: Work, payment: Payment, lines: Sequence[Line], tenders: Sequence[TenderInput]) -> None:
    """The payment's lines and tenders."""
    for no, line in enumerate(lines, 1):
        work.session.add(
            PaymentLine(
                payment_id=payment.id,
                no=no,
                source_kind=line.source_kind,
                source_id=line.source_id,
                item=line.item,
                period=line.period,
                how=line.how,
                amount=line.amount,
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


def freeze_receipt(
    work: Work,
    payment: Payment,
    shift: Shift,
    unit: Unit,
    lines: Sequence[Line],
    tenders: Sequence[TenderInput],
    prepaid_balance: Money | None,
) -> None:
    """The receipt as it was on the day: every later print is drawn from this (M6.6)."""
    names = office(work)
    receipt = Receipt(
        office=names.office,
        estate=names.estate,
        number=payment.number,
        unit=unit.code,
        payer=payment.payer_name,
        area=area_of(unit),
        day=payment.business_on,
        lines=tuple(
            ReceiptLine(line.item, line.period, line.told or line.how, line.amount) for line in lines
        ),
        total=payment.settled,
        tenders=tender_parts(tenders),
        change=payment.change,
        cashier=payment.cashier,
        shift=shift_label(shift.business_on, shift.name),
        prepaid_balance=prepaid_balance,
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


def area_of(unit: Unit) -> str:
    """`89.60㎡`, or empty: a unit's area as papers show it."""
    return "" if unit.built_area is None else f"{unit.built_area:.2f}㎡"
