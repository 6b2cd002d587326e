"""钥匙与证件统计 as a paper with its chart, and as a workbook with real figures and a chart of Excel's own (D5.5)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date

from frontdesk.areas.cashdesk.service.common import wall_clock
from frontdesk.areas.cashdesk.service.reporting import check_span
from frontdesk.areas.today.documents import DeskFigures
from frontdesk.areas.today.queries.desk_figures import desk_figures
from frontdesk.base.store.work import Work
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class MakeFigures:
    """`first` to `last`, both included. `form` is `pdf` or `xlsx`."""

    first: date
    last: date
    form: str = "pdf"


@dataclass(frozen=True, slots=True)
class MadeFigures:
    """The figures and their bytes, in the form asked for."""

    figures: DeskFigures
    content: bytes


def make_figures(work: Work, command: MakeFigures) -> MadeFigures:
    """Count and draw. Raises `Refused` for a span that is none, `NeedsApproval` without the right to permits."""
    work.require(Right.PERMITS)
    check_span(command.first, command.last)
    figures = desk_figures(
        work.session, command.first, command.last, today=work.today(), made_at=wall_clock(work.now()),
        made_by=work.actor.name,
    )  # fmt: skip
    if command.form == "xlsx":
        return MadeFigures(figures, figures_workbook(figures))
    from frontdesk.areas.today.forms.desk_figures import DESK_FIGURES

    return MadeFigures(figures, DESK_FIGURES.draw(figures))


def figures_workbook(figures: DeskFigures) -> bytes:
    """A sheet of the permits by kind with its chart, and one of what stands."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    # The same figures give the same bytes, whenever they are written.
    title = tr("钥匙与证件统计")
    book.set_properties({"title": title, "author": figures.office, "created": figures.made_at})
    bold, head = (
        book.add_format({"bold": True, "font_size": 14}),
        book.add_format({"bold": True, "bottom": 1}),
    )
    last_row = book.add_format({"bold": True, "top": 1})
    span = f"{figures.first.isoformat()} – {figures.last.isoformat()}"
    sheet = book.add_worksheet(tr("证件"))
    sheet.set_column(0, 6, 14)
    sheet.write_string(0, 0, f"{figures.estate} {title} {span}", bold)
    for column, name in enumerate(
        (tr("种类"), tr("发证"), tr("续期"), tr("挂失"), tr("交回收回"), tr("在用"), tr("未交回"))
    ):
        sheet.write_string(2, column, name, head)
    for row, line in enumerate((*figures.kinds, figures.total), 3):
        style = None if line.kind else last_row
        sheet.write_string(row, 0, line.kind or tr("合计"), style)
        counts = (line.issued, line.renewed, line.lost, line.back, line.in_use, line.late)
        for column, count in enumerate(counts, 1):
            sheet.write_number(row, column, count, style)
    sheet.freeze_panes(3, 1)
    if figures.bars:
        bars = book.add_worksheet(tr("发证"))
        bars.set_column(0, 1, 14)
        bars.write_string(0, 0, tr("日期"), head)
        bars.write_string(0, 1, tr("发证（张）"), head)
        for row, bar in enumerate(figures.bars, 1):
            bars.write_string(row, 0, bar.label)
            bars.write_number(row, 1, bar.count)
        chart = book.add_chart({"type": "column"})
        name, last = tr("发证"), len(figures.bars)
        chart.add_series({"name": name, "categories": [name, 1, 0, last, 0], "values": [name, 1, 1, last, 1]})
        chart.set_legend({"none": True})
        chart.set_title({"name": tr("发证（张）")})
        bars.insert_chart(1, 3, chart, {"x_scale": 1.6, "y_scale": 1.3})
    rest = book.add_worksheet(tr("钥匙和车位"))
    rest.set_column(0, 0, 24)
    rest.write_string(0, 0, tr("截至 {day}", day=figures.stood_on.isoformat()), bold)
    row = 2
    for part in figures.parts:
        rest.write_string(row, 0, part.title, head)
        rest.write_blank(row, 1, None, head)
        for row, (label, count) in enumerate(part.lines, row + 1):  # noqa: B020 - goes on below the heading
            rest.write_string(row, 0, label)
            rest.write_number(row, 1, count)
        row += 2
    book.close()
    return made.getvalue()
