"""Ranges of numbers: none used twice, none outside what was drawn, what is left always adds up (D3.8)."""

from __future__ import annotations

from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.permits.rules.stationery import (
    Drawn,
    Fate,
    Marked,
    Numbers,
    common,
    copy_money,
    left_of,
    merged,
    minus,
    pieces,
    placed,
    read_numbers,
    read_range,
    refuse_drawn,
    runs_words,
)
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money

runs = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])),
    max_size=8,
)


def numbers_in(found: list[tuple[int, int]]) -> set[int]:
    return {n for first, last in found for n in range(first, last + 1)}


@given(runs, runs)
def test_runs_are_sets_of_numbers(some: list[tuple[int, int]], others: list[tuple[int, int]]) -> None:
    for found, meant in (
        (merged(some), numbers_in(some)),
        (minus(some, others), numbers_in(some) - numbers_in(others)),
        (common(some, others), numbers_in(some) & numbers_in(others)),
    ):
        assert numbers_in(found) == meant
        assert pieces(found) == len(meant)
        assert all(before[1] + 1 < after[0] for before, after in zip(found, found[1:], strict=False))


drawings = st.lists(st.tuples(st.integers(1, 90), st.integers(0, 30)), min_size=1, max_size=4)
acts = st.lists(
    st.tuples(st.integers(0, 130), st.integers(0, 12), st.sampled_from(list(Fate))), min_size=1, max_size=25
)


@given(drawings, acts)
def test_d3_8_no_number_is_accounted_for_twice_and_none_outside_a_drawn_range(
    ranges: list[tuple[int, int]], wanted: list[tuple[int, int, Fate]]
) -> None:
    """Whatever is asked for in whatever order: what is drawn = used + spoiled + returned + left, number by number."""
    drawn: list[Drawn] = []
    marks: list[Marked] = []
    for start, length in ranges:
        numbers = Numbers("JZ", 6, ((start, start + length),))
        try:
            refuse_drawn(numbers, drawn, marks)
        except Refused:
            continue
        drawn.append(Drawn(len(drawn) + 1, "JZ", 6, start, start + length))
    have = {n for one in drawn for n in range(one.first, one.last + 1)}
    gone: set[int] = set()
    for start, length, fate in wanted:
        asked = set(range(start, start + length + 1))
        may = asked <= have - gone
        with nullcontext() if may else pytest.raises(Refused):
            parts = placed([Numbers("JZ", 6, ((start, start + length),))], drawn, marks, field="numbers")
        if not may:
            continue
        assert {n for part in parts for n in range(part.first, part.last + 1)} == asked
        assert sum(part.pieces for part in parts) == len(asked)
        marks += [Marked(part.draw_id, fate, part.first, part.last) for part in parts]
        gone |= asked
    left = {n for one in drawn for run in left_of(one, marks) for n in range(run[0], run[1] + 1)}
    assert left == have - gone


def test_what_was_returned_may_be_drawn_again_and_used_then() -> None:
    drawn = [Drawn(1, "JZ", 6, 1, 50)]
    marks = [Marked(1, Fate.RETURNED, 31, 50), Marked(1, Fate.USED, 1, 5)]
    again = Numbers("JZ", 6, ((31, 40),))
    refuse_drawn(again, drawn, marks)
    with pytest.raises(Refused, match="JZ000030 已经领用过"):
        refuse_drawn(Numbers("JZ", 6, ((30, 40),)), drawn, marks)
    drawn.append(Drawn(2, "JZ", 6, 31, 40))
    [part] = placed([again], drawn, marks, field="numbers")
    assert (part.draw_id, part.first, part.last) == (2, 31, 40)


def test_what_became_of_a_number_is_said_by_name() -> None:
    drawn = [Drawn(1, "JZ", 6, 1, 50)]
    marks = [Marked(1, Fate.USED, 1, 5), Marked(1, Fate.SPOILED, 6, 6), Marked(1, Fate.RETURNED, 41, 50)]
    for run, said in (
        ((4, 7), "JZ000004–000005 已经用过"),
        ((6, 9), "JZ000006 已经登记作废"),
        ((40, 41), "JZ000041 已经退回财务"),
        ((50, 51), "JZ000051 没有领用过"),
    ):
        with pytest.raises(Refused, match=said):
            placed([Numbers("JZ", 6, (run,))], drawn, marks, field="numbers")
    with pytest.raises(Refused, match="LS000001 没有领用过"):
        placed([Numbers("LS", 6, ((1, 1),))], drawn, marks, field="numbers")


def test_numbers_are_read_as_people_write_them() -> None:
    assert read_numbers("JZ000101-000120, JZ000122") == [Numbers("JZ", 6, ((101, 120), (122, 122)))]
    assert read_numbers("jz000101～120、125 LS0001") == [
        Numbers("JZ", 6, ((101, 120), (125, 125))),
        Numbers("LS", 4, ((1, 1),)),
    ]
    assert read_numbers("0031852 至 0031860") == [Numbers("", 7, ((31852, 31860),))]
    assert read_numbers("０００１－０００３") == [Numbers("", 4, ((1, 3),))]
    assert read_numbers("  ") == []
    for wrong, said in (
        ("JZ", "照票面填"),
        ("JZ02-JZ01", "止号比起号小"),
        ("JZ01 JZ01", "写了两遍"),
        ("JZ01-LS02", "字头或位数不一样"),
        ("1-2-3", "看不懂"),
        ("0000001-9999999", "一次超过"),
    ):
        with pytest.raises(Refused, match=said):
            read_numbers(wrong)


def test_a_range_is_its_first_and_last_number() -> None:
    assert read_range("JZ000101", "JZ000150") == Numbers("JZ", 6, ((101, 150),))
    assert read_range("JZ000101", "150") == Numbers("JZ", 6, ((101, 150),))
    assert read_range("0031801", "0031900") == Numbers("", 7, ((31801, 31900),))
    for first, last, said in (
        ("JZ000101", "LS000150", "字头、位数要一样"),
        ("JZ000101", "JZ000100", "止号比起号小"),
        ("0001", "0200000", "位数要一样"),
        ("JZ0000001", "JZ0200000", "一次超过"),
    ):
        with pytest.raises(Refused, match=said):
            read_range(first, last)


def test_runs_stand_in_words() -> None:
    assert runs_words("JZ", 6, [(101, 120), (122, 122)]) == "JZ000101–000120、JZ000122"
    assert runs_words("JZ", 6, []) == ""


def test_photocopy_money_is_copies_times_price() -> None:
    assert copy_money(120, Money.yuan("0.50")) == Money.yuan("60")
    with pytest.raises(Refused):
        copy_money(-1, Money.yuan("0.50"))
