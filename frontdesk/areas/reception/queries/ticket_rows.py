"""Lists of tickets (D0.7, D2.2): chips with their counts, rows by filter, what is over its limit, who is to be called.

A list reads `ticket_now` beside the ticket: a constant number of statements, whatever it holds. What was put off is
seen as it will be from its day on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.rules.identity import mask_phone, phone_digits
from frontdesk.areas.reception.model.outages import Outage, OutageWords
from frontdesk.areas.reception.model.tickets import Ticket, TicketNow
from frontdesk.areas.reception.queries.limits import wall
from frontdesk.areas.reception.queries.ticket_filters import (
    TicketFilter,
    TicketSort,
    TicketView,
    filtered,
    in_view,
    ordered_by,
    state_on,
)
from frontdesk.areas.reception.rules.course import OPEN, LimitStep, State
from frontdesk.areas.reception.rules.limits import day_words, limit_words, moment_words, over
from frontdesk.areas.reception.rules.words import (
    Channel,
    Level,
    OutageKind,
    TicketKind,
    find_number,
    handler_words,
)
from frontdesk.base.values.text import tr

__all__ = [
    "TicketCounts", "TicketFilter", "TicketRow", "TicketSort", "TicketView", "WorkerLoad", "callbacks_due", "calls_of",
    "counts", "major_open", "of_unit", "open_count_of_unit", "open_counts_of_units", "over_limit", "place_words",
    "rows_by_id", "search", "state_on", "state_words", "ticket_count", "ticket_rows", "worker_loads",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket as lists show it. `unit` is the code, or the common part in words; the phone is masked (D1.9).

    `state` is as of the day asked, `state_words` with the day or outage (`延后至 12-02`, `并入停水`). `late` is by how
    much the limit that runs is over, `limit_words` the column 限时 (`超 2:40`, `14:00`, `今天`, "" for none).
    """

    id: int
    number: str
    kind: TicketKind
    level: Level
    channel: Channel
    unit_id: int | None
    unit: str
    what: str
    caller: str
    phone: str
    state: State
    state_words: str
    until: date | None
    limit_step: LimitStep | None
    limit_at: datetime | None
    late: timedelta | None
    limit_words: str
    handler: str
    department: str
    worker: str
    outage_id: int | None
    sent_back: int
    misses: int
    satisfaction: int | None
    done_at: datetime | None
    received_on: date
    at: datetime
    by: str
    version: int


@dataclass(frozen=True, slots=True)
class TicketCounts:
    """The numbers on the chips."""

    open: int
    over: int
    waiting: int
    calls: int
    mine: int
    complaints: int
    major: int
    put_off: int
    all: int


def counts(session: Session, now: datetime, today: date, user_id: int | None = None) -> TicketCounts:
    """The numbers on the chips, in two statements. *now* is the clock's stamp, *today* its day."""
    sums = []
    for view in TicketView:
        condition = in_view(view, now, today, user_id)
        if condition is not None:
            sums.append(func.coalesce(func.sum(case((condition, 1), else_=0)), 0))
    row = session.execute(
        select(*sums)
        .select_from(TicketNow)
        .join(Ticket, Ticket.id == TicketNow.ticket_id)
        .where(TicketNow.state.in_(OPEN))
    ).one()
    whole = session.scalar(select(func.count()).select_from(TicketNow)) or 0
    return TicketCounts(*map(int, (*row, whole)))


def ticket_rows(
    session: Session,
    wanted: TicketFilter,
    now: datetime,
    today: date,
    offset: int = 0,
    limit: int | None = None,
) -> tuple[TicketRow, ...]:
    """A page of a list, in one statement, or two where some are tied to outages."""
    query = filtered(_select(today), wanted, now, today)
    return _read(session, query.order_by(*ordered_by(wanted)).limit(limit).offset(offset), now, today)


def ticket_count(session: Session, wanted: TicketFilter, now: datetime, today: date) -> int:
    """How many `ticket_rows` there are in all."""
    query = (
        select(func.count())
        .select_from(TicketNow)
        .join(Ticket, Ticket.id == TicketNow.ticket_id)
        .outerjoin(Unit, Unit.id == Ticket.unit_id)
    )
    return session.scalar(filtered(query, wanted, now, today)) or 0


