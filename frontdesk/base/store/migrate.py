"""Bring a database up to this program's tables and guards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from frontdesk.base.store.database import Database
from frontdesk.base.store.glance import HEAD as HEAD
from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.text import tr

SCRIPTS = Path(__file__).parent / "migrations"
"""Alembic loads the steps from files, so they stand as files in the program's bundle too."""


class MigrationFailed(RuntimeError):
    """A migration left rows that do not fit together: a defect; it was rolled back."""


def revision(db: Database) -> str | None:
    """The step the database stands at; None for one that is empty."""
    with db.writer.connect() as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def migrate(db: Database) -> bool:
    """Run what is missing in one transaction; returns whether anything ran.

    Nothing of Alembic is imported when the database is up to date, so that the window opens at once. Raises
    `Surroundings` for a database of a newer program. Whatever goes wrong, the data is as it was.
    """
    with _unlinked(db) as connection, connection.begin():
        found = _revision(connection)
        if found == HEAD:
            return False
        if found is not None and found > HEAD:
            raise Surroundings(tr("数据是更新版本的程序存的，请先升级本机的程序"))
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if db.is_sqlite:
            lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if lost:
                raise MigrationFailed(f"rows that refer to nothing: {lost[:5]}")
    return True


@contextmanager
def _unlinked(db: Database) -> Iterator[Connection]:
    """A connection on which SQLite lets a table be taken away and put back anew; it listens only outside of a
    transaction, so foreign keys are looked at as a whole before the commit instead."""
    with db.writer.connect() as connection:
        raw = connection.connection.driver_connection
        if not db.is_sqlite or raw is None:
            yield connection
            return
        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            connection.rollback()
            raw.execute("PRAGMA foreign_keys = ON")
