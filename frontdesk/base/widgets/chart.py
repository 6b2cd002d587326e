"""Amounts as bars, one for each label, upwards from nothing and downwards below it (L8)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from frontdesk.base.values.money import MINUS, Money
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.bars import AXIS, PLOT, RADIUS, STUB, grid_lines, line_words
from frontdesk.base.widgets.marks import by_keyboard, hline, paint_box
from frontdesk.base.widgets.theme import colour, font, theme_changed
from frontdesk.base.widgets.tokens import SPACE

WIDEST = 48
"""Logical pixels: three buildings are bars as well, not walls."""
_WORDS = 20
_SHARE = 0.76


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar. *label* stands under it; *told* is its full name, the label where it is empty."""

    label: str
    amount: Money
    told: str = ""
    marked: bool = False
    """Today, or this month: in accent."""
    to_come: bool = False
    """Days that have not been: a stub."""

    @property
    def words(self) -> str:
        """What is told of it: `11-03　26,650.00 元`."""
        return tr("{label}　{amount} 元", label=self.told or self.label, amount=self.amount)


class Chart(QWidget):
    """Any bars; arrows or the pointer tell a bar's amount. `opened(number)` on Enter or a double click, from 0."""

    opened = Signal(int)

    def __init__(self, name: str = "chart", *, plot: int = PLOT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: tuple[ChartBar, ...] = ()
        self._plot = plot
        self._at = 0
        self._ring = False
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.update)

    def set_bars(self, title: str, bars: Sequence[ChartBar]) -> None:
        """Show these; the arrows begin at the marked one, else at the last. *title* is what screen readers say."""
        self._bars = tuple(bars)
        marked = [number for number, bar in enumerate(self._bars) if bar.marked]
        self._at = marked[0] if marked else max(0, len(self._bars) - 1)
        self.setAccessibleName(title)
        self._describe()
        self.update()

    def bars(self) -> tuple[ChartBar, ...]:
        return self._bars

    def current(self) -> int:
        """The bar the arrows stand on, from 0."""
        return self._at

    def _describe(self) -> None:
        self.setAccessibleDescription(self._bars[self._at].words if self._bars else tr("没有数据"))

    def sizeHint(self) -> QSize:
        return QSize(480, self._plot + AXIS)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, self._plot + AXIS)

    # -- pointer and keys --

    def _pitch(self) -> float:
        return self.width() / max(1, len(self._bars))

    def bar_at(self, x: float) -> int:
        """Number of the bar whose column is at *x*; -1 beside them."""
        number = int(x // self._pitch())
        return number if 0 <= number < len(self._bars) else -1

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(self.bar_at(event.pos().x()), event.globalPos())
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if QToolTip.isVisible():
            self._tell(self.bar_at(event.position().x()), event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self.bar_at(event.position().x())
        if number >= 0:
            self.opened.emit(number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._bars) - 1
        moves = {
            Qt.Key.Key_Left: self._at - 1,
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._bars:
            self.opened.emit(self._at)
            return
        if event.key() not in moves or not self._bars:
            super().keyPressEvent(event)
            return
        self._at = max(0, min(last, moves[Qt.Key(event.key())]))
        self._describe()
        centre = self._pitch() * (self._at + 0.5)
        self._tell(self._at, self.mapToGlobal(QPoint(round(centre), self.height() // 2)))
        self.update()

    def _tell(self, number: int, at: QPoint) -> None:
        if number < 0:
            QToolTip.hideText()
        else:
            QToolTip.showText(at, self._bars[number].words, self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        QToolTip.hideText()
        self.update()

    # -- paint --

    def lines(self) -> list[Money]:
        """Amounts of the lines behind the bars, on both sides of nothing in one step."""
        top, low = self._reach()
        found = grid_lines(Money(max(top, low)))
        if all(bar.amount.fen % 100 == 0 for bar in self._bars):
            # Things that are counted have no halves.
            found = [amount for amount in found if amount.fen % 100 == 0]
        return [a for a in found if a.fen <= top] + [-a for a in found if a.fen <= low]

    def _reach(self) -> tuple[int, int]:
        """Fen of the highest bar over nothing and of the lowest under it."""
        amounts = [bar.amount.fen for bar in self._bars]
        return max((0, *amounts)), -min((0, *amounts))

    def scale(self) -> tuple[float, float]:
        """Where nothing lies, from the top, and logical pixels for each fen."""
        top, low = self._reach()
        lines = [amount for amount in self.lines() if amount.fen > 0]
        # The top line's words need their height even when no bar reaches above it.
        over = _WORDS - 2 if lines and top < lines[-1].fen * 1.2 else 6
        room = self.height() - AXIS - over
        if not top + low:
            return over + room, 0.0
        per_fen = room / (top + low)
        return over + top * per_fen, per_fen

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        base, per_fen = self.scale()
        painter.setFont(font("small"))
        for amount in self.lines():
            top = base - amount.fen * per_fen
            hline(painter, 0, self.width(), top, colour("line"))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.setPen(colour("text3"))
            words = line_words(amount) if amount.fen > 0 else f"{MINUS}{line_words(-amount)}"
            painter.drawText(QRectF(0, top - _WORDS, self.width() - SPACE.xs, _WORDS), right, words)
        hline(painter, 0, self.width(), base, colour("ctledge"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for number, bar in enumerate(self._bars):
            self._paint_bar(painter, number, bar, base, per_fen)
        self._paint_labels(painter)
        if self._ring:
            paint_box(painter, QRectF(self.rect()), None, None, focus=colour("accent"))
        painter.end()

    def _paint_bar(self, painter: QPainter, number: int, bar: ChartBar, base: float, per_fen: float) -> None:
        pitch = self._pitch()
        wide = min(float(WIDEST), max(1.0, pitch * _SHARE))
        left = pitch * number + (pitch - wide) / 2
        tall = abs(bar.amount.fen) * per_fen
        below = bar.amount.fen < 0
        if bar.to_come and not bar.amount:
            painter.fillRect(QRectF(left, base - STUB, wide, STUB), colour("chart2"))
        elif bar.amount:
            # More went back than came in: downwards, in the colour of what is wrong.
            ink = colour("baddot" if below else "accent" if bar.marked else "chart")
            tall = max(tall, STUB)
            whole = QRectF(left, base if below else base - tall, wide, tall)
            painter.setBrush(ink)
            painter.drawRoundedRect(whole, RADIUS, RADIUS)
            # Round at its end only: a bar stands on the line.
            foot = min(tall, RADIUS)
            painter.fillRect(QRectF(left, base if below else base - foot, wide, foot), ink)
        if self._ring and number == self._at:
            painter.fillRect(QRectF(left, self.height() - AXIS + 1, wide, STUB), colour("text"))

    def _paint_labels(self, painter: QPainter) -> None:
        """Under as many bars as have room; the marked one's before the others."""
        metrics = QFontMetrics(font("small"))
        painter.setFont(font("small"))
        pitch = self._pitch()
        widest = max((metrics.horizontalAdvance(bar.label) for bar in self._bars), default=0)
        every = max(1, -(-(min(widest, 96) + SPACE.m) // max(1, int(pitch))))
        top = self.height() - AXIS + SPACE.xs
        taken: list[tuple[float, float]] = []
        marked = [n for n, bar in enumerate(self._bars) if bar.marked]
        for number in [*marked, *range(0, len(self._bars), every)]:
            bar = self._bars[number]
            room = int(pitch * every - SPACE.s)
            words = metrics.elidedText(bar.label, Qt.TextElideMode.ElideRight, max(room, 24))
            wide = metrics.horizontalAdvance(words)
            left = min(max(0.0, pitch * (number + 0.5) - wide / 2), self.width() - wide)
            if any(left < end + SPACE.s and start < left + wide + SPACE.s for start, end in taken):
                continue
            taken.append((left, left + wide))
            painter.setPen(colour("accent" if bar.marked else "text3"))
            painter.drawText(QPointF(left, top + metrics.ascent()), words)
