"""Emergencies: listed, looked at, and those of a unit; how they stand is worked out from their lines (T21)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.model.emergencies import Emergency, EmergencyEntry, EmergencyUnit
from frontdesk.areas.archives.queries.papers import PaperRow, papers_of
from frontdesk.areas.archives.rules.emergencies import (
    EmergencyKind,
    EmergencyStanding,
    EmergencyState,
    Line,
    stand,
    undone,
)
from frontdesk.base.values.clock import local_time


class EmergencyShow(StrEnum):
    """The chips over the list."""

    OPEN = "处理中"
    LATE = "跟进逾期"
    CLOSED = "已结案"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class EmergencyFilter:
    """What the list shows on a day; `text` is part of number, place, words or a unit's code."""

    on: date
    text: str = ""
    show: EmergencyShow = EmergencyShow.OPEN
    kind: EmergencyKind | None = None
    sort: str = "happened_at"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class EmergencyRow:
    """An emergency in a list; moments are of this machine's wall clock."""

    id: int
    number: str
    kind: EmergencyKind
    place: str
    happened_at: datetime
    known_at: datetime
    reporter: str
    words: str
    units: tuple[str, ...]
    unit_ids: tuple[int, ...]
    standing: EmergencyStanding
    by: str


@dataclass(frozen=True, slots=True)
class EmergencyView:
    """One emergency with its lines in their order; `gone` are ids of those taken back, `papers` its photos and files."""

    row: EmergencyRow
    lines: tuple[Line, ...]
    gone: frozenset[int]
    papers: tuple[PaperRow, ...] = ()


@dataclass(frozen=True, slots=True)
class EmergencyFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[EmergencyShow, int]


def fits(row: EmergencyRow, show: EmergencyShow) -> bool:
    """Whether the row stands under that chip."""
    state = row.standing.state
    if show is EmergencyShow.ALL:
        return True
    if show is EmergencyShow.CLOSED:
        return state is EmergencyState.CLOSED
    if show is EmergencyShow.LATE:
        return state is not EmergencyState.VOID and row.standing.late > 0
    return state is EmergencyState.OPEN


def emergency_rows(
    session: Session, wanted: EmergencyFilter, offset: int = 0, limit: int | None = 100
) -> tuple[EmergencyRow, ...]:
    """A page of the list; an estate has a handful a year, so that all are read and then narrowed."""
    rows = [row for row in _all(session, wanted) if fits(row, wanted.show)]
    keys = {
        "number": lambda r: r.number,
        "kind": lambda r: r.kind.value,
        "place": lambda r: r.place,
        "happened_at": lambda r: r.happened_at,
    }
    rows.sort(key=keys.get(wanted.sort, keys["happened_at"]), reverse=wanted.descending)
    return tuple(rows[offset:] if limit is None else rows[offset : offset + limit])


def emergency_figures(session: Session, wanted: EmergencyFilter) -> EmergencyFigures:
    """The figures over the list; the chips leave the filter's own chip out of account."""
    rows = _all(session, wanted)
    shows = {show: sum(fits(row, show) for row in rows) for show in EmergencyShow}
    every = int(session.scalar(select(func.count()).select_from(Emergency)) or 0)
    return EmergencyFigures(shows[wanted.show], every, shows)


def emergency_view(session: Session, emergency_id: int, on: date) -> EmergencyView | None:
    """One emergency, or None."""
    rows = _rows(session, on, [emergency_id])
    if not rows:
        return None
    lines = _lines(session, [emergency_id])[emergency_id]
    papers = papers_of(session, on, emergency_id=emergency_id)
    return EmergencyView(rows[0], tuple(lines), undone(lines), papers)


def emergencies_of_unit(session: Session, unit_id: int, on: date) -> tuple[EmergencyRow, ...]:
    """Those that touched the unit and are not void: what is under way or to be followed up first, then the newest."""
    ids = session.scalars(select(EmergencyUnit.emergency_id).where(EmergencyUnit.unit_id == unit_id)).all()
    if not ids:
        return ()
    rows = [row for row in _rows(session, on, list(ids)) if row.standing.state is not EmergencyState.VOID]
    rows.sort(key=lambda row: row.happened_at, reverse=True)
    return tuple(sorted(rows, key=lambda row: not is_open(row)))


def is_open(row: EmergencyRow) -> bool:
    """Whether somebody still has something to do about it: it is under way, or a follow-up of it is not done."""
    standing = row.standing
    return standing.state is EmergencyState.OPEN or (
        standing.state is EmergencyState.CLOSED and bool(standing.follow)
    )


def open_emergencies(session: Session, on: date) -> tuple[EmergencyRow, ...]:
    """Those under way or with a follow-up to do, newest first: for the start page."""
    wanted = [row for row in _all(session, EmergencyFilter(on)) if is_open(row)]
    return tuple(sorted(wanted, key=lambda row: row.happened_at, reverse=True))


def _all(session: Session, wanted: EmergencyFilter) -> list[EmergencyRow]:
    text = wanted.text.strip().upper()
    return [
        row
        for row in _rows(session, wanted.on)
        if (wanted.kind is None or row.kind is wanted.kind)
        and (not text or any(text in part.upper() for part in (row.number, row.place, row.words, *row.units)))
    ]


def _rows(session: Session, on: date, ids: list[int] | None = None) -> list[EmergencyRow]:
    query = select(Emergency)
    if ids is not None:
        query = query.where(Emergency.id.in_(ids))
    found = session.scalars(query).all()
    lines = _lines(session, [each.id for each in found])
    units: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for emergency_id, unit_id, code in session.execute(
        select(EmergencyUnit.emergency_id, Unit.id, Unit.code)
        .join(Unit, Unit.id == EmergencyUnit.unit_id)
        .order_by(Unit.sort_key)
    ):
        units[emergency_id].append((unit_id, code))
    return [
        EmergencyRow(
            each.id, each.number, each.kind, each.place, local_time(each.happened_at), local_time(each.known_at),
            each.reporter, each.words, tuple(code for _, code in units[each.id]),
            tuple(unit_id for unit_id, _ in units[each.id]), stand(lines[each.id], on), each.by,
        )
        for each in found
    ]  # fmt: skip


def _lines(session: Session, ids: list[int]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = defaultdict(list)
    rows = session.scalars(
        select(EmergencyEntry).where(EmergencyEntry.emergency_id.in_(ids)).order_by(EmergencyEntry.id)
    )
    for row in rows:
        found[row.emergency_id].append(
            Line(
                row.id,
                row.entry,
                local_time(row.happened_at),
                row.words,
                row.who,
                row.until,
                row.ends_id,
                row.by,
            )
        )
    return found
