"""What must hold of visitors, parcels, found things, subscriptions and the shift log, whatever was done."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.model.found import FoundEvent, FoundItem
from frontdesk.areas.reception.model.parcels import Parcel, ParcelEvent, Subscription, SubscriptionEnd
from frontdesk.areas.reception.model.shift_log import ShiftNote, ShiftNoteRead
from frontdesk.areas.reception.model.visitors import Visit, VisitEnd
from frontdesk.areas.reception.rules.found import FoundHappened, outcome
from frontdesk.areas.reception.rules.parcels import Happened, NotifyWay, standing
from frontdesk.base.store.papers import Paper


def broken_held(session: Session) -> list[str]:
    """Each thing that does not hold, in words."""
    return [*_parcels(session), *_found(session), *_visits(session), *_terms(session), *_notes(session)]


def _parcels(session: Session) -> list[str]:
    """Each parcel's course, gone through again, comes to what stands beside it."""
    courses: dict[int, list[Happened]] = defaultdict(list)
    for e in session.scalars(select(ParcelEvent).order_by(ParcelEvent.id)):
        reached = e.way is not NotifyWay.FAILED
        courses[e.parcel_id].append(Happened(e.id, e.step, e.happened_on, e.pieces, reached, e.undoes_id))
    wrong = []
    for p in session.scalars(select(Parcel).order_by(Parcel.id)):
        told = standing(p.pieces, courses[p.id])
        if told.left < 0:
            wrong.append(f"{p.number}: more pieces went than came")
        if (p.left_pieces, p.notified_on, p.outcome, p.ended_on) != (
            told.left,
            told.notified_on,
            told.outcome,
            told.ended_on,
        ):
            wrong.append(f"{p.number}: how it stands is not what happened to it")
    return wrong


def _found(session: Session) -> list[str]:
    courses: dict[int, list[FoundHappened]] = defaultdict(list)
    for e in session.scalars(select(FoundEvent).order_by(FoundEvent.id)):
        courses[e.item_id].append(FoundHappened(e.id, e.step, e.happened_on, e.undoes_id))
    return [
        f"{item.number}: how it stands is not what happened to it"
        for item in session.scalars(select(FoundItem).order_by(FoundItem.id))
        if (item.outcome, item.ended_on) != outcome(courses[item.id])
    ]


def _visits(session: Session) -> list[str]:
    early = session.execute(
        select(Visit.id, Visit.name)
        .join(VisitEnd, VisitEnd.visit_id == Visit.id)
        .where(VisitEnd.at < Visit.at)
    )
    wrong = [f"visit {row.id} of {row.name}: left before coming" for row in early]
    worn = session.execute(
        select(Visit.pass_number)
        .where(
            Visit.pass_number != "",
            ~select(VisitEnd.id).where(VisitEnd.visit_id == Visit.id).exists(),
        )
        .group_by(Visit.pass_number)
        .having(func.count() > 1)
    )
    return [*wrong, *(f"pass {row.pass_number}: worn by two who are inside" for row in worn)]


def _terms(session: Session) -> list[str]:
    rows = session.execute(
        select(Subscription.id)
        .join(SubscriptionEnd, SubscriptionEnd.subscription_id == Subscription.id)
        .where(
            (SubscriptionEnd.ends_on < Subscription.starts_on)
            | (SubscriptionEnd.ends_on > Subscription.ends_on)
        )
    )
    return [f"subscription {row.id}: ends outside its term" for row in rows]


def _notes(session: Session) -> list[str]:
    """Each note has its paper; nobody signs what they wrote themselves."""
    bare = session.scalars(
        select(ShiftNote.number).where(
            ~select(Paper.id).where(Paper.form == "shift_record", Paper.number == ShiftNote.number).exists()
        )
    )
    own = session.scalars(
        select(ShiftNote.number)
        .join(ShiftNoteRead, ShiftNoteRead.note_id == ShiftNote.id)
        .where(ShiftNoteRead.by_id == ShiftNote.by_id)
    )
    return [*(f"{n}: has no paper" for n in bare), *(f"{n}: signed by who wrote it" for n in own)]
