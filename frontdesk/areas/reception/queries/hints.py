"""What stands beside a new ticket: what is open of the unit, what may be the same matter, what is out (D2.2, 08b)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.reception.queries.outages import OutageRow, covering, outage_rows
from frontdesk.areas.reception.queries.places import notes_of
from frontdesk.areas.reception.queries.ticket_rows import (
    TicketFilter,
    TicketRow,
    TicketSort,
    TicketView,
    of_unit,
    ticket_rows,
)
from frontdesk.areas.reception.rules.course import OPEN

MOST = 4
DAYS = 7
"""Tickets of so many days may be the same matter."""
READ = 100
"""So many of a building's newest open tickets are looked through."""
_ALIKE = 2
"""So many pairs of characters in common make two reports alike."""


@dataclass(frozen=True, slots=True)
class Hints:
    """Everything that stands beside the form.

    `open` are the unit's tickets that are not over, `alike` those of other places in the building; `here` are
    outages that take in the place, `elsewhere` those that do not.
    """

    open: tuple[TicketRow, ...] = ()
    notes: tuple[str, ...] = ()
    here: tuple[OutageRow, ...] = ()
    elsewhere: tuple[OutageRow, ...] = ()
    alike: tuple[TicketRow, ...] = ()


def hints(
    session: Session,
    unit_id: int | None,
    building_id: int | None,
    entrance: str,
    what: str,
    today: date,
    now: datetime,
) -> Hints:
    """What is known about a place and a matter; with no place only what is out."""
    building = building_id
    if unit_id is not None:
        unit = session.get(Unit, unit_id)
        building = unit.building_id if unit is not None else None
    here = covering(session, unit_id=unit_id, building_id=building_id, entrance=entrance)
    known = {row.id for row in here}
    own: tuple[TicketRow, ...] = ()
    if unit_id is not None:
        own = tuple(row for row in of_unit(session, unit_id, now, today, MOST) if row.state in OPEN)
    return Hints(
        own,
        notes_of(session, unit_id, today) if unit_id is not None else (),
        here,
        tuple(row for row in outage_rows(session) if row.id not in known),
        _alike(session, unit_id, building, what, today, now),
    )


def _alike(
    session: Session, unit_id: int | None, building_id: int | None, what: str, today: date, now: datetime
) -> tuple[TicketRow, ...]:
    pairs = _pairs(what)
    if building_id is None or not pairs:
        return ()
    wanted = TicketFilter(
        TicketView.OPEN,
        building_id=building_id,
        first=today - timedelta(days=DAYS),
        sort=TicketSort.NEWEST,
        descending=True,
    )
    rows = ticket_rows(session, wanted, now, today, 0, READ)
    found = [
        row
        for row in rows
        if (unit_id is None or row.unit_id != unit_id) and len(pairs & _pairs(row.what)) >= _ALIKE
    ]
    return tuple(found[:MOST])


def _pairs(text: str) -> set[str]:
    bare = re.sub(r"[\W\d_]+", " ", text)
    return {part[at : at + 2] for part in bare.split() for at in range(len(part) - 1)}
