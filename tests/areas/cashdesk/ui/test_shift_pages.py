"""开班, 中途缴款, 零星收支, past closes and finance's answer: M7.1, M7.2, M7.4, M7.6, M7.8."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.queries import current_shift, hand_ins, moves_of_shift, open_hand_ins
from frontdesk.areas.cashdesk.rules.kinds import CashMove
from frontdesk.areas.cashdesk.ui.move_dialog import MoveDialog
from frontdesk.areas.cashdesk.ui.open_page import OpenShiftPage
from frontdesk.areas.cashdesk.ui.paper_dialog import PaperDialog
from frontdesk.areas.cashdesk.ui.shift_page import CLOSES, HAND_INS, ShiftPage
from frontdesk.base.store.work import Actor
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Words
from tests.areas.cashdesk.desk import UNITS, Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.cashdesk.ui.tree import texts_of

Y = Money.yuan
K = Qt.Key
CTRL_ENTER = (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return)
Went = list[tuple[str, dict[str, Any]]]
Show = Callable[[Any], Any]


def a_closed_day(desk: Desk, *, words: str = "抽屉左边锁不好") -> None:
    """Yesterday: 500 float, 95 taken and handed in, 5 short."""
    desk.clock.forward(days=-1)
    desk.open()
    desk.charge("100.00", unit=UNITS[1])
    desk.collect("cash=100", unit=UNITS[1])
    desk.count("100=5,50=1,20=2,5=1", words=words)
    desk.close(reason="查不出")
    desk.clock.forward(days=1)


# -- opening --


def test_m7_1_a_shift_is_opened_with_its_float_counted_by_the_keyboard(
    desk: Desk, front: Front, show: Show, bar: Bar, went: Went, qtbot: QtBot
) -> None:
    page = cast(OpenShiftPage, show(OpenShiftPage(front)))
    assert focused() is page.count.grid.fields()[0].inner
    press(qtbot, "4", K.Key_Return, "1", K.Key_Return, "2", K.Key_Return, "1", CTRL_ENTER)
    shift = desk.runner.read(current_shift, desk.cashier.id)
    assert shift is not None
    assert (shift.opening_float, shift.name, shift.desk) == (Y("500"), page.name.value(), "一号台")
    assert went[-1][0] == "collect"
    assert bar.last() == f"ok: {shift.name}已开班。一号台，备用金 500.00。"


def test_the_float_can_be_an_amount_and_replaces_what_was_counted(
    desk: Desk, front: Front, show: Show, qtbot: QtBot
) -> None:
    page = cast(OpenShiftPage, show(OpenShiftPage(front)))
    press(qtbot, "4")
    assert page.float_.text() == "400.00"
    page.float_.setFocus()
    press(qtbot, "３００")
    assert page.count.grid.pieces() == 0
    press(qtbot, CTRL_ENTER)
    assert desk.runner.read(current_shift, desk.cashier.id).opening_float == Y("300")  # type: ignore[union-attr]


def test_nothing_counted_and_nothing_typed_is_said_beside_the_field(
    desk: Desk, front: Front, show: Show, bar: Bar, qtbot: QtBot
) -> None:
    page = cast(OpenShiftPage, show(OpenShiftPage(front)))
    press(qtbot, CTRL_ENTER)
    assert page.float_.error() == "请数一遍抽屉，或填合计；没有备用金请填 0"
    assert bar.last() == "bad: 还没有开班。要改：备用金合计（元）。"
    assert focused() is page.float_.inner
    press(qtbot, "0", CTRL_ENTER)
    assert desk.runner.read(current_shift, desk.cashier.id) is not None


def test_a_float_that_was_counted_is_not_thrown_away_without_asking(
    desk: Desk, front: Front, show: Show, answers: Answers, qtbot: QtBot
) -> None:
    """D0.8"""
    page = cast(OpenShiftPage, show(OpenShiftPage(front)))
    press(qtbot, "4")
    answers.yes = False
    press(qtbot, K.Key_Escape)
    assert (page.float_.text(), len(answers.asked)) == ("400.00", 1)
    answers.yes = True
    press(qtbot, K.Key_Escape, K.Key_Escape)
    assert (page.float_.text(), len(answers.asked)) == ("", 2)


def test_m7_4_the_next_shift_sees_what_the_last_one_left_and_said(
    desk: Desk, front: Front, show: Show, qtbot: QtBot
) -> None:
    a_closed_day(desk)
    page = cast(OpenShiftPage, show(OpenShiftPage(front)))
    assert "抽屉左边锁不好" in texts_of(page.before)
    assert page.same.text() == "与上一班留下的 500.00 一致"
    press(qtbot, K.Key_F6, CTRL_ENTER)
    assert desk.runner.read(current_shift, desk.cashier.id).opening_float == Y("500")  # type: ignore[union-attr]


# -- the running shift --


def test_m7_2_a_hand_in_is_counted_and_its_slip_printed(
    desk: Desk, front: Front, show: Show, port: Port, bar: Bar, qtbot: QtBot
) -> None:
    desk.open()
    page = cast(ShiftPage, show(ShiftPage(front)))
    page.findChild(KeyButton, "hand_in").click()
    dialog = page.findChild(MoveDialog)
    dialog.activateWindow()
    assert dialog.grid is not None
    dialog.grid.fields()[0].inner.setFocus()
    qtbot.keyClicks(dialog.grid.fields()[0].inner, "3")
    assert dialog.amount.text() == "300.00"
    dialog.primary.click()
    assert not dialog.isVisible()
    (move,) = desk.runner.read(moves_of_shift, 1)
    assert (move.kind, move.amount) == (CashMove.HAND_IN, Y("300"))
    assert port.jobs[0].title == "缴款单 JK-20261121-01"
    assert ("ok", "中途缴款 300.00 已记下。", "JK-20261121-01") in bar.said


def test_m7_2_petty_cash_takes_a_reason(
    desk: Desk, front: Front, show: Show, port: Port, qtbot: QtBot
) -> None:
    desk.open()
    page = cast(ShiftPage, show(ShiftPage(front)))
    page.open(target="petty")
    dialog = page.findChild(MoveDialog)
    dialog.amount.inner.setText("12.5")
    dialog.primary.click()
    assert dialog.reason.error() == "请填原因"
    assert desk.runner.read(moves_of_shift, 1) == ()
    dialog.reason.set_value("买胶水")
    dialog.primary.click()
    (move,) = desk.runner.read(moves_of_shift, 1)
    assert (move.kind, move.amount, move.reason) == (CashMove.PETTY_OUT, Y("12.50"), "买胶水")
    assert port.jobs == []


def test_counted_and_typed_that_differ_are_said_beside_the_amount(
    desk: Desk, front: Front, show: Show
) -> None:
    desk.open()
    page = cast(ShiftPage, show(ShiftPage(front)))
    page.open(target="hand_in")
    dialog = page.findChild(MoveDialog)
    assert dialog.grid is not None
    dialog.grid.set_counts(((Y("100"), 3),))
    dialog.amount.inner.setText("200")
    dialog.primary.click()
    assert dialog.amount.error() == "金额填的是 200.00，点出来是 300.00，请核对"
    assert dialog.isVisible()


@pytest.mark.parametrize(
    ("state", "shown"), [("none", {"shift_open"}), ("open", {"petty", "hand_in", "shift_close"})]
)
def test_only_what_can_be_done_is_offered(
    desk: Desk, front: Front, show: Show, state: str, shown: set[str]
) -> None:
    if state == "open":
        desk.open()
    page = cast(ShiftPage, show(ShiftPage(front)))
    buttons = ("petty", "hand_in", "shift_open", "shift_close")
    assert {name for name in buttons if page.findChild(KeyButton, name).isVisible()} == shown


def test_the_word_shift_leads_to_opening_one_when_there_is_none(
    desk: Desk, front: Front, show: Show, went: Went
) -> None:
    page = cast(ShiftPage, show(ShiftPage(front)))
    page.open(target="shift")
    assert went[-1][0] == "open_shift"
    desk.open()
    page.open(target="shift")
    assert len(went) == 1


def test_m7_6_a_shift_of_yesterday_is_said(desk: Desk, front: Front, show: Show) -> None:
    desk.open()
    desk.clock.forward(days=1)
    page = cast(ShiftPage, show(ShiftPage(front)))
    assert page.state.text().startswith("11-21 ")
    assert page.state.text().endswith("还没有结")


def test_a_supervisor_is_offered_to_close_for_somebody(
    desk: Desk, front_of: Callable[[Actor], Front], show: Show, went: Went
) -> None:
    desk.open()
    page = cast(ShiftPage, show(ShiftPage(front_of(desk.supervisor))))
    page.findChild(KeyButton, "close_other").click()
    assert went[-1] == ("close", {"shift_id": 1})


# -- what was closed --


def test_past_closes_are_listed_shown_and_printed_again(
    desk: Desk, front: Front, show: Show, port: Port, bar: Bar, qtbot: QtBot
) -> None:
    a_closed_day(desk)
    page = cast(ShiftPage, show(ShiftPage(front)))
    (row,) = page.closes.rows()
    assert (row.expected, row.counted, row.handed_in) == (Y("600"), Y("595"), Y("95"))
    told = texts_of(page.close_pane)
    assert {"短款 5.00", "查不出", "抽屉左边锁不好", "RB-20261120-01"} <= told
    page.close_table.setFocus()
    press(qtbot, K.Key_Return)
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    dialog.close()
    page.findChild(KeyButton, "report_again").click()
    assert port.jobs[-1].title == "收款日报表 RB-20261120-01"
    assert bar.last() == "ok: 收款日报表 RB-20261120-01 已送打印。前台针式"


def test_an_empty_month_says_what_would_be_here(desk: Desk, front: Front, show: Show) -> None:
    page = cast(ShiftPage, show(ShiftPage(front)))
    assert page.is_empty()
    a_closed_day(desk)
    page.refresh()
    assert not page.is_empty()
    page.month.inner.setText("2026-10")
    page.month.edited.emit()
    assert page.is_empty()
    page.month.inner.setText("2026-1x")
    page.month.edited.emit()
    assert page.closes.rows() == []


# -- finance --


def test_m7_8_finance_takes_a_hand_in_over(
    desk: Desk, front_of: Callable[[Actor], Front], show: Show, bar: Bar, qtbot: QtBot
) -> None:
    a_closed_day(desk)
    page = cast(ShiftPage, show(ShiftPage(front_of(desk.financier))))
    page.open(target="shift")
    assert page.chips.current() == HAND_INS
    assert page.chips.chip(HAND_INS).accessibleName() == "缴款签收 1"
    assert {"95.00", "玖拾伍元整", "还没有签收"} <= texts_of(page.hand_in_pane)
    page.hand_in_table.setFocus()
    press(qtbot, CTRL_ENTER)
    assert desk.runner.read(open_hand_ins) == ()
    assert bar.last() == "ok: JK-20261120-01 已签收。"
    assert not page.findChild(KeyButton, "hand_in_accept").isVisible()
    assert "已签收" in texts_of(page.hand_in_pane)


def test_m7_8_or_sends_it_back_with_words(
    desk: Desk, front_of: Callable[[Actor], Front], show: Show, answers: Answers
) -> None:
    a_closed_day(desk)
    page = cast(ShiftPage, show(ShiftPage(front_of(desk.financier))))
    page.open(target="hand_ins")
    answers.reason = "少一张五元"
    page.findChild(KeyButton, "hand_in_return").click()
    (row,) = desk.runner.read(hand_ins)
    assert (row.accepted, row.words) == (False, "少一张五元")
    assert page.findChild(KeyButton, "hand_in_accept").isVisible()
    assert any("少一张五元" in text for text in texts_of(page.hand_in_pane))


def test_the_cashier_sees_the_answers_and_cannot_give_them(
    desk: Desk, front: Front, show: Show, port: Port
) -> None:
    a_closed_day(desk)
    page = cast(ShiftPage, show(ShiftPage(front)))
    page.chips.choose(HAND_INS)
    assert not page.findChild(KeyButton, "hand_in_accept").isVisible()
    page.findChild(KeyButton, "slip_again").click()
    assert port.jobs[-1].title == "缴款单 JK-20261120-01"
    page.chips.choose(CLOSES)
    assert page.close_table.isVisible()


@pytest.mark.parametrize("size", [(1366, 603), (1180, 555)])
def test_l9_every_button_of_the_head_fits(
    desk: Desk, front: Front, show: Show, size: tuple[int, int]
) -> None:
    desk.open()
    page = cast(ShiftPage, show(ShiftPage(front)))
    page.window().resize(*size)
    right = [b for b in page.head.findChildren(KeyButton) if b.isVisible()]
    for button in right:
        assert button.width() >= button.sizeHint().width()
        assert button.mapTo(page, button.rect().topRight()).x() <= page.width()
    assert page.findChild(QWidget, "shift_state").isVisible()
    assert isinstance(page.head.title, Words)
