"""An old register in a workbook (钥匙登记本, 证件台账, 车位台账): where its table stands, what each row says (D1.7).

What a register's columns may be called is its `Shape`; the rest is the same for all: the heading is the row that names
the most of them, title lines and notes are passed over, columns can be matched by hand. Pure: nothing here knows
what the office has already.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from frontdesk.areas.archives.rules.importing.columns import SheetCells, index_of, letter_of
from frontdesk.areas.archives.rules.importing.titles import clean_title
from frontdesk.areas.archives.rules.importing.values import Cell, is_error, read_day, text_of, word
from frontdesk.areas.archives.rules.unit_codes import read_unit_code, unit_code
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

UNIT, BUILDING, ENTRANCE = "房号", "楼栋", "单元"
"""The parts that every register has: which unit a row speaks of."""

_PLACE_NAMES: dict[str, str] = {
    UNIT: "房号 房屋编号 房间号 室号 门牌号 单元房号 房屋 户号 住址 地址 房间 房屋编码 门牌 房产编号 所属房号 业主房号",
    BUILDING: "楼栋 栋 幢 楼号 栋号 楼栋号 座号 楼座",
    ENTRANCE: "单元 单元号 门洞 梯号",
}
_SEARCHED = 40
_SAMPLED = 200
_MOSTLY = 0.7
_EXAMPLES = 3
_TOTAL = re.compile(r"小\s*计|合\s*计|总\s*计|共\s*计|累\s*计")
_REMARK = re.compile(
    r"^[（(\[【※]?\s*(?:注[:：\d、.]|说明|备注[:：]|填表|制表|审核|登记人[:：]|第.{1,4}页|共.{1,6}[户页条把张个])"
)


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "存入"
    SAME = "已有"
    REJECTED = "退回"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a register holds.

    `names` is part -> the titles it may stand under, apart by blanks; `needed` are parts of which, group by group, at
    least one must be found; `days` are parts that hold days.
    """

    what: str
    names: Mapping[str, str]
    needed: tuple[tuple[str, ...], ...]
    days: frozenset[str] = frozenset()

    @property
    def parts(self) -> tuple[str, ...]:
        return (*_PLACE_NAMES, *(part for part in self.names if part not in _PLACE_NAMES))

    def by_title(self) -> dict[str, str]:
        """Clean title -> part; a register's own word goes before the common ones."""
        found = {clean_title(name): part for part, names in _PLACE_NAMES.items() for name in names.split()}
        return found | {
            clean_title(name): part for part, names in self.names.items() for name in names.split()
        }


@dataclass(frozen=True, slots=True)
class ImportRegister:
    """Take an old register. `column_map`: what a column holds -> its letter or title, "" for none of them.

    `since` is the day from which money of what is taken over is asked for here, where the register says none.
    """

    file: Path
    sheet: str | None = None
    column_map: Mapping[str, str] | None = None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class RegisterColumn:
    """A column: letter, title, what it is taken for and why (名称, 内容, 手工), and a few of its values."""

    index: int
    letter: str
    title: str
    part: str | None
    by: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterTable:
    """The table of a sheet; `first` is the index of its first row of data, `head` of its heading (-1: none)."""

    sheet: SheetCells
    head: int
    first: int
    columns: tuple[RegisterColumn, ...]

    @property
    def places(self) -> dict[str, int]:
        return {column.part: column.index for column in self.columns if column.part is not None}


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One row as written. `unit` is the code as the desk writes it, `key` finds it; `fault` says why it cannot be taken."""

    sheet: str
    row: int
    unit: str
    key: str
    said: Mapping[str, str]
    days: Mapping[str, date | None]
    fault: str
    cells: tuple[str, ...]

    def get(self, part: str) -> str:
        """What stands under *part*, "" for nothing."""
        return self.said.get(part, "")

    def day(self, part: str) -> date | None:
        return self.days.get(part)


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """A row and what becomes of it: `what` it is of, `who` it names, `when` in words."""

    sheet: str
    row: int
    fate: Fate
    unit: str
    what: str
    who: str
    when: str
    reason: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RegisterResult:
    """What came, or in a preview would come, of a register; how its columns were understood."""

    rows: tuple[RegisterRow, ...]
    columns: tuple[RegisterColumn, ...]
    titles: tuple[str, ...]
    sheets: tuple[str, ...]
    sums: tuple[tuple[str, int | Money], ...] = ()

    def of(self, fate: Fate) -> tuple[RegisterRow, ...]:
        return tuple(row for row in self.rows if row.fate is fate)


@dataclass
class Rows:
    """Gathers the rows' fates in the order of the lines."""

    found: list[RegisterRow] = field(default_factory=list)

    def add(self, line: RegisterLine, fate: Fate, what: str, who: str, when: str, reason: str) -> None:
        self.found.append(
            RegisterRow(line.sheet, line.row, fate, line.unit, what, who, when, reason, line.cells)
        )


