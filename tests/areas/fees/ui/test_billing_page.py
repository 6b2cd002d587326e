"""应收账单: D0.7, D5.3, M2.5, M2.7, M2.8, M6.5, T8, L5, L7."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.fees.rules.kinds import AdjustKind
from frontdesk.areas.fees.service import AdjustCharge, adjust_charge
from frontdesk.areas.fees.ui import BillingPage
from frontdesk.areas.fees.ui.dry_run_page import DryRunPage
from frontdesk.areas.fees.ui.notices_page import NoticesPage
from frontdesk.base.store.work import Approval
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Link
from frontdesk.base.widgets.page import EmptyState
from frontdesk.base.widgets.rows import PagedModel
from tests.areas.cashdesk.ui.conftest import Answers, Bar
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.fees.ui.conftest import Went
from tests.areas.fees.ui.estate import CASHIER, SERVICE, Estate
from tests.areas.fees.ui.finding import closed, counts, dialog, named, says, shown, texts

Y = Money.yuan
K = Qt.Key
AT = f"{local_time(datetime(2026, 11, 21, 9, tzinfo=ZoneInfo('Asia/Shanghai'))):%Y-%m-%d %H:%M}"
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(estate: Estate, desk: Desk, show: Callable[[Any], Any]) -> BillingPage:
    """November billed: three homes by area, one space."""
    estate.items()
    estate.bill()
    return cast(BillingPage, show(BillingPage(desk)))


def units(page: BillingPage) -> list[tuple[str, str]]:
    return [(row[0], row[2]) for row in shown(page.list.table)]


def test_the_list_says_of_each_charge_how_it_came_about_and_what_is_left(page: BillingPage) -> None:
    """M2.8: 计算说明 stands in the list."""
    assert shown(page.list.table) == [
        ("3-1-0702", "李静", "物业服务费", "2026-11", "127.35㎡ × 2.85元/㎡·月", "362.95", "—", "362.95", "未缴", "2026-11-30"),
        ("3-1-1202", "张硕", "物业服务费", "2026-11", "89.60㎡ × 2.85元/㎡·月", "255.36", "—", "255.36", "未缴", "2026-11-30"),
        ("3-1-1202", "张硕", "车位管理费", "2026-11", "B1-076 一个 × 80.00元/月", "80.00", "—", "80.00", "未缴", "2026-11-30"),
        ("3-2-0101", "王磊", "物业服务费", "2026-11", "65.00㎡ × 2.85元/㎡·月", "185.25", "—", "185.25", "未缴", "2026-11-30"),
    ]  # fmt: skip


def test_t8_sums_are_of_the_whole_filter_while_only_a_page_is_read(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PagedModel, "PAGE", 3)
    monkeypatch.setattr(PagedModel, "KEPT", 2)
    estate.items()
    for number in range(1, 61):
        estate.hand("3-1-1202", f"{number}.00")
    page = show(BillingPage(desk))
    assert page.list.model.rowCount() == 60
    assert page.list.model.rows_here() < 60
    assert page.list.sums.sum_of("amount") == Y(1830)
    assert page.list.sums.text() == "共 60 笔"
    assert shown(page.list.table)[59][5] == "60.00"


def test_chips_count_every_state_and_narrow_the_list(page: BillingPage, estate: Estate, qtbot: QtBot) -> None:
    paid, waived = estate.charges(text="3-1-1202"), estate.charges(text="3-2-0101")
    estate.pay("3-1-1202", "300.00")
    estate.run(adjust_charge, AdjustCharge(waived[0].id, AdjustKind.WAIVE, Y("20.00"), "电梯停运两天"))
    page.refresh()
    assert len(paid) == 2
    assert counts(page, "billing_state", "all", "unpaid", "part", "paid", "adjusted") == (
        "全部 4", "未缴 2", "部分 1", "已缴 1", "有调整 1",
    )  # fmt: skip
    for key, wanted in (
        ("unpaid", [("3-1-0702", "物业服务费"), ("3-2-0101", "物业服务费")]),
        ("part", [("3-1-1202", "车位管理费")]),
        ("paid", [("3-1-1202", "物业服务费")]),
        ("adjusted", [("3-2-0101", "物业服务费")]),
    ):
        page.chips.choose(key)
        assert units(page) == wanted
    assert page.list.sums.sum_of("amount") == Y("165.25")
    assert page.list.sums.text() == "共 1 笔，其中调整 −20.00"
    assert page.list.model.index(0, 5).data(Qt.ItemDataRole.ToolTipRole) == "原应收 185.25，调整 −20.00"


def test_slash_searches_down_goes_to_the_list_and_escape_shows_all_again(
    page: BillingPage, qtbot: QtBot
) -> None:
    """L5: `/` filters; a code is found in any habit of writing it, a name by a part of it."""
    press(qtbot, "/")
    assert focused() is page.search.inner
    press(qtbot, "3#0702")
    assert units(page) == [("3-1-0702", "物业服务费")]
    press(qtbot, K.Key_Down)
    assert focused() is page.list.table
    press(qtbot, "/", (CTRL, K.Key_A), "王", K.Key_Return)
    assert units(page) == [("3-2-0101", "物业服务费")]
    press(qtbot, "/", K.Key_Escape)
    assert len(units(page)) == 4


def test_nothing_that_fits_offers_to_clear_the_filter(page: BillingPage, qtbot: QtBot) -> None:
    page.search.set_value("没有这个人")
    assert named(page, EmptyState, "billing_none").isVisible()
    assert page.list.sums.text() == "共 0 笔"
    assert any("选一笔应收" in text for text in texts(page.pane))
    named(page, KeyButton, "billing_clear").click()
    assert len(units(page)) == 4


def test_buildings_and_items_narrow_the_list(page: BillingPage) -> None:
    page.item.set_value(2)
    page.item.edited.emit()
    assert units(page) == [("3-1-1202", "车位管理费")]
    page.item.set_value(None)
    page.building.set_value(1)
    page.building.edited.emit()
    assert units(page) == []


def test_months_go_back_and_on_by_key_and_an_empty_field_is_every_month(
    page: BillingPage, estate: Estate, qtbot: QtBot
) -> None:
    estate.bill(Month(2026, 10))
    press(qtbot, (CTRL, K.Key_PageUp))
    assert page.months.field.text() == "2026-10"
    assert {row[3] for row in shown(page.list.table)} == {"2026-10"}
    page.months.field.setFocus()
    press(qtbot, (CTRL, K.Key_A), K.Key_Delete, K.Key_Return)
    assert page.wanted().month is None
    assert len(units(page)) == 8
    press(qtbot, "2026-13", K.Key_Return)
    assert "2026-11 这样" in page.months.field.error()
    press(qtbot, (CTRL, K.Key_A), "202611", K.Key_Return)
    assert page.wanted().month == Month(2026, 11)


def test_a_month_without_charges_says_how_to_begin(page: BillingPage, qtbot: QtBot) -> None:
    """L7: and the head has no second primary button with the same key."""
    press(qtbot, (CTRL, K.Key_PageDown))
    assert named(page, EmptyState, "billing_empty").isVisible()
    assert not page.bill_button.isVisible()
    press(qtbot, K.Key_F2)
    assert isinstance(page.inner(), DryRunPage)
    assert page.inner().month == Month(2026, 12)  # type: ignore[union-attr]


def test_without_fee_items_the_page_leads_to_them(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], went: Went, qtbot: QtBot
) -> None:
    page = show(BillingPage(desk))
    assert named(page, EmptyState, "billing_no_items").isVisible()
    press(qtbot, K.Key_F2)
    assert went == [("fee_items", {})]


def test_the_pane_shows_lines_sums_receipts_and_what_was_changed(
    page: BillingPage, estate: Estate, went: Went, qtbot: QtBot
) -> None:
    """M2.7, M2.8, D0.6: with the receipt's number, which opens the receipt."""
    number = estate.pay("3-1-1202", "100.00")
    charge = estate.charges(text="3-1-1202")[0]
    estate.run(adjust_charge, AdjustCharge(charge.id, AdjustKind.WAIVE, Y("5.36"), "空调外机噪声"))
    page.refresh()
    page.list.table.select_row(1)
    said = texts(page.pane)
    for words in (
        "3-1-1202  张硕", "物业服务费 · 2026-11", "89.60㎡ × 2.85元/㎡·月", "2026-11-01 至 2026-11-30",
        "255.36", "−5.36", "100.00", "150.00", "减免 −5.36", f"{AT}，空调外机噪声", "生成应收 255.36",
    ):  # fmt: skip
        assert words in said
    assert says(page.pane, "charge_state") == "部分已缴"
    named(page.pane, Link, f"receipt_{number}").clicked.emit()
    press(qtbot, K.Key_F3, K.Key_Return)
    assert went == [("receipt", {"number": number}), ("collect", {"unit_id": 1}), ("unit", {"unit_id": 1})]


