"""Community events: the list, one with its plan, budget, guests, spending, files and course (D2.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.reception.model.events import (
    CommunityEvent,
    EventBudget,
    EventGuest,
    EventGuestMark,
    EventPlan,
    EventSpend,
    EventSpendVoid,
    EventStepRow,
)
from frontdesk.areas.reception.queries.desk_files import FileRow, files_of_event
from frontdesk.areas.reception.queries.event_sums import people_of, sums
from frontdesk.areas.reception.rules.events import (
    SOON_DAYS,
    Account,
    EventBase,
    EventState,
    EventStep,
    GuestMark,
    accounts,
    state,
)
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr


class EventShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    OPEN = "在办"
    WAITING = "待审批"
    READY = "筹备中"
    HELD = "待总结"
    CLOSED = "已结束"
    GONE = "取消、作废"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as lists show it. `signed` are people signed up, `came` those who came, `spent` what was paid."""

    id: int
    number: str
    title: str
    place: str
    held_on: date
    begins: str
    ends: str
    responsible: str
    words: str
    plan_no: int
    budget: Money
    spent: Money
    signed: int
    came: int
    score: int | None
    made_on: date
    by: str
    base: EventBase
    state: EventState

    @property
    def hours(self) -> str:
        """`14:30–16:00`, `14:30`."""
        return f"{self.begins}–{self.ends}" if self.ends else self.begins


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What a list shows on a day; empty means all."""

    on: date
    text: str = ""
    show: EventShow = EventShow.OPEN
    sort: str = "held"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class EventFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[EventShow, int]


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """A line of the budget that holds."""

    no: int
    what: str
    amount: Money


@dataclass(frozen=True, slots=True)
class GuestRow:
    """A guest; `came` are those who came with them, `phone` is masked. `mark` None: signed up, nothing more."""

    id: int
    name: str
    unit_id: int | None
    unit: str
    phone: str
    people: int
    came: int
    mark: GuestMark | None
    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SpendRow:
    """What was paid; `void` is why it does not count."""

    id: int
    line_no: int | None
    what: str
    amount: Money
    on: date
    words: str
    by: str
    void: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of its course."""

    id: int
    step: EventStep
    at: datetime
    words: str
    score: int | None
    by: str
    approver: str


@dataclass(frozen=True, slots=True)
class EventFile:
    """One with all that is known of it; its course the newest first."""

    row: EventRow
    budget: tuple[BudgetRow, ...]
    accounts: tuple[Account, ...]
    guests: tuple[GuestRow, ...]
    spends: tuple[SpendRow, ...]
    course: tuple[StepRow, ...]
    files: tuple[FileRow, ...]


def event_rows(
    session: Session, wanted: EventFilter, offset: int = 0, limit: int | None = 100
) -> tuple[EventRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    query = _base(wanted).where(_shown(wanted.show, wanted.on))
    column: Any = {
        "number": CommunityEvent.number,
        "title": CommunityEvent.title,
        "place": EventPlan.place,
        "responsible": EventPlan.responsible,
    }.get(wanted.sort, CommunityEvent.held_on)
    tail = CommunityEvent.id.desc() if wanted.descending else CommunityEvent.id
    query = query.order_by(column.desc() if wanted.descending else column, tail)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _rows(session, query, wanted.on)


def event_figures(session: Session, wanted: EventFilter) -> EventFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    columns = [func.coalesce(func.sum(case((_shown(show, wanted.on), 1), else_=0)), 0) for show in EventShow]
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(EventShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(CommunityEvent)) or 0)
    return EventFigures(shows[wanted.show], every, shows)


def event_row(session: Session, event_id: int, on: date) -> EventRow | None:
    """One, or None."""
    rows = _rows(session, _base(EventFilter(on)).where(CommunityEvent.id == event_id), on)
    return rows[0] if rows else None


