"""D0.7: 票据, 票据台账 and 日结 go to paper with Ctrl+P."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.rules.tenders import parse_tender
from frontdesk.areas.cashdesk.service import (
    RegisterPaperBook,
    TakeDeposit,
    register_paper_book,
    take_deposit,
)
from frontdesk.areas.cashdesk.ui import ledger_page
from frontdesk.areas.cashdesk.ui.ledger_page import LedgerPage
from frontdesk.areas.cashdesk.ui.receipts_page import ReceiptsPage
from frontdesk.areas.cashdesk.ui.shift_page import ShiftPage
from frontdesk.base.values.money import Money
from frontdesk.base.widgets import print_list
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import UNITS, Desk
from tests.areas.cashdesk.ui.keys import press
from tests.tools import paper_reading as read

CTRL_P = (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_P)
Show = Callable[[Any], Any]


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Lines of the papers that came into the preview."""
    found: list[list[str]] = []

    def show(_desk: Front, _key: str, pdf: bytes, _title: str, **_how: Any) -> bool:
        found.append(read.lines(pdf))
        return False

    monkeypatch.setattr(print_list, "show_preview", show)
    return found


def test_receipts_and_their_ledger_are_printed_as_filtered(
    desk: Desk, front: Front, show: Show, papers: list[list[str]], qtbot: QtBot
) -> None:
    for unit, amount in zip(UNITS[:2], ("100.00", "200.00"), strict=True):
        desk.charge(amount, unit=unit)
    desk.open()
    desk.collect("cash=100", unit=UNITS[0])
    desk.collect("cash=200", unit=UNITS[1])
    desk.void("2")
    receipts = cast(ReceiptsPage, show(ReceiptsPage(front)))
    receipts.chips.choose("void")
    receipts.table.setFocus()
    press(qtbot, CTRL_P)
    qtbot.waitUntil(lambda: len(papers) == 1, timeout=20_000)
    assert papers[0][0] == "收据"
    assert "筛选：作废  共 1 行" in papers[0]
    assert [line.split()[0] for line in papers[0] if line.startswith("SJ")] == ["SJ00000002"]
    ledger = cast(LedgerPage, show(LedgerPage(front)))
    qtbot.waitUntil(lambda: len(ledger._model.rows()) == 2, timeout=20_000)
    ledger.table.setFocus()
    press(qtbot, CTRL_P)
    qtbot.waitUntil(lambda: len(papers) == 2, timeout=20_000)
    assert papers[1][0] == "票据台账"
    assert [line.split()[0] for line in papers[1] if line.startswith("SJ")] == ["SJ00000001", "SJ00000002"]


def test_closed_shifts_of_a_month_are_printed(
    desk: Desk, front: Front, show: Show, papers: list[list[str]], qtbot: QtBot
) -> None:
    desk.open()
    desk.charge("100.00", unit=UNITS[1])
    desk.collect("cash=100", unit=UNITS[1])
    desk.count("100=6")
    desk.close()
    page = cast(ShiftPage, show(ShiftPage(front)))
    rows = page.closes.rows()
    assert len(rows) == 1
    page.close_table.setFocus()
    press(qtbot, CTRL_P)
    qtbot.waitUntil(lambda: len(papers) == 1, timeout=20_000)
    assert papers[0][0] == "日结记录"
    month = f"{rows[0].shift.business_on:%Y-%m}"
    assert f"筛选：月份 {month}  共 1 行" in papers[0]
    assert any(line.startswith(rows[0].shift.business_on.isoformat()) for line in papers[0])


def test_m6_9_the_ledger_of_every_book_is_printed_as_a_paper(
    desk: Desk, front: Front, show: Show, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    """F6: used numbers in a row, the void one with its reason, the other series beside the receipts."""
    found: list[str] = []

    def keep(_desk: Front, key: str, pdf: bytes, _title: str, **_how: Any) -> bool:
        assert key == "number_ledger"
        found.append(read.text(pdf))
        return False

    monkeypatch.setattr(ledger_page, "show_preview", keep)
    for unit, amount in zip(UNITS, ("100.00", "200.00", "300.00"), strict=True):
        desk.charge(amount, unit=unit)
    desk.open()
    for unit, amount in zip(UNITS, ("100", "200", "300"), strict=True):
        desk.collect(f"cash={amount}", unit=unit)
    desk.void("2", "收错住户")
    desk.run(take_deposit, TakeDeposit(1, "钥匙", Money.yuan("50"), (parse_tender("cash=50"),)))
    desk.run(register_paper_book, RegisterPaperBook("0031801", "0031810"))
    page = cast(LedgerPage, show(LedgerPage(front)))
    page.table.setFocus()
    press(qtbot, Qt.Key.Key_F6)
    qtbot.waitUntil(lambda: bool(found), timeout=20_000)
    text = found[0]
    assert "翠湖花园物业服务中心" in text
    assert "SJ00000002  作废  1  收错住户" in text
    assert "押金收据 YJ" in text
    assert "0031801 – 0031810  未用  10" in text
    assert "没有缺号" in text


def test_m6_9_enter_on_a_number_leads_to_its_paper(
    desk: Desk, front: Front, show: Show, went: list[tuple[str, dict[str, Any]]], qtbot: QtBot
) -> None:
    desk.open()
    desk.run(take_deposit, TakeDeposit(1, "钥匙", Money.yuan("50"), (parse_tender("cash=50"),)))
    page = cast(LedgerPage, show(LedgerPage(front)))
    qtbot.waitUntil(lambda: bool(page._model.rows()), timeout=20_000)
    page.table.setFocus()
    page.table.select_first()
    press(qtbot, Qt.Key.Key_Return)
    assert went[-1] == ("receipt", {"number": "YJ00000001", "form": "deposit"})
