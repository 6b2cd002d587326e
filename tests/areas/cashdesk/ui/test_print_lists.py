"""D0.7: 票据, 票据台账 and 日结 go to paper with Ctrl+P."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.cashdesk.ui.ledger_page import LedgerPage
from frontdesk.areas.cashdesk.ui.receipts_page import ReceiptsPage
from frontdesk.areas.cashdesk.ui.shift_page import ShiftPage
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
