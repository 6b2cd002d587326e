"""Quiet hours, legal holidays and days off (D4.4)."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.decoration.rules.hours import (
    DayKind,
    Hours,
    day_facts,
    noise_at,
    noise_on,
    parse_spans,
    spans_words,
    weekday,
    working_spans,
)
from frontdesk.areas.decoration.rules.own_days import own_days_text, parse_own_days
from frontdesk.base.values.errors import Refused


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2026, 11, 20), DayKind.WORK, ""),
        (date(2026, 11, 21), DayKind.REST, ""),
        (date(2026, 10, 1), DayKind.HOLIDAY, "国庆节"),
        (date(2026, 10, 10), DayKind.WORK, ""),
        (date(2026, 1, 1), DayKind.HOLIDAY, "元旦"),
        (date(2026, 2, 17), DayKind.HOLIDAY, "春节"),
        (date(2031, 1, 1), DayKind.UNKNOWN, ""),
    ],
)
def test_d4_4_the_legal_calendar_with_its_shifted_days(day: date, kind: DayKind, name: str) -> None:
    facts = day_facts(day)
    assert (facts.kind, facts.name) == (kind, name)


def test_the_office_s_own_days_stand_over_the_calendar() -> None:
    own = {date(2026, 11, 20): (DayKind.HOLIDAY, "停电检修"), date(2031, 1, 1): (DayKind.HOLIDAY, "元旦")}
    assert day_facts(date(2026, 11, 20), own).kind is DayKind.HOLIDAY
    assert day_facts(date(2031, 1, 1), own).name == "元旦"
    assert day_facts(date(2031, 1, 2), own).kind is DayKind.UNKNOWN


def test_a_year_the_calendar_does_not_know_is_said_not_guessed() -> None:
    found = noise_on(day_facts(date(2031, 5, 3)), Hours())
    assert found.allowed is None
    assert found.words == "2031 年的放假安排这里还没有，请在设置里填上"


@pytest.mark.parametrize(
    ("at", "allowed"),
    [("07:59", False), ("08:00", True), ("11:59", True), ("12:00", False), ("13:59", False), ("14:00", True),
     ("17:59", True), ("18:00", False), ("23:30", False), ("00:00", False)],
)  # fmt: skip
def test_no_noise_at_noon_and_at_night(at: str, allowed: bool) -> None:
    moment = datetime.combine(date(2026, 11, 20), time.fromisoformat(at))
    assert noise_at(moment, day_facts(moment.date()), Hours()).allowed is allowed


def test_no_noise_on_days_off_unless_the_office_says_otherwise() -> None:
    saturday = datetime(2026, 11, 21, 9)
    assert noise_at(saturday, day_facts(saturday.date()), Hours()).words == "周六：不得有噪声施工"
    loud = Hours(rest_days_quiet=False)
    assert noise_at(saturday, day_facts(saturday.date()), loud).allowed is True
    assert noise_on(day_facts(date(2026, 10, 1)), Hours()).words == "国庆节：不得有噪声施工"
    assert weekday(date(2026, 11, 22)) == "周日"


def test_spans_as_they_are_typed_and_what_is_left_for_work() -> None:
    spans = parse_spans("12:00-14:00、18：00～8:00")
    assert spans == Hours().quiet
    assert spans_words(Hours(spans)) == "12:00–14:00、18:00–08:00"
    assert working_spans(Hours(spans)) == ((time(8), time(12)), (time(14), time(18)))
    assert working_spans(Hours(())) == ((time(0), time.max),)
    assert parse_spans("") == ()
    for bad in ("12点到14点", "25:00-26:00", "12:00-12:00", "12:00"):
        with pytest.raises(Refused):
            parse_spans(bad)


def test_a_year_that_the_office_has_entered_whole_is_known() -> None:
    """The other days of that year are as the week has them; a few days alone say nothing of it."""
    text = "2031-01-01 放假 元旦\n2031-01-22 至 2031-01-29 放假 春节\n2031-10-01 至 2031-10-03 放假\n2031-10-12 上班"
    own = parse_own_days(text)
    assert day_facts(date(2031, 1, 25), own).kind is DayKind.HOLIDAY
    assert day_facts(date(2031, 3, 3), own).kind is DayKind.WORK
    assert day_facts(date(2031, 3, 8), own).kind is DayKind.REST
    assert day_facts(date(2031, 10, 12), own).kind is DayKind.WORK
    few = {day: what for day, what in own.items() if day.month == 10}
    assert day_facts(date(2031, 3, 3), few).kind is DayKind.UNKNOWN


@given(
    st.dictionaries(
        st.dates(date(2026, 1, 1), date(2027, 12, 31)),
        st.tuples(
            st.sampled_from([DayKind.HOLIDAY, DayKind.REST, DayKind.WORK]), st.sampled_from(["", "春节"])
        ),
        max_size=60,
    )
)
def test_own_days_are_read_back_as_they_are_written(days: dict[date, tuple[DayKind, str]]) -> None:
    assert parse_own_days(own_days_text(days)) == days
