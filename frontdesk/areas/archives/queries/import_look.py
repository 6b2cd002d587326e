"""What is in a workbook, before anything is decided: its sheets, the heading found, columns with examples (D1.7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.workbook import read_file, read_sheets
from frontdesk.areas.archives.rules.identity import mask_numbers
from frontdesk.areas.archives.rules.importing.columns import SheetCells, find_table, letter_of
from frontdesk.areas.archives.rules.importing.plan import ImportUnits
from frontdesk.areas.archives.rules.importing.rows import import_tables
from frontdesk.areas.archives.rules.importing.titles import Field
from frontdesk.areas.archives.rules.importing.values import text_of, word
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr

_EXAMPLES = 3
_SEARCHED = 400
_LONGEST = 24


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """A column: letter, title, what it is taken for and why (名称, 内容, 手工), and a few of its values, masked."""

    letter: str
    title: str
    field: Field | None
    by: str
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetLook:
    """A sheet. `head_row` is the heading's row as Excel numbers it, None where no heading of units was found.

    `titles` is what stands above the table, `rows` how many rows stand under the heading.
    """

    name: str
    hidden: bool
    rows: int
    head_row: int | None
    titles: tuple[str, ...]
    columns: tuple[ColumnLook, ...]


@dataclass(frozen=True, slots=True)
class WorkbookLook:
    """A workbook; `chosen` are the sheets an import takes by itself, none when it finds no list of units."""

    name: str
    sheets: tuple[SheetLook, ...]
    chosen: tuple[str, ...]


def look_at_workbook(
    session: Session, command: ImportUnits, progress: Progress | None = None
) -> WorkbookLook:
    """Read the file and say what is in it. Raises `Refused` or `Surroundings` for one that cannot be read.

    With `column_map` the columns are those matched by hand; a map that does not fit a sheet leaves it as found.
    """
    step = (progress or Progress()).step
    step(0, 2, tr("正在打开 {name}", name=command.file.name))
    sheets = read_sheets(read_file(command.file), command.file.name)
    step(1, 2, tr("正在认表头"))
    try:
        chosen = tuple(table.sheet.name for table in import_tables(sheets, command.sheet, command.column_map))
    except Refused:
        chosen = ()
    looks = tuple(_look(sheet, command.column_map) for sheet in sheets)
    return WorkbookLook(command.file.name, looks, chosen)


def _look(sheet: SheetCells, column_map: Mapping[str, str] | None) -> SheetLook:
    try:
        table = find_table(sheet, column_map) or find_table(sheet)
    except Refused:
        table = find_table(sheet)
    if table is None:
        return SheetLook(sheet.name, sheet.hidden, len(sheet.rows), None, (), _bare_columns(sheet))
    above = tuple(
        text
        for row in sheet.rows[: table.head[0]]
        for text in [" ".join(t for t in map(text_of, row) if t)]
        if text
    )
    return SheetLook(
        sheet.name,
        sheet.hidden,
        len(sheet.rows) - table.first,
        table.head[0] + 1,
        above,
        tuple(
            ColumnLook(c.letter, c.title, c.field, c.by, _values(sheet, table.first, c.index))
            for c in table.columns
        ),
    )


def _values(sheet: SheetCells, first: int, index: int) -> tuple[str, ...]:
    """The first different values of a column; document and telephone numbers masked (D1.9)."""
    found: dict[str, None] = {}
    for row in sheet.rows[first : first + _SEARCHED]:
        text = word(row[index]) if index < len(row) else ""
        if text:
            shown = mask_numbers(" ".join(text.split()))
            found.setdefault(shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…")
            if len(found) == _EXAMPLES:
                break
    return tuple(found)


def _bare_columns(sheet: SheetCells) -> tuple[ColumnLook, ...]:
    """Columns of a sheet without a heading of units, to be matched by hand: the first row filled most gives words."""
    rows = sheet.rows[:20]
    if not rows:
        return ()
    head = max(range(len(rows)), key=lambda i: (sum(1 for c in rows[i] if text_of(c)), -i))
    width = max(len(row) for row in sheet.rows[: head + _SEARCHED])
    return tuple(
        ColumnLook(letter_of(i), text_of(rows[head][i]) if i < len(rows[head]) else "", None, "", values)
        for i in range(width)
        if (values := _values(sheet, head + 1, i)) or (i < len(rows[head]) and text_of(rows[head][i]))
    )
