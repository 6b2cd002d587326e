"""统计: how units stood and who lived there on any day, from what is dated and from the trail (D1.8, T15)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import (
    Building,
    ParkingSpace,
    Person,
    Pet,
    Unit,
    UnitChange,
    UnitChangeThing,
    UnitRole,
    UnitStateChange,
    Vehicle,
)
from frontdesk.areas.archives.model.registration import ResidenceRegistration
from frontdesk.areas.archives.queries.joined import kept_ids
from frontdesk.areas.archives.queries.registration import registrations_of
from frontdesk.areas.archives.queries.unit_ends import standing_on
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitKind, UnitState
from frontdesk.areas.archives.rules.registration import HOME
from frontdesk.areas.archives.rules.roles import state_on
from frontdesk.areas.archives.rules.unit_changes import Thing
from frontdesk.base.store.audit import AuditChange, AuditEntry
from frontdesk.base.values.clock import local_time


@dataclass(frozen=True, slots=True)
class BuildingFigures:
    """A building's units on the day. `states` in the order of `UnitState`; `area` in square metres."""

    building: str
    units: int
    states: tuple[int, ...]
    handed_over: int
    area: Decimal

    def of(self, state: UnitState) -> int:
        return self.states[tuple(UnitState).index(state)]

    @property
    def waiting(self) -> int:
        """Not handed over yet."""
        return self.units - self.handed_over


@dataclass(frozen=True, slots=True)
class ResidentFigures:
    """People who had a role on the day, each counted once in each line; vehicles, spaces and pets."""

    owners: int
    family: int
    tenants: int
    agents: int
    people: int
    foreign: int
    registered: int
    vehicles: int
    spaces: int
    pets: int

    def lines(self) -> tuple[tuple[str, int], ...]:
        """(what, how many) in the order of screen and paper."""
        return (
            ("业主", self.owners),
            ("家庭成员", self.family),
            ("租客", self.tenants),
            ("代理人", self.agents),
            ("住户合计", self.people),
            ("外籍", self.foreign),
            ("非本地（暂住登记）", self.registered),
            ("车辆", self.vehicles),
            ("车位", self.spaces),
            ("宠物", self.pets),
        )


@dataclass(frozen=True, slots=True)
class ArchiveFigures:
    """Everything on one day. `kind` None means all kinds but what the office lets itself."""

    on: date
    kind: UnitKind | None
    buildings: tuple[BuildingFigures, ...]
    residents: ResidentFigures

    @property
    def whole(self) -> BuildingFigures:
        """All buildings together."""
        rows = self.buildings
        states = tuple(sum(row.states[n] for row in rows) for n in range(len(UnitState)))
        area = sum((row.area for row in rows), Decimal(0))
        return BuildingFigures("", sum(r.units for r in rows), states, sum(r.handed_over for r in rows), area)


def archive_figures(session: Session, on: date, kind: UnitKind | None = None) -> ArchiveFigures:
    """The figures at the end of *on*: a handful of queries, however many units there are."""
    return ArchiveFigures(on, kind, _buildings(session, on, kind), _residents(session, on))


def _buildings(session: Session, on: date, kind: UnitKind | None) -> tuple[BuildingFigures, ...]:
    wanted = Unit.kind == kind if kind is not None else Unit.kind != UnitKind.OFFICE_PLACE
    changes: dict[int, list[tuple[date, int, UnitState]]] = defaultdict(list)
    for change in session.execute(
        select(UnitStateChange.unit_id, UnitStateChange.starts_on, UnitStateChange.id, UnitStateChange.state)
    ):
        changes[change[0]].append((change[1], change[2], change[3]))
    rows = session.execute(
        select(Unit.id, Unit.state, Unit.handed_over_on, Unit.built_area, Building.name)
        .join(Building)
        .where(wanted, standing_on(on))
        .order_by(Building.sort, Building.code)
    )
    states: dict[str, Counter[UnitState]] = {}
    handed: Counter[str] = Counter()
    area: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        own = states.setdefault(row.name, Counter())
        own[state_on(changes.get(row.id, ()), on, row.state)] += 1
        handed[row.name] += row.handed_over_on is not None and row.handed_over_on <= on
        area[row.name] += row.built_area or Decimal(0)
    return tuple(
        BuildingFigures(
            name, sum(own.values()), tuple(own[state] for state in UnitState), handed[name], area[name]
        )
        for name, own in states.items()
    )


