"""What the reception holds of a person: tickets, calls, visitors, parcels, lettings, errands, events (D1.9)."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.documents.personal import HeldPart, HeldRow
from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.held import Whom, part, told
from frontdesk.areas.reception.model.calls import DeskCall, DeskCallWords
from frontdesk.areas.reception.model.contracts import Contract
from frontdesk.areas.reception.model.errands import Errand
from frontdesk.areas.reception.model.events import CommunityEvent, EventGuest
from frontdesk.areas.reception.model.found import FoundEvent, FoundItem
from frontdesk.areas.reception.model.lettings import Letting, LettingViewing, Seeker
from frontdesk.areas.reception.model.parcels import Parcel, Subscription
from frontdesk.areas.reception.model.places import PlaceBooking
from frontdesk.areas.reception.model.tickets import Ticket
from frontdesk.areas.reception.model.visitors import Visit
from frontdesk.base.values.text import tr


def held_of(session: Session, whom: Whom) -> tuple[HeldPart, ...]:
    """Sort by sort; of a home's visitors only that somebody came, for a visitor's name is not the person's."""
    return (
        part(tr("报事"), _tickets(session, whom)),
        part(tr("来电"), _calls(session, whom)),
        part(tr("访客"), _visits(session, whom)),
        part(tr("快递信件和报刊"), (*_parcels(session, whom), *_press(session, whom))),
        part(tr("代办"), _errands(session, whom)),
        part(tr("租售委托和看房"), _lettings(session, whom)),
        part(tr("社区活动"), _events(session, whom)),
        part(tr("失物、场地预订和合同"), (*_found(session, whom), *_bookings(session, whom))),
    )


