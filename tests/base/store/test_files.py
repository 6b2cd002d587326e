"""The clerk's own files: names that Windows takes, workbooks that Excel has open, nothing half written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from frontdesk.base.store.files import (
    FileInUse,
    another_name,
    must_be_free,
    put_in_place,
    read_shared,
    safe_name,
    write_whole,
)
from frontdesk.base.values.errors import Surroundings


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("欠费 2026-11-21.xlsx", "欠费 2026-11-21.xlsx"),
        ('收据 SJ/0331: "3#1202" <a|b?>*.pdf', "收据 SJ-0331- -3#1202- -a-b-.pdf"),
        ("CON.xlsx", "_CON.xlsx"),
        ("con", "_con"),
        ("Nul.2026.pdf", "_Nul.2026.pdf"),
        ("COM¹.csv", "_COM¹.csv"),
        ("LPT9 .csv", "_LPT9.csv"),
        ("CONTRACT.pdf", "CONTRACT.pdf"),
        ("报表. . .", "报表"),
        ("报表 .xlsx", "报表.xlsx"),
        (" 报表\t\n2.xlsx", "报表-2.xlsx"),
        ("...", "文件"),
        ("", "文件"),
        (".xlsx", ".xlsx"),
        ("楼" * 300 + ".xlsx", "楼" * 115 + ".xlsx"),
    ],
)
def test_names_are_such_that_windows_takes_them(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_name_made_safe_can_be_written_here(tmp_path: Path) -> None:
    for name in ('a\\b/c:d*e?f"g<h>i|j.txt', "AUX.txt", "尾. "):
        path = tmp_path / safe_name(name)
        path.write_text("x", encoding="utf-8")
        assert path.parent == tmp_path
        assert path.name in [p.name for p in tmp_path.iterdir()]


def test_an_open_workbook_is_read_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_self: Path) -> bytes:
        raise PermissionError(13, "sharing violation")

    monkeypatch.setattr(Path, "read_bytes", refused)
    asked: list[Path] = []

    def shared(path: Path) -> bytes:
        asked.append(path)
        return b"PK"

    assert read_shared(tmp_path / "业主.xlsx", shared=shared) == b"PK"
    assert asked == [tmp_path / "业主.xlsx"]


@pytest.mark.parametrize("winerror", [32, 33])
def test_one_that_lets_nobody_in_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int
) -> None:
    def refused(*_args: object) -> bytes:
        error = PermissionError(13, "used by another process")
        error.winerror = winerror  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(FileInUse, match="请先在 Excel 里关闭“业主.xlsx”"):
        read_shared(tmp_path / "业主.xlsx", shared=refused)


def test_a_file_that_may_not_be_read_is_no_open_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_args: object) -> bytes:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(PermissionError):
        read_shared(tmp_path / "业主.xlsx", shared=refused)


def test_what_is_written_stands_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "收据.pdf"
    write_whole(path, b"first")
    write_whole(path, b"second")
    assert path.read_bytes() == b"second"

    def open_in_excel(_self: Path, _target: Path) -> Path:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "replace", open_in_excel)
    with pytest.raises(FileInUse, match="正开着，没有写进去"):
        write_whole(path, b"third")
    assert path.read_bytes() == b"second"
    assert [p.name for p in tmp_path.iterdir()] == ["收据.pdf"]


def test_a_folder_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(Surroundings, match="文件夹不在了"):
        write_whole(tmp_path / "none" / "a.pdf", b"x")
    with pytest.raises(Surroundings, match="文件夹不在了"):
        put_in_place(tmp_path / "a.part", tmp_path / "none" / "a.pdf")


def test_it_is_said_before_the_work_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "欠费.xlsx"
    must_be_free(path)
    path.write_bytes(b"x")
    must_be_free(path)
    assert path.read_bytes() == b"x"

    def refused(*_args: object, **_kwargs: object) -> None:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "open", refused)
    with pytest.raises(FileInUse):
        must_be_free(path)


def test_another_name_is_free(tmp_path: Path) -> None:
    for taken in ("欠费 3.5.xlsx", "欠费 3.5 (2).xlsx"):
        (tmp_path / taken).write_bytes(b"")
    assert another_name(tmp_path / "欠费 3.5.xlsx").name == "欠费 3.5 (3).xlsx"


@contextmanager
def held(path: Path, share: int) -> Iterator[None]:
    """The file open for reading and writing as Excel has it; *share* is what others may do meanwhile (1 read)."""
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.CreateFileW.restype = ctypes.c_void_p
    kernel.CreateFileW.argtypes = [
        ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_uint32,
        ctypes.c_uint32, ctypes.c_void_p,
    ]  # fmt: skip
    handle = kernel.CreateFileW(str(path), 0xC0000000, share, None, 3, 0x80, None)
    assert handle != ctypes.c_void_p(-1).value
    try:
        yield
    finally:
        kernel.CloseHandle(ctypes.c_void_p(handle))


@pytest.mark.skipif(sys.platform != "win32", reason="sharing of files is a matter of Windows")
def test_windows_reads_what_is_open_for_writing_elsewhere(tmp_path: Path) -> None:
    path = tmp_path / "业主资料.xlsx"
    path.write_bytes(b"PK content")
    with held(path, share=1):
        assert read_shared(path) == b"PK content"
        with pytest.raises(FileInUse, match="换个名字"):
            write_whole(path, b"new")
    assert path.read_bytes() == b"PK content"


@pytest.mark.skipif(sys.platform != "win32", reason="sharing of files is a matter of Windows")
def test_windows_says_what_is_open_for_itself_alone(tmp_path: Path) -> None:
    path = tmp_path / "业主资料.xls"
    path.write_bytes(b"content")
    with held(path, share=0), pytest.raises(FileInUse, match="请先在 Excel 里关闭"):
        read_shared(path)


@pytest.mark.skipif(sys.platform != "win32", reason="the limit of 260 characters is Windows' own")
def test_windows_writes_and_reads_deep_paths(tmp_path: Path) -> None:
    from frontdesk.base.store.location import within_reach

    deep = tmp_path
    while len(str(deep)) < 280:
        deep /= "很深的文件夹二〇二六"
    within_reach(deep).mkdir(parents=True)
    write_whole(deep / "收据.pdf", b"x")
    assert read_shared(deep / "收据.pdf") == b"x"
