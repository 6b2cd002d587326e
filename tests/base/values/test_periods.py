"""Months and spans: half-open, whatever the month's length; days and months as people write them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.periods import Month, Span, parse_day

months = st.builds(Month, st.integers(1990, 2200), st.integers(1, 12))
days = st.dates(date(1990, 1, 1), date(2200, 12, 31))


@given(days)
def test_a_day_is_in_its_month_and_no_other(day: date) -> None:
    month = Month.of(day)
    assert month.span.holds(day)
    assert not month.plus(1).span.holds(day)
    assert not month.plus(-1).span.holds(day)


@given(months, st.integers(-240, 240))
def test_plus_goes_there_and_back(month: Month, n: int) -> None:
    assert month.plus(n).plus(-n) == month
    assert month.plus(1).start == month.span.end
    assert (month.plus(n) > month) == (n > 0)


@given(months)
def test_m2_4_days_of_a_month_count_both_ends(month: Month) -> None:
    assert month.days == (month.span.last - month.start).days + 1
    assert Month.parse(str(month)) == month


@pytest.mark.parametrize(
    ("month", "number", "day"),
    [
        (Month(2026, 4), 31, date(2026, 4, 30)),
        (Month(2028, 2), 31, date(2028, 2, 29)),
        (Month(2026, 2), 30, date(2026, 2, 28)),
        (Month(2026, 11), 10, date(2026, 11, 10)),
    ],
)
def test_m2_1_due_day_31_is_the_last(month: Month, number: int, day: date) -> None:
    assert month.day(number) == day


@given(days, days, days, days)
def test_spans_meet_in_the_days_both_hold(a: date, b: date, c: date, d: date) -> None:
    one, other = Span(min(a, b), max(a, b)), Span(min(c, d), max(c, d))
    met = one.meet(other)
    assert met.days == other.meet(one).days
    assert met.days == max(0, (min(one.end, other.end) - max(one.start, other.start)).days)
    for day in (a, b, c, d, a - timedelta(days=1), b + timedelta(days=1)):
        assert met.holds(day) == (one.holds(day) and other.holds(day))


@pytest.mark.parametrize("text", ["2026-11", "2026.11", "2026/11", "202611", "2026年11月", " 2026-11 "])
def test_a_month_as_people_write_it(text: str) -> None:
    assert Month.parse(text) == Month(2026, 11)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "11-2026", "1890-01", "2026-11-01", "abc"]
)
def test_a_month_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        Month.parse(text, field="month")
    assert caught.value.field == "month"


@pytest.mark.parametrize(
    "text", ["2026-01-02", "2026/1/2", "2026.1.2", "20260102", "2026年1月2日", " 2026-1-02 "]
)
def test_a_day_as_people_write_it(text: str) -> None:
    assert parse_day(text) == date(2026, 1, 2)


@pytest.mark.parametrize("text", ["", "2026-02-30", "2026-1", "1-2-2026", "0000-01-01", "昨天"])
def test_a_day_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Refused) as caught:
        parse_day(text, field="on")
    assert caught.value.field == "on"


@pytest.mark.parametrize("text", ["2026-02-30", "2026年13月1日"])
def test_a_day_the_calendar_has_not_is_named(text: str) -> None:
    """L10: its shape is right, so that is not what is to be mended."""
    with pytest.raises(Refused, match=f"没有 {text} 这一天"):
        parse_day(text)
