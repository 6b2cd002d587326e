"""What the desk owes and until when (D2.3), and the draw of the spot check."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.reception.rules.owing import (
    WRITTEN,
    Period,
    ReportKind,
    after,
    base_number,
    before,
    due_on,
    is_period,
    may_be_fixed,
    number_of,
    owed,
    period_of,
)
from frontdesk.areas.reception.rules.sampling import draw, how_many

WEEK, MONTH = ReportKind.WEEKLY, ReportKind.MONTHLY
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize("day", [date(2026, 11, 17) + timedelta(days=n) for n in range(7)])
def test_D2_3_a_week_runs_from_tuesday_to_monday_and_is_due_on_the_next_tuesday(day: date) -> None:
    week = period_of(WEEK, day)
    assert week == Period(date(2026, 11, 17), date(2026, 11, 23))
    assert due_on(WEEK, week) == date(2026, 11, 24)
    assert base_number(WEEK, week) == "TSZB-20261124"


def test_D2_3_a_month_is_due_on_the_day_set_of_the_next() -> None:
    month = period_of(MONTH, date(2026, 12, 31))
    assert month == Period(date(2026, 12, 1), date(2026, 12, 31))
    assert due_on(MONTH, month) == date(2027, 1, 5)
    assert due_on(ReportKind.SUMMARY, month, 3) == date(2027, 1, 3)
    assert due_on(MONTH, period_of(MONTH, date(2027, 1, 9)), 31) == date(2027, 2, 28)
    assert number_of(MONTH, month, 1) == "TSYB-202612"
    assert number_of(MONTH, month, 3) == "TSYB-202612-3"


@given(DAYS, st.sampled_from(ReportKind))
def test_every_day_is_in_one_period_of_each_kind(day: date, kind: ReportKind) -> None:
    period = period_of(kind, day)
    assert period.first <= day <= period.last
    assert is_period(kind, period)
    assert after(kind, period).first == period.last + timedelta(days=1)
    assert before(kind, after(kind, period)) == period


def test_what_is_owed_begins_with_the_first_ticket_and_leaves_out_what_is_there() -> None:
    since, today = date(2026, 11, 1), date(2026, 11, 24)
    found = owed(WEEK, since, today, {date(2026, 11, 3)})
    assert [str(one.period) for one in found] == [
        "2026-10-27 – 2026-11-02", "2026-11-10 – 2026-11-16", "2026-11-17 – 2026-11-23",
    ]  # fmt: skip
    assert [one.late(today) for one in found] == [21, 7, 0]
    assert owed(MONTH, since, today, ()) == ()
    assert [one.due_on for one in owed(MONTH, since, date(2026, 12, 1), ())] == [date(2026, 12, 5)]
    assert owed(WEEK, None, today, ()) == ()


def test_a_period_is_fixed_only_when_it_is_over() -> None:
    week = period_of(WEEK, date(2026, 11, 17))
    assert not may_be_fixed(week, date(2026, 11, 23))
    assert may_be_fixed(week, date(2026, 11, 24))
    assert ReportKind.SPOT_CHECK not in WRITTEN


@pytest.mark.parametrize(
    ("count", "wanted"), [(0, 0), (1, 1), (19, 1), (20, 1), (21, 2), (40, 2), (41, 3), (1000, 50), (1001, 51)]
)
def test_D2_3_at_least_five_of_a_hundred_are_drawn(count: int, wanted: int) -> None:
    assert how_many(count) == wanted
    assert how_many(count) * 100 >= 5 * count


@given(st.integers(0, 400), st.text(min_size=1, max_size=16))
def test_D2_3_the_same_seed_draws_the_same_sample_whatever_the_order(count: int, seed: str) -> None:
    numbers = tuple(f"BS-20261101-{n:03d}" for n in range(count))
    sample = draw(numbers, seed)
    assert sample == draw(numbers, seed)
    assert set(sample) == set(draw(tuple(reversed(numbers)), seed))
    assert len(sample) == how_many(count)
    assert list(sample) == [number for number in numbers if number in set(sample)]


def test_D2_3_every_ticket_has_the_same_chance() -> None:
    numbers = tuple(f"TS-{n}" for n in range(20))
    drawn = Counter(one for seed in range(2000) for one in draw(numbers, str(seed)))
    assert set(drawn) == set(numbers)
    assert all(60 <= drawn[number] <= 145 for number in numbers)


def test_a_number_twice_is_no_population() -> None:
    with pytest.raises(ValueError, match="twice"):
        draw(("TS-1", "TS-1"), "x")
