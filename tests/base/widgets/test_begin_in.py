"""Where the keys are when a dialog opens: shown, and nothing proposed is selected (L5)."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.widgets.field import begin_in
from frontdesk.base.widgets.fields import SegmentField, TextField
from tests.on_screen import has_the_keyboard


def test_L5_the_ring_shows_and_proposed_words_are_not_selected(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    segment, words = SegmentField("way", [(1, "打印"), (2, "导出")]), TextField("who")
    words.set_value("张硕")
    column.addWidget(words)
    column.addWidget(segment)
    window.show()
    window.activateWindow()
    has_the_keyboard(qtbot, window)
    begin_in(segment)
    inner = segment.focusProxy() or segment
    assert inner.hasFocus()
    assert inner._ring  # type: ignore[attr-defined]
    begin_in(words)
    assert words.inner.hasFocus()
    assert words.inner.selectedText() == ""
