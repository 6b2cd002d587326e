"""The import: what the plan and the comparison decided, written in one transaction (D1.7, T14).

The rules of what is taken over stand in `rules/importing/compare.py`; in short: a workbook corrects what a
workbook said before, never what the desk has changed since, and never replaces an owner (业主与档案不符 instead).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import (
    Building,
    ImportRun,
    ParkingSpace,
    Person,
    ReviewFlag,
    Unit,
    UnitNote,
    UnitRole,
    UnitSource,
    UnitStateChange,
    Vehicle,
)
from frontdesk.areas.archives.queries.importing import held
from frontdesk.areas.archives.queries.units import in_parts
from frontdesk.areas.archives.queries.workbook import hash_of, read_file, read_sheets
from frontdesk.areas.archives.rules.importing.compare import (
    Changes,
    PersonChange,
    UnitChange,
    compare,
    result_of,
)
from frontdesk.areas.archives.rules.importing.plan import ImportResult, ImportUnits
from frontdesk.areas.archives.rules.importing.rows import plan_import
from frontdesk.areas.archives.rules.importing.words import note_level
from frontdesk.areas.archives.rules.kinds import PersonKind, RoleKind
from frontdesk.areas.archives.rules.names import search_words
from frontdesk.areas.archives.rules.unit_codes import building_sort
from frontdesk.areas.archives.service.duplicates import mirror_all
from frontdesk.base.store.audit import note_made
from frontdesk.base.store.base import Base
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


def import_units(work: Work, command: ImportUnits) -> ImportResult:
    """Take the good rows over, all or none; hand back the rest with the reasons.

    Raises `Refused` or `Surroundings` for a file that cannot be read, `Cancelled` when somebody pressed cancel;
    then nothing was written.
    """
    work.require(Right.ARCHIVES_IMPORT)
    step = work.progress.step
    data = read_file(command.file)
    step(0, 1, tr("正在打开 {name}", name=command.file.name))
    sheets = read_sheets(data, command.file.name)
    plan = plan_import(
        sheets, sheet=command.sheet, column_map=command.column_map, today=work.today(), step=step
    )
    file_hash = hash_of(data)
    del data, sheets  # a large workbook's cells are not needed while its rows are written
    step(0, 1, tr("正在与档案对照"))
    changes = compare(plan, held(work.session, work.today()))
    result = result_of(plan, changes)
    run = ImportRun(
        at=work.now(),
        by=work.actor.name,
        file_name=command.file.name[:200],
        file_hash=file_hash,
        sheet="、".join(result.sheets)[:80],
        units=result.units,
        people=result.people,
        unchanged=result.unchanged,
        rejected=len(result.rejected),
        flagged=len(result.flagged),
    )
    work.session.add(run)
    work.session.flush()
    _Writer(work, changes, run.id, command.file.name).write()
    if result.units or result.people:
        work.touch("units", "people", "vehicles", "notes")
    work.touch("flags")
    return result


class _Writer:
    """Writes the changes: what is new in bulk, what changes through the session, all of it in the trail."""

    def __init__(self, work: Work, changes: Changes, run_id: int, file_name: str) -> None:
        self.work, self.session, self.changes = work, work.session, changes
        self.run_id, self.file_name = run_id, file_name

    def write(self) -> None:
        parts = (
            (self._people, tr("正在写入住户")),
            (self._units, tr("正在写入房屋")),
            (self._roles, tr("正在写入业主关系")),
            (self._belongings, tr("正在写入车辆、车位和备注")),
            (self._flags, tr("正在写入待核实")),
            (self._sources, tr("正在收尾")),
        )
        for done, (part, words) in enumerate(parts):
            self.work.progress.step(done, len(parts), words)
            part()
        mirror_all(self.work)

    def _people(self) -> None:
        new = [person for person in self.changes.people if person.id is None]
        ids = _insert(self.session, Person, [self._person_row(person) for person in new])
        for person, made in zip(new, ids, strict=True):
            person.id = made
        made_now = set(ids)
        old = {person.id: person.values for person in self.changes.people if person.values}
        known = [person_id for person_id in old if person_id is not None and person_id not in made_now]
        for part in in_parts(known):
            for held_person in self.session.scalars(select(Person).where(Person.id.in_(part))):
                for column, value in old[held_person.id].items():
                    setattr(held_person, column, value)

    def _person_row(self, person: PersonChange) -> dict[str, Any]:
        pinyin, initials = search_words(person.name)
        row = {"kind": PersonKind.PERSON, "id_kind": None, "nationality": "", "emergency_contact": ""}
        return (
            row
            | person.values
            | {
                "name": person.name,
                "pinyin": pinyin,
                "initials": initials,
                "visa_ends_on": None,
                "registered_on": None,
                "made_at": self.work.now(),
            }
        )

    def _units(self) -> None:
        buildings = self._buildings()
        new = [change for change in self.changes.units if change.id is None]
        ids = _insert(self.session, Unit, [self._unit_row(change, buildings) for change in new])
        for change, made in zip(new, ids, strict=True):
            change.id = made
        made_now = set(ids)
        changed = {c.id: c.values for c in self.changes.units if c.values and c.id not in made_now}
        for part in in_parts([unit_id for unit_id in changed if unit_id is not None]):
            for unit in self.session.scalars(select(Unit).where(Unit.id.in_(part))):
                for column, value in changed[unit.id].items():
                    setattr(unit, column, value)
        today, now = self.work.today(), self.work.now()
        states = [
            {"unit_id": change.id, "state": change.values["state"], "starts_on": today, "at": now}
            for change in self.changes.units
            if "state" in change.values
        ]
        _insert(self.session, UnitStateChange, states, trail=False)

    def _buildings(self) -> Mapping[str, int]:
        found = {row.code: row.id for row in self.session.execute(select(Building.code, Building.id))}
        new: dict[str, str] = {}
        for change in self.changes.units:
            code = change.planned.code.building
            if change.id is None and code not in found:
                new.setdefault(code, change.planned.building_name or tr("未分楼栋"))
        rows = [{"code": code, "name": name, "sort": building_sort(code)} for code, name in new.items()]
        found.update(zip(new, _insert(self.session, Building, rows), strict=True))
        return found

    def _unit_row(self, change: UnitChange, buildings: Mapping[str, int]) -> dict[str, Any]:
        code = change.planned.code
        return change.values | {
            "code": code.code,
            "key": code.key,
            "sort_key": code.sort_key,
            "building_id": buildings[code.building],
            "entrance": code.entrance,
            "room": code.room,
            "made_at": self.work.now(),
        }

    def _roles(self) -> None:
        rows = []
        for change in self.changes.units:
            seen = set()
            for place, planned in change.roles:
                person_id = self.changes.people[place].id
                if (person_id, planned.role) in seen:
                    continue
                seen.add((person_id, planned.role))
                rows.append(
                    {
                        "unit_id": change.id,
                        "person_id": person_id,
                        "kind": planned.role,
                        "share": planned.share if planned.role is RoleKind.OWNER else None,
                        "relation": planned.relation,
                        "starts_on": planned.starts_on,
                        "ends_on": planned.ends_on,
                    }
                )
        _insert(self.session, UnitRole, rows)

    def _belongings(self) -> None:
        vehicles, spaces, notes = [], [], []
        for change in self.changes.units:
            for i, vehicle in enumerate(change.vehicles):
                # With as many spaces as vehicles, the first vehicle stands on the first space.
                own = change.planned.spaces
                space = own[i] if len(own) == len(change.planned.vehicles) == len(change.vehicles) else ""
                vehicles.append(
                    {
                        "unit_id": change.id,
                        "plate": vehicle.plate,
                        "plate_key": vehicle.key,
                        "colour": vehicle.colour,
                        "model": vehicle.model,
                        "space_code": space,
                    }
                )
            spaces += [{"unit_id": change.id, "code": code} for code in change.spaces]
            notes += [
                {
                    "unit_id": change.id,
                    "level": note_level(text),
                    "text": text,
                    "at": self.work.now(),
                    "by": self.work.actor.name,
                }
                for text in change.notes
            ]
        _insert(self.session, Vehicle, vehicles)
        _insert(self.session, ParkingSpace, spaces)
        _insert(self.session, UnitNote, notes)

    def _flags(self) -> None:
        rows: dict[tuple[int | None, str, str], dict[str, Any]] = {}
        answered: list[int] = []
        for change in self.changes.units:
            answered += change.answered
            for doubt, place in change.doubts:
                rows.setdefault(
                    (change.id, doubt.reason, doubt.value),
                    {
                        "unit_id": change.id,
                        "person_id": None if place is None else self.changes.people[place].id,
                        "reason": doubt.reason[:80],
                        "value": doubt.value[:120],
                        "source": tr(
                            "{file} {sheet} 第 {row} 行",
                            file=self.file_name[-100:],
                            sheet=change.planned.sheet,
                            row=change.planned.row,
                        )[:200],
                        "at": self.work.now(),
                    },
                )
        _insert(self.session, ReviewFlag, list(rows.values()), trail=False)
        for part in in_parts(answered):
            for flag in self.session.scalars(select(ReviewFlag).where(ReviewFlag.id.in_(part))):
                flag.settled_at, flag.settled_by = self.work.now(), self.work.actor.name
                flag.settled_words = tr("再次导入时已改正")

    def _sources(self) -> None:
        told = [c for c in self.changes.units if c.facts is not None]
        known: set[int] = set()
        for part in in_parts([c.id for c in told if c.id is not None]):
            known.update(self.session.scalars(select(UnitSource.unit_id).where(UnitSource.unit_id.in_(part))))
        rows = [{"unit_id": c.id, "facts": c.facts, "run_id": self.run_id} for c in told]
        new = [row for row in rows if row["unit_id"] not in known]
        if new:
            self.session.execute(insert(UnitSource.__table__), new)  # type: ignore[arg-type]
        old = [row for row in rows if row["unit_id"] in known]
        if old:
            self.session.execute(update(UnitSource), old)


def _insert(
    session: Session, table: type[Base], rows: Sequence[dict[str, Any]], *, trail: bool = True
) -> Sequence[int]:
    """Insert in bulk and hand back the ids in the rows' order; each is put into the audit trail."""
    if not rows:
        return ()
    ids = _take_ids(session, str(table.__tablename__), len(rows))
    # The table, not the class: the session would make one statement of each set of columns that are not null.
    session.execute(
        insert(table.__table__),  # type: ignore[arg-type]
        [{"id": number, **row} for number, row in zip(ids, rows, strict=True)],
    )
    if trail:
        note_made(session, str(table.__tablename__), ids)
    return ids


