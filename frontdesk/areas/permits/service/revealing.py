"""Numbers of who holds a permit and of who carries goods out, in full; who asks and why is kept (D1.9)."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontdesk.areas.archives.rules.looks import How, Matter
from frontdesk.areas.archives.service.looks import ask_reason, note_look
from frontdesk.areas.permits.model.goods import GoodsPass
from frontdesk.areas.permits.model.permits import Permit
from frontdesk.base.store.work import Work


@dataclass(frozen=True, slots=True)
class RevealHolder:
    """Of which permit, and why."""

    permit_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class RevealCarrier:
    """Of which goods pass, and why."""

    pass_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class PermitNumbers:
    """Name and numbers in full, for the one who asked."""

    name: str
    id_number: str = field(repr=False)
    phone: str = field(repr=False)


def reveal_holder(work: Work, command: RevealHolder) -> PermitNumbers:
    """The holder's numbers. Raises `Refused` without a reason, `NeedsApproval` without the right."""
    ask_reason(command.reason)
    permit = work.session.get_one(Permit, command.permit_id)
    name = f"{permit.number} {permit.holder}"
    note_look(
        work, How.SEEN, Matter.PERMIT, name, command.reason, record_id=permit.id, person_id=permit.person_id
    )
    return PermitNumbers(permit.holder, permit.id_number, permit.phone)


def reveal_carrier(work: Work, command: RevealCarrier) -> PermitNumbers:
    """The carrier's number. Raises `Refused` without a reason, `NeedsApproval` without the right."""
    ask_reason(command.reason)
    goods = work.session.get_one(GoodsPass, command.pass_id)
    name = f"{goods.number} {goods.carrier}"
    note_look(work, How.SEEN, Matter.PERMIT, name, command.reason, record_id=goods.id)
    return PermitNumbers(goods.carrier, goods.carrier_number, "")
