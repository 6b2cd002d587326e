"""Whose money it is: the unit, who pays, and what is overdue, in one line over the work."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.areas.cashdesk.ui.owed import Owed, overdue
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import StatusLabel, Words, hline
from frontdesk.base.widgets.theme import colour, theme_changed
from frontdesk.base.widgets.tokens import SPACE

_HEIGHT = 55


class UnitHead(QWidget):
    """`3-1-1202  张硕  业主 · 138****5678  自住 · 89.60㎡  预存 50.00  租客 曾姝（至 2027-05-31）… 逾期 1 项 255.36`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("unit_head")
        self.setFixedHeight(_HEIGHT)
        self.code = Words("", "title", parent=self)
        self.code.setObjectName("unit_code")
        self.name = Words("", "lead", parent=self)
        self.facts = [Words("", "body", "text2", parent=self) for _ in range(4)]
        self.late = StatusLabel("bad", "", bold=True, parent=self)
        self.late.setObjectName("overdue")
        self.prepay = KeyButton(tr("预存"), "F9", name="prepay", parent=self)
        self.ahead = KeyButton(tr("预交"), "F3", name="ahead", parent=self)
        self.card = KeyButton(tr("一户一卡"), "F4", name="unit_card", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 1)
        row.setSpacing(SPACE.l)
        for label in (self.code, self.name, *self.facts):
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(self.late)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.s)
        for button in (self.ahead, self.prepay, self.card):
            buttons.addWidget(button)
        row.addLayout(buttons)
        theme_changed.connect(self.update)

    def show_unit(self, code: str, name: str, facts: tuple[str, ...], charges: tuple[Owed, ...]) -> None:
        """*facts*: at most four short ones, the most telling first; the last give way when there is no room."""
        self.code.setText(code)
        self.name.setText(name)
        for label, text in zip(self.facts, (*facts, "", "", "", "")[:4], strict=True):
            label.setText(text)
        count, sum_ = overdue(charges)
        self.late.setVisible(count > 0)
        self.late.set("bad", tr("逾期 {n} 项 {sum}", n=count, sum=sum_))
        self.setAccessibleName(" ".join((code, name, *facts)))
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        hline(painter, 0, self.width(), self.height() - 1, colour("line"))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the last facts that do not fit beside the rest."""
        always = [
            self.code,
            self.name,
            self.ahead,
            self.prepay,
            self.card,
            *([self.late] if not self.late.isHidden() else []),
        ]
        room = self.width() - 2 * SPACE.xl - sum(w.sizeHint().width() + SPACE.l for w in always)
        for label in self.facts:
            room -= label.sizeHint().width() + SPACE.l
            label.setVisible(bool(label.text()) and room >= 0)
