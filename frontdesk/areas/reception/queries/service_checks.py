"""What must hold of bookings and errands, whatever was done (D2.6)."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.model.errands import Errand, ErrandStep
from frontdesk.areas.reception.model.places import PlaceBooking, PlaceBookingEnd
from frontdesk.areas.reception.rules.errands import ErrandStepRow, standing


def broken_services(session: Session) -> list[str]:
    """Each thing that does not hold, in words."""
    return [*_bookings(session), *_errands(session)]


def _bookings(session: Session) -> list[str]:
    """No place is let to two at once."""
    end = func.coalesce(PlaceBookingEnd.free_from, PlaceBooking.ends_on)
    held: dict[int, list[tuple[date, date, str]]] = defaultdict(list)
    rows = session.execute(
        select(PlaceBooking.place_id, PlaceBooking.starts_on, end, PlaceBooking.number)
        .outerjoin(PlaceBookingEnd, PlaceBookingEnd.booking_id == PlaceBooking.id)
        .where(end > PlaceBooking.starts_on)
        .order_by(PlaceBooking.place_id, PlaceBooking.starts_on)
    )
    for place_id, first, free, number in rows:
        held[place_id].append((first, free, number))
    return [
        f"{after[2]}: the place is let to {before[2]} on these days"
        for spans in held.values()
        for before, after in pairwise(spans)
        if after[0] < before[1]
    ]


def _errands(session: Session) -> list[str]:
    """Each errand's course, gone through again, comes to what stands beside it."""
    courses: dict[int, list[ErrandStepRow]] = defaultdict(list)
    for s in session.scalars(select(ErrandStep).order_by(ErrandStep.errand_id, ErrandStep.no)):
        courses[s.errand_id].append(ErrandStepRow(s.act, s.on_day, s.promised_on))
    wrong = []
    for e in session.scalars(select(Errand).order_by(Errand.id)):
        try:
            told = standing(courses[e.id])
        except ValueError as error:
            wrong.append(f"{e.number}: {error}")
            continue
        if (e.state, e.promised_on, e.ended_on) != (told.state, told.promised_on, told.ended_on):
            wrong.append(f"{e.number}: how it stands is not what happened to it")
    return wrong
