"""Receipts: one with all that stands on it, those of a shift or a unit, and found by what a clerk types (D0.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.cashdesk.documents import RefundMark
from frontdesk.areas.cashdesk.model import (
    Payment,
    PaymentLine,
    PaymentTender,
    PaymentVoid,
    PrepaidMove,
    Refund,
    Shift,
    TenderReference,
)
from frontdesk.areas.cashdesk.queries.shifts import as_row, is_blind, open_shifts
from frontdesk.areas.cashdesk.rules.kinds import PAYMENT, REFUND, TENDER_WORDS, WITHOUT_REFERENCE, Tender
from frontdesk.areas.cashdesk.rules.numbers import read_receipt_number, tidy_number
from frontdesk.areas.cashdesk.rules.shifts import shift_label
from frontdesk.areas.fees.model import Charge, ChargeSettlement
from frontdesk.base.store.papers import Paper, PaperPrint
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Actor
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr

FORM = "receipt"
DEFAULT_BOOK = "SJ"


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """A receipt as lists show it. `tenders` in words; `printed` counts every print, the original included.

    `refunded` is what refunds gave back of it (M6.5).
    """

    id: int
    number: str
    unit_id: int
    unit: str
    payer: str
    business_on: date
    at: datetime
    amount: Money
    tenders: str
    cashier: str
    shift_id: int
    voided: bool
    printed: int
    paper_number: str
    refunded: Money = ZERO


@dataclass(frozen=True, slots=True)
class ReceiptFilter:
    """What a list of receipts shows; None and empty mean all. `text` is part of a number, payer or unit code.

    `first` and `last` are business dates, both included.
    """

    text: str = ""
    first: date | None = None
    last: date | None = None
    cashier_id: int | None = None
    shift_id: int | None = None
    voided: bool | None = None


@dataclass(frozen=True, slots=True)
class LineRow:
    """One line of a receipt, as on the day."""

    item: str
    period: str
    how: str
    amount: Money
    source_kind: str
    source_id: int


@dataclass(frozen=True, slots=True)
class TenderRow:
    """One way it was paid; the reference that came later stands here too."""

    id: int
    kind: Tender
    amount: Money
    reference: str


@dataclass(frozen=True, slots=True)
class ReceiptDetail:
    """A receipt with everything stored of it. `can_void` says whether its shift still allows it (M6.5)."""

    row: ReceiptRow
    lines: tuple[LineRow, ...]
    tenders: tuple[TenderRow, ...]
    tendered: Money
    change: Money
    shift: str
    can_void: bool
    void_reason: str = ""
    voided_by: str = ""
    voided_at: datetime | None = None
    refunds: tuple[RefundMark, ...] = ()

    @property
    def number(self) -> str:
        return self.row.number

    @property
    def voided(self) -> bool:
        return self.row.voided

    @property
    def printed(self) -> int:
        return self.row.printed


@dataclass(frozen=True, slots=True)
class DayCollected:
    """What was collected on a business day less what was refunded, all tenders together, voided receipts left out."""

    day: date
    amount: Money
    receipts: int


def receipt_book(session: Session) -> str:
    """The prefix of the book that receipts are numbered in."""
    book: str = get_setting(session, "receipt.book", DEFAULT_BOOK)
    return book


def find_receipt_number(session: Session, text: str) -> str:
    """The receipt's full number for what was typed or scanned: with or without prefix and zeros."""
    return read_receipt_number(text, receipt_book(session))


