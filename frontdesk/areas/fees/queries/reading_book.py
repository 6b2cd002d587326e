"""What taking a workbook of readings would do, row by row, before anything is stored (M3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.workbook import hash_of, read_file, read_sheets
from frontdesk.areas.archives.rules.importing.values import text_of
from frontdesk.areas.fees.model import HeldReading
from frontdesk.areas.fees.queries.meters import MeterState, entry_fault, meter_states, uses_of, weigh
from frontdesk.areas.fees.rules.kinds import MeterKind, Odd, ReadingKind
from frontdesk.areas.fees.rules.meters import (
    MOST_DIGITS,
    USUAL_DIGITS,
    plain_figure,
    usual_of_others,
    value_fault,
)
from frontdesk.areas.fees.rules.reading_book import BookColumn, BookRow, find_tables, read_rows
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr


class Fate(StrEnum):
    """What becomes of a row."""

    GOOD = "存入"
    HELD = "待定"
    SAME = "已有"
    REJECTED = "退回"


@dataclass(frozen=True, slots=True)
class ImportReadings:
    """Take a workbook of readings.

    `read_on` is the day of rows that say none. `column_map`: what a column holds (房号, 本期读数 …) -> letter or
    title. With `open_missing` a unit without a meter gets one, with the row's number and 上期读数 as its first.
    """

    file: Path
    kind: MeterKind = MeterKind.WATER
    read_on: date | None = None
    sheet: str | None = None
    column_map: Mapping[str, str] | None = None
    open_missing: bool = False


@dataclass(frozen=True, slots=True)
class BookFate:
    """One row and what becomes of it; `opens` says that a meter is made for it."""

    sheet: str
    row: int
    unit: str
    number: str
    last: Decimal | None
    value: Decimal | None
    day: date
    use: Decimal | None
    fate: Fate
    reason: str
    opens: bool
    cells: tuple[str, ...]
    odd: Odd | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A row that is taken: its meter (a new one has id 0), its figure, and what it says otherwise than the record."""

    fate: BookFate
    state: MeterState
    told: tuple[Odd, str] | None
    reader: str


@dataclass(frozen=True, slots=True)
class BookResult:
    """What came, or in a preview would come, of a workbook; how its columns were understood."""

    kind: MeterKind
    rows: tuple[BookFate, ...]
    columns: tuple[BookColumn, ...]
    titles: tuple[str, ...]
    sheets: tuple[str, ...]
    without_meter: int

    def of(self, fate: Fate) -> tuple[BookFate, ...]:
        return tuple(row for row in self.rows if row.fate is fate)

    @property
    def opened(self) -> int:
        return sum(1 for row in self.rows if row.opens and row.fate is not Fate.REJECTED)


@dataclass(frozen=True, slots=True)
class BookPlan:
    """The result, and what has to be written for it."""

    result: BookResult
    planned: tuple[Planned, ...]
    others: Decimal | None
    file_hash: str


def preview_readings(
    session: Session, command: ImportReadings, today: date, progress: Progress | None = None
) -> BookResult:
    """Exactly what taking the workbook now would give. Raises `Refused` or `Surroundings` for the file."""
    return plan_readings(session, command, today, progress).result


def plan_readings(
    session: Session, command: ImportReadings, today: date, progress: Progress | None = None
) -> BookPlan:
    """Read the file, find each row's meter and judge its figure; nothing is written."""
    step = (progress or Progress()).step
    step(0, 3, tr("正在打开 {name}", name=command.file.name))
    data = read_file(command.file)
    tables = find_tables(read_sheets(data, command.file.name), command.sheet, command.column_map)
    rows = [row for table in tables for row in read_rows(table)]
    step(1, 3, tr("正在与表具对照"))
    finder = _Finder(session, command, today)
    found = [finder.find(row) for row in rows]
    step(2, 3, tr("正在核对读数"))
    taken = [one for one in found if isinstance(one, _Found)]
    entries = [(one.state, one.day, one.row.value) for one in taken]
    others = usual_of_others(
        [use for state, day, value in entries for use in uses_of({state.id: state}, day, [(state.id, value)])]
    )
    asked = _asked(session, command.kind)
    planned: list[Planned] = []
    fates: list[BookFate] = []
    for one in found:
        if isinstance(one, BookFate):
            fates.append(one)
            continue
        fate = _fate(one, others, asked)
        fates.append(fate)
        if fate.fate in (Fate.GOOD, Fate.HELD, Fate.SAME):
            planned.append(Planned(fate, one.state, one.told, one.row.reader))
    first = tables[0]
    titles = tuple(text_of(cell) for cell in first.sheet.rows[first.head]) if first.head >= 0 else ()
    result = BookResult(
        command.kind, tuple(fates), first.columns, titles, tuple(t.sheet.name for t in tables), finder.without
    )
    return BookPlan(result, tuple(planned), others, hash_of(data))


@dataclass(frozen=True, slots=True)
class _Found:
    row: BookRow
    state: MeterState
    day: date
    told: tuple[Odd, str] | None


