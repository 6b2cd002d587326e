"""A workbook of readings: where its table stands, which column holds what, and what each row says (M3).

Columns are taken by their names, and by what is in them where no name fits: codes of units, meters' numbers, two
columns of figures of which the second is hardly ever the lower. Nothing here knows the meters of the office.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from frontdesk.areas.archives.rules.importing.columns import SheetCells, index_of, letter_of
from frontdesk.areas.archives.rules.importing.titles import clean_title
from frontdesk.areas.archives.rules.importing.values import Cell, is_error, read_day, text_of, word
from frontdesk.areas.archives.rules.unit_codes import read_unit_code, unit_code
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

_SEARCHED = 40
_SAMPLED = 200
_MOSTLY = 0.7
_TOTAL = re.compile(r"小\s*计|合\s*计|总\s*计|共\s*计|累\s*计")
_REMARK = re.compile(
    r"^[（(\[【※]?\s*(?:注[:：\d、.]|说明|备注|填表|制表|审核|抄表人|第.{1,4}页|共.{1,6}[户页条块])"
)


class Part(StrEnum):
    """What a column can hold; the value is its name in a column map made by hand."""

    UNIT = "房号"
    BUILDING = "楼栋"
    ENTRANCE = "单元"
    NUMBER = "表号"
    LAST = "上期读数"
    VALUE = "本期读数"
    DAY = "抄表日期"
    READER = "抄表员"


_NAMES: dict[Part, str] = {
    Part.UNIT: "房号 房屋编号 房间号 室号 门牌号 单元房号 房屋 户号 住址 地址 房间 房屋编码 门牌 房产编号",
    Part.BUILDING: "楼栋 栋 幢 楼号 栋号 楼栋号 座号 楼座",
    Part.ENTRANCE: "单元 单元号 门洞 梯号",
    Part.NUMBER: "表号 水表号 电表号 气表号 热表号 表编号 表具编号 水表编号 电表编号 表身号 出厂编号 仪表编号",
    Part.LAST: "上期读数 上次读数 上月读数 上期 上月 上次 起码 起数 起度 上期表数 上期止码 上月止数 期初读数 上期示数 上月底数",
    Part.VALUE: "本期读数 本次读数 本月读数 本期 本月 本次 止码 止数 止度 读数 本期表数 抄表读数 现读数 期末读数 本期示数 表底数 示数",
    Part.DAY: "抄表日期 抄表时间 日期 抄表日 抄见日期 时间 本期抄表日期",
    Part.READER: "抄表员 抄表人 抄表人员 抄表者 姓名 经手人",
}
_BY_NAME = {clean_title(name): part for part, names in _NAMES.items() for name in names.split()}


@dataclass(frozen=True, slots=True)
class BookColumn:
    """A column: letter, title, what it is taken for and why (名称, 内容, 手工), and a few of its values."""

    index: int
    letter: str
    title: str
    part: Part | None
    by: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BookTable:
    """The table of a sheet; `first` is the index of its first row of data, `head` of its heading (-1: none)."""

    sheet: SheetCells
    head: int
    first: int
    columns: tuple[BookColumn, ...]

    @property
    def places(self) -> dict[Part, int]:
        return {column.part: column.index for column in self.columns if column.part is not None}


@dataclass(frozen=True, slots=True)
class BookRow:
    """One row as written. `unit` is the code as the desk writes it; `fault` says why it cannot be taken at all."""

    sheet: str
    row: int
    unit: str
    key: str
    number: str
    last: Decimal | None
    value: Decimal | None
    day: date | None
    reader: str
    fault: str
    cells: tuple[str, ...]


def find_tables(
    sheets: Sequence[SheetCells], wanted: str | None = None, column_map: Mapping[str, str] | None = None
) -> tuple[BookTable, ...]:
    """The tables of readings in a workbook: of the sheet of that name, else of every sheet that holds one.

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
        if (table := find_table(sheet, column_map)) is not None
    ]
    if not tables:
        raise Refused(
            tr("没有认出抄表的表：要有房号或表号，和本期读数。可以在“对照列”里指明是哪一列"), field="file"
        )
    return tuple(tables)


