"""The list that drops down beneath a line, for search and pickers.

It is a window that never takes the focus: the caret, and with it an input method that composes, stay in the line
(L12). Keys for the list reach it through the line.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from frontdesk.base.widgets.marks import box_path, hline, key_width, paint_box, paint_key, pen_width
from frontdesk.base.widgets.theme import FontName, colour, font, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

Index = QModelIndex | QPersistentModelIndex
Ranges = Sequence[tuple[int, int]]

HEADER_ROW = 28
FOOT = 36
MOST_HIGH = 480
ITEM_ROLE = Qt.ItemDataRole.UserRole


class ListModel(QAbstractListModel):
    """Rows of the drop-down: a plain string heads the items under it, anything else can be chosen."""

    def __init__(self, words: Callable[[Any], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._items: list[Any] = []

    def set_items(self, items: Sequence[Any]) -> None:
        self.beginResetModel()
        self._items = list(items)
        self.endResetModel()

    def items(self) -> list[Any]:
        return self._items

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self._items[index.row()]
        if role == ITEM_ROLE:
            return item
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return item if isinstance(item, str) else self._words(item)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._items[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ItemView(Protocol):
    """What the delegate asks of the list it paints."""

    def current_row(self) -> int: ...

    def hovered_row(self) -> int: ...


class ItemDelegate(QStyledItemDelegate):
    """Ground, bar and heads; what an item shows is painted by `paint_item`."""

    row_height = SIZE.row
    padding = SPACE.l

    def __init__(self, view: ItemView) -> None:
        super().__init__(view if isinstance(view, QObject) else None)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        head = isinstance(index.data(ITEM_ROLE), str)
        return QSize(100, HEADER_ROW if head else self.row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect = QRectF(option.rect)
        item = index.data(ITEM_ROLE)
        if isinstance(item, str):
            painter.setFont(font("small"))
            painter.setPen(colour("text3"))
            bottom = QRectF(rect.left() + self.padding, rect.bottom() - 20, rect.width(), 16)
            painter.drawText(bottom, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, item)
        else:
            on = index.row() == self._view.current_row()
            if on:
                painter.fillRect(rect, colour("tint"))
                painter.fillRect(QRectF(rect.left(), rect.top(), SIZE.bar, rect.height()), colour("accent"))
            elif index.row() == self._view.hovered_row():
                painter.fillRect(rect, colour("hover"))
            self.paint_item(painter, rect, item)
        painter.restore()

    def paint_item(self, painter: QPainter, rect: QRectF, item: Any) -> None:
        raise TypeError("a drop-down says how its items are painted")


class DropDown(QWidget):
    """The list under a line. `chosen(item)` when one is clicked; the line's owner moves it by keys."""

    chosen = Signal(object)
    went_away = Signal()

    def __init__(
        self, owner: QWidget, delegate: type[ItemDelegate], words: Callable[[Any], str], *, foot_ground: str
    ) -> None:
        # Of all sorts of window a tool tip is the one that no window system ever activates by itself; the second
        # flag keeps a click on it from doing so.
        flags = Qt.WindowType.ToolTip | Qt.WindowType.WindowDoesNotAcceptFocus
        super().__init__(owner, flags)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("drop_down")
        self._owner = owner
        self._foot_ground = foot_ground
        self._hover = -1
        self.model = ListModel(words, self)
        self.list = QListView(self)
        self.list.setObjectName("choices")
        self.list.setModel(self.model)
        self.list.setItemDelegate(delegate(self))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setMouseTracking(True)
        self.list.entered.connect(self._hovered)
        self.list.clicked.connect(self._clicked)
        self.foot = Foot(self)
        self.foot.setFixedHeight(FOOT)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1 + SPACE.xs, 1, 1)
        column.setSpacing(SPACE.xs)
        column.addWidget(self.list)
        column.addWidget(self.foot)
        theme_changed.connect(self.update)

    # -- what is in it --

    def set_items(self, items: Sequence[Any], current: int | None = None) -> None:
        """Other rows; stands on the first that can be chosen, or on *current*."""
        self.model.set_items(items)
        self._hover = -1
        first = next((n for n, item in enumerate(items) if not isinstance(item, str)), -1)
        self._stand_on(first if current is None else current)
        self.list.scrollToTop()

    def current(self) -> Any | None:
        """The item it stands on."""
        row = self.current_row()
        return self.model.items()[row] if row >= 0 else None

    def current_row(self) -> int:
        return self.list.currentIndex().row()

    def hovered_row(self) -> int:
        return self._hover

    def step(self, by: int) -> None:
        """Up or down by so many items, over heads, held at both ends."""
        rows = [n for n, item in enumerate(self.model.items()) if not isinstance(item, str)]
        if not rows:
            return
        now = rows.index(self.current_row()) if self.current_row() in rows else -1
        at = rows[max(0, min(len(rows) - 1, now + by))]
        self._stand_on(at)
        if at == rows[0]:
            self.list.scrollToTop()
        else:
            self.list.scrollTo(self.model.index(at))

    def _stand_on(self, row: int) -> None:
        self.list.setCurrentIndex(self.model.index(row) if row >= 0 else QModelIndex())
        self.list.viewport().update()

    def _hovered(self, index: QModelIndex) -> None:
        self._hover = index.row()
        self.list.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        item = index.data(ITEM_ROLE)
        if not isinstance(item, str):
            self.chosen.emit(item)

    # -- where it is --

    def show_under(self, field: QWidget, width: int) -> None:
        """Show it 4 px beneath *field* (above, where there is no room), without touching the focus."""
        rows = sum(self.list.sizeHintForRow(n) for n in range(self.model.rowCount()))
        fixed = 2 + SPACE.xs + (FOOT + SPACE.xs if self.foot.isVisibleTo(self) else 0)
        self.list.setVisible(rows > 0)
        below = field.mapToGlobal(QPoint(0, field.height() + SPACE.xs))
        room = field.screen().availableGeometry()
        height = min(fixed + rows, MOST_HIGH, max(room.height() - 2 * SPACE.xl, 120))
        x = max(room.left(), min(below.x(), room.right() - width))
        y = below.y()
        above = field.mapToGlobal(QPoint(0, -SPACE.xs)).y() - height
        if y + height > room.bottom() and above >= room.top():
            y = above
        self.setGeometry(x, y, width, height)
        if not self.isVisible():
            field.window().installEventFilter(self)
            self.show()
        self.raise_()

    def put_away(self) -> None:
        """Hide it; the focus stays where it is."""
        if self.isVisible():
            self._owner.window().removeEventFilter(self)
            self.hide()
            self.went_away.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (
            QEvent.Type.Move,
            QEvent.Type.Resize,
            QEvent.Type.Hide,
            QEvent.Type.WindowStateChange,
            QEvent.Type.WindowDeactivate,
        ):
            self.put_away()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        paint_box(painter, box, colour("pop"), None)
        if self.foot.isVisibleTo(self):
            top = self.foot.geometry().top()
            if self._foot_ground != "pop":
                painter.save()
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setClipRect(QRectF(0, top, self.width(), self.height() - top))
                painter.fillPath(
                    box_path(painter, box, SIZE.radius, pen_width(painter)), colour(self._foot_ground)
                )
                painter.restore()
            hline(painter, 1, self.width() - 1, top, colour("line"))
        paint_box(painter, box, None, colour("ctlline"))
        painter.end()


