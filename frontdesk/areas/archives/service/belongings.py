"""What belongs to a unit beside its people: vehicles, spaces, pets, notes; and the list of what looks wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select

from frontdesk.areas.archives.model import ParkingSpace, Pet, ReviewFlag, Unit, UnitNote, Vehicle
from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.archives.rules.identity import read_plate
from frontdesk.areas.archives.rules.kinds import NoteLevel
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class AddVehicle:
    """A vehicle of a unit; the plate in any writing."""

    unit_id: int
    plate: str
    colour: str = ""
    model: str = ""
    space_code: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawVehicle:
    """The vehicle is gone from `on`."""

    vehicle_id: int
    on: date


@dataclass(frozen=True, slots=True)
class AddSpace:
    """A parking space that is the unit's from `starts_on` up to, not including, `ends_on`."""

    unit_id: int
    code: str
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class EndSpace:
    """The space is the unit's up to, not including, `ends_on`."""

    space_id: int
    ends_on: date


@dataclass(frozen=True, slots=True)
class AddPet:
    """A pet of a unit, with its licence and the day its vaccination ends."""

    unit_id: int
    name: str
    breed: str = ""
    licence: str = ""
    vaccinated_until: date | None = None


@dataclass(frozen=True, slots=True)
class WithdrawPet:
    """The pet is gone from `on`."""

    pet_id: int
    on: date


@dataclass(frozen=True, slots=True)
class AddNote:
    """A note on a unit."""

    unit_id: int
    text: str
    level: NoteLevel = NoteLevel.PLAIN


@dataclass(frozen=True, slots=True)
class WithdrawNote:
    """The note no longer holds."""

    note_id: int


@dataclass(frozen=True, slots=True)
class SettleFlag:
    """What was found out about something that looked wrong (待核实)."""

    flag_id: int
    words: str = ""


def add_vehicle(work: Work, command: AddVehicle) -> int:
    """The vehicle's id. Asks when the plate looks unusual (T18) or stands at another unit."""
    work.require(Right.ARCHIVES_WRITE)
    work.session.get_one(Unit, command.unit_id)
    must_stand(work.session, command.unit_id)
    plate = read_plate(command.plate)
    if not plate.key:
        raise Refused(tr("请填车牌号"), field="plate")
    beside = work.session.execute(
        select(Vehicle.unit_id, Unit.code)
        .join(Unit, Unit.id == Vehicle.unit_id)
        .where(Vehicle.plate_key == plate.key, Vehicle.withdrawn_on.is_(None))
    ).all()
    if any(row.unit_id == command.unit_id for row in beside):
        raise Refused(tr("车牌 {plate} 已登记在这户", plate=plate.plate), field="plate")
    if beside:
        codes = "、".join(row.code for row in beside)
        work.confirm(
            "plate_elsewhere",
            tr("车牌 {plate} 已登记在 {codes}，仍要登记吗", plate=plate.plate, codes=codes),
        )
    if not plate.usual:
        work.confirm("plate", tr("车牌 {plate} 的写法少见，仍按所填保存吗", plate=plate.plate))
    vehicle = Vehicle(
        unit_id=command.unit_id,
        plate=plate.plate,
        plate_key=plate.key,
        colour=command.colour.strip()[:20],
        model=command.model.strip()[:40],
        space_code=command.space_code.strip()[:40],
        withdrawn_on=None,
    )
    work.session.add(vehicle)
    work.session.flush()
    work.touch("vehicles")
    return vehicle.id


def withdraw_vehicle(work: Work, command: WithdrawVehicle) -> None:
    """Raises `Refused` when it had been withdrawn."""
    work.require(Right.ARCHIVES_WRITE)
    vehicle = work.session.get_one(Vehicle, command.vehicle_id)
    if vehicle.withdrawn_on is not None:
        raise Refused(tr("车牌 {plate} 已经注销", plate=vehicle.plate))
    vehicle.withdrawn_on = command.on
    work.touch("vehicles")


