"""An icon on its own, in a token's colour; follows the theme."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from frontdesk.base.widgets.theme import icon_pixmap, theme_changed
from frontdesk.base.widgets.tokens import SIZE


class Glyph(QWidget):
    """A picture of 16 px. It says nothing to a reader: the words beside it do."""

    def __init__(self, name: str, tone: str = "text2", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._tone = name, tone
        self.setFixedSize(SIZE.icon, SIZE.icon)
        theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, icon_pixmap(self._name, self._tone, SIZE.icon, self.devicePixelRatioF()))
        painter.end()
