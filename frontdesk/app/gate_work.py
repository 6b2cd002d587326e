"""Long work upon data that nobody has open (an upgrade, a restore): a calm page says what is done, a thread does it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from frontdesk.app.gate import Gate
from frontdesk.base.values.errors import DeskError, Surroundings
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.worker import WorkerPort

T = TypeVar("T")

log = logging.getLogger(__name__)


class GateWork(QObject):
    """One piece of it. *show* puts the page into the window."""

    def __init__(
        self,
        new_worker: Callable[[], WorkerPort],
        show: Callable[[QWidget], object],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._new_worker, self._show = new_worker, show
        self._worker: WorkerPort | None = None
        self._progress = Progress()

    def run(
        self,
        title: str,
        words: str,
        job: Callable[[Progress], T],
        then: Callable[[T], object],
        failed: Callable[[DeskError], object],
    ) -> None:
        """Do *job* behind a page; *then* or *failed* follows on this thread."""
        page = Gate("ph.clock-counter-clockwise", title, words, name="gate_work_page")
        how_far = Words("", "body", "text2", parent=page)
        how_far.setObjectName("gate_work_progress")
        page.column.addWidget(how_far)
        self._show(page)
        worker = self._worker = self._new_worker()

        def told(done: int, of: int, what: str) -> None:
            worker.say(lambda: how_far.setText(f"{what} {100 * done // max(of, 1)} %"))

        progress = self._progress = Progress(told)

        def success(value: T) -> None:
            self.close()
            then(value)

        def failure(error: Exception) -> None:
            self.close()
            if not isinstance(error, DeskError):
                log.error("behind the gate", exc_info=error)
                error = Surroundings(tr("程序出了意外，没有做成，数据还是原来的样子。请把日志交给管理员"))
            failed(error)

        worker.run(lambda: job(progress), success, failure)

    def close(self) -> None:
        """Give up what is being done at its next step, and let go of its thread."""
        self._progress.cancelled.set()
        if self._worker is not None:
            self._worker.close()
            self._worker = None