def receipt(session: Session, number: str) -> ReceiptDetail | None:
    """A receipt by its number, however it is written; None when there is none."""
    found = session.scalar(select(Payment).where(Payment.number == find_receipt_number(session, number)))
    if found is None:
        return None
    void = session.scalar(select(PaymentVoid).where(PaymentVoid.payment_id == found.id))
    shift = session.get_one(Shift, found.shift_id)
    lines = session.scalars(
        select(PaymentLine).where(PaymentLine.payment_id == found.id).order_by(PaymentLine.no)
    )
    return ReceiptDetail(
        row=_rows(session, Payment.id == found.id, 1)[0],
        lines=tuple(
            LineRow(line.item, line.period, line.how, line.amount, line.source_kind, line.source_id)
            for line in lines
        ),
        tenders=tenders_of(session, found.id),
        tendered=found.tendered,
        change=found.change,
        shift=shift_label(shift.business_on, shift.name),
        can_void=void is None and as_row(shift).state == "open" and not void_hindrance(session, found),
        void_reason=void.reason if void else "",
        voided_by=void.by if void else "",
        voided_at=void.at if void else None,
        refunds=refund_marks(session, found.id),
    )


def refund_marks(session: Session, payment_id: int) -> tuple[RefundMark, ...]:
    """What refunds gave back of a receipt, oldest first (T6)."""
    found = session.execute(
        select(Refund.number, Refund.amount, Refund.business_on)
        .where(Refund.payment_id == payment_id)
        .order_by(Refund.id)
    )
    return tuple(RefundMark(number, amount, day) for number, amount, day in found)


def void_hindrance(session: Session, payment: Payment) -> str:
    """Why a receipt of an open shift cannot be voided, in words; empty where it can.

    A refund has given back part of it, or what it prepaid has been used since.
    """
    if marks := refund_marks(session, payment.id):
        return tr("{number} 已经由 {refund} 红冲，不能作废", number=payment.number, refund=marks[-1].number)
    moved = (
        session.scalar(
            select(func.sum(PrepaidMove.amount)).where(
                PrepaidMove.source_kind == PAYMENT, PrepaidMove.source_id == payment.id
            )
        )
        or ZERO
    )
    left = (
        session.scalar(select(func.sum(PrepaidMove.amount)).where(PrepaidMove.unit_id == payment.unit_id))
        or ZERO
    )
    if moved > left:
        return tr(
            "{number} 存的 {amount} 预存已经用掉一部分，只剩 {left}，不能作废；可以红冲没有用到的部分",
            number=payment.number,
            amount=moved,
            left=left,
        )
    return ""


def tenders_of(session: Session, payment_id: int) -> tuple[TenderRow, ...]:
    """The tenders of one payment, in the order they were given."""
    found = session.execute(
        select(PaymentTender, TenderReference.reference)
        .outerjoin(TenderReference, TenderReference.tender_id == PaymentTender.id)
        .where(PaymentTender.payment_id == payment_id)
        .order_by(PaymentTender.id)
    )
    return tuple(TenderRow(t.id, t.kind, t.amount, t.reference or later or "") for t, later in found)


def receipts_of_shift(session: Session, shift_id: int) -> tuple[ReceiptRow, ...]:
    """A shift's receipts, newest first. Each by itself, never a sum: the count is blind (M7.3)."""
    return _rows(session, Payment.shift_id == shift_id)


def receipts_of_unit(session: Session, unit_id: int, limit: int | None = None) -> tuple[ReceiptRow, ...]:
    """A unit's receipts, newest first."""
    return _rows(session, Payment.unit_id == unit_id, limit)


def search_receipts(session: Session, text: str, limit: int = 20) -> tuple[ReceiptRow, ...]:
    """As one types: receipts whose number, or bought paper's number, is or begins with what was typed (D0.1).

    The exact one first, then the newest. Only indexes are used, however many receipts there are.
    """
    tidy = tidy_number(text)
    if not tidy or limit < 1:
        return ()
    exact = _rows(session, Payment.number == find_receipt_number(session, text), 1)
    begins = or_(_begins(session, Payment.number, tidy), _begins(session, Payment.paper_number, tidy))
    found = _rows(session, begins, limit)
    return (*exact, *(row for row in found if row not in exact))[:limit]


