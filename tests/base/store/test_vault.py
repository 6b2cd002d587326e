"""D1.6: kept files lie whole under their hash, backups carry them, what runs is refused in words, scans are waited for."""

from __future__ import annotations

import io
import os
import zipfile
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from frontdesk.base.store.backup import Why, make_backup, read_manifest, restore, verify
from frontdesk.base.store.inbox import (
    ASIDE,
    ScanState,
    count_scans,
    put_aside,
    read_scan,
    scans_in,
    take_away,
)
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.vault import broken_files, keep_file, read_kept
from frontdesk.base.store.vault_folder import path_in, vault_of
from frontdesk.base.store.work import Actor, Work
from frontdesk.base.values.errors import Refused, Surroundings
from frontdesk.base.values.file_kinds import kind_of

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj\nendobj\ntrailer\n%%EOF\n"


def kept(runner: Runner, actor: Actor, content: bytes, name: str = "a.pdf") -> str:
    def keep(work: Work, _command: object) -> str:
        return keep_file(work, name, content)

    return runner.run(keep, None, actor=actor).value


def folder_of(runner: Runner) -> Path:
    assert runner.db.path is not None
    return runner.db.path.parent


def test_the_same_content_is_kept_once_and_damage_is_named_and_mended(runner: Runner, admin: Actor) -> None:
    digest = kept(runner, admin, PDF)
    place = path_in(vault_of(folder_of(runner)), digest)
    assert (digest, place.parent.name, place.read_bytes()) == (sha256(PDF).hexdigest(), digest[:2], PDF)
    assert kept(runner, admin, PDF, "b.pdf") == digest
    assert [path.name for path in place.parent.iterdir()] == [digest]
    assert runner.read(read_kept, digest) == PDF
    assert runner.read(broken_files) == []
    place.write_bytes(PDF + b"x")
    assert "改过" in runner.read(broken_files)[0]
    with pytest.raises(Surroundings, match="已损坏"):
        runner.read(read_kept, digest)
    kept(runner, admin, PDF)
    assert runner.read(broken_files) == []
    place.unlink()
    assert "不见了" in runner.read(broken_files)[0]


def packed(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("安装.exe", b"MZ\x90\0", "能运行"),
        ("合同.pdf", b"MZ\x90\0", "能运行"),
        ("表.xlsm", packed(xl__workbook_dot_xml=b"", xl__vbaProject_dot_bin=b""), "宏"),
        ("表.docx", packed(word__document_dot_xml=b"", word__vbaProject_dot_bin=b""), "宏"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "_VBA_PROJECT".encode("utf-16-le"), "宏"),
        ("照片.zip", packed(a_dot_jpg=b"x"), "压缩包"),
        ("手机.heic", b"\0\0\0\x18ftypheic", "HEIC"),
        ("说明.txt", "你好".encode(), "不收"),
    ],
)
def test_what_runs_and_what_cannot_be_shown_is_refused_in_words(name: str, content: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        kind_of(name, content)


def test_a_file_is_known_by_its_content_not_by_its_name() -> None:
    assert kind_of("照片.jpg", PDF) == "pdf"
    assert kind_of("x", b"\xff\xd8\xff\xe0") == "jpg"
    office = packed(word__document_dot_xml=b"", **{"[Content_Types]_dot_xml": b""})
    assert kind_of("合同.docx", office) == "docx"


def test_a_backup_carries_the_kept_files_and_restoring_puts_them_back(
    runner: Runner, admin: Actor, tmp_path: Path
) -> None:
    first, second = kept(runner, admin, PDF), kept(runner, admin, PDF + b"\n")
    source, vault = folder_of(runner) / "frontdesk.db", vault_of(folder_of(runner))
    path_in(vault, second).write_bytes(b"damaged")
    made = make_backup(source, tmp_path / "out/a.fdbackup", at=AT, by="x", why=Why.HAND)
    assert (made.manifest.files, made.manifest.left_out) == ((f"files/{first[:2]}/{first}",), 1)
    assert verify(made.path) == read_manifest(made.path)
    elsewhere = tmp_path / "new"
    restore(made.path, elsewhere, at=AT, by="x", keep_as=tmp_path / "k.fdbackup")
    assert path_in(vault_of(elsewhere), first).read_bytes() == PDF
    # A member that is not what its name says: the backup is refused, and nothing is put back.
    spoilt = tmp_path / "spoilt.fdbackup"
    with zipfile.ZipFile(made.path) as old, zipfile.ZipFile(spoilt, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"other" if name.startswith("files/") else old.read(name))
    with pytest.raises(Refused, match="已损坏"):
        restore(spoilt, tmp_path / "third", at=AT, by="x", keep_as=tmp_path / "k2.fdbackup")
    assert not (tmp_path / "third/frontdesk.db").exists()


def test_a_half_written_scan_is_waited_for_and_only_what_is_kept_is_taken_away(tmp_path: Path) -> None:
    def put(name: str, content: bytes, **age: Any) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        stamp = (AT - timedelta(**age)).timestamp()
        os.utime(path, (stamp, stamp))
        return path

    whole = put("1.pdf", PDF, minutes=9)
    half = put("2.pdf", PDF[:20], seconds=2)
    put("3.pdf", PDF[:20], minutes=8)
    put("~4.pdf", PDF, minutes=1)
    put("5.txt", b"x", minutes=1)
    put("6.tif", b"II*\0rest", seconds=1)
    found = {scan.name: scan.state for scan in scans_in(tmp_path, AT)}
    assert found == {
        "1.pdf": ScanState.READY, "3.pdf": ScanState.BROKEN, "2.pdf": ScanState.WRITING, "6.tif": ScanState.WRITING,
    }  # fmt: skip
    assert count_scans(tmp_path) == 4
    with pytest.raises(Refused, match="没有写完"):
        read_scan(half)
    assert read_scan(whole) == PDF
    assert not take_away(whole, "0" * 64)
    assert whole.exists()
    assert take_away(whole, sha256(PDF).hexdigest())
    assert not whole.exists()
    assert put_aside(half) == tmp_path / ASIDE / "2.pdf"
    with pytest.raises(Surroundings, match="打不开"):
        scans_in(tmp_path / "none", AT)
