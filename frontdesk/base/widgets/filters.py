"""What narrows a list beside its chips, as high as they are: the field that `/` comes to, and choosers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.base.widgets.choices import ChoiceField, Option
from frontdesk.base.widgets.textfields import TextField
from frontdesk.base.widgets.tokens import SIZE

FILTER_AFTER_MS = 120
_WIDTH = 208
_WIDEST = 360
_BESIDE = 66
"""What stands beside the words: edges, the funnel, the key."""


class FilterField(TextField):
    """Words that narrow the list; `/` comes here from anywhere on the page.

    `asked(text)` when typing rests for a moment, at once on Enter; `left_by_key` on Enter, ↓ and Esc (which empties
    it): the list takes the focus. As wide as its placeholder where the row has room for that, never under *width*.
    """

    asked = Signal(str)
    left_by_key = Signal()

    def __init__(
        self, name: str, placeholder: str, *, width: int = _WIDTH, parent: QWidget | None = None
    ) -> None:
        super().__init__(name, placeholder, parent=parent)
        self.set_label(placeholder)
        self.setToolTip(placeholder)
        self.setFixedHeight(SIZE.chip)
        wanted = self.inner.fontMetrics().horizontalAdvance(placeholder) + _BESIDE
        self._wanted = max(width, min(wanted, _WIDEST))
        self.setMinimumWidth(width)
        self.setMaximumWidth(self._wanted)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_leading_icon("ph.funnel")
        self.set_trailing("/")
        self.enter_moves = False
        self._asked = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(FILTER_AFTER_MS)
        self._wait.timeout.connect(self.ask_now)
        key = QShortcut(QKeySequence("/"), self)
        key.activated.connect(lambda: self.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.inner.textChanged.connect(self._changed)
        self.submitted.connect(self._leave)

    def sizeHint(self) -> QSize:
        return QSize(self._wanted, SIZE.chip)

    def ask_now(self) -> None:
        """Tell what stands here, if it is not what was told last."""
        self._wait.stop()
        text = self.text().strip()
        if text != self._asked:
            self._asked = text
            self.asked.emit(text)

    def set_text(self, text: str) -> None:
        """Put words there and tell them at once."""
        self.inner.setText(text)
        self.ask_now()

    def _changed(self, text: str) -> None:
        self.set_trailing("" if text else "/")
        self._wait.start()

    def _leave(self) -> None:
        self.ask_now()
        self.left_by_key.emit()

    def take_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.inner.clear()
            self._leave()
            return True
        if event.key() == Qt.Key.Key_Down:
            self._leave()
            return True
        return False


class FilterChoice(ChoiceField):
    """A chooser in the filter row. The first option is the one that narrows nothing."""

    def __init__(
        self,
        name: str,
        label: str,
        options: Sequence[Option | tuple[Any, str]],
        *,
        width: int = 128,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, options, parent=parent)
        self.set_label(label)
        self.setFixedSize(width, SIZE.chip)
        self.enter_moves = False
        if options:
            self.set_value(self.options()[0].value)
