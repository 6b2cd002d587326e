"""Figures of handovers: how homes stand by building, what came of each day, what the strip says (D1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.handover.model.handing import HandoverUnit
from frontdesk.areas.handover.queries.defects import defects
from frontdesk.areas.handover.queries.files import HandoverFilter, HandoverRow, HandoverShow, handover_rows
from frontdesk.areas.handover.rules.course import HandoverState


@dataclass(frozen=True, slots=True)
class StripFigures:
    """What stands behind the page's word: appointments of today that wait, defects past their promise."""

    today: int
    late: int


def strip_figures(session: Session, on: date) -> StripFigures:
    """Read on the worker after the page's own."""
    today = session.scalar(
        select(func.count())
        .select_from(HandoverUnit)
        .where(
            HandoverUnit.appointed_on == on,
            HandoverUnit.came.is_(False),
            HandoverUnit.state.in_([HandoverState.APPOINTED, HandoverState.VISITING]),
        )
    )
    return StripFigures(int(today or 0), sum(row.late for row in defects(session, on, open_only=True)))


@dataclass(frozen=True, slots=True)
class BuildingFigures:
    """Homes of a building by how they stand; `refused` are those put off too."""

    building: str
    homes: int
    untold: int
    told: int
    appointed: int
    visiting: int
    done: int
    refused: int

    @property
    def waits(self) -> int:
        """Not handed over yet."""
        return self.homes - self.done


@dataclass(frozen=True, slots=True)
class DayFigures:
    """A day: homes handed over, refused or put off, appointments."""

    day: date
    done: int
    refused: int
    appointed: int


@dataclass(frozen=True, slots=True)
class HandoverFigures:
    """Figures of a batch, or of all: by building, by day from `first` to `last` both included."""

    first: date
    last: date
    buildings: tuple[BuildingFigures, ...]
    days: tuple[DayFigures, ...]
    defects: int
    open_defects: int
    late_defects: int

    @property
    def homes(self) -> int:
        return sum(row.homes for row in self.buildings)

    @property
    def done(self) -> int:
        return sum(row.done for row in self.buildings)

    @property
    def refused(self) -> int:
        return sum(row.refused for row in self.buildings)


MOST_DAYS = 93


def handover_figures(
    session: Session, on: date, first: date, last: date, batch_id: int | None = None
) -> HandoverFigures:
    """How homes stand now, by building; and what came of each day of a span (at most three months)."""
    last = min(last, first + timedelta(days=MOST_DAYS - 1))
    rows = handover_rows(session, HandoverFilter(on, show=HandoverShow.ALL, batch_id=batch_id), limit=None)
    rows = tuple(row for row in rows if row.state is not HandoverState.VOID)
    buildings: dict[str, list[HandoverRow]] = {}
    for row in rows:
        buildings.setdefault(row.building, []).append(row)
    days = []
    refused = (HandoverState.REFUSED, HandoverState.PUT_OFF)
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        days.append(
            DayFigures(
                day,
                sum(r.state is HandoverState.DONE and r.ended_on == day for r in rows),
                sum(r.state in refused and r.ended_on == day for r in rows),
                sum(r.slot is not None and r.slot[0] == day for r in rows),
            )
        )
    return HandoverFigures(
        first,
        last,
        tuple(_building(name, own) for name, own in buildings.items()),
        tuple(days),
        sum(row.defects for row in rows),
        sum(row.open_defects for row in rows),
        sum(row.late_defects for row in rows),
    )


def _building(name: str, rows: list[HandoverRow]) -> BuildingFigures:
    def count(*states: HandoverState) -> int:
        return sum(row.state in states for row in rows)

    return BuildingFigures(
        name, len(rows), count(HandoverState.UNTOLD), count(HandoverState.TOLD), count(HandoverState.APPOINTED),
        count(HandoverState.VISITING), count(HandoverState.DONE),
        count(HandoverState.REFUSED, HandoverState.PUT_OFF),
    )  # fmt: skip