class Foot(QWidget):
    """The line under a list: what its keys do, and at the right how many there are or what else may be typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keys: tuple[tuple[str, str], ...] = ()
        self._right = ""
        self._padding: int = SPACE.l
        self.setObjectName("foot")

    def set(self, keys: Sequence[tuple[str, str]], right: str = "", padding: int = SPACE.l) -> None:
        """*keys* are pairs of key and word."""
        self._keys, self._right, self._padding = tuple(keys), right, padding
        said = "，".join(f"{key} {word}" for key, word in keys)
        self.setAccessibleName(f"{said}；{right}" if right else said)
        self.update()

    def words(self) -> str:
        """All that stands in it."""
        return self.accessibleName()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        metrics = QFontMetrics(font("small"))
        middle = self.height() / 2
        left = float(self._padding)
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        right_at = self.width() - self._padding - metrics.horizontalAdvance(self._right)
        for key, word in self._keys:
            wide = key_width(key)
            if left + wide + 6 + metrics.horizontalAdvance(word) > right_at - SPACE.l:
                break
            at = QRectF(left, middle - SIZE.key_hint / 2, wide, SIZE.key_hint)
            paint_key(painter, at, key, colour("text3"), colour("key"))
            left += wide + 6
            painter.setFont(font("small"))
            painter.setPen(colour("text2"))
            painter.drawText(QRectF(left, 0, 200, self.height()), align, word)
            left += metrics.horizontalAdvance(word) + SPACE.l
        painter.setFont(font("small"))
        painter.setPen(colour("text2"))
        painter.drawText(QRectF(right_at, 0, self.width() - right_at, self.height()), align, self._right)
        painter.end()


# -- matches ------------------------------------------------------------------------------------------


def find_ranges(text: str, typed: str) -> list[tuple[int, int]]:
    """Where *typed* stands in *text*, however wide or large it was typed: (start, end), at most once."""
    wanted = unicodedata.normalize("NFKC", typed).strip().casefold()
    if not wanted:
        return []
    at = text.casefold().find(wanted)
    return [(at, at + len(wanted))] if at >= 0 else []


def paint_matched(
    painter: QPainter,
    place: QRectF,
    text: str,
    ranges: Ranges,
    *,
    ink: str = "text",
    strong: bool = False,
) -> float:
    """One line with the matched parts in accent and bold, cut with … at the right; returns where it ends."""
    left = place.left()
    base: FontName = "bold" if strong else "body"
    align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
    for part, hit in _parts(text, ranges):
        face = font("bold" if hit else base)
        room = place.right() - left
        metrics = QFontMetrics(face)
        shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, max(0, round(room)))
        painter.setFont(face)
        painter.setPen(colour("accent" if hit else ink))
        painter.drawText(QRectF(left, place.top(), room + 2, place.height()), align, shown)
        left += metrics.horizontalAdvance(shown)
        if shown != part:
            break
    return left


def _parts(text: str, ranges: Ranges) -> list[tuple[str, bool]]:
    """The text in pieces, each matched or not."""
    parts: list[tuple[str, bool]] = []
    at = 0
    for start, end in sorted(ranges):
        start, end = max(at, start), min(len(text), end)
        if start >= end:
            continue
        if start > at:
            parts.append((text[at:start], False))
        parts.append((text[start:end], True))
        at = end
    if at < len(text):
        parts.append((text[at:], False))
    return parts
