"""Numbers of visitors, finders, claimants and who a parcel is for, in full; who asks and why is logged (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.service.looks import ask_reason, note_look
from frontdesk.areas.reception.model.calls import DeskCall
from frontdesk.areas.reception.model.contracts import Contract
from frontdesk.areas.reception.model.errands import Errand
from frontdesk.areas.reception.model.events import EventGuest
from frontdesk.areas.reception.model.found import FoundEvent, FoundItem
from frontdesk.areas.reception.model.lettings import Letting, LettingViewing, Seeker
from frontdesk.areas.reception.model.parcels import Parcel
from frontdesk.areas.reception.model.places import PlaceBooking
from frontdesk.areas.reception.model.tickets import Ticket
from frontdesk.areas.reception.model.visitors import Visit
from frontdesk.areas.reception.service.desk_common import may_write
from frontdesk.areas.reception.service.letting_common import whole_phone
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.masks import cover_numbers
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class RevealNumbers:
    """Whose: `of` is visit, parcel, call, contract, finder (a found thing's id) or claimant (a found event's id)."""

    of: str
    record_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class FullNumbers:
    """Name and numbers in full, for the one who asked."""

    name: str
    id_number: str = field(repr=False)
    phone: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CallerNumber:
    """Of which ticket, and why."""

    ticket_id: int
    reason: str = ""


def caller_number(work: Work, command: CallerNumber) -> str:
    """The caller's number in full, for whoever calls back: the reason, unless another is given.

    Empty where only the caller's words hold a number. Raises `Refused` where there is none at all.
    """
    may_write(work)
    stored = work.session.get_one(Ticket, command.ticket_id)
    if not stored.phone and cover_numbers(stored.what) == stored.what:
        raise Refused(tr("{number} 没有留电话", number=stored.number))
    whose = " ".join(part for part in (stored.number, stored.caller) if part)
    reason = command.reason or tr("回访来人")
    note_look(
        work,
        How.SEEN,
        Matter.TICKET,
        whose,
        reason,
        record_id=stored.id,
        person_id=stored.person_id,
        duty=True,
    )
    return stored.phone


def reveal_numbers(work: Work, command: RevealNumbers) -> FullNumbers:
    """The numbers in full; who asked, when and why is kept. Raises `Refused` without a reason."""
    ask_reason(command.reason)
    matter, numbers, person_id = _of(work, command)
    note_look(
        work, How.SEEN, matter, numbers.name, command.reason, record_id=command.record_id, person_id=person_id
    )
    return numbers


def _of(work: Work, command: RevealNumbers) -> tuple[Matter, FullNumbers, int | None]:
    match command.of:
        case "visit":
            visit = work.session.get_one(Visit, command.record_id)
            return Matter.VISIT, FullNumbers(visit.name, visit.id_number, visit.phone), None
        case "parcel":
            parcel = work.session.get_one(Parcel, command.record_id)
            phone = parcel.phone or _phone_of(work, parcel.person_id)
            return Matter.PARCEL, FullNumbers(parcel.taker, "", phone), parcel.person_id
        case "call":
            call = work.session.get_one(DeskCall, command.record_id)
            caller = work.session.get(Person, call.person_id) if call.person_id is not None else None
            return Matter.CALL, FullNumbers(caller.name if caller else "", "", call.phone), call.person_id
        case "contract":
            contract = work.session.get_one(Contract, command.record_id)
            return (
                Matter.CONTRACT,
                FullNumbers(contract.contact or contract.party, "", contract.phone),
                None,
            )
        case "letting":
            letting = work.session.get_one(Letting, command.record_id)
            return (
                Matter.LETTING,
                FullNumbers(letting.owner, "", whole_phone(work, letting)),
                letting.person_id,
            )
        case "seeker":
            seeker = work.session.get_one(Seeker, command.record_id)
            return Matter.SEEKER, FullNumbers(seeker.name, "", seeker.phone), None
        case "viewing":
            viewing = work.session.get_one(LettingViewing, command.record_id)
            return Matter.VIEWING, FullNumbers(viewing.who, "", viewing.phone), None
        case "booking":
            booking = work.session.get_one(PlaceBooking, command.record_id)
            return Matter.BOOKING, FullNumbers(booking.contact or booking.booker, "", booking.phone), None
        case "errand":
            errand = work.session.get_one(Errand, command.record_id)
            phone = errand.phone or _phone_of(work, errand.person_id)
            return Matter.ERRAND, FullNumbers(errand.who, "", phone), errand.person_id
        case "guest":
            guest = work.session.get_one(EventGuest, command.record_id)
            phone = guest.phone or _phone_of(work, guest.person_id)
            return Matter.EVENT, FullNumbers(guest.name, "", phone), guest.person_id
        case "finder":
            item = work.session.get_one(FoundItem, command.record_id)
            return Matter.FOUND, FullNumbers(item.finder, "", item.finder_phone), None
        case _:
            claim = work.session.get_one(FoundEvent, command.record_id)
            return Matter.FOUND, FullNumbers(claim.who, claim.id_number, claim.phone), None


def _phone_of(work: Work, person_id: int | None) -> str:
    person = work.session.get(Person, person_id) if person_id is not None else None
    return (person.phone or person.phone2) if person is not None else ""
