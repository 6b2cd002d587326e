"""调整 / 减免: a further, signed line on a charge with its reason; a supervisor's leave where it takes one (M2.7)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.cashdesk.ui.visit import Owed
from frontdesk.areas.fees.rules.kinds import AdjustKind
from frontdesk.areas.fees.service import AdjustCharge, adjust_charge
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import AreaField, Field, Labelled, MoneyField, SegmentField
from frontdesk.base.widgets.tokens import SPACE


class AdjustDialog(DeskDialog):
    """Kind, amount and reason for one charge. It closes when the adjustment stands."""

    def __init__(
        self,
        desk: Desk,
        unit: str,
        charge: Owed,
        done: Callable[[Money], object],
        parent: QWidget | None = None,
    ) -> None:
        text = tr(
            "{unit} {item} {period}，应收 {amount}，还欠 {owed}。原来的应收不改，另记一笔。",
            unit=unit,
            item=charge.item,
            period=charge.period,
            amount=charge.amount,
            owed=charge.owed,
        )
        super().__init__(tr("调整 / 减免"), text, name="adjust_dialog", parent=parent)
        self._desk, self._charge, self._done = desk, charge, done
        self.kind = SegmentField("adjust_kind", [(kind, kind.value) for kind in AdjustKind])
        self.amount = MoneyField("adjust_amount", "0.00", required=True)
        self.reason = AreaField("adjust_reason", tr("写明为什么，谁同意的"), lines=2, required=True)
        self.reason.enter_moves = False
        pair = QHBoxLayout()
        pair.setSpacing(SPACE.l)
        pair.addWidget(Labelled(self.kind, tr("方式")))
        pair.addWidget(Labelled(self.amount, tr("金额（元）")), 1)
        self.body.addLayout(pair)
        self.body.addWidget(Labelled(self.reason, tr("原因")))
        self.add_cancel()
        save = self.add_button(tr("记下"), "Ctrl+Enter", "primary", name="adjust_save")
        save.clicked.connect(self._save)
        self.amount.setFocus()

    def _fields(self) -> dict[str, Field]:
        return {"kind": self.kind, "amount": self.amount, "reason": self.reason}

    def _save(self) -> None:
        self.clear_errors()
        errors: dict[str, str] = {}
        values: dict[str, object] = {}
        for name, field in self._fields().items():
            try:
                values[name] = field.value()
            except Refused as error:
                errors[name] = error.text
        if errors:
            self.show_errors(InvalidInput(errors))
            return
        amount, kind = values["amount"], values["kind"]
        assert isinstance(amount, Money)
        assert isinstance(kind, AdjustKind)
        command = AdjustCharge(self._charge.charge_id, kind, amount, str(values["reason"]))
        self._desk.run(adjust_charge, command, then=lambda _id: self._saved(kind, amount), form=self)

    def _saved(self, kind: AdjustKind, amount: Money) -> None:
        self.accept()
        self._done(-amount if kind is AdjustKind.WAIVE else amount)

    # -- the desk's form --

    def show_errors(self, error: Refused) -> None:
        errors = error.errors if isinstance(error, InvalidInput) else {error.field or "amount": error.text}
        for name, field in self._fields().items():
            field.set_error(errors.get(name))
        self.focus_first_error()

    def clear_errors(self) -> None:
        for field in self._fields().values():
            field.set_error(None)

    def error_words(self) -> str:
        return "、".join(field.label for field in self._fields().values() if field.error())

    def focus_first_error(self) -> None:
        wrong = next((field for field in self._fields().values() if field.error()), None)
        if wrong is not None:
            wrong.setFocus()
