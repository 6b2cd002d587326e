"""批量减免: a building, an item, some months at once; the dry run stands beside it, charge by charge (M2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.areas.archives.queries import buildings
from frontdesk.areas.fees.queries import BatchLine, BatchWanted, batch_lines, fee_items
from frontdesk.areas.fees.service import BatchReduced, ReduceBatch, reduce_batch
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.areas.fees.ui.scope_fields import TicksField, UnitsField
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import AreaField, MoneyField, MonthField, NumberField, SegmentField
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Words, ground
from frontdesk.base.widgets.rows import Column, RowsModel
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

PAGE = "fees_reduction_batch_page"
Way = Literal["share", "fixed"]

LINES: tuple[Column[BatchLine], ...] = (
    Column(tr("房号"), lambda r: r.unit, kind="unit", width=100),
    Column(tr("收费项目"), lambda r: r.item),
    Column(tr("账期"), lambda r: r.period, width=76),
    Column(tr("未收"), lambda r: r.owed or None, kind="money", width=92),
    Column(tr("减（元）"), lambda r: r.off or None, kind="money", width=92),
)


@dataclass(frozen=True, slots=True)
class _Typed:
    item_ids: tuple[int, ...]
    first: Month
    last: Month
    building_ids: tuple[int, ...]
    unit_ids: tuple[int, ...]
    way: Way
    share: Decimal | None
    fixed: Money | None
    reason: str


class ReductionBatchPage(FormPage):
    """`saved(BatchReduced)` when the batch stands: every charge of it, or none."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._lines: RowsModel[BatchLine] = RowsModel(
            LINES, key=lambda r: r.charge_id, faint=lambda r: not r.off
        )
        self.table = Table("reduction_batch_lines", title=tr("将减免的应收"), memory=desk.memory)
        self.table.set_model(self._lines)
        self.words = Words("", "lead")
        self.words.setObjectName("batch_words")
        self.hint = Words("", "body", "text2", wrap=True)
        self.hint.setObjectName("batch_hint")
        self._total = ZERO
        side = QWidget()
        ground(side, "surface")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, SPACE.l, 0, 0)
        column.setSpacing(SPACE.xs)
        for label in (self.words, self.hint):
            label.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
            column.addWidget(label)
        column.addSpacing(SPACE.s)
        column.addWidget(self.table, 1)
        super().__init__(
            desk,
            PAGE,
            tr("批量减免"),
            hint=tr("右边是试算，还没有记"),
            save_text=tr("减免"),
            pane=side,
            pane_width=560,
            drafts=False,
            parent=parent,
        )
        self._make_fields()
        self._bind()
        self._dry_run()

    def _make_fields(self) -> None:
        desk = self.desk
        places = [(row.id, row.name) for row in desk.read(buildings)]
        self.items = TicksField(
            "batch_items", [(row.id, row.name) for row in desk.read(fee_items, None)], per_row=3
        )
        self.buildings = TicksField("batch_buildings", places, per_row=5)
        self.units = UnitsField(
            "batch_units", lambda text: unit_choices(desk, text), lambda unit_id: unit_of(desk, unit_id)
        )
        self.first = MonthField("batch_first", required=True)
        self.last = MonthField("batch_last", required=True)
        self.way = SegmentField("batch_way", [("share", tr("按比例")), ("fixed", tr("每笔固定"))])
        self.share = NumberField("batch_share", "30", decimals=2, most=100, unit="%", required=True)
        self.fixed = MoneyField("batch_fixed", "0.00", required=True)
        self.reason = AreaField(
            "batch_reason", tr("写明为什么，谁同意的，如 电梯停运七天，经理同意"), lines=2, required=True
        )
        self.grid.add_row((self.items, tr("收费项目")))
        self.grid.add_row((self.first, tr("从账期"), 1), (self.last, tr("到账期"), 1), None)
        if self.buildings.checks:
            self.grid.add_row((self.buildings, tr("楼栋（和房屋都不选就是全部）")))
        self.grid.add_row((self.units, tr("只给这些房屋")))
        self.grid.add_row(
            (self.way, tr("怎么减"), 1), (self.share, tr("减应收的"), 1), (self.fixed, tr("每笔减（元）"), 1)
        )
        self.grid.add_row((self.reason, tr("原因")))

    def _bind(self) -> None:
        form = Form(
            _Typed,
            {
                "item_ids": self.items,
                "first": self.first,
                "last": self.last,
                "building_ids": self.buildings,
                "unit_ids": self.units,
                "way": self.way,
                "share": self.share,
                "fixed": self.fixed,
                "reason": self.reason,
            },
            self,
        )
        self.set_form(form)
        month = Month.of(self.desk.clock.today())
        form.load({"first": month, "last": month, "share": Decimal(30), "fixed": ZERO})
        form.edited.connect(self._dry_run)
        self._follow_way()
        self.way.edited.connect(self._follow_way)

    def _follow_way(self) -> None:
        by_share = self.way.value() == "share"
        self.grid.labelled["batch_share"].setVisible(by_share)
        self.grid.labelled["batch_fixed"].setVisible(not by_share)

    # -- the dry run --

    def _wanted(self) -> BatchWanted | None:
        """What is asked for as it stands; None while something of it is missing."""
        by_share = self.way.value() == "share"
        try:
            first, last = self.first.value(), self.last.value()
            share = self.share.value() if by_share else None
            fixed = ZERO if by_share else self.fixed.value()
            units = self.units.value()
        except Refused:
            return None
        if first is None or last is None or not self.items.value() or (by_share and share is None):
            return None
        return BatchWanted(
            self.items.value(),
            first,
            last,
            self.buildings.value(),
            units,
            Decimal(share) / 100 if share is not None else None,
            fixed or ZERO,
        )

    def _dry_run(self) -> None:
        wanted = self._wanted()
        if wanted is None:
            self.desk.forget("batch_lines")
            self._show_lines(())
            return
        self.desk.read_later(batch_lines, wanted, key="batch_lines", then=self._show_lines)

    def _show_lines(self, lines: Sequence[BatchLine]) -> None:
        off = [line for line in lines if line.off]
        self._total = total(line.off for line in off)
        self._lines.set_rows(list(lines))
        self.save_button.setEnabled(bool(off))
        if not lines:
            self.words.setText(tr("试算"))
            self.hint.setText(tr("选好收费项目、账期和怎么减，这里逐笔列出。"))
            return
        self.words.setText(tr("减免合计 {total} 元", total=self._total))
        units = len({line.unit_id for line in off})
        words = tr("{n} 笔 · {units} 户", n=f"{len(off):,}", units=f"{units:,}")
        left = len(lines) - len(off)
        if left:
            words += tr("，{n} 笔已收清或不欠，不减", n=f"{left:,}")
        self.hint.setText(words)

    # -- doing it --

    def save(self) -> None:
        assert self.form is not None
        if not self.items.value():
            self.items.set_error(tr("请至少选一个收费项目"))
        typed: _Typed | None = self.form.value()
        wanted = self._wanted()
        if typed is None or wanted is None:
            self.say_wrong()
            return
        self.desk.run_long(
            reduce_batch,
            ReduceBatch(wanted, typed.reason, self._total),
            title=tr("正在批量减免"),
            then=self._done,
        )

    def _done(self, result: BatchReduced) -> None:
        self.done(result)

    def help_text(self) -> str:
        return tr(
            "选收费项目、账期、楼栋或房屋，按比例或每笔固定减，右边逐笔试算。Ctrl+Enter 一次记下，要么全记，要么一笔不记。"
        )
