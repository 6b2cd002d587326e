"""Files as one types (D0.1): by number, whole or its last figures, or by the contractor's name; nothing is worked out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.decoration.model.files import DecorationContractor, DecorationFile, DecorationStep
from frontdesk.areas.decoration.rules.course import OVER, State
from frontdesk.areas.decoration.rules.kinds import find_number

SHORTEST_NAME = 2
SHORTEST_END = 3
"""Letters of a firm's name, and figures of a number, that are enough to mean it."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file found; `named` when what was asked is its whole number."""

    id: int
    number: str
    unit_id: int
    unit: str
    applicant: str
    firm: str
    state: State
    named: bool


def search_files(session: Session, asked: str, today: date, most: int) -> tuple[FoundFile, ...]:
    """At most *most*: those under way first, then the newest."""
    text = re.sub(r"\s+", " ", unicodedata.normalize("NFKC", asked)).strip()
    number = find_number(text, year=today.year)
    wanted: list[ColumnElement[bool]] = []
    if number is not None and (text[:1].upper() == "Z" or len(re.sub(r"\D", "", text)) >= SHORTEST_END):
        wanted.append(DecorationFile.number == number)
    elif len(text) >= SHORTEST_NAME and not re.search(r"\d", text):
        wanted.append(DecorationContractor.name.contains(text, autoescape=True))
    if not wanted:
        return ()
    newest = select(func.max(DecorationContractor.id)).group_by(DecorationContractor.file_id)
    last = (
        select(func.max(DecorationStep.no))
        .where(DecorationStep.file_id == DecorationFile.id)
        .correlate(DecorationFile)
        .scalar_subquery()
    )
    rows = session.execute(
        select(DecorationFile, Unit.code, DecorationContractor.name, DecorationStep.after)
        .join(Unit, Unit.id == DecorationFile.unit_id)
        .join(
            DecorationContractor,
            and_(DecorationContractor.file_id == DecorationFile.id, DecorationContractor.id.in_(newest)),
        )
        .join(DecorationStep, and_(DecorationStep.file_id == DecorationFile.id, DecorationStep.no == last))
        .where(or_(*wanted))
        .order_by(DecorationStep.after.in_(OVER), DecorationFile.id.desc())
        .limit(most)
    )
    return tuple(
        FoundFile(f.id, f.number, f.unit_id, unit, f.applicant, firm, state, f.number == number)
        for f, unit, firm, state in rows
    )
