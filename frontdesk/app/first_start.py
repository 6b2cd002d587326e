"""The first start: the wizard's answers carried out on a thread of their own, and who begins then."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from frontdesk.app.setting_up import ADMIN_LOGIN, set_up
from frontdesk.app.wizard import Begin, Beginning, Wizard
from frontdesk.base.store.location import location_warning
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import Clock
from frontdesk.base.values.errors import DeskError, Surroundings
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Role
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.ports import Dialogs
from frontdesk.base.widgets.worker import WorkerPort

log = logging.getLogger(__name__)


class FirstStart(QObject):
    """`done(beginning, folder)` once the data stands; what goes wrong is said in the wizard, which keeps its typing."""

    done = Signal(object, object)
    restored = Signal(str)
    """A backup was put into the empty folder; what it is, in words."""

    def __init__(
        self,
        folder: Path,
        clock: Clock,
        new_worker: Callable[[], WorkerPort],
        asking: Callable[[], Dialogs],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._asking = asking
        self._folder, self._clock, self._new_worker = folder, clock, new_worker
        self._worker: WorkerPort | None = None
        self._progress = Progress()
        self.wizard = Wizard()
        self.wizard.finished.connect(self._set_up)
        self.wizard.restore_wanted.connect(self._choose_backup)

    def _place_is_fine(self) -> bool:
        """A network drive or a synced folder is warned against; who knows better goes on."""
        warning = location_warning(self._folder)
        if warning is None:
            return True
        words = tr("{warning}\n\n换地方：关掉窗口，用 --data 指定别的文件夹再打开。", warning=warning)
        return self._asking().confirm(
            words, title=tr("数据放在这里不稳妥"), yes=tr("仍放在这里"), danger=True
        )

    def _set_up(self, beginning: Beginning) -> None:
        demo = beginning.begin is Begin.DEMO
        if not self._place_is_fine():
            return
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

    # -- from a backup --

    def _choose_backup(self) -> None:
        from frontdesk.app.settings.backup_page import pattern

        path = self._asking().choose_open_file(tr("从备份恢复"), pattern())
        if path is not None:
            self.offer(path)

    def offer(self, path: Path) -> None:
        """Ask whether the office begins with that backup, and begin with it. Nothing stands here that could be lost."""
        from frontdesk.app.backing_up import manifest_words, restore_backup
        from frontdesk.base.store.backup import must_fit, read_manifest

        if self._worker is not None:
            # Something is being set up already.
            return
        try:
            manifest = read_manifest(path)
            must_fit(manifest)
        except DeskError as error:
            self.wizard.failed(error)
            return
        backup = manifest_words(manifest)
        words = tr("用这份备份建立数据：{backup}。用户和密码也用备份里的。", backup=backup)
        if not self._asking().confirm(words, title=tr("从备份恢复"), yes=tr("恢复")):
            return
        if not self._place_is_fine():
            return
        worker = self._worker = self._new_worker()
        self.wizard.busy(tr("正在恢复备份。"))

        def told(done: int, of: int, what: str) -> None:
            said = tr("正在恢复备份：{words} {done} %", words=what, done=100 * done // max(of, 1))
            worker.say(lambda: self.wizard.busy(said))

        progress = self._progress = Progress(told)
        actor = Actor(0, tr("第一次使用"), Role.ADMIN)
        worker.run(
            lambda: restore_backup(path, self._folder, self._clock, actor, progress=progress),
            lambda _restored: self._was_restored(backup),
            self._failed,
        )

    def _was_restored(self, backup: str) -> None:
        self.close()
        self.restored.emit(tr("已恢复到：{backup}。请用备份里的用户登录。", backup=backup))

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
