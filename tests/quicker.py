"""What a test process does once instead of in every test, and what only a machine that loses its power would need.

Nothing here changes what a statement, a password or a commit does, only how long it takes. `as_shipped` leaves the
database as the program has it, for the tests that ask how it is set up.
"""

from __future__ import annotations

import functools
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import argon2
from alembic import command
from sqlalchemy import event
from sqlalchemy.engine import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

from frontdesk.base.store.database import Database
from frontdesk.base.store.migrate import SCRIPTS

_STATEMENTS: LRUCache[Any, Any] = LRUCache(20_000)
"""Of all engines. Each test has a database of its own, and so engines of its own, which would turn the same statements
into SQL again; a program that runs all day does so once."""
_made = Database._engine
_upgraded = command.upgrade
_from_nothing: list[tuple[str, tuple[Any, ...]]] = []
"""The statements that make an empty SQLite database what the migrations make of it, once they have in this process."""
_shipped = False


def begin() -> None:
    """For this process, before the first database."""
    # A statement is kept for its dialect; here all dialects of one class are made alike.
    DefaultDialect.__eq__ = _alike  # type: ignore[method-assign]
    DefaultDialect.__hash__ = _by_class  # type: ignore[method-assign]
    Database._engine = _engine  # type: ignore[method-assign]
    command.upgrade = _upgrade
    # The same Argon2, of the least effort.
    hasher = functools.partial(argon2.PasswordHasher, time_cost=1, memory_cost=8, parallelism=1)
    argon2.PasswordHasher = hasher  # type: ignore[misc,assignment]


@contextmanager
def as_shipped() -> Iterator[None]:
    """Databases opened meanwhile are set up as the program does it, and nothing else."""
    global _shipped
    _shipped = True
    try:
        yield
    finally:
        _shipped = False


def draws(ordinary: int) -> int:
    """How many examples of a costly kind hypothesis draws: `make soak` multiplies them by `FRONTDESK_DRAWS`."""
    return ordinary * int(os.environ.get("FRONTDESK_DRAWS", "1"))


def _alike(self: object, other: object) -> bool:
    return type(self) is type(other)


def _by_class(self: object) -> int:
    return hash(type(self))


def _engine(self: Database, *, read_only: bool) -> Engine:
    engine = _made(self, read_only=read_only)
    if not _shipped:
        engine._compiled_cache = _STATEMENTS
        if self.is_sqlite:
            event.listen(engine, "connect", _does_not_wait)
    return engine


def _does_not_wait(raw: sqlite3.Connection, _record: object) -> None:
    """Not for the disk: what is written survives the process, and no test takes the power away."""
    raw.execute("PRAGMA synchronous = OFF")


def _upgrade(config: Any, to: str, *rest: Any, **more: Any) -> None:
    """The migrations, the first time; after that an empty SQLite database is given what they made then, to the letter,
    in the transaction of who asked: a tenth of the time. Any other database is migrated."""
    connection = config.attributes.get("connection")
    raw = connection.connection.driver_connection if connection is not None else None
    usual = not (_shipped or rest or more) and config.get_main_option("script_location") == str(SCRIPTS)
    if not usual or to != "head" or not isinstance(raw, sqlite3.Connection) or _tables(raw):
        _upgraded(config, to, *rest, **more)
        return
    if _from_nothing:
        for statement, values in _from_nothing:
            raw.execute(statement, values)
        return
    _upgraded(config, to)
    _from_nothing.extend(_statements(raw))


def _tables(raw: sqlite3.Connection) -> list[str]:
    found = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    return [name for (name,) in found]


def _statements(raw: sqlite3.Connection) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """What stands in the database, in the order it was made; the tables' few rows before the guards."""
    made = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND "
    for (statement,) in raw.execute(f"{made} type <> 'trigger' ORDER BY rowid").fetchall():
        yield statement, ()
    for name in _tables(raw):
        for row in raw.execute(f'SELECT * FROM "{name}"').fetchall():
            yield f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(row))})', tuple(row)
    for (statement,) in raw.execute(f"{made} type = 'trigger' ORDER BY rowid").fetchall():
        yield statement, ()