def _tickets(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.scalars(
        select(Ticket).where(whom.theirs(Ticket.person_id, Ticket.phone)).order_by(Ticket.id)
    )
    for each in found:
        phone = whom.phone(each.phone) if each.phone else ""
        words = told(tr(each.kind.value), whom.code(each.unit_id), each.caller, phone, whom.words(each.what))
        yield HeldRow(each.received_on, each.number, words)


def _calls(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(DeskCall, DeskCallWords.words)
        .outerjoin(DeskCallWords, DeskCallWords.call_id == DeskCall.id)
        .where(whom.theirs(DeskCall.person_id, DeskCall.phone))
        .order_by(DeskCall.id)
    )
    for each, words in found:
        yield HeldRow(
            each.called_on, whom.phone(each.phone), told(whom.code(each.unit_id), whom.words(words or ""))
        )


def _visits(session: Session, whom: Whom) -> Iterator[HeldRow]:
    own = whom.theirs(None, Visit.phone, Visit.id_number)
    found = session.scalars(select(Visit).where(or_(own, Visit.unit_id.in_(whom.units))).order_by(Visit.id))
    for each in found:
        if each.phone in whom.phones or each.id_number in whom.id_numbers:
            number = whom.id_number(each.id_number) if each.id_number else ""
            phone = whom.phone(each.phone) if each.phone else ""
            words = told(each.name, number, phone, each.plate, each.place, whom.words(each.why))
            yield HeldRow(each.came_on, tr("来访"), words)
        elif whom.stayed(each.unit_id, each.came_on):
            host = tr("找 {name}", name=each.host) if each.host else ""
            words = told(whom.code(each.unit_id), tr("{n} 人", n=each.people), host, whom.words(each.why))
            yield HeldRow(each.came_on, tr("有人来访"), words)


def _parcels(session: Session, whom: Whom) -> Iterator[HeldRow]:
    named = Parcel.unit_id.in_(whom.units) & (Parcel.taker == whom.name) & Parcel.person_id.is_(None)
    found = session.scalars(
        select(Parcel).where(or_(whom.theirs(Parcel.person_id, Parcel.phone), named)).order_by(Parcel.id)
    )
    for each in found:
        phone = whom.phone(each.phone) if each.phone else ""
        words = told(
            tr(each.kind.value),
            whom.code(each.unit_id),
            each.taker,
            phone,
            each.carrier,
            whom.words(each.words),
        )
        yield HeldRow(each.received_on, each.number, words)


def _press(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.scalars(
        select(Subscription)
        .where(Subscription.unit_id.in_(whom.units), Subscription.subscriber == whom.name)
        .order_by(Subscription.id)
    )
    for each in found:
        words = told(whom.code(each.unit_id), each.title, tr("{n} 份", n=each.copies))
        yield HeldRow(each.starts_on, tr("报刊订阅"), words)


def _errands(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.scalars(
        select(Errand).where(whom.theirs(Errand.person_id, Errand.phone)).order_by(Errand.id)
    )
    for each in found:
        phone = whom.phone(each.phone) if each.phone else ""
        words = told(tr(each.kind), whom.code(each.unit_id), each.who, phone, whom.words(each.what))
        yield HeldRow(each.received_on, each.number, words)


def _lettings(session: Session, whom: Whom) -> Iterator[HeldRow]:
    lettings = session.execute(
        select(Letting, Unit.code)
        .join(Unit, Unit.id == Letting.unit_id)
        .where(whom.theirs(Letting.person_id, Letting.phone))
        .order_by(Letting.id)
    )
    for letting, code in lettings:
        phone = whom.phone(letting.phone) if letting.phone else ""
        until = tr("到 {day}", day=letting.ends_on)
        yield HeldRow(
            letting.received_on, letting.number, told(tr("委托"), code, letting.owner, phone, until)
        )
    for seeker in session.scalars(select(Seeker).where(whom.theirs(None, Seeker.phone)).order_by(Seeker.id)):
        words = told(tr(seeker.kind.value), seeker.name, whom.phone(seeker.phone), whom.words(seeker.words))
        yield HeldRow(seeker.received_on, seeker.number, words)
    seekers = select(Seeker.id).where(whom.theirs(None, Seeker.phone))
    led = or_(whom.theirs(None, LettingViewing.phone), LettingViewing.seeker_id.in_(seekers))
    for viewing in session.scalars(select(LettingViewing).where(led).order_by(LettingViewing.id)):
        words = told(tr("看房"), viewing.who, whom.phone(viewing.phone), whom.words(viewing.words))
        yield HeldRow(viewing.held_on, viewing.number, words)


def _events(session: Session, whom: Whom) -> Iterator[HeldRow]:
    found = session.execute(
        select(EventGuest, CommunityEvent)
        .join(CommunityEvent, CommunityEvent.id == EventGuest.event_id)
        .where(whom.theirs(EventGuest.person_id, EventGuest.phone))
        .order_by(EventGuest.id)
    )
    for guest, event in found:
        phone = whom.phone(guest.phone) if guest.phone else ""
        words = told(event.title, guest.name, phone, tr("{n} 人", n=guest.people), whom.words(guest.words))
        yield HeldRow(event.held_on, event.number, words)


def _found(session: Session, whom: Whom) -> Iterator[HeldRow]:
    items = session.scalars(
        select(FoundItem).where(whom.theirs(None, FoundItem.finder_phone)).order_by(FoundItem.id)
    )
    for item in items:
        words = told(tr("拾到"), item.what, item.finder, whom.phone(item.finder_phone))
        yield HeldRow(item.found_on, item.number, words)
    claims = session.execute(
        select(FoundEvent, FoundItem)
        .join(FoundItem, FoundItem.id == FoundEvent.item_id)
        .where(whom.theirs(None, FoundEvent.phone, FoundEvent.id_number))
        .order_by(FoundEvent.id)
    )
    for claim, item in claims:
        number = whom.id_number(claim.id_number) if claim.id_number else ""
        phone = whom.phone(claim.phone) if claim.phone else ""
        yield HeldRow(claim.happened_on, item.number, told(tr("认领"), item.what, claim.who, number, phone))


def _bookings(session: Session, whom: Whom) -> Iterator[HeldRow]:
    bookings = session.scalars(
        select(PlaceBooking).where(whom.theirs(None, PlaceBooking.phone)).order_by(PlaceBooking.id)
    )
    for booking in bookings:
        words = told(
            tr("场地预订"),
            booking.booker,
            booking.contact,
            whom.phone(booking.phone),
            whom.words(booking.purpose),
        )
        yield HeldRow(booking.made_on, booking.number, words)
    contracts = session.scalars(
        select(Contract).where(whom.theirs(None, Contract.phone)).order_by(Contract.id)
    )
    for contract in contracts:
        words = told(contract.title, contract.party, contract.contact, whom.phone(contract.phone))
        yield HeldRow(contract.signed_on, contract.number, words)
