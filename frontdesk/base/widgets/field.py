"""What every field is: a painted frame, an error, the moves of the keyboard; and the label with its error line."""

from __future__ import annotations

import unicodedata
from typing import Any

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import Words, paint_box
from frontdesk.base.widgets.theme import colour, font, icon_pixmap, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def plain(text: str) -> str:
    """Full-width figures, letters and signs in their plain shapes, without blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


class Field(QWidget):
    """The ground of all fields: a painted frame, an error, and the moves of the keyboard.

    `edited` is emitted when the clerk changes something (not by `set_value`); `error_changed(text)` with "" when
    nothing is wrong any more. A field is found by its object name and known to readers by its accessible name.
    """

    edited = Signal()
    error_changed = Signal(str)
    submitted = Signal()
    """Enter was pressed; the focus has moved on unless `enter_moves` is off."""

    def __init__(self, name: str, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(name)
        self.required = required
        self.label = ""
        self.enter_moves = True
        self._error = ""
        self._read_only = False
        self.setFixedHeight(SIZE.control)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover, True)
        theme_changed.connect(self.update)

    # -- what every field answers --

    def value(self) -> Any:
        """What is meant; None (or "" for text) for nothing. Raises `Refused`: what is wrong and what to do."""
        raise AssertionError("each field says it")

    def set_value(self, value: Any) -> None:
        """Show *value*; None empties the field."""
        raise AssertionError("each field says it")

    def typed(self) -> Any:
        """What stands in the field, as plain JSON: for a draft. Never raises."""
        raise AssertionError("each field says it")

    def set_typed(self, kept: Any) -> None:
        """Put back what `typed` gave."""
        raise AssertionError("each field says it")

    def must(self) -> Refused:
        """The refusal of an empty field that has to be filled."""
        return Refused(tr("请填{what}", what=self.label or tr("这一项")))

    # -- errors --

    def set_error(self, text: str | None) -> None:
        """Say what is wrong; None or "" takes it away."""
        if (text or "") != self._error:
            self._error = text or ""
            self.setAccessibleDescription(self._error)
            self.error_changed.emit(self._error)
            self.update()

    def error(self) -> str:
        return self._error

    # -- state --

    def set_label(self, label: str) -> None:
        """The word over the field, also what a screen reader says."""
        self.label = label
        self.setAccessibleName(label)
        proxy = self.focusProxy()
        if proxy is not None:
            proxy.setAccessibleName(label)

    def set_read_only(self, on: bool) -> None:
        """Shown, and can be copied, but not changed."""
        self._read_only = on
        self.update()

    def read_only(self) -> bool:
        return self._read_only

    def _changed_by_hand(self) -> None:
        self.set_error(None)
        self.edited.emit()

    def _move_on(self) -> None:
        self.submitted.emit()
        if self.enter_moves:
            self.focusNextChild()

    def focused(self) -> bool:
        """Whether typing goes here."""
        proxy = self.focusProxy()
        return self.hasFocus() or (proxy is not None and proxy.hasFocus())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self.paint_frame(painter)
        painter.end()

    def paint_frame(self, painter: QPainter) -> None:
        """The frame in its state: rest, under the pointer, focus, wrong, read-only, disabled."""
        box = QRectF(self.rect())
        if self._read_only or not self.isEnabled():
            focus = colour("accent") if self.focused() else None
            paint_box(painter, box, colour("subtle"), colour("line"), focus=focus)
        elif self._error:
            focus = colour("bad") if self.focused() else None
            paint_box(painter, box, colour("ctl"), colour("bad"), focus=focus)
        elif self.focused():
            paint_box(painter, box, colour("ctl"), None, focus=colour("accent"))
        else:
            edge = colour("text3" if self.underMouse() else "ctledge")
            paint_box(painter, box, colour("ctl"), colour("ctlline"), edge=edge)


class _ErrorLine(QWidget):
    """What is wrong, in words; the place is kept while nothing is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self.setFixedHeight(SIZE.error_line)
        theme_changed.connect(self.update)

    def set_text(self, text: str) -> None:
        self._text = text
        self.setToolTip(text)
        self.update()

    def text(self) -> str:
        return self._text

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._text:
            return
        painter = QPainter(self)
        middle = self.height() / 2
        mark = icon_pixmap("ph.warning-circle-fill", "bad", 14, self.devicePixelRatioF())
        painter.drawPixmap(0, round(middle - 7), mark)
        painter.setFont(font("small"))
        painter.setPen(colour("bad"))
        place = QRectF(18, 0, self.width() - 18, self.height())
        words = QFontMetrics(font("small")).elidedText(
            self._text, Qt.TextElideMode.ElideRight, int(place.width())
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()


def begin_in(field: Field) -> None:
    """The focus on the first field of what has just opened, its ring shown (L5).

    A field of text shows its cursor; a reason of the keyboard's would select what is proposed in it.
    """
    inner = field.focusProxy() or field
    by_key = not isinstance(inner, (QLineEdit, QPlainTextEdit, QTextEdit))
    field.setFocus(Qt.FocusReason.TabFocusReason if by_key else Qt.FocusReason.OtherFocusReason)


class Labelled(QWidget):
    """Label over field, and under it the line for what is wrong, always kept free so that nothing jumps.

    `reserve=False` leaves the line out where another place says what is wrong.
    """

    def __init__(
        self, field: Field, label: str, *, reserve: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        field.set_label(label)
        self.label = Words(label, "small", "text2", parent=self)
        self.label.setFixedHeight(SIZE.label_line)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.label.setBuddy(field)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.label)
        column.addWidget(field)
        self.error_line: _ErrorLine | None = None
        if reserve:
            self.error_line = _ErrorLine(self)
            self.error_line.setObjectName(f"{field.objectName()}_error")
            column.addSpacing(2)
            column.addWidget(self.error_line)
            column.addSpacing(SPACE.xs)
            field.error_changed.connect(self._show_error)
        policy = field.sizePolicy()
        self.setSizePolicy(policy.horizontalPolicy(), QSizePolicy.Policy.Fixed)

    def _show_error(self, text: str) -> None:
        if self.error_line is not None:
            self.error_line.set_text(text)
            self.error_line.setAccessibleName(text)
