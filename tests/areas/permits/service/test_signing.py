"""The signing key: made at the first need, kept beside the data and nowhere else, backed up on its own (D3.5)."""

from __future__ import annotations

import logging
import os
import sys
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from sqlalchemy import select, text

from frontdesk.areas.permits.queries.signing import judge_code, key_rows
from frontdesk.areas.permits.rules.code import CodeFacts, Verdict
from frontdesk.areas.permits.service.signing import (
    DAMAGED_FILE,
    KEY_FILE,
    BackupKey,
    KeyState,
    MakeKey,
    RestoreKey,
    backup_key,
    code_for,
    key_state,
    make_key,
    restore_key,
)
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.store.backup import Why, make_backup
from frontdesk.base.store.database import Database
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor, Work
from frontdesk.base.values.errors import DeskError, NeedsApproval, Refused, Surroundings
from frontdesk.base.values.progress import Progress
from tests.areas.cashdesk.desk import Desk

FACTS = CodeFacts("JZ", "JZ-00004406", "曾姝", "3-1-1202", date(2026, 6, 1), date(2027, 5, 31))
NOW = datetime(2026, 11, 21, 9, 0)
PASSWORD = "门岗-2026-秋"


def issue(runner: Runner, actor: Actor, facts: CodeFacts = FACTS) -> str:
    return runner.run(code_for, facts, actor=actor).value


def seed(folder: Path) -> bytes:
    found = load_pem_private_key((folder / KEY_FILE).read_bytes(), None)
    return found.private_bytes_raw()  # type: ignore[union-attr]


def test_the_first_permit_makes_the_key(runner: Runner, receptionist: Actor, tmp_path: Path) -> None:
    assert runner.read(key_state) is KeyState.NONE
    told = issue(runner, receptionist)
    assert runner.read(key_state) is KeyState.HERE
    found = runner.read(judge_code, told, NOW)
    assert found.verdict is Verdict.GENUINE
    assert found.facts is not None
    assert (found.facts.holder, found.facts.number) == ("曾*", "JZ-00004406")
    (row,) = runner.read(key_rows)
    assert row.key == found.facts.key
    assert row.backed_up_at is None
    # The same key signs again, and the same facts give the same code (F1).
    assert issue(runner, receptionist) == told


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_the_key_is_its_owners_alone(runner: Runner, receptionist: Actor, tmp_path: Path) -> None:
    issue(runner, receptionist)
    assert os.stat(tmp_path / KEY_FILE).st_mode & 0o777 == 0o600


def test_a_rolled_back_permit_leaves_its_key_for_the_next(runner: Runner, receptionist: Actor) -> None:
    def fails(work: Work, facts: CodeFacts) -> None:
        code_for(work, facts)
        raise Refused("no")

    with pytest.raises(Refused):
        runner.run(fails, FACTS, actor=receptionist)
    assert runner.read(key_state) is KeyState.NONE
    told = issue(runner, receptionist)
    assert runner.read(judge_code, told, NOW).verdict is Verdict.GENUINE


def test_without_the_key_nothing_is_issued(runner: Runner, receptionist: Actor, tmp_path: Path) -> None:
    """Another desk of the same data, or a restored backup: it says what to do."""
    issue(runner, receptionist)
    (tmp_path / KEY_FILE).unlink()
    assert runner.read(key_state) is KeyState.MISSING
    with pytest.raises(Refused, match="没有签发密钥"):
        issue(runner, receptionist)


def test_a_broken_key_file_is_said(runner: Runner, receptionist: Actor, tmp_path: Path) -> None:
    issue(runner, receptionist)
    (tmp_path / KEY_FILE).write_bytes(b"-----BEGIN NOTHING-----")
    assert runner.read(key_state) is KeyState.DAMAGED
    with pytest.raises(Surroundings, match="坏了"):
        issue(runner, receptionist)