def find_table(sheet: SheetCells, column_map: Mapping[str, str] | None = None) -> BookTable | None:
    """The table of one sheet; None where it holds no readings."""
    best: tuple[int, int] = (0, -1)
    for at, row in enumerate(sheet.rows[:_SEARCHED]):
        named = {part for cell in row if (part := _named(text_of(cell))) is not None}
        # One name alone makes a heading where the row holds words only, and more than that one.
        bare = sum(1 for cell in row if text_of(cell)) > 1 and all(read_figure(cell) is None for cell in row)
        if len(named) > best[0] and (len(named) > 1 or bare):
            best = (len(named), at)
    head = best[1]
    titles = [text_of(cell) for cell in sheet.rows[head]] if head >= 0 else []
    first = head + 1
    width = max((len(row) for row in sheet.rows[:_SAMPLED]), default=0)
    titles += [""] * (width - len(titles))
    samples = [_sample(sheet, first, index) for index in range(width)]
    taken = _taken(titles, samples, column_map or {})
    columns = tuple(
        BookColumn(
            index,
            letter_of(index),
            titles[index],
            taken[index][0] if index in taken else None,
            taken[index][1] if index in taken else "",
            tuple(samples[index][:3]),
        )
        for index in range(width)
        if titles[index] or samples[index]
    )
    table = BookTable(sheet, head, first, columns)
    places = table.places
    return table if Part.VALUE in places and (Part.UNIT in places or Part.NUMBER in places) else None


def _named(title: str) -> Part | None:
    clean = clean_title(title)
    return _BY_NAME.get(clean)


def _sample(sheet: SheetCells, first: int, index: int) -> list[str]:
    found = []
    for row in sheet.rows[first : first + _SAMPLED]:
        text = word(row[index]) if index < len(row) else ""
        if text and not _TOTAL.search(text):
            found.append(text)
    return found


def _taken(
    titles: Sequence[str], samples: Sequence[Sequence[str]], column_map: Mapping[str, str]
) -> dict[int, tuple[Part, str]]:
    taken: dict[int, tuple[Part, str]] = {}
    closed: set[Part] = set()
    for name, place in column_map.items():
        part = next(
            (p for p in Part if p.value == name.strip() or p.name.lower() == name.strip().lower()), None
        )
        if part is None:
            raise Refused(
                tr("列对照里的“{name}”不是能导入的内容，请用：{words}", name=name, words="、".join(Part)),
                field="column_map",
            )
        closed.add(part)
        if not place:
            continue
        index = next((i for i, title in enumerate(titles) if title and title == place.strip()), None)
        if index is None:
            index = index_of(place)
        if index is None or index >= len(titles):
            raise Refused(
                tr("表里没有“{place}”这一列，请写列号（如 C）或表头上的字", place=place), field="column_map"
            )
        taken[index] = (part, "手工")
    for index, title in enumerate(titles):
        part = _named(title)
        if part is not None and part not in closed and index not in taken:
            taken[index] = (part, "名称")
            closed.add(part)
    _by_contents(taken, closed, samples)
    return taken


def _by_contents(
    taken: dict[int, tuple[Part, str]], closed: set[Part], samples: Sequence[Sequence[str]]
) -> None:
    free = [i for i, sample in enumerate(samples) if i not in taken and len(sample) >= 3]
    if Part.UNIT not in closed:
        whole = next((i for i in free if _share(samples[i], _is_code) >= _MOSTLY), None)
        if whole is not None:
            taken[whole] = (Part.UNIT, "内容")
            free.remove(whole)
    if Part.DAY not in closed:
        day = next((i for i in free if _share(samples[i], _is_day) >= _MOSTLY), None)
        if day is not None:
            taken[day] = (Part.DAY, "内容")
            free.remove(day)
    figures = [i for i in free if _share(samples[i], lambda text: read_figure(text) is not None) >= _MOSTLY]
    if {Part.LAST, Part.VALUE} & closed or len(figures) < 2:
        if Part.VALUE not in closed and figures:
            taken[figures[-1]] = (Part.VALUE, "内容")
        return
    first, second = figures[0], figures[1]
    taken[first], taken[second] = (Part.LAST, "内容"), (Part.VALUE, "内容")


def _share(sample: Sequence[str], fits: object) -> float:
    assert callable(fits)
    return sum(1 for text in sample if fits(text)) / len(sample) if sample else 0.0


def _is_code(text: str) -> bool:
    code = read_unit_code(text)
    return code is not None and bool(code.building) and read_day(text).value is None


