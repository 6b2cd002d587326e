"""减免违约金: what a charge has accrued is not asked for, with its reason and who allowed it (M5.3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries import LateFee
from frontdesk.areas.fees.service import WaiveLateFee, waive_late_fee
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import AreaField, Labelled, MoneyField
from frontdesk.base.widgets.forms import Form


class LateWaiveDialog(DeskDialog):
    """Amount and reason; all that is open stands there to begin with. *done* gets the amount."""

    def __init__(
        self,
        desk: Desk,
        unit: str,
        fee: LateFee,
        done: Callable[[Money], object],
        parent: QWidget | None = None,
    ) -> None:
        text = tr(
            "{unit} {item} {period}，到今天违约金 {open} 元（{how}）。减免的不再收，以后逾期的天数照算。",
            unit=unit,
            item=fee.item,
            period=fee.period,
            open=fee.open,
            how=fee.how,
        )
        super().__init__(tr("减免违约金"), text, name="late_waive_dialog", parent=parent)
        self._desk, self._charge_id, self._done = desk, fee.charge_id, done
        self.amount = MoneyField("late_waive_amount", "0.00", required=True)
        self.reason = AreaField("late_waive_reason", tr("写明为什么，谁同意的"), lines=2, required=True)
        self.body.addWidget(Labelled(self.amount, tr("减免金额（元）")))
        self.body.addWidget(Labelled(self.reason, tr("原因")))
        self.form = Form(WaiveLateFee, {"amount": self.amount, "reason": self.reason}, self)
        self.form.load({"amount": fee.open})
        self.add_cancel()
        save = self.add_button(tr("记下"), "Ctrl+Enter", "primary", name="late_waive_save")
        save.clicked.connect(self._save)
        self.amount.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _save(self) -> None:
        command = self.form.value(charge_id=self._charge_id)
        if command is not None:
            self._desk.run(
                waive_late_fee, command, then=lambda _id: self._saved(command.amount), form=self.form
            )

    def _saved(self, amount: Money) -> None:
        self.accept()
        self._done(amount)
