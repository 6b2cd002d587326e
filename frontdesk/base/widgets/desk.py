"""The desk: what every page gets in its constructor to read, to write, to ask, to tell, and to go elsewhere."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from frontdesk.base.values.clock import Clock
from frontdesk.base.values.errors import (
    Cancelled,
    DeskError,
    NeedsApproval,
    NeedsConfirmation,
    Refused,
)
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.tokens import BUSY_SHOWN_MS, PROGRESS_SHOWN_MS
from frontdesk.base.widgets.worker import Worker, WorkerPort

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from frontdesk.base.store.runner import Runner
    from frontdesk.base.store.work import Actor, Approval, Work

R = TypeVar("R")
C = TypeVar("C")
P = ParamSpec("P")

log = logging.getLogger(__name__)


class Dialogs(Protocol):
    """What must be answered at once. The concrete one is `dialogs.Dialogs`; tests script the answers."""

    def confirm(self, text: str, *, title: str = "", yes: str = "", danger: bool = False) -> bool:
        """Whether the clerk says yes. *yes* is the word on the button, as what it does; *danger* paints it red."""

    def approve(self, right: str, text: str) -> Approval | None:
        """A supervisor's leave for *right*, by their own name and password; None when nobody gives it."""

    def ask_reason(self, title: str, text: str = "", usual: Sequence[str] = ()) -> str | None:
        """A reason in words, not empty; None when the clerk turns back. *usual* ones are offered to pick."""

    def choose_open_file(self, title: str, pattern: str) -> Path | None:
        """A file there is; *pattern* as `Excel 工作簿 (*.xlsx *.xls)`."""

    def choose_save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        """Where to write; *suggested* is the file's name."""


