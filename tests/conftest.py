"""What every test may use: a migrated database, a runner, a clock that stands, somebody who acts."""

from __future__ import annotations

import gc
import os
import re
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "win32":
    # Without a screen Qt looks for fonts beside itself, and complains that there are none.
    os.environ.setdefault("QT_QPA_FONTDIR", str(Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"))

from frontdesk.app import schema
from frontdesk.base.store.database import Database
from frontdesk.base.store.migrate import migrate
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.users import User, hash_password
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.rights import Role
from tests import quicker

assert schema.METADATA.tables
quicker.begin()
# An example that takes long on a busy machine is not wrong. Where CI is set, hypothesis draws the same ones each time.
settings.register_profile("frontdesk", settings.default, deadline=None)
settings.load_profile("frontdesk")
SHANGHAI = ZoneInfo("Asia/Shanghai")
PASSWORD = "mima-123"
_TOGETHER = ("tests/app/test_selftest.py", "tests/base/values/test_text.py")
"""Files whose tests read what takes long to make and is made once in a process."""
_ON_POSTGRES = re.compile(r"[\[-]postgres[\]-]")


class _Grouped(LoadScopeScheduling):
    """Test by test to whoever is free, but one self-test for all that read it, one look through the program's texts,
    and one PostgreSQL server.

    Groups of many tests are begun first, so the two long ones are. pytest-xdist's own groups write a name behind the
    node's id, which this pytest no longer takes.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        if file in _TOGETHER:
            return file
        return "postgres" if _ON_POSTGRES.search(nodeid) else nodeid


def pytest_collection_finish() -> None:
    """What has been imported and collected stays to the end: the collector need not look through it again and again."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    return _Grouped(config, log)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def empty_database_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database with one user of each role (ids 1 to 5), made once for each test process."""
    path = tmp_path_factory.mktemp("database") / "frontdesk.db"
    db = Database(path)
    migrate(db)
    password_hash = hash_password(PASSWORD)
    with db.write() as session:
        for login, name, role in (
            ("admin", "管理员", Role.ADMIN),
            ("linxiao", "林晓", Role.CASHIER),
            ("zhoumin", "周敏", Role.SUPERVISOR),
            ("heqian", "何倩", Role.SERVICE),
            ("fang", "方怡", Role.FINANCE),
        ):
            session.add(
                User(
                    login=login,
                    name=name,
                    role=role,
                    active=True,
                    password_hash=password_hash,
                    created_at=datetime(2026, 1, 1, tzinfo=SHANGHAI),
                )
            )
            session.flush()
    db.close()
    return path


@pytest.fixture
def db(empty_database_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A database of the test's own, on a real file."""
    path = tmp_path / "frontdesk.db"
    for tail in ("", "-wal"):
        source = Path(f"{empty_database_file}{tail}")
        if source.exists():
            shutil.copy(source, f"{path}{tail}")
    database = Database(path)
    yield database
    database.close()


@pytest.fixture
def clock() -> FixedClock:
    """2026-11-21, nine in the morning."""
    return FixedClock(datetime(2026, 11, 21, 9, 0, tzinfo=SHANGHAI))


@pytest.fixture
def runner(db: Database, clock: FixedClock) -> Runner:
    return Runner(db, clock)


@pytest.fixture
def admin() -> Actor:
    return Actor(1, "管理员", Role.ADMIN)


@pytest.fixture
def cashier() -> Actor:
    return Actor(2, "林晓", Role.CASHIER)


@pytest.fixture
def supervisor() -> Actor:
    return Actor(3, "周敏", Role.SUPERVISOR)


@pytest.fixture
def receptionist() -> Actor:
    return Actor(4, "何倩", Role.SERVICE)


@pytest.fixture
def financier() -> Actor:
    return Actor(5, "方怡", Role.FINANCE)
