"""A quiet box on a page that says what went wrong, or what to know, and offers what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.base.widgets.marks import Words, paint_box
from frontdesk.base.widgets.theme import colour, icon_pixmap, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE


class _Mark(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedSize(SIZE.icon, 20)
        self.tone = "bad"
        theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        name = "ph.warning-circle-fill" if self.tone == "bad" else "ph.info"
        painter.drawPixmap(0, 2, icon_pixmap(name, self.tone, SIZE.icon, self.devicePixelRatioF()))
        painter.end()


class Note(QFrame):
    """Hidden until `say`; *tone* is `bad` (refused) or `warn` (look at it)."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._mark = _Mark(self)
        self._text = Words("", "bold", wrap=True, parent=self)
        self._text.setObjectName(f"{name}_text")
        self._detail = Words("", "body", "text2", wrap=True, parent=self)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(SPACE.s)
        words = QVBoxLayout()
        words.setSpacing(SPACE.xs)
        words.addWidget(self._text)
        words.addWidget(self._detail)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.l, SPACE.m, SPACE.l, SPACE.m)
        row.setSpacing(SPACE.m)
        row.addWidget(self._mark)
        row.setAlignment(self._mark, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addLayout(self.buttons)
        self.hide()
        theme_changed.connect(self.update)

    def say(self, text: str, detail: str = "", tone: str = "bad") -> None:
        """Show these words; the first are bold."""
        self._mark.tone = tone
        self._text.setText(text)
        self._detail.setText(detail if not detail or detail.endswith("。") else f"{detail}。")
        self._detail.setVisible(bool(detail))
        self.setAccessibleName(f"{text}{detail}")
        self.show()
        self.update()
        self._mark.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_box(
            painter, QRectF(self.rect()), colour("badbg" if self._mark.tone == "bad" else "warnbg"), None
        )
        painter.end()

    def text(self) -> str:
        """What is said now; "" while hidden."""
        return "" if self.isHidden() else self.accessibleName()
