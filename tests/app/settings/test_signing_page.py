"""签发密钥 in the settings: backed up, lost, restored, replaced by hand, and the gate's page saved (D3.5)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from frontdesk.app.program import Program
from frontdesk.app.settings.page import SettingsPage
from frontdesk.app.settings.signing_page import KeyPasswordDialog, SigningSheet
from frontdesk.areas.permits.queries.signing import key_rows
from frontdesk.areas.permits.rules.code import CodeFacts
from frontdesk.areas.permits.service.signing import KEY_FILE, KeyState, code_for, key_state
from frontdesk.base.store.work import Approval
from frontdesk.base.values.rights import Right
from tests.app.conftest import Answers, show

PASSWORD = "门岗-2026-秋"
FACTS = CodeFacts("JZ", "JZ-00000001", "曾姝", "3-1-1202", date(2026, 6, 1), date(2027, 5, 31))
Go = Callable[[str], SigningSheet]


@pytest.fixture
def sheet(program: Program, qtbot: QtBot) -> Go:
    """Somebody signs in and goes to 签发密钥."""

    def go(login: str) -> SigningSheet:
        assert program.sign_in(login, "mima-123")
        assert program.desk is not None
        program.desk.go("settings", sheet="signing")
        assert program.workplace is not None
        page = program.workplace.current_page()
        assert isinstance(page, SettingsPage)
        page.refresh()
        found = page.sheets["signing"]
        assert isinstance(found, SigningSheet)
        return found

    return go


def issue(sheet: SigningSheet) -> str:
    told = sheet.desk.runner.run(code_for, FACTS, actor=sheet.desk.actor).value
    sheet.refresh()
    return told


def dialog_of(sheet: SigningSheet) -> KeyPasswordDialog:
    assert sheet.dialog is not None
    return sheet.dialog


def test_before_the_first_permit_there_is_none(sheet: Go) -> None:
    found = sheet("zhoumin")
    assert "第一次办证时会生成" in found.state.text()
    assert not found.copy_button.isEnabled()
    assert not found.page_button.isEnabled()
    assert found.backup_button.isEnabled()


def test_backed_up_lost_and_restored_by_keyboard(
    sheet: Go,
    qtbot: QtBot,
    answers: Answers,
    tmp_path: Path,
    program: Program,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = sheet("zhoumin")
    told = issue(found)
    assert "还没有备份" in found.state.text()
    file = tmp_path / "U盘" / "密钥.fdkey"
    monkeypatch.setattr(answers, "choose_save_file", lambda *_a: file)
    monkeypatch.setattr(answers, "choose_open_file", lambda *_a: file)
    show(qtbot, program.window)
    qtbot.keyClick(program.window, Qt.Key.Key_F2)
    dialog = dialog_of(found)
    dialog.password.set_value("kurz")
    dialog.again.set_value("kurz")
    dialog.yes.click()
    assert "至少 8 个字" in dialog.password.error()
    dialog.password.set_value(PASSWORD)
    dialog.yes.click()
    assert "两次" in dialog.again.error()
    assert not file.exists()
    dialog.again.set_value(PASSWORD)
    dialog.yes.click()
    assert found.dialog is None
    assert file.exists()
    assert "可以签发证件" in found.state.text()
    assert "备份" not in found.state.text()

    (tmp_path / KEY_FILE).unlink()
    found.refresh()
    assert "没有签发密钥" in found.state.text()
    assert not found.backup_button.isEnabled()
    qtbot.keyClick(program.window, Qt.Key.Key_F9)
    dialog = dialog_of(found)
    assert not dialog.again.isVisible()
    dialog.password.set_value("不是这一个口令")
    dialog.yes.click()
    assert "口令不对" in dialog.password.error()
    dialog.password.set_value(PASSWORD)
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert found.dialog is None
    assert issue(found) == told


def test_a_new_key_takes_a_reason_and_the_right(
    sheet: Go, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = sheet("heqian")
    issue(found)
    monkeypatch.setattr(answers, "ask_reason", lambda *_a: "备份落到别人手里")
    found.new_button.click()
    assert len(found.desk.read(key_rows)) == 1  # nobody gave leave
    answers.approval = lambda right: Approval(right, 3, "周敏", "换")
    found.new_button.click()
    rows = found.desk.read(key_rows)
    assert [row.reason for row in rows] == ["备份落到别人手里", ""]
    assert found.desk.read(key_state) is KeyState.HERE
    assert found.model.rowCount() == 2
    assert not found.desk.may(Right.PERMITS_SETUP)


def test_the_public_key_is_copied_and_the_gates_page_saved(
    sheet: Go, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = sheet("zhoumin")
    issue(found)
    found.copy_button.click()
    (row,) = found.desk.read(key_rows)
    assert QApplication.clipboard().text() == row.public
    page = tmp_path / "门岗核验.html"
    monkeypatch.setattr(answers, "choose_save_file", lambda *_a: page)
    found.page_button.click()
    assert row.public in page.read_text("utf-8")
    monkeypatch.setattr(answers, "choose_save_file", lambda *_a: None)
    page.unlink()
    found.page_button.click()
    assert not page.exists()


def test_esc_turns_back_from_the_password(
    sheet: Go, qtbot: QtBot, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = sheet("zhoumin")
    issue(found)
    monkeypatch.setattr(answers, "choose_save_file", lambda *_a: tmp_path / "a.fdkey")
    found.backup_button.click()
    dialog: QDialog = dialog_of(found)
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert found.dialog is None
    assert not (tmp_path / "a.fdkey").exists()
