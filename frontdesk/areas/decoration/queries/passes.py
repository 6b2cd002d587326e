"""Workers' passes of a file (临时出入证), as the permits know them; and what the permits ask of decorations."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.decoration.model.files import DecorationFile, DecorationPass, DecorationWorker
from frontdesk.areas.decoration.queries.files import load
from frontdesk.areas.decoration.rules.course import APPROVED_STATES, OVER, State
from frontdesk.areas.permits.queries.conditions import unit_state_says
from frontdesk.areas.permits.queries.permits import PermitFilter, PermitRow, permit_rows
from frontdesk.areas.permits.rules.conditions import Decoration
from frontdesk.base.values.text import tr

PASS_KIND = "LS"
"""The kind of permit that workers carry."""


def passes_of(session: Session, file_id: int, on: date) -> tuple[PermitRow, ...]:
    """The file's passes with how each stands on the day, replaced ones by what replaced them."""
    found = session.execute(
        select(DecorationPass.permit_id, DecorationFile.unit_id)
        .join(DecorationWorker, DecorationWorker.id == DecorationPass.worker_id)
        .join(DecorationFile, DecorationFile.id == DecorationWorker.file_id)
        .where(DecorationFile.id == file_id)
    ).all()
    if not found:
        return ()
    ids = {row.permit_id for row in found}
    wanted = PermitFilter("all", PASS_KIND, unit_id=found[0].unit_id)
    return tuple(row for row in permit_rows(session, wanted, on, limit=None) if row.id in ids)


def decoration_says(session: Session, unit_id: int, on: date) -> Decoration:
    """Whether a decoration of the home is approved (D3.3): its file says, or where there is none the home's state."""
    ids = session.scalars(
        select(DecorationFile.id).where(DecorationFile.unit_id == unit_id).order_by(DecorationFile.id.desc())
    ).all()
    files = [facts for facts in load(session, ids, on) if facts.state not in OVER]
    for facts in files:
        if facts.state in APPROVED_STATES and facts.state is not State.STOPPED:
            words = tr("{number} 已批准，至 {day}", number=facts.number, day=facts.ends_on.isoformat())
            return Decoration(True, words)
    if files:
        words = tr("{number} {state}", number=files[0].number, state=tr(files[0].state.value))
        return Decoration(False, words)
    return unit_state_says(session, unit_id, on)
