"""Runs one command as one transaction with one entry in the audit trail."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Concatenate, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from frontdesk.base.store.audit import Recorder
from frontdesk.base.store.database import Database
from frontdesk.base.store.work import Actor, Approval, Done, Work
from frontdesk.base.values.clock import Clock
from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr

C = TypeVar("C")
R = TypeVar("R")
P = ParamSpec("P")

log = logging.getLogger("frontdesk.done")
"""What was done, for the log: which command, by whom, how long, how it ended. Never what it was given."""


class Runner:
    """The one way to the database for the window and for the command line."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self.db = db
        self.clock = clock

    def run(
        self,
        service: Callable[[Work, C], R],
        command: C,
        *,
        actor: Actor,
        confirmed: frozenset[str] = frozenset(),
        approval: Approval | None = None,
        progress: Progress | None = None,
    ) -> Done[R]:
        """Everything the service wrote stands, or nothing of it.

        Raises the service's own `DeskError`s, or `Surroundings` when the database could not be written.
        """
        action = f"{service.__module__}.{service.__qualname__}"
        begun = time.perf_counter()
        try:
            with told_in_words(), self.db.write() as session:
                recorder = Recorder(session)
                work = Work(session, actor, self.clock, confirmed, approval, progress or Progress())
                value = service(work, command)
                session.flush()
                recorder.write(work, action, command)
                touched = frozenset(work.touched)
        except Exception as error:
            _log(action, actor, begun, _ending(error))
            raise
        _log(action, actor, begun, "ok")
        return Done(value, touched)

    def read(self, query: Callable[Concatenate[Session, P], R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What *query* finds, on a session that cannot write."""
        with told_in_words(), self.db.read() as session:
            return query(session, *args, **kwargs)


def _log(action: str, actor: Actor, begun: float, ending: str) -> None:
    took = (time.perf_counter() - begun) * 1000
    log.info("%s by %s/%s in %.0f ms: %s", action, actor.id, actor.login or "-", took, ending)


def _ending(error: Exception) -> str:
    """`Refused login`: the sort of error and the field, right or question it names; its words may name people."""
    about = getattr(error, "field", None) or getattr(error, "right", None) or getattr(error, "key", None)
    return f"{type(error).__name__} {about}" if about else type(error).__name__


@contextmanager
def told_in_words() -> Iterator[None]:
    """Turn what the machine does to us (full disk, lock, lost server) into words; leave defects as they are."""
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        words = _surroundings(str(getattr(error, "orig", None) or error))
        if words is None:
            raise
        raise Surroundings(words) from error


def _surroundings(message: str) -> str | None:
    if "database is locked" in message or "database table is locked" in message:
        return tr("数据库正被别的程序占用，这一步没有存。请稍等再试一次")
    if "disk is full" in message or "No space left" in message:
        return tr("磁盘满了，这一步没有存。请腾出空间后再试一次")
    if "readonly database" in message or "unable to open database" in message:
        return tr("数据文件夹不能写入，这一步没有存。请检查文件夹的权限")
    if "disk I/O error" in message:
        return tr("磁盘读写出错，这一步没有存。请检查磁盘，并尽快备份")
    if "malformed" in message or "not a database" in message:
        return tr("数据库文件已损坏，不能打开。请用最近的备份恢复")
    if "connection" in message and ("refused" in message or "closed" in message or "lost" in message):
        return tr("连不上数据库服务器，这一步没有存。请检查网络后再试一次")
    return None
