"""Visitors: who is inside now, who came on a day, one with what is known; numbers are masked (D2.4, D1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import mask_id, mask_phone
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.reception.model.visitors import Visit, VisitEnd
from frontdesk.areas.reception.queries.parcels import homes
from frontdesk.areas.reception.rules.visits import VisitEndKind, VisitState, state


class VisitShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    INSIDE = "在内"
    OVERNIGHT = "隔天未离"
    TODAY = "今天来访"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as lists show it. `where` is the unit's code, or the place; numbers are masked."""

    id: int
    name: str
    people: int
    phone: str
    id_number: str
    plate: str
    unit_id: int | None
    unit: str
    place: str
    host: str
    why: str
    pass_number: str
    came_on: date
    at: datetime
    words: str
    by: str
    left_at: datetime | None
    pass_back: bool
    end_words: str
    end_by: str
    state: VisitState

    @property
    def where(self) -> str:
        return self.unit or self.place


@dataclass(frozen=True, slots=True)
class VisitFilter:
    """What a list shows on a day; None and empty mean all."""

    on: date
    text: str = ""
    show: VisitShow = VisitShow.INSIDE
    unit_id: int | None = None
    sort: str = "at"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class VisitFigures:
    """Rows in the filter, rows there are at all, rows of each chip, and people inside."""

    count: int
    every: int
    shows: dict[VisitShow, int]
    people: int


def visit_rows(
    session: Session, wanted: VisitFilter, offset: int = 0, limit: int | None = 100
) -> tuple[VisitRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    query = _base(wanted).where(_shown(wanted.show, wanted.on))
    column: Any = {
        "name": Visit.name,
        "where": func.coalesce(Unit.sort_key, Visit.place),
        "why": Visit.why,
        "pass": Visit.pass_number,
        "at": Visit.at,
        "left": VisitEnd.at,
    }.get(wanted.sort, Visit.at)
    query = query.order_by(
        column.desc() if wanted.descending else column,
        Visit.id.desc() if wanted.descending else Visit.id,
    )
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return tuple(_row(wanted.on, *found) for found in session.execute(query))


def visit_figures(session: Session, wanted: VisitFilter) -> VisitFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    columns = [func.coalesce(func.sum(case((_shown(show, wanted.on), 1), else_=0)), 0) for show in VisitShow]
    inside = _shown(VisitShow.INSIDE, wanted.on)
    columns.append(func.coalesce(func.sum(case((inside, Visit.people), else_=0)), 0))
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(VisitShow, counts[:-1], strict=True)}
    every = int(session.scalar(select(func.count()).select_from(Visit)) or 0)
    return VisitFigures(shows[wanted.show], every, shows, int(counts[-1]))


def visit_row(session: Session, visit_id: int, on: date) -> VisitRow | None:
    """One, or None."""
    query = _base(VisitFilter(on, show=VisitShow.ALL)).where(Visit.id == visit_id)
    found = session.execute(query).first()
    return None if found is None else _row(on, *found)


def overnight_visits(session: Session, on: date, limit: int = 100) -> tuple[VisitRow, ...]:
    """Who came on an earlier day and has not been said to leave, the longest inside first (T21)."""
    wanted = VisitFilter(on, show=VisitShow.OVERNIGHT, sort="at", descending=False)
    return visit_rows(session, wanted, 0, limit)


def inside_of(session: Session, unit_id: int, on: date) -> tuple[VisitRow, ...]:
    """Who is inside to see a unit now."""
    return visit_rows(session, VisitFilter(on, unit_id=unit_id), limit=None)


LOOKED_BACK = timedelta(days=7)
"""Who is still inside after so many days is on the start page; the one search looks no further back."""


def find_visits(session: Session, text: str, on: date, most: int) -> tuple[VisitRow, ...]:
    """Who is inside by a part of the name, the whole number of the pass, or the plate: for the one search."""
    part = f"%{escaped(text)}%"
    query = _base(VisitFilter(on)).where(
        Visit.came_on >= on - LOOKED_BACK,
        _shown(VisitShow.INSIDE, on),
        or_(
            Visit.name.like(part, escape="\\"),
            Visit.pass_number == text,
            Visit.plate.like(part.upper(), escape="\\"),
        ),
    )
    found = session.execute(query.order_by(Visit.id.desc()).limit(most))
    return tuple(_row(on, *each) for each in found)


# -- how it is asked --


def _base(wanted: VisitFilter) -> Any:
    query: Any = (
        select(Visit, Unit.code, VisitEnd)
        .outerjoin(Unit, Unit.id == Visit.unit_id)
        .outerjoin(VisitEnd, VisitEnd.visit_id == Visit.id)
    )
    if wanted.unit_id is not None:
        query = query.where(Visit.unit_id == wanted.unit_id)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        tests: list[ColumnElement[bool]] = [
            Visit.name.like(part, escape="\\"),
            Visit.phone.like(part, escape="\\"),
            Visit.plate.like(part.upper(), escape="\\"),
            Visit.place.like(part, escape="\\"),
            Visit.host.like(part, escape="\\"),
            Visit.why.like(part, escape="\\"),
            Visit.pass_number == text,
            Unit.code.like(part, escape="\\"),
            Visit.unit_id.in_(homes(text, part)),
        ]
        code = read_unit_code(text)
        if code is not None:
            tests.append(Unit.key.like(f"%{escaped(code.key)}%", escape="\\"))
        query = query.where(or_(*tests))
    return query


def _shown(show: VisitShow, on: date) -> ColumnElement[bool]:
    inside = VisitEnd.id.is_(None)
    tests: dict[VisitShow, ColumnElement[bool]] = {
        VisitShow.INSIDE: inside,
        VisitShow.OVERNIGHT: inside & (Visit.came_on < on),
        VisitShow.TODAY: Visit.came_on == on,
        VisitShow.ALL: Visit.id.is_not(None),
    }
    return tests[show]


def _row(on: date, visit: Visit, code: str | None, end: VisitEnd | None) -> VisitRow:
    return VisitRow(
        id=visit.id,
        name=visit.name,
        people=visit.people,
        phone=mask_phone(visit.phone),
        id_number=mask_id(visit.id_number),
        plate=visit.plate,
        unit_id=visit.unit_id,
        unit=code or "",
        place=visit.place,
        host=visit.host,
        why=visit.why,
        pass_number=visit.pass_number,
        came_on=visit.came_on,
        at=visit.at,
        words=visit.words,
        by=visit.by,
        left_at=end.at if end is not None and end.kind is VisitEndKind.LEFT else None,
        pass_back=end.pass_back if end is not None else False,
        end_words=end.words if end is not None else "",
        end_by=end.by if end is not None else "",
        state=state(end.kind if end is not None else None, visit.came_on, on),
    )
