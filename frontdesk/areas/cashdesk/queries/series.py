"""The books that papers of the cash desk are numbered in, and numbers as they are typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, literal_column, select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.model import (
    Deposit,
    DepositSettlement,
    DepositSettlementVoid,
    DepositVoid,
    Payment,
    PaymentVoid,
    Refund,
)
from frontdesk.areas.cashdesk.rules.kinds import (
    DEPOSIT,
    PAYMENT,
    REFUND,
    SERIES_BOOKS,
    SETTLEMENT,
    Series,
)
from frontdesk.areas.cashdesk.rules.numbers import read_receipt_number
from frontdesk.base.store.papers import Paper, PaperPrint
from frontdesk.base.store.settings import get_setting


def series_book(session: Session, series: Series) -> str:
    """The prefix of the book a paper is numbered in."""
    setting, default = SERIES_BOOKS[series]
    book: str = get_setting(session, setting, default)
    return book


def find_number(session: Session, series: Series, text: str) -> str:
    """A paper's full number for what was typed or scanned: with or without prefix and zeros."""
    return read_receipt_number(text, series_book(session, series))


def prints_of(series: Series, subject: str, column: ColumnElement[Any] | Any) -> ScalarSelect[int]:
    """How often the paper of a record was printed, the original included; for a column of a list."""
    return (
        select(func.count())
        .select_from(PaperPrint)
        .join(Paper, Paper.id == PaperPrint.paper_id)
        .where(Paper.form == series.value, Paper.subject_kind == subject, Paper.subject_id == column)
        .scalar_subquery()
    )


@dataclass(frozen=True, slots=True)
class Numbered:
    """Where the papers of a series stand: their table, what they belong to, and how one is void."""

    series: Series
    table: Any
    subject: str
    void: Any = None
    void_of: Any = None


NUMBERED: tuple[Numbered, ...] = (
    Numbered(Series.RECEIPT, Payment, PAYMENT, PaymentVoid, PaymentVoid.payment_id),
    Numbered(Series.REFUND, Refund, REFUND),
    Numbered(Series.DEPOSIT, Deposit, DEPOSIT, DepositVoid, DepositVoid.deposit_id),
    Numbered(
        Series.SETTLEMENT,
        DepositSettlement,
        SETTLEMENT,
        DepositSettlementVoid,
        DepositSettlementVoid.settlement_id,
    ),
)
"""Every series of numbers that papers of the cash desk are given."""


def unprinted_others(session: Session, shift_id: int) -> tuple[str, ...]:
    """Numbers of a shift's refunds, deposits and settlements that were never printed, void ones left out (M7.7)."""
    found: list[str] = []
    for kind in NUMBERED[1:]:
        query = select(kind.table.number).where(
            kind.table.shift_id == shift_id,
            prints_of(kind.series, kind.subject, kind.table.id) == literal_column("0"),
        )
        if kind.void is not None:
            query = query.outerjoin(kind.void, kind.void_of == kind.table.id).where(kind.void.id.is_(None))
        found += session.scalars(query.order_by(kind.table.id))
    return tuple(found)
