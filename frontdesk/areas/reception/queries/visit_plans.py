"""Planned visits (D2.7): plans with how far they are, by building; which are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.reception.model.visit_plans import (
    VisitMade,
    VisitMadeVoid,
    VisitPlan,
    VisitPlanEnd,
    VisitTarget,
    VisitTicket,
)
from frontdesk.areas.reception.rules.visit_plans import (
    OPEN_PLANS,
    REACHED,
    PlanState,
    Whom,
    plan_state,
)

ENDS_SOON = timedelta(days=2)


class PlanShow(StrEnum):
    """The chips of the list of plans."""

    OPEN = "在走"
    LATE = "超期"
    OVER = "走完和结束"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as lists show it: `done` of `units` reached, `missed` knocked at in vain, `needs` no ticket was made of."""

    id: int
    number: str
    name: str
    whom: Whom
    scope: str
    words: str
    seed: str
    population: int
    starts_on: date
    last_on: date
    units: int
    done: int
    missed: int
    needs: int
    state: PlanState
    at: datetime
    by: str

    def late(self, on: date) -> int:
        """Days over its last day while it is open."""
        return max(0, (on - self.last_on).days) if self.state is PlanState.LATE else 0


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """Which plans, as of a day."""

    on: date
    text: str = ""
    show: PlanShow = PlanShow.OPEN
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[PlanShow, int]


@dataclass(frozen=True, slots=True)
class BuildingProgress:
    """How far a plan is in a building; `mean` is of the satisfaction told there."""

    building_id: int
    building: str
    units: int
    done: int
    missed: int
    mean: Decimal | None


@dataclass(frozen=True, slots=True)
class PlanFile:
    """A plan with its progress by building, and how it was ended."""

    row: PlanRow
    buildings: tuple[BuildingProgress, ...]
    ended: str
    reason: str


# -- plans --


def stands() -> ColumnElement[bool]:
    """Of visits: not void."""
    return ~select(VisitMadeVoid.id).where(VisitMadeVoid.made_id == VisitMade.id).exists()


def plans_of(session: Session, on: date, *ids: int) -> list[PlanRow]:
    """Plans by id, or all of them, the newest first."""
    met = case((VisitMade.outcome.in_(tuple(REACHED)), 1), else_=0)
    units: Any = (
        select(VisitTarget.plan_id, func.max(met).label("met"), func.count(VisitMade.id).label("tries"))
        .outerjoin(VisitMade, and_(VisitMade.target_id == VisitTarget.id, stands()))
        .group_by(VisitTarget.plan_id, VisitTarget.id)
    )
    open_needs: Any = (
        select(VisitTarget.plan_id, func.count(VisitMade.id).label("n"))
        .join(VisitMade, VisitMade.target_id == VisitTarget.id)
        .outerjoin(VisitTicket, VisitTicket.made_id == VisitMade.id)
        .where(VisitMade.needs != "", VisitTicket.id.is_(None), stands())
        .group_by(VisitTarget.plan_id)
    )
    if ids:
        # Long past plans are not counted through for one that is looked at.
        units = units.where(VisitTarget.plan_id.in_(ids))
        open_needs = open_needs.where(VisitTarget.plan_id.in_(ids))
    each, needs = units.subquery(), open_needs.subquery()
    totals = (
        select(
            each.c.plan_id,
            func.count().label("units"),
            func.sum(each.c.met).label("done"),
            func.sum(case((each.c.tries > 0, 1), else_=0)).label("tried"),
        )
        .group_by(each.c.plan_id)
        .subquery()
    )
    query = (
        select(VisitPlan, totals.c.units, totals.c.done, totals.c.tried, needs.c.n, VisitPlanEnd.outcome)
        .join(totals, totals.c.plan_id == VisitPlan.id)
        .outerjoin(needs, needs.c.plan_id == VisitPlan.id)
        .outerjoin(VisitPlanEnd, VisitPlanEnd.plan_id == VisitPlan.id)
        .order_by(VisitPlan.id.desc())
    )
    if ids:
        query = query.where(VisitPlan.id.in_(ids))
    return [
        PlanRow(
            id=p.id, number=p.number, name=p.name, whom=p.whom, scope=p.scope, words=p.words, seed=p.seed,
            population=p.population, starts_on=p.starts_on, last_on=p.ends_on - timedelta(days=1), units=homes,
            done=int(done), missed=int(tried) - int(done), needs=n or 0,
            state=plan_state(p.starts_on, p.ends_on, homes, int(done), ended, on), at=p.at, by=p.by,
        )
        for p, homes, done, tried, n, ended in session.execute(query)
    ]  # fmt: skip


def _in_chip(row: PlanRow, show: PlanShow) -> bool:
    if show is PlanShow.OPEN:
        return row.state in OPEN_PLANS
    if show is PlanShow.LATE:
        return row.state is PlanState.LATE
    return show is PlanShow.ALL or row.state not in OPEN_PLANS


def _fitting(session: Session, wanted: PlanFilter) -> list[PlanRow]:
    text = wanted.text.strip().upper()
    return [
        row
        for row in plans_of(session, wanted.on)
        if not text or any(text in part.upper() for part in (row.number, row.name, row.scope, row.words))
    ]


