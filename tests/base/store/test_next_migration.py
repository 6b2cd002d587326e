"""The tool that writes migrations: models changed in every way it knows, on data of the last release, on both databases."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import create_engine, inspect

from frontdesk.app.schema import METADATA
from frontdesk.base.store import migrate as migrating
from frontdesk.base.store.base import Base, MoneyType
from frontdesk.base.store.database import Database
from frontdesk.base.store.guards import Guard
from frontdesk.base.values.money import Money
from tests.postgres import BOTH, fresh_database
from tests.postgres import postgres as postgres
from tests.tools import make_next_migration as tool

RELEASED_GUARDS: tuple[Guard, ...] = tool.frozen_tables()[1].GUARDS
PEOPLE = "INSERT INTO user_account (id, login, name, password_hash, role, active, created_at) VALUES (1, 'a', '甲', '-', '管理员', true, '2026-01-01')"
SHIFT_OLD = (
    "INSERT INTO building (id, code, name, sort) VALUES (1, '1', '1栋', 1)",
    "INSERT INTO number_series (name, last) VALUES ('SJ', 7)",
)


@pytest.fixture(params=BOTH)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database without any table."""
    if request.param == "sqlite":
        db = Database(tmp_path / "x.db")
        yield db
        db.close()
    else:
        request.getfixturevalue("postgres")
        with fresh_database(empty=True) as db:
            yield db


