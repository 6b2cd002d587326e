"""Dialogs: Enter, Esc, a supervisor's leave proved beside the fields, reasons, one of several, files."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.store.runner import Runner
from frontdesk.base.store.users import approve
from frontdesk.base.store.work import Approval
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.dialogs import (
    ApproveDialog,
    ConfirmDialog,
    Dialogs,
    PickDialog,
    ReasonDialog,
)
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.textfields import TextField

W = TypeVar("W", bound=QWidget)
PASSWORD = "mima-123"


def nobody(login: str, password: str, right: str, reason: str) -> Approval:
    raise AssertionError("no leave was expected")


def answer(kind: type[W], act: Callable[[W], object]) -> None:
    """When a dialog of that kind stands, do *act* with it; then turn back if it still stands."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind) or QApplication.focusWidget() is None:
            QTimer.singleShot(10, look)
            return
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.close()

    QTimer.singleShot(0, look)


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, modifier)


@pytest.fixture
def dialogs(qapp: QApplication, tmp_path: Path) -> Dialogs:
    return Dialogs(lambda: None, nobody, Memory(tmp_path / "window.ini"))


def test_l5_enter_says_yes_and_esc_says_no(qtbot: QtBot, dialogs: Dialogs) -> None:
    answer(ConfirmDialog, lambda _: press(qtbot, Qt.Key.Key_Return))
    assert dialogs.confirm("再生成一次", yes="生成") is True
    answer(ConfirmDialog, lambda _: press(qtbot, Qt.Key.Key_Escape))
    assert dialogs.confirm("再生成一次", yes="生成") is False


def test_l5_enter_on_the_way_back_goes_back(qtbot: QtBot, dialogs: Dialogs) -> None:
    def on_cancel(dialog: ConfirmDialog) -> None:
        press(qtbot, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert isinstance(focus, QPushButton)
        assert focus.text() == "取消"
        press(qtbot, Qt.Key.Key_Return)

    answer(ConfirmDialog, on_cancel)
    assert dialogs.confirm("再生成一次") is False


def test_what_throws_away_is_not_done_by_a_plain_enter(qtbot: QtBot, dialogs: Dialogs) -> None:
    answer(ConfirmDialog, lambda _: press(qtbot, Qt.Key.Key_Return))
    assert dialogs.confirm("作废收据", yes="作废", danger=True) is False
    answer(ConfirmDialog, lambda _: press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier))
    assert dialogs.confirm("作废收据", yes="作废", danger=True) is True


def test_the_buttons_say_what_they_do_and_have_names(dialogs: Dialogs) -> None:
    dialog = ConfirmDialog("作废收据 SJ00020331", "作废收据", "作废", danger=True)
    assert [(b.objectName(), b.accessibleName()) for b in dialog.findChildren(QPushButton)] == [
        ("confirm_cancel", "取消"),
        ("confirm_yes", "作废"),
    ]
    dialog.deleteLater()


def test_t22_a_supervisor_gives_leave_with_their_own_password(
    qtbot: QtBot, runner: Runner, tmp_path: Path
) -> None:
    def check(login: str, password: str, right: str, reason: str) -> Approval:
        return runner.read(approve, login, password, right, reason)

    dialogs = Dialogs(lambda: None, check)
    said: list[str] = []

    def fill(dialog: ApproveDialog) -> None:
        qtbot.keyClicks(dialog.login.inner, "zhoumin")
        press(qtbot, Qt.Key.Key_Return)
        qtbot.keyClicks(dialog.password.inner, "wrong")
        press(qtbot, Qt.Key.Key_Return)
        press(qtbot, Qt.Key.Key_Return)
        said.append(dialog.password.error())
        assert QApplication.focusWidget() is dialog.password.inner
        qtbot.keyClicks(dialog.password.inner, PASSWORD)
        press(qtbot, Qt.Key.Key_Return)
        press(qtbot, Qt.Key.Key_Return)

    answer(ApproveDialog, fill)
    given = dialogs.approve(Right.FEES_ADJUST, "减免 50.00 元要主管授权")
    assert said == ["用户名或密码不对"]
    assert given is not None
    assert (given.right, given.approver_name) == ("fees.adjust", "周敏")


