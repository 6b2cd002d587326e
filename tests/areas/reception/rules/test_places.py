"""What a place costs, how a booking stands (D2.6); the course of errands."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.areas.reception.rules.errands import (
    COURSE,
    ErrandAct,
    ErrandState,
    ErrandStepRow,
    standing,
    target,
)
from frontdesk.areas.reception.rules.places import (
    BookingState,
    Paid,
    PlacePrice,
    add_months,
    fee_of,
    paid_state,
    state_of,
)
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money

Y = Money.yuan
START = date(2026, 11, 22)
FULL = PlacePrice(START, Y("100"), Y("600"), Y("2000"))
CASES = (
    # price, first day, last day, fee, how
    (FULL, START, START, "100.00", "1 天 × 100.00"),
    (FULL, START, date(2026, 11, 27), "600.00", "6 天 × 100.00"),
    (FULL, START, date(2026, 11, 30), "800.00", "1 周 × 600.00 + 2 天 × 100.00"),
    # Four weeks and a day would be 2,500: a month is cheaper.
    (FULL, START, date(2026, 12, 20), "2000.00", "1 个月 × 2,000.00"),
    (FULL, START, date(2026, 12, 21), "2000.00", "1 个月 × 2,000.00"),
    (FULL, START, date(2026, 12, 24), "2300.00", "1 个月 × 2,000.00 + 3 天 × 100.00"),
    (FULL, date(2027, 1, 31), date(2027, 2, 27), "2000.00", "1 个月 × 2,000.00"),
    (PlacePrice(START, Y("60")), START, date(2026, 12, 21), "1800.00", "30 天 × 60.00"),
    # Nothing smaller than a month is let: the rest by days of that month, in one rounding.
    (PlacePrice(START, month=Y("1000")), START, date(2026, 12, 1), "333.33", "1,000.00 × 10/30 天"),
    (PlacePrice(START, week=Y("500")), START, date(2026, 12, 1), "714.29", "1 周 × 500.00 + 500.00 × 3/7 天"),
)


@pytest.mark.parametrize(("price", "first", "last", "fee", "how"), CASES)
def test_D2_6_a_span_costs_months_weeks_and_days(
    price: PlacePrice, first: date, last: date, fee: str, how: str
) -> None:
    made = fee_of(price, first, last + timedelta(days=1))
    assert (made.amount, made.how) == (Y(fee), how)


def test_D2_6_no_price_and_no_span_are_said() -> None:
    with pytest.raises(Refused, match="没有定价"):
        fee_of(PlacePrice(START), START, START + timedelta(days=1))
    with pytest.raises(Refused, match="早于开始日"):
        fee_of(FULL, START, START)


@given(start=st.dates(date(2024, 1, 1), date(2028, 12, 31)), days=st.integers(1, 400))
@settings(max_examples=25, deadline=None)
def test_D2_6_a_longer_booking_never_costs_less_and_never_more_than_by_days(start: date, days: int) -> None:
    end = start + timedelta(days=days)
    made = fee_of(FULL, start, end)
    assert ZERO < made.amount <= Y("100") * days
    assert fee_of(FULL, start, end + timedelta(days=1)).amount >= made.amount


def test_a_month_later_keeps_to_the_months_end() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)


def test_D2_6_a_booking_stands_by_the_day_asked_for() -> None:
    end = date(2026, 11, 25)
    stands = [state_of(START, end, None, START + timedelta(days=n)) for n in (-1, 0, 2, 3)]
    assert stands == [BookingState.COMING, BookingState.RUNNING, BookingState.ENDS_TODAY, BookingState.OVER]
    assert state_of(START, end, START, START) is BookingState.CANCELLED
    assert state_of(START, end, date(2026, 11, 24), date(2026, 11, 24)) is BookingState.OVER
    assert paid_state(Y("9"), Y("9"), START, START) is Paid.OWING
    assert paid_state(Y("9"), Y("4"), START, START) is Paid.PART
    assert paid_state(Y("9"), Y("4"), START, end) is Paid.OVERDUE
    assert (paid_state(Y("9"), ZERO, START, end), paid_state(ZERO, ZERO, None, end)) == (Paid.PAID, Paid.FREE)


def test_D2_6_an_errands_course_is_a_table_that_ends() -> None:
    assert set(COURSE) == {None, *ErrandState}
    assert not COURSE[ErrandState.COLLECTED]
    assert not COURSE[ErrandState.WITHDRAWN]
    assert target(ErrandState.RECEIVED, ErrandAct.COLLECT) is None
    first = ErrandStepRow(ErrandAct.RECEIVE, START, START)
    rows = [
        first,
        ErrandStepRow(ErrandAct.HAND, START),
        ErrandStepRow(ErrandAct.PROMISE, START, date(2026, 12, 1)),
        ErrandStepRow(ErrandAct.DONE, date(2026, 11, 30)),
        ErrandStepRow(ErrandAct.COLLECT, date(2026, 12, 1)),
    ]
    told = standing(rows)
    assert (told.state, told.promised_on, told.ended_on) == (
        ErrandState.COLLECTED,
        date(2026, 12, 1),
        date(2026, 12, 1),
    )
    for wrong in ([], [rows[1]], [first, rows[4]], [*rows, first]):
        with pytest.raises(ValueError, match="errand|follow"):
            standing(wrong)