def test_a_broken_key_file_is_put_aside_by_a_restore(
    runner: Runner, receptionist: Actor, supervisor: Actor, tmp_path: Path
) -> None:
    told = issue(runner, receptionist)
    kept = runner.run(backup_key, BackupKey(tmp_path / "a", PASSWORD), actor=supervisor).value
    (tmp_path / KEY_FILE).write_bytes(b"half of it")
    runner.run(restore_key, RestoreKey(kept, PASSWORD), actor=supervisor)
    assert issue(runner, receptionist) == told
    assert (tmp_path / DAMAGED_FILE).read_bytes() == b"half of it"


def test_backup_and_restore(runner: Runner, receptionist: Actor, supervisor: Actor, tmp_path: Path) -> None:
    told = issue(runner, receptionist)
    before = seed(tmp_path)
    kept = runner.run(backup_key, BackupKey(tmp_path / "U盘" / "密钥", PASSWORD), actor=supervisor).value
    assert kept.name == "密钥.fdkey"
    assert before not in kept.read_bytes()
    assert before.hex() not in kept.read_text("utf-8")
    assert runner.read(key_rows)[0].backed_up_at is not None
    (tmp_path / KEY_FILE).unlink()
    for wrong in ("", "门岗-2026-夏"):
        with pytest.raises(Refused, match="口令不对") as caught:
            runner.run(restore_key, RestoreKey(kept, wrong), actor=supervisor)
        assert caught.value.field == "password"
    assert runner.read(key_state) is KeyState.MISSING
    runner.run(restore_key, RestoreKey(kept, PASSWORD), actor=supervisor)
    assert seed(tmp_path) == before
    assert issue(runner, receptionist) == told


