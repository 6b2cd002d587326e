"""统计: decorations by step, what is overdue, deposits held, breaches by article in a span of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtWidgets import QWidget

from frontdesk.areas.decoration.queries.lists import StripCounts, strip_counts
from frontdesk.areas.decoration.queries.statistics import Figures, figures
from frontdesk.areas.decoration.ui.words import show_counts
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.fields import DateField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import Page, Pane, Section, pad
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel, money_text
from frontdesk.base.widgets.table import Table


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A line of the figures as paper and Excel have it: a count, or an amount."""

    group: str
    word: str
    count: int
    amount: Money | None = None


def figure_rows(shown: Figures) -> tuple[FigureRow, ...]:
    """All figures of the page in its order."""
    steps, overdue, money = tr("在办"), tr("超期的"), tr("押金")
    span, breaches = tr("这段日子"), tr("违规，按条")
    return (
        *(FigureRow(steps, tr(column.value), count) for column, count in shown.by_column),
        FigureRow(steps, tr("合计"), shown.under_way),
        *(FigureRow(overdue, word, count) for word, count in _overdue(shown)),
        FigureRow(money, tr("押着"), shown.deposits, shown.deposit_held),
        *(FigureRow(span, word, count) for word, count in _in_span(shown)),
        *(FigureRow(breaches, f"{row.article} {tr(row.text)}", row.count) for row in shown.breaches),
    )


def _overdue(shown: Figures) -> tuple[tuple[str, int], ...]:
    return (
        (tr("许可已过期还在施工"), shown.overdue_permits),
        (tr("巡查没有按时去"), shown.late_visits),
        (tr("整改超期"), shown.late_breaches),
        (tr("要报告主管部门"), shown.to_report),
        (tr("押金超期没退"), shown.late_refunds),
    )


def _in_span(shown: Figures) -> tuple[tuple[str, int], ...]:
    return (
        (tr("申请"), shown.applied),
        (tr("开工"), shown.started),
        (tr("初验合格"), shown.finished),
        (tr("退押金"), shown.refunded),
        (tr("巡查"), shown.visits),
    )


COLUMNS: tuple[Column[FigureRow], ...] = (
    Column(tr("类别"), lambda row: row.group, width=120, sort=False, name="group"),
    Column(tr("项目"), lambda row: row.word, sort=False, name="word"),
    Column(tr("数量"), lambda row: row.count, kind="number", width=80, sort=False, name="count"),
    Column(tr("金额"), lambda row: row.amount, kind="money", width=110, sort=False, name="amount"),
)


class FiguresPage(Page):
    """The figures of today and of the days chosen, both included."""

    TARGETS = ("decoration_figures",)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "decoration_figures_page", tr("装修统计"), topics=("decoration", "deposits"), parent=parent
        )
        today = desk.clock.today()
        self.first = DateField("figures_first", today=desk.clock.today, required=True)
        self.last = DateField("figures_last", today=desk.clock.today, required=True)
        self.first.set_label(tr("从"))
        self.last.set_label(tr("到"))
        self.first.set_value(date(today.year, 1, 1))
        self.last.set_value(today)
        for field in (self.first, self.last):
            field.setFixedWidth(140)
            field.edited.connect(self.refresh)
        self.head.add_action(
            pad(Words(tr("从"), tone="text2"), self.first, Words(tr("到"), tone="text2"), self.last,
                margins=(0, 0, 0, 0))
        )  # fmt: skip
        # Never shown: the figures as rows, for paper and Excel as every list has them.
        self.sheet_model: RowsModel[FigureRow] = RowsModel(COLUMNS, parent=self)
        self.sheet = Table("decoration_figures_sheet", title=tr("装修统计"), parent=self)
        self.sheet.set_model(self.sheet_model)
        self.sheet.hide()
        self.print_button = print_button("decoration_figures_print", self._print)
        self.export_button = KeyButton(tr("导出"), "F8", name="decoration_figures_export")
        self.export_button.clicked.connect(self._export)
        self.head.add_action(self.print_button)
        self.head.add_action(self.export_button)
        self.pane = Pane("decoration_figures", tone="surface")
        self.steps = self.pane.add_section(tr("在办"), name="figures_steps")
        self.overdue = self.pane.add_section(tr("超期的"), name="figures_overdue")
        self.money = self.pane.add_section(tr("押金"), tr("元"), name="figures_money")
        self.span = self.pane.add_section(tr("这段日子"), name="figures_span")
        self.breaches = self.pane.add_section(tr("违规，按条"), name="figures_breaches", line=False)
        self.set_body(self.pane)

    def refresh(self) -> None:
        try:
            first, last = self.first.value(), self.last.value()
        except Refused:
            return
        if first is None or last is None:
            return
        self.last.set_error(tr("早于开始的日期，请核对") if last < first else None)
        if last >= first:
            today = self.desk.clock.today()
            self.desk.read_later(_read, first, last, today, key="decoration_figures", then=self._show)

    def _show(self, found: tuple[Figures, StripCounts]) -> None:
        shown, counts = found
        show_counts(self, counts)
        self.sheet_model.set_rows(figure_rows(shown))
        for section in (self.steps, self.overdue, self.money, self.span, self.breaches):
            section.clear()
        for column, count in shown.by_column:
            self._figure(self.steps, tr(column.value), str(count))
        self._figure(self.steps, tr("合计"), str(shown.under_way), face="bold")
        for word, count in _overdue(shown):
            self._figure(self.overdue, word, str(count), "bad" if count else "text")
        held = tr("押着 {n} 笔", n=shown.deposits)
        self._figure(self.money, held, money_text(shown.deposit_held))
        for word, count in _in_span(shown):
            self._figure(self.span, word, str(count))
        if not shown.breaches:
            self.breaches.add(Words(tr("没有违规。"), tone="text2"))
        for row in shown.breaches:
            self._figure(self.breaches, f"{row.article} {tr(row.text)}", str(row.count))

    def _span_words(self) -> str:
        return tr("{a} 至 {b}", a=self.first.text(), b=self.last.text())

    def _print(self) -> None:
        print_list(self.desk, self.sheet, tr("装修统计"), filter_words=self._span_words())

    def _export(self) -> None:
        export_table(self.desk, self.sheet, tr("装修统计 {span}", span=self._span_words()))

    @staticmethod
    def _figure(section: Section, word: str, figure: str, tone: str = "text", face: str = "body") -> None:
        said = Words(word, "bold" if face == "bold" else "body", "text2" if face == "body" else "text")
        said.setFixedWidth(420)
        shown = Words(figure, "bold" if face == "bold" else "body", tone, right=True)
        shown.setMinimumWidth(96)
        shown.setAccessibleName(f"{word} {figure}")
        section.add_row(said, shown)

    def help_text(self) -> str:
        return tr("在办的按步骤，超期的，押着的押金；右上角选日子，看这段日子的申请、开工、验收和违规。")


def _read(session: Any, first: date, last: date, today: date) -> tuple[Figures, StripCounts]:
    return figures(session, first, last, today), strip_counts(session, today)
