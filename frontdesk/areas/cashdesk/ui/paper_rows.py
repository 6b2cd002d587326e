"""Rows of the list of numbered papers: receipts, refunds, deposits and their settlements in one shape."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.areas.cashdesk.queries import (
    DepositFilter,
    DepositRow,
    ReceiptFilter,
    ReceiptRow,
    RefundRow,
    SettlementRow,
    deposit_rows,
    receipt_rows,
    receipts_of_shift,
    receipts_of_unit,
    refund_rows,
    refunds_of_unit,
    search_receipts,
    settlement_rows,
)
from frontdesk.areas.cashdesk.rules.kinds import Series
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.rows import Status

FOUND = 200


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper. `amount` is negative where money went out; `refunded` is what was given back of a receipt."""

    form: str
    number: str
    at: datetime
    unit: str
    person: str
    amount: Money
    tenders: str
    cashier: str
    printed: int
    voided: bool = False
    refunded: Money = ZERO


def state_of(row: PaperRow) -> Status:
    """How a paper stands: void, given back, not printed, printed once, or again."""
    if row.voided:
        return Status("bad", tr("作废"))
    if row.refunded:
        return Status("warn", tr("已红冲") if row.refunded >= row.amount else tr("部分红冲"))
    if not row.printed:
        return Status("warn", tr("未打印"))
    return Status("ok", tr("已打印") if row.printed == 1 else tr("补打 {n} 次", n=row.printed - 1))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which papers: of a shift, of a day, of a unit, or those that hold *text*."""

    text: str = ""
    day: date | None = None
    shift_id: int | None = None
    unit_id: int | None = None


def paper_rows(desk: Desk, form: str, wanted: Wanted) -> list[PaperRow]:
    """The papers of one sort, newest first."""
    if form == Series.REFUND:
        return [_of_refund(row) for row in _refunds(desk, wanted)]
    if form == Series.RECEIPT:
        return [_of_receipt(row) for row in _receipts(desk, wanted)]
    narrowed = DepositFilter(
        text=wanted.text, first=wanted.day, last=wanted.day, shift_id=wanted.shift_id, unit_id=wanted.unit_id
    )
    limit = None if wanted.shift_id or wanted.day else FOUND
    if form == Series.DEPOSIT:
        return [_of_deposit(row) for row in desk.read(deposit_rows, narrowed, 0, limit)]
    return [_of_settlement(row) for row in desk.read(settlement_rows, narrowed, 0, limit)]


def _receipts(desk: Desk, wanted: Wanted) -> list[ReceiptRow]:
    if wanted.text:
        begins = desk.read(search_receipts, wanted.text, FOUND)
        holds = desk.read(receipt_rows, ReceiptFilter(text=wanted.text), 0, FOUND)
        return [*begins, *(row for row in holds if row not in begins)][:FOUND]
    if wanted.unit_id is not None:
        return list(desk.read(receipts_of_unit, wanted.unit_id, FOUND))
    if wanted.shift_id is not None:
        return list(desk.read(receipts_of_shift, wanted.shift_id))
    return list(desk.read(receipt_rows, ReceiptFilter(first=wanted.day, last=wanted.day), 0, None))


def _refunds(desk: Desk, wanted: Wanted) -> list[RefundRow]:
    if wanted.unit_id is not None:
        return list(desk.read(refunds_of_unit, wanted.unit_id))
    narrowed = ReceiptFilter(text=wanted.text, first=wanted.day, last=wanted.day, shift_id=wanted.shift_id)
    return list(desk.read(refund_rows, narrowed, 0, FOUND if wanted.text else None))


def _of_receipt(row: ReceiptRow) -> PaperRow:
    return PaperRow(
        Series.RECEIPT, row.number, row.at, row.unit, row.payer, row.amount, row.tenders, row.cashier,
        row.printed, row.voided, row.refunded,
    )  # fmt: skip


def _of_refund(row: RefundRow) -> PaperRow:
    return PaperRow(
        Series.REFUND, row.number, row.at, row.unit, row.payee, -row.amount, row.tenders, row.cashier, row.printed
    )  # fmt: skip


def _of_deposit(row: DepositRow) -> PaperRow:
    return PaperRow(
        Series.DEPOSIT, row.number, row.at, row.unit, row.payer, row.amount, row.tenders, row.cashier,
        row.printed, row.voided,
    )  # fmt: skip


def _of_settlement(row: SettlementRow) -> PaperRow:
    return PaperRow(
        Series.SETTLEMENT, row.number, row.at, row.unit, row.payee, -row.refunded, row.tenders, row.cashier,
        row.printed, row.voided,
    )  # fmt: skip
