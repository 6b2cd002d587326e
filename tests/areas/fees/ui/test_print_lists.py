"""D0.7: the lists of the fees go to paper with Ctrl+P, with the sums of their whole filter (T8)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.fees.ui import ArrearsPage, BillingPage, FeeItemsPage
from frontdesk.areas.fees.ui.dry_run_page import DryRunPage
from frontdesk.base.widgets import print_list
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.rows import PagedModel
from tests.areas.cashdesk.ui.keys import press
from tests.areas.fees.ui.estate import Estate
from tests.tools import paper_reading as read

K = Qt.Key
CTRL_P = (Qt.KeyboardModifier.ControlModifier, K.Key_P)
Show = Callable[[Any], Any]


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Lines of the papers that came into the preview."""
    found: list[list[str]] = []

    def show(_desk: Desk, _key: str, pdf: bytes, _title: str, **_how: Any) -> bool:
        pages = len(read.reader(pdf).pages)
        found.append([line for number in range(pages) for line in read.lines(pdf, number)])
        return False

    monkeypatch.setattr(print_list, "show_preview", show)
    return found


def test_ctrl_p_prints_all_charges_of_the_filter_and_their_sums(
    estate: Estate, desk: Desk, show: Show, papers: list[list[str]], qtbot: QtBot, monkeypatch: Any
) -> None:
    """T8: the list has read a page of them, the paper has them all."""
    monkeypatch.setattr(PagedModel, "PAGE", 3)
    monkeypatch.setattr(PagedModel, "KEPT", 2)
    estate.items()
    for number in range(1, 61):
        estate.hand("3-1-1202", f"{number}.00")
    page = cast(BillingPage, show(BillingPage(desk)))
    page.chips.choose("unpaid")
    page.list.table.setFocus()
    press(qtbot, CTRL_P)
    (lines,) = papers
    assert lines[0] == "应收账单 2026-11"
    assert "筛选：账期 2026-11，未缴  共 60 行" in lines
    assert sum(line.startswith("3-1-1202") for line in lines) == 60
    assert "合计  1,830.00  —  1,830.00" in lines


def test_arrears_are_printed_as_they_are_listed_by_age_with_sums(
    estate: Estate, desk: Desk, show: Show, papers: list[list[str]], qtbot: QtBot
) -> None:
    estate.items()
    estate.bill()
    page = cast(ArrearsPage, show(ArrearsPage(desk)))
    page.list().table.setFocus()
    press(qtbot, CTRL_P)
    (lines,) = papers
    assert lines[0] == "欠费 按房屋 截至2026-11-21"
    assert [line.split()[0] for line in lines if line.startswith("3-")] == [
        "3-1-0702",
        "3-1-1202",
        "3-2-0101",
    ]
    owed = page.list().sums.sum_of("owed")
    assert any(line.startswith(f"合计  {owed}") for line in lines)


def test_fee_items_and_the_dry_run_are_printed_too(
    estate: Estate, desk: Desk, show: Show, papers: list[list[str]], qtbot: QtBot
) -> None:
    estate.items()
    items = cast(FeeItemsPage, show(FeeItemsPage(desk)))
    items.table.setFocus()
    press(qtbot, CTRL_P)
    assert papers[-1][0] == "收费项目"
    assert any(line.startswith("物业服务费") for line in papers[-1])
    billing = cast(BillingPage, show(BillingPage(desk)))
    billing.dry_run()
    inner = cast(DryRunPage, billing.inner())
    qtbot.waitUntil(lambda: inner.table.rows_model().rowCount() == 4)
    inner.table.setFocus()
    press(qtbot, CTRL_P)
    assert papers[-1][0] == "2026-11 应收试算"
    assert any(line.startswith("合计") and line.endswith("883.56") for line in papers[-1])
