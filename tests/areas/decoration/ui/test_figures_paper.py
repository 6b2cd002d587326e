"""装修统计 on paper (Ctrl+P) and in Excel (F8), for the days chosen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from frontdesk.areas.decoration.rules.course import State
from frontdesk.areas.decoration.ui.figures_page import FiguresPage
from frontdesk.base.widgets import print_list
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.keys import press
from tests.areas.decoration.site import Site
from tests.areas.decoration.ui.conftest import Picks
from tests.tools import paper_reading as read


def test_D4_the_figures_go_to_paper_and_to_excel(
    desk: Desk,
    front_of: Callable[..., Front],
    show: Callable[..., Any],
    answers: Picks,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    shown: list[list[str]] = []
    monkeypatch.setattr(
        print_list, "show_preview", lambda _d, _k, pdf, _t, **_how: shown.append(read.lines(pdf))
    )
    desk.open()
    site = Site(desk).to(State.RUNNING)
    site.breach()
    page = cast(FiguresPage, show(FiguresPage(front_of(desk.supervisor))))
    page.refresh()
    assert not page.sheet.isVisible()
    press(qtbot, (Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_P))
    said = "\n".join(shown[0])
    assert "装修统计" in said
    assert "2,000.00" in said
    assert "第五条（三）" in said
    answers.file = tmp_path / "统计.xlsx"
    press(qtbot, Qt.Key.Key_F8)
    rows = CalamineWorkbook.from_path(answers.file).get_sheet_by_index(0).to_python()
    found = {(row[0], row[1]): row[2:] for row in rows if row[0]}
    assert found["在办", "合计"][0] == 1
    assert found["押金", "押着"] == [1, 2000]
    assert found["这段日子", "开工"][0] == 1
