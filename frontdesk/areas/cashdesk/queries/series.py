"""The books that papers of the cash desk are numbered in, and numbers as they are typed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, func, select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.rules.kinds import SERIES_BOOKS, Series
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
