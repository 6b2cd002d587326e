"""What waits at the reception right now, in a few counts: for the shift log's paper, the strip and the start page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.model.found import FoundItem
from frontdesk.areas.reception.model.parcels import Parcel
from frontdesk.areas.reception.model.visitors import Visit, VisitEnd
from frontdesk.areas.reception.rules import found, parcels
from frontdesk.areas.reception.rules.parcels import ParcelKind
from frontdesk.base.store.settings import get_setting


@dataclass(frozen=True, slots=True)
class HeldFigures:
    """Pieces that wait (letters apart), how many of all are overdue, who is inside, things found that wait."""

    parcels: int
    letters: int
    overdue: int
    inside: int
    overnight: int
    found: int
    found_due: int


def parcel_days(session: Session) -> int:
    """Days that a parcel may wait before it is overdue."""
    return int(get_setting(session, parcels.DAYS_SETTING, parcels.DAYS))


def found_days(session: Session) -> int:
    """Days that a found thing waits before it goes to the police."""
    return int(get_setting(session, found.DAYS_SETTING, found.DAYS))


def held_figures(session: Session, today: date) -> HeldFigures:
    """Each from an index over what is open; how much was ever held does not matter."""
    late = today - timedelta(days=parcel_days(session))
    is_parcel = Parcel.kind == ParcelKind.PARCEL
    pieces = session.execute(
        select(
            func.coalesce(func.sum(case((is_parcel, Parcel.left_pieces), else_=0)), 0),
            func.coalesce(func.sum(case((is_parcel, 0), else_=Parcel.left_pieces)), 0),
            func.coalesce(func.sum(case((Parcel.received_on < late, Parcel.left_pieces), else_=0)), 0),
        ).where(Parcel.outcome.is_(None))
    ).one()
    inside = session.execute(
        select(
            func.coalesce(func.sum(Visit.people), 0),
            func.coalesce(func.sum(case((Visit.came_on < today, Visit.people), else_=0)), 0),
        ).where(~select(VisitEnd.id).where(VisitEnd.visit_id == Visit.id).exists())
    ).one()
    due = today - timedelta(days=found_days(session))
    things = session.execute(
        select(
            func.count(), func.coalesce(func.sum(case((FoundItem.received_on < due, 1), else_=0)), 0)
        ).where(FoundItem.outcome.is_(None))
    ).one()
    return HeldFigures(*(int(n) for n in (*pieces, *inside, *things)))
