"""The drawer's count as one sees it: banknotes and coins lying side by side (L8)."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.theme import colour, font, theme_changed
from frontdesk.base.widgets.tokens import COIN_TEXT, NOTE_TEXT, NOTES

NOTE_WIDTH, NOTE_HEIGHT, NOTE_RADIUS = 54, 27, 2
COIN = 26
STEP = 14
MOST_DRAWN = 12


class NoteStack(QWidget):
    """So many notes (or coins) of one value, up to twelve drawn. The count itself stands in a field beside it.

    *value* is one of the denominations in `tokens.NOTES`; `KeyError` for another.
    """

    def __init__(self, value: Money, count: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = NOTES[value.fen]
        self._value = value
        self._count = 0
        self.setObjectName(f"notes_{value.fen}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.update)
        self.set_count(count)

    @property
    def coin(self) -> bool:
        return self._value.fen < 100

    def count(self) -> int:
        return self._count

    def set_count(self, count: int) -> None:
        """How many lie there; less than none shows none."""
        self._count = max(0, count)
        unit = tr("枚") if self.coin else tr("张")
        self.setAccessibleName(f"{self._value} × {self._count} {unit}")
        self.update()

    def drawn(self) -> int:
        """How many pieces are painted."""
        return min(self._count, MOST_DRAWN)

    def word(self) -> str:
        """What stands on the piece: `100`, `5角`."""
        if self.coin:
            return tr("{n}角", n=self._value.fen // 10)
        return str(self._value.fen // 100)

    def sizeHint(self) -> QSize:
        return QSize(NOTE_WIDTH + STEP * (MOST_DRAWN - 1), NOTE_HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # From the last to the first: the first lies on top, of the others a strip of 14 px shows.
        for at in reversed(range(self.drawn())):
            if self.coin:
                self._paint_coin(painter, at)
            else:
                self._paint_note(painter, at)
        painter.end()

    def _paint_note(self, painter: QPainter, at: int) -> None:
        first = at == 0
        left = at * STEP
        whole = QRectF(left, 0, NOTE_WIDTH, NOTE_HEIGHT)
        if at + 1 < self.drawn():
            # A thin gap to the note beneath, in the colour of the ground.
            painter.fillRect(QRectF(whole.right(), 0, 1, NOTE_HEIGHT), colour("surface"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ink))
        painter.drawRoundedRect(whole, NOTE_RADIUS, NOTE_RADIUS)
        if first:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(NOTE_TEXT), 0.5))
            painter.drawRoundedRect(whole.adjusted(2.5, 2.5, -2.5, -2.5), 1, 1)
            painter.setPen(QColor(NOTE_TEXT))
            painter.setFont(font("bold"))
            painter.drawText(whole, Qt.AlignmentFlag.AlignCenter, self.word())

    def _paint_coin(self, painter: QPainter, at: int) -> None:
        radius = COIN / 2
        centre = QPointF(at * STEP + radius + 0.5, NOTE_HEIGHT / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("surface"))
        painter.drawEllipse(centre, radius + 1, radius + 1)
        painter.setBrush(QColor(self._ink))
        painter.drawEllipse(centre, radius, radius)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(NOTE_TEXT), 0.6))
        painter.drawEllipse(centre, radius - 1.5, radius - 1.5)
        if at == 0:
            painter.setPen(QColor(COIN_TEXT))
            painter.setFont(font("small_bold"))
            painter.drawText(
                QRectF(centre.x() - COIN, 0, 2 * COIN, NOTE_HEIGHT), Qt.AlignmentFlag.AlignCenter, self.word()
            )
