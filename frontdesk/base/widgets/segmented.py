"""A few words in one frame, of which one is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.base.widgets.marks import by_keyboard, paint_box
from frontdesk.base.widgets.theme import colour, font, theme_changed
from frontdesk.base.widgets.tokens import SIZE


class Segmented(QWidget):
    """A few words in one frame, of which one is chosen: for a choice of up to six. Arrows and digits choose."""

    changed = Signal(object)

    def __init__(
        self, choices: Sequence[tuple[object, str]], *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = list(choices)
        self._at = 0
        self._over = -1
        self._ring = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if name:
            self.setObjectName(name)
        theme_changed.connect(self.update)

    def value(self) -> object:
        """The value chosen."""
        return self._choices[self._at][0]

    def set_value(self, value: object) -> None:
        """Choose without telling; `ValueError` for a value that is none of them."""
        self._at = [v for v, _ in self._choices].index(value)
        self.update()

    def _take(self, at: int) -> None:
        if 0 <= at < len(self._choices) and at != self._at:
            self._at = at
            self.update()
            self.changed.emit(self.value())

    def _edges(self) -> list[int]:
        metrics = QFontMetrics(font("bold"))
        edges = [0]
        for _, text in self._choices:
            edges.append(edges[-1] + metrics.horizontalAdvance(text) + 21)
        return edges

    def sizeHint(self) -> QSize:
        return QSize(self._edges()[-1] + 1, SIZE.control)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _hit(self, x: float) -> int:
        edges = self._edges()
        return next((i for i in range(len(self._choices)) if edges[i] <= x < edges[i + 1]), -1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._take(self._hit(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._over = self._hit(event.position().x())
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = -1
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Left:
            self._take(self._at - 1)
        elif event.key() == Qt.Key.Key_Right:
            self._take(self._at + 1)
        elif Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self._take(event.key() - Qt.Key.Key_1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        edges = self._edges()
        whole = QRectF(0, 0, edges[-1] + 1, self.height())
        paint_box(
            painter,
            whole,
            colour("ctl" if self.isEnabled() else "subtle"),
            colour("ctlline"),
            edge=colour("ctledge"),
        )
        for i, (_, text) in enumerate(self._choices):
            on = i == self._at
            cell = QRectF(edges[i], 0, edges[i + 1] - edges[i] + 1, self.height())
            if on:
                self._paint_cell(painter, cell, i, colour("tint"), colour("tintline"))
            elif i == self._over and self.isEnabled():
                self._paint_cell(painter, cell.adjusted(0, 1, 0, -1), i, colour("hover"), None)
            if i and not on and i - 1 != self._at:
                painter.fillRect(QRectF(cell.left(), 1, 1, self.height() - 2), colour("ctlline"))
            painter.setPen(colour("disabled" if not self.isEnabled() else "accent" if on else "text"))
            painter.setFont(font("bold" if on else "body"))
            painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, text)
        if self._ring:
            paint_box(painter, whole, None, None, focus=colour("accent"))
        painter.end()

    def _paint_cell(
        self, painter: QPainter, cell: QRectF, at: int, fill: QColor, border: QColor | None
    ) -> None:
        """One cell; only the outer corners are round."""
        painter.save()
        first, last = at == 0, at == len(self._choices) - 1
        painter.setClipRect(cell)
        wide = cell.adjusted(0 if first else -SIZE.radius, 0, 0 if last else SIZE.radius, 0)
        paint_box(painter, wide, fill, border)
        if border is not None:
            for x in ([] if first else [cell.left()]) + ([] if last else [cell.right() - 1]):
                painter.fillRect(QRectF(QPointF(x, 1), QPointF(x + 1, cell.bottom() - 1)), border)
        painter.restore()
