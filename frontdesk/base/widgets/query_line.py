"""A line that asks as one types, and lets an input method compose in peace (L12)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QWidget,
)
from shiboken6 import isValid

from frontdesk.base.widgets.theme import font

ASK_MS = 40
"""A pause in typing after which the line asks: under it an answer would be thrown away unseen."""


class QueryLine(QLineEdit):
    """A line that asks as one types, but never while an input method composes.

    `asked` carries the text; `left` comes when the focus goes. *wants* says which keys belong to the list while it
    is open (they are then not shortcuts of the page); *take* gets every key first and says whether it used it.
    """

    asked = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(
        self,
        wants: Callable[[QKeyEvent], bool],
        take: Callable[[QKeyEvent], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wants, self._take = wants, take
        self._owner = parent if parent is not None else self
        self._composing = False
        self._text_before = ""
        self._last = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(ASK_MS)
        self._timer.timeout.connect(self.ask_now)
        self.setObjectName("inner")
        self.setFrame(False)
        self.setFont(font("body"))
        self.textChanged.connect(self._changed)

    @property
    def composing(self) -> bool:
        """An input method shows what is not typed yet."""
        return self._composing

    @property
    def pending(self) -> bool:
        """What stands there has not been asked yet."""
        return self.text() != self._last

    def set_quietly(self, text: str) -> None:
        """Put *text* there without asking."""
        self._timer.stop()
        self._last = text
        self.setText(text)

    def ask_now(self) -> None:
        """Ask without waiting for a pause."""
        self._timer.stop()
        if self.pending and not self._composing:
            self._last = self.text()
            self.asked.emit(self._last)

    def forget(self) -> None:
        """The same text may be asked again."""
        self._last = "\0"

    def _changed(self) -> None:
        if self._composing:
            return
        if self.pending:
            self._timer.start()
        else:
            self._timer.stop()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        # Before the base class: composing over a selection already changes the text.
        if not self._composing:
            self._text_before = self.text()
        self._composing = bool(event.preeditString())
        if self._composing:
            self._timer.stop()
        super().inputMethodEvent(event)
        if self.text() != self._text_before:
            self._changed()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and not self._composing:
            if event.type() == QEvent.Type.ShortcutOverride and self._wants(event):
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress and self._take(event):
                event.accept()
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._composing = False
        super().focusOutEvent(event)
        # A context menu of the line itself is no going away.
        if event.reason() != Qt.FocusReason.PopupFocusReason and isValid(self._owner):
            self.left.emit()
