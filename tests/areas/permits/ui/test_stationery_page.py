"""票证 with real widgets and keys: drawn, used, spoiled, undone, counted, printed, signed (D3.8, T12, L5, L7)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from frontdesk.areas.permits.queries.stationery import count_rows, move_rows, range_rows, stock_rows
from frontdesk.areas.permits.rules.stationery import CopyWay, Fate
from frontdesk.areas.permits.service.stationery_count import COUNT_FORM
from frontdesk.areas.permits.ui.parking_command import CommandDialog
from frontdesk.areas.permits.ui.stationery_count_form import CountForm
from frontdesk.areas.permits.ui.stationery_page import StationeryPage
from frontdesk.base.store.drafts import drafts
from frontdesk.base.store.papers import papers_of
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from frontdesk.base.widgets.fields import TextField
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.permits.service.test_stationery import CARD, became, drew

K = Qt.Key
Y = Money.yuan
CTRL_ENTER = (Qt.KeyboardModifier.ControlModifier, K.Key_Return)


@pytest.fixture
def page(desk: Desk, front: Front, show: Callable[[Any], Any]) -> StationeryPage:
    """The cashier's: fifty blank resident passes, of which five are used; twenty workers' passes."""
    drew(desk)
    drew(desk, "LS0001", "LS0020", "临时出入证")
    became(desk, Fate.USED, "JZ000101-000105")
    return cast(StationeryPage, show(StationeryPage(front)))


def dialog_of(page: StationeryPage) -> CommandDialog:
    shown = [found for found in page.findChildren(QDialog) if found.isVisible()]
    assert isinstance(shown[-1], CommandDialog)
    return shown[-1]


def foot(page: StationeryPage) -> list[str]:
    return [b.text() for b in page.pane.findChildren(KeyButton) if b.isVisibleTo(page.pane)]


def left(desk: Desk, kind: str = CARD) -> int:
    rows = desk.runner.read(stock_rows, Month(2026, 11))
    return next(row.left for row in rows if row.kind.name == kind)


def test_what_is_left_stands_with_its_next_number(page: StationeryPage) -> None:
    rows = page._models["stock"].rows()
    assert [(row.kind.name, row.left, row.next) for row in rows] == [
        (CARD, 45, "JZ000106"),
        ("临时出入证", 20, "LS0001"),
    ]
    assert foot(page) == ["使用", "作废", "退回财务"]
    page.chips.choose("draws")
    assert foot(page) == ["打印领用表", "另存为 PDF"]
    assert page.table.current().number == "LY-00000002"
    page.search.set_value("jz0001")
    page.refresh()
    assert [row.number for row in page._models["draws"].rows()] == ["LY-00000001"]


def test_d3_8_a_range_is_drawn_with_the_keyboard_and_its_paper_printed(
    page: StationeryPage, desk: Desk, port: Port, bar: Bar, qtbot: QtBot
) -> None:
    page.table.setFocus()
    press(qtbot, K.Key_F2)
    dialog = dialog_of(page)
    first, last = cast(TextField, dialog.field("first")), cast(TextField, dialog.field("last"))
    assert first.text() == "JZ"
    # The number is typed after the prefix that is there.
    qtbot.keyClick(first.inner, K.Key_End)
    qtbot.keyClicks(first.inner, "000151")
    qtbot.keyClicks(last.inner, "200")
    dialog.field("handed_by").set_value("方怡")
    dialog.save_button.click()
    [row] = [row for row in desk.runner.read(range_rows) if row.first == "JZ000151"]
    assert (row.last, row.handed_by, row.pieces) == ("JZ000200", "方怡", 50)
    assert port.jobs[-1].title == "票证领用表 LY-00000003"
    assert bar.last() == "ok: 领用 50 张，单号 LY-00000003。票证领用表 LY-00000003 已送到“前台针式”。"
    assert left(desk) == 95


def test_d3_8_a_use_proposes_the_next_number_and_names_one_used_already(
    page: StationeryPage, desk: Desk, bar: Bar, qtbot: QtBot
) -> None:
    page.table.setFocus()
    press(qtbot, K.Key_F4)
    dialog = dialog_of(page)
    assert dialog.field("numbers").value() == "JZ000106"
    assert dialog.note.text() == "结存 45 张：JZ000106–000150"
    dialog.field("numbers").set_value("JZ000105-000106")
    dialog.field("permit").set_value("JZ-00000007")
    dialog.save_button.click()
    assert "JZ000105 已经用过" in dialog.field("numbers").error()
    dialog.field("numbers").set_value("JZ000106")
    dialog.save_button.click()
    assert bar.last() == "ok: 使用 1 张。JZ000106"
    assert desk.runner.read(move_rows)[0].permit == "JZ-00000007"


def test_d3_8_spoiled_takes_its_reason_and_a_mistake_is_undone(
    page: StationeryPage, desk: Desk, answers: Answers, bar: Bar, qtbot: QtBot
) -> None:
    page.table.setFocus()
    press(qtbot, K.Key_F9)
    dialog = dialog_of(page)
    dialog.field("numbers").set_value("JZ000150")
    dialog.save_button.click()
    assert dialog.field("words").error()
    dialog.field("words").set_value("打印错位")
    dialog.save_button.click()
    assert left(desk) == 44
    page.chips.choose("moves")
    page.table.setFocus()
    assert foot(page) == ["撤销登记"]
    answers.reason = "登记错号"
    page.table.select_first()
    press(qtbot, K.Key_F9)
    assert left(desk) == 45
    assert page._models["moves"].rows()[0].void == "登记错号"
    # What was taken back stays on the list and cannot be taken back again.
    assert foot(page) == []


def test_d3_8_the_month_is_counted_held_against_the_books_printed_and_signed(
    page: StationeryPage, desk: Desk, port: Port, bar: Bar, qtbot: QtBot
) -> None:
    desk.open()
    page.table.setFocus()
    press(qtbot, K.Key_F8)
    form = cast(CountForm, page.inner())
    assert form.form is not None
    form.form.fields["numbers_0"].set_value("JZ000106-000149")
    form.form.fields["numbers_0"].edited.emit()
    assert form.form.fields["counted_0"].value() == 44
    form.save()
    # What is missing stands beside its field; what was typed is there.
    assert form.form.fields["counted_1"].error()
    form.form.fields["counted_1"].set_value(20)
    form.form.fields["reason_0"].set_value("印厂少装一张")
    form.copies.set_value(30)
    form.words.setFocus()
    press(qtbot, CTRL_ENTER)
    assert page.inner() is None
    [row] = desk.runner.read(count_rows)
    assert [(line.kind, line.difference, line.reason) for line in row.lines] == [
        (CARD, -1, "印厂少装一张"),
        ("临时出入证", 0, ""),
    ]
    assert (row.copy_money, row.copy_way) == (Y("15"), CopyWay.DRAWER)
    assert port.jobs[-1].title == "票证盘点表 PD-00000001"
    assert bar.last().startswith("ok: PD-00000001 盘点好了，1 种有差异，都写了原因。")
    assert page.chips.current() == "counts"
    page.table.setFocus()
    press(qtbot, K.Key_F5)
    dialog = dialog_of(page)
    dialog.field("signed_by").set_value("周敏")
    dialog.save_button.click()
    assert foot(page) == ["打印盘点表", "另存为 PDF"]
    page.table.setFocus()
    press(qtbot, K.Key_F6)
    [paper] = [p for p in desk.runner.read(papers_of, subject=(COUNT_FORM, 1)) if p.form == COUNT_FORM]
    assert paper.printed == 2


def test_a_count_left_for_the_telephone_waits_as_a_draft(
    page: StationeryPage, desk: Desk, qtbot: QtBot
) -> None:
    page.count()
    form = cast(CountForm, page.inner())
    assert form.form is not None
    form.form.fields["counted_0"].setFocus()
    press(qtbot, "44", K.Key_F7)
    assert page.inner() is None
    [kept] = desk.runner.read(drafts, desk.cashier.id)
    page.open(key=kept.key, draft=kept)
    again = cast(CountForm, page.inner())
    assert again.form is not None
    assert again.form.fields["counted_0"].value() == 44


def test_m7_1_photocopy_money_without_a_shift_is_said_and_nothing_is_lost(
    page: StationeryPage, desk: Desk, bar: Bar
) -> None:
    page.count()
    form = cast(CountForm, page.inner())
    assert form.form is not None
    form.form.fields["counted_0"].set_value(45)
    form.form.fields["counted_1"].set_value(20)
    form.copies.set_value(30)
    form.save()
    assert bar.last().startswith("bad: 还没有开班")
    assert form.form.fields["counted_0"].value() == 45
    assert desk.runner.read(count_rows) == ()


def test_l7_an_empty_page_says_how_to_begin(desk: Desk, front: Front, show: Callable[[Any], Any]) -> None:
    page = cast(StationeryPage, show(StationeryPage(front)))
    assert page.is_empty()
    begin = page.findChild(KeyButton, "stationery_begin")
    assert begin is not None
    begin.click()
    dialog = dialog_of(page)
    for key, value in (("kind", "搬运证"), ("first", "BY0001"), ("last", "BY0100"), ("handed_by", "方怡")):
        dialog.field(key).set_value(value)
    dialog.save_button.click()
    assert not page.is_empty()
    assert left(desk, "搬运证") == 100


def test_the_office_adds_a_kind(page: StationeryPage, desk: Desk, qtbot: QtBot) -> None:
    page.table.setFocus()
    press(qtbot, K.Key_F3)
    dialog = dialog_of(page)
    dialog.field("name").set_value("游泳证")
    dialog.save_button.click()
    assert page._models["stock"].rows()[-1].kind.name == "游泳证"
