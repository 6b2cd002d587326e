"""The desk: what every page gets in its constructor to read, to write, to ask, to tell, and to go elsewhere."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal
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
from frontdesk.base.widgets.long_work import LongWork
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.ports import Dialogs, Messages, QuietMessages, ShowsErrors
from frontdesk.base.widgets.worker import Worker, WorkerPort

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from frontdesk.base.store.runner import Runner
    from frontdesk.base.store.work import Actor, Approval, Work

__all__ = ["Desk", "Dialogs", "LongWork", "Messages", "QuietMessages", "ShowsErrors"]

R = TypeVar("R")
C = TypeVar("C")
P = ParamSpec("P")

log = logging.getLogger(__name__)


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
