"""The list: 32 px rows with hair lines, a tinted selection with an accent bar, columns that are remembered."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableView,
    QToolTip,
    QWidget,
)

from frontdesk.base.widgets.cells import Cell, cell_for, paint_tick
from frontdesk.base.widgets.marks import by_keyboard, hline
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.rows import GROUP_ROLE, Column, Group, PagedModel, RowsModel
from frontdesk.base.widgets.theme import colour, font, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

AnyModel = RowsModel[Any] | PagedModel[Any]
_REST_MIN = 120


class _Head(QHeaderView):
    """Column heads: small, quiet, aligned as their cells, the arrow of the order behind the word."""

    all_ticked = Signal(bool)

    def __init__(self, table: Table) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.setFixedHeight(SIZE.head + 1)
        self.setMinimumSectionSize(32)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFont(font("small"))
        self.setMouseTracking(True)

    def paintSection(self, painter: QPainter, rect: QRect, number: int) -> None:
        painter.save()
        painter.fillRect(rect, colour("surface"))
        column = self._table.column(number)
        left, right = self._table.paddings(number)
        inner = rect.adjusted(left, 0, -right, -1)
        if column.kind == "tick":
            state = self._table.ticks_state()
            if state is not None:
                paint_tick(painter, QPoint(inner.left() + 8, inner.center().y() + 1), state)
        else:
            self._paint_words(painter, inner, column, number)
        painter.restore()

    def _paint_words(self, painter: QPainter, inner: QRect, column: Column[Any], at: int) -> None:
        arrow = ""
        order = self._table.order()
        if order is not None and order[0] == at:
            arrow = " ↑" if order[1] == Qt.SortOrder.AscendingOrder else " ↓"
        painter.setFont(font("small"))
        painter.setPen(colour("text2"))
        metrics = QFontMetrics(font("small"))
        words = metrics.elidedText(
            column.title, Qt.TextElideMode.ElideRight, inner.width() - 14 * bool(arrow)
        )
        side = Qt.AlignmentFlag.AlignRight if column.at_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | side, words + arrow)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        end = self.length() - self.offset()
        painter.fillRect(
            QRect(end, 0, max(0, self.viewport().width() - end), self.height()), colour("surface")
        )
        hline(painter, 0, self.viewport().width(), self.height() - 1, colour("line"))
        painter.end()


class Table(QTableView):
    """A list of a page. `opened(row)` on Enter or a double click, `current_changed(row or None)` as it moves.

    *name* is the object's name and what its columns are remembered under. Rows come from `set_model`.
    """

    opened = Signal(object)
    current_changed = Signal(object)

    def __init__(
        self,
        name: str,
        *,
        title: str = "",
        memory: Memory | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title or name)
        self._memory = memory
        self._hovered = -1
        self._ring = False
        self._kept: Any = None
        self._last: Any = None
        self._fitting = False
        self._cells: list[Cell] = []
        self._rows_model: AnyModel | None = None
        self.setHorizontalHeader(_Head(self))
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(SIZE.row)
        self.verticalHeader().setDefaultSectionSize(SIZE.row)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(self._double_clicked)
        self.horizontalHeader().sectionClicked.connect(self._head_clicked)
        self.horizontalHeader().sectionResized.connect(self._resized)
        theme_changed.connect(self._repaint)

    # -- rows --

    def set_model(self, model: AnyModel) -> None:
        """Show this model's rows."""
        old = self.selectionModel()
        # Qt does not own a view's model: without this one it could be collected under the view.
        self._rows_model = model
        self.setModel(model)
        if old is not None:
            old.deleteLater()
        self._cells = []
        for number, column in enumerate(model.columns):
            cell = cell_for(column, self)
            self._cells.append(cell)
            self.setItemDelegateForColumn(number, cell)
        self._restore_widths()
        self._spans()
        model.modelAboutToBeReset.connect(self._remember_row)
        model.modelReset.connect(self._reset_done)
        model.layoutAboutToBeChanged.connect(self._remember_row)
        model.layoutChanged.connect(self._reset_done)
        model.dataChanged.connect(self._arrived)
        self.selectionModel().currentRowChanged.connect(self._moved)

    def rows_model(self) -> AnyModel:
        """The model given to `set_model`."""
        assert self._rows_model is not None
        return self._rows_model

    def column(self, number: int) -> Column[Any]:
        return self.rows_model().columns[number]

    def current(self) -> Any:
        """The row the selection is on; None for none."""
        if self.model() is None:
            return None
        row = self.rows_model().row(self.currentIndex())
        return None if isinstance(row, Group) else row

    def select_row(self, number: int) -> bool:
        """Put the selection on the row of that number; False when there is no such row."""
        if not 0 <= number < self.rows_model().rowCount():
            return False
        if isinstance(self.rows_model().row(number), Group):
            return False
        index = self.model().index(number, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)
        return True

    def select_key(self, key: Any) -> bool:
        """Put the selection on the row with that key (see the model's *key*)."""
        return self.select_row(self.rows_model().find(key))

    def select_first(self) -> bool:
        """Put the selection on the first row that is no group."""
        return any(self.select_row(n) for n in range(min(3, self.rows_model().rowCount())))

    def _remember_row(self) -> None:
        model, row = self.rows_model(), self.current()
        self._kept = model.key(row) if row is not None and model.key is not None else None

    def _reset_done(self) -> None:
        self._spans()
        if self._kept is None or not self.select_key(self._kept):
            self._moved(self.currentIndex())

    def _arrived(self) -> None:
        # A page that was on its way may hold the row the selection is on.
        if self._last is None and self.current() is not None:
            self._moved(self.currentIndex())

    def _moved(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        row = self.rows_model().row(index) if index.isValid() else None
        row = None if isinstance(row, Group) else row
        self._last = row
        self.current_changed.emit(row)

    def _spans(self) -> None:
        self.clearSpans()
        model = self.rows_model()
        if isinstance(model, PagedModel):
            return
        for number in range(model.rowCount()):
            group = isinstance(model.row(number), Group)
            height = SIZE.group_row if group else SIZE.row
            if group:
                self.setSpan(number, 0, 1, len(model.columns))
            if self.rowHeight(number) != height:
                self.setRowHeight(number, height)

    # -- ticks --

    def ticks_state(self) -> Qt.CheckState | None:
        """All, some or none of the rows ticked; None where there is no tick column or no row."""
        model = self.rows_model()
        column = next((c for c in model.columns if c.kind == "tick"), None)
        if column is None or isinstance(model, PagedModel) or not model.rows():
            return None
        on = [bool(column.value(row)) for row in model.rows()]
        if all(on):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if any(on) else Qt.CheckState.Unchecked

    def _tick_all(self) -> None:
        model = self.rows_model()
        if isinstance(model, PagedModel):
            return
        column = next(c for c in model.columns if c.kind == "tick")
        wanted = self.ticks_state() != Qt.CheckState.Checked
        for row in model.rows():
            if bool(column.value(row)) != wanted:
                model.ticked.emit(row, wanted)

    # -- order --

    def order(self) -> tuple[int, Qt.SortOrder] | None:
        """The column sorted by and which way."""
        return self.rows_model().sorted_by if self.model() is not None else None

    def _head_clicked(self, number: int) -> None:
        column = self.column(number)
        if column.kind == "tick":
            self._tick_all()
            return
        if column.sort is False:
            return
        now = self.order()
        ascending, descending = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        turned = now is not None and now[0] == number and now[1] == ascending
        self.rows_model().sort(number, descending if turned else ascending)
        self.horizontalHeader().viewport().update()

    # -- widths --

    def paddings(self, number: int) -> tuple[int, int]:
        """Left and right padding of a column's cells: the outer ones stand on the page's margin."""
        last = self.rows_model().columnCount() - 1
        return (SPACE.xl if number == 0 else SPACE.s), (SPACE.xl if number == last else SPACE.s)

    def _restore_widths(self) -> None:
        kept = self._memory.get(f"columns/{self.objectName()}", {}) if self._memory else {}
        self._fitting = True
        for number, column in enumerate(self.rows_model().columns):
            width = kept.get(column.name or column.title) if isinstance(kept, dict) else None
            if column.width:
                self.setColumnWidth(
                    number, width if isinstance(width, int) and 32 <= width < 2000 else column.width
                )
        self._fitting = False
        self._fit()

    def _fit(self) -> None:
        """Give the column without a width what the others leave."""
        if self.model() is None or self._fitting:
            return
        columns = self.rows_model().columns
        rest = next((n for n, c in enumerate(columns) if not c.width), len(columns) - 1)
        others = sum(self.columnWidth(n) for n in range(len(columns)) if n != rest)
        least = columns[rest].width or _REST_MIN
        self._fitting = True
        self.setColumnWidth(rest, max(least, self.viewport().width() - others))
        self._fitting = False
        # Where the table has become narrower, Qt has made room for a bar that what now fits does not need.
        self.updateGeometries()

    def _resized(self, number: int, _old: int, _new: int) -> None:
        if self._fitting or self.model() is None:
            return
        self._fit()
        if self._memory is not None:
            widths = {
                c.name or c.title: self.columnWidth(n)
                for n, c in enumerate(self.rows_model().columns)
                if c.width
            }
            self._memory.set(f"columns/{self.objectName()}", widths)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    # -- pointer, keys, focus --

    def hovered_row(self) -> int:
        return self._hovered

    def ring_row(self) -> int:
        """The row with the focus ring: the current one, after keyboard use (L5)."""
        return self.currentIndex().row() if self._ring and self.hasFocus() else -1

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.indexAt(event.position().toPoint()).row())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._ring = False
        index = self.indexAt(event.position().toPoint())
        super().mousePressEvent(event)
        ticks = index.isValid() and self.column(index.column()).kind == "tick"
        if ticks and event.button() == Qt.MouseButton.LeftButton:
            self.rows_model().tick(index)

    def _double_clicked(self, index: QModelIndex) -> None:
        row = self.rows_model().row(index)
        if row is not None and not isinstance(row, Group) and self.column(index.column()).kind != "tick":
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            row = self.current()
            if row is not None and not event.isAutoRepeat():
                self.opened.emit(row)
            event.accept()
            return
        if event.key() == Qt.Key.Key_Space and any(c.kind == "tick" for c in self.rows_model().columns):
            self.rows_model().tick(self.currentIndex())
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            # Qt moves within the row, which nobody sees where whole rows are chosen.
            self._ring = True
            if event.key() == Qt.Key.Key_Home:
                self.select_first()
            else:
                self.select_row(self.rows_model().rowCount() - 1)
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._ring = True
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        super().focusInEvent(event)
        if self.model() is not None and self.current() is None:
            self.select_first()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self.model() is not None:
            index = self.indexAt(event.pos())
            tip = self.tip_of(index) if index.isValid() else ""
            if tip:
                QToolTip.showText(event.globalPos(), tip, self, self.visualRect(index))
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def tip_of(self, index: QModelIndex) -> str:
        """The tooltip of a cell: its own, else its whole text when that did not fit."""
        own = index.data(Qt.ItemDataRole.ToolTipRole)
        if own:
            return str(own)
        if index.data(GROUP_ROLE) is not None:
            return ""
        text = str(index.data() or "")
        cell = self._cells[index.column()]
        return text if cell.wanted_width(index) > self.visualRect(index).width() else ""

    def _repaint(self) -> None:
        self.viewport().update()
        self.horizontalHeader().viewport().update()


def fixed_height(table: Table, rows: int) -> None:
    """Make *table* exactly high enough for its head and so many rows, without scrolling: inside a pane."""
    table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    head = 0 if table.horizontalHeader().isHidden() else SIZE.head + 1
    table.setFixedHeight(head + rows * SIZE.row)
