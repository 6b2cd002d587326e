"""Lists of people, vehicles and of what waits to be verified, by page (D0.7, D1.9).

A page is cut before what stands beside it is read, so that row 90,000 comes as quickly as row 1. Numbers are
masked here: a list never carries what its reader may not see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, ReviewFlag, Unit, UnitRole, Vehicle
from frontdesk.areas.archives.queries.joined import joined_ids, kept_of, same_people
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import mask_id, mask_numbers, mask_phone, plate_key
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, RoleKind
from frontdesk.areas.archives.rules.unit_codes import read_unit_code

S = TypeVar("S", bound=Select[*tuple[Any, ...]])


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """Which people; `role` and `building_id` ask for a role that has no end or ends after `on`."""

    text: str = ""
    role: RoleKind | None = None
    kind: PersonKind | None = None
    building_id: int | None = None
    foreign: bool = False
    on: date | None = None
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as lists show them: numbers masked, `units` and `roles` of now."""

    id: int
    name: str
    kind: PersonKind
    id_kind: IdKind | None
    id_number: str
    phone: str
    nationality: str
    visa_ends_on: date | None
    registered_on: date | None
    units: str
    roles: str


@dataclass(frozen=True, slots=True)
class VehicleFilter:
    """Which vehicles; withdrawn ones only when asked for."""

    text: str = ""
    building_id: int | None = None
    withdrawn: bool = False
    sort: str = "plate"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class VehicleRow:
    """A vehicle with its unit."""

    id: int
    plate: str
    colour: str
    model: str
    space_code: str
    unit_id: int
    unit_code: str
    withdrawn_on: date | None


@dataclass(frozen=True, slots=True)
class FlagFilter:
    """Which doubts (待核实): open ones, or those that were settled; `text` is of a unit, a person or the reason."""

    text: str = ""
    settled: bool = False
    reason: str = ""
    unit_id: int | None = None
    building_id: int | None = None


@dataclass(frozen=True, slots=True)
class FlagRow:
    """Something that looks wrong and was kept, until somebody settles it."""

    id: int
    unit_id: int
    unit_code: str
    person_id: int | None
    person: str
    reason: str
    value: str
    source: str
    at: datetime
    settled_at: datetime | None
    settled_by: str | None
    settled_words: str | None


def person_rows(
    session: Session, wanted: PersonFilter | None = None, offset: int = 0, limit: int | None = 100
) -> tuple[PersonRow, ...]:
    """A page of people; `limit=None` is all of them."""
    wanted = wanted or PersonFilter()
    column: Any = {
        "name": Person.pinyin,
        "visa_ends_on": Person.visa_ends_on,
        "registered_on": Person.registered_on,
        "kind": Person.kind,
    }.get(wanted.sort, Person.pinyin)
    query = _people(select(Person.id), wanted).order_by(
        column.desc() if wanted.descending else column, Person.id
    )
    ids = list(session.scalars(query if limit is None else query.offset(offset).limit(limit)))
    people = {p.id: p for p in session.scalars(select(Person).where(Person.id.in_(ids)))}
    homes: dict[int, list[tuple[str, RoleKind]]] = {}
    roles = select(UnitRole.person_id, Unit.code, UnitRole.kind).join(Unit, Unit.id == UnitRole.unit_id)
    same = same_people(session, ids)
    roles = roles.where(UnitRole.person_id.in_(same), _standing(wanted.on)).order_by(Unit.sort_key)
    for row in session.execute(roles):
        homes.setdefault(same[row.person_id], []).append((row.code, row.kind))
    return tuple(
        PersonRow(
            id=p.id,
            name=p.name,
            kind=p.kind,
            id_kind=p.id_kind,
            id_number=mask_id(p.id_number),
            phone=mask_phone(p.phone),
            nationality=p.nationality,
            visa_ends_on=p.visa_ends_on,
            registered_on=p.registered_on,
            units="、".join(dict.fromkeys(code for code, _ in homes.get(p.id, ()))),
            roles="、".join(dict.fromkeys(kind.value for _, kind in homes.get(p.id, ()))),
        )
        for p in (people[person_id] for person_id in ids)
    )


def people_ids(wanted: PersonFilter) -> Select[int]:
    """Ids of everybody the filter lets through: a select, for lists of what people have."""
    return _people(select(Person.id), wanted)


def person_count(session: Session, wanted: PersonFilter | None = None) -> int:
    """How many people the filter lets through."""
    return int(session.scalar(_people(select(func.count(Person.id)), wanted or PersonFilter())) or 0)


