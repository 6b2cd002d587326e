"""One piece of work on the worker's thread, as the window watches it (L6)."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from functools import partial
from threading import Event

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from frontdesk.base.values.progress import Progress
from frontdesk.base.widgets.tokens import BUSY_SHOWN_MS, PROGRESS_SHOWN_MS
from frontdesk.base.widgets.worker import WorkerPort


class LongWork(QObject):
    """One piece of work on the worker's thread, as the window watches it."""

    progressed = Signal(int, int, str)
    """Done, of how many, words."""
    lasts = Signal()
    """It is not over after 0.3 s: say what is being done."""
    slow_now = Signal()
    """Nor after 2 s: show how far it is, and the way to stop it."""
    finished = Signal()

    def __init__(self, title: str, worker: WorkerPort) -> None:
        super().__init__()
        self.title = title
        self.done, self.of, self.words = 0, 0, ""
        self.slow = False
        self.over = False
        self._cancel = Event()
        self.progress = Progress(_reporter(worker, weakref.ref(self)), self._cancel)

        # Timers of its own, which go with it: a single shot on one of its methods would not keep it alive.
        self._wait, self._patience = QTimer(self), QTimer(self)
        for timer, after, then in (
            (self._wait, BUSY_SHOWN_MS, self.lasts.emit),
            (self._patience, PROGRESS_SHOWN_MS, self.become_slow),
        ):
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(then)

    def begin(self) -> None:
        """The time runs from now."""
        self._wait.start()
        self._patience.start()

    def arrived(self, done: int, of: int, words: str) -> None:
        """How far it is now; called on the window's thread."""
        if not self.over:
            self.done, self.of, self.words = done, of, words
            self.progressed.emit(done, of, words)

    def cancel(self) -> None:
        """Stop at the next step; everything is rolled back."""
        self._cancel.set()

    @property
    def cancelling(self) -> bool:
        return self._cancel.is_set()

    def become_slow(self) -> None:
        """From now on show how far it is, and the way to stop it (L6)."""
        if not self.over:
            self.slow = True
            self.slow_now.emit()

    def finish(self) -> None:
        self.over = True
        self._wait.stop()
        self._patience.stop()
        self.finished.emit()


def _reporter(worker: WorkerPort, work: weakref.ref[LongWork]) -> Callable[[int, int, str], None]:
    """What the worker's thread calls: it never holds the work itself, a Qt object that belongs to the window."""

    def deliver(done: int, of: int, words: str) -> None:
        shown = work()
        if shown is not None and isValid(shown):
            shown.arrived(done, of, words)

    return lambda done, of, words: worker.say(partial(deliver, done, of, words))
