"""Notes and coins counted, a row for each face value; used for the close, the float and hand-ins (M7.1, M7.3)."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from frontdesk.areas.cashdesk.rules.drawer import Pieces
from frontdesk.areas.cashdesk.rules.kinds import DENOMINATIONS
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.fields import NumberField
from frontdesk.base.widgets.marks import Words, hline
from frontdesk.base.widgets.notes import NoteStack
from frontdesk.base.widgets.theme import colour, font, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

_FACE = 56
_TIMES = 37
_FIELD = 80
_UNIT = 44
_MOST = 100_000


class _Head(QWidget):
    """The heads of the columns."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFixedHeight(SIZE.head + 1)
        theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font("small"))
        painter.setPen(colour("text2"))
        middle = Qt.AlignmentFlag.AlignVCenter
        left = SPACE.xl
        tall = self.height() - 1
        painter.drawText(QRect(left, 0, 120, tall), middle | Qt.AlignmentFlag.AlignLeft, tr("面额（元）"))
        left += _FACE + _TIMES - 5
        painter.drawText(QRect(left, 0, 120, tall), middle | Qt.AlignmentFlag.AlignLeft, tr("张数"))
        right = QRect(self.width() - 200, 0, 200 - SPACE.xl, tall)
        painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, tr("金额（元）"))
        hline(painter, 0, self.width(), tall, colour("line"))
        painter.end()


class _Row(QWidget):
    """One face value: `100.00 × [5] 张`, the notes as they lie, and what they are worth."""

    def __init__(self, face: Money, parent: QWidget, *, height: int, pictures: bool) -> None:
        super().__init__(parent)
        self.face = face
        self.setFixedHeight(height)
        coin = face.fen < 100
        self.field = NumberField(f"count_{face.fen}", "0", most=_MOST, parent=self)
        unit = tr("枚") if coin else tr("张")
        self.field.set_label(tr("{face} 元多少{unit}", face=face, unit=unit))
        self.field.setFixedWidth(_FIELD)
        self.notes = NoteStack(face, parent=self) if pictures else None
        self.amount = Words("0.00", "lead", right=True, parent=self)
        self.amount.setObjectName(f"count_{face.fen}_amount")
        word = Words(str(face), right=True, parent=self)
        word.setFixedWidth(_FACE)
        times = Words("×", tone="text3", parent=self)
        times.setFixedWidth(_TIMES)
        times.setAlignment(Qt.AlignmentFlag.AlignCenter)
        unit_word = Words(unit, tone="text2", parent=self)
        unit_word.setFixedWidth(_UNIT)
        unit_word.setIndent(SPACE.s)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE.xl, 0, SPACE.xl, 1)
        row.setSpacing(0)
        for widget in (word, times, self.field, unit_word):
            row.addWidget(widget)
        if self.notes is not None:
            # In a narrow window the notes give way, the sums do not.
            self.notes.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            self.notes.setMinimumWidth(_FACE)
            self.notes.setMaximumWidth(self.notes.sizeHint().width())
            row.addWidget(self.notes, 1)
        row.addStretch(1)
        row.addWidget(self.amount)
        theme_changed.connect(self.update)
        self.renew()

    def pieces(self) -> int:
        """How many; none while what is typed is no number."""
        try:
            value = self.field.value()
        except Refused:
            return 0
        return int(value) if value is not None else 0

    def renew(self) -> None:
        worth = self.face * self.pieces()
        if self.notes is not None:
            self.notes.set_count(self.pieces())
        self.amount.setText(str(worth))
        self.amount.set_tone("text" if worth else "text3")

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        hline(painter, 0, self.width(), self.height() - 1, colour("hair"))
        painter.end()


class CountGrid(QWidget):
    """The count. `changed` on every figure; *pictures* paints the notes, *height* is that of a row."""

    changed = Signal()

    def __init__(
        self,
        *,
        height: int = SIZE.count_row,
        pictures: bool = True,
        faces: Iterable[Money] = DENOMINATIONS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("count")
        self._rows = [_Row(face, self, height=height, pictures=pictures) for face in faces]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(_Head(self))
        for row in self._rows:
            column.addWidget(row)
            row.field.edited.connect(self._edited)
        column.addStretch(1)
        self.setFocusProxy(self._rows[0].field)

    def field(self, face: Money) -> NumberField:
        return next(row.field for row in self._rows if row.face == face)

    def fields(self) -> list[NumberField]:
        return [row.field for row in self._rows]

    def _edited(self) -> None:
        for row in self._rows:
            row.renew()
        self.changed.emit()

    def set_counts(self, counts: Pieces | None) -> None:
        """Show these counts; None empties the fields."""
        have = dict(counts or ())
        for row in self._rows:
            row.field.set_value(have.get(row.face))
            row.renew()
        self.changed.emit()

    def counts(self) -> Pieces:
        """What was counted. Raises `InvalidInput`, a reason for each field (named as the field is)."""
        errors: dict[str, str] = {}
        found: list[tuple[Money, int]] = []
        for row in self._rows:
            try:
                value = row.field.value()
            except Refused as error:
                errors[row.field.objectName()] = error.text
                continue
            if value:
                found.append((row.face, int(value)))
        if errors:
            raise InvalidInput(errors)
        return tuple(found)

    def worth(self) -> Money:
        """What is counted so far, as far as it can be read."""
        return total(row.face * row.pieces() for row in self._rows) or ZERO

    def pieces(self) -> int:
        return sum(row.pieces() for row in self._rows)

    def show_errors(self, errors: dict[str, str]) -> list[NumberField]:
        """Mark the fields that are wrong; returns them."""
        for row in self._rows:
            row.field.set_error(errors.get(row.field.objectName()))
            row.field.setToolTip(errors.get(row.field.objectName(), ""))
        return [row.field for row in self._rows if row.field.error()]
