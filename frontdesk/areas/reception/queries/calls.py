"""The calls to the desk's telephone: today's, those nothing was written to, a unit's; numbers are masked (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.archives.queries.joined import as_kept, kept_ids
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import mask_phone, phone_figures
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.reception.model.calls import DeskCall, DeskCallWords


class CallShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    TODAY = "今天"
    BARE = "没写内容"
    UNKNOWN = "陌生号码"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call as lists show it; `words` is all that was written to it, the first first."""

    id: int
    phone: str
    unit_id: int | None
    unit: str
    person_id: int | None
    name: str
    called_on: date
    at: datetime
    by: str
    words: str
    lines: tuple[tuple[datetime, str, str], ...]
    void: bool


@dataclass(frozen=True, slots=True)
class CallFilter:
    """What a list shows on a day; None and empty mean all."""

    on: date
    text: str = ""
    show: CallShow = CallShow.TODAY
    unit_id: int | None = None
    sort: str = "at"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class CallFigures:
    """Rows in the filter, rows there are at all, rows of each chip."""

    count: int
    every: int
    shows: dict[CallShow, int]


_SAID = select(DeskCallWords.id).where(DeskCallWords.call_id == DeskCall.id)
_VOID = _SAID.where(DeskCallWords.void).exists()


def call_rows(
    session: Session, wanted: CallFilter, offset: int = 0, limit: int | None = 100
) -> tuple[CallRow, ...]:
    """A page of the list, the newest first; `limit=None` is all of it."""
    column: Any = {
        "phone": DeskCall.phone,
        "unit": func.coalesce(Unit.sort_key, ""),
        "name": func.coalesce(Person.name, ""),
    }.get(wanted.sort, DeskCall.at)
    query = _base(wanted).where(_shown(wanted.show, wanted.on))
    query = query.order_by(
        column.desc() if wanted.descending else column,
        DeskCall.id.desc() if wanted.descending else DeskCall.id,
    )
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _rows(session, query)


def call_figures(session: Session, wanted: CallFilter) -> CallFigures:
    """The figures over a list."""
    columns = [func.coalesce(func.sum(case((_shown(show, wanted.on), 1), else_=0)), 0) for show in CallShow]
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(CallShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(DeskCall)) or 0)
    return CallFigures(shows[wanted.show], every, shows)


def call_row(session: Session, call_id: int, on: date) -> CallRow | None:
    """One, or None."""
    query = _base(CallFilter(on, show=CallShow.ALL)).where(DeskCall.id == call_id)
    found = _rows(session, query)
    return found[0] if found else None


def calls_of_unit(session: Session, unit_id: int, on: date, limit: int = 2) -> tuple[CallRow, ...]:
    """The last calls of a unit within a week of *on* that stand."""
    query = _base(CallFilter(on, show=CallShow.ALL, unit_id=unit_id))
    query = query.where(~_VOID, DeskCall.called_on > on - timedelta(days=7), DeskCall.called_on <= on)
    return _rows(session, query.order_by(DeskCall.at.desc(), DeskCall.id.desc()).limit(limit))


def _base(wanted: CallFilter) -> Any:
    query: Any = (
        select(DeskCall, Unit.code, Person.name)
        .outerjoin(Unit, Unit.id == DeskCall.unit_id)
        .outerjoin(Person, Person.id == DeskCall.person_id)
    )
    if wanted.unit_id is not None:
        query = query.where(DeskCall.unit_id == wanted.unit_id)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        number = phone_figures(text) or text
        tests: list[ColumnElement[bool]] = [
            DeskCall.phone.like(f"%{escaped(number)}%", escape="\\"),
            Person.name.like(part, escape="\\"),
            Unit.code.like(part, escape="\\"),
            _SAID.where(DeskCallWords.words.like(part, escape="\\")).exists(),
        ]
        code = read_unit_code(text)
        if code is not None:
            tests.append(Unit.key.like(f"%{escaped(code.key)}%", escape="\\"))
        query = query.where(or_(*tests))
    return query


def _shown(show: CallShow, on: date) -> ColumnElement[bool]:
    tests: dict[CallShow, ColumnElement[bool]] = {
        CallShow.TODAY: DeskCall.called_on == on,
        CallShow.BARE: ~_SAID.exists(),
        CallShow.UNKNOWN: DeskCall.unit_id.is_(None) & ~_VOID,
        CallShow.ALL: DeskCall.id.is_not(None),
    }
    return tests[show]


def _rows(session: Session, query: Any) -> tuple[CallRow, ...]:
    found = session.execute(query).all()
    said: dict[int, list[DeskCallWords]] = {}
    whom = kept_ids(session)
    wanted = select(DeskCallWords).where(DeskCallWords.call_id.in_([call.id for call, _, _ in found]))
    for words in session.scalars(wanted.order_by(DeskCallWords.id)):
        said.setdefault(words.call_id, []).append(words)
    return tuple(
        CallRow(
            id=call.id, phone=mask_phone(call.phone), unit_id=call.unit_id, unit=code or "", person_id=as_kept(whom, call.person_id),
            name=name or "", called_on=call.called_on, at=call.at, by=call.by,
            words="；".join(each.words for each in said.get(call.id, ())),
            lines=tuple((each.at, each.words, each.by) for each in said.get(call.id, ())),
            void=any(each.void for each in said.get(call.id, ())),
        )
        for call, code, name in found
    )  # fmt: skip
