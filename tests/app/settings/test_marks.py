"""设置 → 个人信息: the mark over the screen is there for everybody once it is set, and gone with the setting (D1.9)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.app.program import Program
from frontdesk.app.settings.page import SettingsPage
from frontdesk.base.widgets.screen_mark import ScreenMark, set_screen_mark
from tests.conftest import PASSWORD


def test_d1_9_the_screen_is_marked_with_who_sits_here_once_the_office_sets_it(
    program: Program, qtbot: QtBot
) -> None:
    def marks() -> list[str]:
        assert program.workplace is not None
        return [mark.text() for mark in program.workplace.findChildren(ScreenMark) if mark.isVisible()]

    def save(screen: bool) -> None:
        sheet.form.fields["screen_mark"].set_value(screen)
        qtbot.keyClick(program.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    try:
        assert program.sign_in("admin", PASSWORD)
        assert program.desk is not None
        assert program.workplace is not None
        assert marks() == []
        program.desk.go("settings", sheet="personal")
        page = program.workplace.current_page()
        assert isinstance(page, SettingsPage)
        page.refresh()
        sheet = page.sheets["personal"]
        save(screen=True)
        (text,) = marks()
        assert text.startswith("管理员 ")
        program.lock()
        assert marks() == []
        program.other_user()
        assert program.sign_in("linxiao", PASSWORD)
        assert [mark.split()[0] for mark in marks()] == ["林晓"]
        program.lock()
        program.other_user()
        assert program.sign_in("admin", PASSWORD)
        program.desk.go("settings", sheet="personal")
        page = program.workplace.current_page()
        assert isinstance(page, SettingsPage)
        page.refresh()
        sheet = page.sheets["personal"]
        save(screen=False)
        assert marks() == []
    finally:
        set_screen_mark(None)