def _people(query: S, wanted: PersonFilter) -> S:
    query = query.where(Person.id.not_in(joined_ids()))
    if wanted.kind is not None:
        query = query.where(Person.kind == wanted.kind)
    if wanted.foreign:
        query = query.where(Person.nationality.not_in(["", "中国"]))
    if wanted.role is not None or wanted.building_id is not None:
        roles = select(kept_of(UnitRole.person_id)).where(_standing(wanted.on))
        if wanted.role is not None:
            roles = roles.where(UnitRole.kind == wanted.role)
        if wanted.building_id is not None:
            roles = roles.join(Unit, Unit.id == UnitRole.unit_id).where(
                Unit.building_id == wanted.building_id
            )
        query = query.where(Person.id.in_(roles))
    text = "".join(wanted.text.split())
    if text:
        part = f"%{escaped(text)}%"
        tests: list[ColumnElement[bool]] = [Person.name.like(part, escape="\\")]
        if text.isascii() and text.isalpha():
            letters = text.lower()
            for column in (Person.pinyin, Person.initials):
                tests += [column.like(f"{letters}%"), column.like(f"% {letters}%")]
        if text.isdigit():
            tests += [Person.phone.like(part), Person.phone2.like(part)]
        if len(text) >= 6:
            tests.append(Person.id_number == text.upper())
        code = read_unit_code(wanted.text)
        if code is not None and code.building:
            living = (
                select(kept_of(UnitRole.person_id))
                .join(Unit, Unit.id == UnitRole.unit_id)
                .where(Unit.key == code.key, _standing(wanted.on))
            )
            tests.append(Person.id.in_(living))
        query = query.where(or_(*tests))
    return query


def _standing(on: date | None) -> ColumnElement[bool]:
    """Roles without an end, or that still hold on the day."""
    return (
        UnitRole.ends_on.is_(None) if on is None else or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on)
    )


def vehicle_rows(
    session: Session, wanted: VehicleFilter | None = None, offset: int = 0, limit: int | None = 100
) -> tuple[VehicleRow, ...]:
    """A page of vehicles; `limit=None` is all of them."""
    wanted = wanted or VehicleFilter()
    column: Any = {
        "plate": Vehicle.plate_key,
        "unit_code": Unit.sort_key,
        "space_code": Vehicle.space_code,
    }.get(wanted.sort, Vehicle.plate_key)
    query = _vehicles(select(Vehicle, Unit.code).join(Unit, Unit.id == Vehicle.unit_id), wanted).order_by(
        column.desc() if wanted.descending else column, Vehicle.id
    )
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return tuple(
        VehicleRow(v.id, v.plate, v.colour, v.model, v.space_code, v.unit_id, code, v.withdrawn_on)
        for v, code in session.execute(query)
    )


def vehicle_count(session: Session, wanted: VehicleFilter | None = None) -> int:
    """How many vehicles the filter lets through."""
    query = select(func.count(Vehicle.id)).join(Unit, Unit.id == Vehicle.unit_id)
    return int(session.scalar(_vehicles(query, wanted or VehicleFilter())) or 0)


def _vehicles(query: S, wanted: VehicleFilter) -> S:
    gone = Vehicle.withdrawn_on
    query = query.where(gone.is_not(None) if wanted.withdrawn else gone.is_(None))
    if wanted.building_id is not None:
        query = query.where(Unit.building_id == wanted.building_id)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(plate_key(text))}%"
        tests: list[ColumnElement[bool]] = [
            Vehicle.plate_key.like(part, escape="\\"),
            Vehicle.space_code.like(f"%{escaped(text)}%", escape="\\"),
        ]
        code = read_unit_code(text)
        if code is not None:
            tests.append(Unit.key.like(f"%{escaped(code.key)}%", escape="\\"))
        query = query.where(or_(*tests))
    return query


def flag_rows(
    session: Session, wanted: FlagFilter | None = None, offset: int = 0, limit: int | None = 100
) -> tuple[FlagRow, ...]:
    """A page of doubts: open ones by unit, settled ones the latest first."""
    wanted = wanted or FlagFilter()
    query = _flags(
        select(ReviewFlag, Unit.code, Person.name)
        .join(Unit, Unit.id == ReviewFlag.unit_id)
        .outerjoin(Person, Person.id == ReviewFlag.person_id),
        wanted,
    )
    if wanted.settled:
        query = query.order_by(ReviewFlag.settled_at.desc(), ReviewFlag.id.desc())
    else:
        query = query.order_by(Unit.sort_key, ReviewFlag.id)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return tuple(
        FlagRow(
            f.id, f.unit_id, code, f.person_id, name or "", f.reason, mask_numbers(f.value), f.source, f.at,
            f.settled_at, f.settled_by, f.settled_words,
        )
        for f, code, name in session.execute(query)
    )  # fmt: skip


def flag_count(session: Session, wanted: FlagFilter | None = None) -> int:
    """How many doubts the filter lets through."""
    query = (
        select(func.count(ReviewFlag.id))
        .join(Unit, Unit.id == ReviewFlag.unit_id)
        .outerjoin(Person, Person.id == ReviewFlag.person_id)
    )
    return int(session.scalar(_flags(query, wanted or FlagFilter())) or 0)


def _flags(query: S, wanted: FlagFilter) -> S:
    settled = ReviewFlag.settled_at
    query = query.where(settled.is_not(None) if wanted.settled else settled.is_(None))
    if wanted.reason:
        query = query.where(ReviewFlag.reason == wanted.reason)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        tests: list[ColumnElement[bool]] = [
            Person.name.like(part, escape="\\"),
            ReviewFlag.reason.like(part, escape="\\"),
        ]
        code = read_unit_code(text)
        if code is not None:
            tests.append(Unit.key.like(f"%{escaped(code.key)}%", escape="\\"))
        query = query.where(or_(*tests))
    if wanted.unit_id is not None:
        query = query.where(ReviewFlag.unit_id == wanted.unit_id)
    if wanted.building_id is not None:
        query = query.where(Unit.building_id == wanted.building_id)
    return query
