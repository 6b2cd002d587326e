"""Lost and found: what becomes of a thing that was handed in (D2.4). Pure.

A thing nobody claims within the days set goes to the police, as 《民法典》 article 314 asks of who finds it; the office
throws away only what spoils or is worth nothing, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class FoundStep(StrEnum):
    """What happened to it."""

    POSTED = "posted"
    CLAIMED = "claimed"
    HANDED = "handed"
    DISPOSED = "disposed"
    VOIDED = "voided"
    UNDONE = "undone"


STEP_WORDS: dict[FoundStep, str] = {
    FoundStep.POSTED: "招领",
    FoundStep.CLAIMED: "认领",
    FoundStep.HANDED: "移交公安",
    FoundStep.DISPOSED: "处置",
    FoundStep.VOIDED: "作废",
    FoundStep.UNDONE: "撤销",
}
ENDING = (FoundStep.CLAIMED, FoundStep.HANDED, FoundStep.DISPOSED, FoundStep.VOIDED)


class FoundState(StrEnum):
    """How it stands on a day; the value is what stands on screen."""

    HERE = "待认领"
    DUE = "该移交"
    CLAIMED = "已认领"
    HANDED = "已移交"
    DISPOSED = "已处置"
    VOID = "作废"


DAYS_SETTING = "reception.found_days"
DAYS = 30
"""Days that a thing waits here for its owner, until the office sets another number."""

_ENDED = {
    FoundStep.CLAIMED: FoundState.CLAIMED,
    FoundStep.HANDED: FoundState.HANDED,
    FoundStep.DISPOSED: FoundState.DISPOSED,
    FoundStep.VOIDED: FoundState.VOID,
}


@dataclass(frozen=True, slots=True)
class FoundHappened:
    """One row of its course; `undoes` is the row that an undoing takes back."""

    id: int
    step: FoundStep
    on: date
    undoes: int | None = None


def outcome(course: Iterable[FoundHappened]) -> tuple[FoundStep | None, date | None]:
    """How it ended and on which day, from its rows; (None, None) while it is here."""
    rows = tuple(course)
    undone = {row.undoes for row in rows if row.undoes is not None}
    ended = [row for row in rows if row.step in ENDING and row.id not in undone]
    return (ended[-1].step, ended[-1].on) if ended else (None, None)


def state(ended: FoundStep | None, received_on: date, today: date, days: int) -> FoundState:
    """One word for it on a day."""
    if ended is not None:
        return _ENDED[ended]
    return FoundState.DUE if (today - received_on).days > days else FoundState.HERE
