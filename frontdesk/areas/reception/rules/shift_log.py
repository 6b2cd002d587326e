"""The shift log: what the next person must know, and who has read it (D2.8). Pure."""

from __future__ import annotations

from enum import StrEnum


class NoteKind(StrEnum):
    """What a note is; the value is what stands on screen."""

    HANDOVER = "交接班"
    MEETING = "晨会"


PREFIX: dict[NoteKind, str] = {NoteKind.HANDOVER: "JB", NoteKind.MEETING: "CH"}


class NoteState(StrEnum):
    """How it stands: a note waits until somebody else has signed it."""

    OPEN = "待签收"
    READ = "已签收"
    VOID = "作废"


SHIFTS = ("早班", "中班", "晚班", "夜班")
"""Names of shifts that are offered; others are typed."""
LONGEST_WORDS = 4_000
MOST_LINES = 60


def points(words: str) -> tuple[str, ...]:
    """The note's points, a line each; marks and numbers that were typed before them are left out."""
    found = []
    for line in words.splitlines():
        told = line.strip()
        head, dot, rest = told.partition("、")
        if dot and head.isdigit():
            told = rest.strip()
        told = told.lstrip("·•-—*").strip()
        if told:
            found.append(told)
    return tuple(found)


def state(*, voided: bool, readers: int) -> NoteState:
    """One word for it."""
    if voided:
        return NoteState.VOID
    return NoteState.READ if readers else NoteState.OPEN
