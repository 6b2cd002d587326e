"""The course of a permit: which steps there are, from which state each may be taken, how it stands on a day (D3.4).

The state is never stored: it follows from the events and the day (T21).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

SOON_DAYS = 7
"""From so many days before its end it stands under 一周内到期."""


class Step(StrEnum):
    """What happened; the value is stored."""

    ISSUED = "issued"
    RENEWED = "renewed"
    LOST = "lost"
    FOUND = "found"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    ENDED = "ended"
    COLLECTED = "collected"


class State(StrEnum):
    """How it stands on a day."""

    EARLY = "early"
    WAITING = "waiting"
    VALID = "valid"
    ENDING = "ending"
    OVER = "over"
    EXPIRED = "expired"
    LOST = "lost"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"
    ENDED = "ended"


LIVE = frozenset({State.EARLY, State.WAITING, State.VALID, State.ENDING})
"""States in which it is good, now or soon."""
OPEN = LIVE | {State.OVER, State.EXPIRED, State.LOST}
"""States from which something may still happen to it."""

_FROM: dict[Step, frozenset[State]] = {
    Step.RENEWED: LIVE | {State.OVER, State.EXPIRED},
    Step.LOST: LIVE | {State.OVER},
    Step.FOUND: frozenset({State.LOST}),
    Step.REPLACED: LIVE | {State.LOST},
    Step.WITHDRAWN: LIVE | {State.OVER, State.EXPIRED, State.LOST},
    Step.RETURNED: LIVE | {State.OVER, State.EXPIRED, State.LOST},
    Step.ENDED: LIVE | {State.EXPIRED, State.LOST},
    Step.COLLECTED: frozenset({State.WAITING}),
}
"""Step -> states it may be taken from; ISSUED is the first and never taken again."""

STEP_WORDS: dict[Step, str] = {
    Step.ISSUED: "发证",
    Step.RENEWED: "续期",
    Step.LOST: "挂失",
    Step.FOUND: "找回",
    Step.REPLACED: "补证",
    Step.WITHDRAWN: "收回",
    Step.RETURNED: "交回",
    Step.ENDED: "停用",
    Step.COLLECTED: "取走",
}
STATE_WORDS: dict[State, tuple[str, str]] = {
    State.EARLY: ("info", "未到开始日"),
    State.WAITING: ("info", "待取"),
    State.VALID: ("ok", "有效"),
    State.ENDING: ("warn", "{n} 天后到期"),
    State.OVER: ("bad", "已到期，未交回"),
    State.EXPIRED: ("neutral", "已到期"),
    State.LOST: ("bad", "已挂失"),
    State.REPLACED: ("neutral", "已补办"),
    State.WITHDRAWN: ("neutral", "已收回"),
    State.RETURNED: ("neutral", "已交回"),
    State.ENDED: ("neutral", "已停用"),
}
"""State -> tone and word; of one that is ending the days are put in by `state_words`."""

_LAST: dict[Step, State] = {
    Step.REPLACED: State.REPLACED,
    Step.WITHDRAWN: State.WITHDRAWN,
    Step.RETURNED: State.RETURNED,
    Step.ENDED: State.ENDED,
}
LAST_STEPS = tuple(_LAST)
"""Steps after which nothing follows."""
_DAYS = ("今天", "明天", "两天后", "三天后", "四天后", "五天后", "六天后", "七天后")


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides the state: its term in days, both included, and the steps in their order."""

    starts_on: date
    ends_on: date
    steps: tuple[Step, ...]
    returns: bool = True


def state_of(standing: Standing, on: date) -> State:
    """How it stands on the day."""
    over = next((step for step in standing.steps if step in _LAST), None)
    taken, lost = Step.COLLECTED in standing.steps, False
    for step in standing.steps:
        lost = step is Step.LOST or (lost and step is not Step.FOUND)
    return state_from(
        over, standing.starts_on, standing.ends_on, on, lost=lost, taken=taken, returns=standing.returns
    )


def state_from(
    over: Step | None, starts_on: date, ends_on: date, on: date, *, lost: bool, taken: bool, returns: bool
) -> State:
    """The same from what a list reads: the last step, if there is one, and whether it is lost and was fetched."""
    if over is not None:
        return _LAST[over]
    if lost:
        return State.LOST
    if on > ends_on:
        # What was never fetched need not be given back.
        return State.OVER if returns and taken else State.EXPIRED
    if not taken:
        return State.WAITING
    if on < starts_on:
        return State.EARLY
    return State.ENDING if (ends_on - on).days <= SOON_DAYS else State.VALID


def state_words(state: State, ends_on: date, on: date, *, short: bool = False) -> tuple[str, str]:
    """Tone and word: `三天后到期`, `今天有效` for a permit of a day (*short*)."""
    tone, word = STATE_WORDS[state]
    if state is not State.ENDING:
        return tone, tr(word)
    days = (ends_on - on).days
    if days == 0 and short:
        return "ok", tr("今天有效")
    return tone, tr("{when}到期", when=tr(_DAYS[days]))


def may_take(step: Step, state: State) -> bool:
    """Whether the step may be taken from that state."""
    return state in _FROM.get(step, frozenset())


def check_step(step: Step, state: State, number: str) -> None:
    """Raise `Refused` in words where the step may not be taken."""
    if may_take(step, state):
        return
    said = tr(STATE_WORDS[state][1]) if state is not State.ENDING else tr("有效")
    raise Refused(tr("{number} {state}，不能再{step}", number=number, state=said, step=tr(STEP_WORDS[step])))


def allowed_steps(state: State, *, ended: bool = False) -> tuple[Step, ...]:
    """The steps that may be taken now, in the order of `Step`. What has *ended* is issued anew, not replaced."""
    return tuple(step for step in Step if may_take(step, state) and not (ended and step is Step.REPLACED))


def states_after(steps: Iterable[Step]) -> bool:
    """Whether a history is one that this table knows: begins with ISSUED, and nothing follows a last step."""
    history = tuple(steps)
    if not history or history[0] is not Step.ISSUED:
        return False
    return all(step not in _LAST for step in history[1:-1]) and Step.ISSUED not in history[1:]