def test_a_short_password_is_refused(runner: Runner, supervisor: Actor, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="至少"):
        runner.run(backup_key, BackupKey(tmp_path / "a", "1234567"), actor=supervisor)
    assert not (tmp_path / "a.fdkey").exists()


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"\xff\xfe", b'{"what": "frontdesk signing key", "version": 2}', b"[1]"]
)
def test_what_is_no_backup_is_refused(
    runner: Runner, supervisor: Actor, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "x.fdkey"
    file.write_bytes(content)
    with pytest.raises(Refused, match="不是签发密钥的备份"):
        runner.run(restore_key, RestoreKey(file, PASSWORD), actor=supervisor)
    with pytest.raises(Refused, match="打不开"):
        runner.run(restore_key, RestoreKey(tmp_path / "none", PASSWORD), actor=supervisor)


def test_a_new_key_lets_old_permits_hold(
    runner: Runner, receptionist: Actor, supervisor: Actor, tmp_path: Path
) -> None:
    old = issue(runner, receptionist)
    kept = runner.run(backup_key, BackupKey(tmp_path / "a", PASSWORD), actor=supervisor).value
    first = seed(tmp_path)
    with pytest.raises(NeedsApproval):
        runner.run(make_key, MakeKey("丢了"), actor=receptionist)
    with pytest.raises(Refused, match="为什么"):
        runner.run(make_key, MakeKey(" "), actor=supervisor)
    runner.run(make_key, MakeKey("备份落到别人手里"), actor=supervisor)
    new = issue(runner, receptionist)
    assert new != old
    for told in (old, new):
        assert runner.read(judge_code, told, NOW).verdict is Verdict.GENUINE
    rows = runner.read(key_rows)
    assert [row.reason for row in rows] == ["备份落到别人手里", ""]
    # No private key is ever written over, and a former one is not restored in place of the one that signs.
    assert (tmp_path / f"signing-{rows[1].key}.key").exists()
    assert seed(tmp_path) != first
    with pytest.raises(Refused, match="旧密钥"):
        runner.run(restore_key, RestoreKey(kept, PASSWORD), actor=supervisor)
    # Another desk that still has the former one does not sign with it.
    os.replace(tmp_path / f"signing-{rows[1].key}.key", tmp_path / KEY_FILE)
    assert runner.read(key_state) is KeyState.OTHER
    with pytest.raises(Refused, match="没有签发密钥"):
        issue(runner, receptionist)


def test_a_new_key_that_was_rolled_back_leaves_the_former_one(
    runner: Runner, receptionist: Actor, supervisor: Actor
) -> None:
    old = issue(runner, receptionist)

    def fails(work: Work, command: MakeKey) -> None:
        make_key(work, command)
        raise Refused("no")

    with pytest.raises(Refused):
        runner.run(fails, MakeKey("试一试"), actor=supervisor)
    assert issue(runner, receptionist) == old


def test_a_key_of_other_data_is_refused(
    runner: Runner, receptionist: Actor, supervisor: Actor, tmp_path: Path, empty_database_file: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "frontdesk.db").write_bytes(empty_database_file.read_bytes())
    db = Database(other / "frontdesk.db")
    theirs = Runner(db, runner.clock)
    kept = theirs.run(backup_key, BackupKey(other / "a", PASSWORD), actor=supervisor).value
    db.close()
    told = issue(runner, receptionist)
    with pytest.raises(Refused, match="不是这套数据的"):
        runner.run(restore_key, RestoreKey(kept, PASSWORD), actor=supervisor)
    assert issue(runner, receptionist) == told


def test_no_backup_log_or_trail_holds_the_private_key(
    runner: Runner, db: Database, receptionist: Actor, supervisor: Actor, tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    """The .fdbackup is the database and a manifest; nothing in it, the log or the audit trail is the key or a password."""
    with caplog.at_level(logging.DEBUG):
        issue(runner, receptionist)
        runner.run(backup_key, BackupKey(tmp_path / "a", PASSWORD), actor=supervisor)
        runner.run(restore_key, RestoreKey(tmp_path / "a.fdkey", PASSWORD), actor=supervisor)
        with pytest.raises(DeskError):
            runner.run(restore_key, RestoreKey(tmp_path / "a.fdkey", PASSWORD + "x"), actor=supervisor)
    secret = seed(tmp_path)
    pem = (tmp_path / KEY_FILE).read_text("ascii").splitlines()[1]
    target = tmp_path / "x.fdbackup"
    assert db.path is not None
    make_backup(
        db.path, target, at=datetime(2026, 11, 21, tzinfo=UTC), by="试", why=Why.HAND, progress=Progress()
    )
    with zipfile.ZipFile(target) as archive:
        assert sorted(archive.namelist()) == ["frontdesk.db", "manifest.json"]
        data = b"".join(archive.read(name) for name in archive.namelist())
    for told in (secret, secret.hex().encode(), secret.hex().upper().encode(), pem.encode(), b"PRIVATE KEY"):
        assert told not in data
    assert PASSWORD.encode() not in data
    assert PASSWORD not in caplog.text
    assert secret.hex() not in caplog.text
    assert pem not in caplog.text
    with db.read() as session:
        assert "***" in "".join(session.scalars(select(AuditEntry.command)))


def test_public_keys_are_final(runner: Runner, db: Database, receptionist: Actor) -> None:
    issue(runner, receptionist)
    for statement in ("UPDATE signing_key SET public = ''", "DELETE FROM signing_key"):
        with pytest.raises(Exception, match="signing key"), db.write() as session:
            session.execute(text(statement))


def test_where_there_is_no_folder(db: Database, runner: Runner, receptionist: Actor) -> None:
    db.folder = None
    with pytest.raises(Refused, match="数据文件夹"):
        issue(runner, receptionist, replace(FACTS, number="JZ-00000001"))


def test_keys_on_both_databases(both: Desk, supervisor: Actor) -> None:
    """Each desk of a shared server has its own folder; the public keys are the server's."""
    first = both.runner.run(code_for, FACTS, actor=supervisor).value
    both.runner.run(make_key, MakeKey("丢了"), actor=supervisor)
    second = both.runner.run(code_for, FACTS, actor=supervisor).value
    for told in (first, second):
        assert both.runner.read(judge_code, told, NOW).verdict is Verdict.GENUINE
    assert [row.reason for row in both.runner.read(key_rows)] == ["丢了", ""]
