"""抄表 on real widgets: figures typed down the list, what waits decided, a workbook taken, a cost divided (M3, M4)."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from frontdesk.areas.fees.queries.meters import held_readings, meter_states
from frontdesk.areas.fees.queries.pools import pools
from frontdesk.areas.fees.rules.kinds import Category, Decision, MeterKind, Pricing, ShareWay, TierSpan
from frontdesk.areas.fees.rules.tariffs import Tier, Tiers
from frontdesk.areas.fees.service import AddFeeItem, add_fee_item
from frontdesk.areas.fees.service.meters import Entry, OpenMeter, TakeReadings, open_meter, take_readings
from frontdesk.areas.fees.ui.meters_book import ReadingBookPage
from frontdesk.areas.fees.ui.meters_held import HeldPage
from frontdesk.areas.fees.ui.meters_page import MetersPage
from frontdesk.areas.fees.ui.pools_form import PoolForm
from frontdesk.areas.fees.ui.pools_page import PoolsPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar
from tests.areas.cashdesk.ui.keys import press
from tests.areas.fees.ui.estate import IDS, SUPERVISOR, Estate
from tests.areas.fees.ui.finding import closed, dialog, named, says, settle, shown, texts

K = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
D = Decimal
DATA = Path(__file__).parents[3] / "data"
TODAY = date(2026, 11, 21)
METERS = {"2-1-0301": "520", "2-1-0401": "80", "3-1-0702": "704", "3-1-1202": "99995", "3-2-0101": "100"}


def number(estate: Estate, code: str) -> int:
    states = estate.runner.read(meter_states, kind=MeterKind.WATER)
    return next(id for id, state in states.items() if state.unit_id == IDS[code])


def history(estate: Estate) -> None:
    """A water meter in each home, read in September and October with 8 used each time."""
    for code, first in METERS.items():
        estate.run(
            open_meter,
            OpenMeter(IDS[code], MeterKind.WATER, f"S{IDS[code]:04d}", date(2026, 8, 20), D(first) - 16, 5),
        )
    for month, ago in ((9, 8), (10, 0)):
        entries = tuple(Entry(number(estate, code), D(first) - ago) for code, first in METERS.items())
        estate.run(take_readings, TakeReadings(MeterKind.WATER, date(2026, month, 20), entries))


@pytest.fixture
def page(estate: Estate, desk: Desk, show: Callable[[Any], Any]) -> MetersPage:
    history(estate)
    found: MetersPage = show(MetersPage(desk))
    return found


def again(page: Any) -> None:
    """A dialog has gone: the page has the keys, its list stands on the first row."""
    page.window().activateWindow()
    settle()
    page.table.select_row(0)
    page.table.setFocus()
    settle()


def last(estate: Estate, code: str) -> Decimal:
    return estate.runner.read(meter_states)[number(estate, code)].last_value


# -- the list --


def test_m3_readings_are_typed_down_the_list_and_stored_together(
    page: MetersPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    assert [row[0] for row in shown(page.table)] == [
        "2-1-0301",
        "2-1-0401",
        "3-1-0702",
        "3-1-1202",
        "3-2-0101",
    ]
    assert page.table.field.focused(), "typing begins at once"
    press(qtbot, "529", K.Key_Return, "88.5", K.Key_Return, "701", K.Key_Return, "4", K.Key_Return, "140")
    rows = shown(page.table)
    assert [row[5] for row in rows] == ["529", "88.5", "701", "4", "140"]
    assert [row[6] for row in rows] == ["9", "8.5", "", "", "40"]
    assert [row[8] for row in rows] == ["待保存", "待保存", "低于上次", "低于上次，可能翻转", "超过平时三倍"]
    assert says(page, "meters_words") == "已填 5 块，还没有保存。3 块有疑问，保存后待处理，处理完才计费。"
    press(qtbot, (CTRL, K.Key_Return))
    assert bar.said[-1][1] == "存了 2 条读数。"
    assert (last(estate, "2-1-0301"), last(estate, "3-1-0702")) == (529, 704)
    assert [row[8] for row in shown(page.table)][:3] == ["已抄", "已抄", "待处理：低于上次读数 704"]
    assert named(page, KeyButton, "meters_held").text() == "待处理 3"
    assert page.table.typed() == {}


def test_m3_arrows_go_up_and_down_and_a_column_can_be_pasted(page: MetersPage, qtbot: QtBot) -> None:
    press(qtbot, K.Key_Down, "89", K.Key_Up)
    assert page.table.current().unit == "2-1-0301"
    assert page.table.field.text() == ""
    QGuiApplication.clipboard().setText("530\n90\n712\n")
    press(qtbot, (CTRL, K.Key_V))
    assert [row[5] for row in shown(page.table)][:4] == ["530", "90", "712", ""]
    assert page.table.current().unit == "3-1-0702"


def test_d0_8_what_is_no_reading_is_said_and_nothing_typed_is_lost(
    page: MetersPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    press(qtbot, "529", K.Key_Return, "8x", K.Key_Return, "1234567", (CTRL, K.Key_Return))
    assert bar.said[-1][1] == "没有保存。"
    assert page.table.current().unit == "2-1-0401", "the first that is wrong"
    assert page.table.field.error() == "这里只能填数字"
    assert page.table.typed()[number(estate, "2-1-0301")] == "529"
    assert last(estate, "2-1-0301") == 520
    press(qtbot, "88", K.Key_Return, "710", (CTRL, K.Key_Return))
    assert last(estate, "2-1-0401") == 88


def test_d0_8_the_list_waits_as_a_draft_and_comes_back(
    page: MetersPage, estate: Estate, answers: Answers, qtbot: QtBot
) -> None:
    press(qtbot, "529", K.Key_Return, "88")
    answers.yes = False
    assert not page.may_leave()
    press(qtbot, K.Key_F7)
    assert page.table.typed() == {}
    assert page.may_leave()
    (draft,) = estate.runner.read(drafts, SUPERVISOR.id)
    assert draft.title == "抄水表 2026-11-21，2 块"
    page.open(draft=draft)
    assert [row[5] for row in shown(page.table)][:2] == ["529", "88"]
    press(qtbot, (CTRL, K.Key_Return))
    assert last(estate, "2-1-0401") == 88
    assert estate.runner.read(drafts, SUPERVISOR.id) == ()
    press(qtbot, "530")
    assert page.keep_typing()
    assert len(estate.runner.read(drafts, SUPERVISOR.id)) == 1


def test_chips_building_and_search_narrow_the_list(page: MetersPage, qtbot: QtBot) -> None:
    press(qtbot, "529")
    page.building.set_value(1)
    page.refresh()
    assert [row[0] for row in shown(page.table)] == ["2-1-0301", "2-1-0401"]
    page.building.set_value(None)
    page.refresh()
    page.search.inner.setText("0004")
    assert [row[0] for row in shown(page.table)] == ["2-1-0301"]
    page.search.inner.setText("")
    page.chips.choose("odd")
    assert shown(page.table) == []
    page.chips.choose("unread")
    assert len(shown(page.table)) == 5
    assert page.table.typed(), "what is typed stays, whatever is shown"


def test_another_day_shows_what_was_read_on_it(page: MetersPage) -> None:
    page.day.set_value(date(2026, 10, 20))
    page.day.submitted.emit()
    settle()
    rows = shown(page.table)
    assert [row[5] for row in rows] == ["520", "80", "704", "99995", "100"]
    assert {row[6] for row in rows} == {"8"}


def test_m3_a_day_before_the_last_reading_shows_it_and_takes_nothing_more(
    page: MetersPage, qtbot: QtBot
) -> None:
    page.day.set_value(date(2026, 9, 20))
    page.day.submitted.emit()
    settle()
    assert [row[5] for row in shown(page.table)] == ["512", "72", "696", "99987", "92"]
    page.table.field.setFocus()
    press(qtbot, "515")
    assert page.table.field.error() == "2026-10-20 已有读数，不能再改"


# -- one meter --


def test_m3_1_a_meter_is_changed_from_its_pane(page: MetersPage, estate: Estate, qtbot: QtBot) -> None:
    assert "平时用量" in texts(page.pane)
    press(qtbot, K.Key_F10)
    form = dialog(page, "change_meter_dialog")
    form.last.set_value(D(524))
    form.number.set_value("S-NEW")
    form.first.set_value(D(2))
    press(qtbot, (CTRL, K.Key_Return))
    assert closed(page, "change_meter_dialog")
    assert shown(page.table)[0][1] == "S-NEW"
    assert "旧表 S0004，拆表，换表" in texts(page.pane)


def test_m3_the_last_reading_is_corrected_with_a_reason(
    page: MetersPage, estate: Estate, qtbot: QtBot
) -> None:
    press(qtbot, K.Key_F9)
    form = dialog(page, "correct_dialog")
    form.value.set_value(D(518))
    press(qtbot, (CTRL, K.Key_Return))
    assert form.reason.error()
    form.reason.set_value("看错一位")
    press(qtbot, (CTRL, K.Key_Return))
    assert last(estate, "2-1-0301") == 518
    assert "看错一位" in texts(page.pane)
    assert "已更正" in texts(page.pane)


def test_m3_a_meter_is_opened_and_taken_out(page: MetersPage, estate: Estate, qtbot: QtBot) -> None:
    press(qtbot, K.Key_F3)
    form = dialog(page, "open_meter_dialog")
    form.number.set_value("S-BATH")
    form.first.set_value(D(7))
    press(qtbot, (CTRL, K.Key_Return))
    assert [row[1] for row in shown(page.table)][:2] == ["S0004", "S-BATH"]
    page.table.select_row(1)
    settle()
    named(page.pane, KeyButton, "meter_end").click()
    form = dialog(page, "end_meter_dialog")
    form.last.set_value(D(6))
    press(qtbot, (CTRL, K.Key_Return))
    assert form.last.error() == "低于上次的 7"
    form.last.set_value(D(9))
    press(qtbot, (CTRL, K.Key_Return))
    assert "S-BATH" not in {row[1] for row in shown(page.table)}


def test_l7_without_a_meter_the_page_says_how_to_begin(
    estate: Estate, desk: Desk, show: Callable[[Any], Any]
) -> None:
    page = show(MetersPage(desk))
    assert page.is_empty()
    named(page, KeyButton, "empty_book").click()
    assert isinstance(page.inner(), ReadingBookPage)


# -- what waits --


def test_m3_2_what_waits_is_decided_one_by_one(
    page: MetersPage, estate: Estate, bar: Bar, qtbot: QtBot
) -> None:
    press(qtbot, K.Key_Return, K.Key_Return, "701", K.Key_Return, "4", K.Key_Return, "140")
    press(qtbot, (CTRL, K.Key_Return), K.Key_F6)
    settle()
    held = page.inner()
    assert isinstance(held, HeldPage)
    assert [(row[0], row[6]) for row in shown(held.table)] == [
        ("3-1-0702", "低于上次读数 704"),
        ("3-1-1202", "低于上次读数 99,995"),
        ("3-2-0101", "用量 40，超过平时 8 的三倍"),
    ]
    settle()
    press(qtbot, K.Key_F4)
    form = dialog(held, "decide_dialog")
    press(qtbot, "710", (CTRL, K.Key_Return))
    assert closed(held, "decide_dialog")
    assert last(estate, "3-1-0702") == 710
    again(held)
    press(qtbot, K.Key_F3)
    form = dialog(held, "decide_dialog")
    assert says(form, "decide_says") == "用量 9 吨"
    press(qtbot, "走满一圈", (CTRL, K.Key_Return))
    assert last(estate, "3-1-1202") == 4
    again(held)
    press(qtbot, K.Key_F2)
    dialog(held, "decide_dialog")
    press(qtbot, (CTRL, K.Key_Return))
    assert held.is_empty()
    assert estate.runner.read(held_readings) == ()
    named(held, KeyButton, "held_done_back").click()
    assert page.inner() is None
    row = estate.runner.read(meter_states)[number(estate, "3-2-0101")]
    assert (row.last_value, row.uses[-1]) == (140, 40)
    assert Decision.ACCEPT


def test_links_lead_to_what_waits_and_to_the_shared_costs(
    page: MetersPage, answers: Answers, qtbot: QtBot
) -> None:
    """The window hands `target` to a page that names it; typed readings are asked about before anything covers them."""
    assert "target" in inspect.signature(page.open).parameters
    page.open(target="held")
    assert isinstance(page.inner(), HeldPage)
    page.open(target="pools")
    assert isinstance(page.inner(), PoolsPage)
    page.open(target="meters")
    assert page.inner() is None


# -- a workbook --


def test_m3_a_workbook_is_looked_over_and_taken(
    estate: Estate,
    desk: Desk,
    show: Callable[[Any], Any],
    answers: Answers,
    bar: Bar,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    page = show(MetersPage(desk))
    press(qtbot, K.Key_F4)
    book = page.inner()
    assert isinstance(book, ReadingBookPage)
    monkeypatch.setattr(Answers, "choose_open_file", lambda self, title, pattern: self.file)
    answers.file = DATA / "shuibiao-2026-11.xlsx"
    settle()
    press(qtbot, K.Key_F2)
    settle()
    assert [row[2] for row in shown(book.table) if row[1] != "退回"] == [
        "2-1-0301",
        "2-1-0401",
        "3-1-0702",
        "3-2-0101",
    ], "the other homes of the workbook are not here"
    path = tmp_path / "抄表.csv"
    path.write_text("房号,表号,上期,本期\n3-1-1202,S1,100,112\n3-1-0702,S2,99990,3\n9-9-9,S3,1,2\n", "utf-8")
    answers.file = path
    press(qtbot, K.Key_F2)
    settle()
    assert [(row[1], row[2], row[8]) for row in shown(book.table)] == [
        ("存入", "3-1-1202", "新建这块表"),
        ("待定", "3-1-0702", "低于上次读数 99,990"),
        ("退回", "9-9-9", "没有 9-9-9 这户"),
    ]
    assert estate.runner.read(meter_states) == {}, "nothing is stored yet"
    press(qtbot, (CTRL, K.Key_Return))
    assert bar.said[-1][1] == "读数存好了。"
    assert last(estate, "3-1-1202") == 112
    answers.file = tmp_path / "退回.xlsx"
    press(qtbot, K.Key_F8)
    assert answers.file.read_bytes().startswith(b"PK")
    press(qtbot, K.Key_F6)
    assert isinstance(page.inner(), HeldPage)


def test_d1_7_a_column_that_was_taken_wrongly_is_put_right(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], tmp_path: Path
) -> None:
    page = show(ReadingBookPage(desk, MeterKind.WATER, TODAY))
    path = tmp_path / "抄表.csv"
    path.write_text("房号,甲,乙\n3-1-1202,112,100\n3-1-0702,205,200\n3-2-0101,60,50\n", "utf-8")
    page.open_file(path)
    settle()
    assert [row[4:6] for row in shown(page.table)][0] == ("112", "100")
    page._maps[next(p for p in page._maps if p.name == "LAST")].set_value("C")
    field = page._maps[next(p for p in page._maps if p.name == "VALUE")]
    field.set_value("B")
    field.edited.emit()
    assert [row[4:6] for row in shown(page.table)] == [("100", "112"), ("200", "205"), ("50", "60")]


# -- items in tiers, shared costs --


def test_m4_a_total_is_divided_after_every_share_was_shown(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], bar: Bar, answers: Answers, qtbot: QtBot
) -> None:
    estate.run(add_fee_item, AddFeeItem("电梯电费", Category.SHARED, Pricing.SHARED))
    page = show(PoolsPage(desk))
    assert page.is_empty()
    press(qtbot, K.Key_F2)
    form = page.inner()
    assert isinstance(form, PoolForm)
    form.name.set_value("3栋电梯")
    form.buildings.set_value((2,))
    form.amount.set_value(Money.yuan(1000))
    form.work_out()
    assert [(row[0], row[3]) for row in shown(form.table)] == [
        ("3-1-0702", "451.67"),
        ("3-1-1202", "317.79"),
        ("3-2-0101", "230.54"),
    ]
    assert estate.charges() == ()
    press(qtbot, (CTRL, K.Key_Return))
    assert bar.said[-1][1] == "分摊好了。"
    assert len(estate.charges()) == 3
    (row,) = estate.runner.read(pools)
    assert (row.way, row.total) == (ShareWay.AREA, Money.yuan(1000))


def test_m4_without_an_item_for_it_the_page_says_what_comes_first(
    desk: Desk, show: Callable[[Any], Any], bar: Bar, qtbot: QtBot
) -> None:
    page = show(PoolsPage(desk))
    press(qtbot, K.Key_F2)
    assert bar.said[-1][1] == "还没有公摊的收费项目。"
    assert page.inner() is None


TIERS = Tiers(TierSpan.YEAR, (Tier(D(180), D(5)), Tier(D(260), D(7)), Tier(None, D(9))))


def test_m3_3_an_item_is_made_in_tiers_and_its_price_changed(
    estate: Estate, desk: Desk, show: Callable[[Any], Any], qtbot: QtBot
) -> None:
    from frontdesk.areas.fees.queries import fee_items
    from frontdesk.areas.fees.ui.fee_items_page import FeeItemsPage

    page = show(FeeItemsPage(desk))
    press(qtbot, K.Key_F2)
    form = page.inner()
    form.name.set_value("水费")
    form.category.set_value(Category.WATER)
    form.pricing.set_value(Pricing.METER)
    form.tiers.set_value(TIERS)
    form.tiers.edited.emit()
    assert says(form, "item_sample_figure") == "225.00"
    assert (form.price.read_only(), form.price.text()) == (True, "5.00"), "the first tier's"
    press(qtbot, (CTRL, K.Key_Return))
    settle()
    (item,) = estate.runner.read(fee_items)
    assert (item.tiers, item.price) == (TIERS, 5)
    assert shown(page.table)[0][3:5] == ("5.00 起", "元/吨")
    assert any("一档 180吨以内 5.00；二档 260吨以内 7.00；三档 以上 9.00" in t for t in texts(page.pane))
    again(page)
    press(qtbot, K.Key_F6)
    change = dialog(page, "price_dialog")
    change.tiers.price[0].set_value("6")
    change.tiers.price[0].edited.emit()
    press(qtbot, (CTRL, K.Key_Return))
    assert closed(page, "price_dialog")
    (item,) = estate.runner.read(fee_items, date(2026, 12, 1))
    assert (item.price, item.tiers is not None and item.tiers.tiers[0].price) == (6, 6)
