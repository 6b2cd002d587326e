"""Files that stand whole or not at all: made beside their place, put there in one step, what goes wrong in words."""

from __future__ import annotations

import errno
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.text import tr

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


@contextmanager
def beside(folder: Path) -> Iterator[Path]:
    """A name of its own for what is being made; nothing of it stays."""
    folder.mkdir(parents=True, exist_ok=True)
    making = folder / f"making-{secrets.token_hex(4)}.part"
    try:
        yield making
    finally:
        for tail in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                Path(f"{making}{tail}").unlink(missing_ok=True)


def put_in_place(making: Path, target: Path) -> None:
    """Rename, once the bytes are on the disk."""
    with making.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(making, target)
    if os.name == "posix":
        # The name too. Some network drives cannot be told to; the file itself stands.
        with suppress(OSError):
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def sweep(folder: Path, older_than: float) -> None:
    """Take away what a power cut left half made more than *older_than* seconds ago."""
    now = time.time()
    for left in folder.glob("making-*.part*"):
        with suppress(OSError):
            if now - left.stat().st_mtime > older_than:
                left.unlink()


class Unwritable(Exception):
    """An error of writing while something else is being read: its cause says which."""


@contextmanager
def written(target: Path | None) -> Iterator[Callable[[bytes], object]]:
    """A way to write blocks to *target*, or to nowhere. What goes wrong is `Unwritable`, so that it is not taken for
    what goes wrong with what is being read."""
    if target is None:
        yield lambda _block: None
        return
    try:
        file = target.open("wb")
    except OSError as error:
        raise Unwritable(target) from error
    with file:

        def write(block: bytes) -> None:
            try:
                file.write(block)
            except OSError as error:
                raise Unwritable(target) from error

        yield write


@contextmanager
def said(folder: Path) -> Iterator[None]:
    """What the machine does to us while something is made in *folder*, in words: `Surroundings`."""
    try:
        yield
    except (OSError, Unwritable, sqlite3.OperationalError) as error:
        cause: Any = error.__cause__ if isinstance(error, Unwritable) else error
        words = str(cause)
        if getattr(cause, "errno", None) in _FULL or "disk is full" in words:
            raise Surroundings(
                tr("{folder} 所在的磁盘满了，没有做成，原来的数据没有动。请腾出空间再试", folder=folder)
            ) from error
        if isinstance(cause, sqlite3.OperationalError) and "locked" in words:
            raise Surroundings(tr("数据正被别的程序占用，没有做成。请稍等再试一次")) from error
        raise Surroundings(
            tr("{folder} 不能读写，没有做成，原来的数据没有动。请检查磁盘、网络和文件夹的权限", folder=folder)
        ) from error
