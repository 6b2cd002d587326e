"""M8.4: three years, what breaks them, the last day (民法典188, 189, 192, 195, 200–202)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.fees.rules.kinds import ActKind
from frontdesk.areas.fees.rules.limitation import Act, due_before, limitation, years_later

SIGNED, PROMISE, PAID, COURT = ActKind.SIGNED, ActKind.PROMISE, ActKind.PART_PAYMENT, ActKind.COURT
DAYS = st.dates(date(2015, 1, 1), date(2030, 12, 31))
ACTS = st.lists(st.builds(Act, st.sampled_from([SIGNED, PROMISE, PAID, COURT]), DAYS), max_size=6)


@pytest.mark.parametrize(
    ("due", "last"),
    [("2023-11-30", "2026-11-30"), ("2024-02-29", "2027-02-28"), ("2025-02-28", "2028-02-28")],
)
def test_m8_4_three_years_to_the_day_of_the_same_number(due: str, last: str) -> None:
    found = limitation(date.fromisoformat(due), ())
    assert found.ends_on == date.fromisoformat(last)
    assert found.last_act is None
    assert not found.over(found.ends_on)
    assert found.over(found.ends_on + timedelta(days=1))
    assert found.days_left(found.ends_on) == 0


def test_m8_4_an_act_begins_the_three_years_anew_from_its_own_day() -> None:
    due = date(2023, 11, 30)
    first, second = Act(SIGNED, date(2024, 5, 6), "签收"), Act(PAID, date(2025, 1, 2))
    assert limitation(due, [second, first]).last_act == second
    assert limitation(due, [second, first]).ends_on == date(2028, 1, 2)


def test_m8_4_what_comes_after_the_end_helps_only_if_it_is_a_promise() -> None:
    due = date(2020, 1, 31)
    late = date(2024, 3, 1)
    assert limitation(due, [Act(SIGNED, late)]).ends_on == date(2023, 1, 31)
    assert limitation(due, [Act(COURT, late)]).last_act is None
    assert limitation(due, [Act(PROMISE, late)]).ends_on == date(2027, 3, 1)
    assert limitation(due, [Act(PROMISE, late), Act(SIGNED, date(2026, 1, 1))]).ends_on == date(2029, 1, 1)


def test_an_act_of_the_due_day_or_before_breaks_nothing() -> None:
    due = date(2024, 1, 31)
    assert limitation(due, [Act(SIGNED, due), Act(PROMISE, date(2023, 12, 1))]).last_act is None


@given(DAYS, ACTS)
def test_m8_4_order_is_of_no_matter_and_an_act_never_shortens(due: date, acts: list[Act]) -> None:
    found = limitation(due, acts)
    assert limitation(due, acts[::-1]).ends_on == found.ends_on
    assert found.ends_on >= years_later(due)
    if found.last_act is not None:
        assert found.ends_on == years_later(found.last_act.on)


@given(DAYS, DAYS, st.integers(0, 120))
def test_m8_4_what_fell_due_later_is_left_out_rightly(due: date, on: date, within: int) -> None:
    """Whatever is not looked at cannot run out within the days asked for."""
    if due > due_before(on, within):
        assert limitation(due, ()).ends_on > on + timedelta(days=within)
