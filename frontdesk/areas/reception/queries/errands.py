"""Errands: lists by what is asked of the desk, one with its course and papers, the office's kinds (D2.6, D0.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.fees.model import Charge
from frontdesk.areas.reception.model.errands import Errand, ErrandKindRow, ErrandPaper, ErrandStep
from frontdesk.areas.reception.rules.errands import (
    AT_WORK,
    OPEN,
    SEEDS,
    ErrandAct,
    ErrandState,
    overdue,
)
from frontdesk.base.values.money import ZERO, Money


class ErrandShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    OPEN = "在办"
    LATE = "超期"
    DONE = "待领取"
    RETURNED = "已退回"
    ENDED = "已领取"
    WITHDRAWN = "已撤销"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class ErrandKind:
    """A kind of errand as it stands now; `id` None: one of those an office begins with."""

    id: int | None
    words: str
    days: int
    fee: Money
    papers: tuple[str, ...]
    active: bool
    sort: int


@dataclass(frozen=True, slots=True)
class ErrandRow:
    """An errand, as lists show it. `phone` is masked; `owed` is what of its fee is not paid."""

    id: int
    number: str
    unit_id: int
    unit: str
    who: str
    phone: str = field(repr=False)
    kind: str
    what: str
    fee: Money
    owed: Money
    charge_id: int | None
    received_on: date
    at: datetime
    by: str
    state: ErrandState
    promised_on: date
    ended_on: date | None
    late: int
    """Days it is over its promised day; 0 for in time."""


@dataclass(frozen=True, slots=True)
class ErrandFilter:
    """What a list shows on a day; None and empty mean all."""

    on: date
    text: str = ""
    show: ErrandShow = ErrandShow.OPEN
    kind: str | None = None
    unit_id: int | None = None
    sort: str = "promised"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ErrandFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[ErrandShow, int]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper handed in."""

    name: str
    copies: int
    original: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """One row of its course."""

    no: int
    act: ErrandAct
    on: date
    at: datetime
    whom: str
    words: str
    promised_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class ErrandFile:
    """One with its course, the newest first, and the papers handed in."""

    row: ErrandRow
    papers: tuple[PaperRow, ...]
    course: tuple[StepRow, ...]


def errand_kinds(session: Session, *, active_only: bool = True) -> tuple[ErrandKind, ...]:
    """The kinds in their order: the newest row of each name, or what an office begins with."""
    newest = select(func.max(ErrandKindRow.id)).group_by(ErrandKindRow.words)
    rows = session.scalars(select(ErrandKindRow).where(ErrandKindRow.id.in_(newest))).all()
    if rows:
        found = [
            ErrandKind(r.id, r.words, r.days, r.fee, tuple(r.papers.splitlines()), r.active, r.sort)
            for r in rows
        ]
    else:
        found = [
            ErrandKind(None, seed.words, seed.days, ZERO, seed.papers, True, at)
            for at, seed in enumerate(SEEDS, 1)
        ]
    found.sort(key=lambda kind: (kind.sort, kind.id or 0))
    return tuple(kind for kind in found if kind.active or not active_only)


def errand_rows(
    session: Session, wanted: ErrandFilter, offset: int = 0, limit: int | None = 100
) -> tuple[ErrandRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    column: Any = {
        "number": Errand.number,
        "unit": Unit.sort_key,
        "who": Errand.who,
        "kind": Errand.kind,
        "received": Errand.received_on,
        "promised": Errand.promised_on,
    }.get(wanted.sort, Errand.promised_on)
    tail = Errand.id.desc() if wanted.descending else Errand.id
    query = _base(wanted).where(_shown(wanted.show, wanted.on))
    query = query.order_by(column.desc() if wanted.descending else column, tail)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _rows(session, query, wanted.on)


def errand_figures(session: Session, wanted: ErrandFilter) -> ErrandFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    columns = [func.coalesce(func.sum(case((_shown(show, wanted.on), 1), else_=0)), 0) for show in ErrandShow]
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(ErrandShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(Errand)) or 0)
    return ErrandFigures(shows[wanted.show], every, shows)


