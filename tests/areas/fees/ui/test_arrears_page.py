"""欠费: M8.1, T15, T8, D0.7, L7."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.fees.rules.ages import Age
from frontdesk.areas.fees.ui import ArrearsPage
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import EmptyState
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.fees.ui.conftest import Went
from tests.areas.fees.ui.estate import IDS, NOVEMBER, SERVICE, Estate
from tests.areas.fees.ui.finding import close, dialog, named, says, settle, shown, texts
from tests.conftest import SHANGHAI

Y = Money.yuan
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(estate: Estate, desk: Desk, show: Callable[[Any], Any]) -> ArrearsPage:
    """September to November billed; 3-1-1202 has paid 300 today, everybody else nothing."""
    estate.items()
    for month in (Month(2026, 9), Month(2026, 10), NOVEMBER):
        estate.bill(month)
    estate.pay("3-1-1202", "300.00")
    return cast(ArrearsPage, show(ArrearsPage(desk)))


def rows(page: ArrearsPage) -> list[tuple[str, ...]]:
    return shown(page.list().table)


def test_m8_1_each_unit_with_its_debt_in_columns_of_age(page: ArrearsPage) -> None:
    heads = [column.title for column in page.list().model.columns]
    assert heads == ["房号", "户主", "合计（元）", *(age.value for age in Age)]
    assert rows(page) == [
        ("3-1-0702", "李静", "1,088.85", "362.95", "362.95", "362.95", "—", "—", "—", "—"),
        ("3-1-1202", "张硕", "706.08", "335.36", "335.36", "35.36", "—", "—", "—", "—"),
        ("3-2-0101", "王磊", "555.75", "185.25", "185.25", "185.25", "—", "—", "—", "—"),
    ]
    assert page.list().sums.text() == "共 3 户"
    assert page.list().sums.sum_of("owed") == Y("2350.68")
    assert page.list().sums.sum_of(Age.NOT_DUE.name) == Y("883.56")


def test_m8_1_units_owners_items_and_buildings_add_up_to_the_same(page: ArrearsPage, qtbot: QtBot) -> None:
    page.by.setFocus()
    seen = {}
    for key, by in (("1", "unit"), ("2", "owner"), ("3", "item"), ("4", "building")):
        press(qtbot, key)
        assert page.by.value() == by
        seen[by] = [page.list().sums.sum_of(name) for name in ("owed", *(age.name for age in Age))]
    assert len({tuple(sums) for sums in seen.values()}) == 1
    assert rows(page) == [("3栋", "3", "2,350.68", "883.56", "883.56", "583.56", "—", "—", "—", "—")]
    page.by.setFocus()
    press(qtbot, "3")
    assert [(row[0], row[1], row[2]) for row in rows(page)] == [
        ("物业服务费", "3", "2,155.32"), ("车位管理费", "1", "195.36"),
    ]  # fmt: skip
    press(qtbot, "2")
    assert [row[0] for row in rows(page)] == ["李静", "张硕", "王磊"]
    assert page.list().sums.text() == "共 3 位业主"


def test_t15_a_past_day_shows_what_was_owed_on_that_day(page: ArrearsPage, qtbot: QtBot) -> None:
    """Before the payment of the 21st, and before November had begun."""
    page.day.setFocus()
    press(qtbot, (CTRL, K.Key_A), "2026-11-20", K.Key_Return)
    assert [row[2] for row in rows(page)] == ["1,088.85", "1,006.08", "555.75"]
    press(qtbot, (CTRL, K.Key_A), "2026-10-31", K.Key_Return)
    assert [row[2] for row in rows(page)] == ["725.90", "670.72", "370.50"]
    assert page.list().sums.sum_of(Age.NOT_DUE.name) == Y("883.56")
    assert "截至 2026-10-31 欠费合计（元）" in texts(page.pane)
    press(qtbot, K.Key_Up)
    sums = page.list().sums
    assert [sums.sum_of(age.name) for age in (Age.NOT_DUE, Age.UP_TO_30, Age.UP_TO_60)] == [Y("883.56")] * 3
    assert page.day.text() == "2026-11-01"


def test_a_day_to_come_is_refused_in_words_and_the_list_stays(page: ArrearsPage, qtbot: QtBot) -> None:
    before = rows(page)
    page.day.setFocus()
    press(qtbot, (CTRL, K.Key_A), "2026-11-22", K.Key_Return)
    assert says(page, "arrears_trouble") == "只能看到今天为止的欠费"
    press(qtbot, (CTRL, K.Key_A), "2026-99-99", K.Key_Return)
    assert "没有 2026-99-99 这一天" in says(page, "arrears_trouble")
    assert rows(page) == before
    press(qtbot, (CTRL, K.Key_A), "今天", K.Key_Return)
    assert not page.trouble.isVisible()


def test_the_next_day_is_followed_while_no_other_was_asked_for(
    page: ArrearsPage, estate: Estate, desk: Desk
) -> None:
    estate.clock.at = datetime(2026, 12, 1, 9, 0, tzinfo=SHANGHAI)
    desk.touched.emit(frozenset({"charges"}))
    assert page.day.text() == "2026-12-01"
    assert page.list().sums.sum_of(Age.NOT_DUE.name) == Money(0)


def test_the_pane_lists_the_debts_and_leads_to_the_desk(page: ArrearsPage, went: Went, qtbot: QtBot) -> None:
    page.list().table.select_row(1)
    assert says(page.pane, "arrears_figure") == "706.08"
    said = texts(page.pane)
    assert {"3-1-1202  张硕", "逾期 370.72", "5 笔", "车位管理费", "35.36", "52 天", "21 天"} <= set(said)
    press(qtbot, K.Key_F3, K.Key_Return)
    assert went == [("collect", {"unit_id": 1}), ("unit", {"unit_id": 1})]


def test_behind_a_building_item_or_owner_stand_its_units(page: ArrearsPage, went: Went, qtbot: QtBot) -> None:
    page.by.setFocus()
    press(qtbot, "3")
    page.list().table.setFocus()
    page.list().table.select_row(1)
    assert says(page.pane, "arrears_figure") == "195.36"
    press(qtbot, K.Key_Return)
    settle()
    assert rows(page) == [("3-1-1202", "张硕", "195.36", "80.00", "80.00", "35.36", "—", "—", "—", "—")]
    assert page.back_button.text() == "车位管理费 的房屋，返回"
    press(qtbot, K.Key_Escape)
    assert page.by.value() == "item"
    assert page.list().table.current().label == "车位管理费"
    assert went == []


def test_what_is_typed_narrows_list_and_sums(page: ArrearsPage, qtbot: QtBot) -> None:
    """T8: the sums are of what is listed, not of what is seen."""
    press(qtbot, "/", "1202")
    assert [row[0] for row in rows(page)] == ["3-1-1202"]
    assert page.list().sums.sum_of("owed") == Y("706.08")
    press(qtbot, K.Key_Escape)
    assert len(rows(page)) == 3
    assert focused() is page.list().table


def test_the_notice_of_one_unit_is_written_seen_and_printed(
    page: ArrearsPage, port: Port, bar: Bar, qtbot: QtBot
) -> None:
    page.list().table.select_row(2)
    settle()
    press(qtbot, K.Key_F8)
    dialog(page, "preview_dialog")
    press(qtbot, (CTRL, K.Key_P))
    assert [job.title for job in port.jobs] == ["缴费通知单 NT-202611-3-0001"]
    assert bar.said[-1][1] == "缴费通知单 NT-202611-3-0001 已送到“前台针式”。"


def test_d0_7_the_list_goes_to_excel_as_it_is_shown(
    page: ArrearsPage, answers: Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    answers.file = tmp_path / "欠费.xlsx"
    page.search.set_value("3-1")
    press(qtbot, (CTRL, K.Key_E))
    assert answers.asked == ["欠费 按房屋 截至2026-11-21 2026-11-21.xlsx"]
    found = list(load_workbook(answers.file).active.values)
    assert found[1][:3] == ("房号", "户主", "合计（元）")
    assert [row[:3] for row in found[2:]] == [("3-1-0702", "李静", 1088.85), ("3-1-1202", "张硕", 706.08)]


def test_without_any_charge_the_way_leads_to_billing(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], went: Went
) -> None:
    page = show(ArrearsPage(desk))
    assert named(page, EmptyState, "arrears_never").isVisible()
    assert not page.export_button.isVisible()
    named(page, KeyButton, "arrears_begin").click()
    assert went == [("billing", {})]


def test_a_day_on_which_nobody_owed_says_so(page: ArrearsPage, qtbot: QtBot) -> None:
    page.open(on=date(2026, 8, 31))
    assert named(page, EmptyState, "arrears_none").isVisible()
    page.open(on=date(2026, 11, 21), by="building")
    assert not page.is_empty()
    assert rows(page)[0][0] == "3栋"


def test_whoever_may_not_collect_has_no_button_for_it(
    page: ArrearsPage, desk_of: Callable[..., Desk], show: Callable[[Any], Any], went: Went, qtbot: QtBot
) -> None:
    other = show(ArrearsPage(desk_of(SERVICE)))
    assert not other.collect.isVisible()
    press(qtbot, K.Key_F3)
    assert went == []


def test_it_reads_again_when_somebody_pays(page: ArrearsPage, estate: Estate, desk: Desk) -> None:
    page.list().table.select_row(1)
    estate.hand("3-2-0101", "40.00")
    desk.touched.emit(frozenset({"charges"}))
    assert page.list().sums.sum_of("owed") == Y("2390.68")
    assert page.list().table.current().row.key == str(IDS["3-1-1202"])


def test_a_notice_can_be_looked_at_and_left(page: ArrearsPage, port: Port, qtbot: QtBot) -> None:
    press(qtbot, K.Key_F8)
    close(dialog(page, "preview_dialog"))
    assert port.jobs == []
