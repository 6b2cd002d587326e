"""How a permit's fee and deposit are paid, in two short rows: at once by one way, or left owing (D3.3, M7.1)."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.cashdesk.queries import current_shift
from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, WITHOUT_REFERENCE, ShiftState, Tender
from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.areas.cashdesk.ui.reading import reference_later
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, Labelled, Option, TextField
from frontdesk.base.widgets.tokens import SPACE

OWING, NONE = "owing", "none"
WAYS = (Tender.CASH, Tender.WECHAT, Tender.ALIPAY, Tender.CARD, Tender.TRANSFER)


def shift_open(desk: Desk) -> bool:
    """Whether money may be taken here now."""
    shift = desk.read(current_shift, desk.actor.id)
    return desk.may(Right.COLLECT) and shift is not None and shift.state is ShiftState.OPEN


class PayRow(QWidget):
    """One sum and its way. `owing` offers to leave it owing, `none` to take nothing.

    `way` and `reference` are fields for a form's errors.
    """

    def __init__(
        self,
        desk: Desk,
        name: str,
        what: str,
        *,
        owing: bool,
        none: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._what = desk, what
        self._owing, self._none = owing, none
        self._amount = ZERO
        self.way = ChoiceField(f"{name}_way", required=True)
        self.reference = TextField(
            f"{name}_reference", tr("扫码，或照手机、小票上抄"), figures=True, limit=64
        )
        self._way = Labelled(self.way, what)
        self._reference = Labelled(self.reference, tr("交易单号"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.l)
        row.addWidget(self._way, 1)
        row.addWidget(self._reference, 1)
        self.way.edited.connect(self._follow)
        self.set_amount(ZERO)

    def set_amount(self, amount: Money) -> None:
        """Another sum; without any the row is not shown."""
        self._amount = amount
        kept = self.way.text()
        options = [Option(way, tr(TENDER_WORDS[way])) for way in WAYS] if shift_open(self._desk) else []
        if self._owing:
            options.append(Option(OWING, tr("记账，以后收")))
        if self._none:
            options.append(Option(NONE, tr("不收")))
        self.way.set_options(options)
        self.way.set_typed(kept)
        if not self.way.text() and options:
            self.way.set_value(options[0].value)
        self._way.label.setText(tr("{what} {amount} 元", what=self._what, amount=amount))
        self.setVisible(amount > ZERO)
        self._follow()

    def _follow(self) -> None:
        way = self._chosen()
        asks = self._amount > ZERO and isinstance(way, Tender) and way not in WITHOUT_REFERENCE
        self._reference.setVisible(asks)
        self.reference.required = asks and not reference_later(self._desk)

    def _chosen(self) -> object:
        return next((o.value for o in self.way.options() if o.text == self.way.text()), None)

    def takes(self) -> bool:
        """Whether there is anything to charge at all."""
        return self._amount > ZERO and self._chosen() != NONE

    def wrong(self) -> bool:
        """Whether the reference is missing, which is then said beside it: for dialogs, whose forms do not look."""
        try:
            self.reference.value()
        except Refused as refused:
            self.reference.set_error(refused.text)
            self.reference.setFocus()
            return True
        return False

    def tenders(self) -> tuple[TenderInput, ...] | None:
        """How it is paid now; None when it is left owing or nothing is taken."""
        way = self._chosen()
        if self._amount <= ZERO or not isinstance(way, Tender):
            return None
        reference = "" if way in WITHOUT_REFERENCE else str(self.reference.value())
        return (TenderInput(way, self._amount, reference),)
