"""The head of a page where its row is too narrow for every word (L9)."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.page import PageHead


def test_L9_buttons_become_their_icons_where_words_have_no_room_and_come_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 200)
    head = PageHead("收楼", "6 户", parent=window)
    printed = KeyButton("打印", "Ctrl+P", icon="ph.printer")
    export = KeyButton("导出", "F8", icon="ph.export")
    plain = KeyButton("日程", "F3")
    primary = KeyButton("新建批次", "F2", "primary", icon="ph.plus")
    for button in (printed, export, plain, primary):
        head.add_action(button)
    whole = head.row.minimumSize().width()
    head.resize(whole + 10, head.height())
    with qtbot.waitExposed(window):
        window.show()
    assert [b.is_compact for b in (printed, export, plain, primary)] == [False] * 4
    head.resize(whole - 10, head.height())
    assert [b.is_compact for b in (printed, export, plain, primary)] == [True, False, False, False]
    assert printed.toolTip() == "打印 Ctrl P"
    assert printed.accessibleName() == "打印"
    head.resize(whole - 120, head.height())
    qtbot.waitUntil(lambda: export.is_compact)
    qtbot.waitUntil(lambda: head.row.minimumSize().width() <= head.width())
    assert all(b.width() >= b.sizeHint().width() for b in (printed, export, plain, primary))
    assert not primary.is_compact, "the primary action keeps its word"
    head.resize(whole + 10, head.height())
    qtbot.waitUntil(lambda: not export.is_compact and not printed.is_compact)
    assert printed.toolTip() == ""
