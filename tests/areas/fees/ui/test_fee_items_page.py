"""收费项目: M2.1, M2.2, M2.3, D0.6, D0.8, L7."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.areas.fees.queries import fee_items, prices
from frontdesk.areas.fees.rules.kinds import Category, Cycle, Pricing
from frontdesk.areas.fees.service import SetPrice, set_price
from frontdesk.areas.fees.ui import FeeItemsPage
from frontdesk.areas.fees.ui.fee_item_form import FeeItemForm, sample_charge
from frontdesk.base.store.drafts import drafts
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import EmptyState
from tests.areas.cashdesk.ui.conftest import Answers, Bar
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.fees.ui.conftest import Went
from tests.areas.fees.ui.estate import CASHIER, TODAY, Estate
from tests.areas.fees.ui.finding import closed, dialog, named, says, settle, shown, texts

Y = Money.yuan
K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SAVE = (CTRL, K.Key_Return)


@pytest.fixture
def page(estate: Estate, desk: Desk, show: Callable[[Any], Any]) -> FeeItemsPage:
    estate.items()
    return cast(FeeItemsPage, show(FeeItemsPage(desk)))


def form_of(page: FeeItemsPage) -> FeeItemForm:
    settle()
    inner = page.inner()
    assert isinstance(inner, FeeItemForm)
    return inner


def test_the_list_says_what_is_charged_how_and_of_whom(page: FeeItemsPage) -> None:
    assert shown(page.table) == [
        ("物业服务费", "物业服务费", "按建筑面积", "2.85", "元/㎡·月", "每月", "月末", "全部", "启用"),
        ("车位管理费", "车位", "按车位", "80.00", "元/个·月", "每月", "月末", "全部", "启用"),
        ("有偿服务费", "有偿服务", "手工录入", "—", "—", "—", "月末", "全部", "启用"),
    ]


def test_an_empty_list_says_what_an_item_is_and_how_to_begin(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], qtbot: QtBot
) -> None:
    page = show(FeeItemsPage(desk))
    assert named(page, EmptyState, "no_items").isVisible()
    assert not page.add_button.isVisible()
    press(qtbot, K.Key_F2)
    assert form_of(page).item is None


def test_d0_8_a_new_item_is_filled_in_with_the_keyboard_alone(
    page: FeeItemsPage, estate: Estate, bar: Bar, went: Went, qtbot: QtBot
) -> None:
    press(qtbot, K.Key_F2)
    form = form_of(page)
    assert focused() is form.name.inner
    press(qtbot, "公共能耗费", K.Key_Return, "公", K.Key_Return, K.Key_Right, K.Key_Return, "每", "每")
    assert (form.category.text(), form.pricing.value(), form.cycle.text()) == ("公摊", Pricing.UNIT, "每半年")
    press(qtbot, K.Key_Return, "15", K.Key_Return, "１２.５", K.Key_Return, "2026-12-01", SAVE)
    item = estate.runner.read(fee_items, date(2026, 12, 1))[-1]
    assert (item.name, item.category, item.pricing, item.cycle) == (
        "公共能耗费", Category.SHARED, Pricing.UNIT, Cycle.HALF_YEARLY,
    )  # fmt: skip
    assert (item.due_day, item.price, item.price_from, item.first_month) == (
        15,
        Decimal("12.5"),
        date(2026, 12, 1),
        1,
    )
    assert page.inner() is None
    assert page.table.current().id == item.id
    assert bar.last() == "ok: 收费项目“公共能耗费”建好了。下一步试算这个月的应收，看清每一户怎么算。"
    assert shown(page.table)[-1][-1] == "2026-12-01 起"
    assert bar.pressed is not None
    bar.pressed()
    assert went == [("billing", {})]


def test_what_is_wrong_stands_beside_its_field(
    page: FeeItemsPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    press(qtbot, K.Key_F2)
    form = form_of(page)
    press(qtbot, SAVE)
    assert (form.name.error(), form.category.error(), form.price.error()) == (
        "请填名称",
        "请填类别",
        "请填单价",
    )
    assert form.wrong_count.text() == "3 处要改"
    form.category.set_value(Category.OTHER)
    form.name.setFocus()
    press(qtbot, "物业服务费")
    form.price.setFocus()
    press(qtbot, "0", SAVE)
    assert form.name.error() == "已有收费项目 物业服务费，请换一个名称"
    assert form.price.error() == "单价要大于零，请核对"
    form.price.setFocus()
    press(qtbot, (CTRL, K.Key_A), "10000000", SAVE)
    assert form.price.error() == "单价要小于 10,000,000，请核对"
    assert bar.said[-1] == ("bad", "没有保存。", "要改 2 处：名称、单价。")
    assert len(estate.runner.read(fee_items)) == 3


def test_m2_1_an_item_may_be_for_kinds_buildings_and_single_units(
    page: FeeItemsPage, estate: Estate, qtbot: QtBot
) -> None:
    press(qtbot, K.Key_F2)
    form = form_of(page)
    form.name.set_value("电梯费")
    form.category.set_value(Category.OTHER)
    form.price.set_value(Decimal(20))
    form.kinds.checks[0].setFocus()
    press(qtbot, K.Key_Space)
    form.buildings.checks[1].setFocus()
    press(qtbot, K.Key_Space)
    form.units.picker.setFocus()
    press(qtbot, "0401", K.Key_Return, "301", K.Key_Return)
    assert form.units.value() == (5, 4)
    named(form, KeyButton, "item_units_2-1-0301").click()
    press(qtbot, SAVE)
    item = estate.runner.read(fee_items)[-1]
    assert (item.scope.kinds, item.scope.building_ids, item.scope.unit_ids) == ({UnitKind.HOME}, {2}, {5})
    assert item.applies == "3栋的住宅，另加 2-1-0401"
    page.change_item(page.table.current())
    again = form_of(page)
    assert (again.kinds.value(), again.buildings.value(), again.units.value()) == (
        (UnitKind.HOME,),
        (2,),
        (5,),
    )


def test_a_unit_that_was_typed_and_not_found_is_not_left_out_unseen(page: FeeItemsPage, qtbot: QtBot) -> None:
    press(qtbot, K.Key_F2)
    form = form_of(page)
    form.units.picker.setFocus()
    press(qtbot, "9-9-9999", SAVE)
    assert "请从列表里选一户" in form.units.error()


def test_m2_2_an_item_by_hand_asks_for_no_price(
    page: FeeItemsPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    press(qtbot, K.Key_F2)
    form = form_of(page)
    form.name.set_value("复印费")
    form.category.set_value(Category.OTHER)
    form.pricing.setFocus()
    press(qtbot, "6")
    for name in ("item_price", "item_price_from", "item_cycle", "item_kinds"):
        assert not form.grid.labelled[name].isVisible()
    press(qtbot, SAVE)
    item = estate.runner.read(fee_items)[-1]
    assert (item.name, item.pricing, item.price) == ("复印费", Pricing.HAND, None)
    assert bar.last() == "ok: 收费项目“复印费”已保存。"
    assert not page.price_button.isVisible()


def test_beside_the_form_one_home_is_worked_out_by_the_rules_of_billing(
    page: FeeItemsPage, qtbot: QtBot
) -> None:
    """M2.8, the table of M2: 89.60㎡ × 2.85."""
    press(qtbot, K.Key_F2)
    form = form_of(page)
    form.price.setFocus()
    press(qtbot, "2.85")
    assert says(form, "item_sample_figure") == "255.36"
    assert "89.60㎡ × 2.85元/㎡·月" in texts(form)
    form.cycle.setFocus()
    press(qtbot, K.Key_Down)
    assert says(form, "item_sample_figure") == "766.08"
    assert form.grid.labelled["item_first_month"].isVisible()
    assert "2027-01 账期" in texts(form)


@pytest.mark.parametrize(
    ("pricing", "cycle", "price", "amount"),
    [
        (Pricing.AREA, Cycle.HEATING, "30", "2688.00"),
        (Pricing.UNIT, Cycle.YEARLY, "72", "72.00"),
        (Pricing.SPACE, Cycle.MONTHLY, "80", "80.00"),
        (Pricing.UNIT, Cycle.ONCE, "300", "300.00"),
    ],
)
def test_the_sample_knows_every_cycle(pricing: Pricing, cycle: Cycle, price: str, amount: str) -> None:
    found = sample_charge(pricing, cycle, Decimal(price), date(2026, 11, 1), 31, 1)
    assert found is not None
    assert found.amount == Y(amount)


def test_m2_3_a_new_price_from_a_day_leaves_what_was_charged(
    page: FeeItemsPage, estate: Estate, answers: Answers, bar: Bar, qtbot: QtBot
) -> None:
    estate.bill()
    page.refresh()
    press(qtbot, K.Key_F6)
    ask = dialog(page, "price_dialog")
    assert ask.day.text() == "2026-12-01"
    press(qtbot, SAVE)
    assert ask.price.error() == "请填新单价"
    press(qtbot, "2.95", K.Key_Return, "2026-11-16", SAVE)
    assert answers.asked == [
        "物业服务费 在 2026-11-16 之后的账期有的已经生成应收，那些不会变。只用于以后生成的，继续吗？"
    ]
    assert closed(page, "price_dialog")
    assert [(row.starts_on, row.price) for row in estate.runner.read(prices, 1)] == [
        (date(2026, 11, 16), Decimal("2.95")), (date(2026, 1, 1), Decimal("2.85")),
    ]  # fmt: skip
    assert [c.amount for c in estate.charges(text="3-1-1202")] == [Y("255.36"), Y("80.00")]
    assert bar.last() == "ok: 物业服务费 从 2026-11-16 起 2.95 元/㎡·月。已生成的应收没有变。"
    assert shown(page.table)[0][3] == "2.95"
    assert {"2.95　现行", "2.85", "2026-11-16 起", "2026-01-01 起"} <= set(texts(page.pane))


def test_turning_back_at_the_question_changes_no_price(
    page: FeeItemsPage, estate: Estate, answers: Answers, qtbot: QtBot
) -> None:
    answers.yes = False
    press(qtbot, K.Key_F6)
    ask = dialog(page, "price_dialog")
    press(qtbot, "2.95", K.Key_Return, "2026-01-01", SAVE)
    assert answers.asked == ["物业服务费 从 2026-01-01 起已定为 2.85 元，改成 2.95 元吗？"]
    assert ask.isVisible()
    assert len(estate.runner.read(prices, 1)) == 1


def test_a_price_that_was_put_right_and_one_to_come_are_told_apart(
    page: FeeItemsPage, estate: Estate
) -> None:
    estate.runner.run(
        set_price,
        SetPrice(1, Decimal("2.86"), date(2026, 1, 1)),
        actor=page.desk.actor,
        confirmed=frozenset({"price.again", "price.billed"}),
    )
    estate.run(set_price, SetPrice(1, Decimal(3), date(2027, 1, 1)))
    page.refresh()
    assert {"3.00　到时生效", "2.86　现行", "2.85（同日已更正）"} <= set(texts(page.pane))


def test_d0_6_a_change_keeps_what_was_before(
    page: FeeItemsPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    press(qtbot, K.Key_Return)
    form = form_of(page)
    assert form.pricing.read_only()
    assert form.price.text() == "2.85"
    form.name.setFocus()
    press(qtbot, (CTRL, K.Key_A), "物业费")
    form.active.setFocus()
    press(qtbot, K.Key_Space, SAVE)
    assert bar.last() == "ok: 收费项目“物业费”已保存。"
    item = next(i for i in estate.runner.read(fee_items, TODAY) if i.id == 1)
    assert (item.name, item.active, item.price) == ("物业费", False, Decimal("2.85"))
    page.table.select_key(1)
    said = texts(page.pane)
    assert {"物业服务费 → 物业费", "是 → 否", "新建"} <= set(said)
    assert [row[-1] for row in shown(page.table) if row[0] == "物业费"] == ["停用"]


def test_a_draft_comes_back_to_the_item_it_was_of(page: FeeItemsPage, desk: Desk, qtbot: QtBot) -> None:
    """D0.8: F7 on a standing item and on a new one; each finds its way back."""
    press(qtbot, K.Key_Return)
    form = form_of(page)
    form.name.setFocus()
    press(qtbot, (CTRL, K.Key_A), "物业费", K.Key_F7)
    press(qtbot, K.Key_F2)
    form_of(page).name.setFocus()
    press(qtbot, "电梯费", K.Key_F7)
    kept = {d.key: d for d in desk.read(drafts, desk.actor.id)}
    assert {key: draft.title for key, draft in kept.items()} == {
        "1": "修改收费项目 物业费", "": "新收费项目 电梯费",
    }  # fmt: skip
    assert {d.page for d in kept.values()} == set(FeeItemsPage.DRAFTS)
    page.open(key="1", draft=kept["1"])
    assert (form_of(page).item is not None, form_of(page).name.text()) == (True, "物业费")
    page.inner().save_button.click()  # type: ignore[union-attr]
    page.open(key="", draft=kept[""])
    assert (form_of(page).item, form_of(page).name.text()) == (None, "电梯费")
    assert [d.key for d in desk.read(drafts, desk.actor.id)] == [""]


def test_a_cashier_needs_leave_to_change_prices(
    estate: Estate, desk_of: Callable[..., Desk], show: Callable[[Any], Any], answers: Answers, qtbot: QtBot
) -> None:
    estate.items()
    page = show(FeeItemsPage(desk_of(CASHIER)))
    press(qtbot, K.Key_F6)
    dialog(page, "price_dialog")
    press(qtbot, "3", SAVE)
    assert answers.asked == ["fees.setup"]
    assert len(estate.runner.read(prices, 1)) == 1


def test_the_list_goes_to_excel(page: FeeItemsPage, answers: Answers, tmp_path: Path, qtbot: QtBot) -> None:
    answers.file = tmp_path / "项目.xlsx"
    press(qtbot, (CTRL, K.Key_E))
    rows = list(load_workbook(answers.file).active.values)
    assert [row[0] for row in rows[2:]] == ["物业服务费", "车位管理费", "有偿服务费"]
