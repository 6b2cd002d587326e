"""The mark over the screen: there when set, through which every click goes, over dialogs too (D1.9)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.screen_mark import ScreenMark, cover, set_screen_mark


@pytest.fixture
def marked() -> Iterator[list[str]]:
    said = ["林晓 11-21 10:30"]
    set_screen_mark(lambda: said[0])
    yield said
    set_screen_mark(None)


def test_d1_9_the_mark_is_over_all_lets_clicks_through_and_goes_when_unset(
    qtbot: QtBot, marked: list[str]
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    button = QPushButton("存", window)
    button.setGeometry(20, 20, 80, 32)
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    window.show()
    bare = window.grab().toImage()
    mark = cover(window)
    assert mark is not None
    assert cover(window) is mark
    assert mark.text() == "林晓 11-21 10:30"
    assert window.childAt(QPoint(40, 30)) is button
    qtbot.mouseClick(window.childAt(QPoint(40, 30)), Qt.MouseButton.LeftButton)
    assert pressed
    assert window.grab().toImage() != bare
    window.resize(500, 340)
    assert mark.size() == window.size()
    marked[0] = "林晓 11-21 10:31"
    mark._again()
    assert mark.text().endswith("10:31")
    dialog = DeskDialog("问一问", parent=window)
    dialog.open()
    assert dialog.findChild(ScreenMark) is not None
    dialog.reject()
    set_screen_mark(None)
    assert cover(window) is None
    direct = Qt.FindChildOption.FindDirectChildrenOnly
    assert window.findChild(ScreenMark, "screen_mark", direct) is None
