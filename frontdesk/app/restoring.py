"""Restoring a backup in the window: one that was opened from outside, one from the list, one where nothing opens."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from frontdesk.app.gate import Gate
from frontdesk.app.sign_in import SignInPage
from frontdesk.base.store.work import Actor
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.rights import Role
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton

if TYPE_CHECKING:
    from frontdesk.app.program import Program
    from frontdesk.base.store.backup import Restored

log = logging.getLogger(__name__)


class Restoring(QObject):
    """Of one run of the window. The data is closed for it, so it is done behind a page, and everybody signs in anew."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self.offered: Path | None = None
        self._words = ""

    def offer(self, path: Path) -> None:
        """A backup was opened from outside (a double click): ask about it as soon as somebody may be asked."""
        self.offered = path
        self.ask()

    def ask(self) -> None:
        """About the one that waits, if somebody may be asked now: the first start, or who sits at the desk."""
        program, path = self._program, self.offered
        if path is None:
            return
        if program.first is not None:
            self.offered = None
            program.first.offer(path)
        elif program.desk is not None and program.workplace is not None and program.gate is None:
            self.offered = None
            program.desk.go("settings", sheet="backup", restore=path)

    def restore(self, path: Path, actor: Actor) -> None:
        """Put that backup in the place of the data that is open now, for *actor*, who may."""
        self._program.keep_typing()
        # Whoever asked stands on a page that goes with the data.
        QTimer.singleShot(0, self, lambda: self._restore(path, actor))

    def _restore(self, path: Path, actor: Actor) -> None:
        from frontdesk.app.backing_up import manifest_words, restore_backup

        program = self._program
        folder, clock = program.folder, program.clock
        program.close_data()

        def done(restored: Restored) -> None:
            log.info("restored %s", path.name)
            self.was_restored(tr("已恢复到：{backup}。", backup=manifest_words(restored.manifest)))

        def failed(error: DeskError) -> None:
            if program.open_folder(folder) and isinstance(program.gate, SignInPage):
                program.gate.show_error(error)

        program.gate_work.run(
            tr("正在恢复"),
            tr("先核对备份，再把现在的数据备份一份，然后换上。中途断电也不会丢数据。"),
            lambda progress: restore_backup(path, folder, clock, actor, progress=progress),
            done,
            failed,
        )

    def was_restored(self, words: str) -> None:
        """It stands: open it, and say so where they sign in."""
        self._words = words
        self._program.first = None
        self._program.open_folder(self._program.folder)

    def say(self, page: SignInPage) -> None:
        """On the sign-in page, once: what was restored."""
        words, self._words = self._words, ""
        if words:
            page.words.setText(words)
            page.words.show()

    # -- where nothing opens --

    def button_for(self, page: Gate) -> KeyButton:
        """The way out on the page that says why the data cannot be opened."""
        button = KeyButton(tr("从备份恢复…"), "F6", name="cannot_open_restore")
        button.clicked.connect(lambda: self._restore_unopened(page))
        return button

    def _restore_unopened(self, page: Gate) -> None:
        """Nobody can sign in, so whoever sits at this machine may put a backup back."""
        from frontdesk.app.backing_up import manifest_words, refuse_on_server
        from frontdesk.app.settings.backup_page import pattern
        from frontdesk.base.store.backup import must_fit, read_manifest

        asks = self._program.asking()
        page.clear_errors()
        path, self.offered = self.offered, None
        try:
            refuse_on_server(self._program.folder)
            path = path or asks.choose_open_file(tr("从备份恢复"), pattern())
            if path is None:
                return
            manifest = read_manifest(path)
            must_fit(manifest)
        except DeskError as error:
            page.show_error(error)
            return
        words = tr(
            "用这份备份换掉打不开的数据：{backup}。那以后登记的都不在了；打不开的文件会留在备份文件夹里。",
            backup=manifest_words(manifest),
        )
        if asks.confirm(words, title=tr("恢复这份备份吗"), yes=tr("恢复"), danger=True):
            self._restore(path, Actor(0, tr("这台电脑的使用者"), Role.ADMIN))
