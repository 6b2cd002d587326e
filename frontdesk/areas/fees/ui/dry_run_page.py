"""试算: what billing a month would make, unit by unit, and what it cannot price, before anything is stored (M2.9)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from frontdesk.areas.fees.queries import DryRun, dry_run
from frontdesk.areas.fees.rules.plan import PlannedCharge, Skipped
from frontdesk.areas.fees.service import Bill, BillResult, bill
from frontdesk.areas.fees.ui.choosers import MonthStepper, SearchField
from frontdesk.areas.fees.ui.runs_page import show_reasons
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import ChipRow, KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane, Section, pad
from frontdesk.base.widgets.print_list import filter_words, print_button, print_list
from frontdesk.base.widgets.rows import Column, PageAsk, PagedModel, RowsModel, natural
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

WIDTH = 344


def _span(line: PlannedCharge) -> str:
    """`2026-11-01 – 11-30`; the last day with its year where that is another one."""
    last = line.ends_on - timedelta(days=1)
    end = f"{last:%m-%d}" if last.year == line.starts_on.year else last.isoformat()
    return f"{line.starts_on.isoformat()} – {end}"


LINES: tuple[Column[PlannedCharge], ...] = (
    Column(tr("房号"), lambda r: r.unit, kind="unit", width=108, name="unit"),
    Column(tr("户主"), lambda r: r.payer_name, width=80, sort=False),
    Column(tr("收费项目"), lambda r: r.item, width=144, name="item"),
    Column(
        tr("起止"),
        _span,
        kind="quiet",
        width=168,
        sort=False,
    ),
    Column(tr("计算说明"), lambda r: r.how, kind="quiet", sort=False),
    Column(tr("应收（元）"), lambda r: r.amount, kind="money", width=104, name="amount"),
    Column(tr("缴费期限"), lambda r: r.due_on, width=120, name="due_on"),
)
SKIPPED: tuple[Column[Skipped], ...] = (
    Column(tr("房号"), lambda r: r.unit, kind="unit", width=132),
    Column(tr("收费项目"), lambda r: r.item, width=200),
    Column(tr("跳过的原因"), lambda r: r.reason),
)
_ORDERS: dict[str, Callable[[PlannedCharge], Any]] = {
    "item": lambda r: r.item_id,
    "amount": lambda r: r.amount,
    "due_on": lambda r: r.due_on,
}


class DryRunPage(Page):
    """The dry run of one month; Ctrl+Enter makes it. `billed(BillResult)` when it stands, then `left`."""

    left = Signal()
    billed = Signal(object)
    history_wanted = Signal()
    items_wanted = Signal()

    def __init__(self, desk: Desk, month: Month, parent: QWidget | None = None) -> None:
        super().__init__(
            desk,
            "fees_dry_run_page",
            tr("生成应收"),
            back=True,
            topics=("fee_items", "units", "people"),
            parent=parent,
        )
        self.month = month
        self.plan: DryRun | None = None
        self._shown: list[PlannedCharge] = []
        self._sorted: tuple[str, list[PlannedCharge]] = ("", [])
        self._build_head()
        self._build_lists()
        self.pane = Pane("dry_run_pane")
        self.set_split(self._lists, self.pane, WIDTH, folds=False)
        self._build_foot()

    # -- building --

    def _build_head(self) -> None:
        history = KeyButton(tr("生成记录"), "F7", name="dry_history")
        history.clicked.connect(self.history_wanted)
        export = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="dry_export")
        export.clicked.connect(self._export)
        self.print_button = print_button("dry_print", self._print)
        for button in (history, self.print_button, export):
            self.head.add_action(button)
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)
        self.months = MonthStepper("dry_months", self.month)
        self.months.changed.connect(self._take_month)
        self.chips = ChipRow([("made", tr("将生成")), ("skipped", tr("跳过"))], name="dry_chips")
        self.chips.chosen.connect(lambda _key: self._show_list())
        self.search = SearchField("dry_search", tr("房号或户主"))
        self.search.asked.connect(lambda _text: self._filter())
        self.search.left_by_key.connect(self.focus_start)
        self.filters.add(self.months)
        self.filters.add(self.chips)
        self.filters.add_right(self.search)

    def _build_lists(self) -> None:
        self._lines: PagedModel[PlannedCharge] = PagedModel(
            LINES, self._fetch, key=lambda r: (r.unit_id, r.item_id)
        )
        self.table = Table("dry_lines", title=tr("将生成的应收"), memory=self.desk.memory)
        self.table.set_model(self._lines)
        self._skips: RowsModel[Skipped] = RowsModel(SKIPPED)
        self.skipped = Table("dry_skipped", title=tr("跳过的"), memory=self.desk.memory)
        self.skipped.set_model(self._skips)
        self._lists = QStackedWidget()
        self._lists.addWidget(self.table)
        self._lists.addWidget(self.skipped)

    def _build_foot(self) -> None:
        self.words = Words("", tone="text2")
        self.words.setObjectName("dry_words")
        self.cancel = KeyButton(tr("取消"), "Esc", name="dry_cancel")
        self.cancel.clicked.connect(self.left)
        self.make = KeyButton(tr("生成应收"), "Ctrl+Enter", "primary", name="dry_make")
        self.make.clicked.connect(self.bill_now)
        self.set_foot(pad(self.words, None, self.cancel, self.make, margins=(SPACE.xl, 0, SPACE.xl, 0)))

    # -- the dry run --

    def refresh(self) -> None:
        """Work it out again, on the worker."""
        month = self.month
        if self.desk.busy:
            return
        self.head.set_hint(tr("正在试算 {month}", month=month))
        self.desk.run_job(
            partial(self._work_out, month),
            title=tr("正在试算 {month} 应收", month=month),
            then=self._worked_out,
        )

    def _work_out(self, month: Month, progress: Progress) -> DryRun:
        # On the worker's thread: only the runner is touched.
        return self.desk.runner.read(dry_run, month, progress.step)

    def _worked_out(self, plan: DryRun) -> None:
        if plan.month != self.month:
            # Another month was asked for while this one was worked out.
            self.refresh()
            return
        self.plan = plan
        self.head.set_hint(tr("{month} · 试算，还没有存", month=plan.month))
        self._show_plan(plan)

    def _take_month(self, month: Month | None) -> None:
        if month is not None:
            self.month = month
            self.refresh()

    def _show_plan(self, plan: DryRun) -> None:
        self.chips.set_count("made", plan.made)
        self.chips.set_count("skipped", len(plan.skipped))
        self._filter()
        self._fill_pane(plan)
        stood = tr("已有 {n} 笔，不会重复生成。", n=f"{plan.stood:,}") if plan.stood else ""
        self.words.setText(stood + tr("生成后不能改，有错用减免、补收调整。"))
        self.make.setVisible(plan.made > 0)
        self.make.setText(tr("生成 {n} 笔应收", n=f"{plan.made:,}"))
        if plan.made:
            self.hide_empty()
            self.chips.choose("made")
            return
        if plan.skipped:
            self.hide_empty()
            self.words.setText(tr("没有可以生成的：{stood}其余的都跳过了，原因在右边。", stood=stood))
            self.chips.choose("skipped")
            return
        self._say_nothing(plan)

    def _say_nothing(self, plan: DryRun) -> None:
        self.words.setText("")
        if plan.stood:
            back = KeyButton(tr("看应收账单"), kind="primary", name="dry_back")
            back.clicked.connect(self.left)
            title = tr("{month} 的应收都已生成", month=plan.month)
            words = tr(
                "{n} 笔都在，再生成也不会重复。新增的房屋或收费项目，会在下次生成时补上。",
                n=f"{plan.stood:,}",
            )
            self.show_empty(EmptyState("ph.check-circle", title, words, (back,), name="dry_done"))
            return
        items = KeyButton(tr("看收费项目"), kind="primary", name="dry_items")
        items.clicked.connect(self.items_wanted)
        title = tr("{month} 没有要生成的", month=plan.month)
        words = tr(
            "这个月没有收费项目到账期，或者适用范围里没有房屋。核对收费项目的周期、单价和适用范围后再来。"
        )
        self.show_empty(EmptyState("ph.file-text", title, words, (items,), name="dry_nothing"))

    # -- showing --

    def _filter(self) -> None:
        plan = self.plan
        if plan is None:
            return
        text = self.search.text().strip()
        lines = (
            [r for r in plan.lines if text in r.unit or text in r.payer_name] if text else list(plan.lines)
        )
        self._shown = sorted(lines, key=lambda r: natural(r.unit))
        self._sorted = ("", self._shown)
        self._lines.set_count(len(self._shown))
        skipped = [r for r in plan.skipped if text in r.unit] if text else plan.skipped
        self._skips.set_rows(sorted(skipped, key=lambda r: natural(r.unit)))
        self._show_list()

    def _show_list(self) -> None:
        wanted = self.table if self.chips.current() == "made" else self.skipped
        self._lists.setCurrentWidget(wanted)
        if wanted.current() is None:
            wanted.select_first()

    def _fetch(self, ask: PageAsk, deliver: Callable[[Sequence[PlannedCharge]], None]) -> None:
        order = f"{ask.sort}{'-' if ask.descending else ''}"
        if self._sorted[0] != order:
            rows = list(self._shown)
            if ask.sort in _ORDERS:
                rows.sort(key=_ORDERS[ask.sort], reverse=ask.descending)
            elif ask.descending:
                rows.reverse()
            self._sorted = (order, rows)
        deliver(self._sorted[1][ask.offset : ask.offset + ask.limit])

    def _fill_pane(self, plan: DryRun) -> None:
        self.pane.clear()
        head = self.pane.add_section(name="dry_total")
        head.add(Words(tr("将生成合计（元）"), tone="text2"))
        figure = Words(str(plan.total), "figure", select=True)
        figure.setObjectName("dry_total_figure")
        head.add(figure)
        head.add(
            Words(
                tr(
                    "{n} 笔 · {units} 户",
                    n=f"{plan.made:,}",
                    units=f"{len({r.unit_id for r in plan.lines}):,}",
                ),
                tone="text2",
            )
        )
        section = self.pane.add_section(tr("按收费项目"), line=bool(plan.skipped), name="dry_items_sums")
        for row in plan.items:
            parts = [tr("新 {n}", n=f"{row.made:,}")]
            if row.stood:
                parts.append(tr("已有 {n}", n=f"{row.stood:,}"))
            if row.skipped:
                parts.append(tr("跳过 {n}", n=f"{row.skipped:,}"))
            _sum_line(section, row.item, " · ".join(parts), row.total)
        show_reasons(self.pane, [(s.unit, s.item, s.reason) for s in plan.skipped])

    # -- doing it --

    def bill_now(self) -> None:
        """Make the month's charges, on the worker; it can be stopped, then nothing stands (L6)."""
        if self.plan is None or self.plan.month != self.month:
            return
        self.desk.run_long(
            bill, Bill(self.month), title=tr("正在生成 {month} 应收", month=self.month), then=self._done
        )

    def _done(self, result: BillResult) -> None:
        self.billed.emit(result)
        self.left.emit()

    def _export(self) -> None:
        if self.plan is not None:
            table, name, rows = self._list_shown()
            export_table(self.desk, table, name, rows=rows)

    def _print(self) -> None:
        if self.plan is not None:
            table, name, rows = self._list_shown()
            sums = {"amount": total(r.amount for r in rows())} if rows is not None else None
            print_list(self.desk, table, name, rows, sums, filter_words(self.filters))

    def _list_shown(self) -> tuple[Table, str, Callable[[], Sequence[PlannedCharge]] | None]:
        """The list shown, what it is called on paper and in Excel, and all its rows in their order."""
        if self.chips.current() != "made":
            return self.skipped, tr("{month} 试算跳过的", month=self.month), None
        rows = list(self._sorted[1])
        return self.table, tr("{month} 应收试算", month=self.month), lambda: rows

    def help_text(self) -> str:
        return tr(
            "先试算再生成：看清每一户怎么算、哪些跳过、为什么。Ctrl+Enter 生成，Esc 不生成返回。生成过的不会重复。"
        )


def _sum_line(section: Section, label: str, note: str, amount: Money) -> None:
    row = QHBoxLayout()
    row.addWidget(Words(label))
    row.addSpacing(SPACE.s)
    row.addWidget(Words(note, "small", "text3"))
    row.addStretch(1)
    row.addWidget(Words(str(amount), right=True))
    section.body.addLayout(row)
