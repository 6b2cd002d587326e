"""The database: SQLite in the data folder, or PostgreSQL by a URL when several desks share."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from frontdesk.base.store.glance import FILE_NAME as FILE_NAME

PATIENCE = 30.0
"""For commands of scheduled work, which may wait for each other. A window must answer sooner."""


FOLDER = "data_folder"
"""Where a session's `info` names this machine's data folder (a Path, or None where there is none)."""


class ReadOnlyViolation(RuntimeError):
    """A query tried to write: a defect."""


class Database:
    """Two engines over one database: one that only reads, one whose transactions take the write lock at once.

    *patience* is how many seconds a write waits while another program holds SQLite's write lock. *folder* is this
    machine's data folder, where what must not stand in the database is kept; beside the file when it is SQLite.
    Services find it in their session's `info` under `FOLDER`.
    """

    def __init__(
        self, where: Path | str | URL, *, patience: float = PATIENCE, folder: Path | None = None
    ) -> None:
        self._patience = patience
        self.folder = where.parent if folder is None and isinstance(where, Path) else folder
        self._closed = False
        # Not put together as text: a folder's name may hold a `?`, and the prefix of long Windows paths does.
        self.url = URL.create("sqlite", database=str(where)) if isinstance(where, Path) else make_url(where)
        self._reader = self._engine(read_only=True)
        self._writer = self._engine(read_only=False)

    @property
    def path(self) -> Path | None:
        """The file, when it is SQLite."""
        return Path(self.url.database) if self.is_sqlite and self.url.database else None

    @property
    def is_sqlite(self) -> bool:
        return self.url.get_backend_name() == "sqlite"

    @property
    def writer(self) -> Engine:
        """For migrations and checks."""
        return self._writer

    def _engine(self, *, read_only: bool) -> Engine:
        if not self.is_sqlite:
            engine = create_engine(self.url, pool_pre_ping=True, hide_parameters=True)
            event.listen(engine, "checkin", self._came_back)
            return engine.execution_options(postgresql_readonly=True) if read_only else engine
        # The pool hands connections between the window's thread and the worker, one at a time.
        # What a statement was given is somebody's data: errors and logs say the statement alone.
        engine = create_engine(
            self.url,
            connect_args={"check_same_thread": False, "timeout": self._patience},
            hide_parameters=True,
        )
        event.listen(engine, "checkin", self._came_back)
        begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"

        @event.listens_for(engine, "connect")
        def _connect(raw: sqlite3.Connection, _record: object) -> None:
            raw.isolation_level = None  # SQLAlchemy emits BEGIN itself, below
            raw.execute("PRAGMA foreign_keys = ON")
            raw.execute("PRAGMA journal_mode = WAL")
            raw.execute("PRAGMA synchronous = FULL")
            raw.execute("PRAGMA cache_size = -32000")
            raw.execute("PRAGMA temp_store = MEMORY")
            if read_only:
                raw.execute("PRAGMA query_only = ON")

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql(begin)

        return engine

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that cannot write; it sees one state of the database from its first query on."""
        with Session(self._reader, autoflush=False, info={FOLDER: self.folder}) as session:
            event.listen(session, "before_flush", _refuse)
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Commit if the block ends normally, else roll everything back."""
        info = {FOLDER: self.folder}
        with Session(self._writer, expire_on_commit=False, info=info) as session, session.begin():
            # The lock is taken now, not at the first statement, so that what is read is what is written upon.
            session.connection()
            yield session

    def _came_back(self, _raw: object, record: ConnectionPoolEntry) -> None:
        # A thread that was still reading when all was closed brings its connection to a pool nobody empties any more:
        # the file would stay open, which on Windows nobody can then move or delete.
        if self._closed:
            record.invalidate()

    def close(self) -> None:
        """Close every connection; one that is in use is closed when its work ends."""
        self._closed = True
        self._reader.dispose()
        self._writer.dispose()


def _refuse(*_args: Any) -> None:
    raise ReadOnlyViolation("a read session must not write")
