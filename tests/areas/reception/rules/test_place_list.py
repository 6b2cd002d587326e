"""Buildings and entrances as one types them (D2.7)."""

from __future__ import annotations

import pytest

from frontdesk.areas.reception.rules.place_list import read_places
from frontdesk.base.values.errors import Refused

KNOWN = ((1, "3栋", "1"), (1, "3栋", "2"), (2, "5栋", "1"), (3, "A座", ""), (4, "望湖阁", "1"))


@pytest.mark.parametrize(
    ("typed", "places"),
    [
        ("", ()),
        ("  ", ()),
        ("全小区", ()),
        ("3栋", ((1, ""),)),
        ("3", ((1, ""),)),
        ("3栋、5栋", ((1, ""), (2, ""))),
        ("3栋 2单元", ((1, "2"),)),
        ("3栋2 单元，望湖阁", ((1, "2"), (4, ""))),
        ("3-1单元 5号楼", ((1, "1"), (2, ""))),
        ("a座;3栋 3栋", ((3, ""), (1, ""))),
    ],
)
def test_any_habit_of_writing_is_read_d2_7(typed: str, places: tuple[tuple[int, str], ...]) -> None:
    assert read_places(typed, KNOWN) == places


@pytest.mark.parametrize(
    ("typed", "words"), [("9栋", "没有“9栋”"), ("3栋 7单元", "3栋没有 7 单元"), ("x", "没有“x”")]
)
def test_what_there_is_none_of_is_named_d2_7(typed: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        read_places(typed, KNOWN)
