"""The office on SQLite, and the same on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from frontdesk.base.store.database import Database
from tests.areas.fees.office import Office
from tests.postgres import BOTH, fresh_database


@pytest.fixture
def office(db: Database) -> Office:
    """Three buildings without a unit, on the morning of 2026-11-21."""
    made = Office(db)
    made.build()
    return made


@pytest.fixture(params=BOTH)
def both(request: pytest.FixtureRequest) -> Iterator[Office]:
    """The same on SQLite and on a real PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("office")
        return
    with fresh_database() as database:
        made = Office(database)
        made.build()
        yield made
