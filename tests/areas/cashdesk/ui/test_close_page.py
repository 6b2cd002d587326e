"""日结 through real widgets: blind until the count is stored (M7.3), proved and locked (M7.4, M7.5), T10."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.queries import closed_shifts, current_shift, shift_count
from frontdesk.areas.cashdesk.rules.kinds import CashMove, ShiftState, Tender
from frontdesk.areas.cashdesk.ui.close_page import ClosePage
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.marks import Link, StatusLabel, Words
from tests.areas.cashdesk.desk import TODAY, UNITS, Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.cashdesk.ui.tree import texts_of

Y = Money.yuan
K = Qt.Key
CTRL_ENTER = (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Return)
Went = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def page(desk: Desk, front: Front, show: Callable[[Any], Any]) -> ClosePage:
    """The case of M7: 500 float, 1,236.50 in, 36.50 back, 895 handed in or paid out, WeChat 4,939.68."""
    desk.charge("1200.00", unit=UNITS[1])
    desk.charge("4939.68", unit=UNITS[2])
    desk.open()
    desk.collect("cash=1236.50", unit=UNITS[1])
    desk.collect("wechat=4939.68:42000023862026", unit=UNITS[2])
    desk.move(CashMove.HAND_IN, "800", "")
    desk.move(CashMove.PETTY_OUT, "100", "退临时证押金")
    return cast(ClosePage, show(ClosePage(front)))


def count(page: ClosePage, qtbot: QtBot, **pieces: str) -> None:
    """Type the count by the keyboard alone: Enter goes from one face value to the next."""
    page.count.grid.fields()[0].setFocus()
    for name in ("n100", "n50", "n20", "n10", "n5", "n1", "n05", "n01"):
        press(qtbot, pieces.get(name, ""), K.Key_Return)


def words(page: QWidget, name: str) -> str:
    found = page.findChild(QWidget, name)
    assert isinstance(found, Words | StatusLabel), name
    return found.text()


COUNT_795 = {"n100": "5", "n50": "3", "n20": "4", "n10": "3", "n5": "5", "n1": "8", "n05": "3", "n01": "5"}


def test_m7_3_nothing_expected_is_in_any_widget_model_or_accessible_text_before_the_count(
    page: ClosePage, qtbot: QtBot
) -> None:
    """Expected cash 800.00, takings 1,200.00, WeChat 4,939.68: none of them, nor the receipts' sums."""
    count(page, qtbot, n100="1")
    told = texts_of(page)
    assert any("实点现金 100.00" in text for text in told), "the tree is read at all"
    for amount in ("800.00", "1,236.50", "1,200.00", "4,939.68", "6,139.68", "36.50", "1236.50", "4939.68"):
        assert not [text for text in told if amount in text], amount
    assert page.reveal is None
    assert page.story is None


def test_the_blind_test_can_fail(page: ClosePage, qtbot: QtBot) -> None:
    """After the count the same reading finds all of it."""
    count(page, qtbot, **COUNT_795)
    page.slips.amounts[Tender.WECHAT].inner.setText("4939.68")
    press(qtbot, CTRL_ENTER)
    told = texts_of(page)
    for amount in ("800.00", "1,236.50", "4,939.68"):
        assert [text for text in told if amount in text], amount


def test_the_whole_close_by_the_keyboard(
    page: ClosePage, desk: Desk, port: Port, bar: Bar, went: Went, qtbot: QtBot
) -> None:
    """Count, confirm, give the reason, close: locked, printed twice each, numbers said."""
    assert page.steps.current() == 1
    count(page, qtbot, **COUNT_795)
    assert (words(page, "count_worth"), words(page, "count_pieces")) == ("795.00", "36 张（枚）")
    assert focused() is page.slips.numbers[Tender.WECHAT].inner
    press(qtbot, "1", K.Key_Return, "4939.68", CTRL_ENTER)
    stored = desk.runner.read(shift_count, 1)
    assert stored is not None
    assert (stored.counted, stored.slips[Tender.WECHAT]) == (Y("795"), (1, Y("4939.68")))  # type: ignore[index]
    assert page.steps.current() == 2
    assert page.reveal is not None
    assert words(page, "difference_head") == "现金短款 5.00"
    assert bar.last() == "warn: 清点已存下，现金短款 5.00。写明原因就能结班，差额照存。"
    press(qtbot, CTRL_ENTER)
    assert page.reveal.words.error() == "请选一个原因，或写几个字"
    assert desk.runner.read(current_shift, desk.cashier.id).state is ShiftState.COUNTED  # type: ignore[union-attr]
    page.reveal.chips[1].click()
    page.reveal.words.set_value("10:15 可能多找 5.00")
    assert (words(page, "kept_words"), words(page, "goes_words")) == (
        "100×3 50×2 20×3 10×2 5×2 1×8 0.5×3 0.1×5",
        "贰佰玖拾伍元整 · 100×2 50 20 10 5×3",
    )
    press(qtbot, CTRL_ENTER)
    (closed,) = desk.runner.read(closed_shifts, TODAY, TODAY)
    assert (closed.expected, closed.counted, closed.difference) == (Y("800"), Y("795"), Y("-5"))
    assert closed.reason == "找零有误：10:15 可能多找 5.00"
    assert (closed.kept_back, closed.handed_in) == (Y("500"), Y("295"))
    assert [(job.title, job.setup.copies) for job in port.jobs] == [
        ("收款日报表 RB-20261121-01", 2),
        ("缴款单 JK-20261121-02", 1),
    ]
    assert page.steps.current() == 3
    assert bar.last() == "ok: 已结班。日报表 RB-20261121-01，上缴 295.00，短款 5.00 的原因已写明。"
    assert words(page, "day_report_state") == "收款日报表 2 份已送“前台针式”"
    assert page.papers is not None
    assert {form: preview.page_count() for form, preview in page.papers.view.previews.items()} == {
        "day_report": 1,
        "hand_in_slip": 2,
    }
    assert desk.broken() == []
    left: list[bool] = []
    page.left.connect(lambda: left.append(True))
    press(qtbot, CTRL_ENTER)
    assert left == [True]


