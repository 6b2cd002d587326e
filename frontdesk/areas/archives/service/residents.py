"""Somebody registered at a unit in one go, and corrections of what was entered about roles, vehicles and pets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from frontdesk.areas.archives.model import Person, Pet, UnitRole, Vehicle
from frontdesk.areas.archives.queries.joined import kept_ids
from frontdesk.areas.archives.rules.identity import read_plate
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.rules.roles import RoleSpan, role_errors
from frontdesk.areas.archives.service.people import AddRole, SavePerson, add_role, save_person
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class RegisterResident:
    """A person new or known (`person.person_id`), and what they become to the unit."""

    unit_id: int
    person: SavePerson
    role: RoleKind
    share: Decimal | None = None
    relation: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChangeResident:
    """A person corrected together with one of their roles; the unit and the person of the role stay."""

    role_id: int
    person: SavePerson
    role: RoleKind
    share: Decimal | None = None
    relation: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChangeVehicle:
    """What is known of a vehicle, corrected; another plate is another vehicle."""

    vehicle_id: int
    colour: str = ""
    model: str = ""
    space_code: str = ""


@dataclass(frozen=True, slots=True)
class ChangePet:
    """A pet's facts, such as the day its new vaccination ends."""

    pet_id: int
    name: str
    breed: str = ""
    licence: str = ""
    vaccinated_until: date | None = None


def register_resident(work: Work, command: RegisterResident) -> int:
    """The role's id: person and role stand together or not at all. Raises `InvalidInput` as both do by themselves."""
    errors: dict[str, str] = {}
    try:
        person_id = save_person(work, command.person)
    except InvalidInput as error:
        errors = dict(error.errors)
        person_id = command.person.person_id or 0
    if errors:
        raise InvalidInput(errors | _role_errors(work, command, command.unit_id, person_id, 0))
    return add_role(
        work,
        AddRole(
            command.unit_id,
            person_id,
            command.role,
            command.share,
            command.relation,
            command.starts_on,
            command.ends_on,
        ),
    )


def change_resident(work: Work, command: ChangeResident) -> int:
    """The role's id. Raises `InvalidInput` for the person's facts and for days or shares that cannot be."""
    work.require(Right.ARCHIVES_WRITE)
    role = work.session.get_one(UnitRole, command.role_id)
    if command.person.person_id != role.person_id:
        raise Refused(tr("这条关系是另一个人的，请返回后重新打开"))
    errors: dict[str, str] = {}
    try:
        save_person(work, command.person)
    except InvalidInput as error:
        errors = dict(error.errors)
    errors |= _role_errors(work, command, role.unit_id, role.person_id, role.id)
    if errors:
        raise InvalidInput(errors)
    role.kind = command.role
    role.share = command.share if command.role is RoleKind.OWNER else None
    role.relation = command.relation.strip()[:40]
    role.starts_on, role.ends_on = command.starts_on, command.ends_on
    work.touch("people", "units")
    return role.id


def _role_errors(
    work: Work, command: RegisterResident | ChangeResident, unit_id: int, person_id: int, role_id: int
) -> dict[str, str]:
    """What speaks against the role beside the unit's others."""
    share = command.share if command.role is RoleKind.OWNER else None
    whom = kept_ids(work.session)
    new = RoleSpan(
        role_id,
        whom.get(person_id, person_id),
        command.person.name,
        command.role,
        share,
        command.starts_on,
        command.ends_on,
    )
    rows = work.session.execute(
        select(UnitRole, Person.name)
        .join(Person, Person.id == UnitRole.person_id)
        .where(UnitRole.unit_id == unit_id, UnitRole.id != role_id)
    )
    return role_errors(
        new,
        [
            RoleSpan(r.id, whom.get(r.person_id, r.person_id), name, r.kind, r.share, r.starts_on, r.ends_on)
            for r, name in rows
        ],
    )


def change_vehicle(work: Work, command: ChangeVehicle) -> int:
    """The vehicle's id. Raises `Refused` for one that has been withdrawn."""
    work.require(Right.ARCHIVES_WRITE)
    vehicle = work.session.get_one(Vehicle, command.vehicle_id)
    if vehicle.withdrawn_on is not None:
        raise Refused(tr("车牌 {plate} 已经注销", plate=read_plate(vehicle.plate).plate))
    vehicle.colour = command.colour.strip()[:20]
    vehicle.model = command.model.strip()[:40]
    vehicle.space_code = command.space_code.strip()[:40]
    work.touch("vehicles")
    return vehicle.id


def change_pet(work: Work, command: ChangePet) -> int:
    """The pet's id. Raises `Refused` for one without name and breed, or that has been withdrawn."""
    work.require(Right.ARCHIVES_WRITE)
    pet = work.session.get_one(Pet, command.pet_id)
    if pet.withdrawn_on is not None:
        raise Refused(tr("这只宠物已经注销"))
    if not command.name.strip() and not command.breed.strip():
        raise Refused(tr("请填宠物的名字或品种"), field="name")
    pet.name, pet.breed = command.name.strip()[:40], command.breed.strip()[:40]
    pet.licence, pet.vaccinated_until = command.licence.strip()[:40], command.vaccinated_until
    work.touch("units")
    return pet.id