@pytest.fixture
def released(empty: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Database:
    """A database as the frozen migrations leave it; the scripts stand in a folder of the test's own."""
    scripts = tmp_path / "scripts"
    shutil.copytree(migrating.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    for path in (scripts / "versions").glob("v0*.py"):
        if path.name not in tool.FROZEN:
            path.unlink()
    monkeypatch.setattr(migrating, "SCRIPTS", scripts)
    monkeypatch.setattr(migrating, "HEAD", f"{len(tool.FROZEN):04}")
    migrating.migrate(empty)
    return empty


def _changed() -> sa.MetaData:
    """The released tables, changed in every way the tool knows."""
    metadata = sa.MetaData(naming_convention=Base.metadata.naming_convention)
    for table in tool.frozen_tables()[0].sorted_tables:
        table.to_metadata(metadata)
    made = sa.Table(
        "gate", metadata,
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("unit_id", sa.ForeignKey("unit.id"), nullable=False, index=True),
        sa.Column("price", MoneyType(), nullable=False),
        sa.CheckConstraint("price > 0", name="dear"),
    )  # fmt: skip
    assert made.c.price.table is made
    user = metadata.tables["user_account"]
    user.append_column(sa.Column("phone", sa.String(20)))
    user.append_column(sa.Column("limit", MoneyType(), nullable=False, default=Money(150)))
    user.append_column(sa.Column("keen", sa.Boolean, nullable=False, default=True))
    building = metadata.tables["building"]
    building.append_column(sa.Column("keeper_id", sa.Integer, sa.ForeignKey("user_account.id"), index=True))
    building.append_column(sa.Column("kind", sa.String(10), nullable=False, default="it's"))
    building.append_constraint(sa.CheckConstraint("name <> ''", name="named"))
    series = metadata.tables["number_series"]
    series.append_constraint(sa.UniqueConstraint("last"))
    series.c.name.type = sa.String(90)
    payment = metadata.tables["payment"]
    payment.constraints.discard(next(c for c in payment.constraints if str(c.name).endswith("_positive")))
    payment.append_constraint(sa.CheckConstraint("settled <> 0", name="positive"))
    return metadata


def _told(engine: sa.Engine) -> dict[str, Any]:
    """Everything the database says of its tables, but for what a column is filled with and the order of columns."""
    found = inspect(engine)
    return {
        table: {
            "columns": sorted((c["name"], str(c["type"]), c["nullable"]) for c in found.get_columns(table)),
            "key": found.get_pk_constraint(table)["constrained_columns"],
            "checks": sorted((c["name"], c["sqltext"]) for c in found.get_check_constraints(table)),
            "unique": sorted((c["name"], c["column_names"]) for c in found.get_unique_constraints(table)),
            "indexes": sorted(
                (
                    i["name"],
                    i["column_names"],
                    i["unique"],
                    sorted((k, str(v)) for k, v in i.get("dialect_options", {}).items()),
                )
                for i in found.get_indexes(table)
            ),
            "keys": sorted(
                (k["name"], k["constrained_columns"], k["referred_table"], k["referred_columns"])
                for k in found.get_foreign_keys(table)
            ),
        }
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def _made_at_once(metadata: sa.MetaData, like: Database, tmp_path: Path) -> dict[str, Any]:
    if like.is_sqlite:
        engine = create_engine(f"sqlite:///{tmp_path / 'other.db'}")
        metadata.create_all(engine)
        told = _told(engine)
        engine.dispose()
        return told
    with fresh_database(empty=True) as other:
        metadata.create_all(other.writer)
        return _told(other.writer)


def _write(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    revision = f"{len(tool.FROZEN) + 1:04}"
    (migrating.SCRIPTS / "versions" / f"v{revision}_test.py").write_text(text, encoding="utf-8")
    monkeypatch.setattr(migrating, "HEAD", revision)


def test_a_migrated_database_is_the_models_to_the_letter_and_keeps_its_rows(
    released: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    metadata = _changed()
    guards = (*RELEASED_GUARDS[1:], Guard("gate", "delete", "a gate stays"))
    with released.writer.begin() as connection:
        connection.exec_driver_sql(PEOPLE)
        for statement in SHIFT_OLD:
            connection.exec_driver_sql(statement)
    text = tool.written(metadata, guards)
    assert text is not None
    _write(text, monkeypatch)
    assert migrating.migrate(released)
    assert _told(released.writer) == _made_at_once(metadata, released, tmp_path)
    with released.writer.connect() as connection:
        assert connection.exec_driver_sql('SELECT phone, "limit", keen FROM user_account').one() == (
            None,
            150,
            1,
        )
        assert connection.exec_driver_sql("SELECT name, keeper_id, kind FROM building").one() == (
            "1栋",
            None,
            "it's",
        )
        assert connection.exec_driver_sql("SELECT last FROM number_series").scalar() == 7
        names = (
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if released.is_sqlite
            else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        )
        assert set(connection.exec_driver_sql(names).scalars()) == {guard.name for guard in guards}
        if released.is_sqlite:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    assert not migrating.migrate(released), "nothing is left to do"


def test_a_migration_that_fails_leaves_everything_as_it_was(
    released: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _told(released.writer)
    text = tool.written(_changed(), RELEASED_GUARDS)
    assert text is not None
    _write(text + "    raise RuntimeError('power cut')\n", monkeypatch)
    with pytest.raises(RuntimeError, match="power cut"):
        migrating.migrate(released)
    assert _told(released.writer) == before
    assert migrating.revision(released) == f"{len(tool.FROZEN):04}"


def test_rows_that_would_refer_to_nothing_stop_it(
    tmp_path: Path, released: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not released.is_sqlite:
        pytest.skip("PostgreSQL refuses the statement itself")
    text = tool.written(_changed(), RELEASED_GUARDS)
    assert text is not None
    stray = "INSERT INTO gate (id, unit_id, price) VALUES (1, 99, 1)"
    _write(text + f"    op.execute({stray!r})\n", monkeypatch)
    with pytest.raises(migrating.MigrationFailed, match="gate"):
        migrating.migrate(released)
    assert "gate" not in _told(released.writer)


@pytest.mark.parametrize("spoil", ["table", "column", "default"])
def test_what_would_lose_data_is_not_written(spoil: str) -> None:
    metadata = _changed()
    if spoil == "table":
        metadata.remove(metadata.tables["gate"])
        metadata.remove(metadata.tables["number_series"])
    elif spoil == "column":
        metadata.remove(metadata.tables["number_series"])
        sa.Table("number_series", metadata, sa.Column("name", sa.String(60), primary_key=True))
    else:
        metadata.tables["building"].append_column(sa.Column("floor", sa.Integer, nullable=False))
    with pytest.raises(tool.CannotBeWritten):
        tool.written(metadata, RELEASED_GUARDS)


def test_nothing_changed_is_nothing_to_write() -> None:
    released, newest = tool.frozen_tables()
    metadata = sa.MetaData(naming_convention=Base.metadata.naming_convention)
    for table in released.sorted_tables:
        table.to_metadata(metadata)
    assert tool.written(metadata, newest.GUARDS) is None


def test_the_migrations_make_the_models_to_the_letter(empty: Database, tmp_path: Path) -> None:
    """Check constraints and partial indexes too, which Alembic does not compare."""
    migrating.migrate(empty)
    assert _told(empty.writer) == _made_at_once(METADATA, empty, tmp_path)
