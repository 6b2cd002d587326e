"""The calm pages before the desk itself: one column, as on an empty page. Signing in, the lock, the first start."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.base.values.errors import DeskError, InvalidInput, Refused
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.fields import Field, Labelled
from frontdesk.base.widgets.marks import Words, ground
from frontdesk.base.widgets.theme import icon_pixmap, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

ICON = 32


class GateIcon(QWidget):
    """The picture over the title."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.setFixedSize(ICON, ICON)
        theme_changed.connect(self.update)

    def set_icon(self, name: str) -> None:
        self._name = name
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        picture = icon_pixmap(self._name, "accent", ICON, self.devicePixelRatioF())
        painter.drawPixmap(QRectF(0, 0, ICON, ICON), picture, QRectF(picture.rect()))
        painter.end()


class Gate(QWidget):
    """A page of one column 440 wide: icon, title, a sentence, fields, buttons, and what is wrong as a whole.

    Errors stand beside the field they name; one that names none stands over the buttons.
    """

    def __init__(
        self, icon: str, title: str, words: str, *, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        ground(self, "surface")
        self.fields: dict[str, Field] = {}
        self.icon = GateIcon(icon, self)
        self.title = Words(title, "title", parent=self)
        self.title.setObjectName(f"{name}_title")
        self.words = Words(words, "body", "text2", wrap=True, parent=self)
        self.words.setObjectName(f"{name}_words")
        self.words.setVisible(bool(words))
        self.wrong = Words("", "body", "bad", wrap=True, parent=self)
        self.wrong.setObjectName(f"{name}_wrong")
        self.wrong.hide()
        block = QWidget(self)
        block.setFixedWidth(SIZE.empty)
        block.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Maximum)
        self.column = QVBoxLayout(block)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addWidget(self.icon)
        self.column.addSpacing(SPACE.l)
        self.column.addWidget(self.title)
        self.column.addSpacing(SPACE.s)
        self.column.addWidget(self.words)
        self.column.addSpacing(SPACE.l)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(block)
        across.addStretch(1)
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(SPACE.xl, SPACE.xl, SPACE.xl, SPACE.xl)
        self._outer.addStretch(1)
        self._outer.addLayout(across)
        self._outer.addStretch(1)

    def add_field(self, key: str, field: Field, label: str) -> Labelled:
        """One more field under the last; *key* is the name errors call it by."""
        self.fields[key] = field
        labelled = Labelled(field, label, parent=self)
        self.column.addWidget(labelled)
        return labelled

    def add_pair(self, *pairs: tuple[str, Field, str]) -> None:
        """Fields beside each other: (key, field, label)."""
        row = QHBoxLayout()
        row.setSpacing(SPACE.m)
        for key, field, label in pairs:
            self.fields[key] = field
            row.addWidget(Labelled(field, label, parent=self), 1)
        self.column.addLayout(row)

    def add_wrong(self) -> None:
        """Here stands what is wrong as a whole."""
        self.column.addWidget(self.wrong)

    def add_buttons(self, *buttons: KeyButton) -> QHBoxLayout:
        """A row of buttons, left-aligned."""
        row = QHBoxLayout()
        row.setSpacing(SPACE.s)
        row.setContentsMargins(0, SPACE.s, 0, 0)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.column.addLayout(row)
        return row

    def add_choices(self, choices: Sequence[tuple[KeyButton, str]]) -> None:
        """Buttons beneath each other, each with the sentence that says what it does."""
        for button, words in choices:
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self.column.addSpacing(SPACE.xs)
            self.column.addWidget(Words(words, "body", "text2", wrap=True, parent=self))
            self.column.addSpacing(SPACE.l)

    def submit_at_last(self, field: Field, do: Callable[[], object]) -> None:
        """Enter in *field* does it instead of moving on."""
        field.enter_moves = False
        field.submitted.connect(do)

    def values(self, what: Sequence[str]) -> dict[str, str] | None:
        """The values of those fields; None when one of them is wrong, which is then shown."""
        found: dict[str, str] = {}
        errors: dict[str, str] = {}
        for key in what:
            try:
                found[key] = self.fields[key].value()
            except Refused as refused:
                errors[key] = refused.text
        if errors:
            self.show_error(InvalidInput(errors))
            return None
        return found

    def show_error(self, error: DeskError) -> None:
        """Beside its field, or over the buttons; the first wrong field takes the focus."""
        errors = error.errors if isinstance(error, InvalidInput) else {error.field or "": error.text}
        beside = {key: text for key, text in errors.items() if key in self.fields}
        for key, text in beside.items():
            self.fields[key].set_error(text)
        rest = "；".join(text for key, text in errors.items() if key not in self.fields)
        self.wrong.setText(rest)
        self.wrong.setVisible(bool(rest))
        if beside:
            self.fields[next(key for key in self.fields if key in beside)].setFocus()

    def clear_errors(self) -> None:
        for field in self.fields.values():
            field.set_error(None)
        self.wrong.hide()
        self.wrong.setText("")
