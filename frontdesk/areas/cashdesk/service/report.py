"""The day report's figures, made once at the close and stored; every print is drawn from them (M7.4)."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select

from frontdesk.areas.cashdesk.documents import (
    CashAccount,
    DayReport,
    IncomeRow,
    ReceiptsUsed,
    ReprintCount,
    TenderCheck,
)
from frontdesk.areas.cashdesk.model import Payment, PaymentVoid, Shift
from frontdesk.areas.cashdesk.queries.closing import ALWAYS_SHOWN, Revealed, Tone, close_check
from frontdesk.areas.cashdesk.queries.receipts import FORM
from frontdesk.areas.cashdesk.rules.drawer import pieces
from frontdesk.areas.cashdesk.rules.identity import IdentityBroken
from frontdesk.areas.cashdesk.rules.kinds import PAYMENT, TENDER_WORDS, Tender
from frontdesk.areas.cashdesk.rules.numbers import receipt_number
from frontdesk.areas.cashdesk.service.common import office, wall_clock
from frontdesk.areas.cashdesk.service.moves import denominations
from frontdesk.base.store.papers import Paper, PaperPrint
from frontdesk.base.store.work import Work
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr


def close_report(
    work: Work,
    shift: Shift,
    told_now: Revealed,
    *,
    number: str,
    kept_back: Money,
    reasons: Mapping[Tender, str],
) -> DayReport:
    """Everything the report shows. Raises `IdentityBroken` when its own table does not meet the proved sums."""
    figures = told_now.figures
    kinds = [k for k in Tender if k in ALWAYS_SHOWN or figures.by_tender.get(k)]
    cells = figures.cells()
    names = office(work)
    report = DayReport(
        office=names.office,
        estate=names.estate,
        number=number,
        day=shift.business_on,
        shift=shift.name,
        desk=shift.desk,
        cashier=shift.cashier,
        opened=wall_clock(shift.opened_at),
        closed=wall_clock(work.now()),
        tenders=tuple(tr(TENDER_WORDS[kind]) for kind in kinds),
        income=tuple(
            IncomeRow(item, tuple(cells.get((item, kind)) or None for kind in kinds))
            for item in figures.by_item
        ),
        refunds=(),
        receipts=_receipts_used(work, shift),
        cash=CashAccount(
            opening=figures.opening,
            cash_in=figures.cash_in,
            change=figures.change,
            refunds=ZERO,
            handed_in=figures.handed_in,
            expected=told_now.expected,
            counted=told_now.counted,
            put_in=figures.petty_in,
            taken_out=figures.petty_out,
        ),
        denominations=denominations(pieces(told_now.count.counts)),
        checks=tuple(
            TenderCheck(
                tr("现金（抽屉）") if tender.kind is Tender.CASH else tr(TENDER_WORDS[tender.kind]),
                tender.expected,
                ZERO if tender.counted is None else tender.counted,
                reasons.get(tender.kind, tender.words),
            )
            for tender in told_now.tenders
        ),
        by_receipts=told_now.proof.by_receipts,
        kept_back=kept_back,
        handed_in=told_now.counted - kept_back,
        printed_at=wall_clock(work.now()),
        notes=tuple(
            point.words
            for point in close_check(work.session, shift.id, work.today())
            if point.tone is not Tone.OK
        ),
    )
    _prove_table(report, told_now, kinds)
    return report


def _prove_table(report: DayReport, told_now: Revealed, kinds: list[Tender]) -> None:
    """The table that is printed adds up to the sums that were proved, row by row and column by column."""
    figures = told_now.figures
    rows = {row.item: row.total for row in report.income}
    columns = dict(zip(kinds, (amount or ZERO for amount in report.net().amounts), strict=True))
    expected = {kind: figures.by_tender.get(kind, ZERO) for kind in kinds}
    if rows != dict(figures.by_item) or columns != expected or not report.cash.adds_up:
        raise IdentityBroken(
            f"the table of {report.number} does not meet its sums: "
            f"rows {rows}, by item {dict(figures.by_item)}, columns {columns}, by tender {expected}"
        )


def _receipts_used(work: Work, shift: Shift) -> tuple[ReceiptsUsed, ...]:
    """For each book: first and last number, how many, voided, printed again, and those nobody used."""
    prints = (
        select(func.count() - 1)
        .select_from(PaperPrint)
        .join(Paper, Paper.id == PaperPrint.paper_id)
        .where(Paper.form == FORM, Paper.subject_kind == PAYMENT, Paper.subject_id == Payment.id)
        .scalar_subquery()
    )
    rows = work.session.execute(
        select(Payment.book, Payment.serial, Payment.number, PaymentVoid.id, prints)
        .outerjoin(PaymentVoid, PaymentVoid.payment_id == Payment.id)
        .where(Payment.shift_id == shift.id)
        .order_by(Payment.book, Payment.serial)
    ).all()
    used = []
    for book in sorted({row.book for row in rows}):
        of_book = [row for row in rows if row.book == book]
        serials = [row.serial for row in of_book]
        used.append(
            ReceiptsUsed(
                first=of_book[0].number,
                last=of_book[-1].number,
                used=len(of_book),
                voided=tuple(row.number for row in of_book if row[3] is not None),
                reprinted=tuple(ReprintCount(row.number, row[4]) for row in of_book if row[4] > 0),
                missing=_missing(work, book, min(serials), max(serials)),
            )
        )
    return tuple(used) or (ReceiptsUsed("", "", 0),)


def _missing(work: Work, book: str, first: int, last: int) -> tuple[str, ...]:
    """Numbers between the shift's first and last that no shift used; another desk's are not missing."""
    known = set(
        work.session.scalars(
            select(Payment.serial).where(Payment.book == book, Payment.serial.between(first, last))
        )
    )
    return tuple(receipt_number(book, serial) for serial in range(first, last + 1) if serial not in known)