def _is_day(text: str) -> bool:
    # A figure may be Excel's number of a day; only what looks like one is taken for one.
    return (
        bool(re.search(r"[-/.年]", text)) and read_figure(text) is None and read_day(text).value is not None
    )


def read_figure(cell: Cell) -> Decimal | None:
    """A reading: `818`, `818.0`, `１，２３４.5`, `361.5吨`; None where it is none."""
    if isinstance(cell, (bool, date)):
        return None
    text = unicodedata.normalize("NFKC", text_of(cell)).replace(",", "").replace(" ", "")
    text = re.sub(r"(?:吨|度|立方米|方|m3|m³|kWh|KWH|GJ|吉焦)$", "", text)
    if not re.fullmatch(r"-?\d{1,12}(?:\.\d+)?", text):
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    # Excel's own noise behind the comma: 361.49999999999994 was 361.5.
    return number if len(text.partition(".")[2]) <= 4 else round(number, 4).normalize() + 0


def read_rows(table: BookTable) -> tuple[BookRow, ...]:
    """The rows of readings, numbered as Excel numbers them; blank ones, totals and remarks are left out."""
    reader = _Rows(table)
    for index in range(table.first, len(table.sheet.rows)):
        reader.read(index)
    return tuple(reader.rows)


class _Rows:
    """Reads the rows from top to bottom; building and entrance hold downwards until the next."""

    def __init__(self, table: BookTable) -> None:
        self.table, self.places = table, table.places
        self.rows: list[BookRow] = []
        self._building = self._entrance = ""
        self._titles = {text_of(cell) for cell in table.sheet.rows[table.head]} if table.head >= 0 else set()

    def _cell(self, index: int, part: Part) -> Cell:
        place = self.places.get(part)
        row = self.table.sheet.rows[index]
        return row[place] if place is not None and place < len(row) else None

    def read(self, index: int) -> None:
        cells = tuple(text_of(cell) for cell in self.table.sheet.rows[index])
        told = [text for text in cells if text]
        unit, number = word(self._cell(index, Part.UNIT)), word(self._cell(index, Part.NUMBER))
        if not told or set(told) <= self._titles or any(_TOTAL.search(text) for text in told[:2]):
            return
        building = word(self._cell(index, Part.BUILDING))
        if building:
            self._building, self._entrance = building, ""
        self._entrance = word(self._cell(index, Part.ENTRANCE)) or self._entrance
        value = self._cell(index, Part.VALUE)
        if not unit and not number:
            if _REMARK.match(told[0]) or len(told) == 1 or not text_of(value):
                return
            self._add(index, cells, fault=tr("缺房号"))
            return
        if len(told) == 1 and _REMARK.match(told[0]):
            return
        code = unit_code(self._building, self._entrance, unit) if unit else None
        if unit and (code is None or isinstance(self._cell(index, Part.UNIT), date)):
            self._add(index, cells, unit=unit, number=number, fault=tr("房号看不懂"))
            return
        self._add(
            index,
            cells,
            unit=code.code if code is not None else "",
            key=code.key if code is not None else "",
            number=number,
            fault=self._fault(index),
        )

    def _fault(self, index: int) -> str:
        for part in (Part.VALUE, Part.LAST):
            cell = self._cell(index, part)
            if is_error(cell):
                return tr("{what}是公式错误", what=tr(part.value))
            if word(cell) and read_figure(cell) is None:
                return tr("{what}看不懂：{text}", what=tr(part.value), text=text_of(cell)[:20])
            figure = read_figure(cell)
            if figure is not None and figure < 0:
                return tr("{what}是负数", what=tr(part.value))
        day = self._cell(index, Part.DAY)
        if word(day) and read_day(day).value is None:
            return tr("抄表日期看不懂：{text}", text=text_of(day)[:20])
        return ""

    def _add(
        self,
        index: int,
        cells: tuple[str, ...],
        *,
        unit: str = "",
        key: str = "",
        number: str = "",
        fault: str = "",
    ) -> None:
        self.rows.append(
            BookRow(
                self.table.sheet.name, index + 1, unit, key, number.replace(" ", "")[:40],
                read_figure(self._cell(index, Part.LAST)), read_figure(self._cell(index, Part.VALUE)),
                read_day(self._cell(index, Part.DAY)).value, word(self._cell(index, Part.READER))[:40], fault, cells,
            )
        )  # fmt: skip
