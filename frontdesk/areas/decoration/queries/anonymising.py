"""What the decorations still need a person for: a file that is not closed (D1.9)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.anonymising import Leaving
from frontdesk.areas.decoration.model.files import DecorationFile, DecorationStep
from frontdesk.areas.decoration.queries.files import last_steps
from frontdesk.areas.decoration.rules.course import OVER
from frontdesk.base.values.text import tr


def hindering(session: Session, leaving: Leaving) -> Iterable[tuple[int | None, str]]:
    """Files in the name of one of them that are not archived, refused, withdrawn or lapsed."""
    last = last_steps()
    found = (
        select(DecorationFile.person_id, DecorationFile.number)
        .join(last, last.c.file_id == DecorationFile.id)
        .join(DecorationStep, and_(DecorationStep.file_id == last.c.file_id, DecorationStep.no == last.c.no))
        .where(leaving.among(DecorationFile.person_id), DecorationStep.after.not_in(OVER))
        .order_by(DecorationFile.id)
    )
    for person_id, number in session.execute(found):
        yield person_id, tr("装修 {number} 还没有归档", number=number)