class Messages(Protocol):
    """The message bar as pages use it. The concrete one is `frame.MessageBar`; `QuietMessages` only remembers."""

    def ok(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        """It is done: *text* is said in bold, *detail* follows; *action* is a button with *key* that calls *then*."""

    def warn(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        """Look at it. With an *action* it stays until it is answered or closed."""

    def bad(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        """Refused or failed; stays until closed or the next thing is said."""

    def show_work(self, work: LongWork) -> None:
        """Long work: what it does; how far it is and a way to stop it once `work.slow`."""

    def clear(self) -> None: ...


class ShowsErrors(Protocol):
    """A form as the desk sees it: errors stand beside its fields."""

    def show_errors(self, error: Refused) -> None: ...

    def clear_errors(self) -> None: ...

    def error_words(self) -> str:
        """`要改两处：押金、借给谁。`, or "" when no field of the form is concerned."""

    def focus_first_error(self) -> None: ...


class QuietMessages:
    """Remembers what was said as (tone, text, detail): before the window stands, and in tests."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str, str]] = []
        self.works: list[LongWork] = []

    def ok(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        self.said.append(("ok", text, detail))

    def warn(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        self.said.append(("warn", text, detail))

    def bad(
        self,
        text: str,
        detail: str = "",
        *,
        action: str = "",
        key: str = "Alt+Enter",
        then: Callable[[], object] | None = None,
    ) -> None:
        self.said.append(("bad", text, detail))

    def show_work(self, work: LongWork) -> None:
        self.works.append(work)

    def clear(self) -> None:
        pass


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


class Desk(QObject):
    """Everything a page may ask for. One for a window; handed down, never looked up."""

    touched = Signal(object)
    """frozenset[str]: the topics that a write has touched; pages that show them read again."""
    went = Signal(str, object)
    """(target, dict of arguments): somebody asked to go there; the window listens."""
    actor_changed = Signal(object)

    def __init__(
        self,
        runner: Runner,
        clock: Clock,
        actor: Actor,
        *,
        memory: Memory,
        dialogs: Dialogs,
        messages: Messages | None = None,
        worker: WorkerPort | None = None,
        long_worker: WorkerPort | None = None,
        printing: Any = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.runner = runner
        self.clock = clock
        self.actor = actor
        self.memory = memory
        self.dialogs = dialogs
        self.messages: Messages = messages or QuietMessages()
        self.worker: WorkerPort = worker or Worker(self)
        self._long_worker = long_worker
        self.printing = printing
        self.work: LongWork | None = None
        self._busy = False
        self._asked: dict[str, int] = {}

    def close(self) -> None:
        """Before the program ends: nothing arrives any more, what is remembered is written."""
        self.long_worker.close()
        self.worker.close()
        self.memory.save()

    @property
    def long_worker(self) -> WorkerPort:
        """Where long work runs: a thread of its own where there is one, so that search answers meanwhile (L6)."""
        return self._long_worker or self.worker

    def sign_in(self, actor: Actor) -> None:
        """Somebody else sits here now."""
        self.actor = actor
        self.actor_changed.emit(actor)

    def may(self, right: Right) -> bool:
        """Whether who sits here has *right* without asking anybody."""
        return self.actor.may(right)

    def go(self, target: str, **arguments: Any) -> None:
        """Ask the window to go there: `go("unit", unit_id=7)`, `go("collect", unit_id=7)`, `go("close")` …"""
        self.went.emit(target, arguments)

    # -- reading --

    def read(self, query: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What *query* finds, now, on this thread: for reads of a few milliseconds."""
        return self.runner.read(query, *args, **kwargs)

    def read_later(
        self,
        query: Callable[..., R],
        *args: Any,
        key: str,
        then: Callable[[R], object],
        failed: Callable[[Exception], object] | None = None,
        **kwargs: Any,
    ) -> None:
        """What *query* finds, from the worker, handed to *then*.

        A newer question under the same *key* overtakes an older one: the older answer is dropped, and is not even
        read when it had not begun. An answer for a widget that is gone is dropped as well.
        """
        number = self._asked.get(key, 0) + 1
        self._asked[key] = number

        def overtaken() -> bool:
            return self._asked.get(key) != number

        def job() -> tuple[R] | None:
            return None if overtaken() else (self.runner.read(query, *args, **kwargs),)

        def success(answer: tuple[R] | None) -> None:
            if answer is not None and not overtaken() and _alive(then):
                then(answer[0])

        def failure(error: Exception) -> None:
            if overtaken() or not _alive(then):
                return
            self.tell(error)
            if failed is not None:
                failed(error)

        self.worker.run(job, success, failure)

    def forget(self, key: str) -> None:
        """Whatever was asked under *key* is not wanted any more."""
        self._asked[key] = self._asked.get(key, 0) + 1

    # -- writing --

    def run(
        self,
        service: Callable[[Work, C], R],
        command: C,
        *,
        then: Callable[[R], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        form: ShowsErrors | None = None,
    ) -> None:
        """Write, now. What the service asks (yes, a supervisor) is asked and it runs again; errors are told.

        *then* gets the result after the pages have read again; *failed* the error after it has been told. A call
        while another is under way does nothing (T23). Turning back at a question calls neither.
        """
        if self._busy:
            return
        self._busy = True
        try:
            done = self._ask_until_done(
                lambda c, a: self.runner.run(service, command, actor=self.actor, confirmed=c, approval=a)
            )
        except Exception as error:
            self._busy = False
            self.tell(error, form)
            if failed is not None:
                failed(error)
            return
        self._busy = False
        if done is not None:
            self._wrote(done, then, form)

    @property
    def busy(self) -> bool:
        """A write is under way, perhaps waiting for an answer."""
        return self._busy

    def _ask_until_done(self, attempt: Callable[[frozenset[str], Approval | None], Any]) -> Any:
        confirmed: frozenset[str] = frozenset()
        approval: Approval | None = None
        while True:
            try:
                return attempt(confirmed, approval)
            except (NeedsConfirmation, NeedsApproval) as asks:
                answer = self._answer(asks)
                if answer is None:
                    return None
                if isinstance(answer, str):
                    confirmed |= {answer}
                else:
                    approval = answer

    def _answer(self, asks: NeedsConfirmation | NeedsApproval) -> str | Approval | None:
        """The key that was said yes to, a supervisor's leave, or None: the clerk turned back."""
        if isinstance(asks, NeedsConfirmation):
            return asks.key if self.dialogs.confirm(asks.text) else None
        return self.dialogs.approve(asks.right, asks.text)

    def _wrote(self, done: Any, then: Callable[[Any], object] | None, form: ShowsErrors | None) -> None:
        if form is not None:
            form.clear_errors()
        if done.touched:
            self.touched.emit(done.touched)
        if then is not None and _alive(then):
            then(done.value)

    def run_long(
        self,
        service: Callable[[Work, C], R],
        command: C,
        *,
        title: str,
        then: Callable[[R], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Write on the worker with its own session: billing, import, a batch.

        Says what it does after 0.3 s; from 2 s on how far it is, and it can be cancelled, which rolls all of it
        back (L6). Questions are asked as in `run`. A call while another write is under way does nothing.
        """
        confirmed: set[str] = set()
        approval: list[Approval | None] = [None]

        def attempt(progress: Progress) -> Any:
            return self.runner.run(
                service,
                command,
                actor=actor,
                confirmed=frozenset(confirmed),
                approval=approval[0],
                progress=progress,
            )

        def asked(error: Exception) -> None:
            if isinstance(error, NeedsConfirmation | NeedsApproval):
                answer = self._answer(error)
                if isinstance(answer, str):
                    confirmed.add(answer)
                elif answer is not None:
                    approval[0] = answer
                if answer is not None:
                    self.run_job(attempt, title=title, then=wrote, asked=asked, failed=failed)
                return
            self.tell(error)
            if failed is not None:
                failed(error)

        def wrote(done: Any) -> None:
            self._wrote(done, then, None)

        actor = self.actor
        self.run_job(attempt, title=title, then=wrote, asked=asked, failed=failed)

    def run_job(
        self,
        job: Callable[[Progress], R],
        *,
        title: str,
        then: Callable[[R], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        asked: Callable[[Exception], object] | None = None,
    ) -> None:
        """Any long work on the worker (drawing a batch, a backup), shown and cancellable as in `run_long`.

        *asked* takes over the telling of errors.
        """
        if self._busy:
            return
        self._busy = True
        work = LongWork(title, self.long_worker)
        self.work = work
        work.lasts.connect(self._show_work)
        work.begin()
        progress = work.progress

        def end() -> None:
            self._busy = False
            self.work = None
            work.finish()

        def success(value: R) -> None:
            end()
            if then is not None and _alive(then):
                then(value)

        def failure(error: Exception) -> None:
            end()
            if asked is not None:
                asked(error)
                return
            self.tell(error)
            if failed is not None:
                failed(error)

        self.long_worker.run(lambda: job(progress), success, failure)

    def _show_work(self) -> None:
        if self.work is not None:
            self.messages.show_work(self.work)

    # -- telling --

    def tell(self, error: Exception, form: ShowsErrors | None = None) -> None:
        """Say an error in words: beside the fields it belongs to, and in the message bar. Defects are logged."""
        if isinstance(error, Cancelled):
            self.messages.warn(error.text)
        elif isinstance(error, Refused) and form is not None:
            form.show_errors(error)
            words = form.error_words()
            if words:
                self.messages.bad(
                    tr("没有保存。"),
                    words,
                    action=tr("到第一处"),
                    key="Alt+Down",
                    then=form.focus_first_error,
                )
            else:
                self.messages.bad(*_sentences(error.text))
        elif isinstance(error, DeskError):
            self.messages.bad(*_sentences(error.text))
        else:
            log.error("defect", exc_info=error)
            self.messages.bad(
                tr("这一步没有做成，数据没有改动。"),
                tr("程序出了意外，已记在日志里。请再试一次，仍不行请把日志交给管理员。"),
            )


def _alive(call: Callable[..., object]) -> bool:
    """False for a method of a widget that has been deleted while the answer was on its way."""
    owner = getattr(call, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


def _sentences(text: str) -> tuple[str, str]:
    """The first sentence, said in bold, and what follows it."""
    head, stop, rest = text.partition("。")
    return head + stop, rest.strip()
