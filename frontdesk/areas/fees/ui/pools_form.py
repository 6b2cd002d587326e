"""新分摊: a total, over whom and by what; every home's share is shown beside it before it is stored (M4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from frontdesk.areas.archives.queries import buildings
from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.areas.fees.queries import fee_items
from frontdesk.areas.fees.queries.pools import PoolPlan, PoolShare, SharePool, preview_pool
from frontdesk.areas.fees.rules.kinds import Pricing, ShareWay
from frontdesk.areas.fees.service.pools import share_pool
from frontdesk.areas.fees.ui.reading import unit_choices, unit_of
from frontdesk.areas.fees.ui.scope_fields import TicksField, UnitsField
from frontdesk.base.values.errors import DeskError
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import (
    ChoiceField,
    DateField,
    MoneyField,
    MonthField,
    NumberField,
    SegmentField,
    TextField,
)
from frontdesk.base.widgets.forms import Form, FormPage
from frontdesk.base.widgets.marks import Heading, Words, ground
from frontdesk.base.widgets.page import pad
from frontdesk.base.widgets.rows import Column, RowsModel, Status
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.tokens import SPACE

_WAIT = 250
COLUMNS: tuple[Column[PoolShare], ...] = (
    Column(tr("房号"), lambda r: r.unit, kind="unit", width=108),
    Column(tr("依据"), lambda r: r.weight, right=True, width=72),
    Column(
        tr("承担"),
        lambda r: Status("", r.payer_name) if r.charged else Status("warn", r.reason),
        kind="status",
    ),
    Column(tr("金额（元）"), lambda r: r.amount, kind="money", width=104),
)


class PoolForm(FormPage):
    """`saved(Shared)` when the shares stand."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._shares = QWidget()
        super().__init__(
            desk,
            "fees_pool_form",
            tr("新分摊"),
            hint=tr("先看每一户，再存"),
            save_text=tr("记应收"),
            pane=self._shares,
            pane_width=432,
            drafts=False,
            parent=parent,
        )
        self.plan: PoolPlan | None = None
        items = [i for i in desk.read(fee_items, None, active_only=True) if i.pricing is Pricing.SHARED]
        self.item = ChoiceField("pool_item", [(i.id, i.name) for i in items], required=True)
        self.name = TextField("pool_name", tr("如 3栋电梯电费"), limit=60, required=True)
        self.month = MonthField("pool_month", required=True)
        self.due_on = DateField("pool_due_on", tr("不填按收费项目的到期日"), today=desk.clock.today)
        self.amount = MoneyField("pool_amount", "0.00")
        self.quantity = NumberField("pool_quantity", tr("如 1200"), decimals=4)
        self.price = NumberField("pool_price", "0.00", decimals=6)
        self.way = SegmentField("pool_way", [(way, tr(way.value)) for way in ShareWay])
        self.kinds = TicksField("pool_kinds", [(k, tr(k.value)) for k in UnitKind])
        self.buildings = TicksField("pool_buildings", [(b.id, b.name) for b in desk.read(buildings)])
        self.units = UnitsField(
            "pool_units", lambda text: unit_choices(desk, text), lambda unit_id: unit_of(desk, unit_id)
        )
        self._lay_out()
        self._build_shares()
        form: Form[Any] = Form(
            SharePool,
            {
                "item_id": self.item,
                "name": self.name,
                "month": self.month,
                "due_on": self.due_on,
                "amount": self.amount,
                "quantity": self.quantity,
                "price": self.price,
                "way": self.way,
                "kinds": self.kinds,
                "building_ids": self.buildings,
                "unit_ids": self.units,
            },
            self,
        )
        first = items[0].id if len(items) == 1 else None
        form.load({"item_id": first, "month": Month.of(desk.clock.today()), "way": ShareWay.AREA})
        self.set_form(form)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self.work_out)
        form.edited.connect(self._timer.start)
        self.work_out()

    def _lay_out(self) -> None:
        grid = self.grid
        grid.add_row((self.item, tr("收费项目"), 2), (self.name, tr("分摊的是什么"), 3))
        grid.add_row((self.month, tr("账期")), (self.due_on, tr("缴费期限")))
        grid.add_row(
            (self.amount, tr("总金额（元）")),
            (self.quantity, tr("或者 数量")),
            (self.price, tr("× 单价（元）")),
        )
        grid.add_row((self.way, tr("怎么分")))
        hint = tr("都不选就是全部房屋")
        grid.add(pad(Heading(tr("摊给谁"), hint), margins=(0, SPACE.m, 0, SPACE.xs)))
        if self.buildings.checks:
            grid.add_row((self.buildings, tr("楼栋")))
        grid.add_row((self.kinds, tr("房屋类别")))
        grid.add_row((self.units, tr("另外指定的房屋")))

    def _build_shares(self) -> None:
        ground(self._shares, "surface")
        column = QVBoxLayout(self._shares)
        column.setContentsMargins(0, SPACE.m, 0, 0)
        column.setSpacing(0)
        self.figure = Words("", "figure")
        self.figure.setObjectName("pool_total")
        self.says = Words("", tone="text2", wrap=True)
        self.says.setObjectName("pool_says")
        column.addWidget(pad(self.figure, None, margins=(SPACE.xl, 0, SPACE.xl, 0)))
        column.addWidget(pad(self.says, margins=(SPACE.xl, 0, SPACE.xl, SPACE.s)))
        self._model: RowsModel[PoolShare] = RowsModel(COLUMNS, key=lambda r: r.unit_id)
        self.table = Table("pool_shares", title=tr("各户的份额"), memory=self.desk.memory)
        self.table.set_model(self._model)
        column.addWidget(self.table, 1)

    def _typed(self) -> SharePool | None:
        """What is filled in so far; None while it does not make a total over homes yet."""
        try:
            item, month = self.item.value(), self.month.value()
            quantity, price = self.quantity.value(), self.price.value()
            if month is None:
                return None
            return SharePool(
                item,
                self.name.text().strip(),
                month,
                self.way.value(),
                self.amount.value(),
                Decimal(quantity) if quantity is not None else None,
                Decimal(price) if price is not None else None,
                self.due_on.value(),
                self.kinds.value(),
                self.buildings.value(),
                self.units.value(),
            )
        except DeskError:
            return None

    def work_out(self) -> None:
        """Show every home's share of what is filled in so far."""
        command = self._typed()
        self.plan = None
        words = tr("填好项目、账期和金额，这里列出每一户的份额。")
        if command is not None and (command.amount or (command.quantity and command.price)):
            try:
                self.plan = self.desk.read(preview_pool, command)
            except DeskError as error:
                words = error.text
        plan = self.plan
        self._model.set_rows(plan.shares if plan is not None else ())
        self.figure.setText(str(plan.total) if plan is not None else "")
        if plan is not None:
            words = tr("{n} 户，合计一分不差。", n=len(plan.shares))
            if plan.borne:
                words += tr("未售、未收楼和没有业主的 {sum} 元不记应收。", sum=plan.borne)
            if plan.left_out:
                codes = "、".join(code for code, _ in plan.left_out[:3])
                words += tr("{codes} 等 {n} 户{why}，不参与。", codes=codes, n=len(plan.left_out),
                            why=plan.left_out[0][1])  # fmt: skip
        self.says.setText(words)

    def save(self) -> None:
        assert self.form is not None
        command = self.form.value()
        if command is not None:
            self.desk.run(share_pool, command, form=self.form, then=self.done)
        else:
            self.say_wrong()

    def help_text(self) -> str:
        return tr("填总金额，或数量 × 单价；选怎么分、摊给谁。右边是每一户的份额，Ctrl+Enter 记成应收。")
