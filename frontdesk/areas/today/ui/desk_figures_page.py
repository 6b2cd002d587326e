"""统计: what was issued, lost and lent in some days, and how keys, permits and spaces stand; paper and Excel (D5.5)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.rules.report_spans import Days, SpanKind, days_of, span_words
from frontdesk.areas.cashdesk.service.reporting import check_span
from frontdesk.areas.cashdesk.ui.report_period import PeriodChooser
from frontdesk.areas.today.documents import DeskFigures, KindFigures
from frontdesk.areas.today.queries.desk_figures import desk_figures
from frontdesk.areas.today.service.figures import MadeFigures, MakeFigures, make_figures
from frontdesk.base.printing.paper import A4
from frontdesk.base.store.files import FileInUse, another_name, safe_name, write_whole
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.chart import Chart, ChartBar
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.marks import Words, ground
from frontdesk.base.widgets.page import EmptyState, Page, Pane, pad
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.print_list import KEY as PRINT_KEY
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

FORM = "desk_figures"
PANE = 304
PLOT = 128


@dataclass(frozen=True, slots=True)
class CountBar(ChartBar):
    """A bar of permits rather than of money: each counts as a yuan on the axis."""

    @property
    def words(self) -> str:
        return tr("{label}　{n} 张", label=self.told or self.label, n=self.amount.fen // 100)


def _count(number: int) -> int | None:
    return number or None


COLUMNS: tuple[Column[KindFigures], ...] = (
    Column(tr("种类"), lambda r: r.kind or tr("合计"), sort=False),
    Column(tr("发证"), lambda r: _count(r.issued), kind="number", width=76, sort=False),
    Column(tr("续期"), lambda r: _count(r.renewed), kind="number", width=76, sort=False),
    Column(tr("挂失"), lambda r: _count(r.lost), kind="number", width=76, sort=False),
    Column(tr("交回收回"), lambda r: _count(r.back), kind="number", width=92, sort=False),
    Column(tr("在用"), lambda r: _count(r.in_use), kind="number", width=84, sort=False),
    Column(tr("到期未交回"), lambda r: _count(r.late), kind="number", width=108, sort=False),
)


class DeskFiguresPage(Page):
    """`open(first=…, last=…)` shows a span; Ctrl+PgUp and Ctrl+PgDn step through spans."""

    TARGETS = ("desk_figures",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "desk_figures_page",
            tr("统计"),
            topics=("permits", "keys", "parking", "goods"),
            parent=parent,
        )
        self._figures: DeskFigures | None = None
        self.print_button = KeyButton(tr("打印"), PRINT_KEY, icon="ph.printer", name="figures_print")
        self.print_button.clicked.connect(self.print_figures)
        self.export_button = KeyButton(tr("导出 Excel"), "F8", icon="ph.export", name="figures_export").also(
            "Ctrl+E"
        )
        self.export_button.clicked.connect(self.export)
        self.head.add_action(self.print_button)
        self.head.add_action(self.export_button)
        self.period = PeriodChooser(desk.clock.today, check_span)
        self.period.changed.connect(self.refresh)
        self.filters.add(self.period)
        self.chart_title = Words(tr("发证（张）"), "bold")
        self.chart = Chart("figures_chart", plot=PLOT)
        self.chart.opened.connect(self._open_bar)
        self.model: RowsModel[KindFigures] = RowsModel(COLUMNS, key=lambda r: r.kind, parent=self)
        self.table = Table("desk_figures", title=tr("证件，按种类"), memory=desk.memory)
        self.table.set_model(self.model)
        self.pane = Pane("figures_pane")
        self.set_split(self._build_list(), self.pane, PANE)
        self.period.set_span(SpanKind.MONTH, days_of(SpanKind.MONTH, desk.clock.today()))

    def _build_list(self) -> QWidget:
        whole = QWidget()
        ground(whole, "surface")
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(pad(self.chart_title, None, margins=(SPACE.xl, SPACE.m, SPACE.xl, SPACE.xs)))
        column.addWidget(pad(self.chart, margins=(SPACE.xl, 0, SPACE.xl, SPACE.s)))
        column.addWidget(self.table, 1)
        return whole

    def refresh(self) -> None:
        may = self.desk.may(Right.PERMITS)
        self.filters.setVisible(may)
        self.print_button.setVisible(may)
        self.export_button.setVisible(may)
        if not may:
            words = tr("钥匙和证件的统计由前台和主管来看。")
            self.show_empty(EmptyState("ph.chart-bar", tr("没有查看的权限"), words, name="no_right"))
            return
        days, clock = self.period.days(), self.desk.clock
        self.desk.read_later(
            desk_figures,
            days.first,
            days.last,
            today=clock.today(),
            made_at=local_time(clock.now()).replace(tzinfo=None, second=0, microsecond=0),
            made_by=self.desk.actor.name,
            key="desk_figures",
            then=self._show,
        )

    def _show(self, figures: DeskFigures) -> None:
        self._figures = figures
        self.head.set_hint(span_words(self.period.chosen_kind(), self.period.days()))
        self.model.set_rows([*figures.kinds, figures.total])
        if self.table.current() is None:
            self.table.select_first()
        today = self.desk.clock.today()
        marks = {f"{today:%m-%d}", f"{today:%Y-%m}"}
        self.chart.setVisible(bool(figures.bars))
        self.chart_title.setVisible(bool(figures.bars))
        bars = [
            CountBar(bar.label, Money(100 * bar.count), marked=bar.label in marks) for bar in figures.bars
        ]
        self.chart.set_bars(tr("发证（张）"), bars)
        self.pane.clear()
        for part in figures.parts:
            section = self.pane.add_section(part.title)
            for label, count in part.lines:
                section.add_line(label, right=f"{count:,}")
        words = tr("在用、在柜、已租等是 {day} 的数。", day=figures.stood_on.isoformat())
        self.pane.add_section(line=False).add(Words(words, "small", "text2", wrap=True))

    def _open_bar(self, number: int) -> None:
        """The day or the month behind a bar."""
        if self._figures is None:
            return
        first = self._figures.first
        daily = len(self._figures.bars) == (self._figures.last - first).days + 1
        if daily:
            day = date.fromordinal(first.toordinal() + number)
            self.period.set_span(SpanKind.DAY, days_of(SpanKind.DAY, day))
        else:
            month = first.year * 12 + first.month - 1 + number
            day = date(month // 12, month % 12 + 1, 1)
            self.period.set_span(SpanKind.MONTH, days_of(SpanKind.MONTH, day))

    def open(self, **arguments: Any) -> None:
        first, last = arguments.get("first"), arguments.get("last")
        if isinstance(first, date) and isinstance(last, date):
            self.period.set_span(SpanKind.OWN, Days(first, last))

    # -- to paper and to Excel --

    def print_figures(self) -> None:
        """The paper with its chart; looked at, then printed."""
        days = self.period.days()
        self.desk.run_long(
            make_figures,
            MakeFigures(days.first, days.last),
            title=tr("正在准备打印 {title}", title=tr("钥匙与证件统计")),
            then=self._show_paper,
        )

    def _show_paper(self, made: MadeFigures) -> None:
        title = f"{tr('钥匙与证件统计')} {Days(made.figures.first, made.figures.last)}"
        dialog = PreviewDialog(self.desk, FORM, made.content, title, papers=(A4,), parent=self)
        dialog.open()

    def export(self) -> None:
        """The workbook with its chart, written where the clerk says."""
        days = self.period.days()
        self._ask_where(days, safe_name(f"{tr('钥匙与证件统计')} {days}.xlsx"))

    def _ask_where(self, days: Days, suggested: str) -> None:
        pattern = tr("Excel 工作簿 (*.xlsx)")
        path = self.desk.dialogs.choose_save_file(tr("导出到 Excel"), suggested, pattern)
        if path is not None:
            self.desk.run_long(
                make_figures,
                MakeFigures(days.first, days.last, "xlsx"),
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
            self.desk.messages.ok(tr("统计已导出。"), str(path))

    def help_text(self) -> str:
        return tr(
            "钥匙、证件、车位和出门条的数。左边选日、月、季、年，Ctrl+PgUp、Ctrl+PgDn 看前后一段，图上回车进到那一天或那个月；"
            "过去的日子按那天的样子算。Ctrl+P 打印，F8 导出 Excel。"
        )
