"""Refunds (红字收据), and what of a receipt can still be given back (M6.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.cashdesk.model import (
    Payment,
    PaymentLine,
    PaymentVoid,
    Refund,
    RefundLine,
    RefundTender,
    Shift,
)
from frontdesk.areas.cashdesk.queries.receipts import (
    ReceiptFilter,
    TenderRow,
    find_receipt_number,
    tenders_of,
    void_hindrance,
)
from frontdesk.areas.cashdesk.queries.series import find_number, prints_of
from frontdesk.areas.cashdesk.rules.kinds import REFUND, TENDER_WORDS, Series, ShiftState, Tender
from frontdesk.areas.cashdesk.rules.numbers import tidy_number
from frontdesk.areas.cashdesk.rules.refunding import PaidLine, PaidTender, left_of
from frontdesk.areas.cashdesk.rules.shifts import shift_label
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class RefundRow:
    """A refund as lists show it. `receipt` is the receipt it undoes, empty for a prepaid balance paid back."""

    id: int
    number: str
    receipt: str
    unit_id: int
    unit: str
    payee: str
    business_on: date
    at: datetime
    amount: Money
    tenders: str
    reason: str
    cashier: str
    approver: str
    shift_id: int
    printed: int


@dataclass(frozen=True, slots=True)
class RefundLineRow:
    """What was given back of one line."""

    item: str
    period: str
    amount: Money


@dataclass(frozen=True, slots=True)
class RefundDetail:
    """A refund with everything stored of it."""

    row: RefundRow
    lines: tuple[RefundLineRow, ...]
    tenders: tuple[TenderRow, ...]
    shift: str

    @property
    def number(self) -> str:
        return self.row.number


@dataclass(frozen=True, slots=True)
class Refundable:
    """What of a receipt can be given back. `refusal` says in words why nothing can; empty where it may."""

    payment_id: int
    number: str
    unit_id: int
    payer: str
    lines: tuple[PaidLine, ...]
    tenders: tuple[PaidTender, ...]
    left: Money
    refusal: str


def refund_rows(
    session: Session, wanted: ReceiptFilter, offset: int = 0, limit: int | None = None
) -> tuple[RefundRow, ...]:
    """Refunds, newest first; `wanted.voided` says nothing here."""
    return _rows(session, _condition(wanted), limit, offset)


def refund_count(session: Session, wanted: ReceiptFilter) -> int:
    """How many `refund_rows` there are in all."""
    query = select(func.count()).select_from(Refund).join(Unit, Unit.id == Refund.unit_id)
    return (
        session.scalar(query.outerjoin(Payment, Payment.id == Refund.payment_id).where(_condition(wanted)))
        or 0
    )


def refunds_of_receipt(session: Session, payment_id: int) -> tuple[RefundRow, ...]:
    """What has been given back of a receipt, oldest first."""
    return _rows(session, Refund.payment_id == payment_id)[::-1]


def refunds_of_unit(session: Session, unit_id: int) -> tuple[RefundRow, ...]:
    """A unit's refunds, newest first."""
    return _rows(session, Refund.unit_id == unit_id)


def refund(session: Session, number: str) -> RefundDetail | None:
    """A refund by its number, however it is written; None when there is none."""
    found = session.scalar(select(Refund).where(Refund.number == find_number(session, Series.REFUND, number)))
    if found is None:
        return None
    lines = session.scalars(
        select(RefundLine).where(RefundLine.refund_id == found.id).order_by(RefundLine.no)
    )
    tenders = session.scalars(
        select(RefundTender).where(RefundTender.refund_id == found.id).order_by(RefundTender.id)
    )
    shift = session.get_one(Shift, found.shift_id)
    return RefundDetail(
        _rows(session, Refund.id == found.id, 1)[0],
        tuple(RefundLineRow(line.item, line.period, line.amount) for line in lines),
        tuple(TenderRow(t.id, t.kind, t.amount, t.reference) for t in tenders),
        shift_label(shift.business_on, shift.name),
    )


def refundable(session: Session, number: str) -> Refundable | None:
    """What can be given back of a receipt, by its number; None when there is no such receipt."""
    found = session.scalar(select(Payment).where(Payment.number == find_receipt_number(session, number)))
    if found is None:
        return None
    lines = paid_lines(session, found.id)
    left = left_of(lines)
    return Refundable(
        found.id, found.number, found.unit_id, found.payer_name, lines, paid_tenders(session, found), left,
        refund_hindrance(session, found, left),
    )  # fmt: skip


