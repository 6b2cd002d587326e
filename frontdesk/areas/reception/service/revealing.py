"""Numbers of visitors, finders, claimants and who a parcel is for, in full; who asks and why is logged (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.areas.archives.model import Person
from frontdesk.areas.reception.model.calls import DeskCall
from frontdesk.areas.reception.model.contracts import Contract
from frontdesk.areas.reception.model.errands import Errand
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
from frontdesk.base.values.rights import Right
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
    """Of which ticket."""

    ticket_id: int


def caller_number(work: Work, command: CallerNumber) -> str:
    """The caller's number in full, for whoever calls back; the trail keeps who asked and for which ticket (D1.9)."""
    may_write(work)
    stored = work.session.get_one(Ticket, command.ticket_id)
    if not stored.phone:
        raise Refused(tr("{number} 没有留电话", number=stored.number))
    return stored.phone


def reveal_numbers(work: Work, command: RevealNumbers) -> FullNumbers:
    """The numbers in full. The trail keeps who asked, when and why; raises `Refused` without a reason."""
    if not command.reason.strip():
        raise Refused(tr("请填看原文的原因"), field="reason")
    work.require(Right.UNMASK)
    match command.of:
        case "visit":
            visit = work.session.get_one(Visit, command.record_id)
            return FullNumbers(visit.name, visit.id_number, visit.phone)
        case "parcel":
            parcel = work.session.get_one(Parcel, command.record_id)
            person = work.session.get(Person, parcel.person_id) if parcel.person_id is not None else None
            return FullNumbers(parcel.taker, "", parcel.phone or (person.phone if person else ""))
        case "call":
            call = work.session.get_one(DeskCall, command.record_id)
            caller = work.session.get(Person, call.person_id) if call.person_id is not None else None
            return FullNumbers(caller.name if caller else "", "", call.phone)
        case "contract":
            contract = work.session.get_one(Contract, command.record_id)
            return FullNumbers(contract.contact or contract.party, "", contract.phone)
        case "letting":
            letting = work.session.get_one(Letting, command.record_id)
            return FullNumbers(letting.owner, "", whole_phone(work, letting))
        case "seeker":
            seeker = work.session.get_one(Seeker, command.record_id)
            return FullNumbers(seeker.name, "", seeker.phone)
        case "viewing":
            viewing = work.session.get_one(LettingViewing, command.record_id)
            return FullNumbers(viewing.who, "", viewing.phone)
        case "booking":
            booking = work.session.get_one(PlaceBooking, command.record_id)
            return FullNumbers(booking.contact or booking.booker, "", booking.phone)
        case "errand":
            errand = work.session.get_one(Errand, command.record_id)
            asker = work.session.get(Person, errand.person_id) if errand.person_id is not None else None
            return FullNumbers(errand.who, "", errand.phone or (asker.phone if asker else ""))
        case "finder":
            item = work.session.get_one(FoundItem, command.record_id)
            return FullNumbers(item.finder, "", item.finder_phone)
        case _:
            claim = work.session.get_one(FoundEvent, command.record_id)
            return FullNumbers(claim.who, claim.id_number, claim.phone)
