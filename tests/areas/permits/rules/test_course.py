"""The course of a permit as a table: any sequence of steps leads to a state it knows (D3.4, T21)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.permits.rules.course import (
    LAST_STEPS,
    LIVE,
    OPEN,
    STATE_WORDS,
    STEP_WORDS,
    Standing,
    State,
    Step,
    allowed_steps,
    check_step,
    may_take,
    state_of,
    state_words,
    states_after,
)
from frontdesk.base.values.errors import Refused

FIRST, LAST = date(2026, 6, 1), date(2026, 11, 24)
TAKEN = (Step.ISSUED, Step.COLLECTED)


def stands(*steps: Step, on: date = date(2026, 10, 1), returns: bool = True) -> State:
    return state_of(Standing(FIRST, LAST, steps, returns), on)


def test_d3_4_how_it_stands_follows_from_its_steps_and_the_day() -> None:
    assert stands(Step.ISSUED) is State.WAITING
    assert stands(*TAKEN) is State.VALID
    assert stands(*TAKEN, on=FIRST - timedelta(days=1)) is State.EARLY
    assert stands(*TAKEN, on=LAST - timedelta(days=7)) is State.ENDING
    assert stands(*TAKEN, on=LAST - timedelta(days=8)) is State.VALID
    assert stands(*TAKEN, on=LAST) is State.ENDING
    assert stands(*TAKEN, Step.LOST) is State.LOST
    assert stands(*TAKEN, Step.LOST, Step.FOUND) is State.VALID
    assert stands(*TAKEN, Step.LOST, Step.FOUND, Step.LOST) is State.LOST
    assert stands(*TAKEN, Step.LOST, Step.REPLACED) is State.REPLACED


def test_t21_overdue_is_worked_out_when_it_is_shown() -> None:
    after = LAST + timedelta(days=1)
    assert stands(*TAKEN, on=after) is State.OVER
    assert stands(*TAKEN, Step.RETURNED, on=after) is State.RETURNED
    assert stands(*TAKEN, on=after, returns=False) is State.EXPIRED
    # What was never fetched need not come back.
    assert stands(Step.ISSUED, on=after) is State.EXPIRED


@pytest.mark.parametrize(
    ("left", "tone", "words"),
    [(0, "warn", "今天到期"), (1, "warn", "明天到期"), (3, "warn", "三天后到期"), (7, "warn", "七天后到期")],
)
def test_the_last_week_is_said_in_days(left: int, tone: str, words: str) -> None:
    on = LAST - timedelta(days=left)
    assert state_words(stands(*TAKEN, on=on), LAST, on) == (tone, words)


def test_a_permit_of_a_day_is_good_today() -> None:
    assert state_words(State.ENDING, LAST, LAST, short=True) == ("ok", "今天有效")


def test_every_step_and_every_state_has_its_word() -> None:
    assert set(STEP_WORDS) == set(Step)
    assert set(STATE_WORDS) == set(State)
    assert all(word for _, word in STATE_WORDS.values())


def test_what_may_not_be_done_is_said_in_words() -> None:
    with pytest.raises(Refused, match="JZ-00000001 已收回，不能再续期"):
        check_step(Step.RENEWED, State.WITHDRAWN, "JZ-00000001")
    with pytest.raises(Refused, match="有效，不能再取走"):
        check_step(Step.COLLECTED, State.ENDING, "JZ-00000001")


def test_a_first_step_is_taken_once_and_a_last_one_ends_everything() -> None:
    assert not any(may_take(Step.ISSUED, state) for state in State)
    for state in State:
        assert bool(allowed_steps(state)) == (state in OPEN)
    assert LIVE < OPEN
    assert states_after((*TAKEN, Step.WITHDRAWN))
    assert not states_after(())
    assert not states_after((Step.COLLECTED,))
    assert not states_after((*TAKEN, Step.WITHDRAWN, Step.RENEWED))
    assert not states_after((Step.ISSUED, Step.ISSUED))


@given(
    picks=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 40)), max_size=30),
    returns=st.booleans(),
    waits=st.booleans(),
)
def test_any_walk_through_the_table_stays_in_states_it_knows(
    picks: list[tuple[int, int]], returns: bool, waits: bool
) -> None:
    """D3.4: from each state only what the table allows; days pass in between; a renewal lengthens the term."""
    steps: tuple[Step, ...] = (Step.ISSUED,) if waits else TAKEN
    on, ends_on = FIRST, LAST
    for pick, days in picks:
        on += timedelta(days=days)
        state = state_of(Standing(FIRST, ends_on, steps, returns), on)
        assert state in STATE_WORDS
        tone, words = state_words(state, ends_on, on)
        assert tone in {"ok", "warn", "bad", "info", "neutral"}
        assert words
        assert "{" not in words
        may = allowed_steps(state)
        if not may:
            assert steps[-1] in LAST_STEPS
            assert all(step not in LAST_STEPS for step in steps[:-1])
            break
        step = may[pick % len(may)]
        check_step(step, state, "JZ-00000001")
        steps += (step,)
        if step is Step.RENEWED:
            ends_on = on + timedelta(days=90)
        assert states_after(steps)
