"""Words of a command where the program is a windowed one: Windows gives it no standard output of its own.

Started from a terminal it speaks in that terminal; redirected into a file or a pipe it has its streams already; by
the scheduler there is nobody to hear it, and what went wrong goes into `commands.log` beside the log. The exit
status says the same in each case.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from frontdesk.app.log import log_folder, without_numbers
from frontdesk.app.places import default_folder

FILE_NAME = "commands.log"
SIZE = 200_000

Attach = Callable[[], io.TextIOBase | None]
"""The terminal this was started from, as a stream; None where there is none."""


def give_voice(arguments: Sequence[str], attach: Attach | None = None) -> None:
    """Before a command speaks: let standard output and error be something. Nothing where they are, or for the window."""
    if (sys.stdout is not None and sys.stderr is not None) or not _is_command(arguments):
        return
    terminal = (attach or _ATTACH)()
    if sys.stdout is None:
        sys.stdout = terminal or Nobody()
    if sys.stderr is None:
        sys.stderr = terminal or LastWords(log_folder(_folder(arguments)))


class Nobody(io.TextIOBase):
    """Nobody hears it."""

    def writable(self) -> bool:
        return True

    def write(self, words: str) -> int:
        return len(words)


class LastWords(io.TextIOBase):
    """What went wrong, with when; no file before there is something to say."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME

    def writable(self) -> bool:
        return True

    def write(self, words: str) -> int:
        if words.strip():
            line = f"{datetime.now().astimezone():%Y-%m-%d %H:%M:%S} {without_numbers(words.strip())}\n"
            try:
                self._path.parent.mkdir(parents=True, exist_ok=True)
                if self._path.exists() and self._path.stat().st_size > SIZE:
                    self._path.replace(self._path.with_name(FILE_NAME + ".1"))
                with self._path.open("a", encoding="utf-8") as file:
                    file.write(line)
            except OSError:
                # There is nowhere left to say that nothing can be said; the exit status still does.
                return len(words)
        return len(words)


def _is_command(arguments: Sequence[str]) -> bool:
    """Whether somebody waits for words: not for the window, by itself or with a backup to restore."""
    rest = [a for a in arguments if not a.lower().endswith(".fdbackup")]
    return bool(rest) and rest[0] != "gui"


def _folder(arguments: Sequence[str]) -> Path:
    given = list(arguments)
    for number, argument in enumerate(given):
        name, equals, value = argument.partition("=")
        if name == "--data":
            found = value if equals else next(iter(given[number + 1 :]), "")
            if found:
                return Path(found)
    return default_folder()


def _parents_terminal() -> io.TextIOBase | None:
    import ctypes

    if not ctypes.windll.kernel32.AttachConsole(-1):  # type: ignore[attr-defined]
        return None
    try:
        # Python writes to this name by the console's own call, so that Chinese does not depend on a code page.
        return open("CONOUT$", "w", encoding="utf-8", buffering=1)
    except OSError:
        return None


def _no_terminal() -> io.TextIOBase | None:
    return None


_ATTACH: Attach = _parents_terminal if sys.platform == "win32" else _no_terminal
