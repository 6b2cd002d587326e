"""One tag in a form for lending or taking back: what it is, how many, and away with it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton
from frontdesk.base.widgets.fields import NumberField
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.tokens import SPACE


class KeyLine(QWidget):
    """One tag to be lent or taken back: what it is, how many, and away with it."""

    def __init__(self, name: str, words: str, most: int, parent: QWidget, detail: str = "") -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, SPACE.xs)
        row.setSpacing(SPACE.s)
        row.addWidget(Words(words, "bold"))
        row.addWidget(Words(detail, "body", "text2"))
        row.addStretch(1)
        self.pieces = NumberField(f"{name}_pieces", least=1, most=most, unit=tr("把"), required=True)
        self.pieces.set_label(tr("{key} 几把", key=words))
        self.pieces.set_value(1)
        self.pieces.setFixedWidth(72)
        # One key is one key: there is nothing to type.
        self.pieces.setVisible(most > 1)
        self.remove = IconButton("ph.x", tr("去掉 {key}", key=words), name=f"{name}_remove")
        row.addWidget(self.pieces)
        row.addWidget(self.remove)
