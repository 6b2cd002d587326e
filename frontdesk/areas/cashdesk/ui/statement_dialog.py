"""What a bank's file is of, and which of its columns hold what: asked where the file does not say it itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.cashdesk.queries.statements import StatementFile
from frontdesk.areas.cashdesk.rules.kinds import TENDER_WORDS, Tender
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.dialog import DeskDialog
from frontdesk.base.widgets.fields import ChoiceField, Field, Labelled, TextField
from frontdesk.base.widgets.tokens import SPACE

BANKS = (Tender.TRANSFER, Tender.CARD, Tender.CHEQUE)


def letter(index: int) -> str:
    """Excel's letter of a column: 0 is A."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def column(text: str, field: str) -> int | None:
    """The column a letter names; None for none. Raises `Refused` beside *field*."""
    plain = text.strip().upper()
    if not plain:
        return None
    if not re.fullmatch(r"[A-Z]{1,2}", plain):
        raise Refused(tr("请填列的字母，如 D"), field=field)
    value = 0
    for char in plain:
        value = value * 26 + ord(char) - 64
    return value - 1


@dataclass(frozen=True, slots=True)
class _Columns:
    """The fields by name, in the order of the dialog."""

    day: int | None
    amount: int | None
    outgo: int | None
    reference: int | None


class BankDialog(DeskDialog):
    """银行对账单: the tender, and the letters of the columns, filled in where their titles were known."""

    chosen = Signal(object)

    def __init__(self, desk: Desk, path: Path, found: dict[str, int], parent: QWidget | None = None) -> None:
        words = tr("{name} 不是微信或支付宝的对账单。请说明它是哪一种收款，各列在哪里。", name=path.name)
        super().__init__(tr("银行对账单"), words, name="bank_dialog", parent=parent)
        self._path = path
        self.tender = ChoiceField(
            "bank_tender", [(kind, tr(TENDER_WORDS[kind])) for kind in BANKS], required=True
        )
        self.tender.set_value(BANKS[0])
        self._fields: dict[str, TextField] = {}
        self.body.addWidget(Labelled(self.tender, tr("收款方式")))
        row = QHBoxLayout()
        row.setSpacing(SPACE.l)
        amount = found.get("income", found.get("amount"))
        for name, label, at in (
            ("day", tr("日期列"), found.get("day")),
            ("amount", tr("收入（金额）列"), amount),
            ("outgo", tr("支出列（可不填）"), found.get("outgo")),
            ("reference", tr("流水号列"), found.get("reference")),
        ):
            field = TextField(f"bank_{name}", tr("如 D"), limit=2)
            field.set_value("" if at is None else letter(at))
            self._fields[name] = field
            row.addWidget(Labelled(field, label))
        self.body.addLayout(row)
        self._fields["reference"].enter_moves = False
        self._fields["reference"].submitted.connect(self._take)
        self.add_cancel()
        self.add_button(tr("核对"), "Ctrl+Enter", "primary", name="bank_check").clicked.connect(self._take)
        (self.tender if "day" in found and amount is not None else self._fields["day"]).setFocus()
        self.guard_typing(desk.dialogs.confirm)

    def _take(self) -> None:
        for field in self._fields.values():
            field.set_error(None)
        try:
            places = _Columns(**{name: column(field.text(), name) for name, field in self._fields.items()})
            if places.day is None:
                raise Refused(tr("请填日期在哪一列"), field="day")
            if places.amount is None:
                raise Refused(tr("请填金额在哪一列"), field="amount")
        except Refused as error:
            place: Field = self._fields[error.field or "day"]
            place.set_error(error.text)
            place.setFocus()
            return
        columns = {"day": places.day, "income": places.amount}
        if places.outgo is not None:
            columns["outgo"] = places.outgo
        if places.reference is not None:
            columns["reference"] = places.reference
        self.accept()
        self.chosen.emit(StatementFile(self._path, self.tender.value(), tuple(columns.items())))
