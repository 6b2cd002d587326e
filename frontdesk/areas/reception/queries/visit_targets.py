"""The units of a plan of visits (D2.7), with what came of each knock; and what a unit's card says of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.reception.model.tickets import Ticket
from frontdesk.areas.reception.model.visit_plans import (
    VisitMade,
    VisitMadeVoid,
    VisitPlanEnd,
    VisitTarget,
    VisitTicket,
)
from frontdesk.areas.reception.queries.lived_units import who_lives
from frontdesk.areas.reception.queries.visit_plans import PlanRow, counted, plan_row, plans_of
from frontdesk.areas.reception.rules.visit_plans import OPEN_PLANS, Outcome, PlanState, TargetState


class TargetShow(StrEnum):
    """The chips of a plan's units."""

    OPEN = "还要走"
    MISSED = "没有遇到"
    DONE = "已走访"
    NEEDS = "需求没有转报事"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A unit of a plan with the visit that counts: the last at which somebody was reached, else the last of all."""

    id: int
    plan_id: int
    no: int
    unit_id: int
    unit: str
    building: str
    who: str
    phone: str
    why: str
    state: TargetState
    tries: int
    made_id: int | None
    made_on: date | None
    visitor: str
    outcome: Outcome | None
    satisfaction: int | None
    words: str
    needs: str
    ticket: str


@dataclass(frozen=True, slots=True)
class TargetFilter:
    """Which units of which plan."""

    plan_id: int
    on: date
    text: str = ""
    show: TargetShow = TargetShow.OPEN
    building_id: int | None = None
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class TargetFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[TargetShow, int]


@dataclass(frozen=True, slots=True)
class MadeRow:
    """One visit of a unit; `void` is why it does not count."""

    id: int
    on: date
    visitor: str
    outcome: Outcome
    talked: str
    words: str
    satisfaction: int | None
    needs: str
    ticket_id: int | None
    ticket: str
    void: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class TargetFile:
    """A unit of a plan with every visit, the newest first; `open`: the plan takes more."""

    row: TargetRow
    plan: PlanRow
    visits: tuple[MadeRow, ...]
    open: bool


# -- the units of a plan --


def _targets(wanted: TargetFilter) -> tuple[Any, Any]:
    tried = counted(wanted.plan_id)
    query: Any = (
        select(
            VisitTarget,
            Unit.code,
            Building.name,
            VisitMade,
            tried.c.reached,
            tried.c.tries,
            Ticket.number,
        )
        .join(Unit, Unit.id == VisitTarget.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .outerjoin(tried, tried.c.target_id == VisitTarget.id)
        .outerjoin(VisitMade, VisitMade.id == func.coalesce(tried.c.reached, tried.c.last))
        .outerjoin(VisitTicket, VisitTicket.made_id == VisitMade.id)
        .outerjoin(Ticket, Ticket.id == VisitTicket.ticket_id)
        .where(VisitTarget.plan_id == wanted.plan_id)
    )
    if wanted.building_id is not None:
        query = query.where(Unit.building_id == wanted.building_id)
    text = wanted.text.strip()
    if text:
        query = query.where(_fits(text))
    return query, tried


def _fits(text: str) -> ColumnElement[bool]:
    part = f"%{escaped(text)}%"
    tests: list[ColumnElement[bool]] = [
        Unit.code.like(part, escape="\\"),
        VisitTarget.why.like(part, escape="\\"),
        VisitMade.words.like(part, escape="\\"),
        VisitMade.needs.like(part, escape="\\"),
        VisitMade.talked.like(part, escape="\\"),
    ]
    code = read_unit_code(text)
    if code is not None:
        tests.append(Unit.key.like(f"%{escaped(code.key)}%", escape="\\"))
    return or_(*tests)


def _target_chip(show: TargetShow, tried: Any) -> ColumnElement[bool]:
    needs = VisitMade.needs != ""
    tests: dict[TargetShow, ColumnElement[bool]] = {
        TargetShow.OPEN: tried.c.reached.is_(None),
        TargetShow.MISSED: tried.c.reached.is_(None) & tried.c.last.is_not(None),
        TargetShow.DONE: tried.c.reached.is_not(None),
        TargetShow.NEEDS: needs & VisitTicket.id.is_(None),
        TargetShow.ALL: VisitTarget.id.is_not(None),
    }
    return tests[show]


def target_rows(
    session: Session, wanted: TargetFilter, offset: int = 0, limit: int | None = 100
) -> tuple[TargetRow, ...]:
    """A page of a plan's units in the order one walks."""
    query, tried = _targets(wanted)
    query = query.where(_target_chip(wanted.show, tried))
    column: Any = {
        "unit": Unit.sort_key,
        "why": VisitTarget.why,
        "made": VisitMade.made_on,
        "visitor": VisitMade.visitor,
        "satisfaction": VisitMade.satisfaction,
    }.get(wanted.sort, VisitTarget.no)
    query = query.order_by(column.desc() if wanted.descending else column, VisitTarget.no)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _target_rows(session, query, wanted.on)


