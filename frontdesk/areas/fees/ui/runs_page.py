"""生成记录: every billing that was carried out, and what it could not price (M2.5)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries import BillingRunRow, billing_runs
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Page, Pane
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table

WIDTH = 380
MOST = 500
MOST_NAMED = 40
"""So many units are named under one reason; the rest is counted."""

COLUMNS: tuple[Column[BillingRunRow], ...] = (
    Column(tr("账期"), lambda r: r.period, width=96),
    Column(tr("时间"), lambda r: r.at, width=160),
    Column(tr("经办"), lambda r: r.by),
    Column(tr("新生成"), lambda r: r.made, kind="number", width=96),
    Column(tr("已有"), lambda r: r.stood, kind="number", width=96),
    Column(tr("跳过"), lambda r: len(r.skipped), kind="number", width=96),
    Column(tr("金额（元）"), lambda r: r.total, kind="money", width=144),
)


class RunsPage(Page):
    """A list of billings; the pane says what each left out and why."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, "fees_runs_page", tr("生成记录"), back=True, topics=("charges",), parent=parent
        )
        export = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="runs_export")
        export.clicked.connect(self._export)
        close = KeyButton(tr("返回"), "Esc", name="runs_close")
        close.clicked.connect(self.left)
        self.head.add_action(print_button("runs_print", self._print))
        self.head.add_action(export)
        self.head.add_action(close)
        assert self.head.back is not None
        self.head.back.clicked.connect(self.left)
        self._model: RowsModel[BillingRunRow] = RowsModel(COLUMNS, key=lambda r: r.id)
        self.table = Table("billing_runs", title=tr("生成记录"), memory=desk.memory)
        self.table.set_model(self._model)
        self.table.current_changed.connect(self._show_run)
        self.pane = Pane("run_pane")
        self.set_split(self.table, self.pane, WIDTH)

    def refresh(self) -> None:
        self.desk.read_later(billing_runs, None, MOST, key="billing_runs", then=self._show)

    def _show(self, runs: Sequence[BillingRunRow]) -> None:
        self._model.set_rows(runs)
        self.head.set_hint(tr("{n} 次", n=len(runs)))
        if not runs:
            words = tr("每次生成应收都会记在这里：生成了多少、跳过了哪些、为什么。")
            self.show_empty(EmptyState("ph.file-text", tr("还没有生成过应收"), words, name="no_runs"))
            return
        self.hide_empty()
        if self.table.current() is None:
            self.table.select_first()

    def _show_run(self, run: BillingRunRow | None) -> None:
        self.pane.clear()
        if run is None:
            return
        head = self.pane.add_section(name="run_head")
        head.add(Words(tr("{period} 应收", period=run.period), "lead"))
        head.add(Words(tr("{at} · {by}", at=f"{local_time(run.at):%Y-%m-%d %H:%M}", by=run.by), tone="text2"))
        head.add_pair(tr("新生成"), tr("{n} 笔，{total} 元", n=f"{run.made:,}", total=run.total))
        head.add_pair(tr("已有"), tr("{n} 笔，没有动", n=f"{run.stood:,}"))
        head.add_pair(tr("跳过"), tr("{n} 笔", n=f"{len(run.skipped):,}") if run.skipped else tr("没有"))
        show_reasons(self.pane, run.skipped)

    def _export(self) -> None:
        export_table(self.desk, self.table, tr("生成应收记录"))

    def _print(self) -> None:
        print_list(self.desk, self.table, tr("生成应收记录"))

    def help_text(self) -> str:
        return tr("每次生成应收的记录。右边按原因列出跳过的房屋。Ctrl+E 导出，Esc 返回应收账单。")


def show_reasons(pane: Pane, skipped: Iterable[tuple[str, str, str]]) -> None:
    """What was left out as (unit, item, reason), under its reasons, the commonest first."""
    by_reason: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for unit, item, reason in skipped:
        by_reason[reason][item].append(unit)
    counted = sorted(by_reason.items(), key=lambda pair: -sum(map(len, pair[1].values())))
    for reason, items in counted:
        count = sum(map(len, items.values()))
        section = pane.add_section(reason, tr("{n} 笔", n=f"{count:,}"), line=False)
        for item, units in items.items():
            rest = len(units) - MOST_NAMED
            named = "、".join(units[:MOST_NAMED])
            if rest > 0:
                named = tr("{named} 等 {n} 户", named=named, n=f"{len(units):,}")
            section.add(Words(item, "small", "text2"))
            section.add(Words(named, wrap=True, select=True))
