"""报表 (D5.5): spans by keyboard, five ways to look, the chart, what it is held against, to paper and to Excel."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.rules.report_spans import Days, SpanKind
from frontdesk.areas.cashdesk.ui import reports_page
from frontdesk.areas.cashdesk.ui.reports_page import HELD, ReportsPage
from frontdesk.base.store.files import FileInUse
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.preview import PreviewDialog
from tests.areas.cashdesk.desk import PARKING, SERVICE_FEE, TODAY, UNITS, Desk, Y
from tests.areas.cashdesk.ui.conftest import Answers, Bar
from tests.areas.cashdesk.ui.keys import press
from tests.areas.cashdesk.ui.tree import texts_of

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Went = list[tuple[str, dict[str, Any]]]


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """Yesterday 300.00 taken and closed; today 200.00, of it 50.00 back, a deposit, and the shift still open."""
    desk.clock.forward(days=-1)
    desk.charge("300.00")
    desk.charge("200.00", unit=UNITS[1], item=PARKING)
    desk.open("500")
    old = desk.collect("cash=300", amount="300")
    desk.close_day()
    desk.open("500")
    desk.collect("wechat=200:R1", unit=UNITS[1])
    desk.take(amount="2000")
    desk.refund(old.number, "cash=50", actor=desk.cashier, amount=Y("50"))
    return desk


@pytest.fixture
def page(desk: Desk, front: Front, show: Callable[[Any], Any]) -> ReportsPage:
    front.sign_in(desk.supervisor)
    made = cast(ReportsPage, show(ReportsPage(front)))
    made.focus_start()
    return made


def rows(page: ReportsPage) -> list[tuple[str, str]]:
    return [(row.line.label, row.line.net.plain) for row in page.model.rows()]


def test_d5_5_the_month_by_item_with_its_chart_and_sums(page: ReportsPage) -> None:
    assert page.period.days() == Days(TODAY.replace(day=1), TODAY.replace(day=30))
    assert rows(page) == [(SERVICE_FEE, "250.00"), (PARKING, "200.00")]
    assert (page.sums.sum_of("taken"), page.sums.sum_of("refunded")) == (Y("500"), -Y("50"))
    assert page.sums.sum_of("net") == Y("450")
    bars = page.chart.bars()
    assert len(bars) == 30
    assert (bars[19].amount, bars[20].amount) == (Y("300"), Y("150"))
    assert bars[20].marked
    assert bars[21].to_come
    assert page.chart.accessibleDescription() == "2026-11-21 周六　150.00 元"
    words = texts_of(page.pane)
    assert {
        "450.00",
        "1 班日结，合计 300.00",
        "1 班还没有日结",
        "其中的 150.00 已在表里",
        "装修押金",
    } <= words


def test_d5_5_the_other_ways_by_keyboard(page: ReportsPage, qtbot: QtBot) -> None:
    page.chips.chip("item").setFocus()
    press(qtbot, K.Key_Right)
    assert rows(page) == [("3栋", "450.00")]
    press(qtbot, K.Key_Right)
    assert rows(page) == [("林晓", "450.00")]
    press(qtbot, K.Key_Right)
    assert rows(page) == [("现金", "250.00"), ("微信", "200.00")]
    press(qtbot, K.Key_Right)
    assert page.chips.current() == HELD
    assert [(line.label, line.amount) for line in page.held_model.rows()] == [("装修押金", Y("2000"))]
    assert page.held_sums.sum_of("amount") == Y("2000")
    assert page.held_sums.text() == "合计，截至 2026-11-21，不计入收入"
    assert [bar.label for bar in page.chart.bars()] == ["装修押金"]


def test_l5_spans_are_stepped_and_a_bar_is_opened_by_keyboard(page: ReportsPage, qtbot: QtBot) -> None:
    page.chart.setFocus(Qt.FocusReason.TabFocusReason)
    press(qtbot, K.Key_Return)
    assert (page.period.chosen_kind(), page.period.days()) == (SpanKind.DAY, Days(TODAY, TODAY))
    assert page.period.words.text() == "2026-11-21 周六"
    assert rows(page) == [(SERVICE_FEE, "-50.00"), (PARKING, "200.00")]
    # One day has no days to draw: its lines are.
    assert [bar.amount for bar in page.chart.bars()] == [Y("-50"), Y("200")]
    assert "−150.00（−50.0%）" in texts_of(page.pane)
    press(qtbot, (CTRL, K.Key_PageUp))
    assert rows(page) == [(SERVICE_FEE, "300.00")]
    assert "1 班日结，合计一致" in texts_of(page.pane)
    page.period.kind.setFocus()
    press(qtbot, K.Key_Right, K.Key_Right, K.Key_Right)
    assert page.period.words.text() == "2026 年"
    assert [bar.label for bar in page.chart.bars()][-1] == "2026-12"
    assert "比去年同期" not in texts_of(page.pane)


def test_d5_5_days_of_ones_own_and_what_is_wrong_with_them(page: ReportsPage, qtbot: QtBot) -> None:
    page.period.kind.setFocus()
    press(qtbot, K.Key_5)
    page.period.first.setFocus()
    page.period.first.inner.selectAll()
    press(qtbot, "2026-11-20", K.Key_Return)
    page.period.last.inner.setFocus()
    page.period.last.inner.selectAll()
    press(qtbot, "2026-11-19", K.Key_Return)
    assert page.period.trouble.text() == "结束日期在开始日期以前，请重新选择"
    assert page.period.days().last == TODAY.replace(day=30)
    page.period.last.inner.selectAll()
    press(qtbot, "2026-11-20", K.Key_Return)
    assert page.period.trouble.isHidden()
    assert rows(page) == [(SERVICE_FEE, "300.00")]
    press(qtbot, (CTRL, K.Key_PageDown))
    assert rows(page) == [(SERVICE_FEE, "-50.00"), (PARKING, "200.00")]
    page.open(first=TODAY.replace(day=1), last=TODAY.replace(day=30), by="cashier")
    assert page.period.chosen_kind() is SpanKind.MONTH
    assert rows(page) == [("林晓", "450.00")]


def test_d5_5_what_is_taken_meanwhile_is_in_the_table(page: ReportsPage, desk: Desk, front: Front) -> None:
    desk.charge("12.34", unit=UNITS[2])
    desk.collect("cash=12.34", unit=UNITS[2])
    front.touched.emit(frozenset({"payments"}))
    assert page.sums.sum_of("net") == Money(46234)


def test_d5_5_prepaid_money_used_is_said_to_have_been_taken_before(
    page: ReportsPage, desk: Desk, front: Front
) -> None:
    assert not any("预存抵扣" in text for text in texts_of(page.pane))
    desk.charge("80.00", unit=UNITS[2])
    desk.collect("cash=180", unit=UNITS[2], prepay=Y("100"))
    desk.charge("60.00", unit=UNITS[2], item=PARKING)
    desk.collect("prepaid=60", unit=UNITS[2])
    front.touched.emit(frozenset({"payments"}))
    words = texts_of(page.pane)
    assert {"其中预存抵扣，存入时已收过", "60.00", "预存款", "40.00"} <= words


def test_l7_a_span_without_takings_says_so_and_leads_back(page: ReportsPage, qtbot: QtBot) -> None:
    press(qtbot, (CTRL, K.Key_PageDown))
    assert page.is_empty()
    button = page.findChild(KeyButton, "report_empty_before")
    assert button is not None
    button.setFocus()
    press(qtbot, K.Key_Return)
    assert not page.is_empty()
    page.chips.choose(HELD)
    page.period.set_span(SpanKind.DAY, Days(TODAY.replace(day=20), TODAY.replace(day=20)))
    assert page.is_empty()
    page.chips.choose("item")
    assert not page.is_empty()


def test_d5_5_the_paper_is_looked_at(page: ReportsPage, qtbot: QtBot) -> None:
    press(qtbot, (CTRL, K.Key_P))
    dialog = page.findChild(PreviewDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "收款月报 2026-11-01 – 2026-11-30"
    dialog.close()


def test_d5_5_to_excel_and_another_name_when_it_is_open(
    page: ReportsPage,
    answers: Answers,
    bar: Bar,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers.file = tmp_path / "月报.xlsx"

    def in_use(path: Path, _content: bytes) -> None:
        raise FileInUse(f"“{path.name}”正开着")

    with monkeypatch.context() as patch:
        patch.setattr(reports_page, "write_whole", in_use)
        press(qtbot, (CTRL, K.Key_E))
    assert bar.last().startswith("bad: 没有导出。")
    assert answers.asked == ["收款月报 2026-11-01 – 2026-11-30.xlsx"]
    assert bar.pressed is not None
    bar.pressed()
    assert bar.last().startswith("ok: 报表已导出。")
    book = load_workbook(BytesIO(answers.file.read_bytes()))
    assert book.sheetnames == ["按项目", "按楼栋", "按收款员", "按方式", "每天净收", "押金与预存"]
    answers.file = None
    press(qtbot, (CTRL, K.Key_E))
    assert bar.last().startswith("ok: 报表已导出。")


@pytest.mark.parametrize(
    ("key", "target"), [(K.Key_F6, "arrears"), (K.Key_F7, "collection_rate"), (K.Key_F9, "statements")]
)
def test_d5_5_the_other_reports_are_a_key_away(
    page: ReportsPage, went: Went, qtbot: QtBot, key: Qt.Key, target: str
) -> None:
    press(qtbot, key)
    assert went == [(target, {})]


def test_m7_3_a_cashier_sees_no_takings(desk: Desk, front: Front, show: Callable[[Any], Any]) -> None:
    page = cast(ReportsPage, show(ReportsPage(front)))
    assert page.is_empty()
    assert not page.export_button.isVisible()
    assert not page.print_button.isVisible()
    assert not any("450.00" in text for text in texts_of(page))
