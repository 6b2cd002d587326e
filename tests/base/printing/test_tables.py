"""T20: no row is cut at a page's end, the head stands on every page, nothing runs over a border."""

from __future__ import annotations

from datetime import date

import pytest

from frontdesk.base.printing.flow import Flow
from frontdesk.base.printing.paper import A4
from frontdesk.base.printing.press import Press
from frontdesk.base.printing.tables import Column, Measured, Row, Table, paginate
from frontdesk.base.printing.wrap import Fitted
from frontdesk.base.values.errors import Refused
from tests.tools import paper_reading as read

TABLE = Table(
    (Column("收费项目", 30), Column("说明", 60), Column("金额", 25, align="right", wrap=False)), style="ruled"
)


def rows(*heights: float) -> list[Measured]:
    return [Measured((Fitted((str(number),), 9.0),), height, False) for number, height in enumerate(heights)]


def names(pages: list[list[Measured]]) -> list[str]:
    return ["".join(row.cells[0].lines[0] for row in page) for page in pages]


def test_T20_rows_are_shared_out_whole() -> None:
    assert names(paginate(rows(7, 7, 7, 7, 7), first=15, later=22, last=0)) == ["01", "234"]


def test_the_end_takes_the_last_row_with_it() -> None:
    assert names(paginate(rows(7, 7, 7), first=22, later=22, last=10)) == ["01", "2"]


def test_the_end_stays_where_it_fits() -> None:
    assert names(paginate(rows(7, 7), first=30, later=30, last=10)) == ["01"]


def test_no_rows_are_one_page() -> None:
    assert names(paginate([], first=30, later=30, last=10)) == [""]


def test_a_row_taller_than_a_page_is_refused_in_words() -> None:
    with pytest.raises(Refused, match="写短一些"):
        paginate(rows(50), first=30, later=30, last=10)


def test_T20_long_texts_wrap_and_long_figures_shrink_inside_their_cells() -> None:
    (row,) = TABLE.measure([Row(("装修垃圾清运及公共区域保洁费用", "物业服务费" * 20, "9,999,999,999.99"))])
    assert len(row.cells[0].lines) == 2
    assert row.height > len(row.cells[1].lines) * 9 * 1.05 * 25.4 / 72
    assert row.cells[2].lines == ("9,999,999,999.99",)
    assert row.cells[2].size < 9


def test_words_stand_between_the_lines_of_their_cells() -> None:
    press = Press(title="表", author="", day=date(2026, 11, 21))
    page = press.page(A4)
    bottom = TABLE.draw(page, 20, 30, TABLE.measure([Row(("物业服务费" * 4, "计算说明" * 30, "−1,234.50"))]))
    found = [word for word in read.words(press.finish()) if word.y > 37]
    assert all(30 < word.y < bottom - 0.5 for word in found)
    ends = {20: 50, 50: 110, 110: 135}
    for word in found:
        cell = max(left for left in ends if left <= word.x)
        assert word.x >= cell + 1.4
        assert word.end <= ends[cell] - 1.4


def test_T20_the_head_stands_on_every_page_of_a_long_table() -> None:
    flow = Flow(first_top=30, top=30, bottom=80)
    measured = TABLE.measure([Row((f"第{n}行", "", "1.00")) for n in range(16)])
    flow.table(TABLE, measured, 20)
    press = Press(title="表", author="", day=date(2026, 11, 21))
    for blocks in flow.pages:
        page = press.page(A4)
        for y, draw in blocks:
            draw(page, y)
    pdf = press.finish()
    texts = [read.lines(pdf, number) for number in range(len(flow.pages))]
    assert len(texts) == 3
    assert all(lines[0].startswith("收费项目") for lines in texts)
    assert [line.split("  ")[0] for lines in texts for line in lines[1:]] == [f"第{n}行" for n in range(16)]
    assert all(word.y < 80 for number in range(3) for word in read.words(pdf, number))


def test_a_section_goes_to_the_next_page_with_its_table() -> None:
    flow = Flow(first_top=30, top=20, bottom=60)
    flow.put(22, lambda page, y: None)
    flow.put(5, lambda page, y: None, keep=10)
    assert [len(page) for page in flow.pages] == [1, 1]
