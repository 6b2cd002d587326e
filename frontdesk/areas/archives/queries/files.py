"""One unit or one person with everything that belongs to them, as the pages that change it need it (D1.1–D1.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import (
    ParkingSpace,
    Person,
    Pet,
    ReviewFlag,
    Unit,
    UnitNote,
    UnitRole,
    Vehicle,
)
from frontdesk.areas.archives.queries.consents import PurposeStanding, purpose_standings
from frontdesk.areas.archives.queries.joined import joined_ids, kept_id, kept_ids, same_people
from frontdesk.areas.archives.queries.renumbering import OldCode, old_codes
from frontdesk.areas.archives.queries.unit_ends import UnitBond, bonds_of
from frontdesk.areas.archives.queries.units import UnitRow, escaped, unit_row
from frontdesk.areas.archives.rules.identity import mask_id, mask_numbers, mask_phone
from frontdesk.areas.archives.rules.kinds import IdKind, NoteLevel, PersonKind, RoleKind

_ROLE_ORDER = (RoleKind.OWNER, RoleKind.FAMILY, RoleKind.TENANT, RoleKind.AGENT)


@dataclass(frozen=True, slots=True)
class FileRole:
    """Somebody's role at the unit, now or once; the phone is masked (D1.9). `over` once its end has come."""

    id: int
    person_id: int
    name: str
    kind: RoleKind
    share: Decimal | None
    relation: str
    phone: str
    starts_on: date | None
    ends_on: date | None
    over: bool


@dataclass(frozen=True, slots=True)
class FileVehicle:
    """A vehicle of the unit; `over` once it is withdrawn."""

    id: int
    plate: str
    colour: str
    model: str
    space_code: str
    withdrawn_on: date | None

    @property
    def over(self) -> bool:
        return self.withdrawn_on is not None


@dataclass(frozen=True, slots=True)
class FileSpace:
    """A parking space of the unit from a day up to, not including, a day."""

    id: int
    code: str
    starts_on: date | None
    ends_on: date | None
    over: bool


@dataclass(frozen=True, slots=True)
class FilePet:
    """A pet of the unit; `over` once it is withdrawn."""

    id: int
    name: str
    breed: str
    licence: str
    vaccinated_until: date | None
    withdrawn_on: date | None

    @property
    def over(self) -> bool:
        return self.withdrawn_on is not None


@dataclass(frozen=True, slots=True)
class FileNote:
    """A note on the unit; `over` once it is withdrawn."""

    id: int
    level: NoteLevel
    text: str
    at: datetime
    by: str
    over: bool


@dataclass(frozen=True, slots=True)
class FileFlag:
    """Something about the unit that still waits to be verified."""

    id: int
    reason: str
    value: str


@dataclass(frozen=True, slots=True)
class UnitFile:
    """A unit with all that belongs to it, what has ended included."""

    unit: UnitRow
    roles: tuple[FileRole, ...]
    vehicles: tuple[FileVehicle, ...]
    spaces: tuple[FileSpace, ...]
    pets: tuple[FilePet, ...]
    notes: tuple[FileNote, ...]
    flags: tuple[FileFlag, ...]
    old_codes: tuple[OldCode, ...] = ()
    bonds: tuple[UnitBond, ...] = ()
    """What it came of and what it became, where it was merged or split (D1.1)."""


@dataclass(frozen=True, slots=True)
class PersonRole:
    """What a person is, or was, to one unit."""

    id: int
    unit_id: int
    unit_code: str
    kind: RoleKind
    share: Decimal | None
    relation: str
    starts_on: date | None
    ends_on: date | None
    over: bool


