"""Puts the demo estate's units and people into a database, through the archives' own services."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.app.demo.estate import DemoPerson, DemoUnit, units
from frontdesk.areas.archives.rules.kinds import IdKind, NoteLevel, RoleKind, UnitKind, UnitState
from frontdesk.areas.archives.service import (
    AddNote,
    AddPet,
    AddRole,
    AddSpace,
    AddVehicle,
    SavePerson,
    SaveUnit,
    add_note,
    add_pet,
    add_role,
    add_space,
    add_vehicle,
    save_person,
    save_unit,
)
from frontdesk.base.store.work import Work
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class BuildArchives:
    """The estate as it is on that day; `floors_at_most` as `estate.units` has it."""

    today: date
    floors_at_most: int = 99


def build_archives(work: Work, command: BuildArchives) -> int:
    """Every unit with its people and what belongs to them, in one transaction; returns how many units."""
    made = units(command.today, floors_at_most=command.floors_at_most)
    for number, unit in enumerate(made):
        if number % 40 == 0:
            work.progress.step(number, len(made), tr("演示小区：房屋和住户"))
        _build_unit(work, unit)
    return len(made)


def _build_unit(work: Work, unit: DemoUnit) -> None:
    unit_id = save_unit(
        work,
        SaveUnit(
            None,
            unit.code,
            UnitKind.HOME,
            UnitState(unit.state),
            floor=unit.floor,
            layout=unit.layout,
            built_area=unit.area,
            handed_over_on=unit.handed_over_on,
        ),
    )
    for person in unit.people:
        _build_person(work, unit_id, person)
    for space in unit.spaces:
        add_space(work, AddSpace(unit_id, space, starts_on=unit.handed_over_on))
    for plate, colour, model, space in unit.vehicles:
        add_vehicle(work, AddVehicle(unit_id, plate, colour, model, space))
    for name, breed, until in unit.pets:
        add_pet(work, AddPet(unit_id, name, breed, vaccinated_until=until))
    for level, text in unit.notes:
        add_note(work, AddNote(unit_id, text, NoteLevel(level)))


def _build_person(work: Work, unit_id: int, person: DemoPerson) -> None:
    person_id = save_person(
        work,
        SavePerson(
            None,
            person.name,
            id_kind=IdKind.RESIDENT if person.id_number else None,
            id_number=person.id_number,
            phone=person.phone,
        ),
    )
    add_role(
        work,
        AddRole(
            unit_id,
            person_id,
            RoleKind(person.role),
            relation=person.relation,
            starts_on=person.starts_on,
            ends_on=person.ends_on,
        ),
    )
