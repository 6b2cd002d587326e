"""Fields of text: a line, a password, several lines."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import IconButton
from frontdesk.base.widgets.field import ENTER, Field, plain
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.theme import FontName, font, icon_pixmap
from frontdesk.base.widgets.tokens import SIZE, SPACE


class _Line(QLineEdit):
    """The line inside a field: without a frame of its own."""

    def __init__(self, field: TextField) -> None:
        super().__init__(field)
        self.setObjectName("inner")
        self.setFrame(False)
        self._field = field

    def event(self, event: QEvent) -> bool:
        # A button with Enter as its key must not take it from a field in which Enter moves on.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain_enter = event.key() in ENTER and not event.modifiers()
            if plain_enter and self._field.enter_moves:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            if not event.modifiers() and not event.isAutoRepeat():
                self._field._move_on()
            # Ctrl+Enter is the page's; Enter never goes through to a dialog's default button.
            event.setAccepted(not event.modifiers())
            return
        if self._field.take_key(event):
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._field.update()
        self._field.entered()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not isValid(self._field):
            # A field that goes takes the focus from its line on the way; there is nobody left to tell.
            return
        self._field.update()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._field.left()


class TextField(Field):
    """One line of text. *figures* turns full-width figures and letters plain in the value (phone, plate, number)."""

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        required: bool = False,
        figures: bool = False,
        limit: int = 0,
        face: FontName = "body",
        right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, required=required, parent=parent)
        self._figures = figures
        self.inner = _Line(self)
        self.inner.setFont(font(face))
        self.inner.setPlaceholderText(placeholder)
        if limit:
            self.inner.setMaxLength(limit)
        if right:
            self.inner.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setFocusProxy(self.inner)
        self._trailing = Words("", "small", "text3", parent=self)
        self._trailing.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(9, 1, 9, 1)
        self._row.setSpacing(SPACE.s)
        self._row.addWidget(self.inner, 1)
        self._row.addWidget(self._trailing)
        self.inner.textEdited.connect(lambda _text: self._changed_by_hand())

    def add_button(self, button: IconButton) -> None:
        """A small button inside the field's right end; it is not on the way of Tab."""
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setFixedSize(24, 24)
        self._row.setContentsMargins(9, 1, 4, 1)
        self._row.addWidget(button)

    def set_trailing(self, text: str) -> None:
        """Quiet words inside the field's right end: a unit, a count, whose it is."""
        self._trailing.setText(text)
        self._trailing.setVisible(bool(text))

    def set_leading_icon(self, name: str) -> None:
        """An icon inside the field's left end."""
        self._row.insertWidget(0, _Picture(name, self))

    def set_placeholder(self, text: str) -> None:
        self.inner.setPlaceholderText(text)

    def text(self) -> str:
        """What stands there, as typed."""
        return self.inner.text()

    def value(self) -> Any:
        text = plain(self.text()) if self._figures else self.text().strip()
        if self.required and not text:
            raise self.must()
        return text

    def set_value(self, value: Any) -> None:
        self.inner.setText("" if value is None else str(value))
        self.inner.setCursorPosition(0)
        self.set_error(None)

    def typed(self) -> Any:
        return self.text()

    def set_typed(self, kept: Any) -> None:
        self.inner.setText(str(kept or ""))

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        self.inner.setReadOnly(on)
        self.inner.setFocusPolicy(Qt.FocusPolicy.ClickFocus if on else Qt.FocusPolicy.StrongFocus)

    def entered(self) -> None:
        """Typing goes here now."""

    def left(self) -> None:
        """Typing goes elsewhere now: what can be read is written in its usual shape."""

    def take_key(self, event: QKeyEvent) -> bool:
        """True for a key the field uses itself."""
        return False


class _Picture(QLabel):
    """An icon that follows the theme."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(SIZE.icon, SIZE.icon)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawPixmap(0, 0, icon_pixmap(self._name, "text2", SIZE.icon, self.devicePixelRatioF()))
        painter.end()


class PasswordField(TextField):
    """A password; the eye shows it while it is held on."""

    def __init__(self, name: str, *, required: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, required=required, parent=parent)
        self.inner.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = IconButton("ph.eye", tr("看输入的密码"), name=f"{name}_eye", parent=self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.add_button(self._eye)

    def _show(self, on: bool) -> None:
        self.inner.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self._eye.set_icon("ph.eye-slash" if on else "ph.eye")

    def value(self) -> Any:
        if self.required and not self.text():
            raise self.must()
        return self.text()

    def typed(self) -> Any:
        """Nothing: a password is never kept in a draft."""
        return ""


class _Area(QPlainTextEdit):
    def __init__(self, field: AreaField) -> None:
        super().__init__(field)
        self.setObjectName("inner")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(0)
        self._field = field

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in ENTER
            and not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                event.ignore()
                return
            if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier and self._field.enter_moves:
                self._field._move_on()
                event.accept()
                return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._field.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not isValid(self._field):
            # A field that goes takes the focus from its line on the way; there is nobody left to tell.
            return
        self._field.update()


class AreaField(Field):
    """Several lines of text. Enter moves on like everywhere; Shift+Enter begins a line."""

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        lines: int = 3,
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, required=required, parent=parent)
        self.inner = _Area(self)
        self.inner.setFont(font("body"))
        self.inner.setPlaceholderText(placeholder)
        self.inner.setToolTip(tr("Shift+Enter 换行"))
        self.setFocusProxy(self.inner)
        self.setFixedHeight(lines * 20 + 14)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 4, 6)
        column.addWidget(self.inner)
        self._quiet = False
        self.inner.textChanged.connect(self._text_changed)

    def _text_changed(self) -> None:
        if not self._quiet:
            self._changed_by_hand()

    def value(self) -> Any:
        text = self.inner.toPlainText().strip()
        if self.required and not text:
            raise self.must()
        return text

    def set_value(self, value: Any) -> None:
        self._quiet = True
        self.inner.setPlainText("" if value is None else str(value))
        self._quiet = False
        self.set_error(None)

    def typed(self) -> Any:
        return self.inner.toPlainText()

    def set_typed(self, kept: Any) -> None:
        self.set_value(kept or "")

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        self.inner.setReadOnly(on)
