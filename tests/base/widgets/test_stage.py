"""A page that another one comes over: keys and head are those of the one on top (L2, L5)."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import TextField
from frontdesk.base.widgets.page import EmptyState, Page
from frontdesk.base.widgets.ports import QuietMessages
from frontdesk.base.widgets.stage import Stage


class Inner(Page):
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "inner_page", "Inner", back=True)
        self.stays = False
        self.field = TextField("inner_field")
        self.set_body(self.field)

    def may_leave(self) -> bool:
        return not self.stays

    def focus_start(self) -> None:
        self.field.setFocus()


class Outer(Stage):
    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "outer_page", "Outer")
        self.pressed: list[str] = []
        self.reads = 0
        button = KeyButton("Go", "F2", name="go")
        button.clicked.connect(lambda: self.pressed.append("outer"))
        self.head.add_action(button)
        self.filters.add(KeyButton("Filter", name="filter"))
        self.set_body(QWidget())

    def refresh(self) -> None:
        self.reads += 1


@pytest.fixture
def outer(desk: Desk, qtbot: QtBot) -> Outer:
    window = QWidget()
    page = Outer(desk)
    QVBoxLayout(window).addWidget(page)
    qtbot.addWidget(window)
    window.resize(800, 500)
    with qtbot.waitActive(window):
        window.show()
    page._window_kept = window  # type: ignore[attr-defined]
    return page


def test_head_filters_and_keys_below_are_out_of_reach_until_the_inner_page_leaves(
    outer: Outer, desk: Desk, qtbot: QtBot
) -> None:
    inner = Inner(desk)
    outer.cover(inner)
    QApplication.processEvents()
    assert (outer.head.isVisible(), outer.filters.isVisible(), inner.isVisible()) == (False, False, True)
    assert QApplication.focusWidget() is inner.field.inner
    qtbot.keyClick(inner.field.inner, Qt.Key.Key_F2)
    assert outer.pressed == []
    reads = outer.reads
    inner.left.emit()
    assert (outer.inner(), outer.head.isVisible(), outer.filters.isVisible()) == (None, True, True)
    assert outer.reads > reads
    qtbot.keyClick(outer, Qt.Key.Key_F2)
    assert outer.pressed == ["outer"]


def test_a_page_over_a_page_takes_its_place_and_the_old_one_is_not_listened_to(
    outer: Outer, desk: Desk
) -> None:
    first, second = Inner(desk), Inner(desk)
    outer.cover(first)
    outer.cover(second)
    first.left.emit()
    assert outer.inner() is second
    outer.uncover()
    assert outer.head.isVisible()


def test_what_becomes_empty_beneath_shows_only_afterwards(outer: Outer, desk: Desk) -> None:
    inner = Inner(desk)
    outer.cover(inner)
    empty = EmptyState("ph.sun-horizon", "Nothing", "yet")
    outer.show_empty(empty)
    assert inner.isVisible()
    inner.left.emit()
    assert empty.isVisible()
    outer.cover(Inner(desk))
    outer.hide_empty()
    outer.uncover()
    assert not empty.isVisible()


def test_leaving_asks_the_page_on_top(outer: Outer, desk: Desk) -> None:
    assert outer.may_leave()
    inner = Inner(desk)
    inner.stays = True
    outer.cover(inner)
    assert not outer.may_leave()


def test_what_was_said_before_does_not_lie_over_the_inner_pages_foot(outer: Outer, desk: Desk) -> None:
    """L6: the message bar stands where the inner page has its save button."""

    class Bar(QuietMessages):
        shown = True

        def clear(self) -> None:
            self.shown = False

    desk.messages = bar = Bar()
    desk.messages.ok("已导出 6 行。")
    outer.cover(Inner(desk))
    assert not bar.shown
