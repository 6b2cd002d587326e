"""Defects (遗留问题) as their tickets and their owners have left them (D1.4, T21)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.handover.model.handing import HandoverDefect, HandoverDefectEvent, HandoverUnit
from frontdesk.areas.handover.rules.course import Defect, DefectStep, defect_state
from frontdesk.areas.reception.model.attached import TicketPhoto, TicketPhotoVoid
from frontdesk.areas.reception.model.tickets import Ticket, TicketNow
from frontdesk.areas.reception.rules.course import State

_OPEN = frozenset({
    State.RECEIVED, State.WAITING, State.DISPATCHED, State.WORKING, State.PUT_OFF, State.TIED,
})  # fmt: skip
"""States of a ticket in which somebody still has to mend it."""


@dataclass(frozen=True, slots=True)
class DefectRow:
    """A defect as lists show it. `promised_on` is the day promised last; `sent_back` how often it went back."""

    id: int
    file_id: int
    no: int
    unit_id: int
    unit: str
    place: str
    category: str
    words: str
    found_on: date
    promised_on: date
    ticket_id: int
    ticket: str
    ticket_state: State
    state: Defect
    sent_back: int
    photos: int
    signed_by: str
    signed_on: date | None
    by: str
    at: datetime
    late: bool


def defects(
    session: Session,
    on: date,
    *,
    file_ids: Collection[int] | None = None,
    unit_id: int | None = None,
    open_only: bool = False,
) -> tuple[DefectRow, ...]:
    """Defects in the order they were found; `late`: not mended, and the day promised is over."""
    query = (
        select(HandoverDefect, HandoverUnit.unit_id, Unit.code, Ticket.number, TicketNow)
        .join(HandoverUnit, HandoverUnit.id == HandoverDefect.file_id)
        .join(Unit, Unit.id == HandoverUnit.unit_id)
        .join(Ticket, Ticket.id == HandoverDefect.ticket_id)
        .join(TicketNow, TicketNow.ticket_id == Ticket.id)
        .order_by(Unit.sort_key, HandoverDefect.file_id, HandoverDefect.no)
    )
    if file_ids is not None:
        query = query.where(HandoverDefect.file_id.in_(file_ids))
    if unit_id is not None:
        query = query.where(HandoverUnit.unit_id == unit_id)
    rows = session.execute(query).all()
    ids = [row[0].id for row in rows]
    events: dict[int, list[HandoverDefectEvent]] = {}
    photos: dict[int, int] = {}
    for at in range(0, len(ids), 500):
        part = ids[at : at + 500]
        for event in session.scalars(
            select(HandoverDefectEvent)
            .where(HandoverDefectEvent.defect_id.in_(part))
            .order_by(HandoverDefectEvent.id)
        ):
            events.setdefault(event.defect_id, []).append(event)
        tickets = [row[0].ticket_id for row in rows[at : at + 500]]
        for ticket_id in session.scalars(
            select(TicketPhoto.ticket_id)
            .outerjoin(TicketPhotoVoid, TicketPhotoVoid.photo_id == TicketPhoto.id)
            .where(TicketPhoto.ticket_id.in_(tickets), TicketPhotoVoid.id.is_(None))
        ):
            photos[ticket_id] = photos.get(ticket_id, 0) + 1
    found = tuple(
        _row(defect, unit, code, number, now, events.get(defect.id, []), photos.get(defect.ticket_id, 0), on)
        for defect, unit, code, number, now in rows
    )
    return tuple(row for row in found if row.state in (Defect.OPEN, Defect.MENDED)) if open_only else found


def _row(
    defect: HandoverDefect,
    unit_id: int,
    code: str,
    number: str,
    now: TicketNow,
    events: list[HandoverDefectEvent],
    photos: int,
    on: date,
) -> DefectRow:
    last = events[-1] if events else None
    ticket = now.state
    state = _state(ticket, last.step if last is not None else None)
    promised = next(
        (e.promised_on for e in reversed(events) if e.promised_on is not None), defect.promised_on
    )
    signed = last if last is not None and last.step is DefectStep.SIGNED else None
    return DefectRow(
        defect.id, defect.file_id, defect.no, unit_id, code, defect.place, defect.category, defect.words,
        defect.found_on, promised, defect.ticket_id, number, ticket, state,
        sum(e.step is DefectStep.SENT_BACK for e in events), photos, signed.who if signed else "",
        signed.happened_on if signed else None, defect.by, defect.at,
        state is Defect.OPEN and promised < on,
    )  # fmt: skip


def _state(ticket: State, last: DefectStep | None) -> Defect:
    return defect_state(ticket_open=ticket in _OPEN, ticket_void=ticket is State.VOID, last=last)


def state_of(session: Session, defect: HandoverDefect) -> Defect:
    """How one stands."""
    ticket = session.scalars(select(TicketNow.state).where(TicketNow.ticket_id == defect.ticket_id)).one()
    last = session.scalar(
        select(HandoverDefectEvent.step)
        .where(HandoverDefectEvent.defect_id == defect.id)
        .order_by(HandoverDefectEvent.id.desc())
        .limit(1)
    )
    return _state(ticket, last)