def refund_hindrance(session: Session, payment: Payment, left: Money) -> str:
    """Why a receipt cannot be refunded, in words; empty where it can."""
    if session.scalar(select(PaymentVoid.id).where(PaymentVoid.payment_id == payment.id)):
        return tr("{number} 已经作废，不用再退", number=payment.number)
    if left <= ZERO:
        return tr("{number} 已经全部退过了", number=payment.number)
    shift = session.get_one(Shift, payment.shift_id)
    if shift.state is ShiftState.OPEN and not void_hindrance(session, payment):
        return tr("{number} 的班次还没有清点，请直接作废，不用红冲", number=payment.number)
    return ""


def paid_lines(session: Session, payment_id: int) -> tuple[PaidLine, ...]:
    """A receipt's lines with what earlier refunds gave back of each."""
    back = (
        select(RefundLine.payment_line_id, func.sum(RefundLine.amount).label("sum"))
        .join(PaymentLine, PaymentLine.id == RefundLine.payment_line_id)
        .where(PaymentLine.payment_id == payment_id)
        .group_by(RefundLine.payment_line_id)
        .subquery()
    )
    rows = session.execute(
        select(PaymentLine, back.c.sum)
        .outerjoin(back, back.c.payment_line_id == PaymentLine.id)
        .where(PaymentLine.payment_id == payment_id)
        .order_by(PaymentLine.no)
    )
    return tuple(
        PaidLine(l.id, l.source_kind, l.source_id, l.item, l.period, l.amount, refunded or ZERO)
        for l, refunded in rows  # noqa: E741
    )


def paid_tenders(session: Session, payment: Payment) -> tuple[PaidTender, ...]:
    """How a receipt was paid, one entry for each kind net of change, with what went back by it already."""
    paid: dict[Tender, Money] = {}
    references: dict[Tender, str] = {}
    for tender in tenders_of(session, payment.id):
        paid[tender.kind] = paid.get(tender.kind, ZERO) + tender.amount
        references.setdefault(tender.kind, tender.reference)
    if payment.change:
        paid[Tender.CASH] -= payment.change
    back = select(RefundTender.kind, func.sum(RefundTender.amount)).join(
        Refund, Refund.id == RefundTender.refund_id
    )
    refunded: dict[Tender, Money] = {
        row[0]: row[1]
        for row in session.execute(back.where(Refund.payment_id == payment.id).group_by(RefundTender.kind))
    }
    return tuple(
        PaidTender(kind, paid.get(kind, ZERO), refunded.get(kind, ZERO), references.get(kind, ""))
        for kind in dict.fromkeys((*paid, *refunded))
        if paid.get(kind) or refunded.get(kind)
    )


def _condition(wanted: ReceiptFilter) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = []
    if wanted.first is not None:
        tests.append(Refund.business_on >= wanted.first)
    if wanted.last is not None:
        tests.append(Refund.business_on <= wanted.last)
    if wanted.cashier_id is not None:
        tests.append(Refund.cashier_id == wanted.cashier_id)
    if wanted.shift_id is not None:
        tests.append(Refund.shift_id == wanted.shift_id)
    if wanted.text.strip():
        number, words = tidy_number(wanted.text), wanted.text.strip()
        tests.append(
            or_(
                Refund.number.contains(number, autoescape=True),
                Payment.number.contains(number, autoescape=True),
                Refund.payee.contains(words, autoescape=True),
                Unit.code.contains(words, autoescape=True),
            )
        )
    return and_(true(), *tests)


def _rows(
    session: Session, condition: ColumnElement[bool], limit: int | None = None, offset: int = 0
) -> tuple[RefundRow, ...]:
    found = session.execute(
        select(Refund, Unit.code, Payment.number, prints_of(Series.REFUND, REFUND, Refund.id))
        .join(Unit, Unit.id == Refund.unit_id)
        .outerjoin(Payment, Payment.id == Refund.payment_id)
        .where(condition)
        .order_by(Refund.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()
    words: dict[int, list[str]] = {}
    kinds = session.execute(
        select(RefundTender.refund_id, RefundTender.kind)
        .where(RefundTender.refund_id.in_([r.id for r, *_ in found]))
        .order_by(RefundTender.id)
    )
    for refund_id, kind in kinds:
        words.setdefault(refund_id, []).append(tr(TENDER_WORDS[kind]))
    return tuple(
        RefundRow(
            r.id, r.number, receipt or "", r.unit_id, code, r.payee, r.business_on, r.at, r.amount,
            "、".join(dict.fromkeys(words.get(r.id, ()))), r.reason, r.cashier, r.approver, r.shift_id, printed or 0,
        )
        for r, code, receipt, printed in found
    )  # fmt: skip
