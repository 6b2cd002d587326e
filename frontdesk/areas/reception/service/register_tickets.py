"""Taking an old 报事台账 over: good rows in one transaction, the rest comes back with the reason (D1.7).

A ticket takes the next number of its own day; the old one is kept beside it and found by. What is still open is
promised from today on, as if it had been received now. The book knows days and no hours: its rows stand at midnight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import text

from frontdesk.areas.archives.rules.importing.register import ImportRegister, RegisterResult
from frontdesk.areas.reception.model.tickets import Ticket, TicketEvent, TicketNow
from frontdesk.areas.reception.queries.limits import calendar_of, stamp, wall
from frontdesk.areas.reception.queries.register_tickets import PlannedTicket, plan_tickets
from frontdesk.areas.reception.queries.standing import TicketFacts, now_values, opening_of, row_of
from frontdesk.areas.reception.rules.course import Act, Promise, State, begins, take
from frontdesk.areas.reception.rules.register_tickets import BookTicket
from frontdesk.areas.reception.rules.words import TicketKind, series_of, ticket_number
from frontdesk.areas.reception.service.common import (
    TOPIC,
    promise_from,
    require_desk,
)
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.text import tr

_CHUNK = 200
_FINISHED = frozenset({State.CALLING, State.FINISHED, State.CLOSED})


def import_tickets(work: Work, command: ImportRegister) -> RegisterResult:
    """Take the good rows over, all or none. Raises `Refused` or `Surroundings` for a file that cannot be read."""
    require_desk(work)
    plan = plan_tickets(work.session, command, work.today(), work.progress)
    numbers = _numbers(work, plan.tickets)
    for at in range(0, len(plan.tickets), _CHUNK):
        work.progress.step(at, len(plan.tickets), tr("正在写入报事"))
        _write(work, plan.tickets[at : at + _CHUNK], numbers[at : at + _CHUNK])
    if plan.tickets:
        work.touch(TOPIC)
    return plan.result


def _numbers(work: Work, planned: Sequence[PlannedTicket]) -> list[str]:
    """A number for each, in their order, every series taken at once."""
    wanted = Counter((one.book.kind, one.book.received_on) for one in planned)
    free: dict[tuple[TicketKind, date], int] = {}
    for (kind, day), count in wanted.items():
        free[kind, day] = next_number(work.session, series_of(kind, day))
        if count > 1:
            work.session.execute(
                text("UPDATE number_series SET last = last + :more WHERE name = :name"),
                {"more": count - 1, "name": series_of(kind, day)},
            )
    found = []
    for one in planned:
        key = (one.book.kind, one.book.received_on)
        found.append(ticket_number(*key, free[key]))
        free[key] += 1
    return found


def _write(work: Work, planned: Sequence[PlannedTicket], numbers: Sequence[str]) -> None:
    """Tickets, their rows, where they stand: three writes for many, as a book may hold years of them."""
    tickets = [_ticket(work, one, number) for one, number in zip(planned, numbers, strict=True)]
    work.session.add_all(tickets)
    work.session.flush()
    found = []
    for one, ticket in zip(planned, tickets, strict=True):
        facts = TicketFacts(ticket, (), begins(opening_of(ticket)))
        for act, on, words, fields in _course(work, one.book):
            facts = _past(work, facts, act, on, words, fields)
        found.append(facts)
    work.session.add_all(event for facts in found for event in facts.rows)
    work.session.flush()
    work.session.add_all(TicketNow(ticket_id=facts.ticket.id, **now_values(facts)) for facts in found)
    work.session.flush()


def _ticket(work: Work, planned: PlannedTicket, number: str) -> Ticket:
    book = planned.book
    live = book.state not in _FINISHED and book.state is not State.VOID
    promised = promise_from(work, book.kind, book.level, wall(work.now())) if live else Promise()
    return Ticket(
        number=number,
        kind=book.kind,
        channel=book.channel,
        unit_id=planned.unit_id,
        entrance="",
        spot=book.spot,
        person_id=planned.person_id,
        caller=book.caller,
        phone=planned.phone,
        what=book.what,
        category=book.category,
        level=book.level,
        dispatch_by=promised.dispatch_by,
        arrive_by=promised.arrive_by,
        finish_by=promised.finish_by,
        received_on=book.received_on,
        at=_midnight(book.received_on),
        by_id=work.actor.id,
        by=work.actor.name,
        old_number=book.old,
        token=planned.mark,
    )


def _course(work: Work, book: BookTicket) -> list[tuple[Act, date, str, dict[str, Any]]]:
    """The rows that lead to where the book says it stands."""
    on = book.done_on or book.received_on
    who = {"department": book.department, "worker": book.worker}
    if book.state is State.VOID:
        return [(Act.VOID, on, book.result or tr("旧台账作废"), {})]
    found: list[tuple[Act, date, str, dict[str, Any]]] = []
    if book.department or book.worker:
        found.append((Act.DISPATCH, book.received_on, "", who))
    if book.state is State.WORKING:
        if not found:
            found.append((Act.DISPATCH, book.received_on, "", who))
        found.append((Act.ARRIVE, book.received_on, "", {}))
    if book.state not in _FINISHED:
        return found if book.state is not State.WAITING else []
    result = book.result or tr("旧台账没有写结果")
    called = book.satisfaction is not None
    if book.state is State.CALLING:
        end = datetime.combine(work.today(), calendar_of(work.session).hours.end)
        found.append((Act.DONE, on, result, {**who, "promised": True, "call_by": stamp(end)}))
        return found
    found.append((Act.DONE if called else Act.SETTLE, on, result, who))
    if called:
        found.append((Act.CALL, on, book.called, {"reached": True, "satisfaction": book.satisfaction}))
    found.append((Act.CLOSE, on, tr("旧台账已结"), {"worker": book.worker}))
    return found


def _past(
    work: Work, facts: TicketFacts, act: Act, on: date, words: str, fields: dict[str, Any]
) -> TicketFacts:
    plain = {"department": "", "worker": "", "promised": False}
    event = TicketEvent(
        ticket_id=facts.ticket.id,
        no=facts.version + 1,
        act=act,
        on_day=on,
        words=words,
        at=_midnight(on),
        by_id=work.actor.id,
        by=work.actor.name,
        **(plain | fields),
    )
    return TicketFacts(facts.ticket, (*facts.rows, event), take(facts.standing, row_of(event)))


def _midnight(day: date) -> datetime:
    return stamp(datetime.combine(day, time(0)))
