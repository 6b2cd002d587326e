"""What is held for somebody: lists by what waits, what is late, what went; one with its course (D2.4, D0.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.reception.model.parcels import Parcel, ParcelEvent
from frontdesk.areas.reception.queries.held_figures import parcel_days
from frontdesk.areas.reception.rules.parcels import NotifyWay, ParcelKind, ParcelState, ParcelStep, state


class ParcelShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    HERE = "待领"
    UNTOLD = "待通知"
    OVERDUE = "逾期"
    TODAY = "今天收到"
    GONE = "已领和退回"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """Something held, as lists show it. `phone` is masked; `left` of `pieces` are here."""

    id: int
    number: str
    kind: ParcelKind
    carrier: str
    tracking: str
    pieces: int
    left: int
    shelf: str
    unit_id: int | None
    unit: str
    taker: str
    phone: str
    words: str
    received_on: date
    received_at: datetime
    by: str
    notified_on: date | None
    ended_on: date | None
    state: ParcelState
    waited: int
    """Days from coming in to the day asked for, or to its end."""


@dataclass(frozen=True, slots=True)
class ParcelFilter:
    """What a list shows on a day; None and empty mean all."""

    on: date
    text: str = ""
    show: ParcelShow = ParcelShow.HERE
    kind: ParcelKind | None = None
    unit_id: int | None = None
    sort: str = "received"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ParcelFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[ParcelShow, int]


@dataclass(frozen=True, slots=True)
class CourseRow:
    """One thing that happened; `undone` was taken back afterwards."""

    id: int
    step: ParcelStep
    on: date
    at: datetime
    pieces: int
    who: str
    way: NotifyWay | None
    words: str
    by: str
    undone: bool


@dataclass(frozen=True, slots=True)
class ParcelFile:
    """One with its course, the newest first, and what else waits for the same unit."""

    row: ParcelRow
    course: tuple[CourseRow, ...]
    others: tuple[ParcelRow, ...]


def parcel_rows(
    session: Session, wanted: ParcelFilter, offset: int = 0, limit: int | None = 100
) -> tuple[ParcelRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    days = parcel_days(session)
    query = _base(wanted).where(_shown(wanted.show, wanted.on, days))
    column: Any = {
        "number": Parcel.number,
        "unit": func.coalesce(Unit.sort_key, Parcel.taker),
        "kind": Parcel.kind,
        "carrier": Parcel.carrier,
        "shelf": Parcel.shelf,
        "taker": Parcel.taker,
        "received": Parcel.received_on,
    }.get(wanted.sort, Parcel.received_on)
    tail = Parcel.id.desc() if wanted.descending else Parcel.id
    query = query.order_by(column.desc() if wanted.descending else column, tail)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _rows(session, query, wanted.on, days)


def parcel_figures(session: Session, wanted: ParcelFilter) -> ParcelFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    days = parcel_days(session)
    columns = [
        func.coalesce(func.sum(case((_shown(show, wanted.on, days), 1), else_=0)), 0) for show in ParcelShow
    ]
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(ParcelShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(Parcel)) or 0)
    return ParcelFigures(shows[wanted.show], every, shows)


def parcel_row(session: Session, parcel_id: int, on: date) -> ParcelRow | None:
    """One, or None."""
    query = _base(ParcelFilter(on, show=ParcelShow.ALL)).where(Parcel.id == parcel_id)
    rows = _rows(session, query, on, parcel_days(session))
    return rows[0] if rows else None


def parcel_file(session: Session, parcel_id: int, on: date) -> ParcelFile | None:
    """One with all that is known of it."""
    row = parcel_row(session, parcel_id, on)
    if row is None:
        return None
    events = session.scalars(
        select(ParcelEvent).where(ParcelEvent.parcel_id == parcel_id).order_by(ParcelEvent.id.desc())
    ).all()
    undone = {event.undoes_id for event in events}
    course = tuple(
        CourseRow(e.id, e.step, e.happened_on, e.at, e.pieces, e.who, e.way, e.words, e.by, e.id in undone)
        for e in events
    )
    others: tuple[ParcelRow, ...] = ()
    if row.unit_id is not None:
        others = tuple(each for each in waiting_for(session, row.unit_id, on) if each.id != parcel_id)
    return ParcelFile(row, course, others)


def waiting_for(session: Session, unit_id: int, on: date) -> tuple[ParcelRow, ...]:
    """What waits for a unit, the oldest first: for its card, and for who collects all of it at once."""
    return parcel_rows(session, ParcelFilter(on, unit_id=unit_id), limit=None)


def overdue_parcels(session: Session, on: date, limit: int = 100) -> tuple[ParcelRow, ...]:
    """What waits longer than the days set, the oldest first (T21)."""
    return parcel_rows(session, ParcelFilter(on, show=ParcelShow.OVERDUE), 0, limit)


def find_parcels(session: Session, text: str, on: date, limit: int = 8) -> tuple[ParcelRow, ...]:
    """What is here of which *text* is a number or part of a waybill; for the one search."""
    told = text.strip().upper()
    if len(told) < 4:
        return ()
    exact = _base(ParcelFilter(on, show=ParcelShow.ALL)).where(Parcel.number == told)
    part = f"%{escaped(told)}%"
    query = _base(ParcelFilter(on, show=ParcelShow.ALL)).where(
        Parcel.outcome.is_(None),
        or_(func.upper(Parcel.tracking).like(part, escape="\\"), Parcel.number.like(part, escape="\\")),
    )
    days = parcel_days(session)
    found = _rows(session, exact, on, days)
    return found or _rows(session, query.order_by(Parcel.received_on, Parcel.id).limit(limit), on, days)


def carriers(session: Session) -> tuple[str, ...]:
    """Carriers that have brought something, those that bring most first."""
    found = session.scalars(
        select(Parcel.carrier)
        .where(Parcel.carrier != "")
        .group_by(Parcel.carrier)
        .order_by(func.count().desc(), Parcel.carrier)
        .limit(20)
    )
    return tuple(found)


# -- how it is asked --


def _base(wanted: ParcelFilter) -> Any:
    query: Any = select(Parcel, Unit.code, Person.phone).outerjoin(Unit, Unit.id == Parcel.unit_id)
    query = query.outerjoin(Person, Person.id == Parcel.person_id)
    if wanted.kind is not None:
        query = query.where(Parcel.kind == wanted.kind)
    if wanted.unit_id is not None:
        query = query.where(Parcel.unit_id == wanted.unit_id)
    text = wanted.text.strip()
    if text:
        query = query.where(_fits(text))
    return query


def _shown(show: ParcelShow, on: date, days: int) -> ColumnElement[bool]:
    """The same as `rules.parcels.state`, in the database's words."""
    here = Parcel.outcome.is_(None)
    tests: dict[ParcelShow, ColumnElement[bool]] = {
        ParcelShow.HERE: here,
        ParcelShow.UNTOLD: here & Parcel.notified_on.is_(None),
        ParcelShow.OVERDUE: here & (Parcel.received_on < on - timedelta(days=days)),
        ParcelShow.TODAY: Parcel.received_on == on,
        ParcelShow.GONE: Parcel.outcome.is_not(None),
        ParcelShow.ALL: Parcel.id.is_not(None),
    }
    return tests[show]


