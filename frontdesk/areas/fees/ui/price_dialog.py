"""调价: a new price from a day on; what was charged already stays as it is (M2.3)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.fees.queries import FeeItemRow
from frontdesk.areas.fees.rules.kinds import Pricing
from frontdesk.areas.fees.rules.meters import METERED, UNITS
from frontdesk.areas.fees.service import SetPrice, set_price
from frontdesk.areas.fees.ui.tiers_field import TiersField
from frontdesk.areas.fees.ui.words import price_unit, price_words, tiers_words
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import DateField, Field, Labelled, NumberField
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
        now = price_words(item.price, item.pricing, item.cycle, item.category)
        if item.tiers is not None:
            now = "，".join(tiers_words(item.tiers, item.category))
        text = tr("现价 {price}。", price=now) if now else tr("还没有单价。")
        if item.pricing is Pricing.METER:
            text += tr("新单价从填的那天起用，读数按抄表那天的单价算；已生成的应收不变。")
        else:
            text += tr("新单价从填的那天起用，月中调价按天分两段算；已生成的应收不变。")
        super().__init__(tr("{item} 调价", item=item.name), text, name="price_dialog", parent=parent)
        self._desk, self._item, self._done = desk, item, done
        self.price = NumberField(
            "new_price",
            "0.00",
            decimals=6,
            unit=price_unit(item.pricing, item.cycle, item.category),
            required=True,
        )
        self.day = DateField("new_price_from", today=desk.clock.today, required=True)
        pair = QHBoxLayout()
        pair.setSpacing(SPACE.l)
        pair.addWidget(Labelled(self.price, tr("新单价")))
        pair.addWidget(Labelled(self.day, tr("从哪天起")))
        self.body.addLayout(pair)
        fields: dict[str, Field] = {"price": self.price, "starts_on": self.day}
        self.tiers = TiersField("new_tiers")
        if item.pricing is Pricing.METER:
            self.tiers.set_unit(tr(UNITS[METERED[item.category]]))
            self.body.addWidget(Labelled(self.tiers, tr("分档")))
            fields["tiers"] = self.tiers
            self.tiers.edited.connect(self._follow)
        else:
            self.tiers.setParent(self)
            self.tiers.hide()
        self.form = Form(SetPrice, fields, self)
        self.form.load({"starts_on": Month.of(desk.clock.today()).plus(1).start, "tiers": item.tiers})
        self._follow()
        self.add_cancel()
        save = self.add_button(tr("记下新单价"), "Ctrl+Enter", "primary", name="price_save")
        save.clicked.connect(self._save)
        self.price.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _follow(self) -> None:
        """In tiers, the price is the first one's: it is shown and not typed."""
        tiered = self.tiers.tiered()
        self.price.set_read_only(tiered)
        if tiered:
            self.price.set_typed(self.tiers.price[0].text())

    def _save(self) -> None:
        command = self.form.value(item_id=self._item.id)
        if command is not None:
            self._desk.run(set_price, command, form=self.form, then=lambda _none: self._saved(command))

    def _saved(self, command: SetPrice) -> None:
        self.accept()
        self._done(command)
