"""How decoration's rows are shown: tones of lines and states, verdicts, counts in the strip of pages."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from frontdesk.areas.decoration.queries.lists import StripCounts
from frontdesk.areas.decoration.queries.rows import BreachRow
from frontdesk.areas.decoration.rules.articles import Level
from frontdesk.areas.decoration.rules.board import Line, Tone
from frontdesk.areas.decoration.rules.course import State
from frontdesk.areas.decoration.rules.kinds import BreachState
from frontdesk.base.values.text import tr
from frontdesk.base.widgets import marks
from frontdesk.base.widgets.page import SubTabs
from frontdesk.base.widgets.rows import Status

_TONES: dict[Tone, marks.Tone] = {Tone.OK: "ok", Tone.INFO: "info", Tone.WARN: "warn", Tone.DANGER: "bad"}
_LEVELS: dict[Level, marks.Tone] = {
    Level.ALLOWED: "ok",
    Level.CONDITIONAL: "warn",
    Level.PROHIBITED: "bad",
}
_STATES: dict[State, marks.Tone] = {
    State.RETURNED: "warn",
    State.REFUSED: "bad",
    State.STOPPED: "bad",
    State.WITHDRAWN: "neutral",
    State.LAPSED: "neutral",
    State.ARCHIVED: "neutral",
}
_BREACHES: dict[BreachState, marks.Tone] = {
    BreachState.OPEN: "warn",
    BreachState.OVERDUE: "bad",
    BreachState.MENDED: "ok",
    BreachState.VOID: "neutral",
}


def tone_of(tone: Tone) -> marks.Tone:
    """A rule's tone as the widgets name it."""
    return _TONES[tone]


def line_status(line: Line) -> Status:
    """What comes next, as a list shows it."""
    return Status(tone_of(line.tone), line.words)


def level_tone(level: Level) -> marks.Tone:
    return _LEVELS[level]


def state_tone(state: State) -> marks.Tone:
    return _STATES.get(state, "info")


def state_status(state: State) -> Status:
    """A state, as a list shows it."""
    return Status(state_tone(state), tr(state.value))


def breach_status(breach: BreachRow) -> Status:
    """How far a breach is; when it was mended."""
    word = tr(breach.state.value)
    if breach.mended_on is not None:
        word = tr("已整改 {day}", day=f"{breach.mended_on:%m-%d}")
    return Status(_BREACHES[breach.state], word)


def show_counts(page: QWidget, counts: StripCounts) -> None:
    """The figures beside the words of the strip; nothing where the page stands alone."""
    strip = page.findChild(SubTabs, "decoration_pages")
    if strip is None:
        return
    there = strip.keys()
    for key, count in (
        ("decoration", counts.under_way),
        ("decoration_visits", counts.visits),
        ("decoration_breaches", counts.breaches),
        ("decoration_refunds", counts.refunds),
    ):
        if key in there:
            strip.set_count(key, count or None)
