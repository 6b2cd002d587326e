"""Files of the clerk's own, outside the data folder: names that Windows takes, workbooks that Excel has open."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Callable
from pathlib import Path

from frontdesk.base.store.location import within_reach
from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.text import tr

LONGEST_NAME = 120
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])", re.IGNORECASE)
_SHARING = (32, 33)
"""Windows: another program has the file, or a part of it, for itself alone."""


def safe_name(name: str) -> str:
    """*name* as Windows takes it for a file: what may not stand in it becomes `-`, names of devices get a `_`.

    Blanks and dots at the end go, as Windows would drop them; what is too long is cut before its ending.
    """
    cleaned = _FORBIDDEN.sub("-", name).strip().rstrip(". ")
    stem, dot, ending = cleaned.rpartition(".")
    if not dot or not stem or len(ending) > 8 or " " in ending:
        stem, dot, ending = cleaned, "", ""
    stem = stem[: LONGEST_NAME - len(ending) - 1].rstrip(". ")
    # `CON.2026.xlsx` is the device as well: what stands before the first dot counts.
    if _RESERVED.fullmatch(stem.partition(".")[0].strip()):
        stem = "_" + stem
    return f"{stem or tr('文件')}{dot}{ending}"


class FileInUse(Surroundings):
    """The file is open in another program, which lets nobody at it."""


def read_shared(path: Path, *, shared: Callable[[Path], bytes] | None = None) -> bytes:
    """The file's bytes, also while another program has it open.

    *shared* reads it giving every leave to the others; without it, what this system has for that. Raises `FileInUse`
    where the other program allows no reading at all, else the `OSError` there was.
    """
    path = within_reach(path)
    try:
        return path.read_bytes()
    except PermissionError as refused:
        again = shared or _SYSTEM_SHARED
        if again is None:
            raise
        try:
            return again(path)
        except OSError as error:
            if getattr(error, "winerror", None) in _SHARING:
                words = tr("请先在 Excel 里关闭“{name}”，再选一次。什么也没有改", name=path.name)
                raise FileInUse(words, field="file") from error
            raise refused from None


def _read_giving_leave(path: Path) -> bytes:
    """Open it by Windows' own call: others may read, write, rename and delete it meanwhile."""
    import ctypes
    import msvcrt
    import os

    read, share_all, existing = 0x80000000, 0x7, 3
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined]
    kernel.CreateFileW.restype = ctypes.c_void_p
    kernel.CreateFileW.argtypes = [
        ctypes.c_wchar_p, ctypes.c_uint32, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_uint32,
        ctypes.c_uint32, ctypes.c_void_p,
    ]  # fmt: skip
    handle = kernel.CreateFileW(str(path), read, share_all, None, existing, 0x80, None)
    if handle is None or handle == ctypes.c_void_p(-1).value:
        raise ctypes.WinError(ctypes.get_last_error())  # type: ignore[attr-defined]
    number = msvcrt.open_osfhandle(handle, os.O_RDONLY)  # type: ignore[attr-defined]
    with os.fdopen(number, "rb") as file:
        return file.read()


_SYSTEM_SHARED: Callable[[Path], bytes] | None = _read_giving_leave if sys.platform == "win32" else None


def must_be_free(path: Path) -> None:
    """Before long work is done for it: a file that is there can be replaced. Raises `FileInUse`, or `Surroundings`."""
    try:
        if path.exists():
            with path.open("ab"):
                pass
    except OSError as error:
        raise not_written(path, error) from error


def put_in_place(part: Path, path: Path) -> None:
    """*part*, written whole, becomes *path*. Raises as `must_be_free` does; *part* is then gone."""
    try:
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise not_written(path, error) from error


def write_whole(path: Path, content: bytes) -> None:
    """Write it beside its place and put it there: what was there before is whole until then.

    Raises `FileInUse` where another program has it open, `Surroundings` for every other reason, in words.
    """
    path = within_reach(path)
    must_be_free(path)
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise not_written(path, error) from error
    put_in_place(part, path)


def not_written(path: Path, error: OSError) -> Surroundings:
    """What to say, and what to do."""
    if isinstance(error, PermissionError) and path.is_file():
        return FileInUse(
            tr("“{name}”正开着，没有写进去。请在 Excel（或别的程序）里关闭它，或换个名字存。", name=path.name)
        )
    return Surroundings(
        tr("“{name}”没有存下：{reason}。请换一个文件夹再存。", name=path.name, reason=reason_of(error))
    )


def reason_of(error: OSError) -> str:
    """Why a file could not be written, in words a clerk knows."""
    if isinstance(error, PermissionError):
        return tr("这里不许写，或文件正开着")
    if isinstance(error, FileNotFoundError):
        return tr("文件夹不在了")
    if error.errno == errno.ENOSPC:
        return tr("磁盘满了")
    return tr("磁盘没有写成")


def another_name(path: Path) -> Path:
    """A name beside *path* that is still free: `欠费 2026-11-21 (2).xlsx`."""
    number = 2
    while (found := path.with_name(f"{path.stem} ({number}){path.suffix}")).exists():
        number += 1
    return found
