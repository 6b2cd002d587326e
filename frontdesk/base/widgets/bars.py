"""What a month brought in, a bar for each day (L8)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import by_keyboard, hline, paint_box
from frontdesk.base.widgets.theme import colour, font, theme_changed
from frontdesk.base.widgets.tokens import SPACE

GAP = 3
RADIUS = 2
STUB = 2
AXIS = 24
PLOT = 96


def grid_lines(highest: Money) -> list[Money]:
    """Amounts of the lines behind the bars: one or two round ones not above *highest*, none for nothing."""
    if highest.fen <= 0:
        return []
    step = 1
    while True:
        for factor in (1, 2, 5):
            fen = step * factor
            if highest.fen // fen <= 2:
                return [Money(fen * n) for n in range(1, highest.fen // fen + 1)]
        step *= 10


def line_words(amount: Money) -> str:
    """How a line is named: `2 万`, `5,000`; below a yuan with its fen."""
    yuan, fen = divmod(amount.fen, 100)
    if fen:
        return str(amount)
    if yuan >= 10_000 and yuan % 10_000 == 0:
        return tr("{n} 万", n=f"{yuan // 10_000:,}")
    return f"{yuan:,}"


class Bars(QWidget):
    """A month's days as bars: today in accent, days to come as stubs; arrows or the pointer tell a day's amount."""

    def __init__(self, name: str = "bars", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._month = Month(2000, 1)
        self._amounts: dict[int, Money] = {}
        self._today: date | None = None
        self._at = 0
        self._ring = False
        self.setObjectName(name)
        self.setAccessibleName(tr("本月每天收款"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.update)

    def set_month(self, month: Month, amounts: Mapping[int, Money], today: date) -> None:
        """Show *amounts* by number of the day; a day that is missing brought nothing."""
        self._month, self._amounts, self._today = month, dict(amounts), today
        self._at = today.day if Month.of(today) == month else month.days
        self.setAccessibleDescription(self.words(self._at))
        self.update()

    def words(self, day: int) -> str:
        """What is told of a day: `11月3日　26,650.00 元`."""
        amount = self._amounts.get(day, ZERO)
        return tr("{month}月{day}日　{amount} 元", month=self._month.number, day=day, amount=amount)

    def current_day(self) -> int:
        """The day the arrows stand on."""
        return self._at

    def sizeHint(self) -> QSize:
        return QSize(328, PLOT + AXIS)

    def minimumSizeHint(self) -> QSize:
        return QSize(180, PLOT + AXIS)

    # -- pointer and keys --

    def day_at(self, x: float) -> int:
        """Number of the day whose column is at *x*; 0 beside them."""
        day = int(x // self._pitch()) + 1
        return day if 1 <= day <= self._month.days and x >= 0 else 0

    def _pitch(self) -> float:
        return (self.width() + GAP) / self._month.days

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._tell(self.day_at(event.pos().x()), event.globalPos())
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if QToolTip.isVisible():
            self._tell(self.day_at(event.position().x()), event.globalPosition().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: self._at - 1,
            Qt.Key.Key_Right: self._at + 1,
            Qt.Key.Key_Home: 1,
            Qt.Key.Key_End: self._month.days,
        }
        if event.key() not in moves:
            super().keyPressEvent(event)
            return
        self._at = max(1, min(self._month.days, moves[Qt.Key(event.key())]))
        self.setAccessibleDescription(self.words(self._at))
        centre = self._pitch() * (self._at - 0.5)
        self._tell(self._at, self.mapToGlobal(QPoint(round(centre), self.height() // 2)))
        self.update()

    def _tell(self, day: int, at: QPoint) -> None:
        if not day or self._to_come(day):
            QToolTip.hideText()
        else:
            QToolTip.showText(at, self.words(day), self)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        QToolTip.hideText()
        self.update()

    # -- paint --

    def _to_come(self, day: int) -> bool:
        return self._today is not None and self._month.start.replace(day=day) > self._today

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        base = float(self.height() - AXIS)
        highest = max(self._amounts.values(), default=ZERO)
        lines = grid_lines(highest)
        # The top line's words need their height even when no bar reaches above it.
        room = base - (18 if lines and highest.fen < lines[-1].fen * 1.2 else 6)
        scale = room / highest.fen if highest.fen > 0 else 0.0
        painter.setFont(font("small"))
        for amount in lines:
            top = base - amount.fen * scale
            hline(painter, 0, self.width(), top, colour("line"))
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.setPen(colour("text3"))
            painter.drawText(QRectF(0, top - 20, self.width(), 20), right, line_words(amount))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for day in range(1, self._month.days + 1):
            self._paint_bar(painter, day, base, scale)
        self._paint_axis(painter, base)
        if self._ring:
            paint_box(painter, QRectF(self.rect()), None, None, focus=colour("accent"))
        painter.end()

    def _paint_bar(self, painter: QPainter, day: int, base: float, scale: float) -> None:
        left = self._pitch() * (day - 1)
        wide = self._pitch() - GAP
        amount = self._amounts.get(day, ZERO)
        tall = amount.fen * scale
        if self._to_come(day):
            ink, tall = "chart2", STUB
        elif amount.fen < 0:
            # More went back than came in: a stub beneath the line, in the colour of what is wrong.
            painter.fillRect(QRectF(left, base, wide, STUB), colour("baddot"))
            return
        elif amount.fen == 0:
            return
        else:
            today = self._today is not None and self._month.start.replace(day=day) == self._today
            ink, tall = "accent" if today else "chart", max(tall, STUB)
        painter.setBrush(colour(ink))
        if tall <= STUB:
            painter.fillRect(QRectF(left, base - STUB, wide, STUB), colour(ink))
        else:
            painter.drawRoundedRect(QRectF(left, base - tall, wide, tall), RADIUS, RADIUS)
            # Round on top only: a bar stands on the line.
            painter.fillRect(QRectF(left, base - min(tall, RADIUS), wide, min(tall, RADIUS)), colour(ink))
        if self._ring and day == self._at:
            painter.fillRect(QRectF(left, base + 1, wide, STUB), colour("text"))

    def _paint_axis(self, painter: QPainter, base: float) -> None:
        metrics = QFontMetrics(font("small"))
        painter.setFont(font("small"))
        taken: list[tuple[float, float]] = []
        last = self._month.days
        marks: list[tuple[int, str, str]] = []
        if self._today is not None and Month.of(self._today) == self._month:
            marks.append((self._today.day, tr("今天"), "accent"))
        marks += [(day, tr("{day}日", day=day), "text3") for day in (1, last, 10, 20)]
        for day, word, ink in marks:
            wide = metrics.horizontalAdvance(word)
            centre = self._pitch() * (day - 1) + (self._pitch() - GAP) / 2
            left = min(max(0.0, centre - wide / 2), self.width() - wide)
            if any(left < end + SPACE.s and start < left + wide + SPACE.s for start, end in taken):
                continue
            taken.append((left, left + wide))
            painter.setPen(colour(ink))
            painter.drawText(QPointF(left, base + SPACE.xs + metrics.ascent()), word)
