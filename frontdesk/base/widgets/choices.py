"""A field of which one of many words is chosen: closed it shows the choice, open a list that can be searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.field import ENTER, Field
from frontdesk.base.widgets.theme import colour, font, icon
from frontdesk.base.widgets.tokens import SIZE, SPACE

_NOTE = Qt.ItemDataRole.UserRole + 1
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its value, its words, and quiet words at the right."""

    value: Any
    text: str
    note: str = ""


class _OptionCell(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(120, SIZE.row)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        rect = option.rect
        on = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, colour("tint" if on else "hover" if over else "pop"))
        if on:
            painter.fillRect(QRect(rect.left(), rect.top(), SIZE.bar, rect.height()), colour("accent"))
        inner = rect.adjusted(SPACE.m, 0, -SPACE.m, 0)
        note = str(index.data(_NOTE) or "")
        painter.setFont(font("small"))
        painter.setPen(colour("text3"))
        painter.drawText(inner, _RIGHT, note)
        inner.setRight(inner.right() - QFontMetrics(font("small")).horizontalAdvance(note) - SPACE.s)
        painter.setFont(font("body"))
        painter.setPen(colour("text"))
        words = painter.fontMetrics().elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, _LEFT, words)
        painter.restore()


class _Choices(QListView):
    def __init__(self, field: ChoiceField, popup: QFrame) -> None:
        super().__init__(popup)
        self.setObjectName("choices")
        self.setAccessibleName(field.label or field.objectName())
        self.setItemDelegate(_OptionCell(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._field = field

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*ENTER, Qt.Key.Key_Tab):
            self._field.take_from_list(self.currentIndex().row())
        elif event.key() == Qt.Key.Key_Escape:
            self._field.close_list()
        else:
            super().keyPressEvent(event)


class ChoiceField(Field):
    """One of several: the value of an `Option` (or of a pair (value, text)); None while nothing is chosen.

    Arrows change the choice, letters jump to it, Alt+↓ or a click opens the list.
    """

    MOST_SHOWN = 9

    def __init__(
        self,
        name: str,
        options: Sequence[Option | tuple[Any, str]] = (),
        *,
        placeholder: str = "",
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, required=required, parent=parent)
        self._placeholder = placeholder or tr("请选择")
        self._options: list[Option] = []
        self._at = -1
        self._popup: QFrame | None = None
        self._typing = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_options(options)

    def set_options(self, options: Sequence[Option | tuple[Any, str]]) -> None:
        """Other things to choose from; what was chosen stays when it is still there."""
        chosen = self._options[self._at].value if self._at >= 0 else None
        self._options = [o if isinstance(o, Option) else Option(o[0], o[1]) for o in options]
        self._at = next((i for i, o in enumerate(self._options) if self._same(o.value, chosen)), -1)
        self.update()

    @staticmethod
    def _same(one: Any, other: Any) -> bool:
        return type(one) is type(other) and bool(one == other)

    def options(self) -> list[Option]:
        return list(self._options)

    def value(self) -> Any:
        if self._at < 0:
            if self.required:
                raise self.must()
            return None
        return self._options[self._at].value

    def set_value(self, value: Any) -> None:
        self._at = next((i for i, o in enumerate(self._options) if o.value == value), -1)
        self.set_error(None)
        self.update()

    def text(self) -> str:
        """The words of the choice; "" for none."""
        return self._options[self._at].text if self._at >= 0 else ""

    def typed(self) -> Any:
        return self.text()

    def set_typed(self, kept: Any) -> None:
        self._at = next((i for i, o in enumerate(self._options) if o.text == kept), -1)
        self.update()

    def _take(self, at: int) -> None:
        if 0 <= at < len(self._options) and at != self._at:
            self._at = at
            self._changed_by_hand()
            self.update()

    # -- the list --

    def open_list(self) -> None:
        """Show all of them under the field."""
        if self.read_only() or not self.isEnabled() or not self._options or self._popup is not None:
            return
        popup = QFrame(self, Qt.WindowType.Popup)
        popup.setObjectName("popup")
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        view = _Choices(self, popup)
        model = QStandardItemModel(view)
        for option in self._options:
            item = QStandardItem(option.text)
            item.setData(option.note, _NOTE)
            model.appendRow(item)
        view.setModel(model)
        column = QVBoxLayout(popup)
        column.setContentsMargins(1, 4, 1, 4)
        column.addWidget(view)
        rows = min(len(self._options), self.MOST_SHOWN)
        popup.setFixedSize(max(self.width(), 160), rows * SIZE.row + 8)
        view.setCurrentIndex(model.index(max(0, self._at), 0))
        view.clicked.connect(lambda index: self.take_from_list(index.row()))
        popup.destroyed.connect(self._closed)
        self._popup = popup
        popup.move(self.mapToGlobal(QPoint(0, self.height() + SPACE.xs)))
        popup.show()
        view.setFocus()

    def _closed(self) -> None:
        self._popup = None

    def close_list(self) -> None:
        if self._popup is not None:
            self._popup.close()
            self._popup = None
            self.setFocus(Qt.FocusReason.PopupFocusReason)

    def take_from_list(self, at: int) -> None:
        """What was pointed at in the open list."""
        self.close_list()
        self._take(at)

    # -- keys and pointer --

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.open_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in ENTER and not event.modifiers():
            self._move_on()
        elif (key == Qt.Key.Key_Down and alt) or key in (Qt.Key.Key_Space, Qt.Key.Key_F4):
            self.open_list()
        elif key == Qt.Key.Key_Down and not self.read_only():
            self._take(self._at + 1)
        elif key == Qt.Key.Key_Up and not self.read_only():
            self._take(self._at - 1)
        elif (
            (letter := event.text().strip()).isprintable()
            and letter
            and not (event.modifiers() or self.read_only())
        ):
            # Esc has a text too, one that nobody sees: it is the dialog's.
            self._jump(letter)
        else:
            super().keyPressEvent(event)

    def _jump(self, letter: str) -> None:
        order = [*range(self._at + 1, len(self._options)), *range(self._at + 1)]
        found = next((i for i in order if self._options[i].text.lower().startswith(letter.lower())), -1)
        self._take(found)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def paint_frame(self, painter: QPainter) -> None:
        super().paint_frame(painter)
        inner = QRectF(self.rect()).adjusted(11, 0, -11, 0)
        if not self.read_only():
            place = QRect(
                round(inner.right()) - SIZE.icon, (self.height() - SIZE.icon) // 2, SIZE.icon, SIZE.icon
            )
            icon("ph.caret-down", "text2" if self.isEnabled() else "disabled").paint(painter, place)
            inner.setRight(place.left() - SPACE.s)
        option = self._options[self._at] if self._at >= 0 else None
        wanted = (
            QFontMetrics(font("body")).horizontalAdvance(option.text) + SPACE.s if option is not None else 0
        )
        room = inner.width() - wanted
        if option is not None and 0 < QFontMetrics(font("small")).horizontalAdvance(option.note) <= room:
            painter.setFont(font("small"))
            painter.setPen(colour("text3"))
            painter.drawText(inner, _RIGHT, option.note)
            inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(option.note) - SPACE.s)
        painter.setFont(font("body"))
        token = "text3" if option is None else "text2" if self.read_only() or not self.isEnabled() else "text"
        painter.setPen(colour(token))
        words = option.text if option is not None else self._placeholder
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(inner.width()))
        painter.drawText(inner, _LEFT, words)
