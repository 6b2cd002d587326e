"""减免: M2.4, M2.7, M6.8, D0.8, L7; all of it with the keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.fees.queries import batches, differences, reductions
from frontdesk.areas.fees.rules.kinds import Category, Cycle, Pricing, ReductionKind
from frontdesk.areas.fees.service import (
    AddFeeItem,
    AddReduction,
    BillAhead,
    SetPrice,
    add_fee_item,
    add_reduction,
    bill_ahead,
    set_price,
)
from frontdesk.areas.fees.ui import BillingPage
from frontdesk.areas.fees.ui.reduction_batch_page import ReductionBatchPage
from frontdesk.areas.fees.ui.reduction_form import ReductionForm
from frontdesk.areas.fees.ui.reduction_gap_page import ReductionGapPage
from frontdesk.areas.fees.ui.reductions_page import ReductionsPage
from frontdesk.base.store.work import Approval
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.page import EmptyState
from tests.areas.cashdesk.ui.conftest import Answers, Bar
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.fees.ui.conftest import Went
from tests.areas.fees.ui.estate import CASHIER, IDS, SUPERVISOR, Estate
from tests.areas.fees.ui.finding import closed, counts, dialog, named, says, settle, shown, texts

Y = Money.yuan
K = Qt.Key
SAVE = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)


@pytest.fixture
def items(estate: Estate) -> tuple[int, int, int]:
    return estate.items()


@pytest.fixture
def billing(items: tuple[int, int, int], desk: Desk, show: Callable[[Any], Any]) -> BillingPage:
    return cast(BillingPage, show(BillingPage(desk)))


def reduce(estate: Estate, unit: str, item: int, since: date, until: date | None, paid: str = "0.7") -> int:
    command = AddReduction(IDS[unit], item, ReductionKind.VACANT, since, until, Decimal(paid), "空置申请")
    done = estate.runner.run(
        add_reduction, command, actor=SUPERVISOR, confirmed=frozenset({"reduction.billed"})
    )
    return int(done.value)


def top(billing: BillingPage) -> ReductionsPage:
    settle()
    inner = billing.inner()
    assert isinstance(inner, ReductionsPage)
    return inner


def test_l7_empty_says_what_it_is_and_how_to_begin(billing: BillingPage, qtbot: QtBot) -> None:
    press(qtbot, K.Key_F9)
    page = top(billing)
    assert named(page, EmptyState, "no_reductions").isVisible()
    press(qtbot, K.Key_Escape)
    assert billing.inner() is None


def test_d0_8_a_vacant_unit_is_written_with_the_keyboard_alone(
    billing: BillingPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    press(qtbot, K.Key_F9, K.Key_F2)
    page = top(billing)
    form = page.inner()
    assert isinstance(form, ReductionForm)
    assert focused() is form.unit.inner
    press(qtbot, "3-1-1202", K.Key_Return, "物", K.Key_Return)
    assert (form.unit.value(), form.item.text()) == (IDS["3-1-1202"], "物业服务费")
    press(qtbot, K.Key_Return, "70", K.Key_Return, "2026-11-17", K.Key_Return, K.Key_Return, "水表为零")
    settle()
    assert says(form, "reduction_sample_figure") == "219.61"
    press(qtbot, SAVE)
    (row,) = estate.runner.read(reductions)
    assert (row.unit, row.kind, row.starts_on, row.ends_on, row.paid, row.reason, row.approver) == (
        "3-1-1202",
        ReductionKind.VACANT,
        date(2026, 11, 17),
        None,
        Decimal("0.7"),
        "水表为零",
        "周敏",
    )
    assert page.inner() is None
    assert "记下了" in bar.said[-1][1]
    assert shown(page.table)[0][:5] == ("3-1-1202", "物业服务费", "空置", "70%", "2026-11-17")


def test_heating_is_shut_off_and_the_last_day_is_typed_included(
    billing: BillingPage, estate: Estate, qtbot: QtBot
) -> None:
    estate.run(
        add_fee_item,
        AddFeeItem(
            "供暖费",
            Category.HEATING,
            Pricing.AREA,
            Cycle.HEATING,
            price=Decimal(30),
            price_from=date(2026, 1, 1),
        ),
    )
    press(qtbot, K.Key_F9, K.Key_F2)
    page = top(billing)
    form = cast(ReductionForm, page.inner())
    form.unit.set_value(IDS["3-1-1202"])
    form.item.setFocus()
    press(qtbot, "供", K.Key_Return)
    assert form.kind.value() is ReductionKind.NO_HEATING
    form.starts_on.set_value(date(2026, 11, 15))
    form.last_on.set_value(date(2027, 3, 14))
    form.paid.set_value(Decimal(20))
    form.reason.set_value("停热申请")
    form.paid.setFocus()
    form._show_sample()
    assert says(form, "reduction_sample_figure") == "537.60"
    press(qtbot, SAVE)
    (row,) = estate.runner.read(reductions)
    assert (row.ends_on, row.last_on) == (date(2027, 3, 15), date(2027, 3, 14))


def test_what_is_wrong_stands_beside_its_field(billing: BillingPage, estate: Estate, qtbot: QtBot) -> None:
    press(qtbot, K.Key_F9, K.Key_F2)
    form = cast(ReductionForm, top(billing).inner())
    press(qtbot, SAVE)
    assert form.unit.error()
    assert form.reason.error()
    form.unit.set_value(IDS["3-1-1202"])
    form.item.set_value(1)
    form.paid.set_value(Decimal(100))
    form.reason.set_value("空置")
    press(qtbot, SAVE)
    assert "不含 100%" in form.paid.error()
    assert estate.runner.read(reductions) == ()


def test_chips_and_search_narrow_the_list_and_f6_ends_one(
    billing: BillingPage, estate: Estate, bar: Bar, qtbot: QtBot, went: Went
) -> None:
    reduce(estate, "3-1-1202", 1, date(2026, 8, 1), date(2026, 12, 10))
    reduce(estate, "3-1-0702", 1, date(2026, 8, 1), None)
    reduce(estate, "3-2-0101", 1, date(2026, 8, 1), date(2026, 9, 1))
    press(qtbot, K.Key_F9)
    page = top(billing)
    assert counts(page, "reductions_state", "all", "coming", "running", "ending", "ended") == (
        "全部 3", "未开始 0", "进行中 1", "快到期 1", "已结束 1",
    )  # fmt: skip
    page.chips.choose("ending")
    assert [row[0] for row in shown(page.table)] == ["3-1-1202"]
    page.chips.choose("all")
    press(qtbot, "/", "0702", K.Key_Return)
    assert [row[0] for row in shown(page.table)] == ["3-1-0702"]
    press(qtbot, K.Key_F6)
    ending = dialog(page, "end_reduction_dialog")
    press(qtbot, "2026-11-25", K.Key_Return, "已入住", SAVE)
    assert closed(page, "end_reduction_dialog")
    assert ending.form.fields["ends_on"].error() == ""
    row = next(row for row in estate.runner.read(reductions) if row.unit == "3-1-0702")
    assert (row.ends_on, row.end_reason) == (date(2026, 11, 25), "已入住")
    assert "从 2026-11-25 起恢复全价" in bar.said[-1][1]
    page.window().activateWindow()
    settle()
    press(qtbot, K.Key_Return)
    assert went[-1] == ("unit", {"unit_id": IDS["3-1-0702"]})


def test_the_start_page_leads_to_what_ends_soon(billing: BillingPage, estate: Estate) -> None:
    reduce(estate, "3-1-1202", 1, date(2026, 8, 1), date(2026, 12, 10))
    reduce(estate, "3-1-0702", 1, date(2026, 8, 1), None)
    billing.open("reductions", state="ending")
    assert [row[0] for row in shown(top(billing).table)] == ["3-1-1202"]


def test_m2_7_a_batch_shows_its_dry_run_and_is_one_step(
    billing: BillingPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    estate.bill(Month(2026, 10))
    estate.bill()
    press(qtbot, K.Key_F9, K.Key_F4)
    page = top(billing)
    batch = cast(ReductionBatchPage, page.inner())
    assert focused() is batch.items.checks[0]
    assert not batch.save_button.isEnabled()
    press(qtbot, K.Key_Space)
    batch.first.setFocus()
    press(qtbot, "2026-10", K.Key_Return)
    settle()
    assert says(batch, "batch_words") == "减免合计 482.16 元"
    assert says(batch, "batch_hint") == "6 笔 · 3 户"
    assert [row[0] for row in shown(batch.table)].count("3-1-1202") == 2
    batch.units.picker.setFocus()
    press(qtbot, "3-2-0101", K.Key_Return)
    settle()
    assert says(batch, "batch_hint") == "2 笔 · 1 户"
    press(qtbot, SAVE)
    assert batch.reason.error()
    batch.reason.setFocus()
    press(qtbot, "电梯停运，经理同意", SAVE)
    settle()
    (row,) = estate.runner.read(batches)
    assert (row.words, row.charges, row.total) == (
        "3-2-0101 · 物业服务费 · 2026-10 至 2026-11 · 减 30%",
        2,
        Y("111.16"),
    )
    assert "减免了 2 笔，合计 111.16 元" in bar.said[-1][1]
    assert page.inner() is None


def test_m2_7_a_fixed_sum_for_each(billing: BillingPage, estate: Estate, qtbot: QtBot) -> None:
    estate.bill()
    billing.show_reductions()
    page = top(billing)
    page.reduce_many()
    batch = cast(ReductionBatchPage, page.inner())
    batch.items.set_value((2,))
    batch.way.setFocus()
    press(qtbot, K.Key_Right)
    assert not batch.grid.labelled["batch_share"].isVisible()
    batch.fixed.setFocus()
    press(qtbot, "100", K.Key_Return)
    settle()
    assert says(batch, "batch_words") == "减免合计 80.00 元", "never more than is owed"


def test_m2_7_the_batch_takes_a_supervisor(
    estate: Estate,
    items: Any,
    desk_of: Callable[..., Desk],
    show: Callable[[Any], Any],
    answers: Answers,
    qtbot: QtBot,
) -> None:
    estate.bill()
    billing = show(BillingPage(desk_of(CASHIER)))
    billing.show_reductions()
    page = top(billing)
    page.reduce_many()
    batch = cast(ReductionBatchPage, page.inner())
    batch.items.set_value((1,))
    batch.reason.set_value("停水")
    batch._dry_run()
    settle()
    batch.save()
    assert estate.runner.read(batches) == (), "nobody gave leave"
    answers.approval = Approval(Right.FEES_ADJUST, 3, "周敏", "")
    batch.save()
    settle()
    (row,) = estate.runner.read(batches)
    assert (row.approver, row.made_by) == ("周敏", "林晓")


def test_m6_8_differences_are_decided_one_by_one(
    billing: BillingPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    months = tuple(Month(2026, 12).plus(n) for n in range(3))
    estate.run(bill_ahead, BillAhead(IDS["3-1-1202"], months, (1,)))
    command = SetPrice(1, Decimal("3.00"), date(2027, 1, 1))
    estate.runner.run(set_price, command, actor=SUPERVISOR, confirmed=frozenset({"price.billed"}))
    press(qtbot, K.Key_F9)
    page = top(billing)
    assert page.gap_button.text() == "差额 2"
    press(qtbot, K.Key_F8)
    gaps = page.inner()
    assert isinstance(gaps, ReductionGapPage)
    settle()
    assert [(row[2], row[3], row[7]) for row in shown(gaps.table)] == [
        ("2027-01", "预缴后有变", "13.44"),
        ("2027-02", "预缴后有变", "13.44"),
    ]
    assert named(gaps, KeyButton, "gap_right").text() == "补收 13.44"
    press(qtbot, SAVE)
    assert "补收 13.44 元已记下" in bar.said[-1][1]
    settle()
    assert [row[2] for row in shown(gaps.table)] == ["2027-02"]
    press(qtbot, K.Key_F7)
    assert "不动" in bar.said[-1][1]
    settle()
    assert estate.runner.read(differences) == ()
    assert named(gaps, EmptyState, "no_gaps").isVisible()
    assert {row.period: row.adjusted for row in estate.charges(text="3-1-1202")} == {
        "2026-12": ZERO,
        "2027-01": Y("13.44"),
        "2027-02": ZERO,
    }
    press(qtbot, K.Key_Escape)
    assert page.inner() is None


def test_the_pane_says_who_allowed_it(billing: BillingPage, estate: Estate, qtbot: QtBot) -> None:
    reduce(estate, "3-1-1202", 1, date(2026, 8, 1), date(2026, 12, 10))
    press(qtbot, K.Key_F9)
    said = texts(top(billing).pane)
    for words in ("3-1-1202", "物业服务费 · 空置", "70%", "2026-08-01 至 2026-12-09", "空置申请", "周敏"):
        assert words in said
