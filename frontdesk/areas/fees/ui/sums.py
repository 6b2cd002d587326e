"""The sums under a list, in the list's own columns (T8: over the whole filter, whatever page is shown)."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from frontdesk.base.values.money import Money
from frontdesk.base.widgets.marks import hline
from frontdesk.base.widgets.rows import NONE
from frontdesk.base.widgets.table import Table
from frontdesk.base.widgets.theme import colour, font, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class SumsRow(QWidget):
    """Words at the left, amounts under the columns of those names. Stays where it is while the list scrolls."""

    def __init__(self, table: Table, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._head = self._rest = ""
        self._sums: dict[str, Money] = {}
        self.setObjectName(name)
        # As high as the foot of the pane beside it, so that their lines meet.
        self.setFixedHeight(SIZE.foot + 1)
        table.horizontalHeader().sectionResized.connect(lambda *_: self.update())
        table.horizontalScrollBar().valueChanged.connect(lambda _at: self.update())
        theme_changed.connect(self.update)

    def show_sums(self, head: str, rest: str, sums: Mapping[str, Money]) -> None:
        """*head* in bold, *rest* quieter; *sums* by the `name` of their columns."""
        self._head, self._rest, self._sums = head, rest, dict(sums)
        titles = {c.name: c.title for c in self._table.rows_model().columns if c.name}
        told = "，".join(f"{titles.get(name, name)} {amount}" for name, amount in sums.items())
        self.setAccessibleName(f"{head}{rest}，{told}")
        self.update()

    def text(self) -> str:
        """Head and rest, as shown."""
        return f"{self._head}{self._rest}"

    def sum_of(self, name: str) -> Money | None:
        """The amount under the column of that name."""
        return self._sums.get(name)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour("surface"))
        hline(painter, 0, self.width(), 0, colour("line"))
        bold = QFontMetrics(font("bold"))
        edge = self._paint_amounts(painter, bold)
        painter.setPen(colour("text"))
        painter.setFont(font("bold"))
        left = SPACE.xl
        room = QRect(left, 1, max(0, edge - left), self.height() - 1)
        painter.drawText(room, _MIDDLE | Qt.AlignmentFlag.AlignLeft, self._head)
        room.setLeft(left + bold.horizontalAdvance(self._head))
        painter.setFont(font("body"))
        painter.setPen(colour("text2"))
        words = painter.fontMetrics().elidedText(
            self._rest, Qt.TextElideMode.ElideRight, max(0, room.width())
        )
        painter.drawText(room, _MIDDLE | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()

    def _paint_amounts(self, painter: QPainter, metrics: QFontMetrics) -> int:
        """Paint the amounts; where the leftmost begins."""
        first = self.width() - SPACE.xl
        painter.setFont(font("bold"))
        for number, column in enumerate(self._table.rows_model().columns):
            amount = self._sums.get(column.name)
            if amount is None or not column.name:
                continue
            end = self._table.columnViewportPosition(number) + self._table.columnWidth(number)
            end -= self._table.paddings(number)[1]
            words = str(amount) if amount else NONE
            wide = metrics.horizontalAdvance(words) + 2
            painter.setPen(colour("bad" if amount.fen < 0 else "text"))
            cell = QRect(end - wide, 1, wide, self.height() - 1)
            painter.drawText(cell, _MIDDLE | Qt.AlignmentFlag.AlignRight, words)
            first = min(first, end - wide - SPACE.m)
        return first
