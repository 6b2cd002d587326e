"""个人信息 in the settings (D1.9): purposes with what they rest on, the years a name is kept; refused in words, kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.app.program import Program
from frontdesk.app.settings.page import SettingsPage
from frontdesk.app.settings.personal_page import PersonalSheet
from frontdesk.areas.archives.queries.personal_settings import purposes, years_kept
from frontdesk.areas.archives.rules.personal import YEARS, Basis, Purpose
from tests.conftest import PASSWORD


def test_d1_9_purposes_and_years_are_changed_by_keyboard(program: Program, qtbot: QtBot) -> None:
    assert program.sign_in("admin", PASSWORD)
    assert program.desk is not None
    assert program.workplace is not None
    program.desk.go("settings", sheet="personal")
    page = program.workplace.current_page()
    assert isinstance(page, SettingsPage)
    page.refresh()
    sheet = page.sheets["personal"]
    assert isinstance(sheet, PersonalSheet)
    fields = sheet.form.fields
    assert fields["years"].value() == YEARS
    assert "门禁人脸：同意" in fields["purposes"].value()
    # Chinese comes through an input method, which a test has not.
    fields["purposes"].set_value("收费：合同履行，逐人征得")
    qtbot.keyClick(program.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "不靠同意" in fields["purposes"].error()
    fields["purposes"].set_value("收费：合同履行\n门禁人脸：同意，逐人征得")
    fields["years"].set_value(5)
    qtbot.keyClick(program.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "设置已保存" in program.workplace.bar.text()
    kept = program.desk.read(purposes)
    assert kept == (Purpose("收费", Basis.CONTRACT), Purpose("门禁人脸", Basis.CONSENT, True))
    assert program.desk.read(years_kept) == 5
