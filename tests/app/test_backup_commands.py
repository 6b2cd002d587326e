"""`backup` and `restore` as scheduled work uses them; `check` and `init` say where data lies badly."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from frontdesk.app.backing_up import Lost, NoteRestored, lost_since, lost_words, note_restored
from frontdesk.app.cli import run
from frontdesk.app.folder import SETTINGS_FILE, open_database
from frontdesk.base.store import location
from frontdesk.base.store.backup import Why, read_manifest
from frontdesk.base.store.glance import estate_at_a_glance
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import SystemClock
from frontdesk.base.values.errors import NeedsApproval
from frontdesk.base.values.rights import Role

RELEASED = Path(__file__).parents[1] / "data/frontdesk-0.1.0.db.gz"
Desk = Callable[..., dict[str, Any]]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.setenv("FRONTDESK_PASSWORD", "geheim")

    def call(*arguments: str, fails: bool = False, data: str = "data") -> dict[str, Any]:
        status = run(["--data", str(tmp_path / data), *arguments, "--json"])
        told: dict[str, Any] = json.loads(capsys.readouterr().out)
        assert status == (1 if fails else 0), told
        assert ("error" in told) == fails
        if fails:
            assert re.search("[一-鿿]", told["error"])
        return told

    call("init", "--estate", "翠湖花园", "--office", "服务中心", "--admin-password", "geheim")
    return call


def test_a_backup_goes_onto_the_shelf_a_file_or_a_folder(desk: Desk, tmp_path: Path) -> None:
    told = desk("backup")
    path = Path(told["file"])
    assert path.parent == tmp_path / "data" / "backups"
    assert told["size"] == path.stat().st_size
    manifest = read_manifest(path)
    assert (manifest.why, manifest.sha256, manifest.revision) == (Why.HAND, told["sha256"], told["revision"])
    assert "命令行" in manifest.by
    assert Path(desk("backup", "--out", str(tmp_path / "今天"))["file"]) == tmp_path / "今天.fdbackup"
    (tmp_path / "盘").mkdir()
    assert Path(desk("backup", "--out", str(tmp_path / "盘"))["file"]).parent == tmp_path / "盘"


def test_restoring_asks_and_then_has_all_back_with_its_own_trail(desk: Desk, tmp_path: Path) -> None:
    path = desk("backup")["file"]
    monthly = ("--name", "物业服务费", "--category", "物业服务费", "--price", "2.85", "--per", "area")
    desk("fee-item", "add", *monthly, "--from", "2026-01-01")
    asked = desk("restore", path, fails=True)["error"]
    assert "那以后登记过 1 件事" in asked
    assert "--yes" in asked
    told = desk("restore", path, "--yes")
    assert read_manifest(Path(told["kept"])).why is Why.RESTORE
    assert desk("check") == {"ok": True}
    db = open_database(tmp_path / "data")
    with db.read() as session:
        assert session.scalar(text("SELECT count(*) FROM fee_item")) == 0
        last = session.execute(
            text("SELECT action, actor, command FROM audit_entry ORDER BY id DESC")
        ).first()
    db.close()
    assert last is not None
    assert last.action.endswith("note_restored")
    assert last.actor == "管理员"
    assert Path(path).name in last.command
    # What was thrown away can be had back.
    desk("restore", told["kept"], "--yes")
    db = open_database(tmp_path / "data")
    with db.read() as session:
        assert session.scalar(text("SELECT count(*) FROM fee_item")) == 1
    db.close()


def test_an_empty_folder_needs_nobodys_password(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk("backup")["file"]
    monkeypatch.delenv("FRONTDESK_PASSWORD")
    desk("restore", path, fails=True)
    assert desk("restore", path, "--yes", data="new")["kept"] is None
    assert estate_at_a_glance(tmp_path / "new" / "frontdesk.db") == "翠湖花园"


def test_only_an_administrator_restores(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = desk("backup")["file"]
    monkeypatch.setenv("FRONTDESK_NEW_PASSWORD", "geheim")
    desk("user", "add", "--login", "zhoumin", "--name", "周敏", "--role", "主管")
    assert "管理员" in desk("restore", path, "--yes", "--user", "zhoumin", fails=True)["error"]
    monkeypatch.setenv("FRONTDESK_PASSWORD", "wrong")
    desk("restore", path, "--yes", fails=True)
    db = open_database(tmp_path / "data")
    try:
        note = NoteRestored("x", SystemClock().now(), "y", "0.2.0")
        with pytest.raises(NeedsApproval):
            Runner(db, SystemClock()).run(note_restored, note, actor=Actor(2, "周敏", Role.SUPERVISOR))
    finally:
        db.close()


def test_while_somebody_works_nothing_is_restored(desk: Desk, tmp_path: Path) -> None:
    path = desk("backup")["file"]
    db = open_database(tmp_path / "data")
    with db.read() as session:
        session.connection()
        assert "另一个窗口" in desk("restore", path, "--yes", fails=True)["error"]
    db.close()


def test_data_that_cannot_be_opened_is_replaced_and_put_aside(desk: Desk, tmp_path: Path) -> None:
    path = desk("backup")["file"]
    (tmp_path / "data" / "frontdesk.db").write_bytes(b"this is no database" * 1000)
    assert "已损坏" in desk("restore", path, fails=True)["error"]
    told = desk("restore", path, "--yes")
    assert told["kept"].endswith(".damaged.db")
    assert desk("check") == {"ok": True}


@pytest.mark.parametrize("command", ["backup", "restore"])
def test_of_a_server_its_own_backup_is_named(desk: Desk, tmp_path: Path, command: str) -> None:
    path = desk("backup")["file"]
    (tmp_path / "server").mkdir()
    url = 'database = "postgresql+psycopg://nobody@127.0.0.1:9/none"\n'
    (tmp_path / "server" / SETTINGS_FILE).write_text(url, encoding="utf-8")
    arguments = ("backup",) if command == "backup" else ("restore", path, "--yes")
    assert "pg_dump" in desk(*arguments, data="server", fails=True)["error"]


def test_a_bad_place_is_said_by_init_and_check(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(location, "is_network", lambda _folder: True)
    assert "网络盘" in desk("check")["warning"]
    made = desk("init", "--estate", "甲", "--office", "乙", "--admin-password", "geheim", data="坚果云/物业")
    assert "网络盘" in made["warning"]
    monkeypatch.setattr(location, "is_network", lambda _folder: False)
    assert "同步盘" in desk("check", data="坚果云/物业")["warning"]


def test_what_goes_is_counted_in_things_and_receipts() -> None:
    assert "不会丢失" in lost_words(Lost(0, 0, None))
    assert lost_words(Lost(3, 0, None)) == "那以后登记过 3 件事，恢复后都会没有。"
    assert "其中收款 12 笔" in lost_words(Lost(37, 12, None))


def test_receipts_are_counted_from_an_offices_own_trail(tmp_path: Path) -> None:
    (tmp_path / "frontdesk.db").write_bytes(gzip.decompress(RELEASED.read_bytes()))
    db = open_database(tmp_path)
    try:
        with db.read() as session:
            taken = session.scalar(text("SELECT count(*) FROM payment"))
            done = session.scalar(text("SELECT count(*) FROM audit_entry"))
            lost = lost_since(session, datetime(2020, 1, 1, tzinfo=UTC))
            assert (lost.receipts, lost.commands) == (taken, done)
            assert lost.last is not None
            assert lost_since(session, lost.last) == Lost(0, 0, None)
    finally:
        db.close()
