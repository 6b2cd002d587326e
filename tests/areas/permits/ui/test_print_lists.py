"""D0.7: 证件 and 出门条 go to paper with Ctrl+P and to Excel with F8, as filtered and as masked as shown (D1.9)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from frontdesk.areas.permits.service.issuing import Issue, issue
from frontdesk.areas.permits.ui.goods_page import GoodsPage
from frontdesk.areas.permits.ui.permits_page import PermitsPage
from frontdesk.base.widgets import print_list
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Answers
from tests.areas.cashdesk.ui.keys import press
from tests.areas.permits.office import issue as issue_goods
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


def sheet(path: Path) -> list[list[Any]]:
    workbook = CalamineWorkbook.from_path(path)
    return workbook.get_sheet_by_index(0).to_python()


def test_permits_as_filtered(
    desk: Desk,
    front: Front,
    show: Show,
    papers: list[list[str]],
    answers: Answers,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    desk.run(issue, Issue("JZ", 1, "", date(2027, 5, 31), person_id=1, id_number="330102198003074471"))
    desk.run(issue, Issue("TC", 1, "", date(2027, 5, 31), person_id=1, extra=(("plate", "浙A6H072"),)))
    page = cast(PermitsPage, show(PermitsPage(front)))
    page.kind.set_value("JZ")
    page.filter_changed()
    page.table.setFocus()
    press(qtbot, CTRL_P)
    qtbot.waitUntil(lambda: len(papers) == 1, timeout=20_000)
    assert papers[0][0] == "证件"
    assert "筛选：在用，种类 居住证  共 1 行" in papers[0]
    assert [line.split()[0] for line in papers[0] if line.startswith(("JZ-", "TC-"))] == ["JZ-00000001"]
    answers.file = tmp_path / "证件.xlsx"
    press(qtbot, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: answers.file is not None and answers.file.exists(), timeout=20_000)
    told = str(sheet(answers.file))
    assert "JZ-00000001" in told
    assert "TC-00000001" not in told
    assert "330102198003074471" not in told


def test_goods_passes_as_filtered(
    desk: Desk,
    front: Front,
    show: Show,
    papers: list[list[str]],
    answers: Answers,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    issue_goods(desk)
    issue_goods(desk, 3, asker_id=3)
    page = cast(GoodsPage, show(GoodsPage(front)))
    page.search.set_text("1202")
    page.table.setFocus()
    press(qtbot, CTRL_P)
    qtbot.waitUntil(lambda: len(papers) == 1, timeout=20_000)
    assert papers[0][0] == "出门条"
    assert [line.split()[0] for line in papers[0] if line.startswith("CM-")] == ["CM-00000001"]
    answers.file = tmp_path / "出门条.xlsx"
    press(qtbot, Qt.Key.Key_F8)
    qtbot.waitUntil(lambda: answers.file is not None and answers.file.exists(), timeout=20_000)
    told = str(sheet(answers.file))
    assert "CM-00000001" in told
    assert "330102198003074471" not in told
