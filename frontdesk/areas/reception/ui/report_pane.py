"""A report beside the list of reports: its figures, its charts, its words; and a month's drawn tickets."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.areas.reception.documents.reports import ReportTable
from frontdesk.areas.reception.queries.owed_reports import ReportRow, ReportView
from frontdesk.areas.reception.queries.spot_checks import FAULTY, SpotCheckRow, SpotLineRow
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.chart import Chart, ChartBar
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words, ground
from frontdesk.base.widgets.page import Pane, pad
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

PLOT = 96
_MOST_BARS = 31
_MOST_LINES = 8


@dataclass(frozen=True, slots=True)
class CountBar(ChartBar):
    """A bar of tickets rather than of money: each counts as a yuan on the axis."""

    @property
    def words(self) -> str:
        return tr("{label}　{n} 件", label=self.told or self.label, n=self.amount.fen // 100)


class ReportPane(Pane):
    """What a written report says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("report_pane", parent=parent)

    def show_view(self, row: ReportRow, view: ReportView) -> None:
        """These facts instead of what stood here."""
        self.clear()
        report = view.report
        head = self.add_section(tr(row.kind.value), report.number, name="report_head")
        head.add_pair(tr("期间"), str(row.period))
        if view.fixed:
            head.add_pair(tr("定稿"), f"{report.made_at:%Y-%m-%d %H:%M}　{report.made_by}")
            if report.corrects:
                head.add_pair(
                    tr("更正"), "　".join(word for word in (report.corrects, report.reason) if word)
                )
            if view.replaced:
                head.add_state("warn", tr("已由 {number} 更正", number=view.replaced))
        else:
            head.add_pair(tr("记录截至"), f"{report.stood_at:%Y-%m-%d %H:%M}")
        figures = self.add_section(tr("数字"), name="report_figures")
        for figure in report.figures:
            figures.add_line(
                figure.label, right="　".join(word for word in (figure.note, figure.value) if word)
            )
        for chart in report.charts:
            if len(chart.bars) > 1 and any(bar.count for bar in chart.bars):
                section = self.add_section(chart.title, name="report_chart_section")
                drawn = Chart("report_chart", plot=PLOT)
                drawn.set_bars(
                    chart.title,
                    [CountBar(bar.label, Money(100 * bar.count)) for bar in chart.bars[:_MOST_BARS]],
                )
                section.add(drawn)
        for words in report.words:
            section = self.add_section(words.title, name=f"report_words_{words.key}")
            section.add(
                Words(
                    words.text or tr("待写"),
                    "body",
                    "text" if words.text else "text2",
                    wrap=True,
                    select=True,
                )
            )
        for table in report.tables:
            self._show_table(table)
        self.scroll_to_top()

    def _show_table(self, table: ReportTable) -> None:
        section = self.add_section(table.title, name="report_table")
        if not table.rows:
            section.add(Words(table.nothing or tr("期内没有。"), tone="text2"))
            return
        for row in table.rows[:_MOST_LINES]:
            section.add_line(row[0], right="　".join(cell for cell in row[1:] if cell))
        if len(table.rows) > _MOST_LINES:
            rest = tr("还有 {n} 行，打印或导出看全部", n=len(table.rows) - _MOST_LINES)
            section.add(Words(rest, "small", "text2"))
        if table.sums:
            section.add_line(table.sums[0], right="　".join(cell for cell in table.sums[1:] if cell))


def _result(line: SpotLineRow) -> Status:
    if not line.result:
        return Status("info", tr("待查"), True)
    return Status("bad" if line.result == tr(FAULTY) else "ok", line.result)


class SpotPane(QWidget):
    """A month's sample: line by line what was drawn and found."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("spot_pane")
        ground(self, "subtle")
        columns: tuple[Column[SpotLineRow], ...] = (
            Column(tr("编号"), lambda r: r.number, width=140, sort=False),
            Column(tr("内容"), lambda r: "　".join(w for w in (r.place, r.what) if w), sort=False),
            Column(tr("结果"), _result, kind="status", width=88, sort=False),
            Column(tr("发现"), lambda r: r.words, kind="quiet", width=120, sort=False),
        )
        self.title = Words("", "bold")
        self.told = Words("", "body", "text2", wrap=True, select=True)
        self.told.setObjectName("spot_told")
        self.model: RowsModel[SpotLineRow] = RowsModel(columns, key=lambda r: r.id, parent=self)
        self.table = Table("spot_lines", title=tr("抽到的报事"), memory=desk.memory)
        self.table.set_model(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(pad(self.title, None, margins=(SPACE.xl, SPACE.m, SPACE.xl, SPACE.xs)))
        column.addWidget(pad(self.told, margins=(SPACE.xl, 0, SPACE.xl, SPACE.m)))
        column.addWidget(self.table, 1)

    def show_check(self, check: SpotCheckRow, lines: tuple[SpotLineRow, ...]) -> None:
        """This draw instead of what stood here; the line stood on stays."""
        self.title.setText(tr("报事抽查 {number}", number=check.number))
        self.told.setText(
            tr("投诉 {a} 件、其他 {b} 件里抽 {n} 件，已查 {done} 件，有问题 {bad} 件。种子 {seed}，{who} {at} 抽取。",
               a=check.complaints, b=check.others, n=check.lines, done=check.looked, bad=check.faulty, seed=check.seed,
               who=check.drawn_by, at=f"{local_time(check.drawn_at):%Y-%m-%d %H:%M}")
        )  # fmt: skip
        before = self.current()
        self.model.set_rows(list(lines))
        if before is None or not self.table.select_key(before.id):
            self.table.select_first()

    def current(self) -> SpotLineRow | None:
        """The line stood on."""
        found = self.table.current()
        return found if isinstance(found, SpotLineRow) else None
