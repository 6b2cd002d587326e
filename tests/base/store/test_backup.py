"""A backup is whole or not there: made from a live database, read back, refused in words when it is not what it says."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import sqlite3
import threading
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from frontdesk import __version__
from frontdesk.base.store import backup, whole_files
from frontdesk.base.store.backup import Made, Manifest, Why, make_backup, read_manifest, restore, verify
from frontdesk.base.store.database import Database
from frontdesk.base.store.migrate import HEAD
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.settings import SaveSettings, get_setting, save_settings
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.errors import Cancelled, Refused, Surroundings
from frontdesk.base.values.progress import Progress

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


@pytest.fixture
def office(runner: Runner, admin: Actor) -> Path:
    """The database of an office with a name, closed by nobody."""
    runner.run(
        save_settings, SaveSettings({"estate.name": "翠湖花园", "office.name": "服务中心"}), actor=admin
    )
    assert runner.db.path is not None
    return runner.db.path


def made(office: Path, folder: Path, **options: object) -> Made:
    given: dict[str, object] = {"at": AT, "by": "林晓", "why": Why.HAND, **options}
    return make_backup(office, folder / "a.fdbackup", **given)  # type: ignore[arg-type]


def left_over(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*.part*")]


def test_a_backup_says_whose_it_is_and_holds_the_whole_database(office: Path, tmp_path: Path) -> None:
    done = made(office, tmp_path / "out")
    found = read_manifest(done.path)
    assert found == done.manifest == verify(done.path)
    assert (found.estate, found.office, found.by, found.why) == ("翠湖花园", "服务中心", "林晓", Why.HAND)
    assert (found.program, found.revision, found.made_at, found.files) == (__version__, HEAD, AT, ())
    with zipfile.ZipFile(done.path) as archive:
        assert archive.namelist() == ["frontdesk.db", "manifest.json"]
        content = archive.read("frontdesk.db")
        assert json.loads(archive.read("manifest.json"))["format"] == 1
    assert (len(content), hashlib.sha256(content).hexdigest()) == (found.size, found.sha256)
    (tmp_path / "back.db").write_bytes(content)
    with closing(sqlite3.connect(tmp_path / "back.db")) as raw:
        assert raw.execute("SELECT value FROM setting WHERE key = 'estate.name'").fetchone() == (
            '"翠湖花园"',
        )
    assert left_over(tmp_path) == []


def test_the_clerk_works_on_while_it_is_made_and_it_holds_one_moment(
    office: Path, runner: Runner, admin: Actor, tmp_path: Path
) -> None:
    for number in range(40):
        runner.run(save_settings, SaveSettings({f"filler.{number}": "x" * 90_000}), actor=admin)
    wrote: list[int] = []

    def told(done: int, _of: int, _words: str) -> None:
        # In the middle of the copying somebody writes, and is not kept waiting.
        if not wrote and done < 40:
            runner.run(save_settings, SaveSettings({"estate.name": "改名花园"}), actor=admin)
            wrote.append(done)

    done = make_backup(office, tmp_path / "b.fdbackup", at=AT, by="x", why=Why.DAILY, progress=Progress(told))
    assert wrote
    assert wrote[0] < 40
    assert done.manifest.estate == "翠湖花园"
    assert runner.read(get_setting, "estate.name") == "改名花园"


def test_cancelled_leaves_nothing_and_the_one_before_stands(office: Path, tmp_path: Path) -> None:
    before = made(office, tmp_path).path.read_bytes()
    progress = Progress()
    progress.report = lambda done, of, words: progress.cancelled.set() if done >= 50 else None
    with pytest.raises(Cancelled):
        made(office, tmp_path, progress=progress)
    assert (tmp_path / "a.fdbackup").read_bytes() == before
    assert left_over(tmp_path) == []
    stopped = threading.Event()
    stopped.set()
    with pytest.raises(Cancelled):
        backup.check_file(_big(tmp_path), Progress(cancelled=stopped))


def _big(folder: Path) -> Path:
    path = folder / "big.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE t (x)")
        raw.executemany("INSERT INTO t VALUES (?)", [("y" * 500,) for _ in range(40_000)])
        raw.commit()
    return path


def test_a_full_disk_is_said_and_leaves_nothing(
    office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: object, *_args: object, **_options: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(Surroundings, match="磁盘满了"):
        made(office, tmp_path / "out")
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_said(office: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here is a file", encoding="utf-8")
    with pytest.raises(Surroundings, match="不能读写"):
        made(office, tmp_path / "file" / "under")


def _changed(path: Path, **values: object) -> None:
    """The same archive with another manifest."""
    with zipfile.ZipFile(path) as archive:
        told = json.loads(archive.read("manifest.json")) | values
        content = archive.read("frontdesk.db")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("frontdesk.db", content)
        archive.writestr("manifest.json", json.dumps(told))


@pytest.mark.parametrize("spoil", ["cut", "flipped", "hash", "size", "smaller", "manifest", "why", "member"])
def test_a_damaged_backup_is_refused_in_words(office: Path, tmp_path: Path, spoil: str) -> None:
    path = made(office, tmp_path).path
    content = bytearray(path.read_bytes())
    if spoil == "cut":
        path.write_bytes(content[: len(content) // 2])
    elif spoil == "flipped":
        content[len(content) // 2] ^= 0xFF
        path.write_bytes(content)
    elif spoil == "hash":
        _changed(path, sha256="0" * 64)
    elif spoil == "size":
        _changed(path, size=10**9)
    elif spoil == "smaller":
        _changed(path, size=100)
    elif spoil == "why":
        _changed(path, why="nobody knows")
    elif spoil == "manifest":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("frontdesk.db", b"x")
            archive.writestr("manifest.json", b"{")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("manifest.json", b"{}")
    with pytest.raises(Refused, match=r"a\.fdbackup 已损坏或不完整"):
        verify(path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(Refused, match="已损坏或不完整"):
        restore(path, tmp_path / "empty", at=AT, by="x", keep_as=tmp_path / "k.fdbackup")
    assert list((tmp_path / "empty").iterdir()) == []


def test_what_is_no_backup_of_ours_and_what_is_newer_is_refused(office: Path, tmp_path: Path) -> None:
    stray = tmp_path / "账目.fdbackup"
    stray.write_text("not an archive", encoding="utf-8")
    with pytest.raises(Refused, match=r"账目\.fdbackup 不是物业前台的备份文件"):
        read_manifest(stray)
    with pytest.raises(Refused, match="没有找到"):
        read_manifest(tmp_path / "none.fdbackup")
    path = made(office, tmp_path).path
    _changed(path, format=2, program="9.0")
    with pytest.raises(Refused, match="更新版本的程序（9.0）"):
        read_manifest(path)
    path = made(office, tmp_path).path
    _changed(path, revision="9999")
    assert verify(path).revision == "9999"
    with pytest.raises(Refused, match="更新版本的程序"):
        restore(path, tmp_path / "x", at=AT, by="x", keep_as=tmp_path / "k.fdbackup")


@pytest.mark.parametrize("writes", [False, True])
def test_a_window_that_only_stands_open_counts_as_having_it(db: Database, office: Path, writes: bool) -> None:
    db.close()
    assert backup.alone(office)
    other = Database(office)
    with other.write() if writes else other.read() as session:
        session.connection().exec_driver_sql("SELECT count(*) FROM setting")
    # Nothing is under way any more; the connection waits for the next thing to do.
    assert not backup.alone(office)
    other.close()
    assert backup.alone(office)


def test_restoring_keeps_what_stood_and_puts_the_other_in_its_place(
    db: Database, office: Path, clock: FixedClock, admin: Actor, tmp_path: Path
) -> None:
    path = made(office, tmp_path / "shelf").path
    Runner(db, clock).run(save_settings, SaveSettings({"estate.name": "改名花园"}), actor=admin)
    db.close()
    seen: list[Manifest] = []
    done = restore(
        path,
        office.parent,
        at=AT,
        by="管理员",
        keep_as=tmp_path / "kept.fdbackup",
        prepare=lambda _file, manifest: seen.append(manifest),
    )
    assert seen == [done.manifest]
    assert done.kept == tmp_path / "kept.fdbackup"
    kept = verify(done.kept)
    assert (kept.estate, kept.why, kept.by) == ("改名花园", Why.RESTORE, "管理员")
    again = Database(office)
    assert Runner(again, clock).read(get_setting, "estate.name") == "翠湖花园"
    again.close()
    assert left_over(tmp_path) == []


def test_nothing_is_restored_while_another_has_the_data_open(
    db: Database, office: Path, tmp_path: Path
) -> None:
    path = made(office, tmp_path / "shelf").path
    other = Database(office)
    db.close()
    with other.read() as session:
        session.connection()
        with pytest.raises(Surroundings, match="另一个窗口"):
            restore(path, office.parent, at=AT, by="x", keep_as=tmp_path / "kept.fdbackup")
    other.close()
    assert not (tmp_path / "kept.fdbackup").exists()
    assert restore(path, office.parent, at=AT, by="x", keep_as=tmp_path / "kept.fdbackup").kept is not None


def test_a_file_that_windows_will_not_replace_is_said_and_the_data_stays(
    db: Database, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(office, tmp_path / "shelf").path
    db.close()
    real = whole_files.os.replace

    def replace(source: Path, target: Path) -> None:
        if Path(target) == office:
            raise PermissionError(13, "The process cannot access the file", str(target))
        real(source, target)

    monkeypatch.setattr(whole_files.os, "replace", replace)
    with pytest.raises(Surroundings, match="另一个窗口"):
        restore(path, office.parent, at=AT, by="x", keep_as=tmp_path / "kept.fdbackup")
    backup.check_file(office)
    assert left_over(tmp_path) == []


@pytest.mark.parametrize("how", ["torn", "strange"])
def test_a_damaged_database_is_put_aside_as_it_is(
    db: Database, office: Path, tmp_path: Path, how: str
) -> None:
    path = made(office, tmp_path / "shelf").path
    db.close()
    content = bytearray(office.read_bytes())
    if how == "strange":
        content = bytearray(b"this is no database at all" * 500)
    else:
        content[4096 : 4096 * 6] = b"\x55" * (4096 * 5)
    for tail in ("-wal", "-shm"):
        Path(f"{office}{tail}").unlink(missing_ok=True)
    office.write_bytes(content)
    done = restore(path, office.parent, at=AT, by="x", keep_as=tmp_path / "kept.fdbackup")
    assert done.kept == tmp_path / "kept.damaged.db"
    assert done.kept.stat().st_size == len(content)
    backup.check_file(office)


def test_a_power_cut_at_any_step_of_a_restore_leaves_one_database_that_is_whole(
    db: Database, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(office, tmp_path / "shelf").path
    db.close()
    steps = {"n": 0}
    real = whole_files.os.replace

    class PowerCut(BaseException):
        pass

    for cut_at in range(4):
        folder = tmp_path / f"data{cut_at}"
        folder.mkdir()
        shutil.copy(office, folder / "frontdesk.db")
        steps["n"] = 0

        def replace(source: str, target: str, cut_at: int = cut_at) -> None:
            steps["n"] += 1
            if steps["n"] > cut_at:
                raise PowerCut
            real(source, target)

        monkeypatch.setattr(whole_files.os, "replace", replace)
        if cut_at < 2:
            with pytest.raises(PowerCut):
                restore(path, folder, at=AT, by="x", keep_as=folder / "kept.fdbackup")
        else:
            restore(path, folder, at=AT, by="x", keep_as=folder / "kept.fdbackup")
        monkeypatch.setattr(whole_files.os, "replace", real)
        backup.check_file(folder / "frontdesk.db")
        for kept in folder.glob("*.fdbackup"):
            verify(kept)