def _residents(session: Session, on: date) -> ResidentFigures:
    people: dict[RoleKind, set[int]] = {kind: set() for kind in RoleKind}
    foreign: set[int] = set()
    registered: set[int] = set()
    whom = kept_ids(session)
    entered, valid = _registered(session, on, whom)
    for row in session.execute(
        select(UnitRole.kind, UnitRole.person_id, Person.nationality, Person.registered_on)
        .join(Person, Person.id == UnitRole.person_id)
        .where(
            or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= on),
            or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on),
        )
    ):
        person_id = whom.get(row.person_id, row.person_id)
        people[row.kind].add(person_id)
        if row.nationality.strip() not in HOME:
            foreign.add(person_id)
        if person_id in valid or (
            person_id not in entered and row.registered_on is not None and row.registered_on <= on
        ):
            registered.add(person_id)
    living = people[RoleKind.OWNER] | people[RoleKind.FAMILY] | people[RoleKind.TENANT]
    spaces = session.execute(
        select(ParkingSpace.code)
        .distinct()
        .where(
            or_(ParkingSpace.starts_on.is_(None), ParkingSpace.starts_on <= on),
            or_(ParkingSpace.ends_on.is_(None), ParkingSpace.ends_on > on),
        )
    ).all()
    return ResidentFigures(
        owners=len(people[RoleKind.OWNER]),
        family=len(people[RoleKind.FAMILY]),
        tenants=len(people[RoleKind.TENANT]),
        agents=len(people[RoleKind.AGENT]),
        people=len(living),
        foreign=len(foreign),
        registered=len(registered),
        vehicles=_standing(session, Vehicle, on),
        spaces=len(spaces),
        pets=_standing(session, Pet, on),
    )


def _registered(session: Session, on: date, whom: Mapping[int, int]) -> tuple[set[int], set[int]]:
    """Whose registration was ever entered, and whose held on the day: one renewed since held before too (T15)."""
    people = session.scalars(select(ResidenceRegistration.person_id).distinct())
    entered: set[int] = set()
    valid: set[int] = set()
    for person_id, rows in registrations_of(session, people).items():
        person_id = whom.get(person_id, person_id)
        told = [row for row in rows if not row.void]
        if told:
            entered.add(person_id)
        if any(row.starts_on <= on <= row.ends_on and (row.over is None or row.over > on) for row in told):
            valid.add(person_id)
    return entered, valid


def _standing(session: Session, model: type[Vehicle] | type[Pet], on: date) -> int:
    """How many stood at the end of the day: entered by then, as the trail says, and not withdrawn."""
    later = {
        record_id
        for record_id, at in session.execute(
            select(AuditChange.record_id, AuditEntry.at)
            .join(AuditEntry, AuditEntry.id == AuditChange.entry_id)
            .where(AuditChange.table_name == model.__tablename__, AuditChange.field == "*")
        )
        if local_time(at).date() > on
    }
    thing = Thing.VEHICLE if model is Vehicle else Thing.PET
    # What went over when its unit was merged or split stood before, though its row was made that day (D1.1).
    went = session.execute(
        select(UnitChangeThing.old_id, UnitChangeThing.new_id)
        .join(UnitChange, UnitChange.id == UnitChangeThing.change_id)
        .where(
            UnitChangeThing.thing == thing, UnitChangeThing.new_id.is_not(None), UnitChange.starts_on <= on
        )
        .order_by(UnitChangeThing.id)
    )
    for old_id, new_id in went:
        if str(old_id) not in later:
            later.discard(str(new_id))
    rows = session.scalars(select(model.id).where(or_(model.withdrawn_on.is_(None), model.withdrawn_on > on)))
    return sum(str(record_id) not in later for record_id in rows)