def result_of(
    tables: Sequence[RegisterTable], rows: Sequence[RegisterRow], sums: Sequence[tuple[str, int | Money]]
) -> RegisterResult:
    """The rows in the workbook's order; titles and columns are those of the first table."""
    first = tables[0]
    titles = tuple(text_of(cell) for cell in first.sheet.rows[first.head]) if first.head >= 0 else ()
    order = {table.sheet.name: at for at, table in enumerate(tables)}
    ordered = tuple(sorted(rows, key=lambda row: (order[row.sheet], row.row)))
    return RegisterResult(ordered, first.columns, titles, tuple(order), tuple(sums))


def mark_of(*parts: object) -> str:
    """What makes a row the same one when it comes again: stored as the token of what it became (T14)."""
    told = "\x1f".join("" if part is None else str(part) for part in parts)
    return f"reg:{hashlib.sha256(told.encode()).hexdigest()[:40]}"


# -- finding the table --


def find_tables(
    shape: Shape,
    sheets: Sequence[SheetCells],
    wanted: str | None = None,
    column_map: Mapping[str, str] | None = None,
) -> tuple[RegisterTable, ...]:
    """The tables of a workbook that are such a register: of the sheet of that name, else of each that holds one.

    Raises `Refused` where there is none, or where the map names a column that is not there.
    """
    if wanted is not None:
        sheets = [sheet for sheet in sheets if sheet.name == wanted]
        if not sheets:
            raise Refused(tr("没有工作表“{name}”", name=wanted), field="sheet")
    tables = [
        table
        for sheet in sheets
        if not (sheet.hidden and wanted is None)
        if (table := _find_table(shape, sheet, column_map or {})) is not None
    ]
    if not tables:
        needed = "，".join("或".join(tr(part) for part in group) for group in shape.needed)
        raise Refused(
            tr(
                "没有认出{what}：表头里要有{needed}。可以在“对照列”里指明是哪一列",
                what=tr(shape.what),
                needed=needed,
            ),
            field="file",
        )
    return tuple(tables)


def _find_table(shape: Shape, sheet: SheetCells, column_map: Mapping[str, str]) -> RegisterTable | None:
    named = shape.by_title()
    best, head = 0, -1
    for at, row in enumerate(sheet.rows[:_SEARCHED]):
        found = {named[title] for cell in row if (title := clean_title(text_of(cell))) in named}
        if len(found) > max(best, 1):
            best, head = len(found), at
    titles = [text_of(cell) for cell in sheet.rows[head]] if head >= 0 else []
    first = head + 1
    width = max((len(row) for row in sheet.rows[:_SAMPLED]), default=0)
    titles += [""] * (width - len(titles))
    samples = [_sample(sheet, first, index) for index in range(width)]
    taken = _taken(shape, titles, samples, column_map)
    columns = tuple(
        RegisterColumn(
            index, letter_of(index), titles[index], *_place(taken, index), tuple(samples[index][:_EXAMPLES])
        )
        for index in range(width)
        if titles[index] or samples[index]
    )
    table = RegisterTable(sheet, head, first, columns)
    places = table.places
    return table if all(any(part in places for part in group) for group in shape.needed) else None


def _place(taken: Mapping[int, tuple[str, str]], index: int) -> tuple[str | None, str]:
    return taken.get(index, (None, ""))


def _sample(sheet: SheetCells, first: int, index: int) -> list[str]:
    found = []
    for row in sheet.rows[first : first + _SAMPLED]:
        text = word(row[index]) if index < len(row) else ""
        if text and not _TOTAL.search(text):
            found.append(text)
    return found


def _taken(
    shape: Shape, titles: Sequence[str], samples: Sequence[Sequence[str]], column_map: Mapping[str, str]
) -> dict[int, tuple[str, str]]:
    taken: dict[int, tuple[str, str]] = {}
    closed: set[str] = set()
    for name, place in column_map.items():
        if name not in shape.parts:
            words = "、".join(tr(part) for part in shape.parts)
            raise Refused(
                tr("列对照里的“{name}”不是能导入的内容，请用：{words}", name=name, words=words),
                field="column_map",
            )
        closed.add(name)
        if place:
            taken[_column(place, titles)] = (name, "手工")
    named = shape.by_title()
    for index, title in enumerate(titles):
        part = named.get(clean_title(title))
        if part is not None and part not in closed and index not in taken:
            taken[index] = (part, "名称")
            closed.add(part)
    if UNIT not in closed:
        free = (
            i for i, sample in enumerate(samples) if i not in taken and len(sample) >= 3 and not titles[i]
        )
        whole = next((i for i in free if _share(samples[i], _is_code) >= _MOSTLY), None)
        if whole is not None:
            taken[whole] = (UNIT, "内容")
    return taken


