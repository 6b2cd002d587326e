"""The start: who is first, log and crash hook, application, look, window, who it is; the rest comes once it stands."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QSysInfo, Qt, QTranslator, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from frontdesk import __version__
from frontdesk.app.crash_watch import CrashWatch
from frontdesk.app.log import log_folder, start_log, stop_log
from frontdesk.app.look import kept_look
from frontdesk.app.main_window import MEMORY_FILE, MainWindow, application_icon
from frontdesk.app.one_window import Claim, Doorbell, bring_forward, first_or_ask, mark_running
from frontdesk.app.places import data_place
from frontdesk.app.running import RunningMark
from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.theme import apply_theme

if TYPE_CHECKING:
    from frontdesk.app.program import Program
    from frontdesk.app.sign_in import SignInPage
    from frontdesk.base.values.clock import Clock

log = logging.getLogger(__name__)


def open_window(
    data_folder: Path | None,
    *,
    clock: Clock | None = None,
    login: str = "",
    password: str = "",
    backup: Path | None = None,
) -> int:
    """Open the window on that folder and stay until it is closed; returns the exit status.

    Where that folder has its window already, that one comes forward and this start ends with 0. *login* and
    *password* sign in at once, for the demo estate. *backup* was opened from outside: it is asked whether it shall
    be restored, by the window that is there or by this one.
    """
    if not has_display():
        say(tr("这台电脑没有显示器，窗口打不开；命令仍可以用，例如 frontdesk --help"))
        return 1
    folder = data_place(data_folder)
    claim = Claim(folder)
    if not claim.won:
        application()
        try:
            second = first_or_ask(folder, backup)
        except Surroundings as error:
            say_alone(folder, error.text)
            return 1
        if second is None:
            return 0
        claim = second
    mark_running()
    run = _Run(folder, claim, clock)
    try:
        return run.run(login, password, backup)
    except Exception:
        log.critical("the window could not be opened", exc_info=True)
        say_alone(
            folder, tr("程序没有打开。数据没有受影响。请把日志交给管理员：{path}", path=log_folder(folder))
        )
        return 1
    finally:
        run.end()


class _Run:
    """What lives from the first moment until the window is closed."""

    def __init__(self, folder: Path, claim: Claim, clock: Clock | None) -> None:
        self._folder, self._claim, self._clock = folder, claim, clock
        self._ends: list[Callable[[], None]] = [claim.let_go]
        self._log_file = start_log(folder)
        self._ends.append(stop_log)
        self._mark = RunningMark(log_folder(folder), claim.key[:8], __version__)
        self._mark.begin()
        self._ends.append(lambda: log.info("the program ends"))
        self._ends.append(self._mark.end)
        self._page: SignInPage | None = None
        self._backup: Path | None = None
        self._program: Program | None = None

    def run(self, login: str, password: str, backup: Path | None = None) -> int:
        self._backup = backup
        app = application()
        self._window = window = first_window(self._folder)
        # From here on nothing goes wrong unheard; the layer that everything goes through is not loaded yet.
        self._watch = CrashWatch(self._log_file, lambda: 0, lambda: window, window.close)
        self._watch.start()
        self._ends.append(self._watch.stop)
        app.aboutToQuit.connect(self._mark.end)
        log_start(self._mark.left_behind)
        app.processEvents()
        from frontdesk.app.early import Loading, early_page
        from frontdesk.app.ending import EndBySignal

        self._page = None if login else early_page(self._folder, window)
        app.processEvents()
        self._ends.append(EndBySignal(window.close).stop)
        if self._page is not None:
            loading = Loading(self._page, self._begin)
            self._ends.append(loading.stop)
            loading.start()
        else:
            self._begin((lambda: self._sign_in(login, password)) if login else lambda: None)
        return app.exec()

    def _begin(self, then: Callable[[], object] = lambda: None) -> None:
        """SQLAlchemy and the pages come now: the window stands already, what is typed waits in Qt's queue."""
        from frontdesk.app.ending import keep_before_logout
        from frontdesk.app.keeping import FromBefore
        from frontdesk.app.program import Program

        window = self._window
        program = self._program = Program(self._folder, window, clock=self._clock)
        program.log_file = self._log_file
        program.from_before = FromBefore(self._mark.left_behind)
        self._ends.append(program.close)
        self._watch.keep = program.keep_typing
        keep_before_logout(program.keep_typing)
        if self._backup is not None:
            program.restoring.offer(self._backup)
        program.begin(self._page, then)
        door = Doorbell(self._claim.key, self._rung)
        self._ends.append(door.close)
        log.info("the window is open")

    def _rung(self, path: Path | None) -> None:
        log.info("started once more: brought forward")
        bring_forward(self._window)
        if path is not None and self._program is not None:
            self._program.restoring.offer(path)

    def _sign_in(self, login: str, password: str) -> None:
        if self._program is not None:
            self._program.sign_in(login, password)

    def end(self) -> None:
        """Let go of everything, the last first."""
        while self._ends:
            self._ends.pop()()


def log_start(left_behind: str) -> None:
    """Which program this is and what it stands on; what may explain how it looks on that machine."""
    log.info("FrontDesk %s starts: Python %s, Qt %s, %s %s, platform %s", __version__,
             ".".join(map(str, sys.version_info[:3])), qVersion(), QSysInfo.prettyProductName(),
             QSysInfo.kernelVersion(), QGuiApplication.platformName())  # fmt: skip
    for screen in QGuiApplication.screens():
        size = screen.size()
        log.info("screen %d x %d, scale %.2f, %.0f dpi", size.width(), size.height(),
                 screen.devicePixelRatio(), screen.logicalDotsPerInch())  # fmt: skip
    if left_behind:
        log.warning("the run before ended hard; it had begun at %s", left_behind)


def say(words: str) -> None:
    """On the terminal; a windowed program on Windows has none."""
    if sys.stderr is not None:
        sys.stderr.write(words + "\n")


def say_alone(folder: Path, words: str) -> None:
    """In a small dialog of its own, where there is no window to say it in."""
    from frontdesk.base.widgets.dialog import DeskDialog

    say(words)
    apply_theme(application(), kept_look(Memory(folder / MEMORY_FILE)))
    dialog = DeskDialog(tr("物业前台"), words, name="said_alone")
    close = dialog.add_button(tr("知道了"), "Enter", "primary", name="said_alone_close")
    close.clicked.connect(dialog.accept)
    dialog.exec()


def first_window(folder: Path) -> MainWindow:
    """The window in the look chosen on this machine, shown, with nothing in it yet."""
    memory = Memory(folder / MEMORY_FILE)
    apply_theme(application(), kept_look(memory))
    window = MainWindow(memory)
    window.show()
    return window


def has_display() -> bool:
    """Whether a window can be shown at all: Qt ends the process where it cannot."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def application() -> QApplication:
    """Qt's application, dressed and speaking Chinese; the one there is, when there is one."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    if sys.platform == "win32":
        import ctypes

        # Without it the task bar shows the interpreter's icon.
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID("FrontDesk")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    # Screens at 125 % and 150 % get just that; rounded, everything would be a fifth too large or too small.
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("FrontDesk")
    app.setApplicationDisplayName(tr("物业前台"))
    app.setDesktopFileName("frontdesk")
    app.setWindowIcon(application_icon())
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
    return app
