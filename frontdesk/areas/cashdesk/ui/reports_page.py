"""报表: what a day, month, quarter or year brought in, taken apart, with its chart; to paper and to Excel (D5.5)."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.documents import HeldLine, IncomeReport, ReportLine, ReportPart
from frontdesk.areas.cashdesk.queries.reports import BY_WORDS, ReportView, report_view
from frontdesk.areas.cashdesk.rules.report_spans import (
    Days,
    SpanKind,
    before,
    days_of,
    share_permille,
    span_words,
    year_ago,
)
from frontdesk.areas.cashdesk.service.reporting import MadeReport, MakeReport, check_span, make_report
from frontdesk.areas.cashdesk.ui.report_pane import ReportPane
from frontdesk.areas.cashdesk.ui.report_period import PeriodChooser
from frontdesk.areas.fees.ui.sums import SumsRow
from frontdesk.base.printing.paper import A4
from frontdesk.base.store.files import FileInUse, another_name, safe_name, write_whole
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.cells import Cell, Index
from frontdesk.base.widgets.chart import Chart, ChartBar
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words, ground, paint_box
from frontdesk.base.widgets.page import EmptyState, Page, pad
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.print_list import KEY as PRINT_KEY
from frontdesk.base.widgets.rows import VALUE_ROLE, Column, RowsModel
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.theme import colour
from frontdesk.base.widgets.tokens import SPACE

PANE = 304
FORM = "income_report"
HELD = "held"
PLOT = 128
_BAR = 8
_SHARE_WORDS = 56


class Row(NamedTuple):
    """A line of a part with its share of the net, in thousandths; None where the net is no measure."""

    line: ReportLine
    permille: int | None


class ShareCell(Cell):
    """How much of the net a line is: a bar and the figure."""

    def paint_inner(self, painter: QPainter, inner: QRect, index: Index) -> None:
        row = index.data(VALUE_ROLE)
        if not isinstance(row, Row) or row.permille is None:
            return
        room = QRectF(inner.adjusted(0, 0, -_SHARE_WORDS, 0))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = room.center().y() - _BAR / 2
        paint_box(painter, QRectF(room.left(), top, room.width(), _BAR), colour("key"), None, radius=2)
        wide = room.width() * max(0, min(1000, row.permille)) / 1000
        if wide >= 2:
            paint_box(painter, QRectF(room.left(), top, wide, _BAR), colour("chart"), None, radius=2)
        painter.setPen(colour("bad" if row.permille < 0 else "text2"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, right, _share_words(row))


def _share_words(row: Row) -> str:
    if row.permille is None:
        return ""
    sign = "−" if row.permille < 0 else ""
    return f"{sign}{abs(row.permille) // 10}.{abs(row.permille) % 10}%"


COLUMNS: tuple[Column[Row], ...] = (
    Column(tr("名称"), lambda r: r.line.label, sort=False),
    Column(tr("张数"), lambda r: r.line.count or None, kind="number", width=84, sort=False),
    Column(
        tr("收款（元）"), lambda r: r.line.taken or None, kind="money", width=128, sort=False, name="taken"
    ),
    Column(
        tr("退款"), lambda r: -r.line.refunded or None, kind="money", width=112, sort=False, name="refunded"
    ),
    Column(tr("净收"), lambda r: r.line.net, kind="money", width=128, sort=False, name="net"),
)
HELD_COLUMNS: tuple[Column[HeldLine], ...] = (
    Column(tr("种类"), lambda r: r.label, sort=False),
    Column(tr("笔数"), lambda r: r.count, kind="number", width=84, sort=False),
    Column(tr("余额（元）"), lambda r: r.amount, kind="money", width=128, sort=False, name="amount"),
)


class ReportsPage(Page):
    """`open(first=…, last=…)` shows a span of one's own; a bar or Enter on it goes into the day or month."""

    TARGETS = ("reports",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "cashdesk_reports_page",
            tr("报表"),
            topics=("payments", "refunds", "deposits", "prepaid", "shifts"),
            parent=parent,
        )
        self._view: ReportView | None = None
        self._build_head()
        self._build_filters()
        self.pane = ReportPane(desk.go)
        self.set_split(self._build_list(), self.pane, PANE)

    # -- building --

    def _build_head(self) -> None:
        self.print_button = KeyButton(tr("打印"), PRINT_KEY, icon="ph.printer", name="report_print")
        self.print_button.clicked.connect(self.print_report)
        self.export_button = KeyButton(tr("导出 Excel"), "F8", icon="ph.export", name="report_export").also(
            "Ctrl+E"
        )
        self.export_button.clicked.connect(self.export)
        self.head.add_action(self.print_button)
        self.head.add_action(self.export_button)

    def _build_filters(self) -> None:
        self.period = PeriodChooser(self.desk.clock.today, check_span)
        self.period.changed.connect(self.refresh)
        self.chips = ChipRow(
            [*((by, tr(words)) for by, words in BY_WORDS.items()), (HELD, tr("押金与预存"))],
            name="report_by",
        )
        self.chips.chosen.connect(lambda _key: self._show_part())
        self.filters.add(self.period)
        self.filters.add_right(self.chips)

    def _build_list(self) -> QWidget:
        self.chart_title = Words("", "bold")
        self.chart = Chart("report_chart", plot=PLOT)
        self.chart.opened.connect(self._open_bar)
        share: Column[Row] = Column(tr("占净收"), lambda r: r, text=_share_words, width=184, sort=False)
        self.model: RowsModel[Row] = RowsModel((*COLUMNS, share), key=lambda r: r.line.label, parent=self)
        self.table = Table("income_report", title=tr("报表"), memory=self.desk.memory)
        self.table.set_model(self.model)
        self._shares = ShareCell(share, self.table)
        self.table.setItemDelegateForColumn(len(COLUMNS), self._shares)
        self.sums = SumsRow(self.table, "report_sums")
        self.held_model: RowsModel[HeldLine] = RowsModel(HELD_COLUMNS, key=lambda r: r.label, parent=self)
        self.held = Table("report_held", title=tr("押金与预存"), memory=self.desk.memory)
        self.held.set_model(self.held_model)
        self.held_sums = SumsRow(self.held, "report_held_sums")
        self._lists = QStackedWidget()
        for table, sums in ((self.table, self.sums), (self.held, self.held_sums)):
            self._lists.addWidget(_column(table, sums))
        whole = QWidget()
        ground(whole, "surface")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        margins = (SPACE.xl, SPACE.m, SPACE.xl, SPACE.xs)
        column.addWidget(pad(self.chart_title, None, margins=margins))
        column.addWidget(pad(self.chart, margins=(SPACE.xl, 0, SPACE.xl, SPACE.s)))
        column.addWidget(self._lists, 1)
        return whole

    # -- reading --

    def refresh(self) -> None:
        may = self.desk.may(Right.REPORTS)
        self.filters.setVisible(may)
        self.print_button.setVisible(may)
        self.export_button.setVisible(may)
        if not may:
            # A blind cashier would learn from it what the drawer should hold (M7.3).
            words = tr("收款报表要有查看报表的权限。自己的班次在“日结”里看。")
            self.show_empty(EmptyState("ph.chart-bar", tr("报表由主管或财务来看"), words, name="no_right"))
            return
        days, kind, today = self.period.days(), self.period.chosen_kind(), self.desk.clock.today()
        self.desk.read_later(
            report_view,
            days,
            before(kind, days, today),
            year_ago(days, today),
            made_at=local_time(self.desk.clock.now()).replace(tzinfo=None, second=0, microsecond=0),
            made_by=self.desk.actor.name,
            key="income_report",
            then=self._show,
        )

    def _show(self, view: ReportView) -> None:
        self._view = view
        report = view.report
        self.head.set_hint(f"{report.title}　{Days(report.first, report.last)}")
        self.pane.show_view(self.period.chosen_kind(), view)
        self._show_part()

    def _say_nothing(self, report: IncomeReport) -> None:
        if self.chips.current() == HELD:
            title = tr("{day} 没有代管的钱", day=report.held_on.isoformat())
            words = tr("收了押金、有人预存，这里就按用途列出还在手上的数。它们不是收入，要还给业主。")
            self.show_empty(EmptyState("ph.wallet", title, words, name="nothing_held"))
            return
        words = tr("收过款，这里就按项目、楼栋、收款员和方式列出来，每天一根柱子。")
        back = KeyButton(tr("看前一段"), kind="primary", name="report_empty_before")
        back.clicked.connect(lambda: self.period.step(-1))
        days = span_words(self.period.chosen_kind(), self.period.days())
        title = tr("{days} 没有收款", days=days)
        self.show_empty(EmptyState("ph.chart-bar", title, words, (back,), name="no_takings"))

    def _show_part(self) -> None:
        """The chip's table and chart."""
        if self._view is None:
            return
        report, key = self._view.report, self.chips.current()
        if not (report.held if key == HELD else any(part.lines for part in report.parts)):
            self._say_nothing(report)
            return
        self.hide_empty()
        if key == HELD:
            self.held_model.set_rows(report.held)
            amount = total(line.amount for line in report.held)
            rest = tr("，截至 {day}，不计入收入", day=report.held_on.isoformat())
            self.held_sums.show_sums(tr("合计"), rest, {"amount": amount})
            self._lists.setCurrentIndex(1)
            self._set_chart(tr("押金与预存"), [(line.label, line.amount) for line in report.held])
            return
        part = next(part for part in report.parts if part.key == key)
        self.model.set_rows([Row(line, share_permille(line.net, part.net)) for line in part.lines])
        sums = {"taken": part.taken, "refunded": -part.refunded, "net": part.net}
        self.sums.show_sums(tr("合计"), tr("，{n} 行", n=len(part.lines)), sums)
        self._lists.setCurrentIndex(0)
        if self.table.current() is None:
            self.table.select_first()
        self._show_chart(report, part)

    def _show_chart(self, report: IncomeReport, part: ReportPart) -> None:
        """Net by day or month; of a single day by the lines of its table."""
        if len(report.bars) < 2:
            self._set_chart(part.title, [(line.label, line.net) for line in part.lines])
            return
        today, starts = self.desk.clock.today(), self._bar_days(report)
        daily = len(report.bars) == Days(report.first, report.last).count
        bars = []
        for bar, days in zip(report.bars, starts, strict=True):
            told = span_words(SpanKind.DAY if daily else SpanKind.MONTH, days)
            marked = days.first <= today <= days.last
            bars.append(ChartBar(bar.label, bar.amount, told, marked, days.first > today))
        self.chart_title.setText(tr("{title}（元）", title=report.bars_title))
        self.chart.set_bars(report.bars_title, bars)

    def _set_chart(self, title: str, bars: list[tuple[str, Money]]) -> None:
        self.chart_title.setText(tr("{title}（元）", title=title))
        self.chart.set_bars(title, [ChartBar(label, amount) for label, amount in bars])

    def _bar_days(self, report: IncomeReport) -> list[Days]:
        """The days behind each bar of the report's own chart."""
        days = Days(report.first, report.last)
        if len(report.bars) == days.count:
            every = range(report.first.toordinal(), report.last.toordinal() + 1)
            return [days_of(SpanKind.DAY, date.fromordinal(n)) for n in every]
        month = Month.of(report.first)
        return [days_of(SpanKind.MONTH, month.plus(n).start) for n in range(len(report.bars))]

    def _open_bar(self, number: int) -> None:
        """The day or the month behind a bar."""
        if self._view is None or self.chips.current() == HELD or len(self._view.report.bars) < 2:
            return
        report = self._view.report
        days = self._bar_days(report)[number]
        kind = SpanKind.DAY if days.first == days.last else SpanKind.MONTH
        self.period.set_span(kind, days)

    # -- going on --

    def open(self, **arguments: Any) -> None:
        first, last = arguments.get("first"), arguments.get("last")
        if isinstance(first, date) and isinstance(last, date):
            days = Days(first, last)
            kind = next(
                (k for k in SpanKind if k is not SpanKind.OWN and days_of(k, first) == days), SpanKind.OWN
            )
            self.period.set_span(kind, days)
        by = arguments.get("by")
        if by in (*BY_WORDS, HELD):
            self.chips.choose(by)

    def focus_start(self) -> None:
        if self.is_empty():
            super().focus_start()
        else:
            table = self.held if self.chips.current() == HELD else self.table
            table.setFocus(Qt.FocusReason.OtherFocusReason)

    def print_report(self) -> None:
        """The paper with its chart, all four ways; looked at, then printed."""
        days = self.period.days()
        self.desk.run_long(
            make_report,
            MakeReport(days.first, days.last, "pdf"),
            title=tr("正在准备打印 {title}", title=tr("收款报表")),
            then=self._show_paper,
        )

    def _show_paper(self, made: MadeReport) -> None:
        title = f"{made.report.title} {Days(made.report.first, made.report.last)}"
        dialog = PreviewDialog(self.desk, FORM, made.content, title, papers=(A4,), parent=self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def export(self) -> None:
        """The workbook with its chart, written where the clerk says."""
        days = self.period.days()
        title = self._view.report.title if self._view is not None else tr("收款报表")
        self._ask_where(days, safe_name(f"{title} {days}.xlsx"))

    def _ask_where(self, days: Days, suggested: str) -> None:
        pattern = tr("Excel 工作簿 (*.xlsx)")
        path = self.desk.dialogs.choose_save_file(tr("导出到 Excel"), suggested, pattern)
        if path is None:
            return
        self.desk.run_long(
            make_report,
            MakeReport(days.first, days.last, "xlsx"),
            title=tr("正在导出 {name}", name=path.name),
            then=lambda made: self._write(path, days, made.content),
        )

    def _write(self, path: Path, days: Days, content: bytes) -> None:
        try:
            write_whole(path, content)
        except FileInUse as error:
            again = another_name(path).name
            self.desk.messages.bad(
                tr("没有导出。"),
                error.text,
                action=tr("换个名字存"),
                then=lambda: self._ask_where(days, again),
            )
        except DeskError as error:
            self.desk.tell(error)
        else:
            self.desk.messages.ok(tr("报表已导出。"), str(path))

    def help_text(self) -> str:
        return tr(
            "按业务日统计，作废的收据不算，退款另列。Ctrl+PgUp、Ctrl+PgDn 看前后一段，图上回车进到那一天或那个月；还没过完的期间，"
            "只和前面同样天数的比。Ctrl+P 打印，F8 导出 Excel。"
        )


def _column(table: Table, sums: SumsRow) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(table, 1)
    column.addWidget(sums)
    return holder
