"""The settings, behind the user's name: sheets under one strip, each built when it is first shown."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from frontdesk.app.settings.backup_page import BackupSheet
from frontdesk.app.settings.decoration_page import DecorationSheet
from frontdesk.app.settings.keys_page import KeysSheet
from frontdesk.app.settings.money_page import MoneySheet
from frontdesk.app.settings.office_page import OfficeSheet
from frontdesk.app.settings.personal_page import PersonalSheet
from frontdesk.app.settings.print_page import PrintSheet
from frontdesk.app.settings.rights_page import RightsSheet
from frontdesk.app.settings.safety_page import SafetySheet
from frontdesk.app.settings.sheet import SettingsSheet
from frontdesk.app.settings.signing_page import SigningSheet
from frontdesk.app.settings.users_page import UsersSheet
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import Page


class Sheet(Protocol):
    """A sheet under the strip."""

    def refresh(self) -> None: ...


SHEETS: tuple[tuple[str, str, Callable[[Desk], QWidget], Right | None], ...] = (
    ("office", "办公室", OfficeSheet, None),
    ("money", "收费", MoneySheet, None),
    ("keys", "钥匙", KeysSheet, None),
    ("decoration", "装修", DecorationSheet, None),
    ("personal", "个人信息", PersonalSheet, None),
    ("users", "用户", UsersSheet, Right.USERS),
    ("safety", "安全", SafetySheet, None),
    ("rights", "权限表", RightsSheet, None),
    ("print", "打印", PrintSheet, None),
    ("backup", "备份", BackupSheet, None),
    ("signing", "签发密钥", SigningSheet, None),
)
"""(key, word, how it is built, the right without which it is not shown)."""


class SettingsPage(Page):
    """Settings of the office for every desk, and of printing for this machine."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        shown = [sheet for sheet in SHEETS if sheet[3] is None or desk.may(sheet[3])]
        super().__init__(
            desk,
            "settings_page",
            tr("设置"),
            sub=[(key, tr(word)) for key, word, _, _ in shown],
            topics=("settings", "users", "backups", "signing"),
            parent=parent,
        )
        self._factories = {key: factory for key, _, factory, _ in shown}
        self.sheets: dict[str, QWidget] = {}
        self._stack = QStackedWidget()
        self.set_body(self._stack)
        self.close_button = KeyButton(tr("回到工作"), "Esc", name="settings_close")
        self.close_button.clicked.connect(self.give_up)
        self.head.add_action(self.close_button)
        if self.sub is not None:
            self.sub.chosen.connect(self.show_sheet)

    def open(self, **arguments: object) -> None:
        """Somebody went here; `sheet` is the key of the one wanted, `restore` a backup that was opened from outside."""
        sheet = str(arguments.get("sheet", ""))
        if self.sub is not None and sheet in self._factories:
            self.sub.choose(sheet)
        self.refresh_soon()
        path = arguments.get("restore")
        if isinstance(path, Path):
            self.show_sheet("backup")
            shown = self.sheets["backup"]
            assert isinstance(shown, BackupSheet)
            # The page is seen before the question stands over it.
            QTimer.singleShot(0, shown, partial(shown.offer, path))

    def showEvent(self, event: QShowEvent) -> None:
        if self.sub is not None and not self.sheets:
            self.show_sheet(self.sub.current())
        super().showEvent(event)

    def show_sheet(self, key: str) -> None:
        """Show that sheet, built if it has not been."""
        sheet = self.sheets.get(key)
        if sheet is None:
            sheet = self._factories[key](self.desk)
            self.sheets[key] = sheet
            self._stack.addWidget(sheet)
        self._stack.setCurrentWidget(sheet)
        self.refresh_soon()

    def refresh(self) -> None:
        shown = self._stack.currentWidget()
        if shown is not None:
            refresh = getattr(shown, "refresh", None)
            if callable(refresh):
                refresh()

    def may_leave(self) -> bool:
        typed = [s for s in self.sheets.values() if isinstance(s, SettingsSheet) and s.form.changed()]
        if not typed:
            return True
        return self.desk.dialogs.confirm(
            tr("改了的设置还没有保存，要放弃吗？"), title=tr("放弃修改"), yes=tr("放弃"), danger=True
        )

    def give_up(self) -> None:
        """Esc and the button: back to what was before, after asking when something was typed."""
        if not self.may_leave():
            return
        for sheet in self.sheets.values():
            if isinstance(sheet, SettingsSheet):
                sheet.load()
                sheet.undo_button.hide()
        self.left.emit()

    def help_text(self) -> str:
        return tr("办公室、安全和用户对每台电脑都一样；打印和备份只管这台电脑。")
