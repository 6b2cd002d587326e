"""F2: a test page shows the offset, on every paper."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.base.printing.paper import A4, A4_HALF, A5, ROLL_80, TRACTOR_93, TRACTOR_140, Offset, Paper
from frontdesk.base.printing.ruler import draw_ruler
from tests.tools import paper_reading as read

DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "paper", [A4, A5, A4_HALF, TRACTOR_93, TRACTOR_140, ROLL_80], ids=lambda paper: paper.key
)
def test_F2_the_lines_stand_where_the_words_say(paper: Paper, qtbot: QtBot) -> None:
    pdf = draw_ruler(paper, Offset(), day=DAY)
    assert len(read.reader(pdf).pages) == 1
    text = read.text(pdf)
    assert f"竖线应离纸的左边 {paper.strip + 20:g} mm" in text
    assert "向右 0 mm，向下 0 mm" in text
    image = read.picture(pdf)
    across = paper.strip + 20
    assert read.dark(image, across - 0.3, 45, across + 0.3, 46) > 0
    assert read.dark(image, paper.right - 3, 19.7, paper.right - 1, 20.3) > 0
    assert all(word.end <= paper.right for word in read.words(pdf))


def test_F2_the_offset_is_named_and_moves_the_lines(qtbot: QtBot) -> None:
    pdf = draw_ruler(A5, Offset(right=1.5, down=-2), day=DAY)
    assert "向右 1.5 mm，向下 -2 mm" in read.text(pdf)
    image = read.picture(pdf)
    assert read.dark(image, 21.2, 45, 21.8, 46) > 0
    assert read.dark(image, 19.7, 45, 20.3, 46) == 0


def test_strips_of_tractor_paper_stay_empty(qtbot: QtBot) -> None:
    image = read.picture(draw_ruler(TRACTOR_93, Offset(), day=DAY))
    assert read.dark(image, 0, 0, 12.7, 93) == 0
    assert read.dark(image, 228.3, 0, 241, 93) == 0
