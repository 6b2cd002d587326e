"""The program's log: what was done and what went wrong, day by day, without anybody's data in clear.

Names stand in Chinese and numbers in long runs of figures, so both are taken out of what is logged; file names, line
numbers and our own English words stay, which is what somebody who looks for a defect needs. A day's file is put
aside when the day ends or the file is full; the last two days are never removed.
"""

from __future__ import annotations

import logging
import re
import time
from datetime import date, datetime, timedelta
from pathlib import Path

FILE_NAME = "frontdesk.log"
SIZE = 2_000_000
"""Bytes of one file; then it is put aside as `frontdesk-2026-11-21.1.log` and a new one begun."""
DAYS = 14
"""So many days are kept at most …"""
MOST = 30_000_000
"""… and so many bytes, but for the last two days."""
FLOOD = 100
"""The same thing is written so many times a minute; then only how often it came."""

_NUMBER = "number"
"""`extra={"number": "SJ00020331"}`: a paper's own number, which stands in clear."""
_PLAIN_NUMBER = re.compile(r"[A-Z]{1,4}-?[0-9]{2,12}(-[0-9]{1,8})?")

_PLATE = re.compile(r"[\u4e00-\u9fff][A-Z][·•. ]?(?=[A-Z0-9]*\d)[A-Z0-9]{4,6}[\u4e00-\u9fff]?")
_MOBILE = re.compile(r"(?<!\d)1[3-9]\d[ \-]\d{4}[ \-]\d{4}(?!\d)")
_IDENTITY = re.compile(r"(?<!\d)\d{6}[ \-]\d{8}[ \-]\d{3}[\dXx]")
_FIGURES = re.compile(r"\d{7,}[\dXx]?")
_MAIL = re.compile(r"[\w.+\-]+@[\w\-]+\.[\w.\-]+")
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# What somebody typed stands in quotes in an error; names of fields and types have no blank between two words.
_QUOTED = re.compile(r"(?<!\w)(['\"])[^'\"\n]*[A-Za-z]+ +[A-Za-z][^'\"\n]*\1(?!\w)")
# What the database layer adds to its errors: the values of the statement, and the key that was met twice.
_PARAMETERS = re.compile(r"\[parameters: .*?\](?=\n|$)", re.DOTALL)
_DETAIL = re.compile(r"(DETAIL|CONTEXT): .*")
_SOURCE = '  File "'
_STAMP = "%Y-%m-%d %H:%M:%S"
_KEPT_NAME = re.compile(r"frontdesk-(\d{4}-\d{2}-\d{2})(\.\d+)?\.log")


def without_people(text: str) -> str:
    """*text* with names and long numbers taken out. Lines of source code in a traceback stay whole."""
    text = _PARAMETERS.sub("[parameters: …]", text)
    text = _DETAIL.sub(r"\1: …", text)
    lines = []
    in_source = False
    for line in text.split("\n"):
        if line.startswith(_SOURCE):
            in_source = True
            # A user's folder is called as the user is.
            lines.append(_CHINESE.sub(_so_many, line))
        elif in_source and line.startswith("    "):
            lines.append(line)
        else:
            in_source = False
            lines.append(_covered(line))
    return "\n".join(lines)


def without_numbers(text: str) -> str:
    """*text* without phones, ID numbers, plates and addresses; our own words stay."""
    for what in (_IDENTITY, _MOBILE, _MAIL, _PLATE, _FIGURES):
        text = what.sub("‹…›", text)
    return text


def _covered(line: str) -> str:
    return _CHINESE.sub(_so_many, _QUOTED.sub("‹…›", without_numbers(line)))


def _so_many(found: re.Match[str]) -> str:
    return f"‹{len(found.group())}字›"


