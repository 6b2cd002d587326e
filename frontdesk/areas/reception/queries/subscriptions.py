"""Newspapers and magazines by unit and term: what is delivered on a day, what ends soon (D2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.reception.model.parcels import Subscription, SubscriptionEnd
from frontdesk.areas.reception.queries.parcels import homes

SOON = timedelta(days=30)


class PressShow(StrEnum):
    """The chips of the list, and how one stands; the value stands on screen."""

    RUNNING = "在订"
    ENDING = "一个月内到期"
    COMING = "未开始"
    OVER = "已到期"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class PressRow:
    """A subscription; `last_on` is its last day, `stopped` that it ended sooner than ordered, and why."""

    id: int
    unit_id: int
    unit: str
    title: str
    copies: int
    subscriber: str
    starts_on: date
    last_on: date
    stopped: str
    words: str
    by: str
    state: PressShow


@dataclass(frozen=True, slots=True)
class PressFilter:
    """What a list shows on a day; None and empty mean all."""

    on: date
    text: str = ""
    show: PressShow = PressShow.RUNNING
    unit_id: int | None = None
    sort: str = "unit"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class PressFigures:
    """Rows in the filter, rows there are at all, rows of each chip."""

    count: int
    every: int
    shows: dict[PressShow, int]


def press_rows(
    session: Session, wanted: PressFilter, offset: int = 0, limit: int | None = 100
) -> tuple[PressRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    query = _base(wanted).where(_shown(wanted.show, wanted.on))
    column: Any = {
        "unit": Unit.sort_key,
        "title": Subscription.title,
        "starts": Subscription.starts_on,
        "ends": _ends(),
    }.get(wanted.sort, Unit.sort_key)
    query = query.order_by(
        column.desc() if wanted.descending else column, Subscription.title, Subscription.id
    )
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return tuple(_row(wanted.on, *found) for found in session.execute(query))


def press_figures(session: Session, wanted: PressFilter) -> PressFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    columns = [func.coalesce(func.sum(case((_shown(show, wanted.on), 1), else_=0)), 0) for show in PressShow]
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(PressShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(Subscription)) or 0)
    return PressFigures(shows[wanted.show], every, shows)


def press_row(session: Session, subscription_id: int, on: date) -> PressRow | None:
    """One, or None."""
    query = _base(PressFilter(on)).where(Subscription.id == subscription_id)
    found = session.execute(query).first()
    return None if found is None else _row(on, *found)


def _ends() -> Any:
    return func.coalesce(SubscriptionEnd.ends_on, Subscription.ends_on)


def _base(wanted: PressFilter) -> Any:
    query: Any = (
        select(Subscription, Unit.code, SubscriptionEnd)
        .join(Unit, Unit.id == Subscription.unit_id)
        .outerjoin(SubscriptionEnd, SubscriptionEnd.subscription_id == Subscription.id)
    )
    if wanted.unit_id is not None:
        query = query.where(Subscription.unit_id == wanted.unit_id)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        tests: list[ColumnElement[bool]] = [
            Subscription.title.like(part, escape="\\"),
            Subscription.subscriber.like(part, escape="\\"),
            Unit.code.like(part, escape="\\"),
            Subscription.unit_id.in_(homes(text, part)),
        ]
        code = read_unit_code(text)
        if code is not None:
            tests.append(Unit.key.like(f"%{escaped(code.key)}%", escape="\\"))
        query = query.where(or_(*tests))
    return query


def _shown(show: PressShow, on: date) -> ColumnElement[bool]:
    runs = (Subscription.starts_on <= on) & (_ends() > on)
    tests: dict[PressShow, ColumnElement[bool]] = {
        PressShow.RUNNING: runs,
        PressShow.ENDING: runs & (_ends() <= on + SOON),
        PressShow.COMING: (Subscription.starts_on > on) & (_ends() > Subscription.starts_on),
        PressShow.OVER: _ends() <= on,
        PressShow.ALL: Subscription.id.is_not(None),
    }
    return tests[show]


def _row(on: date, row: Subscription, code: str, end: SubscriptionEnd | None) -> PressRow:
    ends = end.ends_on if end is not None else row.ends_on
    if ends <= on or ends <= row.starts_on:
        how = PressShow.OVER
    elif row.starts_on > on:
        how = PressShow.COMING
    else:
        how = PressShow.ENDING if ends <= on + SOON else PressShow.RUNNING
    return PressRow(
        id=row.id,
        unit_id=row.unit_id,
        unit=code,
        title=row.title,
        copies=row.copies,
        subscriber=row.subscriber,
        starts_on=row.starts_on,
        last_on=max(row.starts_on, ends - timedelta(days=1)),
        stopped=end.reason if end is not None else "",
        words=row.words,
        by=row.by,
        state=how,
    )
