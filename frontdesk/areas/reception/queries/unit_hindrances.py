"""What the reception has to say before a unit is merged or split: tickets, parcels, homes to let (D1.1)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from frontdesk.areas.archives.rules.unit_changes import Hindrance
from frontdesk.areas.reception.queries.errands import errands_of_unit
from frontdesk.areas.reception.queries.lettings import lettings_of_unit
from frontdesk.areas.reception.queries.parcels import waiting_for
from frontdesk.areas.reception.queries.ticket_rows import of_unit
from frontdesk.areas.reception.rules.course import OPEN
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr


def reception_hinders(session: Session, unit_id: int, on: date, now: datetime) -> tuple[Hindrance, ...]:
    """Nothing of it blocks: a ticket goes on under the old unit until it is closed."""
    today = local_time(now).date()
    found = [
        Hindrance(tr("报事 {number} 没有办完：{what}", number=row.number, what=row.what[:40]), False)
        for row in of_unit(session, unit_id, now, today)
        if row.state in OPEN
    ]
    found += [
        Hindrance(
            tr(
                "租售委托 {number} 还在（{state}），请改到新房屋",
                number=row.number,
                state=tr(row.state.value),
            ),
            False,
        )
        for row in lettings_of_unit(session, unit_id, today)
    ]
    found += [
        Hindrance(tr("代办 {number} 没有办完", number=row.number), False)
        for row in errands_of_unit(session, unit_id, today)
    ]
    parcels = waiting_for(session, unit_id, today)
    if parcels:
        found.append(Hindrance(tr("有 {n} 件快递信件没有领", n=len(parcels)), False))
    return tuple(found)
