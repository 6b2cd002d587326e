"""The owed reports and the spot check as workbooks: figures as numbers, charts that Excel draws itself (D0.7, D2.3)."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from frontdesk.areas.reception.documents.reports import (
    AMOUNT,
    COUNT,
    FIGURE,
    DeskReport,
    ReportChart,
    ReportTable,
    SpotCheckSheet,
)
from frontdesk.base.values.text import tr

_LONGEST_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_CHART_ROWS = 18


def report_workbook(report: DeskReport) -> bytes:
    """A sheet of figures and words, one for the charts, one for each table; the same report gives the same bytes."""
    made, book, style = _begin(report.title, report.office, report.made_at)
    sheet = book.add_worksheet(tr("概况"))
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 18)
    sheet.set_column(2, 2, 60)
    sheet.write_string(0, 0, f"{report.estate} {report.title}", style["title"])
    state = report.number or (tr("草稿") if report.words else "")
    told = f"{report.first.isoformat()} – {report.last.isoformat()}　{state}".rstrip()
    sheet.write_string(1, 0, told)
    row = 3
    if report.corrects:
        sheet.write_string(2, 0, tr("更正 {number}：{reason}", number=report.corrects, reason=report.reason))
    for figure in report.figures:
        sheet.write_string(row, 0, figure.label)
        _number(sheet, row, 1, figure.value, style)
        sheet.write_string(row, 2, figure.note)
        row += 1
    for words in report.words:
        row += 1
        sheet.write_string(row, 0, words.title, style["head"])
        sheet.write_string(row + 1, 0, words.text)
        row += 2
    _charts(book, report.charts, style)
    names = {tr("概况"), tr("图")}
    for table in report.tables:
        _table(book, table, _name(table.title, names), style)
    book.close()
    return made.getvalue()


def spot_workbook(spot: SpotCheckSheet) -> bytes:
    """The drawn tickets with what was found, the seed over them."""
    made, book, style = _begin(tr("报事抽查表"), spot.office, spot.drawn_at)
    sheet = book.add_worksheet(tr("抽查"))
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 9, 18)
    sheet.write_string(0, 0, f"{spot.estate} {tr('报事抽查表')} {spot.number}", style["title"])
    sheet.write_string(
        1, 0, tr("{month}　种子 {seed}　不少于 {share}", month=spot.month, seed=spot.seed, share=spot.share)
    )
    heads = (
        tr("序"), tr("编号"), tr("种类"), tr("受理"), tr("地点"), tr("内容"), tr("经办"), tr("状态"), tr("结果"), tr("发现"),
        tr("抽查人"),
    )  # fmt: skip
    for column, head in enumerate(heads):
        sheet.write_string(3, column, head, style["head"])
    for row, line in enumerate(spot.lines, 4):
        sheet.write_number(row, 0, line.no)
        cells = (
            line.number, line.kind, line.received_on.isoformat(), line.place, line.what, line.handler, line.state,
            line.found, line.words, line.by,
        )  # fmt: skip
        for column, cell in enumerate(cells, 1):
            sheet.write_string(row, column, cell, style["text"])
    sheet.freeze_panes(4, 2)
    book.close()
    return made.getvalue()


def _begin(title: str, office: str, at: Any) -> tuple[io.BytesIO, Any, dict[str, Any]]:
    # XlsxWriter is heavy: who exports nothing never loads it.
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"title": title, "author": office, "created": at})
    style = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1}),
        "text": book.add_format({"num_format": "@"}),
        "count": book.add_format({"num_format": "#,##0"}),
        "money": book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00"}),
        "sum": book.add_format({"num_format": "#,##0", "bold": True, "top": 1}),
        "money_sum": book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00", "bold": True, "top": 1}),
        "bold": book.add_format({"bold": True, "top": 1}),
    }
    return made, book, style


def _number(sheet: Any, row: int, column: int, text: str, style: dict[str, Any]) -> None:
    """A figure as a number where it is one (`1,204`, `386,420.50`), else as it stands (`—`)."""
    plain = text.replace(",", "")
    if re.fullmatch(r"-?\d+(\.\d+)?", plain):
        sheet.write_number(
            row, column, Decimal(plain), style["money" if re.search(r"\.\d\d$", plain) else "count"]
        )
    else:
        sheet.write_string(row, column, text)


def _name(title: str, taken: set[str]) -> str:
    """A sheet's name that Excel takes and no other sheet has."""
    plain = _FORBIDDEN.sub(" ", title)[:_LONGEST_NAME]
    name, n = plain, 2
    while name in taken:
        tail = f" {n}"
        name, n = plain[: _LONGEST_NAME - len(tail)] + tail, n + 1
    taken.add(name)
    return name


def _charts(book: Any, charts: Sequence[ReportChart], style: dict[str, Any]) -> None:
    """The bars as numbers at the left, drawn beside them."""
    if not charts:
        return
    name = tr("图")
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 24)
    top = 0
    for told in charts:
        sheet.write_string(top, 0, told.title, style["head"])
        sheet.write_string(top, 1, told.measure or tr("件数"), style["head"])
        for row, bar in enumerate(told.bars, top + 1):
            sheet.write_string(row, 0, bar.label)
            sheet.write_number(row, 1, bar.count, style["count"])
        last = top + len(told.bars)
        if told.bars:
            chart = book.add_chart({"type": "bar" if told.lying else "column"})
            chart.add_series({
                "name": told.title,
                "categories": [name, top + 1, 0, last, 0],
                "values": [name, top + 1, 1, last, 1],
                "data_labels": {"value": True},
            })  # fmt: skip
            chart.set_legend({"none": True})
            chart.set_title({"name": told.title})
            if told.lying:
                chart.set_y_axis({"reverse": True})
            sheet.insert_chart(top, 3, chart, {"x_scale": 1.3, "y_scale": 1.2})
        top = max(last + 3, top + _CHART_ROWS + 2)


def _table(book: Any, told: ReportTable, name: str, style: dict[str, Any]) -> None:
    sheet = book.add_worksheet(name)
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, max(1, len(told.heads) - 1), 18)
    sheet.write_string(0, 0, told.title, style["title"])
    for column, head in enumerate(told.heads):
        sheet.write_string(2, column, head, style["head"])
    if not told.rows:
        sheet.write_string(3, 0, told.nothing)
        return
    for row, cells in enumerate(told.rows, 3):
        for column, (cell, kind) in enumerate(zip(cells, told.kinds, strict=True)):
            _cell(sheet, row, column, cell, kind, style["text"], style["count"], style["money"])
    end = 3 + len(told.rows)
    for column, (cell, kind) in enumerate(zip(told.sums, told.kinds[: len(told.sums)], strict=True)):
        _cell(sheet, end, column, cell, kind, style["bold"], style["sum"], style["money_sum"])
    sheet.freeze_panes(3, 1)


def _cell(sheet: Any, row: int, column: int, cell: str, kind: str, text: Any, count: Any, money: Any) -> None:
    if kind in (COUNT, AMOUNT) and cell:
        sheet.write_number(row, column, Decimal(cell.replace(",", "")), count if kind == COUNT else money)
    elif kind == FIGURE and re.fullmatch(r"[+-]?\d+(\.\d+)?", cell):
        sheet.write_number(row, column, Decimal(cell))
    else:
        sheet.write_string(row, column, cell, text)
