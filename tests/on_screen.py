"""Windows of the tests on a real screen."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.widgets.theme import apply_theme, theme_mode


def wear_light(app: QApplication) -> None:
    """The light theme, whatever a test before has shown. Who wears it is not dressed again: every widget there is
    would be polished anew."""
    if theme_mode() != "light" or not app.styleSheet():
        apply_theme(app, "light")


def has_the_keyboard(qtbot: QtBot, window: QWidget) -> None:
    """Wait until *window* gets what is typed.

    `isActiveWindow` is true on Windows as soon as the system says so; shortcuts work only when Qt has heard it.
    """
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
