"""Purchase plans: the list, one with its lines and what came, what to propose, whether next month's is due (D2.9)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.reception.model.stock import (
    Consumable,
    PurchaseArrival,
    PurchaseEvent,
    PurchaseLine,
    PurchasePlan,
)
from frontdesk.areas.reception.queries.stock import GoodsRow, goods_row
from frontdesk.areas.reception.rules.stock import (
    AHEAD_DAYS,
    PLAN_DAY,
    PLAN_DAY_SETTING,
    WRITABLE,
    Due,
    PlanState,
    PlanStep,
    plan_due,
    plan_state,
)
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month


class PlanShow(StrEnum):
    """The chips of the plans; the value stands on screen."""

    ALL = "全部"
    OPEN = "编制中"
    SUBMITTED = "待批准"
    APPROVED = "待到货"


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as the list shows it; `come` of its `lines` have come whole."""

    id: int
    number: str
    month: Month
    version: int
    words: str
    total: Money
    lines: int
    come: int
    made_on: date
    at: datetime
    by: str
    by_id: int
    last_by: str
    last_on: date | None
    state: PlanState


@dataclass(frozen=True, slots=True)
class PlanFilter:
    """What the list shows; empty means all."""

    text: str = ""
    show: PlanShow = PlanShow.ALL
    sort: str = "month"
    descending: bool = True


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """Rows in the filter, rows there are at all, rows of each chip."""

    count: int
    every: int
    shows: dict[PlanShow, int]


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """Something that came; `undone` was taken back afterwards."""

    id: int
    quantity: Decimal
    on: date
    words: str
    by: str
    undone: bool


@dataclass(frozen=True, slots=True)
class PlanLineRow:
    """A line of the version that stands; `came` is what has come of it."""

    id: int
    no: int
    consumable_id: int | None
    what: str
    quantity: Decimal
    measure: str
    price: Decimal
    amount: Money
    why: str
    came: Decimal
    arrivals: tuple[ArrivalRow, ...]

    @property
    def left(self) -> Decimal:
        """What is still to come; never below nothing."""
        return max(Decimal(0), self.quantity - self.came)


