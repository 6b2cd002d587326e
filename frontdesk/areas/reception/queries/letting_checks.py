"""What must hold of commissions, searches, viewings and community events, whatever was done."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.fees.model import Charge
from frontdesk.areas.reception.model.events import (
    CommunityEvent,
    EventBudget,
    EventPlan,
    EventSpend,
    EventStepRow,
)
from frontdesk.areas.reception.model.lettings import (
    Letting,
    LettingDeal,
    LettingEvent,
    LettingTerms,
    Seeker,
    SeekerEvent,
)
from frontdesk.areas.reception.rules.events import EventStep, base_after
from frontdesk.areas.reception.rules.lettings import (
    LettingHappened,
    SeekerHappened,
    seeker_outcome,
    stands,
)


def broken_lettings(session: Session) -> list[str]:
    """Each thing that does not hold, in words."""
    return [*_lettings(session), *_seekers(session), *_deals(session), *_events(session)]


def _lettings(session: Session) -> list[str]:
    """Each course, gone through again, comes to what stands beside it; the last terms are the ones that hold."""
    courses: dict[int, list[LettingHappened]] = defaultdict(list)
    for e in session.scalars(select(LettingEvent).order_by(LettingEvent.id)):
        courses[e.letting_id].append(LettingHappened(e.id, e.step, e.happened_on, e.undoes_id))
    last: dict[int, tuple[int, date]] = {}
    for terms in session.scalars(select(LettingTerms).order_by(LettingTerms.no)):
        last[terms.letting_id] = (terms.no, terms.ends_on)
    wrong = []
    for one in session.scalars(select(Letting).order_by(Letting.id)):
        found = stands(courses[one.id])
        if (one.signed_on, one.outcome, one.ended_on) != (found.signed_on, found.outcome, found.ended_on):
            wrong.append(f"{one.number}: how it stands is not what happened to it")
        if last.get(one.id) != (one.terms_no, one.ends_on):
            wrong.append(f"{one.number}: its terms are not its last ones")
    return wrong


def _seekers(session: Session) -> list[str]:
    courses: dict[int, list[SeekerHappened]] = defaultdict(list)
    for e in session.scalars(select(SeekerEvent).order_by(SeekerEvent.id)):
        courses[e.seeker_id].append(SeekerHappened(e.id, e.step, e.happened_on, e.undoes_id))
    return [
        f"{one.number}: how it stands is not what happened to it"
        for one in session.scalars(select(Seeker).order_by(Seeker.id))
        if (one.outcome, one.ended_on) != seeker_outcome(courses[one.id])
    ]


def _deals(session: Session) -> list[str]:
    """A deal's commission is the charge it became, of the same home."""
    rows = session.execute(
        select(Letting.number, LettingDeal.commission, Charge.amount, Letting.unit_id, Charge.unit_id)
        .join(LettingEvent, LettingEvent.letting_id == Letting.id)
        .join(LettingDeal, LettingDeal.event_id == LettingEvent.id)
        .join(Charge, Charge.id == LettingDeal.charge_id)
        .order_by(LettingDeal.id)
    )
    return [
        f"{number}: its commission is not its charge"
        for number, commission, amount, unit_id, charged in rows
        if (commission, unit_id) != (amount, charged)
    ]


def _events(session: Session) -> list[str]:
    """Each event stands where its steps lead; its plan is its last; what was spent is on a line there once was."""
    steps: dict[int, list[EventStep]] = defaultdict(list)
    for row in session.scalars(select(EventStepRow).order_by(EventStepRow.id)):
        steps[row.event_id].append(row.step)
    numbered = select(EventPlan.event_id, func.max(EventPlan.no)).group_by(EventPlan.event_id)
    plans: dict[int, int] = {event_id: no for event_id, no in session.execute(numbered)}  # noqa: C416 - rows are no pairs
    wrong = []
    for event in session.scalars(select(CommunityEvent).order_by(CommunityEvent.id)):
        try:
            leads = base_after(steps[event.id])
        except KeyError:
            leads = None
        if leads is not event.base or plans.get(event.id) != event.plan_no:
            wrong.append(f"{event.number}: how it stands is not what happened to it")
    lines = (
        select(EventBudget.id)
        .join(EventPlan, EventPlan.id == EventBudget.plan_id)
        .where(EventPlan.event_id == EventSpend.event_id, EventBudget.no == EventSpend.line_no)
    )
    lost = session.scalars(
        select(EventSpend.id).where(EventSpend.line_no.is_not(None), ~lines.exists()).order_by(EventSpend.id)
    )
    return [*wrong, *(f"payment {spend_id} of an event: its budget's line is not there" for spend_id in lost)]
