"""The plain dialog: title, words, what is asked, and a foot with its buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton, Kind
from frontdesk.base.widgets.field import ENTER, Field
from frontdesk.base.widgets.marks import Words, hline
from frontdesk.base.widgets.screen_mark import cover
from frontdesk.base.widgets.theme import colour, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

WIDTH = 480


class DangerButton(KeyButton):
    """The button that undoes or throws away: filled in the colour of what is wrong."""

    def __init__(self, text: str, key: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, key, "primary", name=name, parent=parent)

    def _ground(self) -> tuple[QColor | None, QColor | None, QColor | None, QColor]:
        if not self.isEnabled():
            return super()._ground()
        fill = "baddot" if self.isDown() or self.underMouse() else "bad"
        return colour(fill), None, None, colour("onaccent")


class _Foot(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(QRectF(self.rect()), colour("subtle"))
        hline(painter, 0, self.width(), 0, colour("line"))
        painter.end()


class DeskDialog(QDialog):
    """A dialog in our look. What is asked goes into `body`; buttons into the foot by `add_button`.

    Enter presses the primary button from anywhere but another button; Esc turns back.
    """

    def __init__(
        self,
        title: str,
        text: str = "",
        *,
        name: str = "dialog",
        width: int = WIDTH,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)
        self.setFixedWidth(width)
        self.title = Words(title, "lead", parent=self)
        self.title.setObjectName(f"{name}_title")
        self.title.setWordWrap(True)
        self.text = Words(text, "body", "text2", wrap=True, parent=self)
        self.text.setObjectName(f"{name}_text")
        self.set_text(text)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(SPACE.xl, SPACE.xl - SPACE.xs, SPACE.xl, SPACE.xl)
        self.body.setSpacing(SPACE.s)
        self.body.addWidget(self.title)
        self.body.addWidget(self.text)
        self.foot = _Foot(self)
        self.foot.setFixedHeight(SIZE.foot)
        self._buttons = QHBoxLayout(self.foot)
        self._buttons.setContentsMargins(SPACE.xl, 0, SPACE.xl, 0)
        self._buttons.setSpacing(SPACE.s)
        self._buttons.addStretch(1)
        self.primary: KeyButton | None = None
        self._asks: Callable[..., bool] | None = None
        self._typed_before: dict[str, Any] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.body)
        column.addStretch(1)
        column.addWidget(self.foot)
        theme_changed.connect(self.foot.update)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        cover(self)

    def set_text(self, text: str) -> None:
        """The words under the title; "" for none. Exactly as high as they need: a wrapped label alone guesses."""
        self.text.setText(text)
        wide = self.maximumWidth() - 2 * SPACE.xl
        self.text.setFixedHeight(self.text.heightForWidth(wide) if text else 0)
        self.text.setVisible(bool(text))

    def add_button(
        self, text: str, key: str = "", kind: Kind = "plain", *, name: str, left: bool = False
    ) -> KeyButton:
        """A button at the foot's right end, in the order of the calls; *left* puts it at the left end.

        The primary one with `Enter` and any with `Esc` show their key only: the dialog itself listens to them,
        so that Enter on another button presses that one.
        """
        own = key not in ("Enter", "Esc")
        button = KeyButton(text, key, kind, name=name, shortcut=own, parent=self.foot)
        self._place(button, left)
        return button

    def add_danger(self, text: str, *, name: str) -> KeyButton:
        """The red button; it takes Ctrl+Enter, a plain Enter does not press it."""
        button = DangerButton(text, "Ctrl+Enter", name=name, parent=self.foot)
        self._buttons.addWidget(button)
        return button

    def _place(self, button: KeyButton, left: bool) -> None:
        if left:
            self._buttons.insertWidget(0, button)
        else:
            self._buttons.addWidget(button)
        if button.kind == "primary":
            self.primary = button

    def add_cancel(self, text: str = "") -> KeyButton:
        """The way back."""
        button = self.add_button(text or tr("取消"), "Esc", name=f"{self.objectName()}_cancel")
        button.clicked.connect(self.reject)
        return button

    def guard_typing(self, confirm: Callable[..., bool]) -> None:
        """From now on turning back asks (`Dialogs.confirm`) where a field stands otherwise than now (D0.8)."""
        self._asks, self._typed_before = confirm, self._typed()

    def _typed(self) -> dict[str, Any]:
        return {field.objectName(): field.typed() for field in self.findChildren(Field)}

    def typed_anything(self) -> bool:
        """Whether a field stands otherwise than when turning back began to ask."""
        return self._asks is not None and self._typed() != self._typed_before

    def reject(self) -> None:
        if self._asks is not None and self.typed_anything():
            words = tr("填了的内容还没有保存，要放弃吗？")
            if not self._asks(words, title=tr("放弃填写"), yes=tr("放弃"), danger=True):
                return
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            # A key still held from the page before must not answer what is asked here.
            if self.primary is not None and not event.isAutoRepeat():
                self.primary.click()
            event.accept()
            return
        super().keyPressEvent(event)
