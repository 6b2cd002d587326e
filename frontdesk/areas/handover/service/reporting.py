"""收楼统计 on paper and as a workbook: the figures of the screen, frozen when they are printed (D0.4, D0.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.cashdesk.service.common import office, wall_clock
from frontdesk.areas.handover.queries.days import batch_of
from frontdesk.areas.handover.queries.figures import HandoverFigures, handover_figures
from frontdesk.areas.handover.service.common import day_number
from frontdesk.areas.handover.service.papers import TITLES
from frontdesk.areas.reception.documents.reports import (
    COUNT,
    TEXT,
    DeskReport,
    ReportBar,
    ReportChart,
    ReportFigure,
    ReportTable,
)
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class MakeFigures:
    """The figures of a batch (None: all) from a day to a day, both included."""

    first: date
    last: date
    batch_id: int | None = None


def make_figures(work: Work, command: MakeFigures) -> str:
    """Freeze them for paper; the number."""
    work.require(Right.ARCHIVES_READ)
    number = day_number(work, "ST", work.today())
    report = _report(work, command, number)
    issue_paper(
        work, form="handover_figures", number=number, title=f"{tr(TITLES['handover_figures'])} {number}",
        subject=("handover_figures", 0), document=codec.to_plain(report),
    )  # fmt: skip
    return number


def figures_workbook(work: Work, command: MakeFigures) -> bytes:
    """The same as a workbook, with its chart."""
    from frontdesk.areas.reception.forms.report_workbook import report_workbook

    work.require(Right.ARCHIVES_READ)
    return report_workbook(_report(work, command, ""))


def percent(part: int, of: int) -> str:
    """`36%`; "" of nothing."""
    return f"{round(100 * part / of)}%" if of else ""


def _report(work: Work, command: MakeFigures, number: str) -> DeskReport:
    if command.last < command.first:
        raise Refused(tr("早于开始的日期，请核对"), field="last")
    found = handover_figures(work.session, work.today(), command.first, command.last, command.batch_id)
    names, at = office(work), wall_clock(work.now())
    batch = batch_of(work.session, command.batch_id) if command.batch_id is not None else None
    title = tr("收楼统计 {batch}", batch=batch.name) if batch is not None else tr("收楼统计")
    return DeskReport(
        office=names.office, estate=names.estate, kind="handover", title=title, number=number, first=found.first,
        last=found.last, stood_at=at, figures=_leading(found), charts=_charts(found), tables=_tables(found), words=(),
        made_at=at, made_by=work.actor.name,
    )  # fmt: skip


def _leading(found: HandoverFigures) -> tuple[ReportFigure, ...]:
    late = tr("超期 {n}", n=found.late_defects) if found.late_defects else ""
    return (
        ReportFigure(tr("应收楼"), str(found.homes)),
        ReportFigure(tr("已收楼"), str(found.done), percent(found.done, found.homes)),
        ReportFigure(tr("拒收和暂缓"), str(found.refused)),
        ReportFigure(tr("遗留问题未了"), str(found.open_defects), late),
    )


def _charts(found: HandoverFigures) -> tuple[ReportChart, ...]:
    return (
        ReportChart(tr("每天收楼（户）"), tuple(ReportBar(f"{d.day:%m-%d}", d.done) for d in found.days)),
        ReportChart(
            tr("还没收楼（户）"), tuple(ReportBar(b.building, b.waits) for b in found.buildings), lying=True
        ),
    )


def _tables(found: HandoverFigures) -> tuple[ReportTable, ...]:
    kinds = (TEXT, *(COUNT,) * 7)
    rows = tuple(
        (b.building, *map(str, (b.homes, b.done, b.refused, b.visiting, b.appointed, b.told, b.untold)))
        for b in found.buildings
    )
    sums = (tr("合计"), *(str(sum(int(row[at]) for row in rows)) for at in range(1, 8)))
    days = tuple(
        (d.day.isoformat(), str(d.appointed), str(d.done), str(d.refused))
        for d in found.days
        if d.done or d.refused or d.appointed
    )
    totals = (tr("合计"), *(str(sum(int(row[at]) for row in days)) for at in range(1, 4)))
    return (
        ReportTable(
            tr("按楼栋"),
            (tr("楼栋"), tr("应收"), tr("已收楼"), tr("拒收暂缓"), tr("办理中"), tr("已预约"), tr("已通知"), tr("未通知")),
            (0, 18, 18, 20, 18, 18, 18, 18), kinds, rows, sums if rows else (), tr("没有收楼的房屋。"),
        ),
        ReportTable(
            tr("按天"), (tr("日期"), tr("预约"), tr("收楼"), tr("拒收暂缓")), (0, 30, 30, 30), (TEXT, *(COUNT,) * 3), days,
            totals if days else (), tr("这段日子没有。"),
        ),
    )  # fmt: skip
