"""Outages and the tickets that belong to one: tied, taken out again."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.reception.model.outages import Outage, OutageEnd
from frontdesk.areas.reception.rules.course import Act
from frontdesk.areas.reception.service.common import (
    OUTAGES,
    ActInput,
    Taken,
    append,
    open_ticket,
    require_desk,
    taken,
    taken_before,
)
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class Tie(ActInput):
    """The ticket belongs to an outage."""

    outage_id: int = 0


@dataclass(frozen=True, slots=True)
class Untie(ActInput):
    """It does not after all, and why."""


def tie(work: Work, command: Tie) -> Taken:
    """Tie it (并入): it is told when the outage ends."""
    require_desk(work)
    # The outage before the ticket, as its end takes them: else the two could wait for each other.
    work.session.execute(select(Outage.id).where(Outage.id == command.outage_id).with_for_update())
    if (before := taken_before(work, command)) is not None:
        return before
    outage_id = open_outage_id(work, command.outage_id)
    facts = open_ticket(work, command.ticket_id, command.version)
    facts = append(work, facts, Act.TIE, command.words, token=command.token, fields={"outage_id": outage_id})
    work.touch(OUTAGES)
    return taken(work, facts)


def untie(work: Work, command: Untie) -> Taken:
    """Take it out again: it waits to be dispatched, limits counted anew."""
    require_desk(work)
    if (before := taken_before(work, command)) is not None:
        return before
    facts = open_ticket(work, command.ticket_id, command.version)
    facts = append(work, facts, Act.UNTIE, command.words, token=command.token)
    work.touch(OUTAGES)
    return taken(work, facts)


def open_outage_id(work: Work, outage_id: int) -> int:
    """The outage, locked until the transaction ends. Raises `Refused` for one that is over."""
    found = work.session.scalar(select(Outage).where(Outage.id == outage_id).with_for_update())
    if found is None:
        raise Refused(tr("没有这条停水停电记录，请重新选择"), field="outage_id")
    if work.session.scalar(select(OutageEnd.id).where(OutageEnd.outage_id == outage_id)) is not None:
        raise Refused(tr("{number} 已经恢复了，请按新报事受理", number=found.number), field="outage_id")
    return outage_id