@dataclass(frozen=True, slots=True)
class PersonFile:
    """A person or company with the numbers masked, and what they are to which units."""

    id: int
    name: str
    kind: PersonKind
    id_kind: IdKind | None
    id_number: str
    phone: str
    phone2: str
    nationality: str
    visa_ends_on: date | None
    registered_on: date | None
    emergency_contact: str
    roles: tuple[PersonRole, ...]
    purposes: tuple[PurposeStanding, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody the archives know already, to be chosen instead of entered again."""

    id: int
    name: str
    phone: str
    units: str


def unit_file(session: Session, unit_id: int, on: date) -> UnitFile:
    """Everything of one unit: nine small reads."""
    return UnitFile(
        unit=unit_row(session, unit_id, on),
        roles=_roles(session, unit_id, on),
        vehicles=tuple(
            FileVehicle(v.id, v.plate, v.colour, v.model, v.space_code, v.withdrawn_on)
            for v in session.scalars(select(Vehicle).where(Vehicle.unit_id == unit_id).order_by(Vehicle.id))
        ),
        spaces=tuple(
            FileSpace(s.id, s.code, s.starts_on, s.ends_on, s.ends_on is not None and s.ends_on <= on)
            for s in session.scalars(
                select(ParkingSpace).where(ParkingSpace.unit_id == unit_id).order_by(ParkingSpace.code)
            )
        ),
        pets=tuple(
            FilePet(p.id, p.name, p.breed, p.licence, p.vaccinated_until, p.withdrawn_on)
            for p in session.scalars(select(Pet).where(Pet.unit_id == unit_id).order_by(Pet.id))
        ),
        notes=tuple(
            FileNote(n.id, n.level, n.text, n.at, n.by, n.withdrawn_at is not None)
            for n in session.scalars(
                select(UnitNote).where(UnitNote.unit_id == unit_id).order_by(UnitNote.id.desc())
            )
        ),
        flags=tuple(
            FileFlag(f.id, f.reason, mask_numbers(f.value))
            for f in session.scalars(
                select(ReviewFlag)
                .where(ReviewFlag.unit_id == unit_id, ReviewFlag.settled_at.is_(None))
                .order_by(ReviewFlag.id)
            )
        ),
        old_codes=old_codes(session, unit_id),
        bonds=bonds_of(session, unit_id),
    )


def _roles(session: Session, unit_id: int, on: date) -> tuple[FileRole, ...]:
    """Those who are something now first, in the order owner, family, tenant, agent."""
    found = session.execute(
        select(UnitRole, Person.name, Person.phone)
        .join(Person, Person.id == UnitRole.person_id)
        .where(UnitRole.unit_id == unit_id)
    ).all()
    whom = kept_ids(session)
    rows = [
        FileRole(
            id=role.id,
            person_id=whom.get(role.person_id, role.person_id),
            name=name,
            kind=role.kind,
            share=role.share,
            relation=role.relation,
            phone=mask_phone(phone),
            starts_on=role.starts_on,
            ends_on=role.ends_on,
            over=role.ends_on is not None and role.ends_on <= on,
        )
        for role, name, phone in found
    ]
    return tuple(sorted(rows, key=lambda r: (r.over, _ROLE_ORDER.index(r.kind), -(r.share or 0), r.id)))


def person_file(session: Session, person_id: int, on: date) -> PersonFile:
    """One person, or whom they were joined with: a few small reads."""
    person = session.get_one(Person, kept_id(session, person_id))
    same = list(same_people(session, [person.id]))
    found = session.execute(
        select(UnitRole, Unit.code)
        .join(Unit, Unit.id == UnitRole.unit_id)
        .where(UnitRole.person_id.in_(same))
        .order_by(Unit.sort_key, UnitRole.id)
    ).all()
    rows = [
        PersonRole(
            role.id, role.unit_id, code, role.kind, role.share, role.relation, role.starts_on, role.ends_on,
            role.ends_on is not None and role.ends_on <= on,
        )
        for role, code in found
    ]  # fmt: skip
    return PersonFile(
        id=person.id,
        name=person.name,
        kind=person.kind,
        id_kind=person.id_kind,
        id_number=mask_id(person.id_number),
        phone=mask_phone(person.phone),
        phone2=mask_phone(person.phone2),
        nationality=person.nationality,
        visa_ends_on=person.visa_ends_on,
        registered_on=person.registered_on,
        emergency_contact=mask_numbers(person.emergency_contact),
        roles=tuple(sorted(rows, key=lambda r: r.over)),
        purposes=purpose_standings(session, person.id, on) if person.kind is PersonKind.PERSON else (),
    )


def known_people(session: Session, text: str, limit: int = 8) -> tuple[KnownPerson, ...]:
    """People whose name, pinyin, phone or document number begins with or holds *text*; nobody for no text."""
    words = " ".join(text.split())
    if not words:
        return ()
    part = f"%{escaped(words)}%"
    tests: list[ColumnElement[bool]] = [Person.name.like(part, escape="\\")]
    letters = words.replace(" ", "").lower()
    if letters.isascii() and letters.isalpha():
        tests += [Person.initials.like(f"{letters}%"), Person.pinyin.like(f"{letters}%")]
    if sum(c.isdigit() for c in words) >= 4:
        tests += [Person.phone.like(part, escape="\\"), Person.id_number == words.upper()]
    people = session.execute(
        select(Person.id, Person.name, Person.phone)
        .where(or_(*tests), Person.id.not_in(joined_ids()))
        .order_by(Person.name != words, Person.name, Person.id)
        .limit(limit)
    ).all()
    homes: dict[int, list[str]] = {}
    same = same_people(session, [p.id for p in people])
    for row in session.execute(
        select(UnitRole.person_id, Unit.code)
        .join(Unit, Unit.id == UnitRole.unit_id)
        .where(UnitRole.person_id.in_(same), UnitRole.ends_on.is_(None))
        .order_by(Unit.sort_key)
    ):
        homes.setdefault(same[row.person_id], []).append(row.code)
    return tuple(
        KnownPerson(p.id, p.name, mask_phone(p.phone), "、".join(homes.get(p.id, [])[:3])) for p in people
    )
