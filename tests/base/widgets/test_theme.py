"""The theme: both dress everything, a switch repaints what stands, fonts and icons are the tokens'."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import HairLine, Words
from frontdesk.base.widgets.theme import apply_theme, font, icon, theme, theme_changed
from frontdesk.base.widgets.tokens import DARK, FAMILIES, LIGHT, TYPE

ICONS = [
    "sun-horizon",
    "headset",
    "key",
    "paint-roller",
    "address-book",
    "wallet",
    "magnifying-glass",
    "note-pencil",
    "user-circle",
    "printer",
    "export",
    "funnel",
    "identification-card",
    "wrench",
    "phone-call",
    "clock",
    "envelope-simple",
    "megaphone-simple",
    "file-text",
    "clipboard-text",
    "camera",
    "paperclip",
    "barcode",
    "qr-code",
    "car",
    "paw-print",
    "package",
    "receipt",
    "lock-simple",
    "eye",
    "info",
    "warning-circle-fill",
    "check-circle",
    "arrow-u-up-left",
    "dots-three",
    "arrow-left",
    "x",
    "calendar-blank",
    "house",
    "user",
    "columns",
    "list",
    "caret-down",
]


def _colours(widget: object) -> set[str]:
    picture = widget.grab().toImage()  # type: ignore[attr-defined]
    return {
        picture.pixelColor(x, y).name().upper()
        for x in range(picture.width())
        for y in range(picture.height())
    }


def test_switching_the_theme_repaints_what_stands_L3(qtbot: QtBot, qapp: QApplication, light: None) -> None:
    button, words, line = KeyButton("收费", "F3", "primary"), Words("已收", tone="bad"), HairLine()
    for widget in (button, words, line):
        qtbot.addWidget(widget)
        widget.show()
    assert LIGHT.accent in _colours(button)
    with qtbot.waitSignal(theme_changed):
        apply_theme(qapp, "dark")
    assert theme() is DARK
    assert DARK.accent in _colours(button)
    assert LIGHT.accent not in _colours(button)
    assert DARK.bad in _colours(words)
    assert DARK.line in _colours(line)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.win)


def test_system_follows_the_desktop(qapp: QApplication, light: None) -> None:
    apply_theme(qapp, "system")
    dark = qapp.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert theme() is (DARK if dark else LIGHT)


@pytest.mark.parametrize("name", list(TYPE))
def test_fonts_are_the_tokens_with_figures_of_one_width_L4(
    qapp: QApplication, light: None, name: str
) -> None:
    made = font(name)  # type: ignore[arg-type]
    assert made.pixelSize() == TYPE[name].px
    assert made.weight() == (QFont.Weight.DemiBold if TYPE[name].weight == 600 else QFont.Weight.Normal)
    assert made.isFeatureSet(QFont.Tag("tnum"))
    assert made.families()[0] in FAMILIES


def test_a_font_handed_out_can_be_changed_without_harm(qapp: QApplication, light: None) -> None:
    font("body").setUnderline(True)
    assert not font("body").underline()


@pytest.mark.parametrize("name", ICONS)
def test_every_icon_of_the_design_is_drawn(qapp: QApplication, light: None, name: str) -> None:
    picture = icon(f"ph.{name}", "text").pixmap(QSize(32, 32)).toImage()
    inked = sum(picture.pixelColor(x, y).alpha() > 128 for x in range(32) for y in range(32))
    assert inked > 10


def test_the_chosen_tabs_icon_is_filled(qapp: QApplication, light: None) -> None:
    thin, full = (icon("ph.wallet", "accent", fill=f).pixmap(QSize(32, 32)).toImage() for f in (False, True))
    count = lambda p: sum(p.pixelColor(x, y).alpha() > 128 for x in range(32) for y in range(32))  # noqa: E731
    assert count(full) > count(thin)


def test_a_colour_that_is_no_token_is_refused(qapp: QApplication, light: None) -> None:
    with pytest.raises(KeyError):
        icon("ph.wallet", "purple")


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on")
def test_none_outlives_many_calls(qapp: QApplication) -> None:
    """PySide6 6.12 takes a reference to None with every call on Python 3.11."""
    for _ in range(20_000):
        qapp.processEvents()
    assert sys.getrefcount(None) > 1 << 40
