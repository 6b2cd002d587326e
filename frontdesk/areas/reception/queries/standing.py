"""Where tickets stand, worked out of their rows (D2.2): what the service acts upon and `check` compares."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.model.tickets import Ticket, TicketEvent
from frontdesk.areas.reception.rules.course import Opening, Promise, Row, Standing, stand


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """A ticket, its rows and where it stands after them. The version is the last row's number."""

    ticket: Ticket
    rows: tuple[TicketEvent, ...]
    standing: Standing

    @property
    def version(self) -> int:
        return len(self.rows)


def opening_of(ticket: Ticket) -> Opening:
    """What it was when it was received."""
    return Opening(ticket.kind, ticket.level, Promise(ticket.dispatch_by, ticket.arrive_by, ticket.finish_by))


def row_of(event: TicketEvent) -> Row:
    """A stored row as the course knows it."""
    promise = None
    if event.promised:
        promise = Promise(event.dispatch_by, event.arrive_by, event.finish_by, event.call_by)
    return Row(
        event.act, event.on_day, event.at, promise, event.department, event.worker, event.until, event.level,
        event.outage_id, event.reached, event.satisfaction,
    )  # fmt: skip


def facts_of(session: Session, ids: Collection[int]) -> tuple[TicketFacts, ...]:
    """The tickets of *ids*, in their order, with two statements. Raises `ValueError` for rows the table knows not."""
    tickets = {row.id: row for row in session.scalars(select(Ticket).where(Ticket.id.in_(ids)))}
    events: dict[int, list[TicketEvent]] = {key: [] for key in tickets}
    query = select(TicketEvent).where(TicketEvent.ticket_id.in_(ids))
    for event in session.scalars(query.order_by(TicketEvent.ticket_id, TicketEvent.no)):
        events[event.ticket_id].append(event)
    return tuple(
        TicketFacts(
            tickets[key], tuple(events[key]), stand(opening_of(tickets[key]), map(row_of, events[key]))
        )
        for key in dict.fromkeys(ids)
        if key in tickets
    )


def now_values(facts: TicketFacts) -> dict[str, Any]:
    """What `TicketNow` must hold of a ticket."""
    standing, limit = facts.standing, facts.standing.limit()
    return {
        "version": facts.version,
        "state": standing.state,
        "under": standing.under,
        "until": standing.until,
        "kind": facts.ticket.kind,
        "level": standing.level,
        "unit_id": facts.ticket.unit_id,
        "limit_step": limit[0] if limit else None,
        "limit_at": limit[1] if limit else None,
        "department": standing.department,
        "worker": standing.worker,
        "outage_id": standing.outage_id,
        "sent_back": standing.sent_back,
        "misses": standing.misses,
        "satisfaction": standing.satisfaction,
        "done_at": standing.done_at,
        "closed_at": standing.closed_at,
    }
