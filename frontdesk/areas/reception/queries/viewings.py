"""Viewings: today's, those whose result is not written down yet, those to come (D2.6); phones masked (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.reception.model.lettings import Letting, LettingViewing, LettingViewingEnd
from frontdesk.areas.reception.rules.lettings import OFF, KeyWay, ViewResult, ViewState, view_state


class ViewShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    DUE = "今天和待记"
    COMING = "已约"
    DONE = "已看"
    OFF = "没有看成"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class ViewingRow:
    """A viewing as lists show it; `phone` is masked, `begins` is `14:30` or ""."""

    id: int
    number: str
    letting_id: int
    letting: str
    unit_id: int
    unit: str
    owner: str
    seeker_id: int | None
    who: str
    phone: str
    held_on: date
    begins: str
    leader: str
    key_way: KeyWay
    words: str
    by: str
    result: ViewResult | None
    result_words: str
    next_words: str
    ended_on: date | None
    ended_by: str
    at: datetime
    state: ViewState

    @property
    def when(self) -> str:
        """`2026-11-22 14:30`."""
        return f"{self.held_on} {self.begins}".strip()


@dataclass(frozen=True, slots=True)
class ViewFilter:
    """What a list shows on a day; None and empty mean all."""

    on: date
    text: str = ""
    show: ViewShow = ViewShow.DUE
    unit_id: int | None = None
    letting_id: int | None = None
    seeker_id: int | None = None
    sort: str = "held"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ViewFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[ViewShow, int]


def viewing_rows(
    session: Session, wanted: ViewFilter, offset: int = 0, limit: int | None = 100
) -> tuple[ViewingRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    query = _base(wanted).where(_shown(wanted.show, wanted.on))
    column: Any = {
        "number": LettingViewing.number,
        "unit": Unit.sort_key,
        "who": LettingViewing.who,
        "leader": LettingViewing.leader,
    }.get(wanted.sort, LettingViewing.held_on)
    down = wanted.descending
    order = [column.desc() if down else column]
    if column is LettingViewing.held_on:
        order.append(LettingViewing.begins.desc() if down else LettingViewing.begins)
    query = query.order_by(*order, LettingViewing.id.desc() if down else LettingViewing.id)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return tuple(_row(wanted.on, *found) for found in session.execute(query))


def viewing_figures(session: Session, wanted: ViewFilter) -> ViewFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    columns = [func.coalesce(func.sum(case((_shown(show, wanted.on), 1), else_=0)), 0) for show in ViewShow]
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(ViewShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(LettingViewing)) or 0)
    return ViewFigures(shows[wanted.show], every, shows)


def viewing_row(session: Session, viewing_id: int, on: date) -> ViewingRow | None:
    """One, or None."""
    found = session.execute(_base(ViewFilter(on)).where(LettingViewing.id == viewing_id)).one_or_none()
    return None if found is None else _row(on, *found)


def due_viewings(session: Session, on: date, limit: int = 100) -> tuple[ViewingRow, ...]:
    """Today's, and those of earlier days whose result nobody wrote down, the oldest first (T21)."""
    return viewing_rows(session, ViewFilter(on), 0, limit)


def find_viewings(session: Session, text: str, on: date, limit: int = 8) -> tuple[ViewingRow, ...]:
    """By their number, or its beginning, as scanned off the sheet."""
    told = "".join(text.split()).upper()
    if not told.startswith("KF-") or len(told) < 6:
        return ()
    query = _base(ViewFilter(on)).where(LettingViewing.number.like(f"{escaped(told)}%", escape="\\"))
    query = query.order_by(LettingViewing.id.desc()).limit(limit)
    return tuple(_row(on, *found) for found in session.execute(query))


def viewings_of(session: Session, on: date, **whose: int) -> tuple[ViewingRow, ...]:
    """Those of a commission (`letting_id`) or of somebody (`seeker_id`), the newest first."""
    wanted = ViewFilter(on, show=ViewShow.ALL, descending=True, **whose)  # type: ignore[arg-type]
    return viewing_rows(session, wanted, limit=None)


def _base(wanted: ViewFilter) -> Select[Any]:
    query: Any = (
        select(LettingViewing, LettingViewingEnd, Letting, Unit.code)
        .join(Letting, Letting.id == LettingViewing.letting_id)
        .join(Unit, Unit.id == Letting.unit_id)
        .outerjoin(LettingViewingEnd, LettingViewingEnd.viewing_id == LettingViewing.id)
    )
    if wanted.unit_id is not None:
        query = query.where(Letting.unit_id == wanted.unit_id)
    if wanted.letting_id is not None:
        query = query.where(LettingViewing.letting_id == wanted.letting_id)
    if wanted.seeker_id is not None:
        query = query.where(LettingViewing.seeker_id == wanted.seeker_id)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        columns = (
            LettingViewing.number, LettingViewing.who, LettingViewing.leader, LettingViewing.phone, Unit.code,
            Letting.number,
        )  # fmt: skip
        query = query.where(or_(*(column.like(part, escape="\\") for column in columns)))
    found: Select[Any] = query
    return found


def _shown(show: ViewShow, on: date) -> ColumnElement[bool]:
    """The same as `rules.lettings.view_state`, in the database's words."""
    open_, held = LettingViewingEnd.id.is_(None), LettingViewing.held_on
    tests: dict[ViewShow, ColumnElement[bool]] = {
        ViewShow.DUE: open_ & (held <= on),
        ViewShow.COMING: open_ & (held > on),
        ViewShow.DONE: LettingViewingEnd.id.is_not(None) & LettingViewingEnd.result.not_in(OFF),
        ViewShow.OFF: LettingViewingEnd.result.in_(OFF),
        ViewShow.ALL: LettingViewing.id.is_not(None),
    }
    return tests[show]


def _row(
    on: date, v: LettingViewing, end: LettingViewingEnd | None, letting: Letting, unit: str
) -> ViewingRow:
    result = end.result if end is not None else None
    return ViewingRow(
        id=v.id,
        number=v.number,
        letting_id=v.letting_id,
        letting=letting.number,
        unit_id=letting.unit_id,
        unit=unit,
        owner=letting.owner,
        seeker_id=v.seeker_id,
        who=v.who,
        phone=mask_phone(v.phone),
        held_on=v.held_on,
        begins=v.begins,
        leader=v.leader,
        key_way=v.key_way,
        words=v.words,
        by=v.by,
        result=result,
        result_words=end.words if end is not None else "",
        next_words=end.next_words if end is not None else "",
        ended_on=end.ended_on if end is not None else None,
        ended_by=end.by if end is not None else "",
        at=v.at,
        state=view_state(result, v.held_on, on),
    )
