"""What the reception still needs a person for: a ticket, a parcel, an errand or a letting that is open (D1.9)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.anonymising import Leaving
from frontdesk.areas.reception.model.errands import Errand
from frontdesk.areas.reception.model.lettings import Letting
from frontdesk.areas.reception.model.parcels import Parcel
from frontdesk.areas.reception.model.tickets import Ticket, TicketNow
from frontdesk.areas.reception.rules.course import State
from frontdesk.areas.reception.rules.errands import AT_WORK, ErrandState
from frontdesk.base.values.text import tr


def hindering(session: Session, leaving: Leaving) -> Iterable[tuple[int | None, str]]:
    """What is not closed, collected or given back."""
    tickets = (
        select(Ticket.person_id, Ticket.number)
        .join(TicketNow, TicketNow.ticket_id == Ticket.id)
        .where(leaving.among(Ticket.person_id), TicketNow.state.not_in((State.CLOSED, State.VOID)))
        .order_by(Ticket.id)
    )
    for person_id, number in session.execute(tickets):
        yield person_id, tr("报事 {number} 还没有关闭", number=number)
    parcels = select(Parcel.person_id, Parcel.number).where(
        leaving.among(Parcel.person_id), Parcel.outcome.is_(None)
    )
    for person_id, number in session.execute(parcels.order_by(Parcel.id)):
        yield person_id, tr("快递信件 {number} 还没有领走", number=number)
    errands = (
        select(Errand.person_id, Errand.number)
        .where(leaving.among(Errand.person_id), Errand.state.in_((*AT_WORK, ErrandState.DONE)))
        .order_by(Errand.id)
    )
    for person_id, number in session.execute(errands):
        yield person_id, tr("代办 {number} 还没有办完", number=number)
    lettings = select(Letting.person_id, Letting.number).where(
        leaving.among(Letting.person_id), Letting.outcome.is_(None)
    )
    for person_id, number in session.execute(lettings.order_by(Letting.id)):
        yield person_id, tr("租售委托 {number} 还没有结束", number=number)