def rows_by_id(session: Session, ids: Sequence[int], now: datetime, today: date) -> tuple[TicketRow, ...]:
    """Those of *ids*, in their order."""
    found = {row.id: row for row in _read(session, _select(today).where(Ticket.id.in_(ids)), now, today)}
    return tuple(found[key] for key in ids if key in found)


def of_unit(
    session: Session, unit_id: int, now: datetime, today: date, limit: int = 50
) -> tuple[TicketRow, ...]:
    """A unit's tickets: the open ones first, then the newest."""
    query = _select(today).where(Ticket.unit_id == unit_id)
    order = (case((TicketNow.state.in_(OPEN), 0), else_=1), Ticket.id.desc())
    return _read(session, query.order_by(*order).limit(limit), now, today)


def open_count_of_unit(session: Session, unit_id: int) -> int:
    """How many of a unit's tickets are not over."""
    return session.scalar(
        select(func.count()).select_from(TicketNow).where(TicketNow.unit_id == unit_id, TicketNow.state.in_(OPEN))
    ) or 0  # fmt: skip


def open_counts_of_units(session: Session, unit_ids: Sequence[int]) -> dict[int, int]:
    """The same of several units, in one statement: unit id -> how many."""
    rows = session.execute(
        select(TicketNow.unit_id, func.count())
        .where(TicketNow.unit_id.in_(unit_ids), TicketNow.state.in_(OPEN))
        .group_by(TicketNow.unit_id)
    )
    return {unit_id: n for unit_id, n in rows if unit_id is not None}


def over_limit(
    session: Session, now: datetime, today: date, limit: int | None = None
) -> tuple[TicketRow, ...]:
    """What is over its limit, the one longest over first."""
    return ticket_rows(session, TicketFilter(TicketView.OVER), now, today, 0, limit)


def callbacks_due(
    session: Session, now: datetime, today: date, limit: int | None = None
) -> tuple[TicketRow, ...]:
    """Whoever is to be called back by the end of today, the earliest limit first."""
    rows = ticket_rows(session, TicketFilter(TicketView.CALLS), now, today)
    due = [row for row in rows if row.limit_at is None or wall(row.limit_at).date() <= today]
    return tuple(due[:limit])


def major_open(
    session: Session, now: datetime, today: date, limit: int | None = None
) -> tuple[TicketRow, ...]:
    """The manager's list (D2.2): everything 重大 that is not over."""
    return ticket_rows(session, TicketFilter(TicketView.MAJOR), now, today, 0, limit)


def calls_of(
    session: Session, phone: str, now: datetime, today: date, limit: int = 20
) -> tuple[TicketRow, ...]:
    """The tickets of a caller's number, the newest first."""
    digits = phone_digits(phone)
    if len(digits) < 7:
        return ()
    query = _select(today).where(Ticket.phone.in_({phone.strip(), digits}))
    return _read(session, query.order_by(Ticket.id.desc()).limit(limit), now, today)


def search(session: Session, asked: str, now: datetime, today: date, most: int = 8) -> tuple[TicketRow, ...]:
    """Tickets as one types their number (D0.1): `BS-20261121-007`, `bs1121-7`, `bs7` of today; or the old number."""
    text = asked.strip()
    number = find_number(text, today)
    if number is not None:
        condition = Ticket.number == number
    elif len(text) >= 4:
        condition = and_(Ticket.old_number != "", Ticket.old_number == text)
    else:
        return ()
    return _read(session, _select(today).where(condition).limit(most), now, today)


@dataclass(frozen=True, slots=True)
class WorkerLoad:
    """Somebody to whom tickets are dispatched, and how many are with them now."""

    department: str
    worker: str
    open: int


