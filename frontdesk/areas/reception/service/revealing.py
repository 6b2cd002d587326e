"""Numbers of visitors, finders, claimants and who a parcel is for, in full; who asks and why is logged (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.areas.archives.model import Person
from frontdesk.areas.reception.model.calls import DeskCall
from frontdesk.areas.reception.model.found import FoundEvent, FoundItem
from frontdesk.areas.reception.model.parcels import Parcel
from frontdesk.areas.reception.model.visitors import Visit
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class RevealNumbers:
    """Whose: `of` is visit, parcel, call, finder (a found thing's id) or claimant (a found event's id)."""

    of: str
    record_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class FullNumbers:
    """Name and numbers in full, for the one who asked."""

    name: str
    id_number: str = field(repr=False)
    phone: str = field(repr=False)


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
        case "finder":
            item = work.session.get_one(FoundItem, command.record_id)
            return FullNumbers(item.finder, "", item.finder_phone)
        case _:
            claim = work.session.get_one(FoundEvent, command.record_id)
            return FullNumbers(claim.who, claim.id_number, claim.phone)
