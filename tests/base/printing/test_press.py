"""F1: the same drawing gives the same bytes. F2: offset. F4: bookmarks. Sizes of the papers."""

from __future__ import annotations

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from frontdesk.base.printing import parts
from frontdesk.base.printing.paper import A4, A4_HALF, A5, ROLL_80, TRACTOR_93, TRACTOR_140, Offset, Paper
from frontdesk.base.printing.press import Press
from tests.tools import paper_reading as read


def press(offset: Offset | None = None) -> Press:
    return Press(title="试印", author="翠湖花园", day=date(2026, 11, 21), offset=offset)


def draw(offset: Offset | None = None, paper: Paper = A5) -> bytes:
    made = press(offset)
    page = made.page(paper)
    page.text(50, 40, "试印")
    page.line(50, 50, 70, 50)
    return made.finish()


def test_F1_the_same_drawing_gives_the_same_bytes() -> None:
    assert draw() == draw()


def test_F1_the_date_in_the_pdf_is_the_documents_own() -> None:
    assert read.reader(draw()).metadata["/CreationDate"] == "D:20261121000000"


@pytest.mark.parametrize(
    ("paper", "width", "height"),
    [(A4, 210, 297), (A5, 210, 148), (TRACTOR_93, 241, 93.1), (TRACTOR_140, 241, 139.7), (A4_HALF, 210, 297)],
)
def test_the_page_is_as_large_as_the_paper(paper: Paper, width: float, height: float) -> None:
    box = read.reader(draw(paper=paper)).pages[0].mediabox
    assert float(box.width) / read.MM == pytest.approx(width, abs=0.01)
    assert float(box.height) / read.MM == pytest.approx(height, abs=0.01)


def test_a_roll_is_as_long_as_what_is_printed_on_it() -> None:
    made = press()
    made.page(ROLL_80, 123.0)
    assert float(read.reader(made.finish()).pages[0].mediabox.height) / read.MM == pytest.approx(
        123, abs=0.01
    )


def test_F2_the_offset_moves_everything_right_and_down() -> None:
    plain, moved = read.words(draw())[0], read.words(draw(Offset(right=3, down=-2)))[0]
    assert moved.x - plain.x == pytest.approx(3, abs=0.02)
    assert moved.y - plain.y == pytest.approx(-2, abs=0.02)


def test_F2_the_offset_moves_lines_as_well(qtbot: QtBot) -> None:
    image = read.picture(draw(Offset(right=10, down=10)))
    assert read.dark(image, 59, 59, 81, 61) > 0
    assert read.dark(image, 49, 49, 59, 51) == 0


def test_two_papers_stand_on_a_sheet_with_a_line_to_cut() -> None:
    made = press()
    for name in "甲乙丙":
        made.page(A4_HALF).text(50, 40, name)
    pdf = made.finish()
    assert len(read.reader(pdf).pages) == 2
    places = {word.text: round(word.y, 1) for word in read.words(pdf, 0)}
    assert places["甲"] == 40
    assert places["乙"] == 188.5
    assert places["裁切线"] == pytest.approx(149.4, abs=0.1)


def test_F4_bookmarks_head_the_pages_and_a_building_stands_once() -> None:
    made = press()
    for building, unit in (("1栋", "1-1-101"), ("1栋", "1-1-102"), ("2栋", "2-1-101")):
        made.bookmark(building, unit)
        made.page(A5)
        made.page(A5)
    assert read.bookmarks(made.finish()) == [
        (0, "1栋", 1), (1, "1-1-101", 1), (1, "1-1-102", 3), (0, "2栋", 5), (1, "2-1-101", 5),
    ]  # fmt: skip


def test_the_large_mark_leaves_the_words_below_readable(qtbot: QtBot) -> None:
    """作废 lies hatched over the paper: it is dark enough to be seen, and most of what it covers is white."""
    made = press()
    parts.void_stamp(made.page(A5), 105, 74)
    pdf = made.finish()
    image = read.picture(pdf)
    covered = read.dark(image, 60, 50, 150, 98)
    whole = (150 - 60) * (98 - 50) * (200 / 25.4) ** 2
    assert 0.03 < covered / whole < 0.2
