"""减免 / 补收: a further, signed line on a charge with its reason; a supervisor's leave where it takes one (M2.7)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.fees.queries import ChargeRow
from frontdesk.areas.fees.rules.kinds import AdjustKind
from frontdesk.areas.fees.service import AdjustCharge, adjust_charge
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import AreaField, Labelled, MoneyField, SegmentField
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.tokens import SPACE


class AdjustDialog(DeskDialog):
    """Kind, amount and reason for one charge. Closes when the line stands; *done* gets it, signed."""

    def __init__(
        self,
        desk: Desk,
        charge: ChargeRow,
        done: Callable[[Money], object],
        parent: QWidget | None = None,
    ) -> None:
        text = tr(
            "{unit} {item} {period}，应收 {amount}，还欠 {owed}。原来的应收不改，另记一笔。",
            unit=charge.unit,
            item=charge.item,
            period=charge.period,
            amount=charge.amount,
            owed=charge.owed,
        )
        super().__init__(tr("调整应收"), text, name="adjust_dialog", parent=parent)
        self._desk, self._charge_id, self._done = desk, charge.id, done
        self.kind = SegmentField("adjust_kind", [(kind, tr(kind.value)) for kind in AdjustKind])
        self.amount = MoneyField("adjust_amount", "0.00", required=True)
        self.reason = AreaField("adjust_reason", tr("写明为什么，谁同意的"), lines=2, required=True)
        pair = QHBoxLayout()
        pair.setSpacing(SPACE.l)
        pair.addWidget(Labelled(self.kind, tr("方式")))
        pair.addWidget(Labelled(self.amount, tr("金额（元）")), 1)
        self.body.addLayout(pair)
        self.body.addWidget(Labelled(self.reason, tr("原因")))
        self.form = Form(
            AdjustCharge, {"kind": self.kind, "amount": self.amount, "reason": self.reason}, self
        )
        if not charge.owed:
            # Nothing is left to waive.
            self.kind.set_value(AdjustKind.ADD)
        self.add_cancel()
        save = self.add_button(tr("记下"), "Ctrl+Enter", "primary", name="adjust_save")
        save.clicked.connect(self._save)
        self.amount.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _save(self) -> None:
        command = self.form.value(charge_id=self._charge_id)
        if command is not None:
            self._desk.run(adjust_charge, command, then=lambda _id: self._saved(command), form=self.form)

    def _saved(self, command: AdjustCharge) -> None:
        self.accept()
        waived = command.kind is AdjustKind.WAIVE
        self._done(-command.amount if waived else command.amount)