def add_space(work: Work, command: AddSpace) -> int:
    """The space's id. Raises `Refused` when another unit has the same space in that time."""
    work.require(Right.ARCHIVES_WRITE)
    work.session.get_one(Unit, command.unit_id)
    must_stand(work.session, command.unit_id)
    code = command.code.strip()[:40]
    if not code:
        raise Refused(tr("请填车位号"), field="code")
    if command.starts_on and command.ends_on and command.ends_on < command.starts_on:
        raise Refused(tr("结束日期早于开始日期，请核对"), field="ends_on")
    query = (
        select(Unit.code).join(ParkingSpace, ParkingSpace.unit_id == Unit.id).where(ParkingSpace.code == code)
    )
    if command.ends_on is not None:
        query = query.where(or_(ParkingSpace.starts_on.is_(None), ParkingSpace.starts_on < command.ends_on))
    if command.starts_on is not None:
        query = query.where(or_(ParkingSpace.ends_on.is_(None), ParkingSpace.ends_on > command.starts_on))
    taken = work.session.scalar(query)
    if taken is not None:
        raise Refused(tr("车位 {code} 这段时间是 {unit} 的", code=code, unit=taken), field="code")
    space = ParkingSpace(
        code=code, unit_id=command.unit_id, starts_on=command.starts_on, ends_on=command.ends_on
    )
    work.session.add(space)
    work.session.flush()
    work.touch("vehicles", "units")
    return space.id


def end_space(work: Work, command: EndSpace) -> None:
    """Raises `Refused` for an end before the beginning."""
    work.require(Right.ARCHIVES_WRITE)
    space = work.session.get_one(ParkingSpace, command.space_id)
    if space.starts_on is not None and command.ends_on < space.starts_on:
        raise Refused(tr("结束日期早于开始日期 {day}，请核对", day=space.starts_on), field="ends_on")
    space.ends_on = command.ends_on
    work.touch("vehicles", "units")


def add_pet(work: Work, command: AddPet) -> int:
    """The pet's id."""
    work.require(Right.ARCHIVES_WRITE)
    work.session.get_one(Unit, command.unit_id)
    must_stand(work.session, command.unit_id)
    if not command.name.strip() and not command.breed.strip():
        raise Refused(tr("请填宠物的名字或品种"), field="name")
    pet = Pet(
        unit_id=command.unit_id,
        name=command.name.strip()[:40],
        breed=command.breed.strip()[:40],
        licence=command.licence.strip()[:40],
        vaccinated_until=command.vaccinated_until,
        withdrawn_on=None,
    )
    work.session.add(pet)
    work.session.flush()
    work.touch("units")
    return pet.id


def withdraw_pet(work: Work, command: WithdrawPet) -> None:
    """The pet stays readable."""
    work.require(Right.ARCHIVES_WRITE)
    pet = work.session.get_one(Pet, command.pet_id)
    if pet.withdrawn_on is not None:
        raise Refused(tr("这只宠物已经注销"))
    pet.withdrawn_on = command.on
    work.touch("units")


def add_note(work: Work, command: AddNote) -> int:
    """The note's id. Raises `Refused` for an empty note."""
    work.require(Right.ARCHIVES_WRITE)
    work.session.get_one(Unit, command.unit_id)
    must_stand(work.session, command.unit_id)
    if not command.text.strip():
        raise Refused(tr("请填备注内容"), field="text")
    note = UnitNote(
        unit_id=command.unit_id,
        level=command.level,
        text=command.text.strip(),
        at=work.now(),
        by=work.actor.name,
        withdrawn_at=None,
    )
    work.session.add(note)
    work.session.flush()
    work.touch("notes")
    return note.id


def withdraw_note(work: Work, command: WithdrawNote) -> None:
    """The note stays in the record, and no longer on the card."""
    work.require(Right.ARCHIVES_WRITE)
    note = work.session.get_one(UnitNote, command.note_id)
    if note.withdrawn_at is not None:
        raise Refused(tr("这条备注已经撤下"))
    note.withdrawn_at = work.now()
    work.touch("notes")


def settle_flag(work: Work, command: SettleFlag) -> None:
    """Take it off the list of 待核实, with who, when and what was found. A later import leaves it settled."""
    work.require(Right.ARCHIVES_WRITE)
    flag = work.session.get_one(ReviewFlag, command.flag_id)
    if flag.settled_at is not None:
        raise Refused(tr("这条已由 {name} 核实", name=flag.settled_by or ""))
    flag.settled_at, flag.settled_by = work.now(), work.actor.name
    flag.settled_words = command.words.strip()[:200]
    work.touch("flags", "units")
