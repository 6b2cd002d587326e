"""收款报表 as a workbook with real figures and its chart, and as a paper (D5.5); each stands in the audit trail."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from frontdesk.areas.cashdesk.documents import IncomeReport
from frontdesk.areas.cashdesk.queries.reports import income_report
from frontdesk.areas.cashdesk.service.common import wall_clock
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

_LONGEST_DAYS = 366 * 10


@dataclass(frozen=True, slots=True)
class MakeReport:
    """`first` to `last` by business date, both included. `form` is `pdf` or `xlsx`."""

    first: date
    last: date
    form: str = "pdf"


@dataclass(frozen=True, slots=True)
class MadeReport:
    """The report and its bytes, in the form asked for."""

    report: IncomeReport
    content: bytes


def make_report(work: Work, command: MakeReport) -> MadeReport:
    """Work the report out and draw it. Raises `Refused` for a span that is none, or sums that do not meet (M7.5)."""
    work.require(Right.REPORTS)
    check_span(command.first, command.last)
    report = income_report(
        work.session, command.first, command.last, made_at=wall_clock(work.now()), made_by=work.actor.name
    )
    if fault := report.fault():
        raise Refused(fault)
    if command.form == "xlsx":
        return MadeReport(report, income_workbook(report))
    from frontdesk.areas.cashdesk.forms.income_report import INCOME_REPORT

    return MadeReport(report, INCOME_REPORT.draw(report))


def check_span(first: date, last: date) -> None:
    """Raises `Refused` for a span that ends before it begins or is beyond ten years."""
    if last < first:
        raise Refused(tr("结束日期在开始日期以前，请重新选择"), field="last")
    if (last - first).days > _LONGEST_DAYS:
        raise Refused(tr("一张报表最多十年，请分开做"), field="last")


def income_workbook(report: IncomeReport) -> bytes:
    """A sheet for each way to take the takings apart, amounts as numbers, the bars as a chart Excel draws itself."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    # The same report gives the same bytes, whenever it is written.
    book.set_properties({"title": report.title, "author": report.office, "created": report.made_at})
    style = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format({"bold": True, "bottom": 1}),
        "money": book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00"}),
        "sum": book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00", "bold": True, "top": 1}),
        "bold": book.add_format({"bold": True, "top": 1}),
    }
    span = f"{report.first.isoformat()} – {report.last.isoformat()}"
    for part in report.parts:
        sheet = book.add_worksheet(part.title)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 4, 14)
        sheet.write_string(0, 0, f"{report.estate} {report.title} {span}", style["title"])
        for column, head in enumerate((part.title, tr("张数"), tr("收款"), tr("退款"), tr("净收"))):
            sheet.write_string(2, column, head, style["head"])
        for row, line in enumerate(part.lines, 3):
            sheet.write_string(row, 0, line.label)
            sheet.write_number(row, 1, line.count)
            for column, amount in enumerate((line.taken, -line.refunded, line.net), 2):
                sheet.write_number(row, column, _yuan(amount), style["money"])
        end = 3 + len(part.lines)
        sheet.write_string(end, 0, tr("合计"), style["bold"])
        sheet.write_blank(end, 1, None, style["bold"])
        for column, amount in enumerate((part.taken, -part.refunded, part.net), 2):
            letter = "ABCDE"[column]
            sheet.write_formula(
                end, column, f"=SUM({letter}4:{letter}{end})" if part.lines else "=0", style["sum"], _yuan(amount)
            )  # fmt: skip
        sheet.freeze_panes(3, 1)
    _write_bars(book, report, style)
    _write_held(book, report, style)
    book.close()
    return made.getvalue()


def _yuan(amount: Money) -> Decimal:
    return Decimal(amount.fen) / 100


def _write_bars(book: Any, report: IncomeReport, style: dict[str, Any]) -> None:
    sheet = book.add_worksheet(report.bars_title)
    sheet.set_column(0, 1, 14)
    sheet.write_string(0, 0, tr("日期"), style["head"])
    sheet.write_string(0, 1, tr("净收"), style["head"])
    for row, bar in enumerate(report.bars, 1):
        sheet.write_string(row, 0, bar.label)
        sheet.write_number(row, 1, _yuan(bar.amount), style["money"])
    if report.bars:
        chart = book.add_chart({"type": "column"})
        last = len(report.bars)
        chart.add_series({
            "name": report.bars_title,
            "categories": [report.bars_title, 1, 0, last, 0],
            "values": [report.bars_title, 1, 1, last, 1],
        })  # fmt: skip
        chart.set_legend({"none": True})
        chart.set_title({"name": report.bars_title})
        sheet.insert_chart(1, 3, chart, {"x_scale": 1.6, "y_scale": 1.3})


def _write_held(book: Any, report: IncomeReport, style: dict[str, Any]) -> None:
    sheet = book.add_worksheet(tr("押金与预存"))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 2, 14)
    sheet.write_string(0, 0, tr("截至 {day}，不计入收入", day=report.held_on.isoformat()), style["title"])
    for column, head in enumerate((tr("种类"), tr("笔数"), tr("余额"))):
        sheet.write_string(2, column, head, style["head"])
    for row, line in enumerate(report.held, 3):
        sheet.write_string(row, 0, line.label)
        sheet.write_number(row, 1, line.count)
        sheet.write_number(row, 2, _yuan(line.amount), style["money"])
