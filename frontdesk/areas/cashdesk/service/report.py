"""The day report's figures, made once at the close and stored; every print is drawn from them (M7.4)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import literal_column, select

from frontdesk.areas.cashdesk.documents import (
    CashAccount,
    DayReport,
    DepositRow,
    DepositTender,
    IncomeRow,
    ReceiptsUsed,
    ReprintCount,
    TenderCheck,
)
from frontdesk.areas.cashdesk.model import Shift
from frontdesk.areas.cashdesk.queries.closing import ALWAYS_SHOWN, Revealed, Tone, close_check
from frontdesk.areas.cashdesk.queries.figures import moves_of_shift, refund_label
from frontdesk.areas.cashdesk.queries.series import NUMBERED, Numbered, prints_of
from frontdesk.areas.cashdesk.rules.drawer import pieces
from frontdesk.areas.cashdesk.rules.identity import IdentityBroken
from frontdesk.areas.cashdesk.rules.kinds import (
    CASH_MOVE_WORDS,
    SERIES_WORDS,
    TENDER_WORDS,
    CashMove,
    Series,
    Tender,
)
from frontdesk.areas.cashdesk.rules.numbers import receipt_number
from frontdesk.areas.cashdesk.service.common import office, wall_clock
from frontdesk.areas.cashdesk.service.moves import denominations
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
    shown = {*ALWAYS_SHOWN, *figures.by_tender, *figures.refunds.by_tender}
    kinds = [k for k in Tender if k in shown]
    cells, back, deposits = figures.cells(), figures.refund_cells(), figures.deposits
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
        refunds=tuple(
            IncomeRow(refund_label(item), tuple(back.get((item, kind)) or None for kind in kinds))
            for item in figures.refunds.by_item
        ),
        receipts=_numbers_used(work, shift, NUMBERED[0]) or (ReceiptsUsed("", "", 0),),
        cash=CashAccount(
            opening=figures.opening,
            cash_in=figures.cash_in,
            change=figures.change,
            refunds=figures.refunds.by_tender.get(Tender.CASH, ZERO),
            handed_in=figures.handed_in,
            expected=told_now.expected,
            counted=told_now.counted,
            put_in=figures.petty_in,
            taken_out=figures.petty_out,
            deposits_in=deposits.taken_by_tender.get(Tender.CASH, ZERO),
            deposits_out=deposits.back_by_tender.get(Tender.CASH, ZERO),
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
        notes=_notes(work, shift),
        deposits=tuple(
            DepositRow(
                purpose,
                deposits.taken.get(purpose, ZERO),
                deposits.paid_back.get(purpose, ZERO),
                deposits.deducted.get(purpose, ZERO),
            )
            for purpose in deposits.purposes
        ),
        deposit_tenders=tuple(
            DepositTender(
                tr(TENDER_WORDS[kind]),
                deposits.taken_by_tender.get(kind, ZERO),
                deposits.back_by_tender.get(kind, ZERO),
            )
            for kind in Tender
            if deposits.taken_by_tender.get(kind) or deposits.back_by_tender.get(kind)
        ),
        further_numbers=tuple(
            used for numbered in NUMBERED[1:] for used in _numbers_used(work, shift, numbered)
        ),
    )
    _prove_table(report, told_now, kinds)
    return report


def _notes(work: Work, shift: Shift) -> tuple[str, ...]:
    """What was open before the count, then each piece of petty cash with its reason (M7.2)."""
    found = [
        point.words
        for point in close_check(work.session, shift.id, work.today())
        if point.tone is not Tone.OK
    ]
    found += [
        tr(
            "{kind} {amount}（{number}）：{reason}",
            kind=tr(CASH_MOVE_WORDS[move.kind]),
            amount=move.amount,
            number=move.number,
            reason=move.reason,
        )
        for move in moves_of_shift(work.session, shift.id)
        if move.kind is not CashMove.HAND_IN
    ]
    return tuple(found)


def _prove_table(report: DayReport, told_now: Revealed, kinds: list[Tender]) -> None:
    """The table that is printed adds up to the sums that were proved, row by row and column by column."""
    figures = told_now.figures
    rows = {row.item: row.total for row in report.income}
    back = {row.item: -row.total for row in report.refunds}
    refunds = {refund_label(item): amount for item, amount in figures.refunds.by_item.items()}
    columns = dict(zip(kinds, (amount or ZERO for amount in report.net().amounts), strict=True))
    net = figures.net_by_tender
    expected = {kind: net.get(kind, ZERO) for kind in kinds}
    holds = rows == dict(figures.by_item) and back == refunds and columns == expected
    if not holds or not report.cash.adds_up or report.cash.expected != told_now.expected:
        raise IdentityBroken(
            f"the table of {report.number} does not meet its sums: rows {rows}, by item {dict(figures.by_item)}, "
            f"refunds {back}, by item {refunds}, columns {columns}, by tender {expected}, cash {report.cash}"
        )


def _numbers_used(work: Work, shift: Shift, kind: Numbered) -> tuple[ReceiptsUsed, ...]:
    """For each book of a series: first and last number, how many, voided, printed again, and those nobody used."""
    table = kind.table
    query = select(
        table.book,
        table.serial,
        table.number,
        literal_column("NULL") if kind.void is None else kind.void.id,
        prints_of(kind.series, kind.subject, table.id),
    ).select_from(table)
    if kind.void is not None:
        query = query.outerjoin(kind.void, kind.void_of == table.id)
    rows = work.session.execute(
        query.where(table.shift_id == shift.id).order_by(table.book, table.serial)
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
                reprinted=tuple(ReprintCount(row.number, row[4] - 1) for row in of_book if row[4] > 1),
                missing=_missing(work, table, book, min(serials), max(serials)),
                title="" if kind.series is Series.RECEIPT else tr(SERIES_WORDS[kind.series]),
            )
        )
    return tuple(used)


def _missing(work: Work, table: Any, book: str, first: int, last: int) -> tuple[str, ...]:
    """Numbers between the shift's first and last that no shift used; another desk's are not missing."""
    known = set(
        work.session.scalars(
            select(table.serial).where(table.book == book, table.serial.between(first, last))
        )
    )
    return tuple(receipt_number(book, serial) for serial in range(first, last + 1) if serial not in known)
