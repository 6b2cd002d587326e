"""按天分给前后业主: a charge of a period in which the unit changed hands (M2.6). Nothing is split unasked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries import ChargeRow, SplitPlan, split_plan
from frontdesk.areas.fees.service import SplitCharge, split_charge
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import DateField, Labelled
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.marks import Words


class SplitDialog(DeskDialog):
    """The new owner's first day; beneath it who then pays what. *done* gets the plan that was carried out."""

    def __init__(
        self,
        desk: Desk,
        charge: ChargeRow,
        sold_on: Sequence[date],
        done: Callable[[SplitPlan], object],
        parent: QWidget | None = None,
    ) -> None:
        text = tr(
            "{unit} {item} {period}，{amount} 元。默认由账期最后一天的业主交；要分的话，原来这笔减掉另一家的天数，"
            "另开一笔给另一家，合计不变。",
            unit=charge.unit,
            item=charge.item,
            period=charge.period,
            amount=charge.owed,
        )
        super().__init__(tr("按天分给前后业主"), text, name="split_dialog", parent=parent)
        self._desk, self._charge, self._done = desk, charge, done
        self._plan: SplitPlan | None = None
        self.day = DateField("split_on", today=desk.clock.today, required=True)
        self.body.addWidget(Labelled(self.day, tr("过户日（新业主的第一天）")))
        self.old = Words("", wrap=True)
        self.old.setObjectName("split_old")
        self.new = Words("", wrap=True)
        self.new.setObjectName("split_new")
        self.body.addWidget(self.old)
        self.body.addWidget(self.new)
        self.form = Form(SplitCharge, {"on": self.day}, self)
        self.form.load({"on": sold_on[0] if sold_on else None})
        self.form.edited.connect(self._show_plan)
        self.add_cancel()
        self.save = self.add_button(tr("分开"), "Ctrl+Enter", "primary", name="split_save")
        self.save.clicked.connect(self._save)
        self.day.setFocus()
        self._show_plan()
        self.guard_typing(desk.dialogs.confirm)

    def _show_plan(self) -> None:
        self._plan = None
        try:
            day = self.day.value()
            if day is not None:
                self._plan = self._desk.read(split_plan, self._charge.id, day)
        except Refused as refused:
            self.old.setText(refused.text)
            self.new.setText("")
            return
        if self._plan is None:
            self.old.setText(tr("填过户日，这里算两家各多少。"))
            self.new.setText("")
            return
        parts = self._plan.halves
        self.old.setText(
            tr(
                "{name}：{days} 天，{amount} 元",
                name=self._plan.old_name,
                days=parts.old_days,
                amount=parts.old,
            )
        )
        self.new.setText(
            tr(
                "{name}：{days} 天，{amount} 元",
                name=self._plan.new_name,
                days=parts.new_days,
                amount=parts.new,
            )
        )

    def _save(self) -> None:
        command = self.form.value(charge_id=self._charge.id)
        if command is None:
            return
        plan = self._plan
        self._desk.run(split_charge, command, form=self.form, then=lambda _id: self._saved(plan))

    def _saved(self, plan: SplitPlan | None) -> None:
        self.accept()
        if plan is not None:
            self._done(plan)
