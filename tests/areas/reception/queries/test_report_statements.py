"""D0.7: the owed reports take the same few statements for three tickets as for thousands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Engine, event

from frontdesk.areas.reception.queries.owed_reports import owed_reports, report_rows, report_view
from frontdesk.areas.reception.rules.owing import Period, ReportKind, period_of
from tests.areas.cashdesk.desk import Desk
from tests.areas.reception.owing import lived

WEEK = Period(date(2026, 11, 17), date(2026, 11, 23))


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements that are carried out meanwhile."""
    told: list[str] = []

    def listen(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            told.append(statement)

    event.listen(Engine, "before_cursor_execute", listen)
    try:
        yield told
    finally:
        event.remove(Engine, "before_cursor_execute", listen)


def taken(desk: Desk) -> list[int]:
    """How many statements each report, the list and the start page's question take."""
    found = []
    for kind in (ReportKind.WEEKLY, ReportKind.MONTHLY, ReportKind.SUMMARY):
        period = period_of(kind, WEEK.first)
        with counting() as told:
            desk.runner.read(report_view, kind, period, now=desk.clock.now(), by="林晓", money=False)
        found.append(len(told))
    for query in (report_rows, owed_reports):
        with counting() as told:
            desk.runner.read(query, desk.clock.today())
        found.append(len(told))
    return found


def test_D0_7_statements_do_not_grow_with_the_tickets(desk: Desk) -> None:
    month = lived(desk)
    before = taken(desk)
    month.at(23)
    for n in range(40):
        ticket = month.take(f"第 {n} 件", category="噪声")
        if n % 2:
            month.send(ticket)
    month.at(24)
    assert taken(desk) == before
