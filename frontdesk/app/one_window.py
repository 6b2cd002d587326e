"""One window for each data folder and user: a second start brings the first one forward and ends.

Who is first is settled by a lock file in the data folder, which the system lets go of with the process; the second
asks the first through a local socket, which the first opens once its window stands (the network part of Qt is not
loaded before). Both are named after the folder and the user, so that two users of one machine, or two offices on
it, do not meet.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCryptographicHash, QDeadlineTimer, QLockFile, QObject, Qt, QThread
from PySide6.QtWidgets import QWidget

from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.text import tr

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

MUTEX = "FrontDesk.Running"
"""On Windows: what Setup looks for before it replaces files."""
PATIENCE = 8_000
"""Milliseconds the second start waits for the first, which may still be loading when it is asked."""
_LONGEST = 8192
_TRY_EVERY = 100
_ONE_STEP = 1000
_ANSWER = 3000


def place_key(folder: Path) -> str:
    """What lock, socket and the running mark of that folder and of this user are named after."""
    user = os.environ.get("USERNAME", "") if sys.platform == "win32" else str(os.getuid())
    # Windows takes two writings of a path that differ in capitals for the same folder.
    where = os.path.normcase(str(folder.resolve()))
    named = f"{where}\n{user.casefold()}".encode()
    return bytes(QCryptographicHash.hash(named, QCryptographicHash.Algorithm.Sha256).toHex().data()).decode()[
        :16
    ]


class Claim:
    """Who is first. `won` is False where another process has the window of that folder.

    Where no lock can be made (a folder that cannot be written), there is nothing to hold: `won`, and opening the
    data says what is wrong.
    """

    def __init__(self, folder: Path) -> None:
        self.key = place_key(folder)
        self._lock: QLockFile | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            self.won = True
            return
        lock = QLockFile(str(folder / f"window-{self.key[:8]}.lock"))
        # Never by its age: a window may stand for weeks. Whoever has died is told by the number of the process.
        lock.setStaleLockTime(0)
        self.won = lock.tryLock(0) or lock.error() != QLockFile.LockError.LockFailedError
        if self.won:
            self._lock = lock

    def let_go(self) -> None:
        """The window is closed: the next start may have it."""
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None


class Doorbell(QObject):
    """The first start's side: hears who comes after. *ring* gets the path that was handed over, or None."""

    def __init__(
        self, key: str, ring: Callable[[Path | None], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        from PySide6.QtNetwork import QLocalServer

        self._ring = ring
        self._callers: list[QLocalSocket] = []
        self._server: QLocalServer = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._somebody)
        name = socket_name(key)
        if not self._server.listen(name):
            # Left behind by a process that was killed; the lock says that it is nobody's.
            QLocalServer.removeServer(name)
            if not self._server.listen(name):
                log.warning("nobody can be heard at the door: %s", self._server.errorString())

    def close(self) -> None:
        """Hear nobody any more."""
        self._server.close()
        for caller in list(self._callers):
            caller.abort()

    def _somebody(self) -> None:
        while (caller := self._server.nextPendingConnection()) is not None:
            # Who may come forward is for the caller to say, so it is told whom it is speaking to.
            caller.write(_line({"pid": os.getpid()}))
            self._callers.append(caller)
            caller.readyRead.connect(self._said_something)
            caller.disconnected.connect(self._went_away)

    def _went_away(self) -> None:
        for caller in [c for c in self._callers if c.state() == c.LocalSocketState.UnconnectedState]:
            self._callers.remove(caller)
            caller.deleteLater()

    def _said_something(self) -> None:
        for caller in list(self._callers):
            if caller.bytesAvailable():
                self._asked(caller)

    def _asked(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            if caller.bytesAvailable() > _LONGEST:
                caller.abort()
            return
        said = _read(caller)
        caller.write(_line({"done": True}))
        caller.flush()
        path = said.get("open")
        self._ring(Path(path) if isinstance(path, str) and path else None)


def first_or_ask(folder: Path, path: Path | None = None, patience: int = PATIENCE) -> Claim | None:
    """The claim on that folder's window; None when another process has it, which came forward and took *path*.

    Raises `Surroundings` where that other one does not answer.
    """
    left = QDeadlineTimer(patience)
    while True:
        claim = Claim(folder)
        if claim.won:
            return claim
        if ask_the_first(claim.key, path):
            return None
        if left.hasExpired():
            raise Surroundings(
                tr(
                    "程序已经开着，但没有回应。请等它忙完；一直不回应，就在任务管理器里结束 FrontDesk 再打开。"
                )
            )
        # It is still on its way to opening the door, or just about to leave.
        QThread.msleep(_TRY_EVERY)


def ask_the_first(key: str, path: Path | None = None) -> bool:
    """Bring the first one's window forward, handing over *path*. False where nobody answered."""
    from PySide6.QtNetwork import QLocalSocket

    caller = QLocalSocket()
    caller.connectToServer(socket_name(key))
    if not caller.waitForConnected(_ONE_STEP):
        return False
    left = QDeadlineTimer(_ANSWER)
    greeting = _wait_for_line(caller, left)
    if not greeting:
        return False
    allow_forward(greeting.get("pid"))
    caller.write(_line({"show": True, "open": str(path.absolute()) if path else ""}))
    caller.flush()
    answered = bool(_wait_for_line(caller, left).get("done"))
    caller.disconnectFromServer()
    return answered


def _wait_for_line(caller: QLocalSocket, left: QDeadlineTimer) -> dict[str, Any]:
    while not caller.canReadLine():
        if left.hasExpired() or not caller.waitForReadyRead(max(1, left.remainingTime())):
            return {}
    return _read(caller)


def _read(caller: QLocalSocket) -> dict[str, Any]:
    try:
        said = json.loads(bytes(caller.readLine(_LONGEST).data()))
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _line(said: dict[str, Any]) -> bytes:
    return json.dumps(said).encode() + b"\n"


def socket_name(key: str) -> str:
    """A pipe on Windows, a socket in the temporary folder elsewhere."""
    return f"FrontDesk-{key}"


def bring_forward(window: QWidget) -> None:
    """Restore a window that was minimised, as it was before, and put it over the others."""
    window.setWindowState(
        (window.windowState() & ~Qt.WindowState.WindowMinimized) | Qt.WindowState.WindowActive
    )
    window.show()
    window.raise_()
    window.activateWindow()


def allow_forward(pid: object) -> None:
    """Windows lets nobody come forward but who has just been clicked, and whom they allow: the second start says so."""
    if sys.platform == "win32" and isinstance(pid, int):
        import ctypes

        ctypes.windll.user32.AllowSetForegroundWindow(pid)


_running: list[int] = []
"""The mutex's handle: never closed, it goes with the process."""


def mark_running() -> None:
    """Let Setup see that the program runs. On Windows only."""
    if sys.platform == "win32" and not _running:
        import ctypes

        create = ctypes.windll.kernel32.CreateMutexW
        create.restype = ctypes.c_void_p
        create.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_wchar_p]
        handle = create(None, 0, MUTEX)
        if handle:
            _running.append(handle)
