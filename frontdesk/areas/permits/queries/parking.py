"""What stands of parking on a day (D3.7): spaces with who has them, leases, applications that wait, the queue."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import ParkingSpace, Unit, UnitRole, Vehicle
from frontdesk.areas.archives.model import Person as ArchivePerson
from frontdesk.areas.archives.queries.joined import as_kept, kept_ids
from frontdesk.areas.archives.queries.unit_ends import standing_now
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitKind, UnitState
from frontdesk.areas.permits.model.parking import (
    ParkingEnd,
    ParkingLease,
    ParkingPlace,
    ParkingPlaceFact,
    ParkingPlate,
    ParkingTerm,
    ParkingVisit,
    ParkingVisitEnd,
)
from frontdesk.areas.permits.rules.parking import (
    LeaseState,
    PlaceKind,
    Term,
    lease_end,
    lease_state,
    meets,
    space_key,
)
from frontdesk.base.values.money import Money

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A space of the office's as it is on the day asked for; `fee` per month."""

    id: int
    code: str
    key: str
    kind: PlaceKind
    place: str
    size: str
    fee: Money
    active: bool
    words: str


@dataclass(frozen=True, slots=True)
class LeaseFacts:
    """A lease with its terms. `ends_on` is the first day it holds no more; `plate` stands there on the day asked for."""

    id: int
    number: str
    place_id: int
    code: str
    unit_id: int
    unit: str
    person_id: int | None
    holder: str
    starts_on: date
    ends_on: date
    rent_from: date
    terms: tuple[Term, ...]
    ended_on: date | None
    plate: str
    plates: tuple[tuple[date, str, str], ...]

    @property
    def last_on(self) -> date:
        return self.ends_on - ONE_DAY

    @property
    def fee(self) -> Money:
        """The newest term's, per month."""
        return self.terms[-1].fee

    def state(self, today: date) -> LeaseState:
        return lease_state(self.starts_on, self.ends_on, today)

    def plate_spans(self) -> list[tuple[str, date, date]]:
        """(plate's key, from, to): which car had the space when."""
        spans = []
        for at, (starts_on, _plate, key) in enumerate(self.plates):
            end = self.plates[at + 1][0] if at + 1 < len(self.plates) else self.ends_on
            start, end = max(starts_on, self.starts_on), min(end, self.ends_on)
            if key and start < end:
                spans.append((key, start, end))
        return spans


def place_facts(
    session: Session, on: date, place_ids: Collection[int] | None = None
) -> dict[int, PlaceFacts]:
    """Spaces by id, in order of their codes. One that begins later is as it will begin."""
    query = select(ParkingPlaceFact).order_by(
        ParkingPlaceFact.place_id, ParkingPlaceFact.starts_on, ParkingPlaceFact.id
    )
    places = select(ParkingPlace).order_by(ParkingPlace.key)
    if place_ids is not None:
        query = query.where(ParkingPlaceFact.place_id.in_(place_ids))
        places = places.where(ParkingPlace.id.in_(place_ids))
    holds: dict[int, ParkingPlaceFact] = {}
    for fact in session.scalars(query):
        if fact.place_id not in holds or fact.starts_on <= on:
            holds[fact.place_id] = fact
    found = {}
    for place in session.scalars(places):
        now = holds[place.id]
        found[place.id] = PlaceFacts(
            place.id, place.code, place.key, now.kind, now.place, now.size, now.fee, now.active, now.words
        )
    return found