def event_file(session: Session, event_id: int, on: date) -> EventFile | None:
    """One with all that is known of it, or None."""
    row = event_row(session, event_id, on)
    if row is None:
        return None
    lines = session.execute(
        select(EventBudget.no, EventBudget.what, EventBudget.amount)
        .join(EventPlan, EventPlan.id == EventBudget.plan_id)
        .where(EventPlan.event_id == event_id, EventPlan.no == row.plan_no)
        .order_by(EventBudget.no)
    ).all()
    budget = tuple(BudgetRow(no, what, amount) for no, what, amount in lines)
    spends = tuple(
        SpendRow(s.id, s.line_no, s.what, s.amount, s.spent_on, s.words, s.by, reason or "")
        for s, reason in session.execute(
            select(EventSpend, EventSpendVoid.reason)
            .outerjoin(EventSpendVoid, EventSpendVoid.spend_id == EventSpend.id)
            .where(EventSpend.event_id == event_id)
            .order_by(EventSpend.id)
        )
    )
    steps = session.scalars(
        select(EventStepRow).where(EventStepRow.event_id == event_id).order_by(EventStepRow.id.desc())
    )
    course = tuple(StepRow(s.id, s.step, s.at, s.words, s.score, s.by, s.approver) for s in steps)
    told = accounts(
        [(line.no, line.what, line.amount) for line in budget],
        [(paid.line_no, paid.amount) for paid in spends if not paid.void],
        tr("计划外"),
    )
    guests = guests_of(session, event_id)
    return EventFile(row, budget, told, guests, spends, course, files_of_event(session, event_id))


def guests_of(session: Session, event_id: int) -> tuple[GuestRow, ...]:
    """Everybody on the list in the order of signing up, those too who will not come."""
    marks: dict[int, EventGuestMark] = {}
    for mark in session.scalars(
        select(EventGuestMark)
        .join(EventGuest, EventGuest.id == EventGuestMark.guest_id)
        .where(EventGuest.event_id == event_id)
        .order_by(EventGuestMark.id)
    ):
        marks[mark.guest_id] = mark
    rows = session.execute(
        select(EventGuest, Unit.code, Person.phone)
        .outerjoin(Unit, Unit.id == EventGuest.unit_id)
        .outerjoin(Person, Person.id == EventGuest.person_id)
        .where(EventGuest.event_id == event_id)
        .order_by(EventGuest.id)
    )
    found = []
    for guest, unit, phone in rows:
        last = marks.get(guest.id)
        found.append(
            GuestRow(
                guest.id, guest.name, guest.unit_id, unit or "", mask_phone(guest.phone or phone or ""), guest.people,
                last.people if last else 0, last.mark if last else None, guest.words, guest.at, guest.by,
            )
        )  # fmt: skip
    return tuple(found)


def upcoming_events(session: Session, on: date, limit: int = 100) -> tuple[EventRow, ...]:
    """Approved ones of the next days, and those held that nobody has summed up, the earliest first (T21)."""
    query = _base(EventFilter(on)).where(
        CommunityEvent.base == EventBase.APPROVED, CommunityEvent.held_on <= on + timedelta(days=SOON_DAYS)
    )
    return _rows(session, query.order_by(CommunityEvent.held_on, CommunityEvent.id).limit(limit), on)


def events_to_approve(session: Session, on: date, limit: int = 100) -> tuple[EventRow, ...]:
    """Plans that wait for a supervisor, the first day first."""
    return event_rows(session, EventFilter(on, show=EventShow.WAITING), 0, limit)


def events_of_unit(session: Session, unit_id: int, on: date) -> tuple[EventRow, ...]:
    """Events to come for which somebody of the home has signed up: for its card."""
    out = (
        select(EventGuestMark.guest_id)
        .where(EventGuestMark.mark == GuestMark.OUT)
        .where(
            EventGuestMark.id
            == select(func.max(EventGuestMark.id))
            .where(EventGuestMark.guest_id == EventGuest.id)
            .correlate(EventGuest)
            .scalar_subquery()
        )
    )
    of_unit = select(EventGuest.event_id).where(EventGuest.unit_id == unit_id, EventGuest.id.not_in(out))
    query = _base(EventFilter(on)).where(
        CommunityEvent.id.in_(of_unit),
        CommunityEvent.base == EventBase.APPROVED,
        CommunityEvent.held_on >= on,
    )
    return _rows(session, query.order_by(CommunityEvent.held_on, CommunityEvent.id), on)