def _column(place: str, titles: Sequence[str]) -> int:
    index = next((i for i, title in enumerate(titles) if title and title == place.strip()), None)
    if index is None:
        index = index_of(place)
    if index is None or index >= len(titles):
        raise Refused(
            tr("表里没有“{place}”这一列，请写列号（如 C）或表头上的字", place=place), field="column_map"
        )
    return index


def _share(sample: Sequence[str], fits: Callable[[str], bool]) -> float:
    return sum(1 for text in sample if fits(text)) / len(sample) if sample else 0.0


def _is_code(text: str) -> bool:
    code = read_unit_code(text)
    return code is not None and bool(code.building) and read_day(text).value is None


# -- reading the rows --


def read_lines(shape: Shape, table: RegisterTable) -> tuple[RegisterLine, ...]:
    """The rows, numbered as Excel numbers them; blank ones, totals and remarks are left out.

    Merged cells of building, entrance and unit hold downwards.
    """
    reader = _Lines(shape, table)
    for index in range(table.first, len(table.sheet.rows)):
        reader.read(index)
    return tuple(reader.lines)


class _Lines:
    def __init__(self, shape: Shape, table: RegisterTable) -> None:
        self.shape, self.table, self.places = shape, table, table.places
        self.lines: list[RegisterLine] = []
        self._building = self._entrance = ""
        self._titles = {text_of(cell) for cell in table.sheet.rows[table.head]} if table.head >= 0 else set()
        self._held = _merged(table)

    def _cell(self, index: int, part: str) -> Cell:
        place = self.places.get(part)
        if place is None:
            return None
        row = self.table.sheet.rows[self._held.get((index, place), index)]
        return row[place] if place < len(row) else None

    def read(self, index: int) -> None:
        cells = tuple(text_of(cell) for cell in self.table.sheet.rows[index])
        told = [text for text in cells if text]
        if not told or set(told) <= self._titles or any(_TOTAL.search(text) for text in told[:2]):
            return
        if _REMARK.match(told[0]) and len(told) <= 2:
            return
        building = word(self._cell(index, BUILDING))
        if building:
            self._building, self._entrance = building, ""
        self._entrance = word(self._cell(index, ENTRANCE)) or self._entrance
        said = {part: " ".join(word(self._cell(index, part)).split()) for part in self.places}
        # A number of the row alone (序号) says nothing.
        if sum(1 for part, text in said.items() if text and part not in (BUILDING, ENTRANCE)) == 0:
            return
        days: dict[str, date | None] = {}
        fault = ""
        for part in self.places:
            cell = self._cell(index, part)
            if is_error(cell):
                fault = fault or tr("{what}是公式错误", what=tr(part))
            if part in self.shape.days and word(cell):
                read = read_day(cell)
                days[part] = read.value
                if read.value is None:
                    fault = fault or tr("{what}看不懂：{text}", what=tr(part), text=text_of(cell)[:20])
        unit = said.get(UNIT, "")
        code = unit_code(self._building, self._entrance, unit) if unit else None
        if unit and (code is None or isinstance(self._cell(index, UNIT), date)):
            fault = fault or tr("房号看不懂")
            code = None
        self.lines.append(
            RegisterLine(
                self.table.sheet.name, index + 1, code.code if code else unit[:40], code.key if code else "", said,
                days, fault, cells,
            )
        )  # fmt: skip


def _merged(table: RegisterTable) -> dict[tuple[int, int], int]:
    """(row, column) below the top of a merged block -> the row whose cell it shows."""
    held = {}
    for (top, left), (bottom, right) in table.sheet.merged:
        if top >= table.first and left == right:
            held.update({(row, left): top for row in range(top + 1, bottom + 1)})
    return held


def read_whole(text: str) -> int | None:
    """`2`, `2把`, `两把`: a whole number of pieces; None where it is none."""
    plain = re.sub(r"[把个枚串套张]$", "", text.strip()).strip()
    plain = {"一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5", "六": "6"}.get(plain, plain)
    match = re.fullmatch(r"(\d{1,6})(?:\.0+)?", plain)
    return int(match[1]) if match else None
