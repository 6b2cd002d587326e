"""公摊: totals that are divided among homes; shown share by share before anything is stored (M4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries import fee_items
from frontdesk.areas.fees.queries.pools import PoolRow, pool_charges, pools
from frontdesk.areas.fees.rules.kinds import Pricing
from frontdesk.areas.fees.service.pools import Shared
from frontdesk.areas.fees.ui.pools_form import PoolForm
from frontdesk.base.values.money import total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.export import export_table
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.page import EmptyState, Pane
from frontdesk.base.widgets.print_list import print_button, print_list
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.stage import Stage
from frontdesk.base.widgets.table import Table

WIDTH = 380
_MOST = 40

COLUMNS: tuple[Column[PoolRow], ...] = (
    Column(tr("账期"), lambda r: r.period, width=96),
    Column(tr("收费项目"), lambda r: r.item, width=144),
    Column(tr("分摊的是"), lambda r: r.name),
    Column(tr("办法"), lambda r: r.way.value, kind="quiet", width=104),
    Column(tr("户数"), lambda r: r.units, kind="number", width=64),
    Column(tr("总金额（元）"), lambda r: r.total, kind="money", width=112, name="total"),
    Column(tr("已记应收"), lambda r: r.charged, kind="money", width=104, name="charged"),
    Column(tr("谁"), lambda r: r.made_by, kind="quiet", width=80),
)


class PoolsPage(Stage):
    """What was divided; F2 divides another total."""

    left = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, "fees_pools_page", tr("公摊"), topics=("pools", "fee_items"), parent=parent)
        back = KeyButton(tr("返回抄表"), "Esc", name="pools_back")
        back.clicked.connect(self.left)
        self.export_button = KeyButton(tr("导出"), "Ctrl+E", icon="ph.export", name="pools_export")
        self.export_button.clicked.connect(self._export)
        self.add_button = KeyButton(tr("新分摊"), "F2", "primary", name="pools_add")
        self.add_button.clicked.connect(self.add_pool)
        for button in (back, print_button("pools_print", self._print), self.export_button, self.add_button):
            self.head.add_action(button)
        self._model: RowsModel[PoolRow] = RowsModel(COLUMNS, key=lambda r: r.id)
        self.table = Table("pools", title=tr("公摊"), memory=desk.memory)
        self.table.set_model(self._model)
        self.table.current_changed.connect(self._stood_on)
        self.pane = Pane("pool_pane")
        self.set_split(self.table, self.pane, WIDTH)

    def refresh(self) -> None:
        self.desk.read_later(pools, key="pools", then=self._show)

    def _show(self, rows: Sequence[PoolRow]) -> None:
        self._model.set_rows(rows)
        self.add_button.setVisible(bool(rows))
        if rows:
            self.hide_empty()
            if self.table.current() is None:
                self.table.select_first()
            return
        self._stood_on(None)
        begin = KeyButton(tr("新分摊"), "F2", "primary", name="pools_begin")
        begin.clicked.connect(self.add_pool)
        words = tr(
            "电梯、水泵、楼道灯的电费，按面积、按户或按人口摊到每一户，各户加起来一分不差。存之前先看每一户。"
        )
        self.show_empty(
            EmptyState("ph.chart-pie-slice", tr("还没有分摊过"), words, (begin,), name="pools_none")
        )

    def _stood_on(self, row: PoolRow | None) -> None:
        self.pane.clear()
        if row is None:
            return
        head = self.pane.add_section(name="pool_head")
        head.add(Words(row.name, "lead", select=True))
        head.add(Words(f"{row.item} · {row.period}", tone="text2"))
        facts = self.pane.add_section(name="pool_facts")
        facts.add_pair(tr("总金额"), tr("{sum} 元", sum=row.total))
        facts.add_pair(tr("办法"), tr(row.way.value))
        facts.add_pair(tr("范围"), row.applies)
        facts.add_pair(tr("缴费期限"), row.due_on.isoformat())
        if row.borne:
            facts.add_pair(tr("没人承担"), tr("{sum} 元（未售、未收楼）", sum=row.borne))
        charges = self.desk.read(pool_charges, row.id)
        section = self.pane.add_section(
            tr("各户"), tr("{n} 户", n=len(charges)), line=False, name="pool_charges"
        )
        for unit, payer, amount, _how in charges[:_MOST]:
            section.add_line(payer, at=unit, right=str(amount), width=88)
        if len(charges) > _MOST:
            section.add(Words(tr("还有 {n} 户，在应收账单里看", n=len(charges) - _MOST), "small", "text3"))
        self.pane.scroll_to_top()

    def add_pool(self) -> None:
        """Divide another total; the item comes first."""
        items = self.desk.read(fee_items, None, active_only=True)
        if not any(item.pricing is Pricing.SHARED for item in items):
            self.desk.messages.warn(
                tr("还没有公摊的收费项目。"),
                tr("先建一个，计价选“公摊”，如 电梯电费。"),
                action=tr("去建收费项目"),
                then=lambda: self.desk.go("fee_items"),
            )
            return
        form = PoolForm(self.desk)
        form.saved.connect(self._saved)
        self.cover(form)

    def _saved(self, shared: Shared) -> None:
        self.refresh()
        self.table.select_key(shared.pool_id)
        if shared.made:
            self.desk.messages.ok(
                tr("分摊好了。"), tr("{n} 户记了应收，合计 {sum} 元。", n=shared.made, sum=shared.charged)
            )
        else:
            self.desk.messages.ok(tr("已经分摊过，没有重复。"), tr("{n} 户的应收都在。", n=shared.stood))

    def may_leave(self) -> bool:
        inner = self.inner()
        return inner is None or inner.may_leave()

    def open(self, **arguments: Any) -> None:
        """Nothing to choose."""

    def _export(self) -> None:
        export_table(self.desk, self.table, tr("公摊"))

    def _print(self) -> None:
        sums = {"total": total(r.total for r in self._model.rows())}
        print_list(self.desk, self.table, tr("公摊"), None, sums)

    def help_text(self) -> str:
        return tr("公共的水电费怎么摊到各户。F2 新分摊；同一个项目、账期和名称只能分一次。")