def errand_row(session: Session, errand_id: int, on: date) -> ErrandRow | None:
    """One, or None."""
    query = _base(ErrandFilter(on, show=ErrandShow.ALL)).where(Errand.id == errand_id)
    rows = _rows(session, query, on)
    return rows[0] if rows else None


def errand_file(session: Session, errand_id: int, on: date) -> ErrandFile | None:
    """One with all that is known of it."""
    row = errand_row(session, errand_id, on)
    if row is None:
        return None
    papers = session.scalars(
        select(ErrandPaper).where(ErrandPaper.errand_id == errand_id).order_by(ErrandPaper.no)
    )
    steps = session.scalars(
        select(ErrandStep).where(ErrandStep.errand_id == errand_id).order_by(ErrandStep.no.desc())
    )
    return ErrandFile(
        row,
        tuple(PaperRow(p.name, p.copies, p.original) for p in papers),
        tuple(StepRow(s.no, s.act, s.on_day, s.at, s.whom, s.words, s.promised_on, s.by) for s in steps),
    )


def errands_of_unit(session: Session, unit_id: int, on: date) -> tuple[ErrandRow, ...]:
    """A unit's that are not over, for its card."""
    query = _base(ErrandFilter(on, unit_id=unit_id)).where(Errand.state.in_(OPEN))
    return _rows(session, query.order_by(Errand.promised_on, Errand.id), on)


def find_errands(session: Session, text: str, on: date, limit: int = 6) -> tuple[ErrandRow, ...]:
    """The errand of that number, or those whose number begins so; for the one search."""
    told = text.strip().upper()
    if len(told) < 5 or not told.startswith("DB-"):
        return ()
    query = _base(ErrandFilter(on)).where(Errand.number.like(f"{escaped(told)}%", escape="\\"))
    return _rows(session, query.order_by(Errand.id.desc()).limit(limit), on)


# -- how it is asked --


def _base(wanted: ErrandFilter) -> Any:
    query: Any = (
        select(Errand, Unit.code, Person.phone, Charge.owed)
        .join(Unit, Unit.id == Errand.unit_id)
        .outerjoin(Person, Person.id == Errand.person_id)
        .outerjoin(Charge, Charge.id == Errand.charge_id)
    )
    if wanted.kind is not None:
        query = query.where(Errand.kind == wanted.kind)
    if wanted.unit_id is not None:
        query = query.where(Errand.unit_id == wanted.unit_id)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        query = query.where(
            or_(
                Errand.number.like(part.upper(), escape="\\"),
                Errand.who.like(part, escape="\\"),
                Errand.phone.like(part, escape="\\"),
                Errand.kind.like(part, escape="\\"),
                Errand.what.like(part, escape="\\"),
                Unit.code.like(part, escape="\\"),
            )
        )
    return query


def _shown(show: ErrandShow, on: date) -> ColumnElement[bool]:
    """The same as `rules.errands`, in the database's words."""
    tests: dict[ErrandShow, ColumnElement[bool]] = {
        ErrandShow.OPEN: Errand.state.in_(AT_WORK),
        ErrandShow.LATE: and_(Errand.state.in_(AT_WORK), Errand.promised_on < on),
        ErrandShow.DONE: Errand.state == ErrandState.DONE,
        ErrandShow.RETURNED: Errand.state == ErrandState.RETURNED,
        ErrandShow.ENDED: Errand.state == ErrandState.COLLECTED,
        ErrandShow.WITHDRAWN: Errand.state == ErrandState.WITHDRAWN,
        ErrandShow.ALL: Errand.id.is_not(None),
    }
    return tests[show]


def _rows(session: Session, query: Any, on: date) -> tuple[ErrandRow, ...]:
    return tuple(
        ErrandRow(
            id=e.id, number=e.number, unit_id=e.unit_id, unit=code, who=e.who,
            phone=mask_phone(e.phone or phone or ""), kind=e.kind, what=e.what, fee=e.fee, owed=owed or ZERO,
            charge_id=e.charge_id, received_on=e.received_on, at=e.at, by=e.by, state=e.state,
            promised_on=e.promised_on, ended_on=e.ended_on,
            late=(on - e.promised_on).days if overdue(e.state, e.promised_on, on) else 0,
        )
        for e, code, phone, owed in session.execute(query)
    )  # fmt: skip
