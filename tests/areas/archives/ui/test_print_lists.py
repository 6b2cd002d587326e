"""D0.7: every list of the archives goes to paper with Ctrl+P, as masked as it is shown (D1.9)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from frontdesk.areas.archives.ui.flags_page import FlagsPage
from frontdesk.areas.archives.ui.people_page import PeoplePage
from frontdesk.areas.archives.ui.units_page import UnitsPage
from frontdesk.areas.archives.ui.vehicles_page import VehiclesPage
from frontdesk.base.widgets import print_list
from frontdesk.base.widgets.desk import Desk
from tests.areas.archives.ui.conftest import Estate
from tests.tools import paper_reading as read

Show = Callable[[Any], Any]


@pytest.fixture
def papers(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Lines of the papers that came into the preview."""
    found: list[list[str]] = []

    def show(_desk: Desk, _key: str, pdf: bytes, _title: str, **_how: Any) -> bool:
        found.append(read.lines(pdf))
        return False

    monkeypatch.setattr(print_list, "show_preview", show)
    return found


def test_ctrl_p_prints_the_units_of_the_filter_masked(
    desk: Desk, estate: Estate, shown: Show, papers: list[list[str]], qtbot: QtBot
) -> None:
    page = shown(UnitsPage(desk))
    page.chips.choose("owner")
    page.building.take_from_list(1)
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (lines,) = papers
    assert lines[0] == "房屋"
    assert "筛选：自住，楼栋 1栋  共 1 行" in lines
    (row,) = [line for line in lines if line.startswith("1-1-101")]
    assert "138****5678" in row
    assert not any("13812345678" in line for line in lines)
    assert not any(line.startswith("1-1-102") for line in lines)


@pytest.mark.parametrize(
    ("kind", "title"), [(UnitsPage, "房屋"), (PeoplePage, "住户"), (VehiclesPage, "车辆")]
)
def test_all_lists_have_the_same_key_and_all_their_rows(
    kind: Any, title: str, desk: Desk, estate: Estate, shown: Show, papers: list[list[str]], qtbot: QtBot
) -> None:
    page = shown(kind(desk))
    assert ("Ctrl P", "打印") in page.shortcuts()
    qtbot.keyClick(page.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (lines,) = papers
    assert lines[0] == title
    count = page.model.rowCount()
    assert count
    assert any(line.endswith(f"共 {count} 行") for line in lines)


def test_where_there_is_nothing_nothing_can_be_printed(desk: Desk, estate: Estate, shown: Show) -> None:
    """L7: the empty page has its own way to begin."""
    page = shown(FlagsPage(desk))
    assert page.is_empty()
    assert not page.print_button.isVisible()
