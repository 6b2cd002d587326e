"""D0.7: a list of 100,000 tickets reads a page with the same few statements as one of three."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from frontdesk.areas.reception.queries.ticket_rows import (
    TicketFilter,
    TicketSort,
    TicketView,
    counts,
    ticket_count,
    ticket_rows,
)
from frontdesk.areas.reception.queries.tickets import ticket
from tests.areas.cashdesk.desk import Desk
from tests.areas.reception.counter import Counter

MANY = 100_000
PAGES = (
    TicketFilter(),
    TicketFilter(TicketView.OVER),
    TicketFilter(TicketView.ALL),
    TicketFilter(TicketView.ALL, sort=TicketSort.UNIT, descending=True),
    TicketFilter(TicketView.ALL, text="水管"),
)


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


@pytest.fixture
def counter(desk: Desk) -> Counter:
    return Counter(desk)


def multiply(counter: Counter) -> None:
    """As many tickets as years bring, all like the first; nine in ten are closed."""
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < {MANY}) "
    with counter.db.write() as session:
        for table, key, changed in (
            ("ticket", "id", {"id": "i", "number": "'BS-20260101-' || i", "token": "NULL"}),
            (
                "ticket_now",
                "ticket_id",
                {"ticket_id": "i", "state": "CASE WHEN i % 10 = 0 THEN '待派单' ELSE '已关闭' END"},
            ),
        ):
            columns = [row.name for row in session.execute(text(f"PRAGMA table_info({table})"))]
            values = ", ".join(changed.get(name, name) for name in columns)
            names = ", ".join(columns)
            session.execute(
                text(
                    f"{numbers}INSERT INTO {table} ({names}) SELECT {values} FROM {table}, n "
                    f"WHERE {key} = (SELECT MIN({key}) FROM {table})"
                )
            )


def read_all(counter: Counter, offset: int) -> list[int]:
    """How many statements each list and the chips took."""
    now, today = counter.desk.clock.now(), counter.desk.clock.today()
    taken = []
    for wanted in PAGES:
        with counting() as told:
            counter.read(ticket_rows, wanted, now, today, offset, 100)
            counter.read(ticket_count, wanted, now, today)
        taken.append(len(told))
    with counting() as told:
        counter.read(counts, now, today, 4)
    return [*taken, len(told)]


def test_a_page_of_three(counter: Counter) -> None:
    for _ in range(3):
        counter.receive()
    assert read_all(counter, 0) == [2, 2, 2, 2, 2, 2]


def test_a_page_of_100_000_takes_as_many(counter: Counter) -> None:
    counter.receive()
    multiply(counter)
    counter.later(hours=3)
    assert read_all(counter, 0) == [2, 2, 2, 2, 2, 2]
    assert read_all(counter, 9_000) == [2, 2, 2, 2, 2, 2]
    now, today = counter.desk.clock.now(), counter.desk.clock.today()
    told = counter.read(counts, now, today, 4)
    assert (told.all, told.open, told.over) == (MANY, MANY // 10 + 1, MANY // 10 + 1)
    assert counter.read(ticket_count, TicketFilter(TicketView.ALL), now, today) == MANY
    page = counter.read(ticket_rows, TicketFilter(), now, today, 9_950, 100)
    assert len(page) == MANY // 10 + 1 - 9_950
    last = counter.read(ticket_rows, TicketFilter(TicketView.ALL), now, today, MANY - 1, 100)
    assert [row.number for row in last] == ["BS-20261120-001"]
    assert counter.read(ticket, MANY, now, today).row.late == timedelta(hours=2, minutes=30)
