"""Keys taken twice on one window are found (L5)."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.selftest.doubled import doubled_keys
from frontdesk.base.widgets.buttons import KeyButton


def test_l5_two_buttons_with_one_key_are_told_unless_one_is_away(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = QVBoxLayout(window)
    for key, name in (("F8", "export"), ("F7", "rate"), ("F8", "arrears")):
        box.addWidget(KeyButton(name, key, name=name, parent=window))
    window.show()
    assert doubled_keys(window) == {"F8": ["arrears", "export"]}
    window.findChildren(KeyButton, "arrears")[0].setEnabled(False)
    assert doubled_keys(window) == {}