@dataclass(frozen=True, slots=True)
class PlanCourse:
    """One thing that happened to it, to which version of its lines."""

    step: PlanStep
    version: int
    on: date
    at: datetime
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class PlanFile:
    """One with its lines and its course, the newest first."""

    row: PlanRow
    lines: tuple[PlanLineRow, ...]
    course: tuple[PlanCourse, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A consumable below its least stock: `short` is what it lacks, less what is still to come of approved plans."""

    goods: GoodsRow
    short: Decimal


def plan_rows(
    session: Session, wanted: PlanFilter, offset: int = 0, limit: int | None = 100
) -> tuple[PlanRow, ...]:
    """A page of the list: a dozen a year, so all are read and then chosen from."""
    rows = [row for row in _all(session, wanted.text) if _shown(row, wanted.show)]
    if wanted.sort == "total":
        rows.sort(key=lambda row: row.total)
    elif wanted.sort == "number":
        rows.sort(key=lambda row: row.number)
    if wanted.descending:
        rows.reverse()
    return tuple(rows[offset : None if limit is None else offset + limit])


def plan_figures(session: Session, wanted: PlanFilter) -> PlanFigures:
    """The figures over the list."""
    rows = _all(session, wanted.text)
    shows = {show: sum(_shown(row, show) for row in rows) for show in PlanShow}
    every = int(session.scalar(select(func.count()).select_from(PurchasePlan)) or 0)
    return PlanFigures(shows[wanted.show], every, shows)


def plan_file(session: Session, plan_id: int, _on: date | None = None) -> PlanFile | None:
    """One with all that is known of it, or None; the day makes no difference."""
    plan = session.get(PurchasePlan, plan_id)
    if plan is None:
        return None
    lines = _lines(session, [plan])[plan.id]
    events = session.scalars(
        select(PurchaseEvent).where(PurchaseEvent.plan_id == plan_id).order_by(PurchaseEvent.id.desc())
    ).all()
    course = tuple(PlanCourse(e.step, e.version, e.happened_on, e.at, e.words, e.by) for e in events)
    return PlanFile(_row(plan, lines, events[0] if events else None), tuple(lines), course)


def plan_states(session: Session, ids: Sequence[int]) -> dict[int, PlanState]:
    """How each of them stands."""
    plans = session.scalars(select(PurchasePlan).where(PurchasePlan.id.in_(ids))).all()
    lines, last = _lines(session, plans), _last(session, ids)
    return {plan.id: _row(plan, lines[plan.id], last.get(plan.id)).state for plan in plans}


def proposals(session: Session) -> tuple[Proposal, ...]:
    """What fell below its least stock and is not on its way, by name."""
    low = session.scalars(
        select(Consumable).where(Consumable.active, Consumable.low).order_by(Consumable.name)
    ).all()
    coming: dict[int, Decimal] = defaultdict(Decimal)
    approved = [row.id for row in _at(session, PlanStep.APPROVED) if row.state is PlanState.APPROVED]
    plans = session.scalars(select(PurchasePlan).where(PurchasePlan.id.in_(approved))).all()
    for lines in _lines(session, plans).values():
        for line in lines:
            if line.consumable_id is not None:
                coming[line.consumable_id] += line.left
    found = [Proposal(goods_row(row), row.least - row.stock - coming[row.id]) for row in low]
    return tuple(one for one in found if one.short > 0)


def purchase_day(session: Session) -> int:
    """By which day of the month the next month's plan is submitted."""
    return int(get_setting(session, PLAN_DAY_SETTING, PLAN_DAY))


def plan_is_due(session: Session, today: date) -> Due | None:
    """Next month's plan, while it is not submitted and due soon or late; None else (T21).

    An office that keeps no consumables and never made a plan is not spoken to.
    """
    due = plan_due(Month.of(today).plus(1), purchase_day(session))
    if today < due.by - timedelta(days=AHEAD_DAYS):
        return None
    ids = session.scalars(select(PurchasePlan.id).where(PurchasePlan.month_on == due.month.start)).all()
    if any(state not in (*WRITABLE, PlanState.VOID) for state in plan_states(session, ids).values()):
        return None
    if session.scalar(select(Consumable.id).limit(1)) is None and (
        session.scalar(select(PurchasePlan.id).limit(1)) is None
    ):
        return None
    return due


def plans_to_approve(session: Session) -> tuple[PlanRow, ...]:
    """What waits for a supervisor, the oldest first."""
    return _at(session, PlanStep.SUBMITTED)


def plans_sent_back(session: Session) -> tuple[PlanRow, ...]:
    """What has to be written anew, the oldest first."""
    return _at(session, PlanStep.SENT_BACK)


def _at(session: Session, step: PlanStep) -> tuple[PlanRow, ...]:
    """Those whose last step was that."""
    last = select(func.max(PurchaseEvent.id)).group_by(PurchaseEvent.plan_id)
    at = select(PurchaseEvent.plan_id).where(PurchaseEvent.id.in_(last), PurchaseEvent.step == step)
    plans = session.scalars(
        select(PurchasePlan).where(PurchasePlan.id.in_(at)).order_by(PurchasePlan.month_on, PurchasePlan.id)
    ).all()
    return _of(session, plans)


def _shown(row: PlanRow, show: PlanShow) -> bool:
    tests = {
        PlanShow.ALL: True,
        PlanShow.OPEN: row.state in WRITABLE,
        PlanShow.SUBMITTED: row.state is PlanState.SUBMITTED,
        PlanShow.APPROVED: row.state is PlanState.APPROVED,
    }
    return tests[show]


def _all(session: Session, typed: str) -> list[PlanRow]:
    query = select(PurchasePlan)
    text = typed.strip()
    if text:
        part = f"%{escaped(text)}%"
        named = select(PurchaseLine.plan_id).where(PurchaseLine.what.like(part, escape="\\"))
        query = query.where(
            or_(
                PurchasePlan.number.like(part, escape="\\"),
                PurchasePlan.by.like(part, escape="\\"),
                PurchasePlan.id.in_(named),
            )
        )
    return list(_of(session, session.scalars(query.order_by(PurchasePlan.month_on, PurchasePlan.id)).all()))


def _of(session: Session, plans: Sequence[PurchasePlan]) -> tuple[PlanRow, ...]:
    lines, last = _lines(session, plans), _last(session, [plan.id for plan in plans])
    return tuple(_row(plan, lines[plan.id], last.get(plan.id)) for plan in plans)


def _last(session: Session, ids: Sequence[int]) -> dict[int, PurchaseEvent]:
    events = session.scalars(
        select(PurchaseEvent).where(PurchaseEvent.plan_id.in_(ids)).order_by(PurchaseEvent.id)
    )
    return {event.plan_id: event for event in events}


def _lines(session: Session, plans: Sequence[PurchasePlan]) -> dict[int, list[PlanLineRow]]:
    """The lines of the version that stands of each, with what came."""
    found: dict[int, list[PlanLineRow]] = defaultdict(list)
    rows = session.scalars(
        select(PurchaseLine)
        .join(PurchasePlan, PurchasePlan.id == PurchaseLine.plan_id)
        .where(PurchaseLine.plan_id.in_([p.id for p in plans]), PurchaseLine.version == PurchasePlan.version)
        .order_by(PurchaseLine.plan_id, PurchaseLine.no)
    ).all()
    arrivals: dict[int, list[PurchaseArrival]] = defaultdict(list)
    query = select(PurchaseArrival).where(PurchaseArrival.line_id.in_([row.id for row in rows]))
    for arrival in session.scalars(query.order_by(PurchaseArrival.id)):
        arrivals[arrival.line_id].append(arrival)
    for row in rows:
        came = arrivals[row.id]
        undone = {one.undoes_id for one in came}
        found[row.plan_id].append(
            PlanLineRow(
                row.id, row.no, row.consumable_id, row.what, row.quantity, row.measure, row.price, row.amount,
                row.why, sum((one.quantity for one in came), Decimal(0)),
                tuple(
                    ArrivalRow(one.id, one.quantity, one.arrived_on, one.words, one.by, one.id in undone)
                    for one in came
                    if one.undoes_id is None
                ),
            )
        )  # fmt: skip
    return found


def _row(plan: PurchasePlan, lines: Sequence[PlanLineRow], last: PurchaseEvent | None) -> PlanRow:
    come = sum(not line.left for line in lines)
    step = last.step if last is not None else None
    return PlanRow(
        id=plan.id,
        number=plan.number,
        month=Month.of(plan.month_on),
        version=plan.version,
        words=plan.words,
        total=plan.total,
        lines=len(lines),
        come=come,
        made_on=plan.made_on,
        at=plan.at,
        by=plan.by,
        by_id=plan.by_id,
        last_by=last.by if last is not None else "",
        last_on=last.happened_on if last is not None else None,
        state=plan_state(step, all_received=bool(lines) and come == len(lines)),
    )
