"""违约金 and splitting at a transfer in the window: M2.6, M5.1, M5.3, D0.8."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from frontdesk.areas.archives.model import Person, UnitRole
from frontdesk.areas.archives.rules.kinds import PersonKind, RoleKind
from frontdesk.areas.fees.queries import late_fee_term, late_fee_waivers
from frontdesk.areas.fees.service import SetLateFee, set_late_fee
from frontdesk.areas.fees.ui import BillingPage, FeeItemsPage
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.widgets.desk import Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar
from tests.areas.cashdesk.ui.keys import press
from tests.areas.fees.ui.estate import SUPERVISOR, TODAY, Estate
from tests.areas.fees.ui.finding import closed, dialog, named, says, settle, shown, texts

Y = Money.yuan
K = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
SAVE = (CTRL, K.Key_Return)


@pytest.fixture
def page(estate: Estate, desk: Desk, show: Callable[[Any], Any]) -> BillingPage:
    """October billed, 物业服务费 with 0.05 % a day; the list shows October."""
    item, _, _ = estate.items()
    command = SetLateFee(item, date(2026, 1, 1), Decimal("0.0005"))
    estate.runner.run(set_late_fee, command, actor=SUPERVISOR, confirmed=frozenset({"late_fee.past"}))
    estate.bill(Month(2026, 10))
    shown_page = cast(BillingPage, show(BillingPage(desk)))
    shown_page.open(month=Month(2026, 10))
    settle()
    return shown_page


def test_m5_3_the_list_and_the_pane_say_it_up_to_today(page: BillingPage) -> None:
    rows = shown(page.list.table)
    assert [(row[0], row[2], row[8]) for row in rows] == [
        ("3-1-0702", "物业服务费", "3.81"),
        ("3-1-1202", "物业服务费", "2.68"),
        ("3-1-1202", "车位管理费", "—"),
        ("3-2-0101", "物业服务费", "1.95"),
    ]
    page.list.table.select_row(1)
    said = texts(page.pane)
    assert "255.36 × 0.05% × 21天" in said
    assert said.count("2.68") == 2


def test_no_column_where_nothing_has_a_late_fee(
    estate: Estate, desk: Desk, show: Callable[[Any], Any]
) -> None:
    estate.items()
    estate.bill()
    billing = show(BillingPage(desk))
    assert "违约金" not in [column.title for column in billing.list.model.columns]
    command = SetLateFee(1, TODAY, Decimal("0.0005"))
    desk.run(set_late_fee, command)
    settle()
    assert "违约金" in [column.title for column in billing.list.model.columns]


def test_m5_3_waiving_with_the_keyboard(page: BillingPage, estate: Estate, bar: Bar, qtbot: QtBot) -> None:
    page.list.table.select_row(1)
    settle()
    press(qtbot, (CTRL, K.Key_F6))
    asked = dialog(page, "late_waive_dialog")
    assert asked.amount.text() == "2.68", "all of it to begin with"
    press(qtbot, SAVE)
    assert asked.reason.error()
    asked.amount.setFocus()
    press(qtbot, "9", K.Key_Return, "首次逾期", SAVE)
    assert "到今天是 2.68 元" in asked.amount.error()
    asked.amount.setFocus()
    press(qtbot, "2", SAVE)
    assert closed(page, "late_waive_dialog")
    charge = estate.charges(text="3-1-1202")[0]
    (row,) = estate.runner.read(late_fee_waivers, charge.id)
    assert (row.amount, row.reason, row.approver) == (Y("2"), "首次逾期", "周敏")
    assert "减免违约金 2.00 元已记下" in bar.said[-1][1]
    said = texts(page.pane)
    assert "−2.00" in said
    assert "0.68" in said


def test_m5_1_set_from_the_fee_items(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], bar: Bar, answers: Answers, qtbot: QtBot
) -> None:
    estate.items()
    items = cast(FeeItemsPage, show(FeeItemsPage(desk)))
    assert "不计。合同里有约定的，按 F8 设。" in texts(items.pane)
    press(qtbot, K.Key_F8)
    asked = dialog(items, "late_fee_dialog")
    press(qtbot, "0.3")
    assert says(asked, "late_sample") == "欠 100.00 元，逾期 30 天，违约金 9.00 元。"
    press(qtbot, K.Key_Return, "30", K.Key_Return, "10", K.Key_Return, "2026-12-01", SAVE)
    assert closed(items, "late_fee_dialog")
    term = estate.runner.read(late_fee_term, 1, date(2026, 12, 1))
    assert term is not None
    assert (term.rate, term.cap, term.grace_days) == (Decimal("0.003"), Decimal("0.3"), 10)
    words = "逾期每天 0.3%，单利，不超过本金的 30%，宽限 10 天"
    assert words in texts(items.pane)
    assert words in bar.said[-1][1]


def test_five_per_cent_for_five_in_ten_thousand_is_refused(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], qtbot: QtBot
) -> None:
    estate.items()
    items = cast(FeeItemsPage, show(FeeItemsPage(desk)))
    press(qtbot, K.Key_F8)
    asked = dialog(items, "late_fee_dialog")
    press(qtbot, "5", SAVE)
    assert asked.rate.error()
    assert estate.runner.read(late_fee_term, 1, TODAY) is None


def test_m2_6_a_charge_is_split_only_where_it_is_asked_for(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], bar: Bar, qtbot: QtBot
) -> None:
    estate.items()
    sold_on = date(2026, 11, 11)
    with estate.db.write() as session:
        session.execute(update(UnitRole).where(UnitRole.unit_id == 1).values(ends_on=sold_on))
        session.add(
            Person(
                id=90, name="陈晨", kind=PersonKind.PERSON, id_kind=None, visa_ends_on=None, registered_on=None,
                made_at=estate.clock.now(),
            )
        )  # fmt: skip
        session.flush()
        session.add(
            UnitRole(
                unit_id=1, person_id=90, kind=RoleKind.OWNER, share=None, starts_on=sold_on, ends_on=None
            )
        )
    estate.bill()
    billing = cast(BillingPage, show(BillingPage(desk)))
    billing.list.table.select_row(1)
    settle()
    press(qtbot, (SHIFT, K.Key_F6))
    asked = dialog(billing, "split_dialog")
    assert asked.day.text() == "2026-11-11"
    assert (says(asked, "split_old"), says(asked, "split_new")) == (
        "张硕：10 天，85.12 元",
        "陈晨：20 天，170.24 元",
    )
    press(qtbot, "2026-11-01")
    assert "才有两家的天数" in says(asked, "split_old")
    press(qtbot, (CTRL, K.Key_A), "2026-11-11", SAVE)
    assert closed(billing, "split_dialog")
    rows = estate.charges(text="3-1-1202", item_id=1)
    assert {(row.payer_name, row.owed) for row in rows} == {("陈晨", Y("170.24")), ("张硕", Y("85.12"))}
    assert "张硕 85.12 元，陈晨 170.24 元" in bar.said[-1][1]
    assert named(billing, type(billing.pane), "charge_pane").card is not None
