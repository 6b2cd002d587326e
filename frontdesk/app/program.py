"""One run of the window: from the first question to the end. What is open, who sits here, the lock."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from frontdesk.app.backup_watch import BackupWatch
from frontdesk.app.folder import has_database, needs_upgrade, open_database
from frontdesk.app.gate import Gate
from frontdesk.app.gate_work import GateWork
from frontdesk.app.keeping import FromBefore, TypingKeeper, keep_typing
from frontdesk.app.lock import IdleWatch, LockOverDialogs, LockPage
from frontdesk.app.main_window import MEMORY_FILE, MainWindow
from frontdesk.app.restoring import Restoring
from frontdesk.app.sign_in import LAST_LOGIN, SignInPage
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.users import approve, sign_in
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.clock import Clock, SystemClock
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.rights import Right, Role
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk, Dialogs
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.worker import Worker, WorkerPort

if TYPE_CHECKING:
    from frontdesk.app.first_start import FirstStart
    from frontdesk.app.tabs import TabEntry
    from frontdesk.app.wizard import Beginning
    from frontdesk.app.workplace import Workplace
    from frontdesk.areas.cashdesk.queries import ShiftRow
    from frontdesk.base.store.database import Database
    from frontdesk.base.widgets.printing import PrinterPort

log = logging.getLogger(__name__)

NOBODY = Actor(0, "", Role.SERVICE)
PATIENCE = 2.0
"""Seconds a press may wait for another program to let go of the database: then it is said in words (L6)."""


def stale_title(shift: ShiftRow) -> str:
    """`2026-11-20 的早班还没有日结`."""
    return tr("{day} 的{shift}还没有日结", day=shift.business_on.isoformat(), shift=shift.name)


class Program(QObject):
    """Holds what is open and who sits here; *window* shows one thing at a time."""

    def __init__(
        self,
        folder: Path,
        window: MainWindow,
        *,
        clock: Clock | None = None,
        worker: Callable[[], WorkerPort] | None = None,
        dialogs: Dialogs | None = None,
        port: PrinterPort | None = None,
        tabs: tuple[TabEntry, ...] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = folder
        self.clock: Clock = clock or SystemClock()
        self.log_file: Path | None = None
        self.from_before = FromBefore("")
        self.keeper: TypingKeeper | None = None
        self.backups: BackupWatch | None = None
        self._new_worker = worker or Worker
        self._dialogs = dialogs
        self._port = port
        self._tabs = tabs
        self.memory = window.memory
        self.window = window
        self.window.may_close = self._may_close
        self.window.leaving.connect(self._leaving)
        self.desk: Desk | None = None
        self.workplace: Workplace | None = None
        self.gate: QWidget | None = None
        self._early: SignInPage | None = None
        self.login = ""
        self.locked = False
        self._db: Database | None = None
        self._lock_page: LockPage | None = None
        self._over: LockOverDialogs | None = None
        self._first_target = ""
        self._day = self.clock.today()
        self.first: FirstStart | None = None
        self.gate_work = GateWork(self._new_worker, self.show_gate, self)
        self.restoring = Restoring(self)
        self.idle = IdleWatch(self.clock, self)
        self.idle.idle.connect(self.lock)

    # -- the start --

    def begin(self, page: SignInPage | None = None, then: Callable[[], object] = lambda: None) -> None:
        """Show the window: the first start's questions, or who sits here. *then* follows once the data is open.

        *page* is one that is shown already; what has been typed into it stays.
        """
        self.gate = self._early = page
        if has_database(self.folder):
            self.open_folder(self.folder, then)
        else:
            self._ask_first()
        self.window.show()

    def open_folder(self, folder: Path, then: Callable[[], object] = lambda: None) -> bool:
        """Open the data there, ask who it is, and call *then*. False where it cannot be opened, which is said, and
        where an older program's data is brought up to date first: it is opened when that is done."""
        self.close_data()
        self.folder = folder
        try:
            if needs_upgrade(folder):
                self._upgrade(then)
                return False
            db = open_database(folder, patience=PATIENCE)
        except DeskError as error:
            self._say_cannot_open(error)
            return False
        self._db = db
        self.memory = self.window.memory = Memory(folder / MEMORY_FILE)
        runner = Runner(db, self.clock)
        self.desk = Desk(
            runner,
            self.clock,
            NOBODY,
            memory=self.memory,
            dialogs=self.asking(),
            worker=self._new_worker(),
            long_worker=self._new_worker(),
            parent=self,
        )
        try:
            self._ask_who()
        except DeskError as error:
            self._say_cannot_open(error)
            return False
        then()
        return True

    def _upgrade(self, then: Callable[[], object]) -> None:
        folder = self.folder

        def bring_up_to_date(progress: Progress) -> None:
            open_database(folder, progress=progress).close()

        self.gate_work.run(
            tr("正在升级数据"),
            tr("数据是旧版程序的，先留一份备份，再升级到本版。请稍等，不要关机。"),
            bring_up_to_date,
            lambda _none: self.open_folder(folder, then),
            self._say_cannot_open,
        )

    def show_gate(self, gate: QWidget) -> None:
        """That page in the window, instead of the one before it."""
        before, self.gate = self.gate, gate
        self.window.display(gate)
        if before is not None and before is not gate:
            self.window.drop(before)

    def _drop_gate(self) -> None:
        gate, self.gate = self.gate, None
        if gate is not None:
            self.window.drop(gate)

    def _say_cannot_open(self, error: DeskError) -> None:
        self.close_data()
        page = Gate("ph.warning-circle", tr("数据打不开"), error.text, name="cannot_open_page")
        again = KeyButton(tr("再试一次"), "F5", "primary", name="cannot_open_again")
        again.clicked.connect(lambda: self.open_folder(self.folder))
        leave = KeyButton(tr("退出"), "Esc", name="cannot_open_leave")
        leave.clicked.connect(self.window.close)
        page.add_buttons(again, self.restoring.button_for(page), leave)
        page.add_wrong()
        self.show_gate(page)

    def asking(self) -> Dialogs:
        """What must be answered at once, before anybody has signed in too."""
        if self._dialogs is None:
            from frontdesk.base.widgets.dialogs import Dialogs as Asking

            self._dialogs = Asking(self._asked_over, self._approve, self.memory)
        return self._dialogs

    # -- the first start --

    def _ask_first(self) -> None:
        from frontdesk.app.first_start import FirstStart

        self.first = FirstStart(self.folder, self.clock, self._new_worker, self.asking, self)
        self.first.done.connect(self._was_set_up)
        self.first.restored.connect(self.restoring.was_restored)
        self.show_gate(self.first.wizard)
        self.restoring.ask()

    def _was_set_up(self, beginning: Beginning, target: Path) -> None:
        self.first = None
        self.open_folder(target, lambda: self._begin_with(beginning))

    def _begin_with(self, beginning: Beginning) -> None:
        from frontdesk.app.first_start import begin_as, words_for
        from frontdesk.app.wizard import Begin

        self._first_target = "import" if beginning.begin is Begin.IMPORT else ""
        if self.sign_in(*begin_as(beginning)) and self.desk is not None:
            words = words_for(beginning)
            if words:
                self.desk.messages.ok(*words)

    # -- who sits here --

    def _check(self, login: str, password: str) -> Actor:
        assert self.desk is not None
        return self.desk.read(sign_in, login, password)

    def _approve(self, login: str, password: str, right: str, reason: str) -> Approval:
        assert self.desk is not None
        return self.desk.read(approve, login, password, right, reason)

    def _asked_over(self) -> QWidget | None:
        return QApplication.activeModalWidget() or self.window

    def _ask_who(self) -> None:
        from frontdesk.app.settings.facts import estate_name

        assert self.desk is not None
        page, self._early = self._early, None
        if page is None:
            page = SignInPage(self._check)
            page.ask(self.desk.read(estate_name), str(self.memory.get(LAST_LOGIN, "")))
        page.check = self._check
        self.restoring.say(page)
        page.signed_in.connect(self._signed_in)
        self.show_gate(page)
        self.window.setWindowTitle(tr("物业前台"))

    def sign_in(self, login: str, password: str) -> bool:
        """Sign in without asking. False when it does not fit, and then the page asks."""
        try:
            actor = self._check(login, password)
        except DeskError as error:
            if isinstance(self.gate, SignInPage):
                self.gate.show_error(error)
            return False
        self._signed_in(actor, login)
        return True

    def _signed_in(self, actor: Actor, login: str) -> None:
        desk = self.desk
        assert desk is not None
        self.login = login
        log.info("signed in: %s/%s, %s", actor.id, login, actor.role.name)
        self.memory.set(LAST_LOGIN, login)
        self.memory.save()
        if desk.printing is None:
            from frontdesk.base.widgets.printing import Printing

            desk.printing = Printing(self.memory, self._port, self._new_worker())
        desk.sign_in(actor)
        if self.workplace is None:
            self.workplace = self._new_workplace(desk)
        self._say_stale_first()

    def _new_workplace(self, desk: Desk) -> Workplace:
        from frontdesk.app.office import furnish

        workplace = furnish(self, desk, self._tabs)
        self.keeper = TypingKeeper(desk, workplace, self._new_worker(), self)
        desk.touched.connect(self._heard)
        self.backups = BackupWatch(desk, self.folder, self._new_worker(), self)
        desk.touched.connect(self.backups.heard)
        return workplace

    def _stale(self) -> ShiftRow | None:
        """The shift of who sits here that was left open on an earlier day."""
        from frontdesk.areas.cashdesk.queries import stale_shift

        desk = self.desk
        assert desk is not None
        if not desk.may(Right.COLLECT):
            return None
        return desk.read(stale_shift, desk.actor.id, self.clock.today())

    def _say_stale_first(self) -> None:
        """A shift left open on an earlier day is said before anything else (M7.6)."""
        stale = self._stale()
        self._day = self.clock.today()
        if stale is None:
            self._work()
            return
        page = Gate(
            "ph.clock",
            stale_title(stale),
            tr(
                "这个班的钱和收据都记在 {day}。先把它结了，再开今天的班；先办别的也可以，收款要等日结以后。",
                day=stale.business_on.isoformat(),
            ),
            name="stale_shift_page",
        )
        close = KeyButton(tr("去日结"), "Enter", "primary", name="stale_close")
        close.clicked.connect(lambda: self._work("close"))
        later = KeyButton(tr("先办别的"), "Esc", name="stale_later")
        later.clicked.connect(lambda: self._work(""))
        page.add_buttons(close, later)
        self.show_gate(page)

    def _say_new_day(self) -> None:
        """The desk was locked over midnight: the same, without putting aside what is being typed."""
        desk = self.desk
        assert desk is not None
        if self._day == self.clock.today():
            return
        self._day = self.clock.today()
        stale = self._stale()
        if stale is not None:
            desk.messages.warn(stale_title(stale) + "。", action=tr("去日结"), then=lambda: desk.go("close"))

    def _work(self, target: str = "") -> None:
        workplace, desk = self.workplace, self.desk
        assert workplace is not None
        assert desk is not None
        workplace.begin()
        self.window.display(workplace)
        self._drop_gate()
        self.locked = False
        self._watch()
        target, self._first_target = target or self._first_target, ""
        if target:
            desk.go(target)
        if self.backups is not None:
            self.backups.signed_in()
        self.from_before.say(desk)
        self.restoring.ask()

    def _heard(self, topics: frozenset[str]) -> None:
        if "settings" in topics and not self.locked:
            self._watch()

    def _watch(self) -> None:
        from frontdesk.app.settings.facts import safety_facts

        assert self.desk is not None
        self.idle.start(self.desk.read(safety_facts).lock_minutes)

    # -- the lock --

    def lock(self) -> None:
        """Cover the desk; what is typed stays underneath."""
        if self.workplace is None or self.desk is None or self.locked or self.gate is not None:
            return
        self.locked = True
        log.info("locked")
        self.idle.stop()
        page = LockPage(self._check)
        page.signed_in.connect(self._unlocked)
        page.ask_for(self.desk.actor.name, self.login)
        self._lock_page = page
        if LockOverDialogs.wanted():
            self._over = LockOverDialogs(page, self.window)
            cover = Gate("ph.lock-simple", tr("已锁屏"), "", name="lock_behind")
            self.show_gate(cover)
            self._over.up(self.window)
        else:
            self.show_gate(page)

    def other_user(self) -> None:
        """Lock, and ask for anybody."""
        self.lock()
        if self._lock_page is not None:
            self._lock_page.ask_other()

    def _unlocked(self, actor: Actor, login: str) -> None:
        desk, workplace = self.desk, self.workplace
        assert desk is not None
        assert workplace is not None
        if self._over is not None:
            self._over.down(lambda page: page.setParent(None))
            self._over = None
        self.locked = False
        log.info("unlocked by %s/%s", actor.id, login)
        page, self._lock_page = self._lock_page, None
        if actor.id == desk.actor.id:
            if actor != desk.actor:
                # Another role since; the same one is not told anew, so that pages keep what is typed.
                desk.sign_in(actor)
            self.window.display(workplace)
            self._drop_gate()
            workplace.take_focus()
            self._watch()
            self._say_new_day()
            self.restoring.ask()
        else:
            self.keep_typing()
            workplace.forget_pages()
            self._signed_in(actor, login)
        if page is not None and page is not self.gate:
            page.deleteLater()

    # -- the end --

    def keep_typing(self) -> int:
        """Keep what is being typed as drafts; returns of how many pages."""
        if self.desk is None or self.workplace is None:
            return 0
        return keep_typing(self.desk, self.workplace)

    def _may_close(self) -> bool:
        if self.desk is not None and self.desk.busy and not self.locked:
            self.desk.messages.warn(tr("还有事情没有做完。"), tr("等它完成，或先按“停止”，再关窗口。"))
            return False
        return self.desk is None or not self.desk.busy

    def _leaving(self) -> None:
        try:
            self.keep_typing()
        except Exception:
            log.exception("typing could not be kept at the end")

    def close(self) -> None:
        """Let go of everything."""
        self.idle.stop()
        if self.first is not None:
            self.first.close()
        self.gate_work.close()
        if self.backups is not None:
            self.backups.close(at_the_end=True)
            self.backups = None
        self.close_data()

    def close_data(self) -> None:
        """Let go of the data, and of everything that shows it."""
        if self.keeper is not None:
            self.keeper.close()
            self.keeper = None
        if self.backups is not None:
            self.backups.close()
            self.backups = None
        if self.workplace is not None:
            self.workplace.forget_pages()
            self.window.drop(self.workplace)
            self.workplace = None
        if self.desk is not None:
            if self.desk.printing is not None:
                self.desk.printing.close()
            self.desk.close()
            self.desk.deleteLater()
            self.desk = None
        if self._db is not None:
            self._db.close()
            self._db = None
