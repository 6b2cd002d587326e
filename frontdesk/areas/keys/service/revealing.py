"""The numbers of somebody who has a key, in full: to call them; who asks and why is logged (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.areas.archives.model import Person
from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.service.looks import ask_reason, note_look
from frontdesk.areas.keys.model import KeyMovement
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class RevealHolder:
    """Ask for the numbers of who took or brought a key; the reason is logged."""

    movement_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class HolderNumbers:
    """Name and numbers in full, for the one who asked."""

    name: str
    id_number: str = field(repr=False)
    phone: str = field(repr=False)


def reveal_holder(work: Work, command: RevealHolder) -> HolderNumbers:
    """The numbers in full. The trail keeps who asked, when and why; raises `Refused` without a reason."""
    ask_reason(command.reason)
    move = work.session.get(KeyMovement, command.movement_id)
    if move is None:
        raise Refused(tr("没有这条记录，请重新选择"))
    note_look(
        work, How.SEEN, Matter.KEY, move.who, command.reason, record_id=move.id, person_id=move.person_id
    )
    if move.person_id is None:
        return HolderNumbers(move.who, move.id_number, move.phone)
    person = work.session.get_one(Person, move.person_id)
    return HolderNumbers(person.name, person.id_number, person.phone or person.phone2)
