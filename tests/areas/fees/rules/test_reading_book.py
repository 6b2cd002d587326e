"""The table of a workbook of readings is found by names and by contents, rows are read as offices write them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from frontdesk.areas.archives.rules.importing.columns import SheetCells
from frontdesk.areas.fees.rules.reading_book import Part, find_table, find_tables, read_figure, read_rows
from frontdesk.base.values.errors import Refused

D = Decimal


def sheet(*rows: list[Any], name: str = "抄表") -> SheetCells:
    return SheetCells(name, rows)


def test_titles_above_totals_below_and_units_in_the_cells() -> None:
    table = find_table(
        sheet(
            ["水表抄表记录 2026年11月"],
            ["序号", "楼栋", "房 号", "水表编号", "上月读数", "本月读数（吨）", "抄表日期", "抄表人", "备注"],
            [1, "1栋", "1-101", "S1", 737.5, 740.0, datetime(2026, 11, 20), "赵师傅", ""],
            [2, "", "1-102", 110102, "８０７", "818吨", "2026/11/20", "赵师傅", ""],
            [3, "2栋", "2-101", "S3", 5, 361.49999999999994, 46346, "", "新表"],
            ["", "合计", "", "", 1544.5, 1558, "", "", ""],
            ["注：未入户的下月补抄"],
        )
    )
    assert table is not None
    assert table.places == {
        Part.BUILDING: 1, Part.UNIT: 2, Part.NUMBER: 3, Part.LAST: 4, Part.VALUE: 5, Part.DAY: 6, Part.READER: 7,
    }  # fmt: skip
    rows = read_rows(table)
    assert [(r.row, r.unit, r.number, r.last, r.value, r.day) for r in rows] == [
        (3, "1-101", "S1", D("737.5"), D(740), date(2026, 11, 20)),
        (4, "1-102", "110102", D(807), D(818), date(2026, 11, 20)),
        (5, "2-101", "S3", D(5), D("361.5"), date(2026, 11, 20)),
    ]


def test_without_a_heading_the_contents_say_which_column_it_is() -> None:
    rows = [[f"1-1-{n}01", f"S{n}", 100.0 + n, 108.5 + n, "2026-11-20"] for n in range(1, 9)]
    table = find_table(sheet(*rows))
    assert table is not None
    assert {c.letter: (c.part, c.by) for c in table.columns if c.part is not None} == {
        "A": (Part.UNIT, "内容"),
        "C": (Part.LAST, "内容"),
        "D": (Part.VALUE, "内容"),
        "E": (Part.DAY, "内容"),
    }
    assert read_rows(table)[0].row == 1


def test_what_cannot_be_read_is_said_in_words() -> None:
    table = find_table(
        sheet(
            ["房号", "上期", "本期", "日期"],
            ["1-1-101", 1, "约12", "2026-11-20"],
            ["1-1-102", 1, "#REF!", "2026-11-20"],
            [date(2026, 1, 1), 1, 12, "2026-11-20"],
            ["", 1, 12, "2026-11-20"],
            ["1-1-105", 1, 12, "上周"],
            ["1-1-106", 1, -12, "2026-11-20"],
            ["1-1-107", 1, None, "2026-11-20"],
        )
    )
    assert table is not None
    assert [row.fault for row in read_rows(table)] == [
        "本期读数看不懂：约12",
        "本期读数是公式错误",
        "房号看不懂",
        "缺房号",
        "抄表日期看不懂：上周",
        "本期读数是负数",
        "",
    ]


def test_a_map_made_by_hand_goes_before_all_else() -> None:
    book = sheet(["房号", "甲", "乙"], ["1-1-101", 5, 1], ["1-1-102", 6, 2])
    table = find_table(book, {"本期读数": "甲", "上期读数": "C"})
    assert table is not None
    assert [(r.last, r.value) for r in read_rows(table)] == [(1, 5), (2, 6)]
    for wrong in ({"本期读数": "ZZ"}, {"胡写": "B"}):
        with pytest.raises(Refused):
            find_table(book, wrong)


def test_a_workbook_without_readings_is_refused_and_a_sheet_by_name() -> None:
    other = sheet(["姓名", "电话"], ["张硕", "13800000000"], name="通讯录")
    good = sheet(["房号", "本期读数"], ["1-1-101", 5], name="2栋")
    assert [t.sheet.name for t in find_tables((other, good))] == ["2栋"]
    for wrong in ((other,), ()):
        with pytest.raises(Refused):
            find_tables(wrong)
    with pytest.raises(Refused, match="没有工作表"):
        find_tables((good,), "1栋")


@pytest.mark.parametrize(
    ("cell", "read"),
    [
        (12, D(12)),
        ("1,234.5 吨", D("1234.5")),
        (True, None),
        (date(2026, 1, 1), None),
        ("12.5.1", None),
        ("", None),
    ],
)
def test_a_figure_as_offices_write_it(cell: Any, read: Decimal | None) -> None:
    assert read_figure(cell) == read