def receipt_rows(
    session: Session, wanted: ReceiptFilter | None = None, offset: int = 0, limit: int | None = 100
) -> tuple[ReceiptRow, ...]:
    """The receipts a list shows, newest first (D0.7)."""
    return _rows(session, _wanted(wanted or ReceiptFilter()), limit, offset)


def receipt_count(session: Session, wanted: ReceiptFilter | None = None) -> int:
    """How many there are of them."""
    found = session.scalar(
        select(func.count())
        .select_from(Payment)
        .join(Unit, Unit.id == Payment.unit_id)
        .outerjoin(PaymentVoid, PaymentVoid.payment_id == Payment.id)
        .where(_wanted(wanted or ReceiptFilter()))
    )
    return int(found or 0)


def _wanted(wanted: ReceiptFilter) -> ColumnElement[bool]:
    tests: list[ColumnElement[bool]] = []
    if wanted.first is not None:
        tests.append(Payment.business_on >= wanted.first)
    if wanted.last is not None:
        tests.append(Payment.business_on <= wanted.last)
    if wanted.cashier_id is not None:
        tests.append(Payment.cashier_id == wanted.cashier_id)
    if wanted.shift_id is not None:
        tests.append(Payment.shift_id == wanted.shift_id)
    if wanted.voided is not None:
        tests.append(PaymentVoid.id.is_not(None) if wanted.voided else PaymentVoid.id.is_(None))
    if wanted.text.strip():
        number, words = tidy_number(wanted.text), wanted.text.strip()
        tests.append(
            or_(
                Payment.number.contains(number, autoescape=True),
                Payment.paper_number.contains(number, autoescape=True),
                Payment.payer_name.contains(words, autoescape=True),
                Unit.code.contains(words, autoescape=True),
            )
        )
    return and_(true(), *tests)


def _begins(session: Session, column: InstrumentedAttribute[Any], text: str) -> ColumnElement[bool]:
    if session.get_bind().dialect.name == "sqlite":
        # SQLite looks into an index for GLOB, not for LIKE.
        return column.op("GLOB")(re.sub(r"([*?\[])", r"[\1]", text) + "*")
    return column.startswith(text, autoescape=True)


def collected_by_day(session: Session, month: Month, viewer: Actor | None = None) -> tuple[DayCollected, ...]:
    """What each business day of *month* brought less what it refunded, days with nothing left out.

    Receipts of shifts that *viewer* must count blind are not in it yet: on a day when everybody paid cash,
    the day's sum would be the drawer's (M7.3).
    """
    unseen = _unseen(session, viewer)
    found = session.execute(
        select(Payment.business_on, func.sum(Payment.settled), func.count())
        .outerjoin(PaymentVoid, PaymentVoid.payment_id == Payment.id)
        .where(
            Payment.business_on >= month.span.start,
            Payment.business_on < month.span.end,
            PaymentVoid.id.is_(None),
            Payment.shift_id.not_in(unseen),
        )
        .group_by(Payment.business_on)
    )
    back = session.execute(
        select(Refund.business_on, func.sum(Refund.amount))
        .where(
            Refund.business_on >= month.span.start,
            Refund.business_on < month.span.end,
            Refund.shift_id.not_in(unseen),
        )
        .group_by(Refund.business_on)
    )
    days = {day: DayCollected(day, amount, n) for day, amount, n in found}
    for day, amount in back:
        known = days.get(day, DayCollected(day, ZERO, 0))
        days[day] = DayCollected(day, known.amount - amount, known.receipts)
    return tuple(days[day] for day in sorted(days))


def _unseen(session: Session, viewer: Actor | None) -> list[int]:
    """The shifts whose takings *viewer* may not know yet."""
    return [shift.id for shift in open_shifts(session) if is_blind(session, shift, viewer)]


