"""What an import would do, without doing it; and what the archives hold that it must be compared with (D1.7)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import (
    ImportRun,
    ParkingSpace,
    Person,
    ReviewFlag,
    Unit,
    UnitNote,
    UnitOldCode,
    UnitRole,
    UnitSource,
    Vehicle,
)
from frontdesk.areas.archives.queries.joined import kept_ids
from frontdesk.areas.archives.queries.workbook import read_file, read_sheets
from frontdesk.areas.archives.rules.importing.compare import (
    Held,
    HeldPerson,
    HeldRole,
    HeldUnit,
    compare,
    result_of,
)
from frontdesk.areas.archives.rules.importing.plan import ImportResult, ImportUnits
from frontdesk.areas.archives.rules.importing.rows import plan_import
from frontdesk.base.values.clock import SystemClock
from frontdesk.base.values.progress import Progress


def preview_import(
    session: Session, command: ImportUnits, today: date | None = None, progress: Progress | None = None
) -> ImportResult:
    """Exactly what importing now would give: numbers, each row's fate, how the columns were understood."""
    day = today or SystemClock().today()
    step = (progress or Progress()).step
    sheets = read_sheets(read_file(command.file), command.file.name)
    plan = plan_import(sheets, sheet=command.sheet, column_map=command.column_map, today=day, step=step)
    return result_of(plan, compare(plan, held(session, day)))


def sheet_names(session: Session, command: ImportUnits) -> tuple[str, ...]:
    """The names of the file's sheets, for choosing one by hand."""
    return tuple(sheet.name for sheet in read_sheets(read_file(command.file), command.file.name))


@dataclass(frozen=True, slots=True)
class ImportRunRow:
    """One import that was carried out."""

    id: int
    at: datetime
    by: str
    file_name: str
    sheet: str
    units: int
    people: int
    unchanged: int
    rejected: int
    flagged: int


def import_runs(session: Session, limit: int = 20) -> tuple[ImportRunRow, ...]:
    """The last imports, newest first."""
    found = session.scalars(select(ImportRun).order_by(ImportRun.id.desc()).limit(limit))
    return tuple(
        ImportRunRow(
            r.id, r.at, r.by, r.file_name, r.sheet, r.units, r.people, r.unchanged, r.rejected, r.flagged
        )
        for r in found
    )


def held(session: Session, today: date) -> Held:
    """All units and people with what belongs to them: nine queries, however many there are."""
    whom = kept_ids(session)
    people = {
        row.id: HeldPerson(*row)
        for row in session.execute(
            select(
                Person.id, Person.name, Person.id_number, Person.phone, Person.phone2, Person.nationality,
                Person.emergency_contact,
            )
        )
        if row.id not in whom
    }  # fmt: skip
    units = {
        row.id: HeldUnit(
            row.id, row.key, row.kind, row.state, row.floor, row.layout, row.built_area, row.inner_area,
            row.handed_over_on, ended=row.ended_as or "",
        )
        for row in session.execute(
            select(
                Unit.id, Unit.key, Unit.kind, Unit.state, Unit.floor, Unit.layout, Unit.built_area, Unit.inner_area,
                Unit.handed_over_on, Unit.ended_as,
            )
        )
    }  # fmt: skip
    for role in session.execute(
        select(UnitRole.unit_id, UnitRole.person_id, UnitRole.kind)
        .where(or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > today))
        .order_by(UnitRole.id)
    ):
        units[role.unit_id].roles.append(HeldRole(whom.get(role.person_id, role.person_id), role.kind))
    for vehicle in session.execute(select(Vehicle.unit_id, Vehicle.plate_key)):
        units[vehicle.unit_id].plates.add(vehicle.plate_key)
    for space in session.execute(select(ParkingSpace.unit_id, ParkingSpace.code)):
        units[space.unit_id].spaces.add(space.code)
    for note in session.execute(select(UnitNote.unit_id, UnitNote.text)):
        units[note.unit_id].notes.add(note.text)
    for flag in session.execute(
        select(ReviewFlag.id, ReviewFlag.unit_id, ReviewFlag.reason, ReviewFlag.value, ReviewFlag.settled_at)
    ):
        units[flag.unit_id].flags[flag.reason, flag.value] = (flag.id, flag.settled_at is not None)
    for source in session.execute(select(UnitSource.unit_id, UnitSource.facts)):
        units[source.unit_id].source = json.loads(source.facts)
    # A workbook of before the numbers were changed still means the same units.
    once = session.execute(select(UnitOldCode.key, UnitOldCode.unit_id).order_by(UnitOldCode.id))
    old = {row.key: units[row.unit_id] for row in once}
    return Held(old | {unit.key: unit for unit in units.values()}, people)
