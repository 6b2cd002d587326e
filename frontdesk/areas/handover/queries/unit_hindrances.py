"""What the handover has to say before a unit is merged or split (D1.1)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from frontdesk.areas.archives.rules.unit_changes import Hindrance
from frontdesk.areas.handover.queries.files import of_unit
from frontdesk.areas.handover.rules.course import HandoverState
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr


def handover_hinders(session: Session, unit_id: int, on: date, now: datetime) -> tuple[Hindrance, ...]:
    """A home that is being handed over is first handed over, or taken out of its batch."""
    row = of_unit(session, unit_id, local_time(now).date())
    if row is None or row.state in (HandoverState.DONE, HandoverState.VOID):
        return ()
    return (Hindrance(tr("收楼还没有办完（{state}）", state=tr(row.state.value)), True),)
