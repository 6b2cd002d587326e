"""One thread beside the window's; what it finds comes back on the window's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from itertools import count
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

T = TypeVar("T")


class WorkerPort(Protocol):
    """What the desk asks of a worker; `SameThreadWorker` stands in for it in tests."""

    def run(
        self, job: Callable[[], T], success: Callable[[T], object], failure: Callable[[Exception], object]
    ) -> None: ...

    def say(self, message: Callable[[], object]) -> None: ...

    def close(self) -> None: ...


class Worker(QObject):
    """One background thread. Jobs run one after another; answers arrive on the thread that owns this object."""

    _ready = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk")
        self._open = True
        self._waiting: dict[int, tuple[Callable[[Any], object], Callable[[Exception], object]]] = {}
        self._tickets = count()
        self._ready.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @Slot(object)
    def _deliver(self, message: Callable[[], object]) -> None:
        if self._open:
            message()

    def say(self, message: Callable[[], object]) -> None:
        """Call *message* on the window's thread soon; may be asked from any thread."""
        if self._open:
            self._ready.emit(message)

    def run(
        self, job: Callable[[], T], success: Callable[[T], object], failure: Callable[[Exception], object]
    ) -> None:
        """Do *job* in the background, then call *success* or *failure* on the window's thread."""
        # The callbacks stay on this thread: what they hold (widgets) must not be let go of on the other one.
        ticket = next(self._tickets)
        self._waiting[ticket] = (success, failure)

        def finished(future: Future[Any]) -> None:
            if not future.cancelled():
                error = future.exception()
                answer = None if error is not None else future.result()
                self.say(partial(self._answer, ticket, answer, error))

        self._pool.submit(job).add_done_callback(finished)

    def _answer(self, ticket: int, answer: Any, error: BaseException | None) -> None:
        success, failure = self._waiting.pop(ticket)
        if error is None:
            success(answer)
        elif isinstance(error, Exception):
            failure(error)

    def close(self) -> None:
        """Let go of what has not begun, wait for what has; nothing is delivered any more."""
        self._open = False
        self._pool.shutdown(wait=True, cancel_futures=True)
        self._waiting.clear()


class SameThreadWorker:
    """Does each job at once, on the caller's thread: for tests and for the command line."""

    def run(
        self, job: Callable[[], T], success: Callable[[T], object], failure: Callable[[Exception], object]
    ) -> None:
        try:
            answer = job()
        except Exception as error:
            failure(error)
        else:
            success(answer)

    def say(self, message: Callable[[], object]) -> None:
        message()

    def close(self) -> None:
        pass