def find_events(session: Session, text: str, on: date, limit: int = 8) -> tuple[EventRow, ...]:
    """By number, or by words of the title of those that are not void."""
    told = text.strip()
    if len(told) < 2:
        return ()
    if told.upper().startswith("HD-"):
        test = CommunityEvent.number.like(f"{escaped(told.upper())}%", escape="\\")
    elif not told.isascii():
        test = CommunityEvent.title.like(f"%{escaped(told)}%", escape="\\")
    else:
        return ()
    query = _base(EventFilter(on)).where(test, CommunityEvent.base != EventBase.VOID)
    return _rows(session, query.order_by(CommunityEvent.held_on.desc(), CommunityEvent.id).limit(limit), on)


# -- how it is asked --


def _base(wanted: EventFilter) -> Select[Any]:
    query: Any = select(CommunityEvent, EventPlan).join(
        EventPlan, (EventPlan.event_id == CommunityEvent.id) & (EventPlan.no == CommunityEvent.plan_no)
    )
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        columns = (
            CommunityEvent.number, CommunityEvent.title, EventPlan.place, EventPlan.responsible, EventPlan.words,
        )  # fmt: skip
        query = query.where(or_(*(column.like(part, escape="\\") for column in columns)))
    found: Select[Any] = query
    return found


def _shown(show: EventShow, on: date) -> ColumnElement[bool]:
    """The same as `rules.events.state`, in the database's words."""
    base, approved = CommunityEvent.base, CommunityEvent.base == EventBase.APPROVED
    tests: dict[EventShow, ColumnElement[bool]] = {
        EventShow.OPEN: base.in_((EventBase.WAITING, EventBase.BACK, EventBase.APPROVED)),
        EventShow.WAITING: base.in_((EventBase.WAITING, EventBase.BACK)),
        EventShow.READY: approved & (CommunityEvent.held_on >= on),
        EventShow.HELD: approved & (CommunityEvent.held_on < on),
        EventShow.CLOSED: base == EventBase.CLOSED,
        EventShow.GONE: base.in_((EventBase.CANCELLED, EventBase.VOID)),
        EventShow.ALL: CommunityEvent.id.is_not(None),
    }
    return tests[show]


def _rows(session: Session, query: Select[Any], on: date) -> tuple[EventRow, ...]:
    """The rows with their sums, in a handful of queries however many they are."""
    found = session.execute(query).all()
    ids = [event.id for event, _plan in found]
    if not ids:
        return ()
    budgets = sums(
        session,
        select(EventBudget.plan_id, EventBudget.amount).where(
            EventBudget.plan_id.in_([plan.id for _event, plan in found])
        ),
    )
    spent = sums(
        session,
        select(EventSpend.event_id, EventSpend.amount)
        .outerjoin(EventSpendVoid, EventSpendVoid.spend_id == EventSpend.id)
        .where(EventSpend.event_id.in_(ids), EventSpendVoid.id.is_(None)),
    )
    signed, came = people_of(session, ids)
    scores: dict[int, int | None] = {}
    for event_id, score in session.execute(
        select(EventStepRow.event_id, EventStepRow.score)
        .where(EventStepRow.event_id.in_(ids), EventStepRow.score.is_not(None))
        .order_by(EventStepRow.id)
    ):
        scores[event_id] = score
    return tuple(
        EventRow(
            id=event.id,
            number=event.number,
            title=plan.title,
            place=plan.place,
            held_on=plan.held_on,
            begins=plan.begins,
            ends=plan.ends,
            responsible=plan.responsible,
            words=plan.words,
            plan_no=plan.no,
            budget=budgets.get(plan.id, ZERO),
            spent=spent.get(event.id, ZERO),
            signed=signed.get(event.id, 0),
            came=came.get(event.id, 0),
            score=scores.get(event.id) if event.base is EventBase.CLOSED else None,
            made_on=event.made_on,
            by=event.by,
            base=event.base,
            state=state(event.base, plan.held_on, on),
        )
        for event, plan in found
    )
