"""How a ticket's state is shown: tone and word (L3)."""

from __future__ import annotations

from frontdesk.areas.reception.queries.limits import wall
from frontdesk.areas.reception.queries.outages import OutageRow
from frontdesk.areas.reception.rules.course import State
from frontdesk.base.values.text import tr

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


def outage_words(outage: OutageRow) -> str:
    """`5栋停水 09:00–12:00`, the day where it is another than the first's."""
    since = wall(outage.starts_at)
    when = f"{since:%m-%d %H:%M}"
    if outage.expected_until is not None:
        until = wall(outage.expected_until)
        when += f"–{until:%H:%M}" if until.date() == since.date() else f" – {until:%m-%d %H:%M}"
    else:
        when = tr("{at} 起", at=when)
    return f"{outage.where}{tr(outage.kind.value)} {when}"
