"""The lines of a purchase plan as one field: what, how many, at which price, why; and what they come to (D2.9)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.reception.queries.stock import GoodsRow
from frontdesk.areas.reception.rules.stock import MOST_PLAN_LINES
from frontdesk.areas.reception.service.purchasing import PlanLineInput, line_amount
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.field import Field
from frontdesk.base.widgets.fields import NumberField, TextField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.pickers import Choice, Picker
from frontdesk.base.widgets.tokens import SIZE, SPACE

FIRST = 4
_COUNT, _MEASURE, _PRICE, _SUM = 92, 72, 96, 104
_HEAD = 24
_MOST_CHOICES = 8


@dataclass(frozen=True, slots=True)
class FilledLine:
    """A line to show: as a plan has it, or as it is proposed."""

    what: str
    consumable_id: int | None
    quantity: Decimal | None
    measure: str
    price: Decimal | None
    why: str


class WhatField(Picker):
    """A consumable by its code or a part of its name, or other words as typed."""

    def __init__(self, name: str, goods: Sequence[GoodsRow], *, parent: QWidget | None = None) -> None:
        super().__init__(name, self._look, placeholder=tr("物料，或直接写"), counter=tr("种"), parent=parent)
        self._goods = goods

    def _look(self, text: str) -> Sequence[Choice]:
        if not text:
            return ()
        wanted = text.lower()
        rows = [row for row in self._goods if wanted in row.name.lower() or wanted in row.code.lower()]
        found = [
            Choice(row.id, row.name, row.code, tr("现有 {n} {measure}", n=row.stock, measure=row.measure))
            for row in rows[:_MOST_CHOICES]
        ]
        if not any(choice.code == text for choice in found):
            found.append(Choice(None, text, second=tr("不是库存物料，按写的")))
        return found

    def show_line(self, what: str, consumable_id: int | None) -> None:
        """Show what a line is of."""
        self.set_value(Choice(consumable_id, what) if what else None)

    def told(self) -> tuple[str, int | None]:
        """The words, and which consumable they are."""
        choice = self.choice()
        text = self.text().strip()
        if choice is not None and choice.code == text:
            return text, choice.value if isinstance(choice.value, int) else None
        known = next((row for row in self._goods if row.name == text), None)
        return text, known.id if known is not None else None


class _Row(QWidget):
    """One line and what it comes to."""

    def __init__(self, at: int, goods: Sequence[GoodsRow], parent: QWidget) -> None:
        super().__init__(parent)
        name = f"plan_{at}"
        self._goods = {row.id: row for row in goods}
        self.what = WhatField(f"{name}_what", goods)
        self.quantity = NumberField(f"{name}_quantity", decimals=3)
        self.measure = TextField(f"{name}_measure", limit=12)
        self.price = NumberField(f"{name}_price", decimals=2)
        self.why = TextField(f"{name}_why", tr("用途、为什么买"), limit=120)
        self.amount = Words("", right=True)
        self.amount.setFixedWidth(_SUM)
        self.fields: dict[str, Field] = {
            "what": self.what,
            "quantity": self.quantity,
            "measure": self.measure,
            "price": self.price,
            "why": self.why,
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        widths = (0, _COUNT, _MEASURE, _PRICE, 0)
        words = (tr("物品"), tr("数量"), tr("单位"), tr("单价"), tr("用途"))
        for word, width, field in zip(words, widths, self.fields.values(), strict=True):
            field.set_label(tr("第 {n} 行{what}", n=at + 1, what=word))
            if width:
                field.setFixedWidth(width)
            row.addWidget(field, 0 if width else (3 if field is self.what else 4))
            if field is self.price:
                row.addWidget(self.amount)
        self.what.edited.connect(self._taken)

    def _taken(self) -> None:
        """A consumable brings its unit of measure and its price."""
        _what, goods_id = self.what.told()
        goods = self._goods.get(goods_id) if goods_id is not None else None
        if goods is None:
            return
        self.measure.set_value(goods.measure)
        if goods.price is not None and not self.price.text().strip():
            self.price.set_value(goods.price)

    def used(self) -> bool:
        """Whether anything stands in it."""
        return any(str(_text(field)).strip() for field in self.fields.values())

    def show_line(self, line: FilledLine | None) -> None:
        """Show a line; None empties it."""
        self.what.show_line(line.what if line else "", line.consumable_id if line else None)
        for field, value in (
            (self.quantity, line.quantity if line else None),
            (self.measure, line.measure if line else ""),
            (self.price, line.price if line else None),
            (self.why, line.why if line else ""),
        ):
            field.set_value(value)

    def figures(self) -> Money | None:
        """What it comes to, while its figures can be read."""
        try:
            quantity, price = self.quantity.value(), self.price.value()
        except Refused:
            return None
        if quantity is None:
            return None
        return line_amount(Decimal(quantity), Decimal(price or 0))


def _text(field: Field) -> str:
    text = getattr(field, "text", None)
    return str(text()) if callable(text) else ""


class LinesField(Field):
    """Rows that grow as they are filled. `tuple[PlanLineInput, …]`; errors named `<n>.<name>` stand at their cells."""

    def __init__(self, name: str, goods: Sequence[GoodsRow], *, parent: QWidget | None = None) -> None:
        super().__init__(name, required=True, parent=parent)
        self._goods = tuple(goods)
        self.rows: list[_Row] = []
        self._places: list[int] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(SPACE.s)
        self._column.addWidget(self._heads())
        self.sum = Words("", "lead", right=True)
        self.sum.setObjectName(f"{name}_sum")
        self.sum.setMinimumWidth(_SUM)
        # Under its column: the same shares as a row has.
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(SPACE.s)
        foot.addStretch(3)
        label = Words(tr("合计"), "body", "text2", right=True)
        label.setFixedWidth(_COUNT + _MEASURE + _PRICE + 2 * SPACE.s)
        foot.addWidget(label)
        foot.addWidget(self.sum)
        foot.addStretch(4)
        self._column.addLayout(foot)
        for _ in range(FIRST):
            self._add()
        self.setFocusProxy(self.rows[0].what)
        self._show()

    def _heads(self) -> QWidget:
        box = QWidget(self)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        for word, width, share, right in (
            (tr("物品"), 0, 3, False), (tr("数量"), _COUNT, 0, True), (tr("单位"), _MEASURE, 0, False),
            (tr("单价（元）"), _PRICE, 0, True), (tr("金额（元）"), _SUM, 0, True), (tr("用途"), 0, 4, False),
        ):  # fmt: skip
            label = Words(word, "small", "text2", right=right)
            if width:
                label.setFixedWidth(width)
            row.addWidget(label, share)
        box.setFixedHeight(_HEAD)
        return box

    def _add(self) -> None:
        row = _Row(len(self.rows), self._goods, self)
        self.rows.append(row)
        self._column.insertWidget(self._column.count() - 1, row)
        row.show()
        for field in row.fields.values():
            field.edited.connect(self._edited)
        each = SIZE.control + SPACE.s
        self.setFixedHeight(_HEAD + len(self.rows) * each + SIZE.control + 2 * SPACE.s)

    def _edited(self) -> None:
        if self.rows[-1].used() and len(self.rows) < MOST_PLAN_LINES:
            self._add()
        self._show()
        self._changed_by_hand()

    def _show(self) -> None:
        amounts = []
        for row in self.rows:
            amount = row.figures() if row.used() else None
            row.amount.setText(str(amount) if amount is not None else "")
            amounts.append(amount or ZERO)
        self.sum.setText(str(total(amounts)))

    def paint_frame(self, painter: QPainter) -> None:
        """The cells have their own frames."""

    # -- the field --

    def show_lines(self, lines: Sequence[FilledLine]) -> None:
        """These lines, and an empty one under them."""
        while len(self.rows) < min(MOST_PLAN_LINES, max(FIRST, len(lines) + 1)):
            self._add()
        for at, row in enumerate(self.rows):
            row.show_line(lines[at] if at < len(lines) else None)
        self.set_error(None)
        self._show()

    def value(self) -> Any:
        errors: dict[str, str] = {}
        found: list[PlanLineInput] = []
        self._places = []
        for at, row in enumerate(self.rows):
            if not row.used():
                continue
            read: dict[str, Any] = {}
            for name in ("quantity", "price"):
                try:
                    read[name] = row.fields[name].value()
                except Refused as refused:
                    errors[f"{at}.{name}"] = refused.text
            if read.get("quantity") is None and f"{at}.quantity" not in errors:
                errors[f"{at}.quantity"] = tr("请填数量")
            what, goods_id = row.what.told()
            if not what:
                errors[f"{at}.what"] = tr("请写要买什么")
            if errors:
                continue
            self._places.append(at)
            measure, why = str(row.measure.value()), str(row.why.value())
            found.append(
                PlanLineInput(
                    what, Decimal(read["quantity"]), Decimal(read["price"] or 0), measure, why, goods_id
                )
            )
        if errors:
            self._mark(errors)
            raise Refused(_said(errors))
        self._mark({})
        if not found:
            raise Refused(tr("请至少写一行"))
        return tuple(found)

    def show_errors(self, errors: Mapping[str, str]) -> str:
        """The service counts the lines that are used; the words for all of them together."""
        told = {}
        for name, text in errors.items():
            at, _, cell = name.partition(".")
            place = self._places[int(at)] if int(at) < len(self._places) else int(at)
            told[f"{place}.{cell}"] = text
        self._mark(told)
        return _said(told)

    def _mark(self, errors: Mapping[str, str]) -> None:
        for at, row in enumerate(self.rows):
            for name, field in row.fields.items():
                field.set_error(errors.get(f"{at}.{name}"))

    def set_value(self, value: Any) -> None:
        self.show_lines(value or ())

    def typed(self) -> Any:
        return [
            [*row.what.told(), *(_text(row.fields[name]) for name in ("quantity", "measure", "price", "why"))]
            for row in self.rows
            if row.used()
        ]

    def set_typed(self, kept: Any) -> None:
        self.show_lines(())
        for at, line in enumerate(kept if isinstance(kept, list) else ()):
            if at >= len(self.rows):
                self._add()
            row = self.rows[at]
            row.what.show_line(str(line[0]), line[1] if isinstance(line[1], int) else None)
            for name, text in zip(("quantity", "measure", "price", "why"), line[2:], strict=False):
                row.fields[name].set_typed(text)
        if self.rows[-1].used():
            self._add()
        self._show()

    def go_to_first_wrong(self) -> bool:
        """Whether a cell was wrong, which then has the focus."""
        for row in self.rows:
            for field in row.fields.values():
                if field.error():
                    field.setFocus(Qt.FocusReason.TabFocusReason)
                    return True
        return False


def _said(errors: Mapping[str, str]) -> str:
    told = []
    for name, text in errors.items():
        at = name.partition(".")[0]
        told.append(tr("第 {n} 行：{what}", n=int(at) + 1, what=text))
    return "；".join(dict.fromkeys(told))


def split_errors(error: Refused) -> tuple[dict[str, str], dict[str, str]]:
    """What is wrong of the lines (`<n>.<name>`), and of the rest of the form."""
    errors = error.errors if isinstance(error, InvalidInput) else {error.field or "": error.text}
    of_lines = {
        name.removeprefix("lines."): text for name, text in errors.items() if name.startswith("lines.")
    }
    return of_lines, {name: text for name, text in errors.items() if not name.startswith("lines.")}
