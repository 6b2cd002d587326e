"""D0.7: a list on A4, whole on as many pages as it takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from frontdesk.base.printing.fonts import REGULAR, font
from frontdesk.base.printing.list_paper import ListColumn, ListPaper, draw_list
from frontdesk.base.printing.paper import FLOOR_SIZE
from frontdesk.base.values.errors import Cancelled, Refused
from frontdesk.base.values.progress import Progress
from tests.tools import paper_reading as read

MM = 72 / 25.4
HEADS = ["房号", "户主", "电话", "未收（元）"]
LONG = "上海翠湖商业管理有限公司第一分公司及其控股的物业服务企业联合办公室"
COMPANY = "翠湖花园物业服务中心"


def row(number: int, name: str = "张硕") -> tuple[str, ...]:
    return (f"3-1-{number}", name, "138****5678", f"1,{number % 1000:03}.60")


def paper(count: int = 3, **changes: object) -> ListPaper:
    made = ListPaper(
        office=COMPANY,
        title="欠费 按房屋",
        columns=(*(ListColumn(head) for head in HEADS[:3]), ListColumn(HEADS[3], figures=True)),
        rows=tuple(row(100 + number) for number in range(count)),
        day=date(2026, 11, 21),
        at=datetime(2026, 11, 21, 14, 5),
        by="王敏",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def size(pdf: bytes, page: int = 0) -> tuple[int, int]:
    box = read.reader(pdf).pages[page].mediabox
    return round(float(box.width) / MM), round(float(box.height) / MM)


def test_it_says_whose_list_it_is_what_was_filtered_and_who_printed_it_when() -> None:
    pdf = draw_list(paper(filter_words="楼栋 3 栋，未收", sums=("合计", "", "", "3,304.80")))
    assert size(pdf) == (210, 297)
    assert read.lines(pdf) == [
        "欠费 按房屋",
        f"{COMPANY}  2026 年 11 月 21 日",
        "筛选：楼栋 3 栋，未收  共 3 行",
        "房号  户主  电话  未收（元）",
        "3-1-100  张硕  138****5678  1,100.60",
        "3-1-101  张硕  138****5678  1,101.60",
        "3-1-102  张硕  138****5678  1,102.60",
        "合计  3,304.80",
        "打印时间 2026-11-21 14:05　王敏  第 1 页，共 1 页",
    ]


def test_figures_stand_at_the_right_one_under_the_other() -> None:
    pdf = draw_list(
        paper(rows=(row(7), ("3-1-8", "曾姝", "—", "12,345,678.90")), sums=("合计", "", "", "9.00"))
    )
    ends = [word.end for word in read.words(pdf) if word.text in ("1,007.60", "12,345,678.90", "9.00")]
    assert len(ends) == 3
    assert max(ends) - min(ends) < 0.1
    digits = {round(font(REGULAR).width(digit, 9), 4) for digit in "0123456789"}
    assert len(digits) == 1


def test_T20_heads_stand_on_every_page_and_every_row_on_one_of_them() -> None:
    pdf = draw_list(paper(60))
    pages = [read.lines(pdf, number) for number in range(len(read.reader(pdf).pages))]
    assert len(pages) == 2
    for number, lines in enumerate(pages, start=1):
        assert "房号  户主  电话  未收（元）" in lines
        assert lines[-1].endswith(f"第 {number} 页，共 2 页")
    assert pages[1][0].startswith("欠费 按房屋")
    codes = [line.split()[0] for lines in pages for line in lines if line.startswith("3-1-")]
    assert codes == [f"3-1-{100 + number}" for number in range(60)]


def test_T20_no_row_is_cut_at_the_end_of_a_page() -> None:
    """Rows of two lines: both lines of each stand on the same page, above the foot."""
    rows = tuple(row(100 + number, LONG) for number in range(60))
    pdf = draw_list(paper(rows=rows))
    for number in range(len(read.reader(pdf).pages)):
        words = read.words(pdf, number)
        codes = [w for w in words if w.text.startswith("3-1-")]
        parts = "".join(w.text for w in words if 20 < w.x < 120 and w.text in LONG)
        assert codes
        assert parts == LONG * len(codes)
        foot = next(w.y for w in words if w.text.startswith("打印时间"))
        assert max(w.y for w in words if w.text in LONG) < foot - 4


def test_T20_long_words_wrap_inside_their_column() -> None:
    pdf = draw_list(paper(rows=(row(100, LONG * 2), row(101))))
    words = read.words(pdf)
    phone = next(w for w in words if w.text == "138****5678")
    parts = [w for w in words if w.text in LONG * 2 and len(w.text) > 3]
    assert "".join(w.text for w in parts) == LONG * 2
    assert len(parts) > 1
    assert all(w.end < phone.x and w.size >= FLOOR_SIZE for w in parts)


def test_many_columns_lay_the_paper_across_and_shrink_the_type_no_further_than_the_floor() -> None:
    """Masked numbers are not torn apart, sums end where their column does."""
    columns = tuple(ListColumn(f"第{n}列", figures=n % 2 == 1) for n in range(11))
    cells = tuple("123,456,789.00" if n % 2 else "110101********1234" for n in range(11))
    pdf = draw_list(paper(columns=columns, rows=(cells,) * 3))
    assert size(pdf) == (297, 210)
    words = read.words(pdf)
    figures = [w for w in words if w.text == "123,456,789.00"]
    assert len(figures) == 15
    assert {w.size for w in figures} <= {7.0, 7.5, 8.0, 8.5, 9.0}
    assert all(w.end <= 297 - 15 + 0.1 for w in words)
    rows = sorted({w.y for w in figures})
    for y in rows:
        line = sorted((w for w in words if w.y == y), key=lambda w: w.x)
        assert all(left.end <= right.x + 0.05 for left, right in zip(line, line[1:], strict=False))


def test_where_even_that_is_not_enough_words_give_way_before_figures() -> None:
    columns = tuple(ListColumn(f"第{n}列", figures=n % 2 == 1) for n in range(14))
    cells = tuple("123,456,789.00" if n % 2 else "330106197805122217" for n in range(14))
    words = read.words(draw_list(paper(columns=columns, rows=(cells,))))
    assert sum(w.text == "123,456,789.00" for w in words) == 7
    torn = "".join(w.text for w in words if w.text.isdigit())
    assert sorted(torn) == sorted("330106197805122217" * 7)
    assert all(w.end <= 297 - 15 + 0.1 for w in words)


def test_too_many_columns_are_refused_in_words() -> None:
    columns = tuple(ListColumn(f"第{n}列") for n in range(40))
    with pytest.raises(Refused, match="40 列，一张纸印不下。请导出到 Excel"):
        draw_list(paper(columns=columns, rows=(("x",) * 40,)))


def test_the_sums_stand_with_the_last_row() -> None:
    """However many rows there are, no page carries the sums alone."""
    for count in range(36, 48):
        pdf = draw_list(paper(count, sums=("合计", "", "", "99.00")))
        last = read.lines(pdf, len(read.reader(pdf).pages) - 1)
        at = last.index("合计  99.00")
        assert last[at - 1].startswith(f"3-1-{100 + count - 1}")
    sums = next(w for w in read.words(pdf, 1) if w.text == "99.00")
    assert sums.bold


def test_F1_the_same_list_gives_the_same_bytes() -> None:
    first = draw_list(paper(50, filter_words="未收"))
    assert draw_list(paper(50, filter_words="未收")) == first
    assert draw_list(paper(50, filter_words="已收")) != first


def test_T19_all_its_letters_are_inside() -> None:
    pdf = draw_list(paper(2, sums=("合计", "", "", "1.00")))
    found = read.fonts(pdf)
    assert found
    assert all(found.values())
    assert any("Bold" in name for name in found)


def test_T19_a_character_no_font_has_is_refused_by_name_and_place() -> None:
    rows = (row(100), row(101, "张\U0010fffd"))
    with pytest.raises(Refused) as refused:
        draw_list(paper(rows=rows))
    assert "“欠费 按房屋”第 2 行的户主" in refused.value.text
    assert "U+10FFFD" in refused.value.text
    with pytest.raises(Refused, match=r"筛选.*U\+10FFFD"):
        draw_list(paper(filter_words="含“\U0010fffd”"))


def test_it_tells_how_far_it_is_and_stops_when_asked() -> None:
    told: list[tuple[int, int]] = []
    progress = Progress(lambda done, of, _words: told.append((done, of)))
    draw_list(paper(1_200), progress)
    assert told[-1] == (10, 10)
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    progress.cancelled.set()
    with pytest.raises(Cancelled):
        draw_list(paper(3), progress)


def test_no_rows_still_make_a_page() -> None:
    lines = read.lines(draw_list(paper(0)))
    assert "共 0 行" in lines
    assert f"{HEADS[0]}  {HEADS[1]}  {HEADS[2]}  {HEADS[3]}" in lines