def worker_loads(session: Session) -> tuple[WorkerLoad, ...]:
    """Departments and workers with work in hand, the busiest last."""
    rows = session.execute(
        select(TicketNow.department, TicketNow.worker, func.count())
        .where(TicketNow.state.in_([State.DISPATCHED, State.WORKING]), TicketNow.department != "")
        .group_by(TicketNow.department, TicketNow.worker)
        .order_by(func.count(), TicketNow.department, TicketNow.worker)
    )
    return tuple(WorkerLoad(department, worker, n) for department, worker, n in rows)


def _select(today: date) -> Select[Any]:
    return (
        select(Ticket, TicketNow, Unit.code, Building.code, Outage.kind, state_on(today).label("shown"))
        .join(TicketNow, TicketNow.ticket_id == Ticket.id)
        .outerjoin(Unit, Unit.id == Ticket.unit_id)
        .outerjoin(Building, Building.id == Ticket.building_id)
        .outerjoin(Outage, Outage.id == TicketNow.outage_id)
    )


def _read(session: Session, query: Select[Any], now: datetime, today: date) -> tuple[TicketRow, ...]:
    local = wall(now)
    rows = tuple(
        _row(ticket, stands, unit, building, outage, shown, local=local, today=today)
        for ticket, stands, unit, building, outage, shown in session.execute(query)
    )
    tied = {row.outage_id for row in rows if row.state is State.TIED}
    if not tied:
        return rows
    expected = {
        words.outage_id: words.expected_until
        for words in session.scalars(
            select(OutageWords).where(OutageWords.outage_id.in_(tied)).order_by(OutageWords.no)
        )
    }
    return tuple(_tied(row, expected.get(row.outage_id or 0), local) for row in rows)


def _tied(row: TicketRow, expected: datetime | None, local: datetime) -> TicketRow:
    """One that is tied to an outage shows until when that is expected to last."""
    if row.state is not State.TIED or expected is None:
        return row
    return replace(row, limit_words=moment_words(wall(expected), local))


def _row(
    ticket: Ticket,
    now: TicketNow,
    unit: str | None,
    building: str | None,
    outage: OutageKind | None,
    shown: str,
    *,
    local: datetime,
    today: date,
) -> TicketRow:
    state = State(shown)
    watched = now.limit_at is not None and state is not State.PUT_OFF
    limit = wall(now.limit_at) if now.limit_at is not None and watched else None
    step = now.limit_step if watched else None
    row = TicketRow(
        id=ticket.id,
        number=ticket.number,
        kind=ticket.kind,
        level=now.level,
        channel=ticket.channel,
        unit_id=ticket.unit_id,
        unit=unit or place_words(building, ticket.entrance, ticket.spot),
        what=ticket.what,
        caller=ticket.caller,
        phone=mask_phone(ticket.phone),
        state=state,
        state_words=state_words(state, now.until, outage, today),
        until=now.until if state is State.PUT_OFF else None,
        limit_step=step,
        limit_at=now.limit_at if watched else None,
        late=over(limit, local),
        limit_words=limit_words(step, limit, local) if step is not None and limit is not None else "",
        handler=handler_words(now.department, now.worker),
        department=now.department,
        worker=now.worker,
        outage_id=now.outage_id,
        sent_back=now.sent_back,
        misses=now.misses,
        satisfaction=now.satisfaction,
        done_at=now.done_at,
        received_on=ticket.received_on,
        at=ticket.at,
        by=ticket.by,
        version=now.version,
    )
    if state is State.PUT_OFF and now.until is not None:
        row = replace(row, limit_words=day_words(now.until, today))
    return row


def place_words(building: str | None, entrance: str, spot: str) -> str:
    """`5-2 大堂`: a common part as lists show it."""
    where = "-".join(part for part in (building or "", entrance) if part)
    return " ".join(part for part in (where, spot) if part)


def state_words(state: State, until: date | None, outage: OutageKind | None, today: date) -> str:
    """`待派单`, `延后至 12-02`, `并入停水`."""
    if state is State.PUT_OFF and until is not None:
        return tr("延后至 {day}", day=day_words(until, today))
    if state is State.TIED and outage is not None:
        return tr("并入{kind}", kind=tr(outage.value))
    return tr(state.value)
