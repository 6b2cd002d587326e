"""Who looks for a home: lists, one with its course and the homes that fit (D2.6); phones masked (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.reception.model.lettings import Seeker, SeekerEvent
from frontdesk.areas.reception.queries.lettings import (
    MOST_FITTING,
    NEAR,
    LettingFilter,
    LettingRow,
    LettingShow,
    letting_rows,
)
from frontdesk.areas.reception.queries.viewings import ViewingRow, viewings_of
from frontdesk.areas.reception.rules.lettings import (
    LettingState,
    Point,
    SeekerState,
    SeekerStep,
    SeekKind,
    Wish,
    fit,
    fits,
    seeker_state,
)
from frontdesk.base.values.money import Money


class SeekerShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    LOOKING = "在找"
    FOUND = "已成交"
    GONE = "不找了、作废"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class SeekerRow:
    """Somebody who looks, as lists show it; `phone` is masked, None means no matter."""

    id: int
    number: str
    kind: SeekKind
    name: str
    phone: str
    rooms: int | None
    area_from: Decimal | None
    area_to: Decimal | None
    price_to: Money | None
    words: str
    received_on: date
    received_at: datetime
    by: str
    ended_on: date | None
    state: SeekerState

    def wish(self) -> Wish:
        """What they are compared by."""
        return Wish(self.kind, self.rooms, self.area_from, self.area_to, self.price_to)


@dataclass(frozen=True, slots=True)
class SeekerFilter:
    """What a list shows on a day; None and empty mean all."""

    on: date
    text: str = ""
    show: SeekerShow = SeekerShow.LOOKING
    kind: SeekKind | None = None
    sort: str = "received"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class SeekerFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[SeekerShow, int]


@dataclass(frozen=True, slots=True)
class SeekerCourse:
    """One thing that happened; `undone` was taken back afterwards."""

    id: int
    step: SeekerStep
    on: date
    at: datetime
    words: str
    by: str
    undone: bool


@dataclass(frozen=True, slots=True)
class FittingHome:
    """A home on offer, held against the wishes."""

    row: LettingRow
    points: tuple[Point, ...]
    fits: bool


@dataclass(frozen=True, slots=True)
class SeekerFile:
    """One with its course, the newest first, their viewings, and homes: those that fit before those that do not."""

    row: SeekerRow
    course: tuple[SeekerCourse, ...]
    viewings: tuple[ViewingRow, ...]
    homes: tuple[FittingHome, ...]


def seeker_rows(
    session: Session, wanted: SeekerFilter, offset: int = 0, limit: int | None = 100
) -> tuple[SeekerRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    query = _base(wanted).where(_shown(wanted.show))
    column: Any = {
        "number": Seeker.number,
        "kind": Seeker.kind,
        "name": Seeker.name,
        "rooms": Seeker.rooms,
        "price": Seeker.price_to,
    }.get(wanted.sort, Seeker.received_on)
    tail = Seeker.id.desc() if wanted.descending else Seeker.id
    query = query.order_by(column.desc() if wanted.descending else column, tail)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return tuple(_row(seeker) for seeker in session.scalars(query))


def seeker_figures(session: Session, wanted: SeekerFilter) -> SeekerFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    columns = [func.coalesce(func.sum(case((_shown(show), 1), else_=0)), 0) for show in SeekerShow]
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(SeekerShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(Seeker)) or 0)
    return SeekerFigures(shows[wanted.show], every, shows)


def seeker_file(session: Session, seeker_id: int, on: date) -> SeekerFile | None:
    """One with all that is known, or None."""
    seeker = session.get(Seeker, seeker_id)
    if seeker is None:
        return None
    events = session.scalars(
        select(SeekerEvent).where(SeekerEvent.seeker_id == seeker_id).order_by(SeekerEvent.id.desc())
    ).all()
    undone = {event.undoes_id for event in events}
    course = tuple(
        SeekerCourse(e.id, e.step, e.happened_on, e.at, e.words, e.by, e.id in undone) for e in events
    )
    row = _row(seeker)
    homes = fitting_homes(session, row, on) if row.state is SeekerState.LOOKING else ()
    return SeekerFile(row, course, viewings_of(session, on, seeker_id=seeker_id), homes)


def fitting_homes(session: Session, row: SeekerRow, on: date) -> tuple[FittingHome, ...]:
    """Homes in commission: those that fit, the longest waiting first, then some that nearly do."""
    wanted = LettingFilter(on, show=LettingShow.OPEN, kind=row.kind)
    found = []
    for home in letting_rows(session, wanted, 0, MOST_FITTING):
        if home.state is LettingState.EXPIRED:
            continue
        points = fit(home.offer(), row.wish())
        found.append(FittingHome(home, points, fits(points)))
    good = [one for one in found if one.fits]
    others = sorted(
        (one for one in found if not one.fits), key=lambda one: sum(p.fits is False for p in one.points)
    )
    return (*good, *others[:NEAR])


def looking(session: Session, text: str, on: date, limit: int = 12) -> tuple[SeekerRow, ...]:
    """Who looks and whose name or number has *text* in it, the newest first: for the picker."""
    return seeker_rows(session, SeekerFilter(on, text, descending=True), 0, limit)


def seeker_choice(session: Session, seeker_id: int) -> SeekerRow | None:
    """One, or None."""
    seeker = session.get(Seeker, seeker_id)
    return None if seeker is None else _row(seeker)


def find_seekers(session: Session, text: str, limit: int = 8) -> tuple[SeekerRow, ...]:
    """By their number, or part of it; by their name in full while they look."""
    told = "".join(text.split())
    if len(told) < 2:
        return ()
    number = escaped(told.upper())
    test: ColumnElement[bool] = (Seeker.name == told) & Seeker.outcome.is_(None)
    if told.upper().startswith("KH-") and len(told) > 5:
        test = Seeker.number.like(f"{number}%", escape="\\")
    query = select(Seeker).where(test).order_by(Seeker.id.desc()).limit(limit)
    return tuple(_row(seeker) for seeker in session.scalars(query))


def _base(wanted: SeekerFilter) -> Select[Any]:
    query = select(Seeker)
    if wanted.kind is not None:
        query = query.where(Seeker.kind == wanted.kind)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        columns = (Seeker.number, Seeker.name, Seeker.phone, Seeker.words)
        query = query.where(or_(*(column.like(part, escape="\\") for column in columns)))
    return query


def _shown(show: SeekerShow) -> ColumnElement[bool]:
    tests: dict[SeekerShow, ColumnElement[bool]] = {
        SeekerShow.LOOKING: Seeker.outcome.is_(None),
        SeekerShow.FOUND: Seeker.outcome == SeekerStep.FOUND,
        SeekerShow.GONE: Seeker.outcome.in_((SeekerStep.GAVE_UP, SeekerStep.VOIDED)),
        SeekerShow.ALL: Seeker.id.is_not(None),
    }
    return tests[show]


def _row(seeker: Seeker) -> SeekerRow:
    return SeekerRow(
        id=seeker.id,
        number=seeker.number,
        kind=seeker.kind,
        name=seeker.name,
        phone=mask_phone(seeker.phone),
        rooms=seeker.rooms,
        area_from=seeker.area_from,
        area_to=seeker.area_to,
        price_to=seeker.price_to,
        words=seeker.words,
        received_on=seeker.received_on,
        received_at=seeker.received_at,
        by=seeker.by,
        ended_on=seeker.ended_on,
        state=seeker_state(seeker.outcome),
    )
