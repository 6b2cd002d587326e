"""Who of a building could get a permit of a kind and has none in use: for a batch (D3.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.queries.joined import kept_ids
from frontdesk.areas.archives.rules.kinds import PersonKind, RoleKind
from frontdesk.areas.permits.model.permits import Permit
from frontdesk.areas.permits.queries.kinds import kind_on, kinds
from frontdesk.areas.permits.queries.permits import PermitFilter, permit_rows
from frontdesk.areas.permits.rules.course import OPEN
from frontdesk.areas.permits.rules.kinds import KindFacts
from frontdesk.base.values.money import ZERO

_LIVES_HERE = (RoleKind.OWNER, RoleKind.FAMILY, RoleKind.TENANT)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who lives there, and until when a permit of theirs could hold."""

    person_id: int
    name: str
    role: str
    unit_id: int
    unit: str
    until: date


def batch_kinds(session: Session, on: date) -> tuple[KindFacts, ...]:
    """Kinds that can be issued without asking each holder: no deposit, nothing that must be filled in."""
    return tuple(
        row.facts
        for row in kinds(session, on, active_only=True)
        if row.facts.deposit == ZERO and not any(field.required for field in row.facts.fields)
    )


def one_by_one(session: Session, on: date) -> tuple[tuple[KindFacts, tuple[str, ...]], ...]:
    """The other kinds that are issued, each with the labels of what its holder must be asked; a deposit goes first."""
    return tuple(
        (row.facts, tuple(field.label for field in row.facts.fields if field.required))
        for row in kinds(session, on, active_only=True)
        if row.facts.deposit > ZERO or any(field.required for field in row.facts.fields)
    )


def candidates(session: Session, code: str, building_id: int, on: date) -> tuple[Candidate, ...]:
    """In order of unit; each person once for each unit."""
    kind = kind_on(session, code, on).facts
    longest = on + timedelta(days=kind.days - 1)
    rows = session.execute(
        select(UnitRole, Person.name, Unit.code)
        .join(Person, Person.id == UnitRole.person_id)
        .join(Unit, Unit.id == UnitRole.unit_id)
        .where(
            Unit.building_id == building_id,
            UnitRole.kind.in_(_LIVES_HERE),
            Person.kind == PersonKind.PERSON,
            or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= on),
            or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on),
        )
        .order_by(Unit.sort_key, UnitRole.id)
    )
    having, whom = _having(session, code, on), kept_ids(session)
    found: dict[tuple[int, int], Candidate] = {}
    for role, name, unit in rows:
        key = (role.unit_id, whom.get(role.person_id, role.person_id))
        if key in found or key in having:
            continue
        until = longest
        if kind.needs.within_lease and role.kind is RoleKind.TENANT and role.ends_on is not None:
            until = min(longest, role.ends_on - timedelta(days=1))
        found[key] = Candidate(key[1], name, role.kind.value, role.unit_id, unit, until)
    return tuple(found.values())


def _having(session: Session, code: str, on: date) -> set[tuple[int, int]]:
    """(unit, person) of those who have one that is not over."""
    ids = [
        row.id for row in permit_rows(session, PermitFilter(kind=code), on, limit=None) if row.state in OPEN
    ]
    have: set[tuple[int, int]] = set()
    whom = kept_ids(session)
    for start in range(0, len(ids), 5_000):
        part = ids[start : start + 5_000]
        query = select(Permit.unit_id, Permit.person_id).where(Permit.id.in_(part))
        have |= {
            (unit_id, whom.get(person_id, person_id))
            for unit_id, person_id in session.execute(query)
            if person_id is not None
        }
    return have
