"""Lost and found: what waits for its owner, what must go to the police, one with its course; numbers masked (D2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import mask_id, mask_phone
from frontdesk.areas.reception.model.found import FoundEvent, FoundItem
from frontdesk.areas.reception.queries.held_figures import found_days
from frontdesk.areas.reception.rules.found import FoundState, FoundStep, state


class FoundShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    HERE = "待认领"
    DUE = "该移交"
    CLAIMED = "已认领"
    GONE = "已移交、处置"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A thing found, as lists show it; `finder_phone` is masked. `until` is the last day it waits here."""

    id: int
    number: str
    what: str
    place: str
    found_on: date
    finder: str
    finder_phone: str
    shelf: str
    words: str
    received_on: date
    received_at: datetime
    by: str
    until: date
    ended_on: date | None
    state: FoundState


@dataclass(frozen=True, slots=True)
class FoundFilter:
    """What a list shows on a day; empty means all."""

    on: date
    text: str = ""
    show: FoundShow = FoundShow.HERE
    sort: str = "received"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class FoundFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[FoundShow, int]


@dataclass(frozen=True, slots=True)
class FoundCourse:
    """One thing that happened; numbers are masked, `undone` was taken back afterwards."""

    id: int
    step: FoundStep
    on: date
    at: datetime
    who: str
    id_number: str
    phone: str
    words: str
    by: str
    undone: bool


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One with its course, the newest first."""

    row: FoundRow
    course: tuple[FoundCourse, ...]


def found_rows(
    session: Session, wanted: FoundFilter, offset: int = 0, limit: int | None = 100
) -> tuple[FoundRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    days = found_days(session)
    query = _base(wanted).where(_shown(wanted.show, wanted.on, days))
    column: Any = {
        "number": FoundItem.number,
        "what": FoundItem.what,
        "place": FoundItem.place,
        "found": FoundItem.found_on,
        "finder": FoundItem.finder,
        "shelf": FoundItem.shelf,
    }.get(wanted.sort, FoundItem.received_on)
    tail = FoundItem.id.desc() if wanted.descending else FoundItem.id
    query = query.order_by(column.desc() if wanted.descending else column, tail)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return tuple(_row(item, wanted.on, days) for item in session.scalars(query))


def found_figures(session: Session, wanted: FoundFilter) -> FoundFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    days = found_days(session)
    columns = [
        func.coalesce(func.sum(case((_shown(show, wanted.on, days), 1), else_=0)), 0) for show in FoundShow
    ]
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(FoundShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(FoundItem)) or 0)
    return FoundFigures(shows[wanted.show], every, shows)


def found_file(session: Session, item_id: int, on: date) -> FoundFile | None:
    """One with all that is known of it, or None."""
    item = session.get(FoundItem, item_id)
    if item is None:
        return None
    events = session.scalars(
        select(FoundEvent).where(FoundEvent.item_id == item_id).order_by(FoundEvent.id.desc())
    ).all()
    undone = {event.undoes_id for event in events}
    course = tuple(
        FoundCourse(
            e.id, e.step, e.happened_on, e.at, e.who, mask_id(e.id_number), mask_phone(e.phone), e.words, e.by,
            e.id in undone,
        )
        for e in events
    )  # fmt: skip
    return FoundFile(_row(item, on, found_days(session)), course)


def due_found(session: Session, on: date, limit: int = 100) -> tuple[FoundRow, ...]:
    """What nobody claimed within the days set, the oldest first (T21)."""
    return found_rows(session, FoundFilter(on, show=FoundShow.DUE), 0, limit)


def find_found(session: Session, text: str, on: date, most: int) -> tuple[FoundRow, ...]:
    """By the beginning of its number; what is here, by words of what it is as well: for the one search."""
    number = FoundItem.number.like(f"{escaped(text.upper())}%", escape="\\")
    what = FoundItem.outcome.is_(None) & FoundItem.what.like(f"%{escaped(text)}%", escape="\\")
    query = select(FoundItem).where(or_(number, what)).order_by(FoundItem.id.desc()).limit(most)
    days = found_days(session)
    return tuple(_row(item, on, days) for item in session.scalars(query))


# -- how it is asked --


def _base(wanted: FoundFilter) -> Select[Any]:
    query = select(FoundItem)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        query = query.where(
            or_(
                FoundItem.number.like(part.upper(), escape="\\"),
                FoundItem.what.like(part, escape="\\"),
                FoundItem.place.like(part, escape="\\"),
                FoundItem.finder.like(part, escape="\\"),
                FoundItem.shelf.like(part, escape="\\"),
                FoundItem.words.like(part, escape="\\"),
            )
        )
    return query


def _shown(show: FoundShow, on: date, days: int) -> ColumnElement[bool]:
    """The same as `rules.found.state`, in the database's words."""
    here = FoundItem.outcome.is_(None)
    tests: dict[FoundShow, ColumnElement[bool]] = {
        FoundShow.HERE: here,
        FoundShow.DUE: here & (FoundItem.received_on < on - timedelta(days=days)),
        FoundShow.CLAIMED: FoundItem.outcome == FoundStep.CLAIMED,
        FoundShow.GONE: FoundItem.outcome.in_((FoundStep.HANDED, FoundStep.DISPOSED)),
        FoundShow.ALL: FoundItem.id.is_not(None),
    }
    return tests[show]


def _row(item: FoundItem, on: date, days: int) -> FoundRow:
    return FoundRow(
        id=item.id,
        number=item.number,
        what=item.what,
        place=item.place,
        found_on=item.found_on,
        finder=item.finder,
        finder_phone=mask_phone(item.finder_phone),
        shelf=item.shelf,
        words=item.words,
        received_on=item.received_on,
        received_at=item.received_at,
        by=item.by,
        until=item.received_on + timedelta(days=days),
        ended_on=item.ended_on,
        state=state(item.outcome, item.received_on, on, days),
    )
