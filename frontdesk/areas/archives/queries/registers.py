"""What taking an old register over needs to know of the archives: the file read, units by code, who belongs to a unit."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.queries.joined import kept_ids
from frontdesk.areas.archives.queries.unit_ends import ended_words, standing_now
from frontdesk.areas.archives.queries.units import find_unit_ids
from frontdesk.areas.archives.queries.workbook import read_file, read_sheets
from frontdesk.areas.archives.rules.importing.register import (
    ImportRegister,
    RegisterLine,
    RegisterTable,
    Shape,
    find_tables,
    read_lines,
)
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr


def read_register(
    command: ImportRegister, shape: Shape, progress: Progress
) -> tuple[tuple[RegisterTable, ...], tuple[RegisterLine, ...]]:
    """The register's tables and rows. Raises `Refused` or `Surroundings` for a file that cannot be read."""
    progress.step(0, 1, tr("正在打开 {name}", name=command.file.name))
    sheets = read_sheets(read_file(command.file), command.file.name)
    tables = find_tables(shape, sheets, command.sheet, command.column_map)
    return tables, tuple(line for table in tables for line in read_lines(shape, table))


class Homes:
    """The units that a register's rows may mean, and who belongs to each on a day; read once."""

    def __init__(self, session: Session, on: date) -> None:
        self._session = session
        self._units: dict[str, tuple[int, str]] = {
            row.key: (row.id, row.code)
            for row in session.execute(select(Unit.key, Unit.id, Unit.code).where(standing_now()))
        }
        self._codes: dict[int, str] = dict(self._units.values())
        self._found: dict[str, int | None] = {}
        self.people: dict[int, dict[str, int]] = defaultdict(dict)
        self._roles: dict[tuple[int, int], str] = {}
        rows = session.execute(
            select(UnitRole.unit_id, Person.name, Person.id, UnitRole.kind)
            .join(Person, Person.id == UnitRole.person_id)
            .where(or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on))
            .order_by(UnitRole.id)
        )
        whom = kept_ids(session)
        for unit_id, name, known, kind in rows:
            person_id = whom.get(known, known)
            self.people[unit_id].setdefault(name, person_id)
            self._roles.setdefault((unit_id, person_id), kind.value)

    def code(self, unit_id: int) -> str:
        """The unit's code."""
        return self._codes[unit_id]

    def find(self, line: RegisterLine) -> int | None:
        """The unit that a row means; None: none, or one of several (`1202` without its building)."""
        if not line.key:
            return None
        if line.key in self._units:
            return self._units[line.key][0]
        if line.unit not in self._found:
            ids = find_unit_ids(self._session, line.unit)
            # One that became others takes nothing new: the row comes back with what it became (D1.1).
            self._found[line.unit] = ids[0] if len(ids) == 1 and ids[0] in self._codes else None
        return self._found[line.unit]

    def missing(self, line: RegisterLine) -> str:
        """Why `find` found none, in words."""
        if not line.unit:
            return tr("缺房号")
        ids = find_unit_ids(self._session, line.unit)
        if len(ids) == 1:
            return ended_words(self._session, ids[0])
        if ids:
            return tr("“{unit}”有几户，请写明楼栋和单元", unit=line.unit)
        return tr("档案里没有 {unit}", unit=line.unit)

    def person(self, unit_id: int, name: str) -> int | None:
        """Somebody of that name who belongs to the unit."""
        return self.people.get(unit_id, {}).get(name)

    def role(self, unit_id: int, person_id: int) -> str:
        """What somebody is to the unit: 业主, 租客 …"""
        return self._roles.get((unit_id, person_id), "")
