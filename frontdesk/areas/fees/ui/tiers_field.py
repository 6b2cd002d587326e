"""The tiers of a price by meter: flat, or up to six of them over a month or a calendar year (M3.3)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.fees.rules.kinds import TierSpan
from frontdesk.areas.fees.rules.lines import figure
from frontdesk.areas.fees.rules.meters import reading_figure
from frontdesk.areas.fees.rules.tariffs import MOST_TIERS, Tier, Tiers, tier_word, tiers_fault
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.fields import ChoiceField, Field, NumberField, SegmentField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SIZE, SPACE

_FLAT = "flat"
_WIDE = 128


class TiersField(Field):
    """`Tiers`, or None for one flat price. `edited` on every figure."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self.span = SegmentField(
            f"{name}_span",
            [(_FLAT, tr("不分档")), (TierSpan.YEAR, tr("按年分档")), (TierSpan.MONTH, tr("按月分档"))],
        )
        self.span.set_label(tr("分档"))
        self.count = ChoiceField(f"{name}_count", [(n, tr("{n} 档", n=n)) for n in range(2, MOST_TIERS + 1)])
        self.count.set_label(tr("几档"))
        self.count.setFixedWidth(88)
        self.count.set_value(3)
        self.upto: list[NumberField] = []
        self.price: list[NumberField] = []
        self._rows: list[QWidget] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE.xs)
        top = QHBoxLayout()
        top.setSpacing(SPACE.l)
        top.addWidget(self.span)
        top.addWidget(self.count)
        top.addStretch(1)
        column.addLayout(top)
        for number in range(MOST_TIERS):
            column.addWidget(self._tier(name, number))
        column.addStretch(1)
        self.setFocusProxy(self.span)
        for field in (self.span, self.count, *self.upto, *self.price):
            field.edited.connect(self._followed)
        self._show()

    def _tier(self, name: str, number: int) -> QWidget:
        row = QWidget(self)
        line = QGridLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setHorizontalSpacing(SPACE.s)
        word = tier_word(number)
        upto = NumberField(f"{name}_upto_{number + 1}", tr("没有上限"), decimals=4, parent=row)
        price = NumberField(f"{name}_price_{number + 1}", "0.00", decimals=6, parent=row)
        upto.set_label(tr("{tier}档上限", tier=word))
        price.set_label(tr("{tier}档单价", tier=word))
        for field in (upto, price):
            field.setFixedWidth(_WIDE)
        line.addWidget(Words(tr("{tier}档", tier=word), parent=row), 0, 0)
        line.addWidget(Words(tr("到"), tone="text2", parent=row), 0, 1)
        line.addWidget(upto, 0, 2)
        line.addWidget(Words(tr("单价"), tone="text2", parent=row), 0, 3)
        line.addWidget(price, 0, 4)
        line.setColumnStretch(5, 1)
        self.upto.append(upto)
        self.price.append(price)
        self._rows.append(row)
        return row

    def set_unit(self, word: str) -> None:
        """What the meter counts: `吨`."""
        for field in self.upto:
            field.set_trailing(word)
        for field in self.price:
            field.set_trailing(tr("元/{unit}", unit=word) if word else "")

    def tiered(self) -> bool:
        """Whether there are tiers at all."""
        return isinstance(self.span.value(), TierSpan)

    def _tiers(self) -> int:
        return int(self.count.value() or 2)

    def _followed(self) -> None:
        self._show()
        self._changed_by_hand()

    def _show(self) -> None:
        tiered, count = self.tiered(), self._tiers()
        self.count.setVisible(tiered)
        for number, row in enumerate(self._rows):
            row.setVisible(tiered and number < count)
            last = number == count - 1
            self.upto[number].set_read_only(last)
            if last:
                self.upto[number].set_value(None)
        rows = count if tiered else 0
        self.setFixedHeight(SIZE.control + rows * (SIZE.control + SPACE.xs))

    def value(self) -> Tiers | None:
        span = self.span.value()
        if not isinstance(span, TierSpan):
            return None
        tiers = []
        for number in range(self._tiers()):
            word = tier_word(number)
            try:
                upto, price = self.upto[number].value(), self.price[number].value()
            except Refused as refused:
                raise Refused(tr("{tier}档：{why}", tier=word, why=refused.text)) from refused
            if price is None:
                raise Refused(tr("请填{tier}档的单价", tier=word))
            tiers.append(Tier(None if upto is None else Decimal(upto), Decimal(price)))
        found = Tiers(span, tuple(tiers))
        wrong = tiers_fault(found)
        if wrong:
            raise Refused(wrong)
        return found

    def set_value(self, value: Any) -> None:
        tiers = value if isinstance(value, Tiers) else None
        self.span.set_value(tiers.span if tiers is not None else _FLAT)
        if tiers is not None:
            self.count.set_value(len(tiers.tiers))
        for number in range(MOST_TIERS):
            tier = tiers.tiers[number] if tiers is not None and number < len(tiers.tiers) else None
            self.upto[number].set_value(reading_figure(tier.upto) or None if tier is not None else None)
            self.price[number].set_value(figure(tier.price) if tier is not None else None)
        self.set_error(None)
        self._show()

    def typed(self) -> Any:
        return {
            "span": self.span.typed(),
            "count": self.count.typed(),
            "upto": [field.typed() for field in self.upto],
            "price": [field.typed() for field in self.price],
        }

    def set_typed(self, kept: Any) -> None:
        if not isinstance(kept, dict):
            return
        self.span.set_typed(kept.get("span"))
        self.count.set_typed(kept.get("count"))
        for fields, name in ((self.upto, "upto"), (self.price, "price")):
            for field, text in zip(fields, kept.get(name, ()), strict=False):
                field.set_typed(text)
        self._show()

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        for field in (self.span, self.count, *self.upto, *self.price):
            field.set_read_only(on)

    def paint_frame(self, painter: QPainter) -> None:
        pass
