"""What decorations have to say before a unit is merged or split (D1.1)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from frontdesk.areas.archives.rules.unit_changes import Hindrance
from frontdesk.areas.decoration.queries.lists import files_of_unit
from frontdesk.areas.decoration.rules.course import OVER
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr


def decoration_hinders(session: Session, unit_id: int, on: date, now: datetime) -> tuple[Hindrance, ...]:
    """A file that is not over blocks: its permit, workers and deposit are the old unit's."""
    return tuple(
        Hindrance(tr("装修 {number} 没有办完（{state}）", number=row.number, state=tr(row.state.value)), True)
        for row in files_of_unit(session, unit_id, local_time(now).date())
        if row.state not in OVER
    )
