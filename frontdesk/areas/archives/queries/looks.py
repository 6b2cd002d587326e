"""Who saw whose numbers in full: listed, narrowed and counted (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model.looks import NumberLook
from frontdesk.areas.archives.queries.joined import same_people
from frontdesk.areas.archives.rules.looks import How, Matter


class LookShow(StrEnum):
    """The chips over the list; the spans end with the day."""

    MONTH = "近 30 天"
    WEEK = "近 7 天"
    OUT = "导出和打印"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class LookFilter:
    """What the list shows on a day; `text` is part of whose, who or why; `person_id` whose alone."""

    on: date
    text: str = ""
    show: LookShow = LookShow.MONTH
    matter: Matter | None = None
    by_id: int | None = None
    person_id: int | None = None
    sort: str = "at"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look; `approver` is the supervisor who gave leave, "" where none was needed."""

    id: int
    at: datetime
    by: str
    how: How
    matter: Matter
    name: str
    people: int
    reason: str
    approver: str
    person_id: int | None
    record_id: int | None


@dataclass(frozen=True, slots=True)
class LookFigures:
    """Rows in the filter, rows there are at all, rows of each chip, and who has looked: (id, name)."""

    count: int
    every: int
    shows: dict[LookShow, int]
    lookers: tuple[tuple[int, str], ...]


_SORTS: dict[str, Any] = {
    "at": NumberLook.at,
    "by": NumberLook.by,
    "matter": NumberLook.matter,
    "name": NumberLook.name,
}


def look_rows(
    session: Session, wanted: LookFilter, offset: int = 0, limit: int | None = 100
) -> tuple[LookRow, ...]:
    """A page of the list, newest first unless asked otherwise."""
    key = _SORTS.get(wanted.sort, NumberLook.at)
    order = (key.desc(), NumberLook.id.desc()) if wanted.descending else (key, NumberLook.id)
    query = select(NumberLook).where(*_narrowed(session, wanted), *_span(wanted)).order_by(*order)
    query = query.offset(offset)
    if limit is not None:
        query = query.limit(limit)
    return tuple(_row(found) for found in session.scalars(query))


def look_figures(session: Session, wanted: LookFilter) -> LookFigures:
    """The figures over the list; the chips leave the filter's own chip out of account."""
    narrowed = _narrowed(session, wanted)
    shows = {show: _count(session, *narrowed, *_span(wanted, show)) for show in LookShow}
    lookers = session.execute(
        select(NumberLook.by_id, func.max(NumberLook.by)).group_by(NumberLook.by_id).order_by(func.max(NumberLook.by))
    )  # fmt: skip
    return LookFigures(
        shows[wanted.show], _count(session), shows, tuple((by_id, name) for by_id, name in lookers)
    )


def look_file(session: Session, look_id: int, _on: date) -> LookRow | None:
    """One look."""
    found = session.get(NumberLook, look_id)
    return _row(found) if found is not None else None


def looks_of(session: Session, person_id: int) -> tuple[LookRow, ...]:
    """Who saw that person's numbers, newest first: what the person may ask for (PIPL article 44, 45)."""
    return look_rows(session, LookFilter(date.max, show=LookShow.ALL, person_id=person_id), 0, None)


def _narrowed(session: Session, wanted: LookFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    text = wanted.text.strip()
    if text:
        found.append(
            or_(*(part.contains(text, autoescape=True) for part in (NumberLook.name, NumberLook.by, NumberLook.reason)))
        )  # fmt: skip
    if wanted.matter is not None:
        found.append(NumberLook.matter == wanted.matter)
    if wanted.by_id is not None:
        found.append(NumberLook.by_id == wanted.by_id)
    if wanted.person_id is not None:
        found.append(NumberLook.person_id.in_(same_people(session, [wanted.person_id])))
    return found


def _span(wanted: LookFilter, show: LookShow | None = None) -> list[ColumnElement[bool]]:
    match show or wanted.show:
        case LookShow.WEEK:
            return [NumberLook.at >= _begin(wanted.on - timedelta(days=6))]
        case LookShow.MONTH:
            return [NumberLook.at >= _begin(wanted.on - timedelta(days=29))]
        case LookShow.OUT:
            return [NumberLook.how != How.SEEN]
    return []


def _begin(day: date) -> datetime:
    """The first moment of the day on this machine's clock."""
    return datetime.combine(day, time()).astimezone()


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return int(session.scalar(select(func.count()).select_from(NumberLook).where(*conditions)) or 0)


def _row(found: NumberLook) -> LookRow:
    return LookRow(
        found.id, found.at, found.by, found.how, found.matter, found.name, found.people, found.reason, found.approver,
        found.person_id, found.record_id,
    )  # fmt: skip
