"""A field that is deleted while typing stands in it goes quietly: its line must not speak to what is gone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.widgets.fields import AreaField, PasswordField, TextField
from frontdesk.base.widgets.search import SearchBox


@pytest.mark.parametrize("kind", [TextField, AreaField, PasswordField, SearchBox])
def test_deleting_a_field_with_the_focus(qtbot: QtBot, kind: type[QWidget]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    box = QWidget(window)
    column = QVBoxLayout(box)
    field = kind("gone")  # type: ignore[call-arg]
    column.addWidget(field)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    gone: list[bool] = []
    field.destroyed.connect(lambda: gone.append(True))
    box.deleteLater()
    del field
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert gone == [True]