def target_figures(session: Session, wanted: TargetFilter) -> TargetFigures:
    """The figures over a plan's units."""
    query, tried = _targets(wanted)
    columns = [
        func.coalesce(func.sum(case((_target_chip(show, tried), 1), else_=0)), 0) for show in TargetShow
    ]
    counts = session.execute(query.with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(TargetShow, counts, strict=True)}
    every = session.scalar(
        select(func.count()).select_from(VisitTarget).where(VisitTarget.plan_id == wanted.plan_id)
    )
    return TargetFigures(shows[wanted.show], int(every or 0), shows)


def target_file(session: Session, target_id: int, on: date) -> TargetFile | None:
    """One unit of a plan with every visit."""
    target = session.get(VisitTarget, target_id)
    if target is None:
        return None
    query, _tried = _targets(TargetFilter(target.plan_id, on, show=TargetShow.ALL))
    row = _target_rows(session, query.where(VisitTarget.id == target_id), on)[0]
    plan = plan_row(session, target.plan_id, on)
    assert plan is not None
    made = (
        select(VisitMade, VisitMadeVoid.reason, Ticket.id, Ticket.number)
        .outerjoin(VisitMadeVoid, VisitMadeVoid.made_id == VisitMade.id)
        .outerjoin(VisitTicket, VisitTicket.made_id == VisitMade.id)
        .outerjoin(Ticket, Ticket.id == VisitTicket.ticket_id)
        .where(VisitMade.target_id == target_id)
        .order_by(VisitMade.id.desc())
    )
    visits = tuple(
        MadeRow(
            m.id, m.made_on, m.visitor, m.outcome, m.talked, m.words, m.satisfaction, m.needs, ticket_id,
            ticket or "", void or "", m.at, m.by,
        )
        for m, void, ticket_id, ticket in session.execute(made)
    )  # fmt: skip
    ended = session.scalar(select(VisitPlanEnd.id).where(VisitPlanEnd.plan_id == target.plan_id))
    return TargetFile(row, plan, visits, ended is None)


def _target_rows(session: Session, query: Any, on: date) -> tuple[TargetRow, ...]:
    found = session.execute(query).all()
    lives = who_lives(session, [row[0].unit_id for row in found], on)
    rows = []
    for target, code, building, made, reached, tries, ticket in found:
        who, phone = lives.get(target.unit_id, ("", ""))
        state = (
            TargetState.DONE
            if reached is not None
            else TargetState.MISSED
            if made is not None
            else TargetState.WAITING
        )
        rows.append(
            TargetRow(
                id=target.id, plan_id=target.plan_id, no=target.no, unit_id=target.unit_id, unit=code,
                building=building, who=who, phone=phone, why=target.why, state=state, tries=tries or 0,
                made_id=made.id if made else None, made_on=made.made_on if made else None,
                visitor=made.visitor if made else "", outcome=made.outcome if made else None,
                satisfaction=made.satisfaction if made else None, words=made.words if made else "",
                needs=made.needs if made else "", ticket=ticket or "",
            )
        )  # fmt: skip
    return tuple(rows)


_OF_UNIT = 4
"""So many of the newest plans are looked through for a unit's card."""


@dataclass(frozen=True, slots=True)
class UnitVisit:
    """What the unit's card says: a visit that is planned, or the last one made."""

    plan_id: int
    target_id: int
    number: str
    name: str
    state: TargetState
    until: date
    made_on: date | None
    satisfaction: int | None


def visits_of_unit(session: Session, unit_id: int, on: date) -> tuple[UnitVisit, ...]:
    """Visits to the unit that open plans still ask for, and the last one that was made."""
    found: list[UnitVisit] = []
    targets = session.execute(
        select(VisitTarget.id, VisitTarget.plan_id)
        .where(VisitTarget.unit_id == unit_id)
        .order_by(VisitTarget.id.desc())
        .limit(_OF_UNIT)
    ).all()
    plans = {row.id: row for row in plans_of(session, on, *(t.plan_id for t in targets))} if targets else {}
    last: UnitVisit | None = None
    for target_id, plan_id in targets:
        plan = plans[plan_id]
        if plan.state is PlanState.VOID:
            continue
        query, _tried = _targets(TargetFilter(plan_id, on, show=TargetShow.ALL))
        row = _target_rows(session, query.where(VisitTarget.id == target_id), on)[0]
        one = UnitVisit(
            plan_id, target_id, plan.number, plan.name, row.state, plan.last_on, row.made_on, row.satisfaction
        )
        if row.state is not TargetState.DONE and plan.state in OPEN_PLANS:
            found.append(one)
        elif row.state is TargetState.DONE and last is None:
            last = one
    return (*found, last) if last is not None else tuple(found)