def leases(
    session: Session,
    on: date,
    *,
    lease_ids: Collection[int] | None = None,
    place_id: int | None = None,
    unit_id: int | None = None,
) -> tuple[LeaseFacts, ...]:
    """Leases in order of their numbers, those that are over too."""
    query = (
        select(ParkingLease, ParkingPlace.code, Unit.code)
        .join(ParkingPlace, ParkingPlace.id == ParkingLease.place_id)
        .join(Unit, Unit.id == ParkingLease.unit_id)
        .order_by(ParkingLease.id)
    )
    if lease_ids is not None:
        query = query.where(ParkingLease.id.in_(lease_ids))
    if place_id is not None:
        query = query.where(ParkingLease.place_id == place_id)
    if unit_id is not None:
        query = query.where(ParkingLease.unit_id == unit_id)
    rows = session.execute(query).all()
    narrow = lease_ids is not None or place_id is not None or unit_id is not None
    ids = [row[0].id for row in rows] if narrow else None
    terms: dict[int, list[Term]] = defaultdict(list)
    of_terms = select(ParkingTerm).order_by(ParkingTerm.starts_on, ParkingTerm.id)
    for term in session.scalars(of_terms if ids is None else of_terms.where(ParkingTerm.lease_id.in_(ids))):
        terms[term.lease_id].append(Term(term.starts_on, term.ends_on, term.fee))
    of_ends = select(ParkingEnd.lease_id, ParkingEnd.ends_on)
    ends = {
        row.lease_id: row.ends_on
        for row in session.execute(of_ends if ids is None else of_ends.where(ParkingEnd.lease_id.in_(ids)))
    }
    plates: dict[int, list[tuple[date, str, str]]] = defaultdict(list)
    of_plates = select(ParkingPlate).order_by(ParkingPlate.starts_on, ParkingPlate.id)
    for row in session.scalars(of_plates if ids is None else of_plates.where(ParkingPlate.lease_id.in_(ids))):
        own = plates[row.lease_id]
        if own and own[-1][0] == row.starts_on:
            own.pop()
        own.append((row.starts_on, row.plate, row.plate_key))
    found = []
    for lease, code, unit in rows:
        own_terms = tuple(terms[lease.id])
        own_plates = tuple(plates.get(lease.id, ()))
        plate = next(
            (p for day, p, _key in reversed(own_plates) if day <= on), own_plates[0][1] if own_plates else ""
        )
        found.append(
            LeaseFacts(
                lease.id, lease.number, lease.place_id, code, lease.unit_id, unit, lease.person_id, lease.holder,
                own_terms[0].starts_on, lease_end(own_terms, ends.get(lease.id)), lease.rent_from, own_terms,
                ends.get(lease.id), plate, own_plates,
            )
        )  # fmt: skip
    return tuple(found)


def left_estate(session: Session, found: Iterable[LeaseFacts], on: date) -> frozenset[int]:
    """Ids of the leases whose holder is known to the archives and belongs to the unit no more (D3.7)."""
    held = [lease for lease in found if lease.person_id is not None]
    whom = kept_ids(session)
    stays = {
        (unit_id, whom.get(person_id, person_id))
        for unit_id, person_id in session.execute(
            select(UnitRole.unit_id, UnitRole.person_id).where(
                UnitRole.unit_id.in_({lease.unit_id for lease in held}),
                or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on),
            )
        )
    }
    return frozenset(
        lease.id for lease in held if (lease.unit_id, as_kept(whom, lease.person_id)) not in stays
    )


def clashing_lease(session: Session, place_id: int, starts_on: date, ends_on: date) -> LeaseFacts | None:
    """The first lease that holds the space on one of these days."""
    return next(
        (
            lease
            for lease in leases(session, starts_on, place_id=place_id)
            if meets(starts_on, ends_on, lease.starts_on, lease.ends_on)
        ),
        None,
    )


def held_in_archives(session: Session, key: str, starts_on: date, ends_on: date) -> str | None:
    """The code of the unit that the archives say has the space in these days; None: nobody.

    A unit of the kind 车位 with that code is a space that was sold, unless it stands as 未售.
    """
    for code, unit, begins, ends in session.execute(
        select(ParkingSpace.code, Unit.code, ParkingSpace.starts_on, ParkingSpace.ends_on).join(
            Unit, Unit.id == ParkingSpace.unit_id
        )
    ):
        if space_key(code) == key and meets(starts_on, ends_on, begins, ends):
            return str(unit)
    for code in session.scalars(
        select(Unit.code).where(Unit.kind == UnitKind.PARKING, Unit.state != UnitState.UNSOLD, standing_now())
    ):
        if space_key(code) == key:
            return str(code)
    return None


