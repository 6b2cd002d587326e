"""Bring a database up to this program's tables and guards."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from frontdesk.base.store.database import Database
from frontdesk.base.store.glance import HEAD as HEAD
from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.text import tr


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
    `Surroundings` for a database of a newer program.
    """
    with db.writer.begin() as connection:
        found = _revision(connection)
        if found == HEAD:
            return False
        if found is not None and found > HEAD:
            raise Surroundings(tr("数据是更新版本的程序存的，请先升级本机的程序"))
        from alembic import command
        from alembic.config import Config

        config = Config()
        config.set_main_option(
            "script_location", str(Path(__file__).parent / "migrations").replace("%", "%%")
        )
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    return True
