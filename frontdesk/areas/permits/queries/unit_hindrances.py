"""What permits and parking have to say before a unit is merged or split (D1.1)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from frontdesk.areas.archives.rules.unit_changes import Hindrance
from frontdesk.areas.permits.queries.parking import leases
from frontdesk.areas.permits.queries.permits import of_unit
from frontdesk.areas.permits.rules.course import LIVE
from frontdesk.areas.permits.rules.parking import LeaseState
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr


def permits_hinder(session: Session, unit_id: int, on: date, now: datetime) -> tuple[Hindrance, ...]:
    """A lease blocks, for its rent goes on; each permit that is good is told, to be issued anew."""
    today = local_time(now).date()
    found = [
        Hindrance(
            tr(
                "{number} 租着车位 {code} 到 {day}，请先终止，在新房屋上重租",
                number=lease.number,
                code=lease.code,
                day=lease.last_on,
            ),
            True,
        )
        for lease in leases(session, today, unit_id=unit_id)
        if lease.state(today) is not LeaseState.OVER
    ]
    found += [
        Hindrance(
            tr(
                "{kind} {number}（{holder}）写着原来的房号，请换发",
                kind=row.kind,
                number=row.number,
                holder=row.holder,
            ),
            False,
        )
        for row in of_unit(session, unit_id, today)
        if row.state in LIVE
    ]
    return tuple(found)
