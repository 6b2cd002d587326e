"""调价: a new price from a day on; what was charged already stays as it is (M2.3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.fees.queries import FeeItemRow
from frontdesk.areas.fees.service import SetPrice, set_price
from frontdesk.areas.fees.ui.words import price_unit, price_words
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import DateField, Labelled, NumberField
from frontdesk.base.widgets.forms import Form
from frontdesk.base.widgets.tokens import SPACE


class PriceDialog(DeskDialog):
    """A price and the day it starts. Closes when it stands; *done* gets the command."""

    def __init__(
        self,
        desk: Desk,
        item: FeeItemRow,
        done: Callable[[SetPrice], object],
        parent: QWidget | None = None,
    ) -> None:
        now = price_words(item.price, item.pricing, item.cycle)
        text = tr("现价 {price}。", price=now) if now else tr("还没有单价。")
        text += tr("新单价从填的那天起用，月中调价按天分两段算；已生成的应收不变。")
        super().__init__(tr("{item} 调价", item=item.name), text, name="price_dialog", parent=parent)
        self._desk, self._item, self._done = desk, item, done
        self.price = NumberField(
            "new_price", "0.00", decimals=6, unit=price_unit(item.pricing, item.cycle), required=True
        )
        self.day = DateField("new_price_from", today=desk.clock.today, required=True)
        pair = QHBoxLayout()
        pair.setSpacing(SPACE.l)
        pair.addWidget(Labelled(self.price, tr("新单价")))
        pair.addWidget(Labelled(self.day, tr("从哪天起")))
        self.body.addLayout(pair)
        self.form = Form(SetPrice, {"price": self.price, "starts_on": self.day}, self)
        self.form.load({"starts_on": Month.of(desk.clock.today()).plus(1).start})
        self.add_cancel()
        save = self.add_button(tr("记下新单价"), "Ctrl+Enter", "primary", name="price_save")
        save.clicked.connect(self._save)
        self.price.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _save(self) -> None:
        command = self.form.value(item_id=self._item.id)
        if command is not None:
            self._desk.run(set_price, command, form=self.form, then=lambda _none: self._saved(command))

    def _saved(self, command: SetPrice) -> None:
        self.accept()
        self._done(command)
