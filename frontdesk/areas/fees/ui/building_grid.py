"""The building as a picture on screen (D5.2): one painted widget, whatever the number of units; arrows move in it.

Colours come from the tokens, and each state has its mark, so that nothing rests on colour alone (L3).
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from frontdesk.areas.fees.queries.picture import BuildingGrid, GridUnit, row_words
from frontdesk.areas.fees.rules.grid import DECORATING, CellState
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import paint_box
from frontdesk.base.widgets.theme import colour, font, icon, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

LABEL = 40
GAP = 3
APART = 18
ROW_LEAST, ROW_MOST = 20, 32
CELL_LEAST, CELL_MOST = 68, 168
"""No cell is narrower, nor than its building's widest amount."""
MARK = 12
ROLLER = 14
"""The mark of a home in decoration, and the room it takes."""
_PAD = 6
_APART = 3
"""Between room and amount, at least."""
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
TOKENS: dict[CellState, tuple[str, str]] = {
    CellState.PAID: ("paid", "paid_text"),
    CellState.PART: ("part", "part_text"),
    CellState.OWING: ("owing", "owing_text"),
    CellState.OVER: ("over", "over_text"),
    CellState.VACANT: ("vacant", "vacant_text"),
    CellState.NONE: ("surface", "text3"),
}
"""State -> tokens of its ground and of its words."""


def paint_cell(
    painter: QPainter, box: QRectF, state: CellState, room: str, amount: str, decorating: bool = False
) -> None:
    """A unit's cell: ground, room at the left, amount and mark at the right. Also the samples of the legend.

    Where both do not fit, what is owed takes the room's place. A roller at the left says that it is being decorated.
    """
    fill, ink = (colour(token) for token in TOKENS[state])
    dashed = state is CellState.VACANT
    outline = colour("ctledge") if dashed else colour("line") if state is CellState.NONE else None
    paint_box(painter, box, fill, outline, radius=SIZE.radius_small, dashed=dashed)
    inner = box.adjusted(_PAD, 0, -_PAD, 0)
    inner.setRight(_paint_mark(painter, inner, state))
    if decorating:
        inner.setLeft(_paint_roller(painter, inner, TOKENS[state][1]))
    painter.setPen(ink)
    painter.setFont(_face(state, room, amount, inner.width()))
    if amount:
        painter.drawText(inner, _MIDDLE | Qt.AlignmentFlag.AlignRight, amount)
        inner.setRight(inner.right() - painter.fontMetrics().horizontalAdvance(amount) - _APART)
        if painter.fontMetrics().horizontalAdvance(room) > inner.width():
            # Its place says which unit it is; the amount it does not.
            return
    words = painter.fontMetrics().elidedText(room, Qt.TextElideMode.ElideRight, int(inner.width()))
    painter.drawText(inner, _MIDDLE | Qt.AlignmentFlag.AlignLeft, words)


def _face(state: CellState, room: str, amount: str, width: float) -> QFont:
    """The usual face, or the small one where room and amount do not stand side by side in it."""
    strong = state is CellState.OVER
    usual = font("bold" if strong else "body")
    measure = QFontMetrics(usual)
    wide = measure.horizontalAdvance(room) + _APART + measure.horizontalAdvance(amount)
    return usual if not amount or wide <= width else font("small_bold" if strong else "small")


