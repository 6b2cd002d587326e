"""突发事件报告 on paper: what happened, who was told when, what was done (D1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class EmergencyLine:
    """A line of the course; `who` was told or does it, `until` is a follow-up's day."""

    at: datetime
    entry: str
    who: str
    words: str
    until: date | None
    by: str


@dataclass(frozen=True, slots=True)
class EmergencyFile:
    """A photo or file that is kept with it; `sort` is the file's (`JPG`)."""

    name: str
    kind: str
    sort: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class EmergencyReport:
    """The whole report, its lines in the order of time; `files` are what is kept with it."""

    office: str
    estate: str
    number: str
    kind: str
    state: str
    place: str
    happened_at: datetime
    known_at: datetime
    reporter: str
    words: str
    units: tuple[str, ...]
    lines: tuple[EmergencyLine, ...]
    made_at: datetime
    made_by: str
    files: tuple[EmergencyFile, ...] = ()
