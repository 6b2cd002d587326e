"""有偿服务: what was done for money, line by line, with its sum; one charge of the unit (D2.2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any
from uuid import uuid4

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.areas.reception.documents.kinds import TicketForm
from frontdesk.areas.reception.queries.tickets import TicketDetail
from frontdesk.areas.reception.rules.words import LineKind
from frontdesk.areas.reception.service.paid import (
    ChargedService,
    ChargeService,
    ServiceLineInput,
    charge_service,
    line_amount,
)
from frontdesk.areas.reception.ui.ticket_prints import print_of
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.masks import cover_numbers
from frontdesk.base.values.money import ZERO, total
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import AsksFields
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import ChoiceField, Field, Labelled, NumberField, TextField
from frontdesk.base.widgets.marks import StatusLabel, Words
from frontdesk.base.widgets.tokens import SPACE

WIDE = 760
MOST = 10
FIRST = 3
_KIND, _COUNT, _MEASURE, _PRICE, _SUM = 84, 84, 72, 96, 88

Done = Callable[[str], object]


class _Row(QWidget):
    """One line: what for, what, how many, measure, price, and what it comes to."""

    def __init__(self, at: int, parent: QWidget) -> None:
        super().__init__(parent)
        name = f"paid_{at}"
        self.kind = ChoiceField(f"{name}_kind", [(kind, tr(kind.value)) for kind in LineKind])
        self.kind.set_value(LineKind.LABOUR if at == 0 else LineKind.MATERIAL)
        self.what = TextField(f"{name}_what", tr("如 上门工时、角阀"), limit=60)
        self.quantity = NumberField(f"{name}_quantity", decimals=3)
        self.measure = TextField(f"{name}_measure", tr("次、个"), limit=12)
        self.price = NumberField(f"{name}_price", decimals=2)
        self.amount = Words("", right=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        words = (tr("种类"), tr("项目"), tr("数量"), tr("单位"), tr("单价"))
        self.fields: dict[str, Field] = {
            "kind": self.kind,
            "what": self.what,
            "quantity": self.quantity,
            "measure": self.measure,
            "price": self.price,
        }
        for word, width, field in zip(
            words, (_KIND, 0, _COUNT, _MEASURE, _PRICE), self.fields.values(), strict=True
        ):
            field.set_label(tr("第 {n} 行{what}", n=at + 1, what=word))
            if width:
                field.setFixedWidth(width)
            row.addWidget(field, 0 if width else 1)
        self.amount.setFixedWidth(_SUM)
        row.addWidget(self.amount)

    def used(self) -> bool:
        """Whether anything stands in it."""
        return any(str(field.typed() or "").strip() for name, field in self.fields.items() if name != "kind")


class PaidDialog(AsksFields):
    """`done(words)` once the charge stands; the paper is printed, and the cash desk opens where one may collect."""

    def __init__(self, desk: Desk, ticket: TicketDetail, done: Done, parent: QWidget | None = None) -> None:
        row = ticket.row
        text = tr(
            "{number} · {where} · {what}。存下以后记一笔应收，可以当场收，也可以以后收。",
            number=row.number,
            where=row.unit,
            what=cover_numbers(row.what)[:30],
        )
        super().__init__(tr("有偿服务"), text, name="paid_service", width=WIDE, parent=parent)
        self.desk, self.ticket, self._done = desk, ticket, done
        self._token = uuid4().hex
        self.rows: list[_Row] = []
        self.fields: dict[str, Field] = {}
        self.trouble = StatusLabel("bad", "")
        self.trouble.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE.s)
        self.body.addSpacing(SPACE.s)
        self.body.addLayout(self._heads())
        self.body.addLayout(self._list)
        for _ in range(FIRST):
            self._add()
        self.sum = Words("", "lead")
        self.sum.setObjectName("paid_sum")
        foot = QHBoxLayout()
        foot.addWidget(Words(tr("合计"), "body", "text2"))
        foot.addStretch(1)
        foot.addWidget(self.sum)
        self.body.addLayout(foot)
        self.words = TextField("paid_words", tr("可不填，如 质保三个月"), limit=200)
        self.fields["words"] = self.words
        self.body.addWidget(Labelled(self.words, tr("说明")))
        self.body.addWidget(self.trouble)
        self.add_cancel()
        save = self.add_button(tr("存下并打印"), "Ctrl+Enter", "primary", name="paid_save")
        save.clicked.connect(self.save)
        self._show()
        self.rows[0].what.setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _heads(self) -> QHBoxLayout:
        heads = QHBoxLayout()
        heads.setSpacing(SPACE.s)
        for word, width in (
            (tr("种类"), _KIND), (tr("项目"), 0), (tr("数量"), _COUNT), (tr("单位"), _MEASURE),
            (tr("单价（元）"), _PRICE), (tr("金额"), _SUM),
        ):  # fmt: skip
            label = Words(word, "small", "text2", right=word == tr("金额"))
            if width:
                label.setFixedWidth(width)
            heads.addWidget(label, 0 if width else 1)
        return heads

    def _add(self) -> None:
        row = _Row(len(self.rows), self)
        self.rows.append(row)
        self._list.addWidget(row)
        for name, field in row.fields.items():
            self.fields[f"lines.{len(self.rows) - 1}.{name}"] = field
            field.edited.connect(self._edited)

    def _edited(self) -> None:
        if self.rows[-1].used() and len(self.rows) < MOST:
            self._add()
            if (words := self.fields.pop("words", None)) is not None:
                self.fields["words"] = words
            self.fit()
        self._show()

    @staticmethod
    def _figures(row: _Row) -> tuple[Decimal, Decimal] | None:
        try:
            quantity, price = row.quantity.value(), row.price.value()
        except Refused:
            return None
        if quantity is None and price is None:
            return None
        return Decimal(quantity if quantity is not None else 1), Decimal(price or 0)

    def _show(self) -> None:
        amounts = []
        for row in self.rows:
            figures = self._figures(row)
            amount = line_amount(*figures) if figures is not None else None
            row.amount.setText(str(amount) if amount is not None else "")
            amounts.append(amount or ZERO)
        self.sum.setText(str(total(amounts)))

    def save(self) -> None:
        """Read the lines that are used and store them; what is wrong stands beside its field."""
        errors: dict[str, str] = {}
        lines: list[ServiceLineInput] = []
        places: dict[int, int] = {}
        for at, row in enumerate(self.rows):
            if not row.used():
                continue
            read: dict[str, Any] = {}
            for name, field in row.fields.items():
                try:
                    read[name] = field.value()
                except Refused as refused:
                    errors[f"lines.{at}.{name}"] = refused.text
            if errors:
                continue
            places[len(lines)] = at
            quantity = read["quantity"] if read["quantity"] is not None else 1
            lines.append(
                ServiceLineInput(
                    read["kind"],
                    str(read["what"]),
                    Decimal(quantity),
                    Decimal(read["price"] or 0),
                    str(read["measure"]),
                )
            )
        if errors:
            self.show_errors(InvalidInput(errors))
            return
        self._places = places
        self.clear_errors()
        row_now = self.ticket.row
        command = ChargeService(
            row_now.id, tuple(lines), str(self.words.value()), version=row_now.version, token=self._token
        )
        self.desk.run(charge_service, command, then=self._charged, form=self)

    _places: Mapping[int, int] = {}

    def show_errors(self, error: Refused) -> None:
        """The service counts the lines that are used; here they may stand further down."""
        if isinstance(error, InvalidInput) and self._places:
            told = {}
            for name, text in error.errors.items():
                parts = name.split(".")
                if len(parts) == 3:
                    parts[1] = str(self._places.get(int(parts[1]), int(parts[1])))
                told[".".join(parts)] = text
            error = InvalidInput(told)
        super().show_errors(error)
        # The lines stand close: what is wrong in one is said under all of them.
        said = [
            field.error()
            for name, field in self.fields.items()
            if name.startswith("lines.") and field.error()
        ]
        if said and self.trouble is not None:
            rest = self.trouble.text() if self.trouble.isVisibleTo(self) else ""
            self.trouble.set("bad", "；".join(dict.fromkeys(part for part in (rest, *said) if part)))
            self.trouble.show()
            self.fit()

    def _charged(self, made: ChargedService) -> None:
        self.accept()
        self._done(tr("{number} 已存下，应收 {amount}。", number=made.number, amount=made.total))
        print_of(self.desk, TicketForm.PAID, self.ticket.row.id, made.service_id)
        if self.desk.may(Right.COLLECT):
            self.desk.go("collect", unit_id=made.unit_id)