def _paint_mark(painter: QPainter, inner: QRectF, state: CellState) -> float:
    """The mark of a state at the right end; where what stands before it must end."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    ink = colour(TOKENS[state][1])
    middle = inner.center().y()
    centre = QPointF(inner.right() - MARK / 2 + 2, middle)
    if state is CellState.PAID:
        side = MARK + 1
        place = QRect(round(inner.right() - side + 2), round(middle - side / 2), side, side)
        icon("ph.check", TOKENS[state][1]).paint(painter, place)
    elif state in (CellState.VACANT, CellState.NONE):
        words = tr("空") if state is CellState.VACANT else "—"
        painter.setFont(font("small"))
        painter.setPen(ink)
        painter.drawText(inner, _MIDDLE | Qt.AlignmentFlag.AlignRight, words)
    else:
        radius = 4.0
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(ink if state is CellState.OVER else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, radius, radius)
        if state is CellState.PART:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawPie(QRectF(centre.x() - 4, centre.y() - 4, 8, 8), 90 * 16, 180 * 16)
    painter.restore()
    return inner.right() - MARK - 1


def _paint_roller(painter: QPainter, inner: QRectF, ink: str) -> float:
    """装修中 at the left end; where what stands behind it begins."""
    top = round(inner.center().y() - ROLLER / 2)
    icon("ph.paint-roller", ink).paint(painter, QRect(round(inner.left()) - 2, top, ROLLER, ROLLER))
    return inner.left() + ROLLER


def least_width(grid: BuildingGrid) -> int:
    """How wide a cell must be so that no amount of the building is cut: they stand alone and small at the least."""
    wide = 0
    for unit in grid.units:
        if unit.owed:
            face = font("small_bold" if unit.state is CellState.OVER else "small")
            roller = ROLLER if unit.decorating else 0
            wide = max(wide, QFontMetrics(face).horizontalAdvance(str(unit.owed)) + roller)
    return wide + MARK + 2 * _PAD + GAP + 2


def cell_words(unit: GridUnit) -> str:
    """What a cell says aloud: `3-1-1202，欠费 255.36 元`."""
    if unit.owed:
        said = tr("{unit}，{state} {owed} 元", unit=unit.unit, state=tr(unit.state.value), owed=unit.owed)
    else:
        said = tr("{unit}，{state}", unit=unit.unit, state=tr(unit.state.value))
    return tr("{unit}，{words}", unit=said, words=tr(DECORATING)) if unit.decorating else said


class GridView(QAbstractScrollArea):
    """The grid. `current_changed(unit or None)` as it moves, `opened(unit)` on Enter or a double click.

    `turned(±1)` asks for the building before or after (Page Up, Page Down).
    """

    current_changed = Signal(object)
    opened = Signal(object)
    turned = Signal(int)

    def __init__(self, name: str = "building_grid", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("楼栋图"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._grid: BuildingGrid | None = None
        self._at = -1
        self._hover = -1
        self._cells: dict[tuple[int, int], int] = {}
        self._least = CELL_LEAST
        self._columns: list[int] = []
        self._entrance_of: list[int] = []
        theme_changed.connect(self.viewport().update)

    # -- what is shown --

    def show_grid(self, grid: BuildingGrid | None) -> None:
        """Another picture; the unit stood on stays where it is in it."""
        kept = self.current()
        self._grid = grid
        self._least = CELL_LEAST if grid is None else max(CELL_LEAST, least_width(grid))
        self._cells, self._columns, self._entrance_of = {}, [], []
        if grid is not None:
            first = 0
            for number, (_name, columns) in enumerate(grid.layout.entrances):
                self._columns.append(first)
                self._entrance_of += [number] * columns
                first += columns
            for index, place in enumerate(grid.layout.places):
                self._cells[place.row, self._columns[place.entrance] + place.column] = index
        same = -1
        if grid is not None and kept is not None:
            same = next((n for n, unit in enumerate(grid.units) if unit.unit_id == kept.unit_id), -1)
        self._at = same
        if same < 0 and grid is not None and grid.units:
            self._at = self._first()
        self._place()
        self._moved()

    def _first(self) -> int:
        """Where one begins: the first unit that owes, from the top; else the first cell."""
        assert self._grid is not None
        ordered = sorted(self._cells)
        owing = [at for at in ordered if self._grid.units[self._cells[at]].owed]
        return self._cells[(owing or ordered)[0]]

    def grid(self) -> BuildingGrid | None:
        return self._grid

    def current(self) -> GridUnit | None:
        """The unit stood on."""
        if self._grid is None or not 0 <= self._at < len(self._grid.units):
            return None
        return self._grid.units[self._at]

    def select_unit(self, unit_id: int) -> bool:
        """Stand on that unit; False when it is not in the picture."""
        if self._grid is None:
            return False
        for number, unit in enumerate(self._grid.units):
            if unit.unit_id == unit_id:
                self._go(number)
                return True
        return False

    def _go(self, index: int) -> None:
        if index == self._at:
            return
        self._at = index
        self._moved()

    def _moved(self) -> None:
        unit = self.current()
        self.setAccessibleDescription(cell_words(unit) if unit is not None else "")
        self._show_current()
        self.viewport().update()
        self.current_changed.emit(unit)

    # -- places --

    def _cell_width(self) -> int:
        columns = max(1, len(self._entrance_of))
        gaps = APART * max(0, len(self._columns) - 1)
        room = self.viewport().width() - self._left() - SPACE.xl - gaps
        return max(self._least, min(CELL_MOST, room // columns))

    def _left(self) -> int:
        return SPACE.xl + LABEL

    def _head(self) -> int:
        return 22

    def _pitch(self) -> int:
        rows = max(1, len(self._grid.layout.rows) if self._grid else 1)
        room = self.viewport().height() - self._head() - SPACE.s
        return max(ROW_LEAST, min(ROW_MOST, room // rows))

    def _whole(self) -> QSize:
        rows = len(self._grid.layout.rows) if self._grid else 0
        gaps = APART * max(0, len(self._columns) - 1)
        wide = self._left() + len(self._entrance_of) * self._cell_width() + gaps + SPACE.xl
        return QSize(wide, self._head() + rows * self._pitch() + SPACE.s)

    def _place(self) -> None:
        whole, here = self._whole(), self.viewport().size()
        self.horizontalScrollBar().setRange(0, max(0, whole.width() - here.width()))
        self.horizontalScrollBar().setPageStep(here.width())
        self.verticalScrollBar().setRange(0, max(0, whole.height() - here.height()))
        self.verticalScrollBar().setPageStep(here.height())
        self.verticalScrollBar().setSingleStep(self._pitch())
        self.viewport().update()

    def _x(self, column: int) -> int:
        """Where a column begins, on the whole picture."""
        return self._left() + column * self._cell_width() + APART * self._entrance_of[column]

    def cell_rect(self, index: int) -> QRect:
        """Where a unit's cell is, in the viewport."""
        assert self._grid is not None
        place = self._grid.layout.places[index]
        column = self._columns[place.entrance] + place.column
        left = self._x(column) - self.horizontalScrollBar().value()
        top = self._head() + place.row * self._pitch() - self.verticalScrollBar().value()
        return QRect(left, top, self._cell_width() - GAP, self._pitch() - GAP)

    def index_at(self, at: QPoint) -> int:
        """The unit under a point of the viewport; -1 for none."""
        if self._grid is None or at.y() < self._head() or at.x() < self._left():
            return -1
        row = (at.y() - self._head() + self.verticalScrollBar().value()) // self._pitch()
        x = at.x() + self.horizontalScrollBar().value()
        for column in range(len(self._entrance_of)):
            left = self._x(column)
            if left <= x < left + self._cell_width():
                return self._cells.get((row, column), -1)
        return -1

    def _show_current(self) -> None:
        """Scroll so that the unit stood on is seen whole."""
        if self.current() is None:
            return
        rect, here = self.cell_rect(self._at), self.viewport().rect()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if rect.right() > here.right() - SPACE.s:
            across.setValue(across.value() + rect.right() - here.right() + SPACE.xl)
        if rect.left() < self._left():
            across.setValue(across.value() + rect.left() - self._left())
        if rect.bottom() > here.bottom() - SPACE.xs:
            down.setValue(down.value() + rect.bottom() - here.bottom() + SPACE.s)
        if rect.top() < self._head():
            down.setValue(down.value() + rect.top() - self._head())

    # -- keys and pointer --

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        moves: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self._step(0, -1),
            Qt.Key.Key_Right: lambda: self._step(0, 1),
            Qt.Key.Key_Up: lambda: self._step(-1, 0),
            Qt.Key.Key_Down: lambda: self._step(1, 0),
            Qt.Key.Key_Home: lambda: self._edge(-1),
            Qt.Key.Key_End: lambda: self._edge(1),
            Qt.Key.Key_PageUp: lambda: self.turned.emit(-1),
            Qt.Key.Key_PageDown: lambda: self.turned.emit(1),
        }
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in moves:
            moves[key]()
            event.accept()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            unit = self.current()
            if unit is not None and not event.isAutoRepeat():
                self.opened.emit(unit)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _step(self, down: int, across: int) -> None:
        """The next cell that way; places without a unit are stepped over, the edges hold."""
        if self._grid is None or self.current() is None:
            return
        place = self._grid.layout.places[self._at]
        row, column = place.row, self._columns[place.entrance] + place.column
        rows, columns = len(self._grid.layout.rows), len(self._entrance_of)
        while True:
            row, column = row + down, column + across
            if not (0 <= row < rows and 0 <= column < columns):
                return
            found = self._cells.get((row, column))
            if found is not None:
                self._go(found)
                return

    def _edge(self, way: int) -> None:
        if self._grid is None or self.current() is None:
            return
        row = self._grid.layout.places[self._at].row
        columns = sorted(column for at, column in self._cells if at == row)
        self._go(self._cells[row, columns[0 if way < 0 else -1]])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.index_at(event.position().toPoint())
        if found >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self._go(found)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.index_at(event.position().toPoint())
        unit = self.current()
        if found >= 0 and unit is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(unit)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.index_at(event.position().toPoint())
        if found != self._hover:
            self._hover = found
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave and self._hover >= 0:
            self._hover = -1
            self.viewport().update()
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.index_at(event.pos())
            if found >= 0 and self._grid is not None:
                QToolTip.showText(event.globalPos(), cell_words(self._grid.units[found]), self.viewport())
            else:
                QToolTip.hideText()
            return True
        return super().viewportEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
        self._show_current()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    # -- paint --

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        here = self.viewport().rect()
        painter.fillRect(here, colour("surface"))
        if self._grid is not None:
            inside = here.adjusted(self._left() - SPACE.xs, self._head() - 2, 0, 0)
            painter.setClipRect(inside)
            for index, unit in enumerate(self._grid.units):
                rect = self.cell_rect(index)
                if rect.intersects(inside):
                    amount = str(unit.owed) if unit.owed else ""
                    paint_cell(painter, QRectF(rect), unit.state, unit.room, amount, unit.decorating)
                    if index == self._hover and index != self._at:
                        paint_box(painter, QRectF(rect), None, colour("text3"), radius=SIZE.radius_small)
            self._paint_current(painter)
            self._paint_labels(painter, here)
        painter.end()

    def _paint_current(self, painter: QPainter) -> None:
        if self.current() is None:
            return
        outer = QRectF(self.cell_rect(self._at)).adjusted(-2, -2, 2, 2)
        active = self.hasFocus() or not self.isActiveWindow()
        paint_box(
            painter, outer.adjusted(1.5, 1.5, -1.5, -1.5), None, colour("surface"), radius=SIZE.radius_small
        )
        ring = colour("text" if active else "ctledge")
        paint_box(painter, outer, None, None, focus=ring, radius=SIZE.radius_small + 2)

    def _paint_labels(self, painter: QPainter, here: QRect) -> None:
        assert self._grid is not None
        painter.setClipRect(here.adjusted(0, self._head() - 2, 0, 0))
        painter.setFont(font("body"))
        painter.setPen(colour("text2"))
        before: str | None = None
        for row, floor in enumerate(self._grid.layout.rows):
            top = self._head() + row * self._pitch() - self.verticalScrollBar().value()
            words = row_words(floor)
            if words != before:
                place = QRect(SPACE.xl, top, LABEL - SPACE.xs, self._pitch() - GAP)
                painter.drawText(place, _MIDDLE | Qt.AlignmentFlag.AlignLeft, words)
            before = words
        painter.setClipRect(here.adjusted(self._left() - SPACE.xs, 0, 0, 0))
        for number, (name, _columns) in enumerate(self._grid.layout.entrances):
            left = self._x(self._columns[number]) - self.horizontalScrollBar().value()
            words = tr("{entrance} 单元", entrance=name) if name else tr("不分单元")
            place = QRect(left, 0, 200, self._head() - 2)
            painter.drawText(place, _MIDDLE | Qt.AlignmentFlag.AlignLeft, words)


class CellSample(QWidget):
    """A state as the grid paints it, for the legend; or a cell of no state with the mark of decoration."""

    def __init__(
        self, state: CellState, room: str, decorating: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._state, self._room, self._decorating = state, room, decorating
        self.setFixedSize(88, SIZE.chip - 1)
        self.setAccessibleName(tr(DECORATING) if decorating else tr(state.value))
        theme_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_cell(painter, QRectF(self.rect()), self._state, self._room, "", self._decorating)
        painter.end()
