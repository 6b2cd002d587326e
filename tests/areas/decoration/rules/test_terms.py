"""The office's terms, numbers, what is kept back spread over deposits (M1.2, M4, D4.3)."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.decoration.rules.articles import Ground
from frontdesk.areas.decoration.rules.hours import DayKind, Hours
from frontdesk.areas.decoration.rules.kinds import BreachState, days_words, find_number
from frontdesk.areas.decoration.rules.reporting import breach_state, report_from
from frontdesk.areas.decoration.rules.splitting import split_deductions
from frontdesk.areas.decoration.rules.terms import (
    Terms,
    fee_for,
    read_own_days,
    read_terms,
    stored_own_days,
    stored_terms,
)
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.money import ZERO, Money, total


def test_terms_are_read_as_they_were_stored() -> None:
    assert read_terms(None) == Terms()
    terms = Terms(
        deposit=Money(123_456), by_area=True, recheck_days=30, hours=Hours(((time(11, 30), time(13)),), False)
    )
    assert read_terms(stored_terms(terms)) == terms
    assert read_terms({"deposit": "1000"}).deposit == Money(100_000)
    with pytest.raises(InvalidInput) as caught:
        stored_terms(Terms(refund_days=999, deposit=Money(-1)))
    assert set(caught.value.errors) == {"refund_days", "deposit"}


def test_own_days_are_read_as_they_were_stored() -> None:
    days = {date(2027, 1, 1): (DayKind.HOLIDAY, "元旦"), date(2027, 1, 2): (DayKind.WORK, "")}
    assert read_own_days(stored_own_days(days)) == days
    with pytest.raises(InvalidInput):
        stored_own_days({date(2027, 1, 1): (DayKind.UNKNOWN, "")})


def test_m1_2_a_fee_by_area_is_rounded_once() -> None:
    assert fee_for(Money(335), Decimal("89.61"), by_area=True) == Money(30_019)
    assert fee_for(Money(335), None, by_area=True) == ZERO
    assert fee_for(Money(35_000), Decimal("89.61"), by_area=False) == Money(35_000)


@pytest.mark.parametrize(
    ("typed", "found"),
    [("ZX-2026-0087", "ZX-2026-0087"), ("zx20260087", "ZX-2026-0087"), ("2026-87", "ZX-2026-0087"),
     ("87", "ZX-2026-0087"), ("zx87", "ZX-2026-0087"), ("3-1-1202", None), ("张", None), ("", None)],
)  # fmt: skip
def test_numbers_in_any_habit_of_writing(typed: str, found: str | None) -> None:
    assert find_number(typed, year=2026) == found


def test_days_as_people_say_them() -> None:
    today = date(2026, 11, 21)
    assert [days_words(day, today) for day in (today, date(2026, 11, 22), date(2026, 11, 24), date(2027, 2, 10))] == [
        "今天", "明天", "11-24", "2027-02-10",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ground", "done", "mended", "due"),
    [
        (Ground.A5_3, False, False, date(2026, 11, 21)),
        (Ground.A5_3, False, True, None),
        (Ground.A5_3, True, True, date(2026, 11, 14)),
        (Ground.A12, True, False, None),
        (Ground.AGREEMENT, False, False, None),
    ],
)
def test_article_17_and_its_clock(ground: Ground, done: bool, mended: bool, due: date | None) -> None:
    found = report_from(
        ground, found_on=date(2026, 11, 14), limit_on=date(2026, 11, 20), done=done, mended=mended
    )
    assert found == due


def test_a_limit_s_own_day_is_in_time() -> None:
    limit = date(2026, 11, 20)
    state = [
        breach_state(limit_on=limit, mended=False, void=False, today=day)
        for day in (limit, date(2026, 11, 21))
    ]
    assert state == [BreachState.OPEN, BreachState.OVERDUE]
    assert breach_state(limit_on=limit, mended=True, void=False, today=date.max) is BreachState.MENDED
    assert breach_state(limit_on=limit, mended=True, void=True, today=date.max) is BreachState.VOID


fen = st.integers(0, 500_000).map(Money)


@given(st.lists(fen, max_size=6), st.lists(fen, max_size=6))
def test_what_is_kept_back_loses_no_fen_and_never_exceeds_a_deposit(
    held: list[Money], kept: list[Money]
) -> None:
    lines = list(enumerate(kept))
    if total(kept) > total(held):
        with pytest.raises(ValueError):
            split_deductions(held, lines)
        return
    shares = split_deductions(held, lines)
    assert len(shares) == len(held)
    for deposit, share in zip(held, shares, strict=True):
        assert total(amount for _key, amount in share) <= deposit
        assert all(amount > ZERO for _key, amount in share)
    for key, amount in lines:
        assert total(a for share in shares for k, a in share if k == key) == amount
