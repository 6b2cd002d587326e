"""预存: so much onto a unit's prepaid balance, together with what is collected or by itself (M6.3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import Labelled, MoneyField


class PrepayDialog(DeskDialog):
    """Asks for the amount; *done* gets it. Nothing is written here: it goes into the visit's receipt.

    `refund_wanted` when what stands prepaid shall be paid back instead.
    """

    refund_wanted = Signal()

    def __init__(
        self,
        unit: str,
        balance: Money,
        now: Money,
        done: Callable[[Money], object],
        desk: Desk,
        parent: QWidget | None = None,
    ) -> None:
        text = tr(
            "{unit} 现有预存 {balance}。存进去的钱记在这户名下，以后收费可以抵扣，也可以退。",
            unit=unit,
            balance=balance,
        )
        super().__init__(tr("收预存"), text, name="prepay_dialog", parent=parent)
        self._done = done
        self.amount = MoneyField("prepay_amount", "0.00", required=True, lead=True)
        self.amount.enter_moves = False
        self.amount.submitted.connect(self._save)
        self.body.addWidget(Labelled(self.amount, tr("这次存多少（元）")))
        if now:
            self.amount.set_value(now)
            away = self.add_button(tr("不存了"), name="prepay_none", left=True)
            away.clicked.connect(lambda: self._take(ZERO))
        elif balance:
            back = self.add_button(tr("退预存…"), name="prepay_refund", left=True)
            back.clicked.connect(self._give_back)
        self.add_cancel()
        self.add_button(tr("加到这次收款"), "Enter", "primary", name="prepay_save").clicked.connect(
            self._save
        )
        self.amount.setFocus()
        self.amount.inner.selectAll()
        self.guard_typing(desk.dialogs.confirm)

    def _save(self) -> None:
        try:
            amount = self.amount.value()
            if amount is None or amount <= ZERO:
                raise Refused(tr("请填大于零的金额"))
        except Refused as refused:
            self.amount.set_error(refused.text)
            self.amount.setFocus()
            return
        self._take(amount)

    def _give_back(self) -> None:
        self.accept()
        self.refund_wanted.emit()

    def _take(self, amount: Money) -> None:
        self.accept()
        self._done(amount)
