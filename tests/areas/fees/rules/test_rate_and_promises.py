"""M8.2: the rate against 90 %; and what becomes of a promise."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.fees.rules.promises import PromiseState, promise_state
from frontdesk.areas.fees.rules.rate import below_target, percent_words, permille
from frontdesk.base.values.money import Money

Y = Money.yuan


@pytest.mark.parametrize(
    ("paid", "due", "words", "low"),
    [
        ("90.00", "100.00", "90.0%", False),
        ("89.99", "100.00", "89.9%", True),
        ("0", "100.00", "0.0%", True),
        ("100.00", "100.00", "100.0%", False),
        ("99999.99", "100000.00", "99.9%", False),
        ("0", "0", "—", False),
        ("277.62", "1388.10", "20.0%", True),
    ],
)
def test_m8_2_rate_and_mark(paid: str, due: str, words: str, low: bool) -> None:
    assert percent_words(permille(Y(paid), Y(due))) == words
    assert below_target(Y(paid), Y(due)) is low


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_m8_2_what_is_shown_never_says_that_the_target_was_reached_when_it_was_not(
    paid: int, due: int
) -> None:
    shown = permille(Money(paid), Money(due))
    assert shown is not None
    assert (shown < 900) == below_target(Money(paid), Money(due))
    assert (shown >= 1000) == (paid >= due)


@pytest.mark.parametrize(
    ("paid", "on", "replaced", "state"),
    [
        ("100.00", "2026-11-20", False, PromiseState.KEPT),
        ("99.99", "2026-11-20", False, PromiseState.RUNNING),
        ("99.99", "2026-11-21", False, PromiseState.BROKEN),
        ("0", "2026-12-01", True, PromiseState.REPLACED),
        ("100.00", "2026-12-01", True, PromiseState.KEPT),
    ],
)
def test_a_promise_is_broken_from_the_day_after_its_own(
    paid: str, on: str, replaced: bool, state: PromiseState
) -> None:
    due = date(2026, 11, 20)
    assert promise_state(Y("100"), due, Y(paid), date.fromisoformat(on), replaced=replaced) is state
