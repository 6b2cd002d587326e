"""The program's log: a file that starts over when it is full, without anybody's data in clear.

Names stand in Chinese and numbers in long runs of figures, so both are taken out of what an error says; file
names, line numbers and our own English words stay, which is what somebody who looks for a defect needs.
"""

from __future__ import annotations

import logging
import re
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_NAME = "frontdesk.log"
SIZE = 1_000_000
"""Bytes of one file; three older ones are kept."""
KEPT = 3

_FIGURES = re.compile(r"\d{7,}[\dXx]?")
_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")
# What the database layer adds to its errors: the values of the statement, and the key that was met twice.
_PARAMETERS = re.compile(r"\[parameters: .*?\](?=\n|$)", re.DOTALL)
_DETAIL = re.compile(r"(DETAIL|CONTEXT): .*")
_STAMP = "%Y-%m-%d %H:%M:%S"


def without_people(text: str) -> str:
    """*text* with names and long numbers taken out. Lines of source code in a traceback stay whole."""
    text = _PARAMETERS.sub("[parameters: …]", text)
    text = _DETAIL.sub(r"\1: …", text)
    return "\n".join(line if line.startswith("  ") else _covered(line) for line in text.split("\n"))


def _covered(line: str) -> str:
    return _CHINESE.sub(lambda m: f"‹{len(m.group())}字›", _FIGURES.sub("‹…›", line))


class QuietFormatter(logging.Formatter):
    """One line for each event, its traceback beneath, nobody's data in either."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", _STAMP)

    def format(self, record: logging.LogRecord) -> str:
        # A record may have been formatted for another handler before; its traceback text is kept on it.
        kept, record.exc_text = record.exc_text, None
        try:
            return without_people(super().format(record))
        finally:
            record.exc_text = kept


def log_folder(data_folder: Path) -> Path:
    """Where the log of that data stands."""
    return data_folder / "logs"


def start_log(data_folder: Path) -> Path | None:
    """Write the log into the data folder from now on. None where that cannot be: the program runs without one."""
    folder = log_folder(data_folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / FILE_NAME, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=False
        )
    except OSError:
        return None
    handler.setFormatter(QuietFormatter())
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
        if isinstance(handler, RotatingFileHandler) and isinstance(handler.formatter, QuietFormatter):
            root.removeHandler(handler)
            handler.close()
