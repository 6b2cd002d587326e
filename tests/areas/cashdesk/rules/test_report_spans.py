"""Spans of a report: which days, the ones beside them, and what they are fairly held against (D5.5)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.cashdesk.rules.report_spans import (
    Days,
    SpanKind,
    before,
    change_permille,
    change_words,
    days_of,
    share_permille,
    span_words,
    stepped,
    year_ago,
)
from frontdesk.base.values.money import Money

DAYS = st.dates(date(1992, 1, 1), date(2190, 12, 31))
WHOLE = [kind for kind in SpanKind if kind is not SpanKind.OWN]


def days(first: str, last: str) -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("kind", "first", "last", "words"),
    [
        (SpanKind.DAY, "2026-11-21", "2026-11-21", "2026-11-21 周六"),
        (SpanKind.MONTH, "2026-11-01", "2026-11-30", "2026-11"),
        (SpanKind.QUARTER, "2026-10-01", "2026-12-31", "2026 年第 4 季度"),
        (SpanKind.YEAR, "2026-01-01", "2026-12-31", "2026 年"),
        (SpanKind.OWN, "2026-11-21", "2026-11-21", "2026-11-21"),
    ],
)
def test_each_kind_and_its_words(kind: SpanKind, first: str, last: str, words: str) -> None:
    found = days_of(kind, date(2026, 11, 21))
    assert found == days(first, last)
    assert span_words(kind, found) == words


@given(DAYS, st.sampled_from(WHOLE), st.integers(-12, 12))
def test_steps_lead_there_and_back_without_a_gap(day: date, kind: SpanKind, by: int) -> None:
    here = days_of(kind, day)
    assert here.first <= day <= here.last
    there = stepped(kind, here, by)
    # Beyond the years that are kept a step leads nowhere.
    if there != here:
        assert stepped(kind, there, -by) == here
    after = stepped(kind, here, 1)
    assert after.first == here.last + timedelta(days=1)
    assert days_of(kind, after.first) == after


@given(DAYS, st.integers(0, 800))
def test_days_of_ones_own_move_by_their_length(day: date, more: int) -> None:
    here = Days(day, min(day + timedelta(days=more), date(2195, 12, 31)))
    after = stepped(SpanKind.OWN, here, 1)
    assert after == here or (after.count == here.count and after.first == here.last + timedelta(days=1))


@pytest.mark.parametrize("kind", list(SpanKind))
def test_no_step_leads_out_of_the_calendar(kind: SpanKind) -> None:
    for start in (date(1990, 1, 1), date(2200, 12, 31)):
        here = days_of(kind, start)
        for by in (-1, 1):
            there = stepped(kind, here, by)
            assert date(1990, 1, 1) <= there.first <= there.last <= date(2200, 12, 31)


@pytest.mark.parametrize(
    ("kind", "here", "today", "earlier", "a_year_ago"),
    [
        # Under way: as many days as have been.
        (SpanKind.MONTH, ("2026-11-01", "2026-11-30"), "2026-11-21", ("2026-10-01", "2026-10-21"), ("2025-11-01", "2025-11-21")),
        (SpanKind.MONTH, ("2026-03-01", "2026-03-31"), "2026-03-30", ("2026-02-01", "2026-02-28"), ("2025-03-01", "2025-03-30")),
        (SpanKind.YEAR, ("2026-01-01", "2026-12-31"), "2026-01-02", ("2025-01-01", "2025-01-02"), ("2025-01-01", "2025-01-02")),
        # Over, or its last day: whole.
        (SpanKind.MONTH, ("2026-11-01", "2026-11-30"), "2026-11-30", ("2026-10-01", "2026-10-31"), ("2025-11-01", "2025-11-30")),
        (SpanKind.MONTH, ("2024-02-01", "2024-02-29"), "2026-11-21", ("2024-01-01", "2024-01-31"), ("2023-02-01", "2023-02-28")),
        (SpanKind.MONTH, ("2025-02-01", "2025-02-28"), "2026-11-21", ("2025-01-01", "2025-01-31"), ("2024-02-01", "2024-02-29")),
        (SpanKind.QUARTER, ("2026-01-01", "2026-03-31"), "2026-11-21", ("2025-10-01", "2025-12-31"), ("2025-01-01", "2025-03-31")),
        (SpanKind.DAY, ("2024-02-29", "2024-02-29"), "2024-02-29", ("2024-02-28", "2024-02-28"), ("2023-02-28", "2023-02-28")),
        (SpanKind.OWN, ("2026-11-05", "2026-11-14"), "2026-11-21", ("2026-10-26", "2026-11-04"), ("2025-11-05", "2025-11-14")),
    ],
)  # fmt: skip
def test_d5_5_what_a_span_is_held_against(
    kind: SpanKind, here: tuple[str, str], today: str, earlier: tuple[str, str], a_year_ago: tuple[str, str]
) -> None:
    now = date.fromisoformat(today)
    assert before(kind, days(*here), now) == days(*earlier)
    assert year_ago(days(*here), now) == days(*a_year_ago)


@given(DAYS, st.sampled_from(WHOLE), DAYS)
def test_what_it_is_held_against_is_earlier_and_no_longer_than_it_can_be(
    day: date, kind: SpanKind, today: date
) -> None:
    here = days_of(kind, day)
    for other in (before(kind, here, today), year_ago(here, today)):
        assert other.first <= other.last < here.first
        if here.first <= today < here.last:
            assert other.count <= (today - here.first).days + 1


@pytest.mark.parametrize(
    ("now", "then", "permille", "words"),
    [
        (12_000, 10_000, 200, "+20.00（+20.0%）"),
        (10_000, 12_000, -167, "−20.00（−16.7%）"),
        (10_000, 10_000, 0, "0.00（0.0%）"),
        (-5_000, 10_000, -1500, "−150.00（−150.0%）"),
        (100, 0, None, "+1.00"),
        (100, -100, None, "+2.00"),
        (10_005, 10_000, 1, "+0.05（+0.1%）"),
        (9_995, 10_000, -1, "−0.05（−0.1%）"),
    ],
)
def test_a_change_in_words_rounds_half_away_from_nothing(
    now: int, then: int, permille: int | None, words: str
) -> None:
    assert change_permille(Money(now), Money(then)) == permille
    assert change_words(Money(now), Money(then)) == words


def test_shares_are_of_what_is_more_than_nothing() -> None:
    assert share_permille(Money(-50), Money(100)) == -500
    assert share_permille(Money(50), Money(0)) is None
    assert share_permille(Money(50), Money(-1)) is None
