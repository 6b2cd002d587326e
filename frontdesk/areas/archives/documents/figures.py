"""档案统计 on paper: units by building and state, residents by kind, on one day (D1.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class FiguresLine:
    """A building: `states` as many as the sheet's `states`; `area` in square metres."""

    building: str
    units: int
    states: tuple[int, ...]
    handed_over: int
    area: Decimal


@dataclass(frozen=True, slots=True)
class FigureCount:
    """How many of what."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class FiguresSheet:
    """The whole sheet; `kind` is what units were counted, empty for all."""

    office: str
    estate: str
    on: date
    kind: str
    states: tuple[str, ...]
    lines: tuple[FiguresLine, ...]
    residents: tuple[FigureCount, ...]
    made_at: datetime
    made_by: str

    @property
    def whole(self) -> FiguresLine:
        """All buildings together."""
        return FiguresLine(
            "",
            sum(line.units for line in self.lines),
            tuple(sum(line.states[n] for line in self.lines) for n in range(len(self.states))),
            sum(line.handed_over for line in self.lines),
            sum((line.area for line in self.lines), Decimal(0)),
        )
