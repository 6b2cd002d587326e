"""The office on SQLite, and the same on both databases."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

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


@pytest.fixture
def another_office(empty_database_file: Path, tmp_path: Path) -> Callable[[], AbstractContextManager[Office]]:
    """A new office each time it is called: for tests that try many histories."""
    numbers = itertools.count(1)

    @contextmanager
    def make() -> Iterator[Office]:
        path = tmp_path / f"{next(numbers)}.db"
        for tail in ("", "-wal"):
            source = Path(f"{empty_database_file}{tail}")
            if source.exists():
                shutil.copy(source, f"{path}{tail}")
        database = Database(path)
        made = Office(database)
        made.build()
        try:
            yield made
        finally:
            database.close()
            path.unlink()

    return make
