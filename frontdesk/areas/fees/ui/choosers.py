"""What stands in a filter row: the month with its arrows, choosers and the search field, all as high as chips."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton
from frontdesk.base.widgets.fields import MonthField, TextField
from frontdesk.base.widgets.tokens import SIZE, SPACE

_MONTH = 96
SEARCH = 176


class MonthStepper(QWidget):
    """`‹ 2026-11 ›`: a month, one back, one on. An empty field means every month where *every* is allowed.

    `changed(month or None)` when the clerk takes another one.
    """

    changed = Signal(object)

    def __init__(
        self, name: str, month: Month, *, every: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._month: Month | None = month
        self._last = month
        self._every = every
        before = IconButton("ph.caret-left", tr("上一个月"), "Ctrl+PgUp", name=f"{name}_before", parent=self)
        after = IconButton("ph.caret-right", tr("下一个月"), "Ctrl+PgDown", name=f"{name}_after", parent=self)
        self.field = MonthField(f"{name}_month", tr("全部账期") if every else "", parent=self)
        self.field.set_label(tr("账期"))
        self.field.setFixedSize(_MONTH, SIZE.chip)
        self.field.inner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.enter_moves = False
        self.field.set_value(month)
        for button in (before, after):
            button.setFixedSize(SIZE.chip, SIZE.chip)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.xs)
        row.addWidget(before)
        row.addWidget(self.field)
        row.addWidget(after)
        before.clicked.connect(lambda: self._step(-1))
        after.clicked.connect(lambda: self._step(1))
        self.field.submitted.connect(self._typed)
        self.field.inner.editingFinished.connect(self._typed)
        self.field.edited.connect(self._edited)

    def month(self) -> Month | None:
        """The month chosen; None for every month."""
        return self._month

    def set_month(self, month: Month | None) -> None:
        """Show another one without telling."""
        self._month = month if month is not None or self._every else self._month
        if self._month is not None:
            self._last = self._month
        self.field.set_value(self._month)

    def _step(self, by: int) -> None:
        self._take(self._last if self._month is None else self._month.plus(by))

    def _edited(self) -> None:
        # The arrow keys write a whole month; half a typed one waits for Enter.
        try:
            month = self.field.value()
        except Refused:
            return
        if month is not None and str(month) == self.field.text():
            self._take(month)

    def _typed(self) -> None:
        try:
            month = self.field.value()
        except Refused as refused:
            self.field.set_error(refused.text)
            self.field.setToolTip(refused.text)
            return
        self.field.setToolTip("")
        if month is None and not self._every:
            self.field.set_value(self._month)
            return
        self._take(month)

    def _take(self, month: Month | None) -> None:
        if month == self._month:
            return
        self.set_month(month)
        self.changed.emit(month)


class SearchField(TextField):
    """Narrows the list; `/` comes here from anywhere on the page, Esc empties it and goes back to the list."""

    asked = Signal(str)
    left_by_key = Signal()

    def __init__(self, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(name, placeholder, parent=parent)
        self.set_label(placeholder)
        self.setFixedSize(SEARCH, SIZE.chip)
        self.set_leading_icon("ph.magnifying-glass")
        self.set_trailing("/")
        self.enter_moves = False
        key = QShortcut(QKeySequence("/"), self)
        key.activated.connect(lambda: self.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.inner.textChanged.connect(self._changed)
        self.submitted.connect(self.left_by_key)

    def _changed(self, text: str) -> None:
        self.set_trailing("" if text else "/")
        self.asked.emit(text.strip())

    def take_key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.inner.clear()
            self.left_by_key.emit()
            return True
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            self.left_by_key.emit()
            return True
        return False