def plate_elsewhere(
    session: Session,
    plate_key: str,
    key: str,
    starts_on: date,
    ends_on: date,
    *,
    but_lease: int | None = None,
) -> str | None:
    """The code of another space this car has on one of these days (D3.7); None: of none.

    Looks at leases, at visitors' cars that stand here now, and at the space the archives name for the vehicle,
    where that is not one of the office's own: of those the leases know better.
    """
    if not plate_key:
        return None
    of_plate = select(ParkingPlate.lease_id).where(ParkingPlate.plate_key == plate_key)
    for lease in leases(session, starts_on, lease_ids=set(session.scalars(of_plate))):
        if lease.id == but_lease:
            continue
        for own, begins, ends in lease.plate_spans():
            if own == plate_key and meets(starts_on, ends_on, begins, ends):
                return lease.code
    standing = session.execute(
        select(ParkingPlace.code, ParkingPlace.key, ParkingVisit.came_on)
        .join(ParkingVisit, ParkingVisit.place_id == ParkingPlace.id)
        .outerjoin(ParkingVisitEnd, ParkingVisitEnd.visit_id == ParkingVisit.id)
        .where(ParkingVisit.plate_key == plate_key, ParkingVisitEnd.id.is_(None))
    )
    for code, own_key, came_on in standing:
        if own_key != key and meets(starts_on, ends_on, came_on, None):
            return str(code)
    known = set(session.scalars(select(ParkingPlace.key)))
    registered = session.scalars(
        select(Vehicle.space_code).where(
            Vehicle.plate_key == plate_key, Vehicle.withdrawn_on.is_(None), Vehicle.space_code != ""
        )
    )
    return next((str(c) for c in registered if space_key(c) != key and space_key(c) not in known), None)


@dataclass(frozen=True, slots=True)
class OwnedSpace:
    """A space that the archives say is a unit's: sold, or recorded there. `space_id` None: it is a unit itself.

    `plate` are the cars the archives name for it.
    """

    code: str
    unit_id: int
    unit: str
    holder: str
    starts_on: date | None
    ends_on: date | None
    space_id: int | None
    plate: str = ""


def owned_spaces(session: Session, on: date) -> tuple[OwnedSpace, ...]:
    """Spaces of the archives that somebody has on a day; read, never copied."""
    rows = session.execute(
        select(ParkingSpace, Unit.code)
        .join(Unit, Unit.id == ParkingSpace.unit_id)
        .where(
            or_(ParkingSpace.starts_on.is_(None), ParkingSpace.starts_on <= on),
            or_(ParkingSpace.ends_on.is_(None), ParkingSpace.ends_on > on),
        )
        .order_by(ParkingSpace.code)
    ).all()
    units = session.execute(
        select(Unit.id, Unit.code)
        .where(Unit.kind == UnitKind.PARKING, Unit.state != UnitState.UNSOLD, standing_now())
        .order_by(Unit.sort_key)
    ).all()
    holders = _owners(session, {row[0].unit_id for row in rows} | {unit.id for unit in units}, on)
    cars: dict[str, list[str]] = defaultdict(list)
    for code, plate in session.execute(
        select(Vehicle.space_code, Vehicle.plate).where(
            Vehicle.space_code != "", Vehicle.withdrawn_on.is_(None)
        )
    ):
        cars[space_key(code)].append(plate)
    recorded = tuple(
        OwnedSpace(
            s.code,
            s.unit_id,
            unit,
            holders.get(s.unit_id, ""),
            s.starts_on,
            s.ends_on,
            s.id,
            "、".join(cars.get(space_key(s.code), ())),
        )
        for s, unit in rows
    )
    known = {space_key(space.code) for space in recorded}
    sold = tuple(
        OwnedSpace(
            unit.code,
            unit.id,
            unit.code,
            holders.get(unit.id, ""),
            None,
            None,
            None,
            "、".join(cars.get(space_key(unit.code), ())),
        )
        for unit in units
        if space_key(unit.code) not in known
    )
    return (*recorded, *sold)


def _owners(session: Session, unit_ids: Iterable[int], on: date) -> dict[int, str]:
    names: dict[int, list[str]] = defaultdict(list)
    query = (
        select(UnitRole.unit_id, ArchivePerson.name)
        .join(ArchivePerson, ArchivePerson.id == UnitRole.person_id)
        .where(
            UnitRole.unit_id.in_(list(unit_ids)),
            UnitRole.kind == RoleKind.OWNER,
            or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= on),
            or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on),
        )
        .order_by(UnitRole.id)
    )
    for unit_id, name in session.execute(query):
        names[unit_id].append(name)
    return {unit_id: "、".join(found) for unit_id, found in names.items()}
