"""Every picture of one theme: the gates, every page, what its buttons lead to, the scenes of a desk's day."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QCursor, QDesktopServices
from PySide6.QtWidgets import QApplication, QDialog

from frontdesk.app.demo.pictures import SCENES, Scene, settle
from frontdesk.app.office import OWN
from frontdesk.app.selftest import parts
from frontdesk.app.selftest.attendant import Attendant
from frontdesk.app.selftest.camera import Camera
from frontdesk.app.selftest.dialogs import DIALOGS, MakeDialog
from frontdesk.app.selftest.sitting import Sitting
from frontdesk.app.selftest.steps import Findings, NotWhole
from frontdesk.app.selftest.walk import Trail, Walk
from frontdesk.app.settings.page import SHEETS
from frontdesk.app.start import application
from frontdesk.app.tabs import TABS, PageEntry
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.theme import apply_theme


class _Nowhere(QObject):
    """Where folders and files are opened to: the self-test leaves no other program running."""

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        pass


Trails = dict[tuple[str, str], list[Trail]]
"""(user, page) -> the presses that led to pictures."""


def take_pictures(folder: Path, theme: str, findings: Findings, trails: Trails) -> None:
    """Pictures into `folder/pictures/theme`, a step for each gate, page and scene.

    Where *trails* is empty every button is pressed and it is filled; otherwise only what it says is gone again.
    """
    apply_theme(application(), "dark" if theme == "dark" else "light")
    QCursor.setPos(5000, 5000)
    nowhere = _Nowhere()
    # The stubs ask for bytes, which it does not take.
    QDesktopServices.setUrlHandler("file", nowhere, "take")  # type: ignore[arg-type]
    album = _Album(folder, theme, findings, trails)
    try:
        album.gates()
        if not (album.again and findings.brief):
            album.scenes()
        album.pages()
        album.dialogs()
    finally:
        QDesktopServices.unsetUrlHandler("file")


class _Album:
    def __init__(self, folder: Path, theme: str, findings: Findings, trails: Trails) -> None:
        self._data = folder / "data"
        self._theme, self._findings = theme, findings
        self._trails, self.again = trails, bool(trails)
        self._camera = Camera(folder / "pictures", theme, findings)
        self._attendant = Attendant(self._camera)
        self._walks: dict[str, Walk] = {}
        self._workbook = self._data / "业主资料.xlsx"
        if not self._workbook.exists():
            parts.workbook(self._workbook)

    def _sit(self, login: str = "", *, data: str = "estate", days: int = 0) -> Sitting:
        source = self._data / data if data else None
        return Sitting(source, self._data / self._theme, self._workbook, login=login, days=days)

    def _step(self, name: str, do: Callable[[], object]) -> None:
        def done() -> str:
            words = do()
            return words if isinstance(words, str) else ""

        self._findings.step(f"{self._theme} {name}", done)

    # -- the gates --

    def gates(self) -> None:
        """What stands before the desk."""
        for name, do in (
            ("sign in, lock", self._sign_in_and_lock),
            ("stale shift", self._stale),
            ("cannot open", self._cannot_open),
            ("wizard", self._wizard),
            ("crash", self._crash),
            ("lock over a dialog", self._lock_over),
        ):
            self._step(f"gate {name}", do)

    def _sign_in_and_lock(self) -> None:
        sitting = self._sit()
        try:
            window = sitting.program.window
            self._camera.picture("gate_sign_in", window)
            sitting.program.sign_in("linxiao", "wrong")
            self._camera.picture("gate_sign_in_refused", window)
            if not sitting.program.sign_in("linxiao", parts.PASSWORD):
                raise NotWhole("linxiao cannot sign in")
            sitting.program.lock()
            self._camera.picture("gate_lock", window)
            sitting.program.other_user()
            self._camera.picture("gate_other_user", window)
        finally:
            sitting.close()

    def _stale(self) -> None:
        sitting = self._sit("linxiao", days=1)
        try:
            gate = sitting.program.gate
            if gate is None or gate.objectName() != "stale_shift_page":
                raise NotWhole("yesterday's open shift is not said")
            self._camera.picture("gate_stale_shift", sitting.program.window)
        finally:
            sitting.close()

    def _cannot_open(self) -> None:
        from frontdesk.base.store.database import FILE_NAME

        broken = self._data / "broken"
        broken.mkdir(exist_ok=True)
        (broken / FILE_NAME).write_bytes(b"no database" * 100)
        sitting = self._sit(data="broken")
        try:
            gate = sitting.program.gate
            if gate is None or gate.objectName() != "cannot_open_page":
                raise NotWhole("a damaged database is not said")
            self._camera.picture("gate_cannot_open", sitting.program.window)
        finally:
            sitting.close()

    def _wizard(self) -> None:
        from frontdesk.app.wizard import Wizard

        sitting = self._sit(data="")
        try:
            wizard = sitting.program.gate
            if not isinstance(wizard, Wizard):
                raise NotWhole("an empty folder does not ask the first questions")
            for number in range(wizard.stack.count()):
                wizard.stack.setCurrentIndex(number)
                self._camera.picture(f"gate_wizard_{number + 1}", sitting.program.window)
        finally:
            sitting.close()

    def _crash(self) -> None:
        from frontdesk.app.crash import CrashDialog

        sitting = self._sit("linxiao")
        dialog = CrashDialog(Path("logs") / "frontdesk.log", 2, sitting.program.window)
        try:
            dialog.show()
            self._camera.picture("gate_crash", dialog)
        finally:
            dialog.done(0)
            dialog.deleteLater()
            sitting.close()

    def _lock_over(self) -> None:
        from frontdesk.base.widgets.dialogs import ConfirmDialog

        sitting = self._sit("linxiao")
        dialog = ConfirmDialog(
            "要作废这张收据吗？", "作废收据", "作废", danger=True, parent=sitting.program.window
        )
        try:
            dialog.open()
            settle()
            sitting.program.lock()
            settle()
            self._camera.picture("gate_locked_dialog", dialog, counts=False)
            lock = QApplication.activeModalWidget()
            if lock is None or lock is dialog:
                raise NotWhole("a dialog is not locked over")
            self._camera.picture("gate_lock_over_dialog", lock)
            lock.done(0) if isinstance(lock, QDialog) else None
        finally:
            dialog.done(0)
            dialog.deleteLater()
            sitting.close()

    # -- the desk --

    def _seated(
        self, what: str, login: str, do: Callable[[Sitting], object], *, attended: bool = True
    ) -> None:
        """Do something at a desk of its own. Where there cannot be one, that is a failure, and the next comes."""
        try:
            sitting = self._sit(login)
        except Exception as error:
            self._findings.failed(f"{self._theme} {what}", error)
            return
        if attended:
            self._attendant.come()
        try:
            do(sitting)
        finally:
            self._attendant.go()
            sitting.close()

    def pages(self) -> None:
        """Every page of the registries, as the cashier at her open shift sees it; then what only others may."""
        self._seated(
            "settings", "admin", lambda sitting: self._step("settings", lambda: self._sheets(sitting))
        )
        for login in ("linxiao", "admin"):
            self._seated(f"pages {login}", login, self._pages)

    def _pages(self, sitting: Sitting) -> None:
        facts = facts_of(sitting)
        login = sitting.login
        entries = [page for tab in TABS for page in tab.pages] + list(OWN)

        for entry in entries if login == "linxiao" else ():
            walk = Walk(sitting, self._camera, self._attendant, entry, facts)
            filled = not (self.again and self._findings.brief)
            self._step(f"page {entry.key}", partial(walk.pictures, filled=filled))
        # What is pressed again finds no defect that it did not find the first time, but for its looks.
        for entry in () if self.again and self._findings.brief else entries:
            before = self._walks.get(entry.key)
            walk = Walk(sitting, self._camera, self._attendant, entry, facts, before)
            self._step(f"buttons of {entry.key}, {login}", partial(self._buttons, walk, login, entry))
            self._walks.setdefault(entry.key, walk)

    def _buttons(self, walk: Walk, login: str, entry: PageEntry) -> str:
        where = (login, entry.key)
        if self.again:
            walk.replay(self._trails.get(where, []))
            return ""
        self._trails[where] = walk.discover()
        return f"{walk.presses} pressed"

    def _sheets(self, sitting: Sitting) -> None:
        for key, _word, _factory, _right in SHEETS:
            sitting.fresh()
            sitting.desk.go("settings", sheet=key)
            settle()
            self._camera.picture(f"settings_{key}", sitting.program.window)

    def scenes(self) -> None:
        """What a clerk does in a day, step by step on one estate."""
        self._seated("scenes", "", self._scenes)

    def _scenes(self, sitting: Sitting) -> None:
        for scene in SCENES:

            def act(scene: Scene = scene) -> None:
                popup = scene.act(sitting.program)
                self._camera.picture(f"scene_{scene.name}", sitting.program.window, popup)

            self._step(f"scene {scene.name}", act)

    # -- what no button of a page leads to --

    def dialogs(self) -> None:
        """The user's menu, the questions of the desk, and what only typing brings up."""
        self._seated(
            "user menu",
            "linxiao",
            lambda s: self._step("user menu", lambda: self._user_menu(s)),
            attended=False,
        )
        self._seated("questions", "linxiao", lambda s: self._step("questions", lambda: self._questions(s)))
        self._seated("typing", "linxiao", lambda s: self._step("typing", lambda: self._typing(s)))

        self._seated("dialogs", "linxiao", self._rare, attended=False)

    def _rare(self, sitting: Sitting) -> None:
        for name, make in DIALOGS:
            self._step(f"dialog {name}", partial(self._one_dialog, sitting, name, make))

    def _one_dialog(self, sitting: Sitting, name: str, make: MakeDialog) -> None:
        dialog = make(sitting.desk, sitting.program.window)
        try:
            dialog.open()
            self._camera.picture(f"dialog_{name}", dialog)
        finally:
            dialog.done(0)
            dialog.deleteLater()
            settle()

    def _questions(self, sitting: Sitting) -> None:
        asking = sitting.asking
        asking.confirm("这户本月已收过一次，还要再收吗？", title="再收一次", yes="收款")
        asking.approve(Right.FEES_ADJUST, "减免 50.00 元要主管准许。")
        asking.ask_reason("作废收据", "收据号不能再用。", ("户号选错", "金额录错", "其他"))
        asking.pick("选一户", [(1, "3-1-1202"), (2, "3-1-1203")], "这个车牌有两户。")

    def _typing(self, sitting: Sitting) -> None:
        from frontdesk.areas.cashdesk.ui.charge_table import ChargeTable

        desk, window = sitting.desk, sitting.program.window
        desk.go("collect", **facts_of(sitting))
        settle()
        table = window.findChild(ChargeTable)
        if table is None or not table.isVisible():
            raise NotWhole("the till shows no charges")
        table.edit_part()
        self._camera.picture("collect_part", window)
        sitting.fresh()
        torn = self._data / "坏的.xlsx"
        torn.write_bytes(b"PK\x03\x04 torn")
        desk.go("import", file=torn)
        self._camera.picture("import_torn", window)

    def _user_menu(self, sitting: Sitting) -> None:
        user = sitting.place.top.user
        user.click()
        settle()
        popup = QApplication.activePopupWidget()
        self._camera.picture("menu_user", sitting.program.window, popup)
        if popup is not None:
            popup.close()
        for name in ("menu_password", "menu_keys", "menu_about"):
            action = next((a for a in user.menu_shown.actions() if a.objectName() == name), None)
            if action is None:
                raise NotWhole(f"no {name}")
            action.trigger()
            settle()
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, QDialog):
                raise NotWhole(f"{name} opens nothing")
            self._camera.picture(f"dialog_{name}", dialog)
            dialog.done(0)
            settle()


def facts_of(sitting: Sitting) -> dict[str, Any]:
    """What a page may be told to open, by the names that pages use."""
    from frontdesk.areas.archives.queries import find_unit
    from frontdesk.areas.cashdesk.queries import current_shift, receipts_of_shift
    from frontdesk.areas.handover.queries.files import HandoverFilter, HandoverShow, handover_rows
    from frontdesk.areas.keys.queries import count_rows

    desk = sitting.desk
    unit = desk.read(find_unit, "3-1-1202")
    if unit is None:
        raise NotWhole("the demo estate has no 3-1-1202")
    facts: dict[str, Any] = {"unit_id": unit.id, "period": "2026-11"}
    homes = desk.read(handover_rows, HandoverFilter(desk.clock.today(), show=HandoverShow.VISITING), 0, 1)
    if homes:
        facts["handover_id"] = homes[0].id
    counts = desk.read(count_rows)
    if counts:
        facts["count_id"] = counts[0].id
    shift = desk.read(current_shift, desk.actor.id)
    if shift is not None:
        facts["number"] = sorted(r.number for r in desk.read(receipts_of_shift, shift.id))[0]
    return facts
