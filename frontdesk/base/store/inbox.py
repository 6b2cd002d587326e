"""The folder that a scanner puts its files into: what is there, which of it is written to its end, and how it is emptied.

Nothing is deleted that is not kept elsewhere: a filed scan goes only after its content has been held against what
was kept, and one that nobody wants is put aside in a folder of its own.
"""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from frontdesk.base.store.files import another_name, read_shared, reason_of
from frontdesk.base.store.location import within_reach
from frontdesk.base.values.errors import Refused, Surroundings
from frontdesk.base.values.file_kinds import LARGEST, SCANNED, looks_whole
from frontdesk.base.values.text import tr

ASIDE = "不归档"
"""The folder within it for what nobody wants filed."""
_STILL = timedelta(seconds=5)
_GIVEN_UP = timedelta(minutes=5)
_ENDS = 2048
_UNPROVED = (".bmp", ".tif", ".tiff")
"""Sorts whose end cannot be seen: they must lie still for a moment."""
_HASHES: dict[tuple[str, int, int], str] = {}
_KEPT_HASHES = 500


class ScanState(StrEnum):
    """How a scan stands; the value stands on screen."""

    READY = "待归档"
    WRITING = "正在写入"
    BROKEN = "不完整"
    TOO_LARGE = "太大"


@dataclass(frozen=True, slots=True)
class Scan:
    """A file in the folder; `at` is when it was last written."""

    path: Path
    size: int
    at: datetime
    state: ScanState

    @property
    def name(self) -> str:
        return self.path.name


def scans_in(folder: Path, now: datetime) -> tuple[Scan, ...]:
    """What is there, the oldest first. Raises `Surroundings` where the folder cannot be read."""
    found = []
    try:
        with os.scandir(within_reach(folder)) as entries:
            for entry in entries:
                ending = Path(entry.name).suffix.lower()
                if ending not in SCANNED or entry.name.startswith((".", "~")):
                    continue
                # It may go while it is looked at.
                with suppress(FileNotFoundError):
                    if entry.is_file():
                        stat = entry.stat()
                        at = datetime.fromtimestamp(stat.st_mtime, UTC)
                        state = _state(Path(entry.path), ending, stat.st_size, now - at)
                        found.append(Scan(folder / entry.name, stat.st_size, at, state))
    except OSError as error:
        raise Surroundings(
            tr("扫描文件夹 {folder} 打不开，请检查网络和扫描仪的设置", folder=folder)
        ) from error
    return tuple(sorted(found, key=lambda scan: (scan.at, scan.name)))


def count_scans(folder: Path) -> int:
    """How many there are, without looking into them; 0 where the folder cannot be read."""
    try:
        with os.scandir(within_reach(folder)) as entries:
            return sum(
                Path(entry.name).suffix.lower() in SCANNED and not entry.name.startswith((".", "~"))
                for entry in entries
            )
    except OSError:
        return 0


def _state(path: Path, ending: str, size: int, age: timedelta) -> ScanState:
    if size > LARGEST:
        return ScanState.TOO_LARGE
    # A clock that is wrong by a little may make a file of the future.
    still = age >= _STILL or age < -_GIVEN_UP
    if _whole(path, ending, size) and (ending not in _UNPROVED or still):
        return ScanState.READY
    return ScanState.BROKEN if age >= _GIVEN_UP else ScanState.WRITING


def _whole(path: Path, ending: str, size: int) -> bool:
    if not size:
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_ENDS)
            file.seek(max(0, size - _ENDS))
            return looks_whole(ending, head, file.read())
    except OSError:
        return False


def read_scan(path: Path) -> bytes:
    """Its bytes. Raises `Refused` for one that is not whole, `Surroundings` for one that cannot be read."""
    try:
        content = read_shared(path)
    except FileNotFoundError as error:
        raise Refused(tr("扫描件“{name}”已经不在文件夹里了", name=path.name), field="file") from error
    except OSError as error:
        raise Surroundings(
            tr("扫描件“{name}”读不出来：{reason}", name=path.name, reason=reason_of(error)), field="file"
        ) from error
    if not looks_whole(path.suffix.lower(), content[:_ENDS], content[-_ENDS:]):
        words = tr("扫描件“{name}”还没有写完，或不完整，请稍等再看，或重新扫描", name=path.name)
        raise Refused(words, field="file")
    return content


def scan_hash(scan: Scan) -> str:
    """The hash of its content; read once for as long as it stays as it is. "" where it cannot be read."""
    key = (str(scan.path), scan.size, int(scan.at.timestamp() * 1_000_000))
    if key not in _HASHES:
        try:
            content = scan.path.read_bytes()
        except OSError:
            return ""
        while len(_HASHES) >= _KEPT_HASHES:
            del _HASHES[next(iter(_HASHES))]
        _HASHES[key] = hashlib.sha256(content).hexdigest()
    return _HASHES[key]


def take_away(path: Path, digest: str) -> bool:
    """Remove a scan whose content is kept under *digest* by now; whether it is gone. One that is another by now stays."""
    try:
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            return False
        path.unlink()
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def put_aside(path: Path) -> Path:
    """Into the folder for what is not filed; where it lies now. Raises `Surroundings`."""
    target = path.parent / ASIDE / path.name
    try:
        target.parent.mkdir(exist_ok=True)
        if target.exists():
            target = another_name(target)
        path.rename(target)
    except OSError as error:
        raise Surroundings(
            tr("“{name}”没有移走：{reason}", name=path.name, reason=reason_of(error))
        ) from error
    return target
