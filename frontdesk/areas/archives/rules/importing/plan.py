"""What an import would make of a workbook: each row's fate and why, before anything is compared or stored (D1.7).

The plan knows nothing of the archives. `compare` holds it against them; preview and import both use the same two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from frontdesk.areas.archives.rules.importing.columns import ColumnMatch, SheetCells, Table
from frontdesk.areas.archives.rules.kinds import IdKind, PersonKind, RoleKind, UnitKind, UnitState
from frontdesk.areas.archives.rules.unit_codes import UnitCode


class Fate(StrEnum):
    """What becomes of a row."""

    GOOD = "导入"
    FLAGGED = "待核实"
    JOINED = "并入"
    REJECTED = "退回"
    SKIPPED = "跳过"


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that looks wrong and is kept: the reason, what stood there, and about whom (empty: the unit)."""

    reason: str
    value: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """Somebody a row names, and what they are to its unit."""

    name: str
    role: RoleKind
    kind: PersonKind = PersonKind.PERSON
    id_kind: IdKind | None = None
    id_number: str = ""
    phone: str = ""
    phone2: str = ""
    nationality: str = ""
    emergency_contact: str = ""
    share: Decimal | None = None
    relation: str = ""
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class PlannedVehicle:
    """A vehicle of the unit."""

    plate: str
    key: str
    colour: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit as the workbook has it. None and empty mean that the workbook does not say."""

    sheet: str
    row: int
    code: UnitCode
    building_name: str
    kind: UnitKind | None = None
    state: UnitState | None = None
    floor: int | None = None
    layout: str = ""
    built_area: Decimal | None = None
    inner_area: Decimal | None = None
    handed_over_on: date | None = None
    people: tuple[PlannedPerson, ...] = ()
    vehicles: tuple[PlannedVehicle, ...] = ()
    spaces: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def owners(self) -> tuple[PlannedPerson, ...]:
        return tuple(person for person in self.people if person.role is RoleKind.OWNER)


class Outcome(StrEnum):
    """What a row means to the archives."""

    MADE = "新增"
    CHANGED = "更新"
    SAME = "不变"


@dataclass(frozen=True, slots=True)
class RowFate:
    """One row of the sheet, numbered as Excel numbers it, and what becomes of it.

    `outcome` is known once the plan has been held against the archives; None for rows that make no unit.
    """

    sheet: str
    row: int
    fate: Fate
    reason: str = ""
    code: str = ""
    owners: str = ""
    outcome: Outcome | None = None


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that cannot be placed: all its cells as text, merged ones filled, and the reason."""

    sheet: str
    row: int
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """What an import would do, and how it understood the sheet."""

    sheets: tuple[str, ...]
    columns: tuple[ColumnMatch, ...]
    units: tuple[PlannedUnit, ...]
    fates: tuple[RowFate, ...]
    rejected: tuple[RejectedRow, ...]
    titles: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    other_sheets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportUnits:
    """Import the office's workbook.

    `sheet` None: the sheet that looks like the list of units. `column_map`: field name or its Chinese word ->
    column letter or title; empty leaves the field out; what it does not name is still found by itself.
    """

    file: Path
    sheet: str | None = None
    column_map: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class FlaggedRow:
    """A row that went in and looks wrong somewhere: one for each reason."""

    sheet: str
    row: int
    reason: str
    value: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What came, or in a preview would come, of an import.

    `units` and `people` were made or changed; a unit counts as changed when anything of it or its people did.
    `rows` is each row's fate in order; `columns` and `titles` are how the (first) table was understood.
    """

    units: int
    people: int
    unchanged: int
    rejected: tuple[RejectedRow, ...]
    flagged: tuple[FlaggedRow, ...]
    made: int
    sheets: tuple[str, ...]
    other_sheets: tuple[str, ...]
    columns: tuple[ColumnMatch, ...]
    titles: tuple[str, ...]
    rows: tuple[RowFate, ...]
    remarks: tuple[str, ...]


Step = Callable[[int, int, str], None]


def no_step(_done: int, _of: int, _words: str) -> None:
    """For callers that watch no progress."""


def chosen_sheets(tables: Sequence[Table], building_of: Callable[[SheetCells], str]) -> tuple[Table, ...]:
    """The sheet that is the list of units; several when each is a building's (`1栋`, `2栋`) with the same fields."""
    if not tables:
        return ()
    best = max(tables, key=lambda table: table.score)
    if not building_of(best.sheet):
        return (best,)
    own = set(best.places)
    alike = [t for t in tables if building_of(t.sheet) and len(own & set(t.places)) >= 0.7 * len(own)]
    return tuple(alike)
