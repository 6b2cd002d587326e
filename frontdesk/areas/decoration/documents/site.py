"""What every paper of a decoration file says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Site:
    """The file as it was on the day. `firm` is `业主自行组织施工` where no firm builds; telephones are masked."""

    office: str
    estate: str
    office_phone: str
    file: str
    unit: str
    applicant: str
    role: str
    phone: str
    firm: str
    licence: str
    grade: str
    head: str
    head_phone: str
    starts_on: date
    ends_on: date

    @property
    def who(self) -> str:
        """`李静`, or `曾姝（租客）`."""
        return self.applicant if self.role == "业主" else f"{self.applicant}（{self.role}）"


@dataclass(frozen=True, slots=True)
class ScopeLine:
    """An item of work: room, kind and words, drawing, and what the articles say of it."""

    no: int
    room: str
    work: str
    drawing: str
    verdict: str
    ground: str


@dataclass(frozen=True, slots=True)
class Hours:
    """When noisy work is allowed: `周一至周五 08:00–12:00，14:00–18:00`, and what of other days (may be empty)."""

    spans: str
    days_off: str
