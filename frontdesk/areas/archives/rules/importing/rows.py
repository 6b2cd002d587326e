"""From a workbook's sheets to planned units: which sheet, which rows, and what is doubtful across rows (D1.7)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from frontdesk.areas.archives.rules.importing.columns import SheetCells, Table, find_table, table_at
from frontdesk.areas.archives.rules.importing.plan import (
    Doubt,
    Fate,
    ImportPlan,
    PlannedUnit,
    RejectedRow,
    RowFate,
    Step,
    chosen_sheets,
    no_step,
)
from frontdesk.areas.archives.rules.importing.reader import TableReader, one_place
from frontdesk.areas.archives.rules.importing.titles import FIELD_WORDS, clean_title
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


def plan_import(
    sheets: Sequence[SheetCells],
    *,
    sheet: str | None = None,
    column_map: Mapping[str, str] | None = None,
    today: date,
    step: Step = no_step,
) -> ImportPlan:
    """Understand the workbook: which sheet, which columns, each row's fate.

    *sheet* names the sheet to take; else the one that looks most like a list of units is taken, or all that are
    one building's each. Raises `Refused` when there is none, saying what was looked for.
    """
    tables = import_tables(sheets, sheet, column_map)
    seen: dict[str, int] = {}
    units: list[PlannedUnit] = []
    fates: list[RowFate] = []
    rejected: list[RejectedRow] = []
    of = sum(len(table.sheet.rows) for table in tables)
    done = 0
    for table in tables:
        reader = TableReader(table, today, units, fates, rejected, seen)
        for index in range(table.first, len(table.sheet.rows)):
            if index % 200 == 0:
                step(done + index, of, tr("正在读第 {row} 行", row=index + 1))
            reader.read(index)
            if reader.over:
                further = table_at(table.sheet, index)
                if further is None:
                    reader.skip(index, tr("从这里起是另一张表，没有导入"))
                    break
                reader.skip(index, tr("又一张表的表头"))
                reader = TableReader(further, today, units, fates, rejected, seen)
        done += len(table.sheet.rows)
    if not units and not rejected:
        raise Refused(tr("表“{name}”里有表头，但没有房屋的数据行", name=tables[0].sheet.name), field="file")
    units = _doubled_ids(units)
    flagged = {
        (unit.sheet, unit.row): "；".join(dict.fromkeys(d.reason for d in unit.doubts))
        for unit in units
        if unit.doubts
    }
    fates = [
        replace(fate, fate=Fate.FLAGGED, reason=flagged[fate.sheet, fate.row])
        if fate.fate is Fate.GOOD and (fate.sheet, fate.row) in flagged
        else fate
        for fate in fates
    ]
    first = tables[0]
    return ImportPlan(
        sheets=tuple(table.sheet.name for table in tables),
        columns=first.columns,
        units=tuple(units),
        fates=tuple(fates),
        rejected=tuple(rejected),
        titles=tuple(_title_row(first)),
        remarks=_remarks(first),
        other_sheets=tuple(s.name for s in sheets if all(s.name != t.sheet.name for t in tables)),
    )


def import_tables(
    sheets: Sequence[SheetCells], sheet: str | None, column_map: Mapping[str, str] | None
) -> tuple[Table, ...]:
    """The tables an import takes: of the sheet named, else of the one (or the several alike) that fit best."""
    if sheet:
        named = [s for s in sheets if s.name.strip() == sheet.strip()]
        if not named:
            names = "、".join(s.name for s in sheets)
            raise Refused(
                tr("工作簿里没有“{name}”这张表，有：{names}", name=sheet, names=names), field="sheet"
            )
        found = find_table(named[0], column_map)
        if found is None:
            raise Refused(
                tr("表“{name}”里没有找到带“房号”的表头行，请换一张表，或写明各列", name=sheet), field="sheet"
            )
        return (found,)
    tables = []
    refusal: Refused | None = None
    for one in sheets:
        try:
            table = find_table(one, column_map)
        except Refused as error:
            refusal, table = error, None  # the names may belong to another sheet
        if table is not None:
            weight = -6.0 if one.hidden else 0.0
            if re.search(r"旧|备份|作废|模板|示例|样例|说明|历史|BAK|OLD|COPY|副本", one.name.upper()):
                weight -= 4
            if re.search(r"业主|房屋|房产|住户|资料|档案|信息|台账", one.name):
                weight += 1
            tables.append(replace(table, score=table.score + weight))
    chosen = chosen_sheets(tables, lambda s: (one_place(s.name) or ("", ""))[0])
    if not chosen and refusal is not None:
        raise refusal
    if not chosen:
        raise Refused(
            tr(
                "没有找到业主资料表：表头里要有“房号”和“业主姓名”“建筑面积”“电话”这样的列。请检查文件，或写明是哪张表、各列是什么"
            ),
            field="file",
        )
    return chosen


def _doubled_ids(units: Sequence[PlannedUnit]) -> list[PlannedUnit]:
    """Mark a document number that stands with two names, and a space that stands with two units."""
    names: dict[str, str] = {}
    spaces: dict[str, str] = {}
    marked = []
    for unit in units:
        doubts = list(unit.doubts)
        for person in unit.people:
            if person.id_number and names.setdefault(person.id_number, person.name) != person.name:
                doubts.append(Doubt("证件号与他人重复", person.id_number, person.name))
        for space in unit.spaces:
            if spaces.setdefault(space, unit.code.key) != unit.code.key:
                doubts.append(Doubt("车位号重复", space))
        marked.append(replace(unit, doubts=tuple(doubts)) if len(doubts) > len(unit.doubts) else unit)
    return marked


def _title_row(table: Table) -> list[str]:
    width = max((len(row) for row in table.sheet.rows[table.head[0] :]), default=0)
    titles = {column.index: column.title for column in table.columns}
    return [titles.get(i, "") for i in range(width)]


def _remarks(table: Table) -> tuple[str, ...]:
    left = [c.title for c in table.columns if c.field is None and c.title]
    left = [title for title in left if not re.fullmatch(r"序号?|NO\.?", clean_title(title))]
    said = [tr("这些列没有导入：{titles}", titles="、".join(dict.fromkeys(left)))] if left else []
    guessed = [
        f"{c.title or c.letter}→{FIELD_WORDS[c.field]}" for c in table.columns if c.field and c.by == "内容"
    ]
    if guessed:
        said.append(tr("这些列是按内容认出来的，请核对：{columns}", columns="、".join(guessed)))
    return tuple(said)
