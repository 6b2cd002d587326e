"""What is done with the charge that is stood on: 调整, 减免违约金, 按天分. Each asks in a dialog of its own."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.fees.queries import SplitPlan
from frontdesk.areas.fees.ui.adjust_dialog import AdjustDialog
from frontdesk.areas.fees.ui.charge_pane import ChargePane
from frontdesk.areas.fees.ui.late_waive_dialog import LateWaiveDialog
from frontdesk.areas.fees.ui.split_dialog import SplitDialog
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog


class ChargeActions(QObject):
    """Listens to a pane of charges and opens the dialogs over *page*; says what was done."""

    def __init__(self, desk: Desk, pane: ChargePane, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._pane, self._page = desk, pane, page
        pane.adjust_wanted.connect(self.adjust)
        pane.waive_wanted.connect(self.waive)
        pane.split_wanted.connect(self.split)

    def adjust(self) -> None:
        """减免 or 补收 (M2.7)."""
        if self._pane.card is not None:
            self._open(AdjustDialog(self._desk, self._pane.card.charge, self._adjusted, self._page))

    def waive(self) -> None:
        """What has accrued of the late fee is not asked for (M5.3)."""
        look = self._pane.look
        if look is not None and look.late is not None:
            unit = look.card.charge.unit
            self._open(LateWaiveDialog(self._desk, unit, look.late, self._waived, self._page))

    def split(self) -> None:
        """By days between the old and the new owner (M2.6)."""
        look = self._pane.look
        if look is not None:
            charge, days = look.card.charge, look.sold_on
            self._open(SplitDialog(self._desk, charge, days, self._was_split, self._page))

    @staticmethod
    def _open(dialog: DeskDialog) -> None:
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _adjusted(self, signed: Money) -> None:
        what = tr("减免 {sum} 元", sum=-signed) if signed < ZERO else tr("补收 {sum} 元", sum=signed)
        self._desk.messages.ok(
            tr("{what}已记下。", what=what), tr("原来的应收没有改，修改记录里能看到这一笔。")
        )

    def _waived(self, amount: Money) -> None:
        self._desk.messages.ok(
            tr("减免违约金 {sum} 元已记下。", sum=amount), tr("以后逾期的天数照算，右边能看到这一笔。")
        )

    def _was_split(self, plan: SplitPlan) -> None:
        self._desk.messages.ok(
            tr(
                "分好了：{old} {old_sum} 元，{new} {new_sum} 元。",
                old=plan.old_name,
                old_sum=plan.halves.old,
                new=plan.new_name,
                new_sum=plan.halves.new,
            ),
            tr("原来那笔减了一部分，另一家的另开了一笔。"),
        )
