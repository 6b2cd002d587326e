"""A pale slanted mark over what is on screen, so that a photograph of it says whose desk it was (D1.9).

Off until the office sets it. It lies over the workplace and over each dialog, lets every click through, takes no
focus, and is in nothing that is printed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from frontdesk.base.widgets.theme import colour, font, theme_changed

NAME = "screen_mark"
DEGREES = -20
_PALE = 0.07
"""Of the ink: seen in a photograph, not in the way of reading."""
_ACROSS, _DOWN = 150.0, 128.0
"""Logical pixels between two marks of a line, and between two lines."""
_EVERY_MS = 20_000

Words = Callable[[], str]


class _Said:
    """What is over the screens of this program now; None for nothing."""

    words: Words | None = None


class ScreenMark(QWidget):
    """Covers *host* and stays on top of its children; `words` is asked for again as time goes on."""

    def __init__(self, host: QWidget, words: Words) -> None:
        super().__init__(host)
        self.setObjectName(NAME)
        for attribute in (
            Qt.WidgetAttribute.WA_TransparentForMouseEvents,
            Qt.WidgetAttribute.WA_NoSystemBackground,
        ):
            self.setAttribute(attribute)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._host, self._words, self._text = host, words, words()
        host.installEventFilter(self)
        theme_changed.connect(self.update)
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._again)
        self._clock.start(_EVERY_MS)
        self.setGeometry(host.rect())
        self.raise_()
        self.show()

    def text(self) -> str:
        """`林晓 11-21 10:30`."""
        return self._text

    def say(self, words: Words) -> None:
        """Somebody else sits here."""
        self._words = words
        self.raise_()
        self._again()

    def _again(self) -> None:
        text = self._words()
        if text != self._text:
            self._text = text
            self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._host.rect())
        elif event.type() == QEvent.Type.ChildPolished:
            self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.setFont(font("body"))
        ink = colour("text")
        ink.setAlphaF(_PALE)
        painter.setPen(ink)
        metrics = QFontMetricsF(painter.font())
        across = metrics.horizontalAdvance(self._text) + _ACROSS
        y, line = _DOWN / 2, 0
        while y < self.height() + _DOWN:
            x = _ACROSS / 4 - (across / 2 if line % 2 else 0.0)
            while x < self.width():
                painter.save()
                painter.translate(QPointF(x, y))
                painter.rotate(DEGREES)
                painter.drawText(QPointF(0, 0), self._text)
                painter.restore()
                x += across
            y, line = y + _DOWN, line + 1
        painter.end()


def set_screen_mark(words: Words | None) -> None:
    """From now on, what every dialog is covered with; None for nothing."""
    _Said.words = words


def cover(window: QWidget) -> ScreenMark | None:
    """Lay the mark over *window*, once; take it away where none is set."""
    found = window.findChild(ScreenMark, NAME, Qt.FindChildOption.FindDirectChildrenOnly)
    if _Said.words is None:
        if found is not None:
            found.hide()
            found.setParent(None)
            found.deleteLater()
        return None
    if found is None:
        return ScreenMark(window, _Said.words)
    found.say(_Said.words)
    return found
