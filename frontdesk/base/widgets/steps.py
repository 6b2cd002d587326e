"""The steps of work that goes one way, and where it stands: 关班检查 — 清点 — 核对 — 打印上缴."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import hline, pen_width
from frontdesk.base.widgets.theme import FontName, colour, font, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

DISC = 20
LINE = 24


class StepBar(QWidget):
    """Numbered discs with words: a tick on what is done, full where it stands, a ring for what comes.

    It only shows; the work itself moves it by `set_current`.
    """

    def __init__(self, steps: Sequence[str], current: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._steps = tuple(steps)
        self._current = 0
        self.setObjectName("steps")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme_changed.connect(self.update)
        self.set_current(current)

    def current(self) -> int:
        """Index of the step under way; the number of steps when all are done."""
        return self._current

    def set_current(self, index: int) -> None:
        """Stand at that step; the number of steps says that all are done."""
        self._current = max(0, min(index, len(self._steps)))
        if self._current == len(self._steps):
            self.setAccessibleName(tr("{n} 步都已完成", n=len(self._steps)))
        else:
            self.setAccessibleName(
                tr(
                    "第 {at} 步，共 {n} 步：{word}",
                    at=self._current + 1,
                    n=len(self._steps),
                    word=self._steps[self._current],
                )
            )
        self.update()

    def _widths(self) -> list[int]:
        # As wide as the bold word would be, so that nothing moves when the work goes on.
        metrics = QFontMetrics(font("bold"))
        return [metrics.horizontalAdvance(word) for word in self._steps]

    def sizeHint(self) -> QSize:
        words = sum(DISC + SPACE.s + width for width in self._widths())
        return QSize(words + (len(self._steps) - 1) * (LINE + 2 * SPACE.s), SIZE.control)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        left = 0.0
        for at, (word, width) in enumerate(zip(self._steps, self._widths(), strict=True)):
            self._paint_disc(painter, QPointF(left + DISC / 2, middle), at)
            left += DISC + SPACE.s
            now = at == self._current
            painter.setFont(font("bold" if now else "body"))
            painter.setPen(colour("text" if now else "text2"))
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRectF(left, 0, width + 2, self.height()), align, word)
            left += width + SPACE.s
            if at + 1 < len(self._steps):
                hline(painter, left, left + LINE, middle, colour("ctlline"))
                left += LINE + SPACE.s
        painter.end()

    def _paint_disc(self, painter: QPainter, centre: QPointF, at: int) -> None:
        radius = DISC / 2
        box = QRectF(centre.x() - radius, centre.y() - radius, DISC, DISC)
        if at == self._current:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("accent"))
            painter.drawEllipse(box)
            self._paint_number(painter, box, at, "onaccent", "small_bold")
            return
        thin = pen_width(painter)
        ring = box.adjusted(thin / 2, thin / 2, -thin / 2, -thin / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if at > self._current:
            painter.setPen(QPen(colour("ctledge"), thin))
            painter.drawEllipse(ring)
            self._paint_number(painter, box, at, "text3", "small")
            return
        painter.setPen(QPen(colour("okdot"), thin))
        painter.drawEllipse(ring)
        tick = QPen(colour("ok"), 1.5)
        tick.setCapStyle(Qt.PenCapStyle.RoundCap)
        tick.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(tick)
        corner = QPointF(centre.x() - 1, centre.y() + 3)
        painter.drawPolyline([corner + QPointF(-3.5, -3.5), corner, corner + QPointF(5.5, -6)])

    def _paint_number(self, painter: QPainter, box: QRectF, at: int, ink: str, face: FontName) -> None:
        painter.setPen(colour(ink))
        painter.setFont(font(face))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(at + 1))
