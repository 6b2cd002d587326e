"""Somebody at the desk: the program's window on a copy of the demo estate."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from frontdesk.app.demo.pictures import FULL, settle
from frontdesk.app.main_window import MEMORY_FILE, MainWindow
from frontdesk.app.program import Program
from frontdesk.app.selftest.attendant import Asking, over
from frontdesk.app.selftest.steps import NotWhole
from frontdesk.base.store.work import Approval
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.progress import Progress
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.printing import PrintJob
from frontdesk.base.widgets.worker import SameThreadWorker

if TYPE_CHECKING:
    from frontdesk.app.workplace import Workplace
    from frontdesk.base.widgets.desk import Desk

PASSWORD = "demo"
MORNING = datetime(2026, 11, 21, 10, 30).astimezone()


class OnePrinter:
    """A machine with one printer, which takes everything."""

    def printers(self) -> tuple[str, ...]:
        return ("针式打印机",)

    def default(self) -> str:
        return "针式打印机"

    def send(self, job: PrintJob, progress: Progress) -> None:
        progress.step(1, 1, job.title)


class Sitting:
    """The program over a copy of *data*; `dirty` once something has been written, which `renew` puts back.

    *login* "" stays before the sign-in page. *days* moves the clock on.
    """

    def __init__(
        self, data: Path | None, copy: Path, workbook: Path, *, login: str = "", days: int = 0
    ) -> None:
        self._data, self._base, self._workbook = data, copy, workbook
        self._copy, self._times, self._closed = copy, 0, True
        self.login, self._days = login, days
        self.dirty = False
        self.program: Program
        self.asking: Asking
        self._open()

    def _open(self) -> None:
        # A folder of its own each time: Windows takes none away in which something is still being let go of.
        shutil.rmtree(self._base, ignore_errors=True)
        self._times += 1
        self._copy = self._base / str(self._times)
        if self._data is None:
            self._copy.mkdir(parents=True)
        else:
            shutil.copytree(self._data, self._copy, copy_function=shutil.copyfile)
        window = MainWindow(Memory(self._copy / MEMORY_FILE))

        def approve(login: str, password: str, right: str, reason: str) -> Approval:
            return self.program._approve(login, password, right, reason)

        self.asking = Asking(lambda: over(window), approve)
        self.asking.given, self.asking.saved = self._workbook, self._base.parent / "saved"
        self.program = Program(
            self._copy,
            window,
            clock=FixedClock(MORNING + timedelta(days=self._days)),
            worker=SameThreadWorker,
            dialogs=self.asking,
            port=OnePrinter(),
        )
        self.dirty = self._closed = False
        try:
            self._begin(window)
        except BaseException:
            self.close()
            raise

    def _begin(self, window: MainWindow) -> None:
        self.program.begin()
        window.resize(*FULL)
        if self.login:
            if self.program.desk is None or not self.program.sign_in(self.login, PASSWORD):
                raise NotWhole(f"{self.login} cannot sign in")
            self.desk.touched.connect(self._touched)
        settle()

    def _touched(self, _topics: object) -> None:
        self.dirty = True

    @property
    def desk(self) -> Desk:
        """The desk of who has signed in."""
        if self.program.desk is None:
            raise NotWhole("nobody has signed in")
        return self.program.desk

    @property
    def place(self) -> Workplace:
        """The workplace of who has signed in."""
        if self.program.workplace is None:
            raise NotWhole("nobody has signed in")
        return self.program.workplace

    def renew(self) -> None:
        """The data as it was at the beginning, where something has been written since."""
        if self.dirty:
            self.close()
            self._open()

    def fresh(self) -> None:
        """Every page built anew when it is next shown."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()
        self.place.forget_pages()
        settle()

    def close(self) -> None:
        """Let go of everything; nothing the second time."""
        if self._closed:
            return
        self._closed = True
        window = self.program.window
        self.program.close()
        window.may_close = lambda: True
        window.hide()
        window.deleteLater()
        self.program.deleteLater()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.processEvents()
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
