"""Figures of handovers: how homes stand by building, what came of each day, what the strip says (D1.4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.handover.model.handing import HandoverEvent, HandoverUnit
from frontdesk.areas.handover.queries.course import happened
from frontdesk.areas.handover.queries.defects import defects
from frontdesk.areas.handover.queries.files import HandoverFilter, HandoverShow, handover_rows
from frontdesk.areas.handover.rules.course import TAKEN, HandoverState, Happened, Step, standing


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
    """How homes stood at the end of *last*, by building (T15); and what came of each day of a span (at most three months).

    Defects are those of today (*on*).
    """
    last = min(last, first + timedelta(days=MOST_DAYS - 1))
    rows = handover_rows(session, HandoverFilter(on, show=HandoverShow.ALL, batch_id=batch_id), limit=None)
    courses = _courses(session, batch_id)
    added = _added(session, batch_id)
    buildings: dict[str, list[HandoverState]] = {}
    ended: dict[date, Counter[str]] = defaultdict(Counter)
    for row in rows:
        course = courses.get(row.id, ())
        then = standing(each for each in course if each.on <= last)
        if added[row.id] <= last and then.state is not HandoverState.VOID:
            buildings.setdefault(row.building, []).append(then.state)
        if row.state is not HandoverState.VOID:
            _count_days(course, ended)
    days = []
    for n in range((last - first).days + 1):
        day = first + timedelta(days=n)
        of = ended[day]
        days.append(DayFigures(day, of["done"], of["refused"], of["appointed"]))
    rows = tuple(row for row in rows if row.state is not HandoverState.VOID)
    return HandoverFigures(
        first,
        last,
        tuple(_building(name, own) for name, own in buildings.items()),
        tuple(days),
        sum(row.defects for row in rows),
        sum(row.open_defects for row in rows),
        sum(row.late_defects for row in rows),
    )


def _courses(session: Session, batch_id: int | None) -> dict[int, tuple[Happened, ...]]:
    """File id -> what happened, what was undone left out."""
    query = select(HandoverEvent).join(HandoverUnit, HandoverUnit.id == HandoverEvent.file_id)
    if batch_id is not None:
        query = query.where(HandoverUnit.batch_id == batch_id)
    events: dict[int, list[HandoverEvent]] = defaultdict(list)
    for event in session.scalars(query.order_by(HandoverEvent.id)):
        events[event.file_id].append(event)
    found = {}
    for file_id, own in events.items():
        undone = {event.undoes_id for event in own if event.undoes_id is not None}
        found[file_id] = tuple(
            row for row in happened(own) if row.id not in undone and row.step is not Step.UNDONE
        )
    return found


def _added(session: Session, batch_id: int | None) -> dict[int, date]:
    query = select(HandoverUnit.id, HandoverUnit.added_on)
    if batch_id is not None:
        query = query.where(HandoverUnit.batch_id == batch_id)
    return {row.id: row.added_on for row in session.execute(query)}


def _count_days(course: Iterable[Happened], ended: dict[date, Counter[str]]) -> None:
    """Each day on which a home was handed over, refused, or had its appointment (one that was moved: the last)."""
    slot: date | None = None
    for row in course:
        if row.step in TAKEN:
            ended[row.on]["done"] += 1
        elif row.step in (Step.REFUSED, Step.PUT_OFF):
            ended[row.on]["refused"] += 1
        elif row.step in (Step.APPOINTED, Step.CANCELLED, Step.MISSED):
            slot = row.slot[0] if row.slot is not None else None
            continue
        else:
            continue
        if slot is not None:
            # The visit it was for is over; a later appointment counts on its own day.
            ended[slot]["appointed"] += 1
            slot = None
    if slot is not None:
        ended[slot]["appointed"] += 1


def _building(name: str, rows: list[HandoverState]) -> BuildingFigures:
    def count(*states: HandoverState) -> int:
        return sum(state in states for state in rows)

    return BuildingFigures(
        name, len(rows), count(HandoverState.UNTOLD), count(HandoverState.TOLD), count(HandoverState.APPOINTED),
        count(HandoverState.VISITING), count(HandoverState.DONE),
        count(HandoverState.REFUSED, HandoverState.PUT_OFF),
    )  # fmt: skip
