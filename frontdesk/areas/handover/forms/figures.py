"""收楼统计 on A4: the desk report's own shape, by building and by day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from frontdesk.areas.reception.documents.reports import (
    COUNT,
    TEXT,
    DeskReport,
    ReportBar,
    ReportChart,
    ReportFigure,
    ReportTable,
)
from frontdesk.areas.reception.forms.reports import MONTHLY
from frontdesk.base.printing.form import Form


def sample() -> DeskReport:
    """A batch half handed over."""
    rows = (("5栋", "48", "21", "3", "24"), ("6栋", "36", "9", "1", "26"))
    days = (("11-17", 6), ("11-18", 8), ("11-19", 5), ("11-20", 7), ("11-21", 4))
    return DeskReport(
        office="翠湖花园物业服务中心", estate="翠湖花园", kind="handover", title="收楼统计", number="ST-20261121-001",
        first=date(2026, 11, 17), last=date(2026, 11, 21), stood_at=datetime(2026, 11, 21, 17, 30),  # noqa: DTZ001
        figures=(
            ReportFigure("应收楼", "84"), ReportFigure("已收楼", "30", "36%"), ReportFigure("拒收和暂缓", "4"),
            ReportFigure("遗留问题未了", "11", "超期 2"),
        ),
        charts=(ReportChart("每天收楼（户）", tuple(ReportBar(*day) for day in days)),),
        tables=(
            ReportTable(
                "按楼栋", ("楼栋", "应收", "已收", "拒收暂缓", "还没办"), (0, 26, 26, 26, 26),
                (TEXT, COUNT, COUNT, COUNT, COUNT), rows, ("合计", "84", "30", "4", "50"),
            ),
        ),
        words=(), made_at=datetime(2026, 11, 21, 17, 30), made_by="何倩",  # noqa: DTZ001
    )  # fmt: skip


FIGURES: Form[DeskReport] = replace(MONTHLY, key="handover_figures", title="收楼统计", sample=sample)
