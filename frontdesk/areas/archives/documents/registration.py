"""人口登记表 for the authority: residents from elsewhere and from abroad, by unit (D1.2, D1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ResidentLine:
    """One resident; `origin` is the nationality of a foreigner, or where somebody is registered at home."""

    unit: str
    name: str
    sex: str
    origin: str
    id_kind: str
    id_number: str
    phone: str
    role: str
    purpose: str
    since: date | None
    number: str
    starts_on: date | None
    ends_on: date | None
    station: str
    visa_ends_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class ResidentList:
    """The list of a day. `reason` is why the numbers stand in full; empty where they are masked."""

    office: str
    estate: str
    title: str
    on: date
    lines: tuple[ResidentLine, ...]
    reason: str
    made_at: datetime
    made_by: str
