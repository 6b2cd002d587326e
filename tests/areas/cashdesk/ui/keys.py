"""Keys as they come from the keyboard: to whatever has the focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

Key = Qt.Key | str | tuple[Qt.KeyboardModifier, Qt.Key]
"""A key, text that is typed, or a key held with another."""


def focused() -> QWidget:
    """What typing goes to now."""
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def press(qtbot: QtBot, *keys: Key) -> None:
    """Press one after another."""
    for key in keys:
        if isinstance(key, str):
            type_text(qtbot, key)
        elif isinstance(key, tuple):
            qtbot.keyClick(focused(), key[1], key[0])
        else:
            qtbot.keyClick(focused(), key)


def type_text(qtbot: QtBot, text: str) -> None:
    """Type it; what no key of an ASCII keyboard makes comes as an input method sends it."""
    for sign in text:
        if sign.isascii():
            qtbot.keyClicks(focused(), sign)
        else:
            event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, sign)
            QApplication.sendEvent(focused(), event)
