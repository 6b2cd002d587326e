"""档案统计 of a day on paper and as a workbook with its charts (D1.8)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

from frontdesk.areas.archives.documents.figures import FigureCount, FiguresLine, FiguresSheet
from frontdesk.areas.archives.queries.statistics import archive_figures
from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class MakeFigures:
    """The figures at the end of `on`; of one kind of unit, or of all."""

    on: date
    kind: UnitKind | None = None


def draw_figures(work: Work, command: MakeFigures) -> bytes:
    """The PDF. Raises `Refused` for a day that has not come, and where there is no unit."""
    sheet = read_figures(work, command)
    # ReportLab is heavy: a clerk who prints nothing never loads it.
    from frontdesk.areas.archives.forms.figures import ARCHIVE_FIGURES

    return ARCHIVE_FIGURES.draw(sheet)


def read_figures(work: Work, command: MakeFigures) -> FiguresSheet:
    """What paper and workbook show."""
    work.require(Right.ARCHIVES_READ)
    if command.on > work.today():
        raise Refused(tr("这一天还没有到，请选今天或以前"), field="on")
    found = archive_figures(work.session, command.on, command.kind)
    if not found.buildings:
        raise Refused(tr("没有这样的房屋，没有可统计的"), field="kind")
    return FiguresSheet(
        office=str(get_setting(work.session, "office.name", "")),
        estate=str(get_setting(work.session, "estate.name", "")),
        on=found.on,
        kind=found.kind.value if found.kind is not None else "",
        states=tuple(state.value for state in UnitState),
        lines=tuple(
            FiguresLine(row.building, row.units, row.states, row.handed_over, row.area)
            for row in found.buildings
        ),
        residents=tuple(FigureCount(word, count) for word, count in found.residents.lines()),
        made_at=local_time(work.now()).replace(tzinfo=None, second=0, microsecond=0),
        made_by=work.actor.name,
    )


def figures_workbook(work: Work, command: MakeFigures) -> bytes:
    """A sheet of buildings and one of residents, each with a chart that Excel draws; figures are numbers."""
    import xlsxwriter

    sheet = read_figures(work, command)
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": tr("档案统计"), "author": sheet.office, "created": sheet.made_at})
        head = book.add_format({"bold": True, "bottom": 1})
        _buildings(book, sheet, head)
        _residents(book, sheet, head)
    return made.getvalue()


def _buildings(book: Any, sheet: FiguresSheet, head: Any) -> None:
    name = tr("房屋")
    page = book.add_worksheet(name)
    page.set_column(0, 0, 18)
    page.write_string(0, 0, tr("{estate} {on} 房屋统计", estate=sheet.estate, on=sheet.on.isoformat()), head)
    heads = (
        tr("楼栋"), tr("合计"), *(tr(state) for state in sheet.states), tr("已收楼"), tr("未交付"), tr("建筑面积（㎡）"),
    )  # fmt: skip
    for column, words in enumerate(heads):
        page.write_string(2, column, words, head)
    for row, line in enumerate((*sheet.lines, sheet.whole), 3):
        page.write_string(row, 0, line.building or tr("合计"))
        counts = (line.units, *line.states, line.handed_over, line.units - line.handed_over)
        for column, count in enumerate(counts, 1):
            page.write_number(row, column, count)
        page.write_number(row, len(counts) + 1, line.area)
    last = 2 + len(sheet.lines)
    chart = book.add_chart({"type": "bar", "subtype": "stacked"})
    for number, state in enumerate(sheet.states):
        chart.add_series({
            "name": tr(state),
            "categories": [name, 3, 0, last, 0],
            "values": [name, 3, 2 + number, last, 2 + number],
        })  # fmt: skip
    chart.set_title({"name": tr("房屋，按楼栋（户）")})
    chart.set_y_axis({"reverse": True})
    page.insert_chart(last + 4, 0, chart, {"x_scale": 1.6, "y_scale": 1.2})
    page.freeze_panes(3, 1)


def _residents(book: Any, sheet: FiguresSheet, head: Any) -> None:
    name = tr("住户")
    page = book.add_worksheet(name)
    page.set_column(0, 0, 22)
    page.write_string(0, 0, tr("项目"), head)
    page.write_string(0, 1, tr("数量"), head)
    for row, line in enumerate(sheet.residents, 1):
        page.write_string(row, 0, tr(line.word))
        page.write_number(row, 1, line.count)
    last = len(sheet.residents)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({
        "name": tr("住户、车辆和宠物"),
        "categories": [name, 1, 0, last, 0],
        "values": [name, 1, 1, last, 1],
        "data_labels": {"value": True},
    })  # fmt: skip
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    page.insert_chart(0, 3, chart, {"x_scale": 1.2, "y_scale": 1.2})