def test_whoever_may_not_collect_has_no_button_for_it(
    estate: Estate, desk_of: Callable[..., Desk], show: Callable[[Any], Any], went: Went, qtbot: QtBot
) -> None:
    estate.items()
    estate.bill()
    page = show(BillingPage(desk_of(SERVICE)))
    assert page.pane.card is not None
    press(qtbot, K.Key_F3)
    assert went == []


def test_m2_7_an_adjustment_is_a_line_of_its_own_with_its_reason(
    page: BillingPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    before = estate.charges(text="3-1-0702")[0]
    press(qtbot, K.Key_F6)
    open_now = dialog(page, "adjust_dialog")
    press(qtbot, "400", (CTRL, K.Key_Return))
    assert open_now.reason.error() == "请填原因"
    press(qtbot, "房屋漏水", (CTRL, K.Key_Return))
    assert open_now.amount.error() == "这笔只欠 362.95 元，减免不能超过它"
    assert bar.said[-1][0] == "bad"
    open_now.amount.setFocus()
    press(qtbot, "62.95", (CTRL, K.Key_Return))
    assert closed(page, "adjust_dialog")
    after = estate.charges(text="3-1-0702")[0]
    assert (after.amount, after.adjusted, after.owed) == (before.amount, -Y("62.95"), Y(300))
    assert bar.last() == "ok: 减免 62.95 元已记下。原来的应收没有改，修改记录里能看到这一笔。"
    assert shown(page.list.table)[0][5:8] == ("300.00", "—", "300.00")
    assert page.list.table.current().id == before.id


def test_an_adjustment_by_the_cashier_takes_a_supervisors_leave(
    estate: Estate, desk_of: Callable[..., Desk], show: Callable[[Any], Any], answers: Answers, qtbot: QtBot
) -> None:
    """M2.7, T22: without leave nothing is stored; with it, whose it was."""
    estate.items()
    estate.bill()
    page = show(BillingPage(desk_of(CASHIER)))
    press(qtbot, K.Key_F6)
    dialog(page, "adjust_dialog").reason.set_value("房屋漏水")
    press(qtbot, "10", (CTRL, K.Key_Return))
    assert answers.asked == [Right.FEES_ADJUST.value]
    assert estate.charges(text="3-1-0702")[0].adjusted == Money(0)
    answers.approval = Approval(Right.FEES_ADJUST, 3, "周敏")
    press(qtbot, (CTRL, K.Key_Return))
    assert estate.charges(text="3-1-0702")[0].adjusted == -Y(10)
    assert f"{AT}，房屋漏水，周敏 同意" in texts(page.pane)


def test_d0_7_everything_the_filter_lets_through_goes_to_excel(
    page: BillingPage,
    answers: Answers,
    bar: Bar,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr("frontdesk.areas.fees.ui.charge_list.EXPORT_STEP", 3)
    answers.file = tmp_path / "应收.xlsx"
    page.list.table.horizontalHeader().sectionClicked.emit(5)
    press(qtbot, (CTRL, K.Key_E))
    assert answers.asked == ["应收账单 2026-11 2026-11-21.xlsx"]
    rows = list(load_workbook(answers.file).active.values)
    assert rows[0][0] == "应收账单 2026-11"
    assert [row[5] for row in rows[2:]] == [80, 185.25, 255.36, 362.95]
    assert bar.said[-1][1] == "已导出 4 行。"


def test_sorting_goes_through_the_database(page: BillingPage) -> None:
    head = page.list.table.horizontalHeader()
    head.sectionClicked.emit(7)
    head.sectionClicked.emit(7)
    assert [row[7] for row in shown(page.list.table)] == ["362.95", "255.36", "185.25", "80.00"]


def test_other_pages_lead_to_a_month_and_to_its_notices(page: BillingPage, estate: Estate) -> None:
    estate.bill(Month(2026, 10))
    page.open(target="billing", month="2026-10")
    assert {row[3] for row in shown(page.list.table)} == {"2026-10"}
    page.open(target="billing", item_id=2, state="unpaid", month=None)
    assert units(page) == [("3-1-1202", "车位管理费"), ("3-1-1202", "车位管理费")]
    page.open(target="notices", period="2026-10", building_id=2)
    inner = page.inner()
    assert isinstance(inner, NoticesPage)
    assert (inner.wanted().month, inner.wanted().building_id) == (Month(2026, 10), 2)
    page.open(target="billing")
    assert page.inner() is None
    assert page.head.isVisible()


def test_the_list_reads_again_when_somebody_else_has_collected(
    page: BillingPage, estate: Estate, desk: Desk
) -> None:
    page.list.table.select_row(1)
    estate.pay("3-1-1202", "255.36")
    desk.touched.emit(frozenset({"charges"}))
    assert page.list.sums.sum_of("paid") == Y("255.36")
    assert shown(page.list.table)[1][8] == "已缴"
    assert page.pane.card is not None
    assert page.pane.card.charge.paid == Y("255.36")


def test_m7_3_the_takings_are_no_sum_for_who_counts_blind(
    page: BillingPage, estate: Estate, desk_of: Callable[..., Desk], show: Callable[[Any], Any]
) -> None:
    """Each charge says what is paid of it; what came in altogether is for those who read reports."""
    estate.pay("3-1-1202", "255.36")
    page.refresh()
    assert (page.list.sums.sum_of("paid"), page.list.sums.sum_of("owed")) == (Y("255.36"), Y("628.20"))
    blind = cast(BillingPage, show(BillingPage(desk_of(CASHIER))))
    assert blind.list.sums.sum_of("amount") == Y("883.56")
    assert (blind.list.sums.sum_of("paid"), blind.list.sums.sum_of("owed")) == (None, None)
    assert "628.20" not in blind.list.sums.accessibleName()
    assert shown(blind.list.table)[1][6] == "255.36"


def test_overdue_charges_say_for_how_many_days(page: BillingPage, estate: Estate) -> None:
    estate.hand("3-2-0101", "40.00", on=date(2026, 11, 1), due_on=date(2026, 11, 10))
    page.refresh()
    assert [row[8] for row in shown(page.list.table) if row[2] == "有偿服务费"] == ["逾期 11 天"]


def test_every_action_has_a_key_and_the_page_explains_itself(page: BillingPage) -> None:
    """L5."""
    keys = dict(page.shortcuts())
    assert {"F2", "F3", "F4", "F6", "F8", "Ctrl E", "F12"} <= set(keys)
    assert "F2" in page.help_text()
