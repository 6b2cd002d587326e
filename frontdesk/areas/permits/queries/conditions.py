"""What the conditions of a permit depend on, read from archives, fees and whoever knows of decorations (D3.3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Pet, Unit, UnitRole
from frontdesk.areas.archives.queries.joined import same_ids
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitState
from frontdesk.areas.fees.queries import owed_by_unit
from frontdesk.areas.permits.queries.kinds import kind_on
from frontdesk.areas.permits.rules.conditions import Condition, Decoration, Facts, conditions
from frontdesk.areas.permits.rules.goods import months_owed
from frontdesk.areas.permits.rules.kinds import KindFacts
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import total
from frontdesk.base.values.periods import Span, parse_day
from frontdesk.base.values.text import tr

DecorationSource = Callable[[Session, int, date], Decoration]


@dataclass(frozen=True, slots=True)
class IssueFacts:
    """What is being written: kind, unit, holder (a person of the archives or not), last day, the kind's own fields,
    and whether a photograph is at hand.
    """

    kind: str
    unit_id: int
    ends_on: date
    person_id: int | None = None
    extra: tuple[tuple[str, str], ...] = ()
    photo: bool = False


def unit_state_says(session: Session, unit_id: int, on: date) -> Decoration:
    """Until a higher area keeps decorations: what the unit's own state says."""
    state = session.scalar(select(Unit.state).where(Unit.id == unit_id))
    if state is UnitState.DECORATING:
        return Decoration(True, tr("本户登记为装修中"))
    return Decoration(False, tr("本户没有装修登记，不在装修中"))


decoration_source: list[DecorationSource] = [unit_state_says]
"""Whoever knows of decorations: the last one is asked. A higher area puts its own there when the program is composed."""


def lease_end(session: Session, unit_id: int, person_id: int | None, on: date) -> tuple[bool, date | None]:
    """Whether the holder is a tenant of the unit, and the last day of the lease."""
    if person_id is None:
        return False, None
    roles = session.scalars(
        select(UnitRole).where(
            UnitRole.unit_id == unit_id, UnitRole.person_id.in_(same_ids(session, person_id))
        )
    ).all()
    now = [r for r in roles if r.ends_on is None or r.ends_on > on]
    if any(r.kind is not RoleKind.TENANT for r in now):
        # An owner who once rented the same home is no tenant.
        return False, None
    ends = [r.ends_on - timedelta(days=1) for r in now if r.ends_on is not None]
    return bool(now), max(ends) if ends and len(ends) == len(now) else None


def check(session: Session, facts: IssueFacts, on: date) -> tuple[Condition, ...]:
    """The conditions of a permit with words, met or not."""
    return check_kind_facts(session, kind_on(session, facts.kind, on).facts, facts, on)


def check_kind_facts(session: Session, kind: KindFacts, facts: IssueFacts, on: date) -> tuple[Condition, ...]:
    """The same where the kind is known."""
    tenant, end = lease_end(session, facts.unit_id, facts.person_id, on)
    owed = owed_by_unit(session, facts.unit_id, on) if kind.needs.arrears_months is not None else ()
    decoration = decoration_source[-1](session, facts.unit_id, on) if kind.needs.decoration else None
    found = Facts(
        ends_on=facts.ends_on,
        owed_months=months_owed((Span(charge.starts_on, charge.ends_on) for charge in owed), on),
        owed=total(charge.owed for charge in owed),
        tenant=tenant,
        lease_end=end,
        decoration=decoration,
        vaccinated_until=_vaccinated(session, kind, facts),
        photo=facts.photo,
    )
    return conditions(kind.needs, found, on)


def _vaccinated(session: Session, kind: KindFacts, facts: IssueFacts) -> date | None:
    """The day that was filled in, else the one of the unit's pet of that name."""
    if not kind.needs.vaccination:
        return None
    extra = dict(facts.extra)
    told = extra.get("vaccinated_until", "")
    if told:
        try:
            return parse_day(told)
        except Refused:
            return None
    return session.scalar(
        select(Pet.vaccinated_until).where(
            Pet.unit_id == facts.unit_id, Pet.name == extra.get("pet", ""), Pet.withdrawn_on.is_(None)
        )
    )


def limits(
    session: Session, code: str, unit_id: int, person_id: int | None, on: date, starts_on: date | None = None
) -> tuple[date, str]:
    """The last day a permit of that kind may have, and what limits it."""
    kind = kind_on(session, code, on).facts
    first = starts_on or on
    longest = first + timedelta(days=kind.days - 1)
    tenant, end = lease_end(session, unit_id, person_id, on)
    if kind.needs.within_lease and tenant and end is not None and end < longest:
        return end, tr("租约至 {day}", day=end)
    return longest, tr("这种证最长 {n} 天", n=kind.days)
