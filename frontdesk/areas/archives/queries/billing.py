"""What billing must know of every unit, read in bulk (M2.5, M2.6)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import ParkingSpace, Person, Unit, UnitRole, UnitStateChange
from frontdesk.areas.archives.queries.unit_ends import standing_in
from frontdesk.areas.archives.rules.kinds import Payer, RoleKind, UnitKind, UnitState
from frontdesk.areas.archives.rules.roles import RoleSpan, payers, state_on
from frontdesk.base.values.periods import Span


@dataclass(frozen=True, slots=True)
class BillingUnit:
    """A unit as a period's billing sees it.

    `state` held on the period's last day (T15). `spaces` are parking spaces the unit had on any day of it.
    `payer_id` is the first of those who owe on the last day (M2.6), `payer_name` names all of them; None and
    empty where nobody is known.

    One that became others inside the period is there up to `ended_on`, and its last day is the day before; one made
    of others is there from `begun_on` (D1.1).
    """

    id: int
    code: str
    sort_key: str
    building_id: int
    kind: UnitKind
    state: UnitState
    built_area: Decimal | None
    handed_over_on: date | None
    spaces: int
    payer_id: int | None
    payer_name: str
    fees_from: date | None = None
    begun_on: date | None = None
    ended_on: date | None = None


def billing_units(session: Session, span: Span, unit_ids: Collection[int] = ()) -> tuple[BillingUnit, ...]:
    """Every unit that was there in the span, or these, in order of code: four queries, however many units there are."""
    day = span.last
    query = select(
        Unit.id, Unit.code, Unit.sort_key, Unit.building_id, Unit.kind, Unit.state, Unit.built_area,
        Unit.handed_over_on, Unit.fees_from, Unit.payer, Unit.begun_on, Unit.ended_on,
    ).where(standing_in(span)).order_by(Unit.sort_key)  # fmt: skip
    units = session.execute(query.where(Unit.id.in_(unit_ids)) if unit_ids else query).all()
    ended: dict[date, dict[int, Payer]] = defaultdict(dict)
    for row in units:
        ended[_last(row.ended_on, day)][row.id] = row.payer
    owing: dict[int, tuple[RoleSpan, ...]] = {}
    for last, theirs in ended.items():
        owing |= payers_on(session, last, theirs)
    changes: dict[int, list[tuple[date, int, UnitState]]] = defaultdict(list)
    states = select(
        UnitStateChange.unit_id, UnitStateChange.starts_on, UnitStateChange.id, UnitStateChange.state
    )
    for change in session.execute(
        states.where(UnitStateChange.unit_id.in_(unit_ids)) if unit_ids else states
    ):
        changes[change[0]].append((change[1], change[2], change[3]))
    spaces: dict[int, int] = {}
    for unit_id, n in session.execute(
        select(ParkingSpace.unit_id, func.count())
        .where(
            or_(ParkingSpace.starts_on.is_(None), ParkingSpace.starts_on < span.end),
            or_(ParkingSpace.ends_on.is_(None), ParkingSpace.ends_on > span.start),
        )
        .group_by(ParkingSpace.unit_id)
    ):
        spaces[unit_id] = n
    return tuple(
        BillingUnit(
            id=row.id,
            code=row.code,
            sort_key=row.sort_key,
            building_id=row.building_id,
            kind=row.kind,
            state=state_on(changes.get(row.id, ()), _last(row.ended_on, day), row.state),
            built_area=row.built_area,
            handed_over_on=row.handed_over_on,
            spaces=spaces.get(row.id, 0),
            payer_id=owing[row.id][0].person_id if row.id in owing else None,
            payer_name="、".join(role.name for role in owing.get(row.id, ())),
            fees_from=row.fees_from,
            begun_on=row.begun_on,
            ended_on=row.ended_on if row.ended_on is not None and row.ended_on <= day else None,
        )
        for row in units
    )


def _last(ended_on: date | None, day: date) -> date:
    """The last day that counts: the period's, or the unit's own where it ended before."""
    return day if ended_on is None or ended_on > day else ended_on - timedelta(days=1)


def payers_on(session: Session, day: date, units: dict[int, Payer]) -> dict[int, tuple[RoleSpan, ...]]:
    """Unit id -> those who owe on *day* (M2.6); units nobody owes for are missing."""
    query = (
        select(
            UnitRole.unit_id, UnitRole.id, UnitRole.person_id, Person.name, UnitRole.kind, UnitRole.share,
            UnitRole.starts_on, UnitRole.ends_on,
        )
        .join(Person, Person.id == UnitRole.person_id)
        .where(
            UnitRole.kind.in_([RoleKind.OWNER, RoleKind.TENANT]),
            or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= day),
            or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > day),
        )
    )  # fmt: skip
    if len(units) <= 500:
        query = query.where(UnitRole.unit_id.in_(list(units)))
    roles: dict[int, list[RoleSpan]] = defaultdict(list)
    for row in session.execute(query):
        roles[row.unit_id].append(
            RoleSpan(row.id, row.person_id, row.name, row.kind, row.share, row.starts_on, row.ends_on)
        )
    return {
        unit_id: found
        for unit_id, payer in units.items()
        if (found := payers(payer, roles.get(unit_id, ()), day))
    }


def payer_of(session: Session, unit_id: int, day: date) -> tuple[int | None, str]:
    """(person id, names) of those who owe for one unit on *day* (M2.6)."""
    payer = session.scalar(select(Unit.payer).where(Unit.id == unit_id))
    found = payers_on(session, day, {unit_id: payer or Payer.OWNER}).get(unit_id, ())
    return (found[0].person_id if found else None, "、".join(role.name for role in found))
