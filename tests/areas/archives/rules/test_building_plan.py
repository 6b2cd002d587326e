"""批量建房: what a plan means (D1.1)."""

from __future__ import annotations

import pytest

from frontdesk.areas.archives.rules.building_plan import (
    LeftOut,
    Plan,
    Section,
    Series,
    floor_word,
    make_plan,
    read_names,
    read_numbers,
    usual_pattern,
)
from frontdesk.areas.archives.rules.kinds import UnitKind


def codes(plan: Plan) -> list[str]:
    made = make_plan(plan)
    assert made.errors == {}
    return [unit.code for unit in made.units]


def test_floors_left_out_are_no_floors_or_have_a_letter() -> None:
    """D1.1: 4 and 13 are not there, or are written 3A and 12A and stand in their order."""
    parts = (Section("3-5", "1"),)
    assert codes(Plan("1", "2", "4", parts=parts)) == ["1-2-301", "1-2-501"]
    lettered = make_plan(Plan("1", "2", "4", LeftOut.LETTER, parts=parts)).units
    assert [unit.code for unit in lettered] == ["1-2-301", "1-2-3A01", "1-2-501"]
    assert [unit.code for unit in sorted(lettered, key=lambda u: u.sort_key)] == [u.code for u in lettered]
    assert [unit.floor for unit in lettered] == [3, 4, 5]
    words = [floor_word(n, frozenset({13, 14, 18}), LeftOut.LETTER) for n in (12, 13, 14, 15, 18, -1)]
    assert words == ["12", "12A", "12B", "15", "17A", "B1"]


def test_shops_below_homes_split_levels_and_spaces_in_one_plan() -> None:
    """D1.1: each section has its doors; a split-level home stands on the lower of its floors; series count on."""
    made = make_plan(
        Plan(
            "1-2",
            "1-2",
            pattern="{楼}-{单元}-{0层}{序}",
            parts=(
                Section("1", "1-3", kind=UnitKind.SHOP),
                Section("2-3", "1-2"),
                Section("4-7", "1", entrances="2", split=True),
                Series("B1-", 9, 11, floor=-1),
            ),
        )
    )
    assert made.errors == {}
    assert made.by_kind() == {UnitKind.HOME: 20, UnitKind.SHOP: 12, UnitKind.PARKING: 3}
    written = [unit.code for unit in made.units]
    assert "2-2-0401" in written
    assert "2-2-0601" in written
    assert "2-2-0501" not in written
    assert "2-1-0401" not in written
    assert written[-3:] == ["B1-009", "B1-010", "B1-011"]


def test_doors_may_run_through_the_entrances_of_a_floor() -> None:
    assert codes(Plan("3", "1-2", pattern="{楼}-{层}{连序}", parts=(Section("1", "1-2"),))) == [
        "3-101", "3-102", "3-103", "3-104",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("plan", "field", "words"),
    [
        (Plan("1"), "parts", "还没有一段"),
        (Plan("", parts=(Section("1", "1"),)), "buildings", "请填楼栋"),
        (Plan("1", parts=(Section("1", "1"),)), "pattern", "没有填单元"),
        (Plan("1", "1", pattern="{单元}-{层}{序}", parts=(Section("1", "1"),)), "pattern", "要有 {楼}"),
        (Plan("1", "1", pattern="{楼}-{层号}{序}", parts=(Section("1", "1"),)), "pattern", "没有 {层号}"),
        (
            Plan("1", "1-2", pattern="{楼}-{层}{序}", parts=(Section("1", "1"),)),
            "pattern",
            "1-101 出现了两次",
        ),
        (Plan("1", "1", "四", parts=(Section("1", "1"),)), "left_out", "看不懂“四”"),
        (Plan("1", "1", parts=(Section("1-3", "1-2"), Section("3", "2"))), "parts", "第 2 段：3 层第 2 户"),
        (Plan("1", "1", parts=(Section("1", "1", entrances="3"),)), "parts", "没有 3 单元"),
        (Plan("1-999", "1-9", parts=(Section("1-30", "1-9"),)), "buildings", "一次最多建"),
        (Plan("", parts=(Series("B1-", 5, 4),)), "parts", "序号要从小到大"),
    ],
)
def test_what_cannot_be_built_is_named(plan: Plan, field: str, words: str) -> None:
    made = make_plan(plan)
    assert made.units == ()
    assert words in made.errors[field]


def test_numbers_and_names_as_people_write_them() -> None:
    assert read_numbers("1-3、8，B1 -2", -9, 99) == [1, 2, 3, 8, -1, -2]
    assert read_numbers("-1至2", -9, 99) == [-1, 1, 2]
    assert read_names("1-2栋、3号楼 A", True) == ["1", "2", "3", "A"]
    assert read_names("一单元，2", False) == ["1", "2"]
    assert read_names("A-C", True) == ["A", "B", "C"]


def test_the_pattern_follows_the_habit_of_the_estate() -> None:
    assert usual_pattern([("1", "0602", 6), ("1", "1102", 11)]) == "{楼}-{单元}-{0层}{序}"
    assert usual_pattern([("", "602", 6)]) == "{楼}-{层}{序}"
