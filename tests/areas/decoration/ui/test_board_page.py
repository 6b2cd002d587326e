"""在办: the board by step walked with the keys, the same files as a list, the foot, and what is not allowed (07, L5)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.areas.decoration.rules.course import State
from frontdesk.areas.decoration.ui.board_page import DecorationPage
from frontdesk.areas.decoration.ui.visit_dialog import VisitDialog
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.decoration.site import Site

K = Qt.Key
Went = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def sites(desk: Desk) -> tuple[Site, Site, Site]:
    """One applied for, two under way."""
    desk.open()
    first, second, third = Site(desk), Site(desk), Site(desk)
    first.apply(unit_id=3)
    second.apply(unit_id=2)
    second.to(State.RUNNING)
    third.apply()
    third.to(State.RUNNING)
    return first, second, third


@pytest.fixture
def page(
    desk: Desk, sites: object, front_of: Callable[..., Front], show: Callable[..., Any]
) -> DecorationPage:
    return cast(DecorationPage, show(DecorationPage(front_of(desk.supervisor))))


def test_l5_the_board_is_walked_with_the_arrows_and_a_card_is_opened_with_enter(
    page: DecorationPage, sites: tuple[Site, Site, Site], went: Went, qtbot: QtBot
) -> None:
    page.focus_start()
    assert focused() is page.view
    card = page.current()
    assert card is not None
    assert card.number == sites[0].number
    assert not page.visit_button.isVisible()
    press(qtbot, K.Key_Right)
    assert page.current().number == sites[2].number  # type: ignore[union-attr]
    press(qtbot, K.Key_Down)
    assert page.current().number == sites[1].number  # type: ignore[union-attr]
    assert page.visit_button.isVisible()
    assert sites[1].number in page.first.text()
    assert "押金 2,000.00 已收" in page.second.text()
    press(qtbot, K.Key_Home, K.Key_Return)
    assert went == [("decoration_file", {"file_id": sites[2].id})]
    assert sites[2].facts.unit in page.view.accessibleDescription()


def test_l5_f2_asks_for_a_new_application_and_f4_enters_a_visit(
    page: DecorationPage, sites: tuple[Site, Site, Site], went: Went, qtbot: QtBot
) -> None:
    page.focus_start()
    press(qtbot, K.Key_F2)
    assert went == [("new_decoration", {})]
    press(qtbot, K.Key_Right, K.Key_F4)
    dialog = page.findChild(VisitDialog)
    assert dialog is not None
    dialog.seen.set_value("水电开槽")
    dialog.findChild(KeyButton, "decoration_visit_save").click()  # type: ignore[union-attr]
    assert [visit.seen for visit in sites[2].facts.visits] == ["水电开槽"]


def test_the_same_files_stand_in_a_list_and_a_filter_narrows_both(
    page: DecorationPage, sites: tuple[Site, Site, Site], qtbot: QtBot
) -> None:
    page.view.select(sites[1].id)
    page.how.setFocus()
    press(qtbot, K.Key_Right)
    assert page.views.currentWidget() is page.table
    assert page.table.current().number == sites[1].number
    page.search.set_text("2-2-0801")
    page.refresh()
    assert [row.number for row in page.model.rows()] == [sites[1].number]
    page.search.set_text("没有这样的")
    page.refresh()
    assert page.views.currentWidget().objectName() == "decoration_none"  # type: ignore[union-attr]


def test_l7_an_estate_without_decorations_says_how_to_begin(
    desk: Desk, front: Front, show: Callable[..., Any], went: Went
) -> None:
    page = cast(DecorationPage, show(DecorationPage(front)))
    assert page.is_empty()
    page.findChild(KeyButton, "decoration_empty_new").click()  # type: ignore[union-attr]
    assert went == [("new_decoration", {})]


@pytest.mark.parametrize(("wide", "high"), [(1366, 603), (1366, 523), (1180, 475)])
def test_l9_cards_stay_within_the_page(page: DecorationPage, qtbot: QtBot, wide: int, high: int) -> None:
    window = cast(QWidget, page.window())
    window.resize(wide, high)
    QApplication.processEvents()
    for at, column in enumerate(page.view.columns):
        for row in range(len(column.cards)):
            rect = page.view.card_rect(at, row)
            assert rect.left() >= 0
            assert rect.right() <= page.view.viewport().width()
            assert rect.width() > 150