def test_m7_5_the_three_sums_are_shown_equal(page: ClosePage, qtbot: QtBot) -> None:
    count(page, qtbot, n100="8")
    page.slips.amounts[Tender.WECHAT].inner.setText("4939.68")
    page.slips.numbers[Tender.WECHAT].inner.setText("1")
    page.confirm()
    assert page.story is not None
    proof = page.story.findChild(QWidget, "proof")
    said = [label.text() for label in proof.findChildren(Words)]
    assert said.count("6,139.68") == 3
    assert "三数相等" in said


def test_a_zero_difference_is_as_easy_as_any_other(
    page: ClosePage, desk: Desk, bar: Bar, qtbot: QtBot
) -> None:
    """T10: nothing over or short asks for no reason."""
    count(page, qtbot, n100="8")
    page.slips.amounts[Tender.WECHAT].inner.setText("4,939.68")
    press(qtbot, CTRL_ENTER)
    assert page.reveal is not None
    assert page.reveal.chips == []
    assert "分文不差" in bar.last()
    press(qtbot, CTRL_ENTER)
    (closed,) = desk.runner.read(closed_shifts, TODAY, TODAY)
    assert (closed.difference, closed.kept_back) == (Y("0"), Y("500"))


def test_an_empty_shift_with_no_float_closes_too(
    desk: Desk, front: Front, show: Callable[[Any], Any], port: Port, qtbot: QtBot
) -> None:
    """M7.7, T10: zero float, zero takings, nothing handed in and so no slip."""
    desk.open("0")
    page = cast(ClosePage, show(ClosePage(front)))
    press(qtbot, CTRL_ENTER, CTRL_ENTER)
    (closed,) = desk.runner.read(closed_shifts, TODAY, TODAY)
    assert (closed.expected, closed.handed_in) == (Y("0"), Y("0"))
    assert [job.title for job in port.jobs] == ["收款日报表 RB-20261121-01"]
    assert page.findChild(QWidget, "hand_in_slip_state") is None


def test_a_float_the_pieces_cannot_make_is_said_under_its_field(
    page: ClosePage, desk: Desk, qtbot: QtBot
) -> None:
    count(page, qtbot, n100="8")
    page.slips.amounts[Tender.WECHAT].inner.setText("4939.68")
    page.confirm()
    assert page.reveal is not None
    page.reveal.kept.setFocus()
    press(qtbot, "450")
    assert words(page, "kept_words") == "点出来的票面凑不出 450.00，最近可留 400.00"
    press(qtbot, CTRL_ENTER)
    assert desk.runner.read(closed_shifts, TODAY, TODAY) == ()
    page.reveal.kept.inner.selectAll()
    press(qtbot, "300")
    assert words(page, "kept_words") == "100×3"
    assert page.reveal.goes.text() == "500.00"
    press(qtbot, CTRL_ENTER)
    (closed,) = desk.runner.read(closed_shifts, TODAY, TODAY)
    assert (closed.kept_back, closed.handed_in) == (Y("300"), Y("500"))


def test_what_is_no_number_is_said_and_nothing_is_stored(
    page: ClosePage, desk: Desk, bar: Bar, qtbot: QtBot
) -> None:
    count(page, qtbot, n100="3x", n50="２")
    page.slips.amounts[Tender.WECHAT].inner.setText("12.345")
    press(qtbot, CTRL_ENTER)
    assert page.count.grid.field(Y("100")).error()
    assert page.count.grid.field(Y("50")).text() == "2"
    assert "微信合计" in words(page, "slips_error")
    assert bar.last().startswith("bad: 没有确认。")
    assert desk.runner.read(shift_count, 1) is None


def test_a_way_to_pay_that_was_used_and_not_added_up_is_asked_about_without_its_amount(
    page: ClosePage, desk: Desk, answers: Answers, qtbot: QtBot
) -> None:
    answers.yes = False
    count(page, qtbot, n100="8")
    press(qtbot, CTRL_ENTER)
    assert answers.asked == ["本班收过微信，结算单还没有填。按 0.00 存吗？存了不能改。"]
    assert desk.runner.read(shift_count, 1) is None
    answers.yes = True
    press(qtbot, CTRL_ENTER)
    assert desk.runner.read(shift_count, 1) is not None


