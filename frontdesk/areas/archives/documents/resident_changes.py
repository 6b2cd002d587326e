"""变更通知单: what each department is told of the residents (D1.2). Phones stand masked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ReprintMark:
    """补打: the how-manieth printing after the first, by whom and when (T12)."""

    count: int
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change; `on` None where the day is not known."""

    unit: str
    kind: str
    name: str
    role: str
    on: date | None
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class DepartmentPart:
    """What one department hears."""

    department: str
    lines: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True)
class ChangeNotice:
    """The whole sheet, a page or more for each department; `first` to `last` are days of entry."""

    number: str
    office: str
    estate: str
    first: date
    last: date
    words: str
    parts: tuple[DepartmentPart, ...]
    made_at: datetime
    made_by: str
    reprint: ReprintMark | None = None
