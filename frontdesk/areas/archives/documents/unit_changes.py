"""房屋合并（拆分）登记单: what became what on which day, who owns it, and what was left to do (D1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from frontdesk.areas.archives.documents.resident_changes import ReprintMark


@dataclass(frozen=True, slots=True)
class SlipUnit:
    """One of its units; areas in square metres."""

    code: str
    built_area: Decimal
    inner_area: Decimal | None
    owners: str
    made: bool


@dataclass(frozen=True, slots=True)
class SlipThing:
    """Somebody or something of the old units and where it goes on; "" where it does not."""

    words: str
    to: str


@dataclass(frozen=True, slots=True)
class UnitChangeSlip:
    """The whole paper. `starts_on` is the first day of the new units; `lifted` what was open, a line each."""

    number: str
    office: str
    estate: str
    kind: str
    starts_on: date
    reason: str
    units: tuple[SlipUnit, ...]
    things: tuple[SlipThing, ...]
    lifted: tuple[str, ...]
    lifted_why: str
    made_at: datetime
    made_by: str
    reprint: ReprintMark | None = None
