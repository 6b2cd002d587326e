"""A real database of release 0.1.0 is opened by this program: backed up first, migrated, nothing of it changed.

The file was made with that release: an office of forty units, three months of charges, closed shifts, a void, a
waiver, a notice, papers as they were printed, and a shift left open.
"""

from __future__ import annotations

import errno
import gzip
import logging
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from frontdesk.app import folder as folders
from frontdesk.app.backing_up import restore_backup
from frontdesk.app.checks import broken
from frontdesk.app.folder import keep_before_upgrade, needs_upgrade, open_database
from frontdesk.areas.cashdesk.queries import current_shift
from frontdesk.base.store import backup
from frontdesk.base.store.backup import Why, verify
from frontdesk.base.store.glance import estate_at_a_glance, step_of
from frontdesk.base.store.migrate import HEAD
from frontdesk.base.store.papers import printed_pdf
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.users import sign_in
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.rights import Role
from tests.postgres import fresh_database, postgres

__all__ = ["postgres"]

RELEASED = Path(__file__).parents[1] / "data/frontdesk-0.1.0.db.gz"

pytestmark = pytest.mark.skipif(HEAD == "0001", reason="nothing has changed since the release")


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A data folder as the old program left it."""
    (tmp_path / "frontdesk.db").write_bytes(gzip.decompress(RELEASED.read_bytes()))
    return tmp_path


def contents(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every table's rows, with the columns of the release."""
    with closing(sqlite3.connect(path)) as raw:
        return _rows(raw, _columns(raw))


def _columns(raw: sqlite3.Connection) -> dict[str, list[str]]:
    tables = [
        name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY 1")
    ]
    return {
        table: [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")')]
        for table in tables
        if table != "alembic_version"
    }


def _rows(raw: sqlite3.Connection, columns: dict[str, list[str]]) -> dict[str, list[tuple[Any, ...]]]:
    found = {}
    for table, names in columns.items():
        listed = ", ".join(f'"{name}"' for name in names)
        found[table] = raw.execute(f'SELECT {listed} FROM "{table}" ORDER BY {listed}').fetchall()
    return found


def test_the_old_data_is_backed_up_and_migrated_and_every_invariant_holds(
    office: Path, clock: FixedClock
) -> None:
    path = office / "frontdesk.db"
    with closing(sqlite3.connect(path)) as raw:
        columns = _columns(raw)
        before = _rows(raw, columns)
    assert len(before["payment"]) > 40
    assert len(before["shift_close"]) > 20
    assert needs_upgrade(office)
    assert estate_at_a_glance(path) is None, "the sign-in page does not come up before the upgrade"
    db = open_database(office)
    try:
        assert not needs_upgrade(office)
        assert step_of(path) == HEAD
        runner = Runner(db, clock)
        assert broken(runner) == []
        cashier = runner.read(sign_in, "linxiao", "demo")
        assert cashier.role is Role.CASHIER
        assert runner.read(current_shift, cashier.id) is not None
        with closing(sqlite3.connect(path)) as raw:
            assert _rows(raw, columns) == before
        prints = before["paper_print"]
        assert len(prints) >= 5
        for paper_id, times in {(row[1], row[2]) for row in prints}:
            pdf = runner.read(printed_pdf, paper_id, times)
            assert pdf is not None
            assert pdf.startswith(b"%PDF")
    finally:
        db.close()
    (kept,) = (office / "backups").glob("*.fdbackup")
    assert kept.name.startswith(f"before-upgrade-0001-to-{HEAD}-")
    told = verify(kept)
    assert (told.revision, told.why, told.estate) == ("0001", Why.UPGRADE, "翠湖花园")


def test_a_guard_that_somebody_took_out_does_not_stop_it_and_stands_again(
    office: Path, clock: FixedClock
) -> None:
    with closing(sqlite3.connect(office / "frontdesk.db")) as raw:
        raw.execute("DROP TRIGGER guard_paper_update")
    db = open_database(office)
    try:
        assert broken(Runner(db, clock)) == []
    finally:
        db.close()


def test_opened_again_there_is_nothing_to_do(office: Path) -> None:
    open_database(office).close()
    open_database(office).close()
    assert len(list((office / "backups").iterdir())) == 1


def test_a_migration_that_fails_leaves_the_data_as_it_was_and_says_where_the_backup_is(
    office: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(office / "frontdesk.db")

    def half_way(db: Any) -> bool:
        with db.writer.begin() as connection:
            connection.exec_driver_sql("DROP TRIGGER guard_paper_update")
            connection.exec_driver_sql("UPDATE paper SET title = 'x'")
            raise RuntimeError("power cut")

    monkeypatch.setattr(folders, "migrate", half_way)
    with pytest.raises(Surroundings, match="还是原来的样子") as told:
        open_database(office)
    (kept,) = (office / "backups").glob("*.fdbackup")
    assert str(kept) in told.value.text
    assert step_of(office / "frontdesk.db") == "0001"
    assert contents(office / "frontdesk.db") == before
    monkeypatch.undo()
    open_database(office).close()


@pytest.mark.parametrize("trouble", ["full", "unwritable", "damaged"])
def test_without_a_backup_nothing_is_migrated(
    office: Path, monkeypatch: pytest.MonkeyPatch, trouble: str
) -> None:
    if trouble == "full":

        def full(*_args: object, **_options: object) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    elif trouble == "unwritable":
        (office / "backups").write_text("a file stands there", encoding="utf-8")
    else:
        monkeypatch.setattr(backup, "check_file", _damaged)
    with pytest.raises(Surroundings, match="没有升级，数据没有动"):
        open_database(office)
    assert step_of(office / "frontdesk.db") == "0001"
    assert not [path for path in office.rglob("*") if path.suffix in (".part", ".fdbackup")]


def _damaged(*_args: object) -> None:
    raise backup.Refused("数据文件已损坏，不能用它")


def test_the_backup_before_an_upgrade_can_be_restored_and_is_migrated_again(
    office: Path, clock: FixedClock
) -> None:
    open_database(office).close()
    (kept,) = (office / "backups").glob("*.fdbackup")
    admin = folders.Actor(1, "管理员", Role.ADMIN)
    restore_backup(kept, office, clock, admin)
    assert step_of(office / "frontdesk.db") == HEAD
    db = open_database(office)
    try:
        assert broken(Runner(db, clock)) == []
    finally:
        db.close()


@pytest.mark.postgres
@pytest.mark.xdist_group("postgres")
def test_of_a_server_no_copy_is_made_and_the_log_says_so(
    postgres: None, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with fresh_database(empty=True) as server, caplog.at_level(logging.WARNING):
        assert keep_before_upgrade(server, tmp_path, "0001") is None
    assert "pg_dump" in caplog.text
    assert list(tmp_path.iterdir()) == []
