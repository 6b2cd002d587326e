"""The start: application, look, window, who it is; log, crash hook and the rest come once the window stands."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from frontdesk.app.look import kept_look
from frontdesk.app.main_window import MEMORY_FILE, MainWindow, application_icon
from frontdesk.app.places import default_folder
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.theme import apply_theme

if TYPE_CHECKING:
    from frontdesk.app.program import Program
    from frontdesk.app.sign_in import SignInPage
    from frontdesk.base.values.clock import Clock

log = logging.getLogger(__name__)


def open_window(
    data_folder: Path | None, *, clock: Clock | None = None, login: str = "", password: str = ""
) -> int:
    """Open the window on that folder and stay until it is closed; returns the exit status.

    *login* and *password* sign in at once, for the demo estate.
    """
    if not has_display():
        sys.stderr.write(tr("这台电脑没有显示器，窗口打不开；命令仍可以用，例如 frontdesk --help") + "\n")
        return 1
    folder = data_folder if data_folder is not None else default_folder()
    app = application()
    window = first_window(folder)
    app.processEvents()
    from frontdesk.app.early import Loading, early_page

    page = None if login else early_page(folder, window)
    app.processEvents()
    run = _Run(folder, window, page, clock)
    loading = None if page is None else Loading(page, run.begin)
    try:
        if loading is not None:
            loading.start()
        else:
            run.begin()
            if login:
                run.sign_in(login, password)
        return app.exec()
    finally:
        if loading is not None:
            loading.stop()
        run.end()


class _Run:
    """What lives from the moment everything is loaded until the window is closed."""

    def __init__(
        self, folder: Path, window: MainWindow, page: SignInPage | None, clock: Clock | None
    ) -> None:
        self._folder, self._window, self._page, self._clock = folder, window, page, clock
        self._program: Program | None = None
        self._ends: list[Callable[[], None]] = []

    def begin(self) -> None:
        """SQLAlchemy and the pages come now: the window stands already, what is typed waits in Qt's queue."""
        from frontdesk.app.crash import CrashWatch
        from frontdesk.app.ending import EndBySignal
        from frontdesk.app.log import start_log, stop_log
        from frontdesk.app.program import Program

        log_file = start_log(self._folder)
        self._ends.append(stop_log)
        program = self._program = Program(self._folder, self._window, clock=self._clock)
        program.log_file = log_file
        self._ends.append(program.close)
        watch = CrashWatch(log_file, program.keep_typing, lambda: program.window)
        watch.start()
        self._ends.append(watch.stop)
        self._ends.append(EndBySignal(self._window.close).stop)
        program.begin(self._page)
        log.info("the window is open")

    def sign_in(self, login: str, password: str) -> None:
        if self._program is not None and self._program.desk is not None:
            self._program.sign_in(login, password)

    def end(self) -> None:
        """Let go of everything, the last first."""
        while self._ends:
            self._ends.pop()()


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
    app = QApplication(sys.argv[:1])
    app.setApplicationName("FrontDesk")
    app.setApplicationDisplayName(tr("物业前台"))
    app.setDesktopFileName("frontdesk")
    app.setWindowIcon(application_icon())
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
    return app
