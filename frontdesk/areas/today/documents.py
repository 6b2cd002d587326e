"""What the figures of keys and permits show on paper and screen: 钥匙与证件统计 of some days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class KindFigures:
    """A kind of permits: what happened in the days, and how its permits stand at the end of the last one.

    `back` were given back or withdrawn; `late` have ended and are not back.
    """

    kind: str
    issued: int = 0
    renewed: int = 0
    lost: int = 0
    back: int = 0
    in_use: int = 0
    late: int = 0


@dataclass(frozen=True, slots=True)
class FigureBar:
    """Permits issued on a day or in a month."""

    label: str
    count: int


@dataclass(frozen=True, slots=True)
class FigurePart:
    """Figures of one sort, as (what, how many)."""

    title: str
    lines: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DeskFigures:
    """The whole: *first* to *last* included; what stands is as of the end of *stood_on*."""

    office: str
    estate: str
    first: date
    last: date
    stood_on: date
    kinds: tuple[KindFigures, ...]
    bars: tuple[FigureBar, ...]
    parts: tuple[FigurePart, ...]
    made_at: datetime
    made_by: str

    @property
    def total(self) -> KindFigures:
        """The sums of all kinds."""
        return KindFigures(
            "",
            *(
                sum(getattr(row, name) for row in self.kinds)
                for name in ("issued", "renewed", "lost", "back", "in_use", "late")
            ),
        )
