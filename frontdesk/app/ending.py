"""Ctrl+C in the terminal, and a desktop that logs out: the window closes as by its own button, typing is kept."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtGui import QGuiApplication


class EndBySignal(QObject):
    """Calls *close* on the window's thread when the process is asked to end. Does nothing on Windows."""

    def __init__(self, close: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: dict[signal.Signals, object] = {}
        if sys.platform == "win32":
            return
        import socket

        # Python's handlers run only when Python does; the pipe wakes Qt's loop, which then runs some.
        self._reader, self._writer = socket.socketpair()
        self._reader.setblocking(False)
        self._writer.setblocking(False)
        self._old_fd = signal.set_wakeup_fd(self._writer.fileno())
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)
        for which in (signal.SIGINT, signal.SIGTERM):
            self._before[which] = signal.signal(which, lambda _number, _frame: close())

    def _woken(self) -> None:
        self._reader.recv(64)

    def stop(self) -> None:
        """As it was before."""
        if not self._before:
            return
        for which, handler in self._before.items():
            signal.signal(which, handler)  # type: ignore[arg-type]
        signal.set_wakeup_fd(self._old_fd)
        self._notifier.setEnabled(False)
        self._reader.close()
        self._writer.close()
        self._before.clear()


def keep_before_logout(keep: Callable[[], object]) -> None:
    """Somebody logs out of the machine, or shuts it down: the program may be ended before its window is closed."""
    app = QGuiApplication.instance()
    if isinstance(app, QGuiApplication):
        app.commitDataRequest.connect(lambda _manager: keep())
