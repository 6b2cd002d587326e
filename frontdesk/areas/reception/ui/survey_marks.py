"""Marks of one question, typed with one key: the figure is taken and the focus moves on by itself (D2.7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.areas.reception.rules.surveys import SCORE_WORDS, SCORES
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.fields import Field
from frontdesk.base.widgets.marks import paint_box
from frontdesk.base.widgets.theme import colour, font
from frontdesk.base.widgets.tokens import SIZE, SPACE

_BACK = (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Backspace)
_ON = (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLEAR = (Qt.Key.Key_0, Qt.Key.Key_Delete)


class MarkField(Field):
    """One of a few figures with their words; None while the question is open.

    Its figure takes a mark and moves on; 0 or Delete takes it off; Space, Enter and ↓ leave the question as it
    stands, ↑ and Backspace go back to the one before.
    """

    def __init__(self, name: str, marks: Sequence[tuple[int, str]], parent: QWidget | None = None) -> None:
        super().__init__(name, parent=parent)
        self._marks = tuple(marks)
        self._value: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def value(self) -> Any:
        return self._value

    def set_value(self, value: Any) -> None:
        self._value = value if any(figure == value for figure, _word in self._marks) else None
        self._say()

    def typed(self) -> Any:
        return self._value

    def set_typed(self, kept: Any) -> None:
        self.set_value(kept)

    def _say(self) -> None:
        said = next(
            (f"{figure} {word}" for figure, word in self._marks if figure == self._value), tr("没有答")
        )
        self.setAccessibleDescription(self.error() or said)
        self.update()

    def _take(self, figure: int | None) -> None:
        self._value = figure
        self._say()
        self._changed_by_hand()

    # -- keys and pointer --

    def event(self, event: QEvent) -> bool:
        # Figures and blanks are this field's own, not short cuts of the page.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._own(event):
            event.accept()
            return True
        return super().event(event)

    def _own(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and self._figure(event) is not None

    @staticmethod
    def _figure(event: QKeyEvent) -> int | None:
        text = event.text()
        if text.isascii() and text.isdigit() and len(text) == 1:
            return int(text)
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
            return
        figure = self._figure(event)
        if figure is not None and any(known == figure for known, _word in self._marks):
            self._take(figure)
            self._move_on()
        elif event.key() in _CLEAR:
            self._take(None)
        elif event.key() in _ON:
            self._move_on()
        elif event.key() in _BACK:
            self.focusPreviousChild()
        elif figure is not None:
            most = self._marks[0][0] if self._marks[0][0] > self._marks[-1][0] else self._marks[-1][0]
            self.set_error(tr("只有 1 到 {n}", n=most))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            at = int(event.position().x() // max(1, self._cell()))
            if 0 <= at < len(self._marks):
                self._take(self._marks[at][0])

    # -- paint --

    def _cell(self) -> int:
        metrics = QFontMetrics(font("bold"))
        wide = max(metrics.horizontalAdvance(f"{figure} {word}") for figure, word in self._marks)
        return wide + SPACE.l

    def sizeHint(self) -> QSize:
        return QSize(self._cell() * len(self._marks), SIZE.control)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        cell = self._cell()
        for at, (figure, word) in enumerate(self._marks):
            box = QRectF(at * cell, 2, cell - SPACE.xs, self.height() - 4)
            on = figure == self._value
            if on:
                paint_box(painter, box, colour("tint"), colour("tintline"))
            painter.setFont(font("bold" if on else "body"))
            painter.setPen(colour("disabled" if not self.isEnabled() else "accent" if on else "text2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{figure} {word}")
        if self.focused():
            paint_box(
                painter, QRectF(self.rect()), None, None, focus=colour("bad" if self.error() else "accent")
            )
        painter.end()


def score_field(name: str) -> MarkField:
    """5 很满意 … 1 很不满意, in the order of the paper."""
    return MarkField(name, [(score, tr(SCORE_WORDS[score])) for score in SCORES])


def choice_field(name: str, choices: Sequence[str]) -> MarkField:
    """A choice's words under the figures that stand on the paper."""
    return MarkField(name, list(enumerate(choices, 1)))