def test_a_drawer_counted_as_empty_is_asked_about_first(
    page: ClosePage, desk: Desk, answers: Answers, qtbot: QtBot
) -> None:
    """M7.3: what is confirmed stands, so a slip of the hand must not confirm an uncounted drawer."""
    answers.yes = False
    press(qtbot, CTRL_ENTER)
    assert answers.asked == ["现金一张也没有点。按 0.00 存吗？存了不能改。"]
    assert desk.runner.read(shift_count, 1) is None


def test_m7_7_the_list_before_the_count_leads_to_what_it_names(page: ClosePage, went: Went) -> None:
    told = texts_of(page.facts)
    assert "2 张收据没有打印：SJ00000001、SJ00000002" in told
    assert "没有未完的收款" in told
    page.findChild(Link, "check_unprinted").clicked.emit()
    assert went[-1][0] == "receipts"


def test_what_was_counted_is_not_thrown_away_without_asking(
    page: ClosePage, answers: Answers, went: Went, qtbot: QtBot
) -> None:
    count(page, qtbot, n100="8")
    answers.yes = False
    press(qtbot, K.Key_Escape)
    assert page.count.grid.pieces() == 8
    assert went == []
    answers.yes = True
    press(qtbot, K.Key_Escape)
    assert page.count.grid.pieces() == 0
    assert went[-1][0] == "collect"


def test_a_count_that_was_stored_goes_on_where_it_stood(
    page: ClosePage, desk: Desk, front: Front, show: Callable[[Any], Any], qtbot: QtBot
) -> None:
    """The program ended between count and close: the figures stand, the count cannot be typed again."""
    desk.count("100=8", {Tender.WECHAT: (1, Y("4939.68"))})
    again = cast(ClosePage, show(ClosePage(front)))
    assert again.steps.current() == 2
    assert not again.count.isVisible()
    assert again.reveal is not None


def test_closing_for_somebody_else_takes_a_supervisors_leave(
    page: ClosePage,
    desk: Desk,
    front_of: Callable[[Actor], Front],
    show: Callable[[Any], Any],
    answers: Answers,
) -> None:
    other = Actor(1, "管理员", desk.admin.role)
    clerk = front_of(desk.receptionist)
    lent = cast(ClosePage, show(ClosePage(clerk)))
    lent.open(shift_id=1)
    answers.approval = None
    lent.confirm()
    assert answers.asked[-1] == Right.CLOSE_OTHERS
    assert desk.runner.read(shift_count, 1) is None
    answers.approval = Approval(Right.CLOSE_OTHERS.value, desk.supervisor.id, "周敏")
    lent.confirm()
    assert desk.runner.read(shift_count, 1) is not None
    assert other.may(Right.CLOSE_OTHERS)


def test_no_printer_leaves_the_papers_to_be_saved(
    page: ClosePage, desk: Desk, port: Port, answers: Answers, tmp_path: Any, qtbot: QtBot
) -> None:
    port.names = ()
    count(page, qtbot, n100="8")
    page.slips.amounts[Tender.WECHAT].inner.setText("4939.68")
    page.confirm()
    page.close_now()
    assert words(page, "day_report_state") == "收款日报表没有打印：没有装打印机"
    answers.file = tmp_path / "日报表.pdf"
    page.findChild(KeyButton, "save_day_report").click()
    assert answers.file.read_bytes().startswith(b"%PDF")
    port.names = ("办公室激光",)
    page.findChild(KeyButton, "print_day_report").click()
    assert port.jobs[0].title == "收款日报表 RB-20261121-01"


def test_nothing_to_close_says_so(desk: Desk, front: Front, show: Callable[[Any], Any], went: Went) -> None:
    page = cast(ClosePage, show(ClosePage(front)))
    assert page.is_empty()
    assert page.foot is not None
    assert not page.foot.isVisible()
    page.findChild(KeyButton, "close_open_shift").click()
    assert went[-1][0] == "open_shift"


@pytest.mark.parametrize("size", [(1366, 603), (1180, 555)])
def test_l9_the_sum_and_the_buttons_are_never_cut(
    page: ClosePage, qtbot: QtBot, size: tuple[int, int]
) -> None:
    page.window().resize(*size)
    count(page, qtbot, **{**COUNT_795, "n100": "12345"})
    QApplication.processEvents()
    worth = page.findChild(Words, "count_worth")
    assert page.rect().contains(worth.mapTo(page, worth.rect().bottomRight()))
    for face in (10000, 10):
        amount = page.findChild(Words, f"count_{face}_amount")
        assert amount.width() >= amount.sizeHint().width()
        assert amount.mapTo(page.count, amount.rect().topRight()).x() <= page.count.width()
    for name in ("confirm_count", "close_back"):
        button = page.findChild(KeyButton, name)
        assert page.rect().contains(button.mapTo(page, button.rect().bottomRight()))
