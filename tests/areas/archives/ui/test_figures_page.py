"""统计 in its window: a day chosen by keyboard, what is no day said, paper and workbook (D1.8, L5)."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.areas.archives.ui.figures_page import FiguresPage
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.printing import Printing
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.areas.archives.ui.conftest import Answers, Bar, Estate, Went


class NoPrinter:
    """A machine without any printer."""

    def printers(self) -> tuple[str, ...]:
        return ()

    def default(self) -> str:
        return ""

    def send(self, job: Any, progress: Any) -> None:
        raise AssertionError("nothing is sent")


def test_a_day_s_figures_on_screen_on_paper_and_in_excel(
    desk: Desk,
    estate: Estate,
    shown: Callable[..., FiguresPage],
    press: Callable[..., None],
    answers: Answers,
    bar: Bar,
    went: Went,
    tmp_path: Path,
) -> None:
    page = shown(FiguresPage(desk))
    assert page.leading.text() == "2026-11-21：4 户，已收楼 0，未交付 4；住户 3 人"
    assert page.state_words.text() == "未售 1，未收楼 1，空置 0，自住 1，出租 1，装修中 0"
    assert [row.building for row in page.model.rows()] == ["1栋", "2栋", "合计"]
    assert [bar.amount.fen // 100 for bar in page.people.bars()][:3] == [2, 0, 1]
    look = os.environ.get("FRONTDESK_LOOK")
    if look:
        page.window().grab().save(str(Path(look) / "figures.png"))
    press((Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_A), "2020-1-1", Qt.Key.Key_Return)
    assert page.figures is not None
    assert (page.figures.on, page.figures.residents.people) == (date(2020, 1, 1), 0)
    page.on.set_value(date(2026, 12, 1))
    page.on.edited.emit()
    assert "还没有到" in page.trouble.text()
    page.on.set_value(date(2026, 11, 21))
    page.kind.set_value(UnitKind.HOME)
    page.kind.edited.emit()
    assert page.trouble.text() == ""
    desk.printing = Printing(desk.memory, NoPrinter(), SameThreadWorker())
    press((Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_P))
    QApplication.processEvents()
    paper = [d for d in page.window().findChildren(PreviewDialog) if d.isVisible()]
    assert len(paper) == 1
    paper[0].reject()
    answers.file = tmp_path / "统计.xlsx"
    press(Qt.Key.Key_F8)
    assert "统计已导出" in bar.last()
    assert openpyxl.load_workbook(answers.file).sheetnames == ["房屋", "住户"]
    page.table.setFocus()
    page.table.select_row(1)
    press(Qt.Key.Key_Return)
    assert went.last == ("archives", {"building_id": 2, "kind": UnitKind.HOME})


def test_with_no_unit_the_page_says_how_to_begin(desk: Desk, shown: Callable[..., FiguresPage]) -> None:
    page = shown(FiguresPage(desk))
    assert page.is_empty()
    assert not page.print_button.isVisible()
