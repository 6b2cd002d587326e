"""One resident's registrations and household: the pane beside the list (D1.2, D1.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.model.registration import ResidenceRegistration, ResidenceRegistrationEvent
from frontdesk.areas.archives.queries.joined import same_people
from frontdesk.areas.archives.queries.registration import (
    LIVED_IN,
    RegistrationRow,
    facts_of,
    holds,
    residents,
)
from frontdesk.areas.archives.rules.kinds import PersonKind, RoleKind
from frontdesk.areas.archives.rules.registration import State, Step


@dataclass(frozen=True, slots=True)
class PastRegistration:
    """One registration of a person, the newest first; `over` is its end with the authority, or why it is void."""

    id: int
    unit: str
    number: str
    starts_on: date
    ends_on: date
    station: str
    handled_by: str
    words: str
    by: str
    at: datetime
    step: Step | None
    step_on: date | None
    step_words: str


@dataclass(frozen=True, slots=True)
class Housemate:
    """Somebody of the household; `state` None where nothing is to be registered."""

    name: str
    role: RoleKind
    state: State | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class RegistrationView:
    """A resident with what was said and entered, and who lives with them."""

    row: RegistrationRow
    past: tuple[PastRegistration, ...]
    household: tuple[Housemate, ...]
    fact_words: str
    fact_by: str
    fact_at: datetime | None


def registration_view(session: Session, person_id: int, on: date) -> RegistrationView | None:
    """One resident; None for whom nothing is to be registered."""
    row = next(iter(residents(session, on, [person_id])), None)
    if row is None:
        return None
    same = list(same_people(session, [row.id]))
    events = {
        event.registration_id: event
        for event in session.scalars(
            select(ResidenceRegistrationEvent)
            .join(
                ResidenceRegistration, ResidenceRegistration.id == ResidenceRegistrationEvent.registration_id
            )
            .where(ResidenceRegistration.person_id.in_(same))
            .order_by(ResidenceRegistrationEvent.id)
        )
    }
    past = []
    entered = session.execute(
        select(ResidenceRegistration, Unit.code)
        .join(Unit, Unit.id == ResidenceRegistration.unit_id)
        .where(ResidenceRegistration.person_id.in_(same))
        .order_by(ResidenceRegistration.id.desc())
    )
    for each, code in entered:
        event = events.get(each.id)
        past.append(
            PastRegistration(
                each.id, code, each.number, each.starts_on, each.ends_on, each.station, each.handled_by, each.words,
                each.by, each.at, event.step if event else None, event.happened_on if event else None,
                event.words if event else "",
            )
        )  # fmt: skip
    facts = facts_of(session, same).values()
    fact = max(facts, key=lambda each: each.id, default=None)
    return RegistrationView(
        row, tuple(past), household(session, row.unit_id, on), fact.words if fact else "",
        fact.by if fact else "", fact.at if fact else None,
    )  # fmt: skip


def household(session: Session, unit_id: int, on: date) -> tuple[Housemate, ...]:
    """Everybody who lives at a unit on a day (no owner who lets it or has not moved in), with what stands of their registration."""
    found = session.execute(
        select(Person.id, Person.name, UnitRole.kind)
        .join(UnitRole, UnitRole.person_id == Person.id)
        .join(Unit, Unit.id == UnitRole.unit_id)
        .where(or_(UnitRole.kind != RoleKind.OWNER, Unit.state.in_(LIVED_IN)))
        .where(UnitRole.unit_id == unit_id, holds(on), UnitRole.kind != RoleKind.AGENT)
        .where(Person.kind == PersonKind.PERSON)
        .order_by(UnitRole.id)
    ).all()
    rows = {row.id: row for row in residents(session, on, [person_id for person_id, _, _ in found])}
    whom = same_people(session, [person_id for person_id, _, _ in found])
    mates = []
    for person_id, name, kind in found:
        row = rows.get(whom[person_id])
        mates.append(Housemate(name, kind, row.state if row else None, row.ends_on if row else None))
    return tuple(mates)
