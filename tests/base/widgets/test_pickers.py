"""Pickers: typing lists what fits, Tab or Enter takes it, the focus stays in the field (L5, L12, D0.8)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.values.errors import Refused
from frontdesk.base.widgets.pickers import Choice, UnitPicker
from frontdesk.base.widgets.rows import Status
from tests.on_screen import has_the_keyboard

UNITS = (
    Choice(1202, "3-1-1202", "张硕", "业主 · 自住", Status("warn", "未结报事 2")),
    Choice(1201, "3-1-1201", "林海", "业主 · 自住"),
    Choice(1204, "3-1-1204", "", "空置 · 业主 黄明"),
)


class Window(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []
        self.picked: list[object] = []
        self.edits = 0
        self.unit = UnitPicker(
            "unit", self.fetch, resolve=self.resolve, hint="公共部位请打 3-1", required=True
        )
        self.unit.set_label("房号")
        self.next = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(self.unit)
        column.addWidget(self.next)
        self.unit.picked.connect(lambda choice: self.picked.append(choice.value))
        self.unit.edited.connect(self._edited)

    def _edited(self) -> None:
        self.edits += 1

    def fetch(self, text: str) -> list[Choice]:
        self.asked.append(text)
        return [unit for unit in UNITS if text in unit.code]

    def resolve(self, value: object) -> Choice | None:
        return next((unit for unit in UNITS if unit.value == value), None)


@pytest.fixture
def window(qtbot: QtBot) -> Window:
    window = Window()
    qtbot.addWidget(window)
    window.resize(520, 300)
    window.show()
    window.activateWindow()
    has_the_keyboard(qtbot, window)
    window.unit.setFocus()
    return window


def type_in(qtbot: QtBot, window: Window, text: str) -> None:
    qtbot.keyClicks(window.unit.inner, text)
    qtbot.waitUntil(lambda: bool(window.asked) and window.asked[-1] == text)


def test_typing_lists_what_fits_and_keeps_the_focus(qtbot: QtBot, window: Window) -> None:
    type_in(qtbot, window, "3-1-12")
    assert window.asked == ["3-1-12"]
    assert window.unit.list.isVisible()
    assert window.unit.list.model.items() == list(UNITS)
    assert QApplication.focusWidget() is window.unit.inner
    assert QApplication.activeWindow() is window
    assert "公共部位请打 3-1" in window.unit.list.foot.words()


def test_d0_8_tab_takes_the_first_and_goes_on(qtbot: QtBot, window: Window) -> None:
    type_in(qtbot, window, "3-1-12")
    qtbot.keyClick(window.unit.inner, Qt.Key.Key_Tab)
    assert window.picked == [1202]
    assert (window.unit.value(), window.unit.text()) == (1202, "3-1-1202")
    assert QApplication.focusWidget() is window.next
    assert not window.unit.list.isVisible()


def test_d0_8_tab_right_after_typing_does_not_wait_for_the_list(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClicks(window.unit.inner, "1201")
    qtbot.keyClick(window.unit.inner, Qt.Key.Key_Tab)
    assert window.picked == [1201]


def test_l5_arrows_and_enter_take_another_one(qtbot: QtBot, window: Window) -> None:
    type_in(qtbot, window, "3-1-12")
    qtbot.keyClick(window.unit.inner, Qt.Key.Key_Down)
    assert "林海" in window.unit.inner.accessibleDescription()
    qtbot.keyClick(window.unit.inner, Qt.Key.Key_Return)
    assert window.picked == [1201]
    assert QApplication.focusWidget() is window.next


def test_a_click_takes_one_and_the_focus_stays(qtbot: QtBot, window: Window) -> None:
    type_in(qtbot, window, "3-1-12")
    view = window.unit.list.list
    third = view.visualRect(view.model().index(2, 0)).center()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=third)
    assert window.picked == [1204]
    assert QApplication.focusWidget() is window.unit.inner


def test_typing_again_lets_go_of_what_was_taken(qtbot: QtBot, window: Window) -> None:
    window.unit.set_value(1202)
    qtbot.keyClicks(window.unit.inner, "9")
    with pytest.raises(Refused, match="3-1-12029"):
        window.unit.value()
    assert window.edits == 1


def test_a_code_typed_in_full_counts_as_taken_on_leaving(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClicks(window.unit.inner, "3-1-1204")
    window.next.setFocus()
    assert window.unit.value() == 1204


def test_half_a_code_is_refused_in_words_and_nothing_typed_is_lost(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClicks(window.unit.inner, "3-1")
    window.next.setFocus()
    with pytest.raises(Refused, match="请从列表里选一户"):
        window.unit.value()
    assert window.unit.text() == "3-1"


def test_an_empty_field_that_must_be_filled_says_so(window: Window) -> None:
    with pytest.raises(Refused, match="请填房号"):
        window.unit.value()


def test_esc_puts_the_list_away_and_is_then_the_pages(qtbot: QtBot, window: Window) -> None:
    type_in(qtbot, window, "3-1-12")
    qtbot.keyClick(window.unit.inner, Qt.Key.Key_Escape)
    assert not window.unit.list.isVisible()
    assert window.unit.text() == "3-1-12"


def test_nothing_that_fits_says_so(qtbot: QtBot, window: Window) -> None:
    type_in(qtbot, window, "9-9")
    assert window.unit.list.isVisible()
    assert "没有“9-9”" in window.unit.list.foot.words()


def test_l12_nothing_is_asked_while_an_input_method_composes(qtbot: QtBot, window: Window) -> None:
    QApplication.sendEvent(window.unit.inner, QInputMethodEvent("zhang", []))
    qtbot.wait(120)
    assert window.asked == []
    commit = QInputMethodEvent("", [])
    commit.setCommitString("张")
    QApplication.sendEvent(window.unit.inner, commit)
    qtbot.waitUntil(lambda: window.asked == ["张"])


def test_a_stored_value_is_shown_and_a_draft_comes_back(window: Window) -> None:
    window.unit.set_value(1201)
    assert (window.unit.text(), window.unit.value(), window.edits) == ("3-1-1201", 1201, 0)
    kept = window.unit.typed()
    window.unit.set_value(None)
    assert window.unit.text() == ""
    window.unit.set_typed(kept)
    assert window.unit.value() == 1201
    window.unit.set_typed({"text": "3-1", "value": None})
    assert window.unit.text() == "3-1"