def _fate(one: _Found, others: Decimal | None, asked: set[tuple[int, date, Decimal | None]]) -> BookFate:
    row, state, day = one.row, one.state, one.day
    found = weigh(state, row.value, day, others, one.told)
    fate, reason = Fate.GOOD, ""
    if found.same or (state.id, day, row.value) in asked:
        fate, reason = Fate.SAME, tr("这次读数已经有了")
    elif found.again and found.odd is None:
        return _rejected(
            row,
            day,
            tr(
                "{day} 已有读数 {value}，与本行不同",
                day=day.isoformat(),
                value=plain_figure(state.last_value),
            ),
        )
    elif found.odd is not None:
        fate, reason = Fate.HELD, found.why
    elif state.id <= 0:
        reason = tr("新建这块表")
    last = row.last if row.last is not None else state.last_value
    return BookFate(
        row.sheet, row.row, state.unit, row.number or state.number, last, row.value, day, found.use, fate, reason,
        state.id <= 0, row.cells, found.odd if fate is Fate.HELD else None,
    )  # fmt: skip


def _rejected(row: BookRow, day: date, reason: str) -> BookFate:
    return BookFate(
        row.sheet, row.row, row.unit, row.number, row.last, row.value, day, None, Fate.REJECTED, reason, False,
        row.cells,
    )  # fmt: skip


def _asked(session: Session, kind: MeterKind) -> set[tuple[int, date, Decimal | None]]:
    """What workbooks asked before, decided or not: the same file again must not ask it once more."""
    return {
        (row.meter_id, row.read_on, row.value)
        for row in session.execute(
            select(HeldReading.meter_id, HeldReading.read_on, HeldReading.value).where(
                HeldReading.way == ReadingKind.WORKBOOK
            )
        )
    }


class _Finder:
    """Finds the meter of each row, by its number and by its unit."""

    def __init__(self, session: Session, command: ImportReadings, today: date) -> None:
        self.command, self.today = command, today
        self.without = 0
        self._met: dict[int, int] = {}
        self._new = 0
        self._units = {
            row.key: (row.id, row.code) for row in session.execute(select(Unit.key, Unit.id, Unit.code))
        }
        states = meter_states(session, kind=command.kind)
        self._by_unit: dict[int, list[MeterState]] = defaultdict(list)
        self._by_number: dict[str, MeterState] = {}
        for state in states.values():
            if state.ended_on is None:
                self._by_unit[state.unit_id].append(state)
                if state.number:
                    self._by_number[_bare(state.number)] = state

    def find(self, row: BookRow) -> _Found | BookFate:
        """The row's meter, or why there is none for it."""
        day = row.day or self.command.read_on or self.today
        if row.fault:
            return _rejected(row, day, row.fault)
        found = self._meter(row, day)
        if isinstance(found, str):
            return _rejected(row, day, found)
        state, told = found
        if day > self.today:
            return _rejected(row, day, tr("抄表日期在今天之后"))
        wrong = entry_fault(state, row.value, day)
        if wrong:
            return _rejected(row, day, wrong)
        if state.id in self._met:
            return _rejected(row, day, tr("与第 {row} 行是同一块表", row=self._met[state.id]))
        self._met[state.id] = row.row
        return _Found(row, state, day, told or _other_last(row, state, day))

    def _meter(self, row: BookRow, day: date) -> tuple[MeterState, tuple[Odd, str] | None] | str:
        unit = self._units.get(row.key) if row.key else None
        if row.key and unit is None:
            return tr("没有 {code} 这户", code=row.unit)
        known = self._by_number.get(_bare(row.number)) if row.number else None
        if known is not None:
            if unit is not None and known.unit_id != unit[0]:
                return tr("表号 {number} 登记在 {unit}", number=row.number, unit=known.unit)
            return known, None
        if unit is None:
            return tr("没有表号是 {number} 的表", number=row.number)
        own = self._by_unit.get(unit[0], [])
        if len(own) > 1:
            return tr("这户有 {n} 块{kind}表，请写对表号", n=len(own), kind=tr(self.command.kind.value))
        if own:
            if row.number and own[0].number:
                words = tr("表号写 {told}，登记的是 {known}", told=row.number, known=own[0].number)
                return own[0], (Odd.NUMBER, words)
            return own[0], None
        self.without += 1
        if not self.command.open_missing:
            return tr("这户没有{kind}表，请先建表", kind=tr(self.command.kind.value))
        return self._opened(row, unit, day)

    def _opened(
        self, row: BookRow, unit: tuple[int, str], day: date
    ) -> tuple[MeterState, tuple[Odd, str] | None] | str:
        """A meter that is to be made: it begins with the row's 上期读数, at the end of the month before."""
        if row.last is None:
            return tr("没有上期读数，不能按这一行建表")
        wrong = value_fault(row.last, MOST_DIGITS)
        if wrong:
            return wrong
        self._new -= 1
        figures = max(len(str(int(value))) for value in (row.last, row.value or Decimal(0)))
        state = MeterState(
            self._new, unit[0], unit[1], self.command.kind, row.number, "", max(USUAL_DIGITS, figures), Decimal(1),
            day.replace(day=1) - timedelta(days=1), None,
        )  # fmt: skip
        state.last_on, state.last_value = state.opened_on, row.last
        if row.number:
            self._by_number[_bare(row.number)] = state
        self._by_unit[unit[0]].append(state)
        return state, None


def _other_last(row: BookRow, state: MeterState, day: date) -> tuple[Odd, str] | None:
    """Where the workbook's last reading is not the one on record."""
    again = state.last_on == day and state.before_value is not None
    last = state.before_value if again and state.before_value is not None else state.last_value
    if row.last is None or row.last == last:
        return None
    words = tr("上期写 {told}，登记的是 {known}", told=plain_figure(row.last), known=plain_figure(last))
    return Odd.LAST, words


def _bare(number: str) -> str:
    return number.upper().lstrip("0")
