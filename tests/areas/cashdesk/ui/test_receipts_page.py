"""票据: found, looked at, printed again, voided; the ledger of numbers. M6.5, M6.6, M6.9, M7.7, D0.7."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.queries import receipt
from frontdesk.areas.cashdesk.rules.kinds import REFERENCE_LATER_SETTING, LedgerState
from frontdesk.areas.cashdesk.service import (
    PrintReceipt,
    RegisterPaperBook,
    SpoilPaper,
    print_receipt,
    register_paper_book,
    spoil_paper,
)
from frontdesk.areas.cashdesk.ui.ledger_page import BookDialog, LedgerPage, SpoilDialog
from frontdesk.areas.cashdesk.ui.paper_dialog import PaperDialog
from frontdesk.areas.cashdesk.ui.receipts_page import ReceiptsPage
from frontdesk.base.values.money import Money
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import UNITS, Desk
from tests.areas.cashdesk.ui.conftest import Answers, Bar, Port
from tests.areas.cashdesk.ui.keys import focused, press
from tests.areas.cashdesk.ui.tree import texts_of

Y = Money.yuan
K = Qt.Key
Went = list[tuple[str, dict[str, Any]]]
Show = Callable[[Any], Any]


@pytest.fixture
def day(desk: Desk) -> Desk:
    """SJ1 of unit 3-1-1202, printed; SJ2 of 2-2-0801, void; SJ3 of 1-1-0101, not printed."""
    for unit, amount in zip(UNITS, ("100.00", "200.00", "300.00"), strict=True):
        desk.charge(amount, unit=unit)
    desk.open()
    desk.collect("cash=100", unit=UNITS[0])
    desk.collect("cash=200", unit=UNITS[1])
    desk.collect("wechat=300:42000099", unit=UNITS[2])
    desk.run(print_receipt, PrintReceipt("1"))
    desk.void("2")
    return desk


@pytest.fixture
def page(day: Desk, front: Front, show: Show) -> ReceiptsPage:
    return cast(ReceiptsPage, show(ReceiptsPage(front)))


def numbers(page: ReceiptsPage) -> list[str]:
    return [row.number[-1] for row in page._model.rows()]


def test_chips_show_the_shift_the_day_the_void_and_the_unprinted(page: ReceiptsPage) -> None:
    assert numbers(page) == ["3", "2", "1"]
    assert page.chips.chip("unprinted").accessibleName() == "未打印 1"
    for chip, wanted in (("unprinted", ["3"]), ("void", ["2"]), ("today", ["3", "2", "1"])):
        page.chips.choose(chip)
        assert numbers(page) == wanted


def test_the_pane_shows_the_paper_as_it_was_issued(page: ReceiptsPage, qtbot: QtBot) -> None:
    page.table.select_key("SJ00000002")
    told = texts_of(page.pane)
    assert {"已作废", "物业服务费 2026-11", "200.00"} <= told
    qtbot.waitUntil(lambda: "SJ00000002" in page.pane.preview.accessibleDescription(), timeout=20_000)
    assert "作废" in page.pane.preview.accessibleDescription()
    assert not page.pane.void_button.isVisible()
    page.table.select_key("SJ00000003")
    assert "42000099" in texts_of(page.pane)
    assert page.pane.void_button.isVisible()


def test_m6_6_printing_again_is_counted(page: ReceiptsPage, port: Port, day: Desk, qtbot: QtBot) -> None:
    page.table.setFocus()
    page.table.select_key("SJ00000001")
    assert page.pane.print_button.text() == "补打"
    press(qtbot, K.Key_F6)
    assert port.jobs[-1].title == "收款收据 SJ00000001"
    made = day.runner.read(receipt, "1")
    assert made is not None
    assert made.printed == 2
    row = page.table.current()
    assert page._model.data(page._model.index(page._model.find("SJ00000001"), 7)) == "补打 1 次"
    assert row.number == "SJ00000001"


def test_looking_at_a_paper_is_no_print(page: ReceiptsPage, day: Desk, qtbot: QtBot) -> None:
    page.table.setFocus()
    page.table.select_key("SJ00000001")
    press(qtbot, K.Key_F8)
    dialog = page.findChild(PaperDialog)
    assert dialog is not None
    dialog.close()
    made = day.runner.read(receipt, "1")
    assert made is not None
    assert made.printed == 1


def test_m6_5_a_receipt_of_this_shift_is_voided_with_its_reason(
    page: ReceiptsPage, day: Desk, answers: Answers, bar: Bar, qtbot: QtBot
) -> None:
    page.table.setFocus()
    page.table.select_key("SJ00000003")
    answers.reason = None
    press(qtbot, K.Key_F9)
    assert day.runner.read(receipt, "3").voided is False  # type: ignore[union-attr]
    answers.reason = "收错住户"
    press(qtbot, K.Key_F9)
    made = day.runner.read(receipt, "3")
    assert made is not None
    assert (made.voided, made.void_reason) == (True, "收错住户")
    assert bar.last().startswith("ok: 收据 SJ00000003 已作废。")
    assert page.table.current().voided
    assert not page.pane.void_button.isVisible()


def test_receipts_are_found_by_number_room_and_payer(page: ReceiptsPage, qtbot: QtBot) -> None:
    page.table.setFocus()
    press(qtbot, "/")
    assert focused() is page.search.inner
    press(qtbot, "sj2", K.Key_Return)
    assert numbers(page) == ["2"]
    assert focused() is page.table
    for text, wanted in (("3-1-1202", ["1"]), ("业主3", ["3"]), ("没有的", [])):
        page.search.inner.setText(text)
        page.refresh()
        assert numbers(page) == wanted
    assert not page.pane.isVisible()
    page.chips.choose("today")
    assert numbers(page) == ["3", "2", "1"]


def test_going_to_one_receipt_and_to_those_of_a_unit(page: ReceiptsPage) -> None:
    page.open(number="SJ00000002")
    assert page.table.current().number == "SJ00000002"
    page.open(unit_id=3)
    assert numbers(page) == ["3"]


def test_m7_7_a_reference_that_comes_later_is_entered_in_the_pane(
    day: Desk, front: Front, show: Show, qtbot: QtBot
) -> None:
    day.set(REFERENCE_LATER_SETTING, True)
    day.charge("50.00", unit=UNITS[0])
    day.collect("wechat=50", unit=UNITS[0])
    page = cast(ReceiptsPage, show(ReceiptsPage(front)))
    page.table.select_key("SJ00000004")
    (field,) = page.pane.references.values()
    field.setFocus()
    press(qtbot, K.Key_Return)
    assert field.error() == "请填交易单号"
    press(qtbot, "4200 7731", K.Key_Return)
    assert day.runner.read(receipt, "4").tenders[0].reference == "42007731"  # type: ignore[union-attr]
    assert page.pane.references == {}


def test_no_receipts_yet_says_how_to_begin(desk: Desk, front: Front, show: Show, went: Went) -> None:
    page = cast(ReceiptsPage, show(ReceiptsPage(front)))
    assert page.is_empty()
    page.findChild(KeyButton, "receipts_collect").click()
    assert went[-1][0] == "collect"


def test_d0_7_the_list_goes_to_excel(
    page: ReceiptsPage, answers: Answers, bar: Bar, tmp_path: Path, qtbot: QtBot
) -> None:
    from openpyxl import load_workbook

    answers.file = tmp_path / "收据.xlsx"
    page.findChild(KeyButton, "receipts_export").click()
    assert bar.last().startswith("ok: 已导出 3 行。")
    sheet = load_workbook(answers.file).active
    assert sheet is not None
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"SJ00000003", 300, "作废"} <= set(cells)


# -- the ledger --


@pytest.fixture
def ledger(day: Desk, front: Front, show: Show) -> LedgerPage:
    """A bought book of ten, of which 01 and 04 are used and 02 is spoiled: 03 is missing."""
    day.run(register_paper_book, RegisterPaperBook("0031801", "0031810"))
    day.charge("10.00")
    day.collect("cash=10", paper_number="0031801")
    day.charge("11.00")
    day.collect("cash=11", paper_number="0031804")
    day.run(spoil_paper, SpoilPaper("0031802", "卡纸"))
    return cast(LedgerPage, show(LedgerPage(front)))


def states(page: LedgerPage) -> list[LedgerState]:
    return [row.state for row in page._model.rows()]


def test_m6_9_every_number_of_every_book_is_accounted_for(ledger: LedgerPage) -> None:
    assert [(r.number[-1], r.state) for r in ledger._model.rows()] == [
        ("1", LedgerState.USED),
        ("2", LedgerState.VOID),
        ("3", LedgerState.USED),
        ("4", LedgerState.USED),
        ("5", LedgerState.USED),
    ]
    ledger.book.set_value(1)
    ledger.book.edited.emit()
    assert states(ledger)[:4] == [
        LedgerState.USED,
        LedgerState.SPOILED,
        LedgerState.MISSING,
        LedgerState.USED,
    ]
    assert "缺号 1" in {ledger.chips.chip(s.value).accessibleName() for s in LedgerState}
    ledger.chips.choose(LedgerState.MISSING.value)
    assert [row.number for row in ledger._model.rows()] == ["0031803"]


def test_m6_9_a_missing_number_is_entered_as_spoiled(
    ledger: LedgerPage, day: Desk, bar: Bar, qtbot: QtBot
) -> None:
    ledger.book.set_value(1)
    ledger.book.edited.emit()
    ledger.table.setFocus()
    ledger.table.select_key("0031803")
    press(qtbot, K.Key_F9)
    dialog = ledger.findChild(SpoilDialog)
    assert dialog.number.text() == "0031803"
    dialog.primary.click()
    assert dialog.reason.error()
    dialog.reason.set_value("撕破")
    dialog.primary.click()
    assert not dialog.isVisible()
    assert bar.last() == "ok: 0031803 已登记损毁。"
    assert LedgerState.MISSING not in states(ledger)


def test_m6_9_a_bought_book_is_registered_and_refused_where_numbers_meet(
    ledger: LedgerPage, bar: Bar, qtbot: QtBot
) -> None:
    ledger.table.setFocus()
    press(qtbot, K.Key_F2)
    dialog = ledger.findChild(BookDialog)
    for first, last, field, words in (
        ("0031805", "0031899", "first", "重了"),
        ("A01", "0031899", "last", "字头、位数要一样"),
        ("0031899", "0031850", "last", "止号比起号小"),
        ("x", "0031850", "first", "照票面填"),
    ):
        dialog.first.set_value(first)
        dialog.last.set_value(last)
        dialog.primary.click()
        assert words in getattr(dialog, field).error()
    dialog.first.set_value("0031811")
    dialog.last.set_value("0031820")
    dialog.primary.click()
    assert bar.last() == "ok: 票本已登记。0031811 到 0031820。"
    assert len(ledger.book.options()) == 3


def test_an_office_without_any_number_is_told_what_the_ledger_is_for(
    desk: Desk, front: Front, show: Show
) -> None:
    page = cast(LedgerPage, show(LedgerPage(front)))
    assert page.is_empty()
    page.findChild(KeyButton, "empty_book").click()
    assert page.findChild(BookDialog) is not None
