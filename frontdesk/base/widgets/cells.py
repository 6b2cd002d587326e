"""How the cells of a list are painted. Colours are read at paint time; the selection is never Qt's own."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from frontdesk.base.values.money import Money
from frontdesk.base.widgets.marks import DOTS, WORDS, hline, paint_box, paint_dot
from frontdesk.base.widgets.rows import FAINT_ROLE, GROUP_ROLE, VALUE_ROLE, Column, Group, Status
from frontdesk.base.widgets.theme import colour, font, icon
from frontdesk.base.widgets.tokens import SIZE, SPACE

if TYPE_CHECKING:
    from frontdesk.base.widgets.table import Table

Index = QModelIndex | QPersistentModelIndex
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_DOT_STEP = SIZE.dot + SPACE.s


def paint_tick(painter: QPainter, centre: QPoint, state: Qt.CheckState, *, enabled: bool = True) -> None:
    """A check box of 16 px around *centre*: ticked, partly (a dash), or empty."""
    box = QRectF(centre.x() - 8, centre.y() - 8, 16, 16)
    if state == Qt.CheckState.Unchecked:
        paint_box(painter, box, colour("ctl"), colour("ctledge"), radius=SIZE.radius_small)
        return
    token = "accent" if enabled else "disabled"
    paint_box(painter, box, colour(token), None, radius=SIZE.radius_small)
    mark = "ph.check" if state == Qt.CheckState.Checked else "ph.minus"
    place = QRect(centre.x() - 6, centre.y() - 6, 12, 12)
    icon(f"{mark}-bold", "onaccent").paint(painter, place)


class Cell(QStyledItemDelegate):
    """Text. The others paint something else into the same ground."""

    def __init__(self, column: Column[Any], table: Table) -> None:
        super().__init__(table)
        self._column = column
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(self._column.width or 120, SIZE.row)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect = option.rect
        group = index.data(GROUP_ROLE)
        if isinstance(group, Group):
            self._paint_group(painter, rect, group, index.row() == 0)
        else:
            self._paint_ground(painter, rect, option, index)
            left, right = self._table.paddings(index.column())
            self.paint_inner(painter, rect.adjusted(left, 0, -right, -1), index)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, index: Index
    ) -> None:
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = self._table.hasFocus() or not self._table.isActiveWindow()
        if selected:
            fill = "tint" if focused else "hover"
        else:
            fill = "hover" if index.row() == self._table.hovered_row() else "surface"
        painter.fillRect(rect, colour(fill))
        hline(painter, rect.left(), rect.right() + 1, rect.bottom(), colour("hair"))
        if selected and index.column() == 0:
            bar = QRect(rect.left(), rect.top(), SIZE.bar, rect.height())
            painter.fillRect(bar, colour("accent" if focused else "ctledge"))
        if index.row() == self._table.ring_row():
            self._paint_ring(painter, rect, index.column())

    def _paint_ring(self, painter: QPainter, rect: QRect, number: int) -> None:
        ink = colour("accent")
        hline(painter, rect.left(), rect.right() + 1, rect.top(), ink)
        hline(painter, rect.left(), rect.right() + 1, rect.bottom(), ink)
        if number == self._table.rows_model().columnCount() - 1:
            painter.fillRect(QRect(rect.right(), rect.top(), 1, rect.height()), ink)

    def _paint_group(self, painter: QPainter, rect: QRect, group: Group, first: bool) -> None:
        painter.fillRect(rect, colour("surface"))
        hline(painter, rect.left(), rect.right() + 1, rect.bottom(), colour("line"))
        left = rect.left() + SPACE.xl
        if group.icon:
            place = QRect(left, rect.center().y() - SIZE.icon // 2 + 1, SIZE.icon, SIZE.icon)
            icon(group.icon, "text").paint(painter, place)
            left += SIZE.icon + SPACE.s
        inner = rect.adjusted(0, 0, -SPACE.xl, -1)
        inner.setLeft(left)
        painter.setFont(font("bold"))
        painter.setPen(colour("text"))
        painter.drawText(inner, _LEFT, group.title)
        left += QFontMetrics(font("bold")).horizontalAdvance(group.title) + SPACE.s
        painter.setFont(font("body"))
        painter.setPen(colour("text3"))
        if group.count is not None:
            inner.setLeft(left)
            painter.drawText(inner, _LEFT, f"{group.count:,}")
        if group.hint:
            painter.setFont(font("small"))
            painter.drawText(inner, _RIGHT, group.hint)

    # -- what the kinds of column paint --

    def face(self) -> QFont:
        return font("bold" if self._column.kind == "strong" else "body")

    def ink(self, index: Index) -> str:
        """The token of the text."""
        if index.data(FAINT_ROLE):
            return "text3"
        return "text2" if self._column.kind == "quiet" else "text"

    def paint_inner(self, painter: QPainter, inner: QRect, index: Index) -> None:
        self.paint_text(painter, inner, str(index.data() or ""), self.ink(index))

    def paint_text(self, painter: QPainter, inner: QRect, text: str, token: str) -> None:
        """One line, elided at the right."""
        face = self.face()
        painter.setFont(face)
        painter.setPen(colour(token))
        words = QFontMetrics(face).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _RIGHT if self._column.at_right else _LEFT, words)

    def wanted_width(self, index: Index) -> int:
        """The width at which nothing of the cell would be elided."""
        left, right = self._table.paddings(index.column())
        return left + right + QFontMetrics(self.face()).horizontalAdvance(str(index.data() or ""))


class MoneyCell(Cell):
    """An amount or a figure: right, figures of one width, negative in red with a true minus (L4)."""

    def ink(self, index: Index) -> str:
        value = index.data(VALUE_ROLE)
        if isinstance(value, Money):
            value = value.fen
        if isinstance(value, (int, Decimal)) and value < 0:
            return "bad"
        return super().ink(index)


class StatusCell(Cell):
    """Dot and word; a selected row keeps them (checked on the tint)."""

    def paint_inner(self, painter: QPainter, inner: QRect, index: Index) -> None:
        value = index.data(VALUE_ROLE)
        if not isinstance(value, Status):
            super().paint_inner(painter, inner, index)
            return
        token = "text"
        if value.tone:
            centre = QPointF(inner.left() + SIZE.dot / 2, inner.top() + inner.height() / 2)
            paint_dot(painter, centre, colour(DOTS[value.tone]), value.hollow)
            token = WORDS[value.tone]
        if index.data(FAINT_ROLE):
            token = "text3"
        self.paint_text(painter, inner.adjusted(_DOT_STEP, 0, 0, 0), value.word, token)

    def wanted_width(self, index: Index) -> int:
        return super().wanted_width(index) + _DOT_STEP


class TickCell(Cell):
    """A check box; a click or Space tells the model's `ticked`."""

    def paint_inner(self, painter: QPainter, inner: QRect, index: Index) -> None:
        state = Qt.CheckState.Checked if index.data(VALUE_ROLE) else Qt.CheckState.Unchecked
        paint_tick(painter, QPoint(inner.left() + 8, inner.center().y() + 1), state)

    def wanted_width(self, index: Index) -> int:
        return 0


class UnitCell(Cell):
    """A unit's code."""


_KINDS: dict[str, type[Cell]] = {
    "money": MoneyCell,
    "number": MoneyCell,
    "status": StatusCell,
    "tick": TickCell,
    "unit": UnitCell,
}


def cell_for(column: Column[Any], table: Table) -> Cell:
    """The delegate of a column."""
    return _KINDS.get(column.kind, Cell)(column, table)
