"""Sees to it that there are backups: one on the first sign-in of a day and one after each day's close, quietly.

What does not succeed, and a last good backup that is too old, is said in the message bar; where the data itself
lies badly is said to the administrator.
"""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from sqlalchemy import text
from sqlalchemy.orm import Session

from frontdesk.app.backing_up import back_up, backup_facts
from frontdesk.base.store.backup import Made, Why
from frontdesk.base.store.location import location_warning
from frontdesk.base.store.shelf import TOO_OLD, days_without, due
from frontdesk.base.values.errors import Cancelled, DeskError
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.worker import WorkerPort

log = logging.getLogger(__name__)

WAIT_MS = 3_000
"""After somebody signed in: their first page comes first."""


def last_close(session: Session) -> int:
    """A number that grows with each day's close."""
    return int(session.scalar(text("SELECT max(id) FROM shift_close")) or 0)


class BackupWatch(QObject):
    """For one open data folder; *worker* is its own, so that the clerk's long work does not wait behind a backup."""

    def __init__(self, desk: Desk, folder: Path, worker: WorkerPort, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._folder, self._worker = desk, folder, worker
        self._progress = Progress()
        self._closes = 0
        self._making: Why | None = None
        self._again = False
        self.timer = QTimer(self)
        self.timer.setSingleShot(True)
        self.timer.setInterval(WAIT_MS)
        self.timer.timeout.connect(self.look)

    def close(self, *, at_the_end: bool = False) -> None:
        """Nothing begins any more; what is being made is given up at its next step, and leaves nothing.

        *at_the_end* of the program, the window gone already, the one after a day's close is finished first: people
        close the day and go home.
        """
        self.timer.stop()
        if not (at_the_end and self._making is Why.CLOSE):
            self._progress.cancelled.set()
        self._worker.close()

    def signed_in(self) -> None:
        """Somebody sits down: soon it is looked whether a backup is due."""
        if not self._desk.runner.db.is_sqlite:
            return
        if self._desk.may(Right.SETTINGS):
            warning = location_warning(self._folder)
            if warning:
                self._desk.messages.warn(tr("数据放在不稳妥的地方。"), warning)
        self._closes = self._desk.read(last_close)
        self.timer.start()

    def heard(self, topics: frozenset[str]) -> None:
        """Something was written; after a day's close the day's last backup is made."""
        if "shifts" not in topics or not self._desk.runner.db.is_sqlite:
            return
        closes = self._desk.read(last_close)
        if closes != self._closes:
            self._closes = closes
            if self._desk.read(backup_facts).daily:
                self._make(Why.CLOSE)

    def look(self) -> None:
        """Make today's when it is due and wanted; else say when the last one is too old."""
        if self._desk.read(backup_facts).daily and due(self._folder, self._desk.clock.now()):
            self._make(Why.DAILY)
        else:
            self._say_when_too_old()

    def _make(self, why: Why) -> None:
        if self._making is not None:
            # A close while the morning's is still being made: once more when it is done.
            self._again = True
            return
        self._making = why
        runner, folder, by, progress = self._desk.runner, self._folder, self._desk.actor.name, self._progress
        self._worker.run(
            partial(back_up, folder, runner, by=by, why=why, progress=progress), self._made, self._failed
        )

    def _made(self, done: tuple[Made, str]) -> None:
        made, warning = done
        log.info("backed up: %s", made.path.name)
        self._desk.touched.emit(frozenset({"backups"}))
        if warning:
            log.warning("the second copy: %s", warning)
            self._say(tr("备份做好了，第二处没有存成。"), warning)
        self._end()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._making = None
            return
        if isinstance(error, DeskError):
            log.warning("no backup: %s", error.text)
            words = error.text
        else:
            log.error("no backup", exc_info=error)
            words = tr("程序出了意外，已记在日志里。数据没有受影响。")
        self._desk.touched.emit(frozenset({"backups"}))
        self._say(tr("自动备份没有做成。"), words)
        self._end()

    def _end(self) -> None:
        self._making = None
        again, self._again = self._again, False
        if again:
            self._make(Why.CLOSE)

    def _say_when_too_old(self) -> None:
        days = days_without(self._folder, self._desk.clock.now())
        if days is None:
            self._say(tr("还没有备份。"), tr("磁盘坏了数据就没有了，请现在做一份。"))
        elif days > TOO_OLD:
            self._say(tr("已有 {n} 天没有备份。", n=days), tr("磁盘坏了会丢掉这几天的数据，请现在做一份。"))

    def _say(self, words: str, detail: str) -> None:
        self._desk.messages.warn(
            words,
            detail,
            action=tr("看备份"),
            then=lambda: self._desk.go("settings", sheet="backup"),
        )
