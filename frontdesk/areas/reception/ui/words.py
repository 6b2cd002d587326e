"""How a ticket's state is shown: tone and word (L3)."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.limits import day_words
from frontdesk.areas.reception.rules.words import OutageKind
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.rows import Status

TONES = {
    State.RECEIVED: "neutral",
    State.WAITING: "warn",
    State.DISPATCHED: "info",
    State.WORKING: "info",
    State.CALLING: "warn",
    State.FINISHED: "ok",
    State.PUT_OFF: "neutral",
    State.TIED: "neutral",
    State.CLOSED: "ok",
    State.VOID: "neutral",
}


def tone_of(state: State, *, late: bool = False) -> str:
    """The dot of a state; red where its limit is over."""
    return "bad" if late else TONES[state]


def state_words(
    state: State, today: date, until: date | None = None, outage: OutageKind | None = None
) -> str:
    """`待派单`, `延后至 12-02`, `并入停水`."""
    if state is State.PUT_OFF and until is not None:
        return tr("延后至 {day}", day=day_words(until, today))
    if state is State.TIED and outage is not None:
        return tr("并入{outage}", outage=tr(outage.value))
    return tr(state.value)


def state_status(
    state: State, today: date, until: date | None = None, outage: OutageKind | None = None
) -> Status:
    """The same with its dot, for a list."""
    return Status(TONES[state], state_words(state, today, until, outage), hollow=state is State.VOID)
