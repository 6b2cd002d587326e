"""Opening and closing the database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import text

from frontdesk.base.store.database import Database


def _raw(database: Database, write: bool) -> tuple[sqlite3.Connection, bool]:
    """The connection under a session, and whether it still answers after `close` while the session goes on."""
    with database.write() if write else database.read() as session:
        raw = session.connection().connection.dbapi_connection
        assert isinstance(raw, sqlite3.Connection)
        database.close()
        return raw, session.scalar(text("SELECT 7")) == 7


@pytest.mark.parametrize("write", [False, True])
def test_a_connection_in_use_at_the_close_is_closed_when_its_work_ends(tmp_path: Path, write: bool) -> None:
    """Left open, the file could be neither moved nor deleted on Windows."""
    raw, answered = _raw(Database(tmp_path / "a.db"), write)

    assert answered, "what was being done is finished"
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        raw.execute("SELECT 1")


def test_who_comes_after_the_close_leaves_nothing_open(tmp_path: Path) -> None:
    """A thread that was about to read."""
    database = Database(tmp_path / "a.db")
    database.close()
    raw, _ = _raw(database, write=False)

    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        raw.execute("SELECT 1")
