"""Hears every complaint while the self-test runs: the log, Qt, Python's warnings, and errors nobody else caught."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
import warnings
from types import TracebackType
from typing import Any, TextIO

from frontdesk.app.log import without_people

_OFFSCREEN_SAYS = ("This plugin does not support", "propagateSizeHints")
"""Said by Qt's platform without a screen about itself, whatever a program does."""

_WINE_SAYS = (
    "EnableNonClientDpiScaling()",
    "SetProcessDpiAwarenessContext()",
    "DpiAwareness::PerMonitorVersion2",
    "QWindowsWindow::setGeometry: Unable to set geometry",
)
"""Said by a Windows that is Wine, where Setup is tried: for want of scaling per monitor, and because it makes some
dialogs one pixel higher than asked. Never ignored on a real one."""


def _is_wine() -> bool:
    """Whether this Windows is Wine, which says so itself."""
    if sys.platform != "win32":
        return False
    import ctypes

    return hasattr(ctypes.windll.ntdll, "wine_get_version")


class _Log(logging.Handler):
    def __init__(self, ears: Ears) -> None:
        super().__init__(logging.WARNING)
        self._ears = ears

    def emit(self, record: logging.LogRecord) -> None:
        words = record.getMessage()
        if record.exc_info and record.exc_info[0] is not None:
            words += "\n" + "".join(traceback.format_exception(*record.exc_info))
        self._ears.hear(f"log {record.name} {record.levelname}", words)


class Ears:
    """Listens between `open` and `close`. `during` is what is being done, so that a complaint names its page."""

    def __init__(self) -> None:
        self.heard: list[dict[str, str]] = []
        self.during = ""
        self.interrupted = False
        self._log = _Log(self)
        self._filters = warnings.catch_warnings()
        self._before: dict[str, Any] = {}

    def hear(self, source: str, words: str) -> None:
        """Note a complaint."""
        self.heard.append({"source": source, "during": self.during, "words": without_people(words).rstrip()})

    def open(self) -> None:
        """From now on."""
        from PySide6.QtCore import qInstallMessageHandler

        self._before = {
            "except": sys.excepthook,
            "unraisable": sys.unraisablehook,
            "thread": threading.excepthook,
        }
        logging.getLogger().addHandler(self._log)
        sys.excepthook = self._except
        sys.unraisablehook = self._unraisable
        threading.excepthook = self._in_thread
        self._filters.__enter__()
        warnings.simplefilter("always")
        # Libraries speak to their own developers by these; they are looked at when a library is renewed.
        warnings.simplefilter("ignore", DeprecationWarning)
        warnings.simplefilter("ignore", PendingDeprecationWarning)
        warnings.showwarning = self._warning
        self._before["qt"] = qInstallMessageHandler(self._qt)

    def close(self) -> None:
        """As it was before."""
        from PySide6.QtCore import qInstallMessageHandler

        qInstallMessageHandler(self._before["qt"])
        logging.getLogger().removeHandler(self._log)
        sys.excepthook = self._before["except"]
        sys.unraisablehook = self._before["unraisable"]
        threading.excepthook = self._before["thread"]
        self._filters.__exit__(None, None, None)

    def _except(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What a slot of Qt's has raised comes here and no further; Ctrl+C goes on at the next step."""
        if issubclass(kind, KeyboardInterrupt | SystemExit):
            self.interrupted = True
        else:
            self.hear("not caught", "".join(traceback.format_exception(kind, error, trace)))

    def _in_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._except(args.exc_type, args.exc_value, args.exc_traceback)

    def _unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            self.hear("not caught", "".join(traceback.format_exception(args.exc_value)))

    def _warning(
        self, message: Warning | str, category: type[Warning], filename: str, lineno: int,
        file: TextIO | None = None, line: str | None = None,
    ) -> None:  # fmt: skip
        self.hear("warning", f"{category.__name__}: {message} ({filename}:{lineno})")

    def _qt(self, kind: object, context: object, message: str) -> None:
        from PySide6.QtCore import QtMsgType
        from PySide6.QtGui import QGuiApplication

        if kind in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg):
            return
        if QGuiApplication.platformName() == "offscreen" and any(said in message for said in _OFFSCREEN_SAYS):
            return
        if any(said in message for said in _WINE_SAYS) and _is_wine():
            return
        self.hear(f"qt {getattr(context, 'category', '') or ''}".rstrip(), message)
