"""One kind of key that gets a tag: a line of the form for registering."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.keys.rules.kinds import MOST_PIECES, KeyKind
from frontdesk.areas.keys.service import NewKey
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton
from frontdesk.base.widgets.fields import ChoiceField, Field, NumberField, TextField
from frontdesk.base.widgets.tokens import SPACE


class KeyInput(QWidget):
    """One kind of key: what it opens, how many, where it will hang."""

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.kind = ChoiceField(f"new_key_{number}_kind", [(kind, tr(kind.value)) for kind in KeyKind])
        self.pieces = NumberField(f"new_key_{number}_pieces", least=1, most=MOST_PIECES, unit=tr("把"))
        self.cabinet = TextField(f"new_key_{number}_cabinet", tr("钥匙柜，如 A 柜"), limit=40)
        self.hook = TextField(f"new_key_{number}_hook", tr("挂位，如 12"), limit=20)
        self.words = TextField(f"new_key_{number}_words", tr("备注（可不填）"), limit=200)
        self.remove = IconButton("ph.x", tr("去掉这一种"), name=f"new_key_{number}_remove")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        for field, label, width in (
            (self.kind, tr("种类"), 112),
            (self.pieces, tr("数量"), 72),
            (self.cabinet, tr("钥匙柜"), 128),
            (self.hook, tr("挂位"), 104),
            (self.words, tr("备注"), 0),
        ):
            field.set_label(label)
            if width:
                field.setFixedWidth(width)
            row.addWidget(field, 0 if width else 1)
        row.addWidget(self.remove)
        self.clear()

    def clear(self) -> None:
        """As it begins."""
        for field, value in zip(self.fields(), (KeyKind.DOOR, 1, None, None, None), strict=True):
            field.set_value(value)

    def fields(self) -> tuple[Field, ...]:
        return (self.kind, self.pieces, self.cabinet, self.hook, self.words)

    def value(self) -> NewKey:
        """The line. Raises `Refused` for a number that cannot be."""
        pieces = self.pieces.value()
        if pieces is None:
            raise Refused(tr("请填数量"))
        return NewKey(
            self.kind.value(), int(pieces), self.cabinet.value(), self.hook.value(), self.words.value()
        )

    def typed(self) -> list[Any]:
        return [field.typed() for field in self.fields()]

    def set_typed(self, kept: list[Any]) -> None:
        for field, value in zip(self.fields(), kept, strict=False):
            field.set_typed(value)
