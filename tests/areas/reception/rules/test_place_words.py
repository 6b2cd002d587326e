"""D2.1: where: an entrance, a building's hall, or a place by its own words; never a mistyped unit."""

from __future__ import annotations

import pytest

from frontdesk.areas.reception.rules.place_words import PublicPlace, read_public

BUILDINGS = {"1", "2", "3", "5", "A"}
ENTRANCES = {"3-1", "3-2", "5-2", "1-1"}


@pytest.mark.parametrize(
    ("typed", "building", "entrance", "words"),
    [
        ("3-1", "3", "1", "3-1"),
        ("3栋1单元", "3", "1", "3-1"),
        ("3栋1单元电梯", "3", "1", "3栋1单元电梯"),
        ("3-1电梯厅", "3", "1", "3-1电梯厅"),
        ("3号楼2单元门禁", "3", "2", "3号楼2单元门禁"),
        ("3栋", "3", "", "3栋"),
        ("3栋大堂", "3", "", "3栋大堂"),
        ("３栋大堂", "3", "", "３栋大堂"),
        ("3幢楼道灯", "3", "", "3幢楼道灯"),
        ("A座大堂", "A", "", "A座大堂"),
        ("南门岗亭", "", "", "南门岗亭"),
        ("地下车库 A区", "", "", "地下车库 A区"),
    ],
)
def test_a_public_place_is_read(typed: str, building: str, entrance: str, words: str) -> None:
    found = read_public(typed, BUILDINGS, ENTRANCES)
    assert found is not None
    assert (found.building, found.entrance, found.words) == (building, entrance, words)


@pytest.mark.parametrize(
    ("typed", "spot"),
    [
        ("3-1", ""),
        ("3栋", ""),
        ("3栋大堂", "大堂"),
        ("3栋1单元电梯", "电梯"),
        ("3-1电梯厅", "电梯厅"),
        ("南门岗亭", "南门岗亭"),
    ],
)
def test_the_spot_is_what_stands_behind_building_and_entrance(typed: str, spot: str) -> None:
    found = read_public(typed, BUILDINGS, ENTRANCES)
    assert isinstance(found, PublicPlace)
    assert found.spot == spot


@pytest.mark.parametrize(
    "typed", ["3-1-9999", "3-1202", "1202", "3-1-12", "13888888888", "4栋", "12栋大堂", "zs", ""]
)
def test_a_unit_that_is_not_there_is_no_public_place(typed: str) -> None:
    assert read_public(typed, BUILDINGS, ENTRANCES) is None