def test_who_may_not_allow_it_is_told_beside_the_name(qtbot: QtBot, runner: Runner) -> None:
    dialogs = Dialogs(lambda: None, lambda *asked: runner.read(approve, *asked))
    said: list[str] = []

    def fill(dialog: ApproveDialog) -> None:
        dialog.login.set_value("linxiao")
        dialog.password.set_value(PASSWORD)
        dialog.give.click()
        said.append(dialog.login.error())

    answer(ApproveDialog, fill)
    assert dialogs.approve("fees.adjust", "减免要主管授权") is None
    assert "权限" in said[0]


def test_an_empty_password_is_not_tried(dialogs: Dialogs) -> None:
    said: list[str] = []

    def fill(dialog: ApproveDialog) -> None:
        dialog.login.set_value("zhoumin")
        dialog.give.click()
        said.append(dialog.password.error())

    answer(ApproveDialog, fill)
    assert dialogs.approve("fees.adjust", "减免要主管授权") is None
    assert said == ["请填密码"]


def test_a_reason_is_a_usual_one_with_words(qtbot: QtBot, dialogs: Dialogs) -> None:
    def fill(dialog: ReasonDialog) -> None:
        dialog.chips[1].click()
        dialog.words.set_value("对方记不清")
        dialog.words.setFocus()
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    answer(ReasonDialog, fill)
    assert dialogs.ask_reason("短款 5.00", "", ["查不出", "找零有误", "其他"]) == "找零有误：对方记不清"


def test_other_alone_is_no_reason(qtbot: QtBot, dialogs: Dialogs) -> None:
    said: list[str] = []

    def fill(dialog: ReasonDialog) -> None:
        assert not any(chip.isChecked() for chip in dialog.chips)
        dialog.chips[2].click()
        assert dialog.primary is not None
        dialog.primary.click()
        said.append(dialog.words.error())

    answer(ReasonDialog, fill)
    assert dialogs.ask_reason("短款 5.00", "", ["查不出", "找零有误", "其他"]) is None
    assert said == ["请选一个理由，或写几个字"]


def test_a_reason_without_usual_ones_is_words(dialogs: Dialogs) -> None:
    def fill(dialog: ReasonDialog) -> None:
        assert dialog.primary is not None
        dialog.primary.click()
        assert dialog.words.error() == "请写明理由"
        dialog.words.set_value(" 打错了 ")
        dialog.primary.click()

    answer(ReasonDialog, fill)
    assert dialogs.ask_reason("作废收据") == "打错了"


def test_one_of_several_is_picked_by_keyboard(qtbot: QtBot, dialogs: Dialogs) -> None:
    def fill(dialog: PickDialog) -> None:
        press(qtbot, Qt.Key.Key_Down)
        press(qtbot, Qt.Key.Key_Return)

    answer(PickDialog, fill)
    assert dialogs.pick("选一个表", [("a", "业主资料"), ("b", "车位"), ("c", "说明")]) == "b"
    answer(PickDialog, lambda _: press(qtbot, Qt.Key.Key_Escape))
    assert dialogs.pick("选一个表", [("a", "业主资料")]) is None
    assert dialogs.pick("选一个表", []) is None


def test_a_saved_file_gets_its_suffix_and_the_folder_is_remembered(
    dialogs: Dialogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "单据"
    folder.mkdir()
    starts: list[str] = []

    def chosen(parent: object, title: str, start: str, pattern: str) -> tuple[str, str]:
        starts.append(start)
        return str(folder / "收据"), pattern

    monkeypatch.setattr(QFileDialog, "getSaveFileName", chosen)
    assert dialogs.choose_save_file("存", "a.pdf", "PDF 文件 (*.pdf)") == folder / "收据.pdf"
    dialogs.choose_save_file("存", "b.pdf", "PDF 文件 (*.pdf)")
    assert starts[1] == str(folder / "b.pdf")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    assert dialogs.choose_open_file("开", "所有文件 (*.*)") is None


def test_a_guarded_dialog_asks_before_typing_is_thrown_away_D08(qtbot: QtBot) -> None:
    asked: list[str] = []
    answers = [False, True]

    def confirm(text: str, **_how: object) -> bool:
        asked.append(text)
        return answers.pop(0)

    dialog = DeskDialog("调整应收")
    field = TextField("words", parent=dialog)
    field.set_value("as loaded")
    dialog.guard_typing(confirm)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.reject()
    assert (asked, dialog.isVisible()) == ([], False)
    dialog.open()
    field.set_value("漏水赔付")
    dialog.reject()
    assert dialog.isVisible()
    dialog.reject()
    assert not dialog.isVisible()
    assert len(asked) == 2