def _take_ids(session: Session, table: str, count: int) -> Sequence[int]:
    """The next *count* ids of a table. SQLite's writer is alone; PostgreSQL's sequence is asked."""
    if session.get_bind().dialect.name == "sqlite":
        last = int(session.scalar(text(f"SELECT coalesce(max(id), 0) FROM {table}")) or 0)
        return range(last + 1, last + 1 + count)
    taken = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
    return [int(number) for number in session.scalars(taken, {"name": table, "count": count})]


def rejects_workbook(result: ImportResult) -> bytes:
    """The rows that were sent back as an .xlsx: their cells as text, the reason in a new last column.

    With its heading it can be corrected and imported again as it stands.
    """
    import io

    import xlsxwriter

    out = io.BytesIO()
    lines = [list(result.titles), *(list(row.cells) for row in result.rejected)]
    width = max((i + 1 for line in lines for i, cell in enumerate(line) if cell), default=0)
    try:
        with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
            plain = book.add_format({"num_format": "@"})
            head = book.add_format({"bold": True, "bg_color": "#EEF1F4", "text_wrap": True})
            wrong = book.add_format({"num_format": "@", "font_color": "#B42318"})
            sheet = book.add_worksheet(tr("退回"))
            for column in range(width):
                title = result.titles[column] if column < len(result.titles) else ""
                sheet.write_string(0, column, title, head)
            sheet.write_string(0, width, tr("退回原因"), head)
            sheet.write_string(0, width + 1, tr("原行号"), head)
            for number, row in enumerate(result.rejected, start=1):
                for column, cell in enumerate(row.cells[:width]):
                    sheet.write_string(number, column, cell, plain)
                sheet.write_string(number, width, tr(row.reason), wrong)
                place = f"{row.sheet}!{row.row}" if len(result.sheets) > 1 else str(row.row)
                sheet.write_string(number, width + 1, place, plain)
            sheet.set_column(0, max(width - 1, 0), 14)
            sheet.set_column(width, width, 26)
            sheet.freeze_panes(1, 0)
    except OSError as error:
        raise Surroundings(tr("退回的行没有写成工作簿：{why}", why=error.strerror or str(error))) from error
    return out.getvalue()
