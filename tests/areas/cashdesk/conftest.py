"""The desk on SQLite, and the same desk on both databases."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from frontdesk.base.store.database import Database
from tests.areas.cashdesk.desk import Desk
from tests.postgres import BOTH, fresh_database, postgres

__all__ = ["both", "desk", "postgres"]


@pytest.fixture
def desk(db: Database) -> Desk:
    """A small estate at nine in the morning, nobody's shift open."""
    made = Desk(db)
    made.build()
    return made


@pytest.fixture(params=BOTH)
def both(request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The same on SQLite and on a real PostgreSQL."""
    if request.param == "sqlite":
        yield request.getfixturevalue("desk")
        return
    request.getfixturevalue("postgres")
    with fresh_database() as database:
        made = Desk(database)
        made.build()
        yield made