class QuietFormatter(logging.Formatter):
    """One line for each event, its traceback beneath, nobody's data in either."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", _STAMP)

    def format(self, record: logging.LogRecord) -> str:
        # A record may have been formatted for another handler before; its traceback text is kept on it.
        kept, record.exc_text = record.exc_text, None
        try:
            told = without_people(super().format(record))
        finally:
            record.exc_text = kept
        number = getattr(record, _NUMBER, "")
        return f"{told} {number}" if _PLAIN_NUMBER.fullmatch(str(number)) else told


class Flood(logging.Filter):
    """Lets the same thing through so often in a minute, then says how often it came: a loop fills no disk."""

    def __init__(self) -> None:
        super().__init__()
        self._minute = -1
        self._seen: dict[tuple[str, int, str], int] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        minute = int(record.created) // 60
        if minute != self._minute:
            self._minute = minute
            self._seen.clear()
        what = (record.pathname, record.lineno, record.levelname)
        count = self._seen[what] = self._seen.get(what, 0) + 1
        if count == FLOOD:
            record.msg, record.args = (
                f"{record.getMessage()} (and again; not written any more this minute)",
                (),
            )
        return count <= FLOOD


class DayByDay(logging.FileHandler):
    """Writes `frontdesk.log`; what is full or of an earlier day is put aside under its day."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        path = folder / FILE_NAME
        self._day = _day_of(path)
        super().__init__(path, encoding="utf-8", delay=False)
        self.setFormatter(QuietFormatter())
        self.addFilter(Flood())

    def emit(self, record: logging.LogRecord) -> None:
        day = datetime.fromtimestamp(record.created).astimezone().date()
        if day != self._day or self._full():
            self._put_aside(day)
        super().emit(record)

    def _full(self) -> bool:
        return self.stream is not None and self.stream.tell() >= SIZE

    def _put_aside(self, day: date) -> None:
        path = Path(self.baseFilename)
        if self.stream is not None:
            self.stream.close()
        try:
            if path.stat().st_size:
                path.rename(self._free_name())
        except OSError:
            # Somebody reads it, and Windows lets nobody rename it: it goes on growing until it can be.
            pass
        self._day = day
        self.stream = self._open()
        clear_old(self._folder, day)

    def _free_name(self) -> Path:
        stem, number = f"frontdesk-{self._day.isoformat()}", 0
        while (path := self._folder / (f"{stem}.{number}.log" if number else f"{stem}.log")).exists():
            number += 1
        return path


def _day_of(path: Path) -> date:
    """The day of what stands in the log: it may go on tomorrow."""
    try:
        stamp = path.stat().st_mtime
    except OSError:
        stamp = time.time()
    return datetime.fromtimestamp(stamp).astimezone().date()


def clear_old(folder: Path, today: date) -> None:
    """Remove the days that are too old or too many bytes; never the last two, never a file of another name."""
    found: list[tuple[date, Path, int]] = []
    for path in folder.glob("frontdesk-*.log"):
        named = _KEPT_NAME.fullmatch(path.name)
        if named is not None:
            try:
                found.append((date.fromisoformat(named.group(1)), path, path.stat().st_size))
            except (ValueError, OSError):
                continue
    total = 0
    for day, path, size in sorted(found, key=lambda f: (f[0], f[1].stat().st_mtime), reverse=True):
        total += size
        if day < today - timedelta(days=1) and (total > MOST or day < today - timedelta(days=DAYS)):
            path.unlink(missing_ok=True)


def log_folder(data_folder: Path) -> Path:
    """Where the log of that data stands."""
    return data_folder / "logs"


def start_log(data_folder: Path) -> Path | None:
    """Write the log into the data folder from now on. None where that cannot be: the program runs without one."""
    folder = log_folder(data_folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = DayByDay(folder)
    except OSError:
        return None
    root = logging.getLogger()
    stop_log()
    root.addHandler(handler)
    if root.level == logging.NOTSET or root.level > logging.INFO:
        root.setLevel(logging.INFO)
    return folder / FILE_NAME


def stop_log() -> None:
    """Let go of the file, so that its folder can be moved or removed."""
    root = logging.getLogger()
    for handler in list(root.handlers):
        if isinstance(handler, DayByDay):
            root.removeHandler(handler)
            handler.close()
