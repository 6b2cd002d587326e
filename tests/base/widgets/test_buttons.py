"""Buttons, chips and segments: by key and by pointer, once, and with the ring only after keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.widgets.buttons import ChipRow, IconButton, KeyButton, Segmented, key_words
from frontdesk.base.widgets.tokens import SIZE

pytestmark = pytest.mark.usefixtures("light")


Show = Callable[..., QWidget]


def _count(button: KeyButton) -> list[int]:
    pressed: list[int] = []
    button.clicked.connect(lambda: pressed.append(1))
    return pressed


@pytest.mark.parametrize(
    ("key", "press", "modifier"),
    [
        ("F3", Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier),
        ("Ctrl+Enter", Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier),
        ("Ctrl+Enter", Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier),
        ("Esc", Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier),
        ("Alt+Down", Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier),
        ("Alt+A", Qt.Key.Key_A, Qt.KeyboardModifier.AltModifier),
    ],
)
def test_the_key_on_a_button_presses_it_L5(
    qtbot: QtBot, window: Show, key: str, press: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    button, other = KeyButton("收费", key), QLineEdit()
    shown = window(button, other)
    pressed = _count(button)
    other.setFocus()
    QTest.keyClick(shown.focusWidget() or shown, press, modifier)
    assert pressed == [1]


def test_a_hidden_or_disabled_button_does_not_hear_its_key(qtbot: QtBot, window: Show) -> None:
    hidden, off = KeyButton("甲", "F3"), KeyButton("乙", "F4")
    shown = window(hidden, off)
    pressed = [_count(hidden), _count(off)]
    hidden.hide()
    off.setEnabled(False)
    QTest.keyClick(shown, Qt.Key.Key_F3)
    QTest.keyClick(shown, Qt.Key.Key_F4)
    assert pressed == [[], []]


def test_a_double_click_is_one_click_T23(qtbot: QtBot, window: Show) -> None:
    button = KeyButton("收款并打印收据", "F3", "primary", large=True)
    window(button)
    pressed = _count(button)
    at = button.rect().center()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseDClick(button, Qt.MouseButton.LeftButton, pos=at)
    assert pressed == [1]


def test_a_held_enter_presses_once_T23(qtbot: QtBot, window: Show) -> None:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtGui import QKeyEvent

    button = KeyButton("收款", "F3")
    window(button)
    pressed = _count(button)
    for again in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", again
        )
        QCoreApplication.sendEvent(button, event)
    assert pressed == [1]


def test_the_ring_shows_after_tab_and_not_after_a_click_L5(qtbot: QtBot, window: Show) -> None:
    first, second = KeyButton("甲"), KeyButton("乙")
    window(first, second)
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert first.hasFocus()
    assert not first.ring_shown()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert second.ring_shown()
    assert not first.ring_shown()


def test_heights_are_the_drawn_ones_and_words_are_not_cut(qtbot: QtBot, window: Show) -> None:
    plain, large = KeyButton("日结", "F9"), KeyButton("收款", "Enter", "primary", large=True, shortcut=False)
    small = KeyButton("筛选", "/", small=True)
    window(plain, large, small)
    assert (plain.height(), large.height(), small.height()) == (SIZE.control, SIZE.large, SIZE.chip)
    assert all(b.width() >= b.sizeHint().width() for b in (plain, large, small))


def test_names_for_readers_and_words_of_keys(qtbot: QtBot) -> None:
    button = IconButton("ph.x", "关闭", "Esc", name="close")
    qtbot.addWidget(button)
    assert (button.objectName(), button.accessibleName()) == ("close", "关闭")
    assert key_words("Ctrl+Enter") == "Ctrl Enter"
    assert key_words("Alt+Down") == "Alt ↓"


def test_one_chip_of_a_row_is_on_and_arrows_move_it(qtbot: QtBot, window: Show) -> None:
    row = ChipRow([("open", "未结"), ("late", "超时"), ("all", "全部")], name="filter")
    window(row)
    taken: list[str] = []
    row.chosen.connect(taken.append)
    assert row.current() == "open"
    qtbot.mouseClick(row.chip("late"), Qt.MouseButton.LeftButton)
    assert (row.current(), taken) == ("late", ["late"])
    row.chip("late").setFocus()
    QTest.keyClick(row.chip("late"), Qt.Key.Key_Right)
    assert (row.current(), taken) == ("all", ["late", "all"])
    row.set_count("all", 2106)
    assert row.chip("all").accessibleName() == "全部 2,106"
    assert row.chip("all").objectName() == "filter_all"


def test_choosing_a_chip_moves_nothing(qtbot: QtBot, window: Show) -> None:
    row = ChipRow([("a", "Paid"), ("b", "Open")])
    window(row)
    before = row.chip("b").geometry()
    row.choose("b")
    qtbot.wait(1)
    assert row.chip("b").geometry() == before


def test_segments_are_chosen_by_arrow_digit_and_pointer(qtbot: QtBot, window: Show) -> None:
    kinds = Segmented([(1, "报修"), (2, "投诉"), (3, "咨询")], name="kind")
    window(kinds)
    taken: list[object] = []
    kinds.changed.connect(taken.append)
    QTest.keyClick(kinds, Qt.Key.Key_Right)
    QTest.keyClick(kinds, Qt.Key.Key_3)
    qtbot.mouseClick(kinds, Qt.MouseButton.LeftButton, pos=QPoint(6, 16))
    QTest.keyClick(kinds, Qt.Key.Key_Left)
    assert taken == [2, 3, 1]
    kinds.set_value(2)
    assert kinds.value() == 2
    assert taken == [2, 3, 1]
    with pytest.raises(ValueError):
        kinds.set_value(9)