def plan_rows(
    session: Session, wanted: PlanFilter, offset: int = 0, limit: int | None = 100
) -> tuple[PlanRow, ...]:
    """A page of the plans, the newest first; there are dozens a year, so that they are all looked at."""
    rows = [row for row in _fitting(session, wanted) if _in_chip(row, wanted.show)]
    keys: dict[str, Any] = {
        "number": lambda r: r.number,
        "name": lambda r: r.name,
        "from": lambda r: r.starts_on,
        "until": lambda r: r.last_on,
        "units": lambda r: r.units,
        "done": lambda r: Decimal(r.done) / r.units,
    }
    if wanted.sort in keys:
        rows.sort(key=keys[wanted.sort], reverse=wanted.descending)
    return tuple(rows[offset:] if limit is None else rows[offset : offset + limit])


def plan_figures(session: Session, wanted: PlanFilter) -> PlanFigures:
    """The figures over the list; the chips leave the filter's own chip out of account."""
    rows = _fitting(session, wanted)
    shows = {show: sum(_in_chip(row, show) for row in rows) for show in PlanShow}
    every = int(session.scalar(select(func.count()).select_from(VisitPlan)) or 0)
    return PlanFigures(shows[wanted.show], every, shows)


def plan_row(session: Session, plan_id: int, on: date) -> PlanRow | None:
    """One, or None."""
    rows = plans_of(session, on, plan_id)
    return rows[0] if rows else None


def plan_file(session: Session, plan_id: int, on: date) -> PlanFile | None:
    """One with its progress by building."""
    row = plan_row(session, plan_id, on)
    if row is None:
        return None
    tried = counted(plan_id)
    query = (
        select(
            Building.id,
            Building.name,
            func.count(VisitTarget.id),
            func.count(tried.c.reached),
            func.count(tried.c.last),
            func.sum(VisitMade.satisfaction),
            func.count(VisitMade.satisfaction),
        )
        .select_from(VisitTarget)
        .join(Unit, Unit.id == VisitTarget.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .outerjoin(tried, tried.c.target_id == VisitTarget.id)
        .outerjoin(VisitMade, VisitMade.id == func.coalesce(tried.c.reached, tried.c.last))
        .where(VisitTarget.plan_id == plan_id)
        .group_by(Building.id, Building.name, Building.sort)
        .order_by(Building.sort, Building.id)
    )
    buildings = tuple(
        BuildingProgress(bid, name, units, done, tried - done, _mean(points, scored))
        for bid, name, units, done, tried, points, scored in session.execute(query)
    )
    ended = session.scalar(select(VisitPlanEnd).where(VisitPlanEnd.plan_id == plan_id))
    if ended is None:
        return PlanFile(row, buildings, "", "")
    return PlanFile(row, buildings, f"{ended.at:%Y-%m-%d} {ended.by}", ended.reason)


def _mean(points: int | None, count: int) -> Decimal | None:
    if not count or points is None:
        return None
    return (Decimal(int(points)) / count).quantize(Decimal("0.01"), ROUND_HALF_UP)


def counted(plan_id: int) -> Any:
    """Target -> the last visit that stands, the last at which somebody was reached, and how many."""
    return (
        select(
            VisitMade.target_id,
            func.max(VisitMade.id).label("last"),
            func.max(case((VisitMade.outcome.in_(tuple(REACHED)), VisitMade.id))).label("reached"),
            func.count(VisitMade.id).label("tries"),
        )
        .join(VisitTarget, VisitTarget.id == VisitMade.target_id)
        .where(VisitTarget.plan_id == plan_id, stands())
        .group_by(VisitMade.target_id)
        .subquery()
    )


# -- elsewhere --


def plans_due(session: Session, on: date) -> tuple[PlanRow, ...]:
    """Open plans that are late or end within two days, the latest first: for the start page (T21)."""
    rows = [
        row
        for row in plans_of(session, on)
        if row.state is PlanState.LATE or (row.state is PlanState.RUNNING and row.last_on - on <= ENDS_SOON)
    ]
    return tuple(sorted(rows, key=lambda row: row.last_on))


def find_plans(session: Session, text: str, on: date, limit: int = 8) -> tuple[PlanRow, ...]:
    """Plans of that number, or whose name has *text* in it; for the one search."""
    told = text.strip()
    if len(told) < 2:
        return ()
    part = f"%{escaped(told)}%"
    ids = session.scalars(
        select(VisitPlan.id)
        .where(or_(VisitPlan.number == told.upper(), VisitPlan.name.like(part, escape="\\")))
        .order_by(VisitPlan.id.desc())
        .limit(limit)
    ).all()
    return tuple(plans_of(session, on, *ids)) if ids else ()


def broken_visit_plans(session: Session) -> list[str]:
    """What must hold: a plan has units, nobody is satisfied who was not met, a sample has its seed."""
    wrong = [
        f"{number}: has no unit"
        for number in session.scalars(
            select(VisitPlan.number).where(
                ~select(VisitTarget.id).where(VisitTarget.plan_id == VisitPlan.id).exists()
            )
        )
    ]
    wrong += [
        f"visit {made}: satisfaction of somebody who was not met"
        for made in session.scalars(
            select(VisitMade.id).where(
                VisitMade.satisfaction.is_not(None), VisitMade.outcome.not_in(tuple(REACHED))
            )
        )
    ]
    for number, whom, seed in session.execute(select(VisitPlan.number, VisitPlan.whom, VisitPlan.seed)):
        if (whom is Whom.SAMPLE) != bool(seed):
            wrong.append(f"{number}: a sample and its seed go together")
    void_tickets = session.scalars(
        select(VisitTicket.made_id)
        .join(VisitMade, VisitMade.id == VisitTicket.made_id)
        .where(VisitMade.needs == "")
    )
    wrong += [f"visit {made}: a ticket of no need" for made in void_tickets]
    return wrong