def _fits(text: str) -> ColumnElement[bool]:
    part = f"%{escaped(text)}%"
    tests: list[ColumnElement[bool]] = [
        Parcel.number.like(part.upper(), escape="\\"),
        func.upper(Parcel.tracking).like(part.upper(), escape="\\"),
        Parcel.taker.like(part, escape="\\"),
        Parcel.phone.like(part, escape="\\"),
        Parcel.shelf.like(part, escape="\\"),
        Parcel.words.like(part, escape="\\"),
        Parcel.carrier.like(part, escape="\\"),
        Unit.code.like(part, escape="\\"),
        Parcel.unit_id.in_(homes(text, part)),
    ]
    code = read_unit_code(text)
    if code is not None:
        tests.append(Unit.key.like(f"%{escaped(code.key)}%", escape="\\"))
    return or_(*tests)


def homes(text: str, part: str) -> Select[int]:
    """Units of the people whose name, pinyin or its initials *text* is part of."""
    tests: list[ColumnElement[bool]] = [Person.name.like(part, escape="\\")]
    letters = text.replace(" ", "").lower()
    if letters.isascii() and letters.isalpha():
        tests += [Person.initials.like(f"{letters}%"), Person.pinyin.like(f"{letters}%")]
    return select(UnitRole.unit_id).join(Person, Person.id == UnitRole.person_id).where(or_(*tests))


def _rows(session: Session, query: Select[Any], on: date, days: int) -> tuple[ParcelRow, ...]:
    return tuple(
        ParcelRow(
            id=p.id,
            number=p.number,
            kind=p.kind,
            carrier=p.carrier,
            tracking=p.tracking,
            pieces=p.pieces,
            left=p.left_pieces,
            shelf=p.shelf,
            unit_id=p.unit_id,
            unit=code or "",
            taker=p.taker,
            phone=mask_phone(p.phone or phone or ""),
            words=p.words,
            received_on=p.received_on,
            received_at=p.received_at,
            by=p.by,
            notified_on=p.notified_on,
            ended_on=p.ended_on,
            state=state(p.outcome, p.notified_on, p.received_on, on, days),
            waited=((p.ended_on or on) - p.received_on).days,
        )
        for p, code, phone in session.execute(query)
    )
