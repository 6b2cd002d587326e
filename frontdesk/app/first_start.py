"""The first start: the wizard's answers carried out on a thread of their own, and who begins then."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from frontdesk.app.setting_up import ADMIN_LOGIN, set_up
from frontdesk.app.wizard import Begin, Beginning, Wizard
from frontdesk.base.values.clock import Clock
from frontdesk.base.values.errors import DeskError, Surroundings
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.worker import WorkerPort

log = logging.getLogger(__name__)


class FirstStart(QObject):
    """`done(beginning, folder)` once the data stands; what goes wrong is said in the wizard, which keeps its typing."""

    done = Signal(object, object)

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        new_worker: Callable[[], WorkerPort],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder, self._clock, self._new_worker = folder, clock, new_worker
        self._worker: WorkerPort | None = None
        self._progress = Progress()
        self.wizard = Wizard()
        self.wizard.finished.connect(self._set_up)

    def _set_up(self, beginning: Beginning) -> None:
        demo = beginning.begin is Begin.DEMO
        self.wizard.busy(tr("正在建立演示小区，要一会儿。") if demo else tr("正在建立数据库。"))
        worker = self._worker = self._new_worker()

        def told(done: int, of: int, words: str) -> None:
            said = tr("正在建立演示小区：{words} {done}/{of}", words=words, done=done, of=of)
            worker.say(lambda: self.wizard.busy(said))

        progress = self._progress = Progress(told)
        worker.run(
            lambda: set_up(self._folder, self._clock, beginning, progress),
            lambda target: self._stands(beginning, target),
            self._failed,
        )

    def _stands(self, beginning: Beginning, target: Path) -> None:
        self.close()
        self.done.emit(beginning, target)

    def _failed(self, error: Exception) -> None:
        self.close()
        if not isinstance(error, DeskError):
            log.error("setting up", exc_info=error)
            words = tr("没有建成，什么也没有留下。请再试一次，仍不行请换一个数据文件夹。")
            error = Surroundings(words)
        self.wizard.failed(error)

    def close(self) -> None:
        """Stop what is being set up at its next step, and let go of its thread; nothing half-made is opened later."""
        self._progress.cancelled.set()
        if self._worker is not None:
            self._worker.close()
            self._worker = None


def begin_as(beginning: Beginning) -> tuple[str, str]:
    """User and password of whoever begins: the administrator just named, or the demo estate's cashier."""
    if beginning.begin is Begin.DEMO:
        from frontdesk.app.demo.estate import PASSWORD, STAFF

        return STAFF[0][0], PASSWORD
    # The password was typed twice a moment ago.
    return ADMIN_LOGIN, beginning.admin_password


def words_for(beginning: Beginning) -> tuple[str, str] | None:
    """What the message bar says first; only the demo estate has to explain itself."""
    if beginning.begin is not Begin.DEMO:
        return None
    from frontdesk.app.demo.estate import PASSWORD, STAFF

    others = "、".join(f"{login}（{role}）" for login, _name, role in STAFF[1:])
    return (
        tr("这是演示小区，您现在是{name}。", name=STAFF[0][1]),
        tr("也可以换成 {others}，密码都是 {password}。", others=others, password=PASSWORD),
    )
