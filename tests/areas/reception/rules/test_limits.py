"""Time limits (D2.1, D2.2): working hours, nights, weekends, the holidays of 2026 with their shifted working days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.decoration.rules.hours import DayKind, day_facts
from frontdesk.areas.reception.rules.course import LimitStep
from frontdesk.areas.reception.rules.limits import (
    SEEDS,
    Calendar,
    LimitRule,
    WorkHours,
    call_by,
    check_hours,
    check_rule,
    limit_words,
    next_call,
    over,
    over_words,
    promise,
    read_hours,
    rule_words,
    stored_hours,
)
from frontdesk.areas.reception.rules.words import Level, TicketKind
from frontdesk.base.values.errors import InvalidInput

HOURS = WorkHours()
CALENDAR = Calendar(HOURS, lambda day: day_facts(day).kind)


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-{text}")


@pytest.mark.parametrize(
    ("begins", "minutes", "expected"),
    [
        # An ordinary Friday, 8:30–12:00 and 13:30–17:30.
        ("11-20 09:00", 30, "11-20 09:30"),
        ("11-20 11:45", 30, "11-20 13:45"),  # over noon
        ("11-20 11:30", 30, "11-20 12:00"),  # ends with the span, not when the next begins
        ("11-20 12:10", 30, "11-20 14:00"),  # called at noon
        ("11-20 06:00", 60, "11-20 09:30"),  # before the office opens
        ("11-20 17:00", 60, "11-23 09:00"),  # over the weekend
        ("11-20 22:00", 30, "11-23 09:00"),  # at night before it
        ("11-21 10:00", 30, "11-23 09:00"),  # on a Saturday
        ("11-20 08:30", 450, "11-20 17:30"),  # a whole working day
        ("11-20 08:30", 451, "11-23 08:31"),
        ("11-20 08:30", 24 * 60, "11-25 10:00"),  # 24 working hours are three days and 90 minutes
        # New Year: 1 to 3 January are off, Sunday the 4th is worked.
        ("01-01 10:00", 60, "01-04 09:30"),
        # Spring Festival: 15 to 23 February are off, 14 and 28 are worked Saturdays.
        ("02-13 17:00", 60, "02-14 09:00"),
        ("02-14 17:00", 60, "02-24 09:00"),
        ("02-16 12:00", 60, "02-24 09:30"),
        ("02-27 17:00", 60, "02-28 09:00"),
        # National Day: 1 to 7 October are off, Saturday the 10th is worked.
        ("09-30 17:00", 60, "10-08 09:00"),
        ("10-09 17:00", 60, "10-10 09:00"),
        ("10-10 17:00", 60, "10-12 09:00"),
    ],
)
def test_working_minutes_after(begins: str, minutes: int, expected: str) -> None:
    assert CALENDAR.after(at(begins), minutes) == at(expected)


def test_days_off_and_holidays_count_where_the_office_says_so() -> None:
    rests = Calendar(WorkHours(rest_days=True), CALENDAR.kind_of)
    assert rests.after(at("11-20 17:00"), 60) == at("11-21 09:00")
    assert rests.after(at("09-30 17:00"), 60) == at("10-08 09:00")
    both = Calendar(WorkHours(rest_days=True, holidays=True), CALENDAR.kind_of)
    assert both.after(at("09-30 17:00"), 60) == at("10-01 09:00")


def test_the_offices_own_days_go_before_the_calendar() -> None:
    own = {date(2026, 11, 23): (DayKind.REST, "停业盘点"), date(2026, 11, 21): (DayKind.WORK, "补班")}
    calendar = Calendar(HOURS, lambda day: day_facts(day, own).kind)
    assert calendar.after(at("11-20 17:00"), 60) == at("11-21 09:00")
    assert calendar.after(at("11-21 17:00"), 60) == at("11-24 09:00")


def test_a_year_nobody_has_published_counts_monday_to_friday() -> None:
    friday = datetime(2049, 11, 19, 17, 0)
    assert day_facts(friday.date()).kind is DayKind.UNKNOWN
    assert CALENDAR.after(friday, 60) == datetime(2049, 11, 22, 9, 0)


def test_an_office_that_never_works_still_has_a_limit() -> None:
    never = Calendar(HOURS, lambda day: DayKind.REST)
    assert never.after(at("11-20 09:00"), 60) > at("11-20 09:00")
    assert never.day_after(date(2026, 11, 20), 1, working=True) > date(2026, 11, 20)


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 20)),
    st.integers(1, 3_000),
    st.integers(1, 3_000),
)
def test_minutes_add_up_and_end_within_working_time(begins: datetime, first: int, second: int) -> None:
    begins = begins.replace(second=0, microsecond=0)
    half = CALENDAR.after(begins, first)
    assert CALENDAR.after(half, second) == CALENDAR.after(begins, first + second)
    assert CALENDAR.works(half.date())
    assert any(a < half.time() <= b for a, b in HOURS.spans)


def test_a_promise_round_the_clock_and_in_working_time() -> None:
    friday = at("11-20 17:00")
    repair = promise(SEEDS[TicketKind.REPAIR, Level.NORMAL], friday, CALENDAR)
    assert (repair.dispatch_by, repair.arrive_by, repair.finish_by, repair.call_by) == (
        at("11-20 17:30"), at("11-20 21:00"), at("11-21 17:00"), None,
    )  # fmt: skip
    told = promise(LimitRule(60, None, 8, 2, working=True), friday, CALENDAR)
    assert (told.dispatch_by, told.arrive_by, told.finish_by) == (at("11-23 09:00"), None, at("11-23 17:30"))
    assert promise(LimitRule(), friday, CALENDAR).finish_by is None


@pytest.mark.parametrize(
    ("days", "working", "expected"),
    [
        (1, False, "11-21 17:30"),
        (3, False, "11-23 17:30"),
        (1, True, "11-23 17:30"),
        (3, True, "11-25 17:30"),
        (None, True, "11-20 17:30"),
    ],
)
def test_a_call_back_is_due_by_the_end_of_a_day(days: int | None, working: bool, expected: str) -> None:
    rule = LimitRule(call_days=days, working=working)
    assert call_by(rule, at("11-20 10:00"), CALENDAR) == at(expected)


def test_nobody_answered_is_tried_the_next_day() -> None:
    assert next_call(at("11-20 10:00"), CALENDAR) == at("11-21 17:30")


def test_the_morning_a_put_off_ticket_is_counted_from() -> None:
    assert CALENDAR.morning(date(2026, 11, 21), working=False) == at("11-21 08:30")
    assert CALENDAR.morning(date(2026, 11, 21), working=True) == at("11-23 08:30")


def test_over_not_within_the_minute_it_names() -> None:
    limit = at("11-20 08:02")
    assert over(limit, at("11-20 08:02")) is None
    assert over(limit, at("11-20 08:02").replace(second=59)) is None
    assert over(limit, at("11-20 08:03")) == timedelta(minutes=1)
    assert over(None, at("11-20 08:03")) is None


@pytest.mark.parametrize(
    ("step", "limit", "expected"),
    [
        (LimitStep.DISPATCH, "11-21 08:02", "超 2:40"),
        (LimitStep.DISPATCH, "11-21 10:07", "超 0:35"),
        (LimitStep.FINISH, "11-20 09:42", "超 25:00"),
        (LimitStep.FINISH, "11-18 09:00", "超 3 天"),
        (LimitStep.FINISH, "11-21 14:00", "14:00"),
        (LimitStep.FINISH, "11-22 10:00", "11-22 10:00"),
        (LimitStep.CALL, "11-21 17:30", "今天"),
        (LimitStep.CALL, "11-23 17:30", "11-23"),
    ],
)
def test_the_words_of_the_column(step: LimitStep, limit: str, expected: str) -> None:
    """08_tickets.png."""
    assert limit_words(step, at(limit), at("11-21 10:42")) == expected


def test_a_limit_of_another_year_says_its_year() -> None:
    assert limit_words(LimitStep.CALL, datetime(2027, 1, 4, 17, 30), at("12-30 10:00")) == "2027-01-04"
    assert over_words(timedelta(hours=47, minutes=59)) == "超 47:59"


def test_what_may_be_told_to_the_caller() -> None:
    assert rule_words(LimitRule(30, None, 24, 3)) == "30 分钟派单，24 小时完成"
    assert rule_words(LimitRule(90, 240, None)) == "1 小时 30 分钟派单，4 小时到场"
    assert rule_words(LimitRule(None, None, 8, working=True)) == "8 小时完成（工作时间）"
    assert rule_words(LimitRule()) == "没有时限"


@pytest.mark.parametrize(
    ("rule", "field"),
    [
        (LimitRule(dispatch_minutes=0), "dispatch_minutes"),
        (LimitRule(finish_hours=-1), "finish_hours"),
        (LimitRule(call_days=181), "call_days"),
        (LimitRule(arrive_minutes=300, finish_hours=4), "arrive_minutes"),
    ],
)
def test_limits_that_cannot_be_meant_are_refused_in_words(rule: LimitRule, field: str) -> None:
    with pytest.raises(InvalidInput) as error:
        check_rule(rule)
    assert list(error.value.errors) == [field]


def test_every_kind_and_level_begins_with_limits_that_can_be_meant() -> None:
    assert set(SEEDS) == {(kind, level) for kind in TicketKind for level in Level}
    for rule in SEEDS.values():
        check_rule(rule)
    for level, graver in pairwise(Level):
        for kind in (TicketKind.REPAIR, TicketKind.HELP, TicketKind.QUESTION):
            assert (SEEDS[kind, graver].finish_hours or 0) < (SEEDS[kind, level].finish_hours or 0)


def test_hours_are_stored_and_read_back_and_must_make_sense() -> None:
    hours = WorkHours(((time(8), time(12)), (time(14), time(20))), rest_days=True)
    assert read_hours(stored_hours(hours)) == hours
    assert read_hours(None) == HOURS
    for spans in ((), ((time(12), time(8)),), ((time(8), time(12)), (time(11), time(14)))):
        with pytest.raises(InvalidInput):
            check_hours(WorkHours(spans))
