"""Fields without typing: a box to tick, a choice of a few words in one frame."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from frontdesk.base.widgets.buttons import Segmented
from frontdesk.base.widgets.cells import paint_tick
from frontdesk.base.widgets.field import ENTER, Field
from frontdesk.base.widgets.marks import paint_box
from frontdesk.base.widgets.theme import colour, font
from frontdesk.base.widgets.tokens import SIZE, SPACE


class SegmentField(Field):
    """A choice of a few words in one frame (`Segmented`) as a field of a form."""

    def __init__(
        self, name: str, choices: Sequence[tuple[Any, str]], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, parent=parent)
        self.inner = Segmented(choices, name=f"{name}_choice", parent=self)
        self._values = [value for value, _ in choices]
        self.setFocusProxy(self.inner)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.inner)
        row.addStretch(1)
        self.inner.changed.connect(lambda _value: self._changed_by_hand())
        self.inner.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() in ENTER and not event.modifiers():
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._move_on()
                return True
        return super().eventFilter(watched, event)

    def paint_frame(self, painter: QPainter) -> None:
        pass

    def value(self) -> Any:
        return self.inner.value()

    def set_value(self, value: Any) -> None:
        self.inner.set_value(self._values[0] if value is None else value)

    def typed(self) -> Any:
        return self._values.index(self.inner.value())

    def set_typed(self, kept: Any) -> None:
        if isinstance(kept, int) and 0 <= kept < len(self._values):
            self.inner.set_value(self._values[kept])

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        self.inner.setEnabled(not on)


class CheckField(Field):
    """A box to tick with its words beside it: `bool`."""

    def __init__(self, name: str, text: str, *, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self._text = text
        self._on = on
        self._ring = False
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def value(self) -> bool:
        return self._on

    def set_value(self, value: Any) -> None:
        self._on = bool(value)
        self.update()

    def typed(self) -> Any:
        return self._on

    def set_typed(self, kept: Any) -> None:
        self.set_value(kept)

    def text(self) -> str:
        return self._text

    def toggle(self) -> None:
        """As a click does."""
        if not self.read_only() and self.isEnabled():
            self._on = not self._on
            self.update()
            self._changed_by_hand()

    def sizeHint(self) -> QSize:
        wide = 16 + SPACE.s + QFontMetrics(font("body")).horizontalAdvance(self._text) + SPACE.xs
        return QSize(wide, SIZE.control)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.toggle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self.toggle()
        elif event.key() in ENTER and not event.modifiers():
            self._move_on()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = True
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)
        self.update()

    def paint_frame(self, painter: QPainter) -> None:
        middle = self.height() // 2
        state = Qt.CheckState.Checked if self._on else Qt.CheckState.Unchecked
        paint_tick(painter, QPoint(8, middle), state, enabled=self.isEnabled() and not self.read_only())
        if self._ring:
            box = QRectF(0, middle - 8, 16, 16)
            paint_box(painter, box, None, None, focus=colour("text" if self._on else "accent"), radius=3)
        painter.setFont(font("body"))
        painter.setPen(colour("text" if self.isEnabled() else "disabled"))
        place = QRectF(16 + SPACE.s, 0, self.width() - 16 - SPACE.s, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)
        if self.error():
            paint_box(painter, QRectF(0, middle - 8, 16, 16), None, colour("bad"), radius=3)
