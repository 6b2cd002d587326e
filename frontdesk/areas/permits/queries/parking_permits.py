"""Permits (停车证) that stand for a lease's car: what its pane shows, and what is to be taken back at its end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.rules.identity import plate_key
from frontdesk.areas.permits.model.permits import Permit
from frontdesk.areas.permits.queries.parking import LeaseFacts
from frontdesk.areas.permits.queries.permits import of_unit
from frontdesk.areas.permits.rules.course import LIVE, OPEN, state_words
from frontdesk.areas.permits.rules.parking import PARKING_PERMIT, space_key


@dataclass(frozen=True, slots=True)
class CarPermit:
    """A permit of a lease; `live` while it is good, else it has not come back yet."""

    number: str
    plate: str
    ends_on: date
    tone: str
    word: str
    live: bool


def car_permits(session: Session, lease: LeaseFacts, on: date) -> tuple[CarPermit, ...]:
    """The unit's permits for this space, or for one of the lease's cars where no space was written on them."""
    rows = {row.id: row for row in of_unit(session, lease.unit_id, on) if row.kind_code == PARKING_PERMIT}
    wanted = {row_id for row_id, row in rows.items() if row.state in OPEN}
    found = []
    cars = {key for _day, _plate, key in lease.plates if key}
    for permit in session.scalars(select(Permit).where(Permit.id.in_(wanted)).order_by(Permit.id)):
        extra = json.loads(permit.extra)
        space, plate = space_key(str(extra.get("space", ""))), str(extra.get("plate", ""))
        if space == space_key(lease.code) or (not space and plate_key(plate) in cars):
            row = rows[permit.id]
            tone, word = state_words(row.state, row.ends_on, on)
            found.append(CarPermit(row.number, plate, row.ends_on, tone, word, row.state in LIVE))
    return tuple(found)
