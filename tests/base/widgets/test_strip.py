"""The strip of a tab's pages and the menu in its last place (L2, L5)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.widgets.strip import SubTabs


@pytest.fixture
def strip(qtbot: QtBot) -> Iterator[SubTabs]:
    window = QWidget()
    qtbot.addWidget(window)
    made = SubTabs(
        [("tickets", "报事"), ("found", "失物")],
        name="desk_pages",
        more=[("shift_log", "交接班"), ("counts", "资产盘点")],
        parent=window,
    )
    with qtbot.waitExposed(window):
        window.show()
    yield made
    window.close()


def test_L2_the_menu_leads_to_its_pages_and_shows_the_one_that_is_chosen(
    qtbot: QtBot, strip: SubTabs
) -> None:
    more = strip.more
    assert more is not None
    assert strip.keys() == ("tickets", "found", "shift_log", "counts")
    assert (strip.current(), more.text(), more.isChecked()) == ("tickets", "更多", False)
    told: list[str] = []
    strip.chosen.connect(told.append)
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    assert more.menu_shown.isVisible()
    assert (strip.current(), more.isChecked(), told) == ("tickets", False, []), "opening chooses nothing"
    qtbot.keyClick(more.menu_shown, Qt.Key.Key_Down)
    qtbot.keyClick(more.menu_shown, Qt.Key.Key_Down)
    qtbot.keyClick(more.menu_shown, Qt.Key.Key_Return)
    assert told == ["counts"]
    wide = more.sizeHint().width()
    strip.choose("counts")
    assert (strip.current(), more.text(), more.isChecked()) == ("counts", "资产盘点", True)
    assert not strip.chip("tickets").isChecked()
    assert more.sizeHint().width() > wide
    assert more.focusPolicy() == Qt.FocusPolicy.StrongFocus, "Tab stops at it"
    strip.choose("found")
    assert (strip.current(), more.text(), more.isChecked()) == ("found", "更多", False)
    assert more.focusPolicy() == Qt.FocusPolicy.ClickFocus


def test_L5_the_arrows_reach_the_menu_and_its_figures_are_said(qtbot: QtBot, strip: SubTabs) -> None:
    more = strip.more
    assert more is not None
    strip.set_count("tickets", 14)
    strip.set_count("shift_log", "1 未签")
    strip.set_count("counts", 1200)
    assert [line.text() for line in more.menu_shown.actions()] == ["交接班\t1 未签", "资产盘点\t1,200"]
    strip.set_count("shift_log", None)
    assert more.menu_shown.actions()[0].text() == "交接班"
    strip.choose("found")
    strip.chip("found").setFocus()
    qtbot.keyClick(strip.chip("found"), Qt.Key.Key_Right)
    assert more.hasFocus()
    if not more.menu_shown.isVisible():
        qtbot.keyClick(more, Qt.Key.Key_Space)
    assert more.menu_shown.isVisible()
    qtbot.keyClick(more.menu_shown, Qt.Key.Key_Escape)
    assert not more.menu_shown.isVisible()
    assert strip.current() == "found"
