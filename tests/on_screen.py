"""Windows of the tests on a real screen."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot


def has_the_keyboard(qtbot: QtBot, window: QWidget) -> None:
    """Wait until *window* gets what is typed.

    `isActiveWindow` is true on Windows as soon as the system says so; shortcuts work only when Qt has heard it.
    """
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
