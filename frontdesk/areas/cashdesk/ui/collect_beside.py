"""What may be asked for beside collecting what is owed: prepaying, paying that back, months ahead (M6.3, M6.8)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.archives.queries import UnitRow
from frontdesk.areas.cashdesk.rules.kinds import Series
from frontdesk.areas.cashdesk.service import Refunded
from frontdesk.areas.cashdesk.ui.ahead_dialog import AheadDialog
from frontdesk.areas.cashdesk.ui.paper_actions import Unsent, print_new
from frontdesk.areas.cashdesk.ui.prepay_dialog import PrepayDialog
from frontdesk.areas.cashdesk.ui.refund_dialogs import RefundPrepaidDialog
from frontdesk.areas.cashdesk.ui.visit import Visit
from frontdesk.areas.fees.service import BilledAhead
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk


@dataclass(frozen=True, slots=True)
class Opened:
    """The unit being collected from. The *token* makes one press one payment (T23)."""

    unit: UnitRow
    payer: str
    token: str
    actor_id: int


class Collecting(Protocol):
    """What is needed of the page: its desk, and the unit that is open on it."""

    desk: Desk
    opened: Opened | None


class BesideCollecting:
    """Asks, and puts what comes of it into the visit; *show* shows the visit, *read_again* reads what is owed."""

    def __init__(
        self,
        page: Collecting,
        visit: Visit,
        *,
        show: Callable[[], object],
        read_again: Callable[[], object],
    ) -> None:
        self._page, self._visit = page, visit
        self._show, self._read_again = show, read_again
        self._unsent: Unsent = {}

    @property
    def _over(self) -> QWidget | None:
        """The widget dialogs stand over."""
        return self._page if isinstance(self._page, QWidget) else None

    def ask_prepay(self) -> None:
        """So much onto the unit's balance, with what is owed or by itself (M6.3)."""
        opened, visit = self._page.opened, self._visit
        if opened is None:
            return
        dialog = PrepayDialog(
            opened.unit.code, visit.balance, visit.prepay, self._prepaid, self._page.desk, self._over
        )
        dialog.refund_wanted.connect(self.ask_refund)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _prepaid(self, amount: Money) -> None:
        self._visit.set_prepay(amount)
        self._show()

    def ask_refund(self) -> None:
        """What stands prepaid goes back to who paid it, with a 红字收据 (M6.3, M6.5)."""
        opened, visit = self._page.opened, self._visit
        if opened is None or not visit.balance:
            return
        unit, payer = opened.unit, visit.payer or opened.payer
        RefundPrepaidDialog(
            self._page.desk, unit.id, unit.code, payer, visit.balance, self._refunded, self._over
        ).open()

    def _refunded(self, made: Refunded) -> None:
        head = tr("已退预存 {amount}。", amount=made.amount)
        print_new(self._page.desk, Series.REFUND, made.number, self._unsent, head)

    def ask_ahead(self) -> None:
        """Months not billed yet: their charges are made and ticked (M6.8)."""
        opened = self._page.opened
        if opened is not None:
            AheadDialog(
                self._page.desk, opened.unit.id, opened.unit.code, self._billed_ahead, self._over
            ).open()

    def _billed_ahead(self, billed: BilledAhead) -> None:
        self._read_again()
        for charge_id in billed.charge_ids:
            self._visit.tick(charge_id, True)
        self._show()
        self._page.desk.messages.ok(
            tr("{n} 笔预交已列好、勾上，共 {total}。", n=len(billed.charge_ids), total=billed.total),
            tr("这次不收也留着，到时照这个价收。"),
        )
