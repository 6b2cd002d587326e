"""本人信息 on paper: what is held of a person, part by part, as it stood when it was asked for (D1.9, art. 45)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from frontdesk.areas.archives.documents.resident_changes import ReprintMark


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One thing that is held: from which day (None where none is known), what it is, what it says."""

    on: date | None
    what: str
    words: str


@dataclass(frozen=True, slots=True)
class HeldPart:
    """One sort of record; without rows it is named as one of which there is nothing."""

    title: str
    rows: tuple[HeldRow, ...]


@dataclass(frozen=True, slots=True)
class PersonalData:
    """The whole answer. `reason` is there where numbers stand in full; `asked_by` is empty where they asked themselves."""

    number: str
    office: str
    estate: str
    person: str
    asked_on: date
    asker: str
    asked_by: str
    checked: str
    reason: str
    parts: tuple[HeldPart, ...]
    made_at: datetime
    made_by: str
    reprint: ReprintMark | None = None
