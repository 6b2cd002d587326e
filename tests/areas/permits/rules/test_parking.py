"""Leases by the day: what a month costs, what stands, who comes first (D3.7, M2.4, T2, T4)."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.permits.rules.parking import (
    LeaseState,
    Term,
    Waiting,
    days_left,
    lease_end,
    lease_state,
    meets,
    months_of,
    queue,
    read_codes,
    rent_parts,
    space_key,
    too_much,
    uncharged,
)
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Month

Y = Money.yuan
D = date


def test_m2_4_part_of_a_month_is_by_its_days_in_one_rounding() -> None:
    """T2: 3,000.00 for 17 of 31 days is 1,645.16."""
    [part] = rent_parts(
        "B1-076", [Term(D(2026, 10, 15), D(2027, 10, 15), Y("3000"))], D(2027, 10, 15), Month(2026, 10)
    )
    assert (part.amount, part.starts_on, part.ends_on) == (Y("1645.16"), D(2026, 10, 15), D(2026, 11, 1))
    assert part.how == "车位 B1-076 × 3,000.00元/月 × 17/31"


def test_m2_8_a_whole_month_says_no_part() -> None:
    [part] = rent_parts(
        "B1-076", [Term(D(2026, 1, 1), D(2027, 1, 1), Y("300"))], D(2027, 1, 1), Month(2026, 11)
    )
    assert (part.amount, part.how) == (Y("300"), "车位 B1-076 × 300.00元/月")


def test_m2_4_another_fee_within_a_month_makes_two_parts() -> None:
    terms = [Term(D(2026, 1, 1), D(2026, 11, 16), Y("300")), Term(D(2026, 11, 16), D(2027, 1, 1), Y("350"))]
    parts = rent_parts("B1", terms, D(2027, 1, 1), Month(2026, 11))
    assert [part.amount for part in parts] == [Y("150"), Y("175")]


def test_an_early_end_cuts_the_rent_and_a_free_space_costs_nothing() -> None:
    term = Term(D(2026, 11, 1), D(2027, 1, 1), Y("300"))
    assert [p.amount for p in rent_parts("B1", [term], D(2026, 11, 11), Month(2026, 11))] == [Y("100")]
    assert rent_parts("B1", [term], D(2026, 11, 11), Month(2026, 12)) == []
    assert rent_parts("B1", [term._replace(fee=Y(0))], D(2027, 1, 1), Month(2026, 11)) == []


def test_what_a_charge_is_over_after_an_early_end() -> None:
    over = too_much(Y("300"), Y("300"), D(2026, 11, 1), D(2026, 12, 1), D(2026, 11, 11))
    assert over == Y("200")
    assert too_much(Y("300"), Y("300"), D(2026, 11, 1), D(2026, 12, 1), D(2026, 10, 1)) == Y("300")
    assert too_much(Y("300"), Y("300"), D(2026, 11, 1), D(2026, 12, 1), D(2026, 12, 1)) == Y(0)


days = st.integers(0, 900).map(lambda n: D(2026, 1, 1) + timedelta(days=n))


@given(
    start=days,
    lengths=st.lists(st.integers(1, 200), min_size=1, max_size=4),
    fees=st.data(),
    cut=st.integers(0, 800),
)
def test_t4_months_of_a_lease_cover_each_of_its_days_once(
    start: date, lengths: list[int], fees: st.DataObject, cut: int
) -> None:
    terms, day = [], start
    for length in lengths:
        terms.append(Term(day, day + timedelta(days=length), Money(fees.draw(st.integers(1, 100_000)))))
        day = terms[-1].ends_on
    end = lease_end(terms, start + timedelta(days=cut))
    parts = [part for month in months_of(start, end) for part in rent_parts("B1", terms, end, month)]
    covered = sorted((part.starts_on, part.ends_on) for part in parts)
    assert all(a[1] <= b[0] for a, b in zip(covered, covered[1:], strict=False))
    # Only a part that comes to less than half a fen is left out.
    dear = all(term.fee.fen > 31 for term in terms)
    if dear:
        assert sum((b - a).days for a, b in covered) == max(0, (end - start).days)
    assert uncharged(parts, covered) == []
    whole = [part for part in parts if (part.ends_on - part.starts_on).days == part.month.days]
    assert total(part.amount for part in whole) == total(part.fee for part in whole)


def test_t21_what_a_lease_is_follows_from_the_day() -> None:
    start, end = D(2026, 1, 1), D(2026, 12, 22)
    states = [
        (D(2025, 12, 31), LeaseState.COMING), (D(2026, 11, 20), LeaseState.RUNNING), (D(2026, 11, 21), LeaseState.ENDING),
        (D(2026, 12, 21), LeaseState.ENDING), (D(2026, 12, 22), LeaseState.OVER),
    ]  # fmt: skip
    assert [lease_state(start, end, day) for day, _ in states] == [state for _, state in states]
    assert days_left(end, D(2026, 12, 21)) == 0
    assert lease_state(start, start, start) is LeaseState.OVER


def test_spans_meet_on_shared_days_only() -> None:
    assert not meets(D(2026, 1, 1), D(2026, 2, 1), D(2026, 2, 1), D(2026, 3, 1))
    assert meets(D(2026, 1, 1), D(2026, 2, 2), D(2026, 2, 1), None)
    assert meets(D(2026, 1, 1), D(2026, 2, 2), None, None)
    assert not meets(D(2026, 1, 1), D(2026, 2, 2), D(2026, 1, 10), D(2026, 1, 10))


def test_codes_are_read_as_they_are_typed() -> None:
    assert read_codes("B1-001~B1-003、B2-7") == ["B1-001", "B1-002", "B1-003", "B2-7"]
    assert read_codes("A08 ～ 10") == ["A08", "A09", "A10"]
    assert space_key("b1－076 ") == "B1-076"
    for wrong, said in (
        ("", "请填"),
        ("B1-9~B1-1", "头尾"),
        ("B1~C2", "看不懂"),
        ("A1 a1", "两遍"),
        ("A" * 21, "太长"),
    ):
        with pytest.raises(Refused, match=said):
            read_codes(wrong)


def test_d3_7_who_passed_stands_behind_those_who_waited_then() -> None:
    at = [datetime(2026, 11, n, tzinfo=UTC) for n in range(1, 10)]
    waiting = [Waiting(1, at[0], passed_at=at[5]), Waiting(2, at[1]), Waiting(3, at[2]), Waiting(4, at[7])]
    assert queue(waiting) == [2, 3, 1, 4]
