"""D0.1, D1.1: one unit however its code is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.archives.rules.unit_codes import building_place, building_sort, read_unit_code, unit_code

SAME = [
    "3-1-1202", "3栋1单元1202", "03-01-1202", "3号楼1单元1202室", "３－１－１２０２", "3—1—1202", "3/1/1202",
    "3.1.1202", "3 1 1202", "三栋一单元1202", "第3栋第1单元1202", "3#1-1202", "03#1-1202室", "3幢1单元1202号",
    "3-1-12-02", "3栋1单元12层02室", "3栋一单元十二层02室", "翠湖花园3栋1单元1202室", "3-1-01202",
]  # fmt: skip


@pytest.mark.parametrize("text", SAME)
def test_d0_1_any_habit_of_writing_is_one_key(text):
    code = read_unit_code(text)
    assert code is not None
    assert code.key == "3-1-1202"
    assert code.sort_key == "000003-000001-001202"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3#1202", "3-1202"), ("3幢1202", "3-1202"), ("3座12楼02", "3-1202"), ("1202室", "1202"),
        ("A座1503", "A-1503"), ("a-1503", "A-1503"), ("1期3栋2单元501", "1期3-2-501"), ("1-3-1-1202", "1期3-1-1202"),
        ("12弄3号1202室", "12弄3-1202"), ("东区3栋101", "东区3-101"), ("商铺1-12", "商铺1-12"), ("B1-023", "B1-023"),
        ("3-1-1202-1203", "3-1-1202-1203"), ("3-1-0301", "3-1-0301"), ("12A", "12A"),
    ],
)  # fmt: skip
def test_d1_1_codes_of_other_estates(text, code):
    assert read_unit_code(text).code == code


@pytest.mark.parametrize("text", ["", "  ", "张三", "zs", "——", "业主", "1" * 40])
def test_d0_1_what_is_no_code(text):
    assert read_unit_code(text) is None


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        (("3栋", "1单元", "1202"), "3-1-1202"), (("03#", "01", "1202室"), "3-1-1202"), (("3", "", "1-1202"), "3-1-1202"),
        (("3", "", "3-1202"), "3-1202"), (("3", "1", "3-1-1202"), "3-1-1202"), (("", "", "3-1-1202"), "3-1-1202"),
        (("甲幢", "", "101"), "甲-101"), (("3号楼", "东单元", "东户"), "3-东-东"),
    ],
)  # fmt: skip
def test_d1_1_a_code_in_columns_of_their_own(parts, code):
    assert unit_code(*parts).code == code


def test_d1_1_units_sort_as_a_person_would():
    codes = ["10-1-101", "2-1-1101", "2-1-301", "2-2-101", "A-1-101"]
    assert sorted(codes, key=lambda c: read_unit_code(c).sort_key) == [
        "2-1-301", "2-1-1101", "2-2-101", "10-1-101", "A-1-101",
    ]  # fmt: skip
    assert sorted(["B", "10", "9", "商铺"], key=building_sort) == ["9", "10", "B", "商铺"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("3栋", ("3", "")),
        ("三号楼", ("3", "")),
        ("3号楼1单元", ("3", "1")),
        ("A座", ("A", "")),
        ("3#", ("3", "")),
    ],
)
def test_d1_7_a_section_heading_names_a_building(text, place):
    assert building_place(text) == place


@pytest.mark.parametrize("text", ["101", "3栋101", "张三", "1栋小计", ""])
def test_d1_7_what_is_no_section_heading(text):
    assert building_place(text) is None


@given(st.integers(1, 99), st.integers(1, 9), st.integers(1, 40), st.integers(1, 9))
def test_d0_1_what_is_written_is_read_back(building, entrance, floor, door):
    room = f"{floor}{door:02d}"
    for text in (f"{building}-{entrance}-{room}", f"{building}栋{entrance}单元{room}室"):
        code = read_unit_code(text)
        assert (code.building, code.entrance, code.room) == (str(building), str(entrance), room)
        assert read_unit_code(code.code).key == code.key


@given(st.text(max_size=30))
def test_d0_1_no_text_makes_it_fail(text):
    code = read_unit_code(text)
    assert code is None or (code.room and len(code.code) <= 62)