def settled_unseen(session: Session, month: Month, viewer: Actor | None = None) -> Money:
    """What open shifts that *viewer* must count blind have settled of the charges that fall due in *month*.

    The month's sum less this tells nothing of the drawer (M7.3): in an office's first month it is the day's takings.
    Refunds of those shifts are taken off it.
    """
    unseen = _unseen(session, viewer)
    found = ZERO
    for kind, table in ((PAYMENT, Payment), (REFUND, Refund)):
        query = (
            select(func.sum(ChargeSettlement.amount))
            .join(Charge, Charge.id == ChargeSettlement.charge_id)
            .join(table, table.id == ChargeSettlement.source_id)
            .where(
                ChargeSettlement.source_kind == kind,
                Charge.due_on >= month.span.start,
                Charge.due_on < month.span.end,
                table.shift_id.in_(unseen),
            )
        )
        found += session.scalar(query) or ZERO
    return found


def unprinted(session: Session, shift_id: int) -> tuple[str, ...]:
    """Numbers of a shift's receipts that were never printed, voided ones left out (M7.7)."""
    return tuple(
        row.number
        for row in reversed(receipts_of_shift(session, shift_id))
        if not row.printed and not row.voided
    )


def without_reference(session: Session, shift_id: int) -> tuple[str, ...]:
    """Numbers of a shift's receipts with a tender whose reference has not come yet (M7.7)."""
    found = session.scalars(
        select(Payment.number)
        .join(PaymentTender, PaymentTender.payment_id == Payment.id)
        .outerjoin(TenderReference, TenderReference.tender_id == PaymentTender.id)
        .outerjoin(PaymentVoid, PaymentVoid.payment_id == Payment.id)
        .where(
            Payment.shift_id == shift_id,
            PaymentTender.kind.not_in(WITHOUT_REFERENCE),
            PaymentTender.reference == "",
            TenderReference.id.is_(None),
            PaymentVoid.id.is_(None),
        )
        .group_by(Payment.id, Payment.number)
        .order_by(Payment.id)
    )
    return tuple(found)


def _rows(
    session: Session, condition: ColumnElement[bool], limit: int | None = None, offset: int = 0
) -> tuple[ReceiptRow, ...]:
    prints = (
        select(func.count())
        .select_from(PaperPrint)
        .join(Paper, Paper.id == PaperPrint.paper_id)
        .where(Paper.form == FORM, Paper.subject_kind == PAYMENT, Paper.subject_id == Payment.id)
        .scalar_subquery()
    )
    refunded = (
        select(func.sum(Refund.amount))
        .where(Refund.payment_id == Payment.id)
        .correlate(Payment)
        .scalar_subquery()
    )
    found = session.execute(
        select(Payment, Unit.code, PaymentVoid.id, prints, refunded)
        .join(Unit, Unit.id == Payment.unit_id)
        .outerjoin(PaymentVoid, PaymentVoid.payment_id == Payment.id)
        .where(condition)
        .order_by(Payment.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()
    words = _tender_words(session, [payment.id for payment, *_ in found])
    return tuple(
        ReceiptRow(
            p.id, p.number, p.unit_id, code, p.payer_name, p.business_on, p.at, p.settled, words.get(p.id, ""),
            p.cashier, p.shift_id, void is not None, printed or 0, p.paper_number or "", back or ZERO,
        )
        for p, code, void, printed, back in found
    )  # fmt: skip


_CHUNK = 500


def _tender_words(session: Session, payment_ids: list[int]) -> dict[int, str]:
    """`现金、微信` for each payment; how much of each stands on the receipt itself."""
    kinds: dict[int, list[str]] = {}
    for start in range(0, len(payment_ids), _CHUNK):
        rows: Iterable[Any] = session.execute(
            select(PaymentTender.payment_id, PaymentTender.kind)
            .where(PaymentTender.payment_id.in_(payment_ids[start : start + _CHUNK]))
            .order_by(PaymentTender.id)
        )
        for payment_id, kind in rows:
            word = tr(TENDER_WORDS[kind])
            if word not in kinds.setdefault(payment_id, []):
                kinds[payment_id].append(word)
    return {payment_id: "、".join(words) for payment_id, words in kinds.items()}
