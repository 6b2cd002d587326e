"""When the program itself goes wrong: it is logged, typing is kept where a page can, and a person is told politely.

One thing going wrong again and again is told once, not each time. It watches from before anything heavy is loaded;
what keeps typing joins when there are pages (`keep`, `leave`).
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
from collections.abc import Callable
from datetime import datetime
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from frontdesk.app.crash import CrashDialog

log = logging.getLogger("frontdesk.crash")

FAULT_LOG = "fault.log"
"""Beside the log: what happens below Python, where nothing else can be written any more."""
FAULT_SIZE = 200_000
_BEGIN = "== "

_LEVELS = {
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class CrashWatch(QObject):
    """Catches what nobody else has.

    `keep` keeps what is being typed and says how many pages it kept; `leave` ends the program as by its own button.
    """

    happened = Signal(str)
    """What went wrong, on whatever thread; told on the window's."""

    def __init__(
        self,
        log_file: Path | None,
        keep: Callable[[], int],
        window: Callable[[], QWidget | None],
        leave: Callable[[], object] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._log_file = log_file
        self.keep = keep
        self.leave = leave
        self._window = window
        self._told: set[str] = set()
        self._before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        self._faults: TextIOWrapper | None = None
        self.dialog: CrashDialog | None = None
        self.happened.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """From now on."""
        sys.excepthook = self._caught
        threading.excepthook = self._caught_in_thread
        sys.unraisablehook = self._unraisable
        qInstallMessageHandler(self._qt_said)
        if self._log_file is not None:
            self._faults = begin_fault_log(self._log_file.parent)
            if self._faults is not None:
                faulthandler.enable(self._faults)

    def stop(self) -> None:
        """As it was before."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._before
        qInstallMessageHandler(None)
        if self._faults is not None:
            faulthandler.disable()
            self._faults.close()
            self._faults = None

    def _caught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.critical("defect", exc_info=(kind, error, trace))
        self.happened.emit(_place(kind, trace))

    def _caught_in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._caught(args.exc_type, args.exc_value, args.exc_traceback)

    def _unraisable(self, what: Any) -> None:
        # Nobody waits for it and nothing is half done: the log is enough.
        error = what.exc_value
        told = (what.exc_type, error, what.exc_traceback) if error is not None else None
        log.error("lost on the way: %s", type(what.object).__name__, exc_info=told)

    def _qt_said(self, kind: QtMsgType, _context: object, message: str) -> None:
        logging.getLogger("frontdesk.qt").log(_LEVELS.get(kind, logging.INFO), "%s", message)

    def _tell(self, place: str) -> None:
        if self.dialog is not None or place in self._told:
            return
        self._told.add(place)
        kept = 0
        try:
            kept = self.keep()
        except Exception:
            log.exception("typing could not be kept")
        from frontdesk.app.crash import CrashDialog

        self.dialog = CrashDialog(self._log_file, kept, self._window())
        self.dialog.leave_wanted.connect(self._leave, Qt.ConnectionType.QueuedConnection)
        self.dialog.finished.connect(self._closed)
        self.dialog.show()

    def _leave(self) -> None:
        self.leave()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def begin_fault_log(folder: Path) -> TextIOWrapper | None:
    """The file for faults below Python, open to the end of the run; what the run before left in it is logged.

    One file is kept beside it when it is full. None where it cannot be written.
    """
    path = folder / FAULT_LOG
    try:
        left = _left_in(path)
        if left:
            log.error("the run before ended below Python: %s (see %s)", left, FAULT_LOG)
        if path.exists() and path.stat().st_size > FAULT_SIZE:
            path.replace(path.with_name(FAULT_LOG + ".1"))
        file = path.open("a", encoding="utf-8")
        file.write(f"{_BEGIN}{datetime.now().astimezone():%Y-%m-%d %H:%M:%S}\n")
        file.flush()
    except OSError:
        log.warning("no place for faults below Python")
        return None
    return file


def _left_in(path: Path) -> str:
    """The first line after the last start's; empty where nothing was written since."""
    if not path.exists():
        return ""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    started = max((n for n, line in enumerate(lines) if line.startswith(_BEGIN)), default=-1)
    return next((line for line in lines[started + 1 :] if line.strip()), "")


def _place(kind: type[BaseException], trace: TracebackType | None) -> str:
    """Where it went wrong: the same place is told once."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace is not None else "?"
    return f"{kind.__name__} {where}"
