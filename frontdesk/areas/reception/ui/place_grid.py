"""A month of places × days as one painted picture (D2.6): arrows move, Shift marks days, Enter opens or begins.

Colours come from the tokens, and each booking has its word, so that nothing rests on colour alone (L3).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from frontdesk.areas.reception.queries.bookings import BookingRow
from frontdesk.areas.reception.queries.let_places import PlaceMonth, PlaceRow
from frontdesk.areas.reception.rules.places import BookingState, Paid
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import hline, paint_box, vline
from frontdesk.base.widgets.theme import colour, font, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

LABEL = 148
HEAD = 40
DAY_LEAST = 24
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = _MIDDLE | Qt.AlignmentFlag.AlignLeft
_CENTRE = _MIDDLE | Qt.AlignmentFlag.AlignHCenter
WEEKDAYS = "一二三四五六日"
MARKS: dict[Paid, tuple[str, str, str]] = {
    Paid.PAID: ("清", "paid", "paid_text"),
    Paid.FREE: ("免", "part", "part_text"),
    Paid.PART: ("部", "part", "part_text"),
    Paid.OWING: ("欠", "owing", "owing_text"),
    Paid.OVERDUE: ("逾", "over", "over_text"),
}
"""How its money stands -> the one word that always is there, and tokens of ground and words."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where one stands: a place, the days marked (both included), and the booking there, if any."""

    place: PlaceRow
    first: date
    last: date
    booking: BookingRow | None


def spot_words(spot: Spot) -> str:
    """What a spot says aloud: `A1 11-22 云栖净水公司，未收，11-22 至 11-24`."""
    row = spot.booking
    if row is None:
        days = (
            f"{spot.first:%m-%d}" if spot.first == spot.last else f"{spot.first:%m-%d} 至 {spot.last:%m-%d}"
        )
        return tr("{place} {days} 空着", place=spot.place.code, days=days)
    return tr(
        "{place} {day} {who}，{state}，{paid}，{first} 至 {last}", place=spot.place.code, day=f"{spot.first:%m-%d}",
        who=row.booker, state=tr(row.state.value), paid=tr(row.paid.value), first=f"{row.starts_on:%m-%d}",
        last=f"{row.last:%m-%d}",
    )  # fmt: skip


class MonthGrid(QAbstractScrollArea):
    """`moved(Spot or None)` as one moves, `opened(Spot)` on Enter or a double click, `turned(±1)` for another month."""

    moved = Signal(object)
    opened = Signal(object)
    turned = Signal(int)

    def __init__(self, name: str = "places_month", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("场地月历"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._month: Month | None = None
        self._today = date.min
        self._places: tuple[PlaceRow, ...] = ()
        self._days: dict[tuple[int, int], BookingRow] = {}
        self._bookings: tuple[BookingRow, ...] = ()
        self._row = self._day = self._anchor = 0
        theme_changed.connect(self.viewport().update)

    # -- what is shown --

    def show_month(self, month: Month, found: PlaceMonth, today: date) -> None:
        """Another picture; where one stood stays, in a month with today on today."""
        if month != self._month:
            inside = Month.of(today) == month
            if self._month is None or inside:
                self._day = today.day - 1 if inside else 0
            self._anchor = self._day
        self._month, self._places, self._today, self._bookings = month, found.places, today, found.bookings
        self._days = {}
        for row in found.bookings:
            for day in range(self.count()):
                on = month.start + timedelta(days=day)
                if row.starts_on <= on < row.ends_on:
                    self._days[row.place_id, day] = row
        self._row = min(self._row, max(0, len(self._places) - 1))
        self._day = min(self._day, self.count() - 1)
        self._anchor = min(self._anchor, self.count() - 1)
        self._place()
        self._told()

    def count(self) -> int:
        """Days of the month."""
        return self._month.days if self._month is not None else 0

    def spot(self) -> Spot | None:
        """Where one stands. Marked days are told only where nothing is booked under the cursor."""
        if self._month is None or not self._places:
            return None
        place = self._places[self._row]
        row = self._days.get((place.id, self._day))
        first, last = (self._day, self._day) if row is not None else sorted((self._anchor, self._day))
        start = self._month.start
        return Spot(place, start + timedelta(days=first), start + timedelta(days=last), row)

    def stand_on(self, place_id: int, day: date) -> None:
        """Go to a place and a day of this month."""
        rows = [n for n, place in enumerate(self._places) if place.id == place_id]
        if rows and self._month is not None and Month.of(day) == self._month:
            self._go(rows[0], day.day - 1)

    def _go(self, row: int, day: int, *, mark: bool = False) -> None:
        if not self._places:
            return
        self._row = max(0, min(row, len(self._places) - 1))
        self._day = max(0, min(day, self.count() - 1))
        if not mark:
            self._anchor = self._day
        self._told()

    def _told(self) -> None:
        spot = self.spot()
        self.setAccessibleDescription(spot_words(spot) if spot is not None else "")
        self._show_current()
        self.viewport().update()
        self.moved.emit(spot)

    # -- places --

    def _width(self) -> int:
        room = self.viewport().width() - LABEL - SPACE.xl - SPACE.s
        return max(DAY_LEAST, room // max(1, self.count()))

    def _place(self) -> None:
        here = self.viewport().size()
        wide = SPACE.xl + LABEL + self.count() * self._width() + SPACE.s
        high = HEAD + len(self._places) * SIZE.row + SPACE.s
        self.horizontalScrollBar().setRange(0, max(0, wide - here.width()))
        self.horizontalScrollBar().setPageStep(here.width())
        self.verticalScrollBar().setRange(0, max(0, high - here.height()))
        self.verticalScrollBar().setPageStep(here.height())
        self.verticalScrollBar().setSingleStep(SIZE.row)
        self.viewport().update()

    def _left(self) -> int:
        return SPACE.xl + LABEL

    def cell_rect(self, row: int, day: int, days: int = 1) -> QRect:
        """Where days of a place are, in the viewport."""
        x = self._left() + day * self._width() - self.horizontalScrollBar().value()
        y = HEAD + row * SIZE.row - self.verticalScrollBar().value()
        return QRect(x, y, self._width() * days, SIZE.row)

    def _at(self, point: QPoint) -> tuple[int, int] | None:
        if point.y() < HEAD or point.x() < self._left():
            return None
        row = (point.y() - HEAD + self.verticalScrollBar().value()) // SIZE.row
        day = (point.x() - self._left() + self.horizontalScrollBar().value()) // self._width()
        return (row, day) if row < len(self._places) and day < self.count() else None

    def _show_current(self) -> None:
        if not self._places:
            return
        rect, here = self.cell_rect(self._row, self._day), self.viewport().rect()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        if rect.right() > here.right():
            across.setValue(across.value() + rect.right() - here.right() + SPACE.s)
        if rect.left() < self._left():
            across.setValue(across.value() + rect.left() - self._left())
        if rect.bottom() > here.bottom():
            down.setValue(down.value() + rect.bottom() - here.bottom() + SPACE.s)
        if rect.top() < HEAD:
            down.setValue(down.value() + rect.top() - HEAD)

    # -- keys and pointer --

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, shift = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        moves: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self._across(-1, mark=shift),
            Qt.Key.Key_Right: lambda: self._across(1, mark=shift),
            Qt.Key.Key_Up: lambda: self._go(self._row - 1, self._day),
            Qt.Key.Key_Down: lambda: self._go(self._row + 1, self._day),
            Qt.Key.Key_Home: lambda: self._go(self._row, 0, mark=shift),
            Qt.Key.Key_End: lambda: self._go(self._row, self.count() - 1, mark=shift),
            Qt.Key.Key_PageUp: lambda: self.turned.emit(-1),
            Qt.Key.Key_PageDown: lambda: self.turned.emit(1),
        }
        rest = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if rest:
            super().keyPressEvent(event)
        elif key in moves:
            moves[key]()
            event.accept()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            spot = self.spot()
            if spot is not None and not event.isAutoRepeat():
                self.opened.emit(spot)
            event.accept()
        else:
            super().keyPressEvent(event)

    def _across(self, by: int, *, mark: bool) -> None:
        """A day on; over the month's edge into the month beside it."""
        if 0 <= self._day + by < self.count():
            self._go(self._row, self._day + by, mark=mark)
        elif not mark:
            self._day = self._anchor = 0 if by > 0 else 30
            self.turned.emit(by)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position().toPoint())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._go(*found, mark=shift and found[0] == self._row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Days are marked by drawing over them."""
        found = self._at(event.position().toPoint())
        if found is not None and event.buttons() & Qt.MouseButton.LeftButton and found[0] == self._row:
            self._go(*found, mark=True)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self.spot()
        inside = self._at(event.position().toPoint()) is not None
        if inside and spot is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(spot)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(event.pos())
            row = self._days.get((self._places[found[0]].id, found[1])) if found is not None else None
            if found is not None and row is not None:
                words = spot_words(Spot(self._places[found[0]], row.starts_on, row.last, row))
                QToolTip.showText(event.globalPos(), words, self.viewport())
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
        if self._month is not None:
            painter.setClipRect(here.adjusted(self._left() - 1, 0, 0, 0))
            self._paint_days(painter, here)
            painter.setClipRect(here.adjusted(self._left() - 1, HEAD, 0, 0))
            for row in self._bookings:
                self._paint_booking(painter, row)
            self._paint_current(painter)
            painter.setClipRect(here.adjusted(0, HEAD, 0, 0))
            self._paint_places(painter, here)
        painter.end()

    def _paint_days(self, painter: QPainter, here: QRect) -> None:
        assert self._month is not None
        bottom = HEAD + len(self._places) * SIZE.row - self.verticalScrollBar().value()
        for day in range(self.count()):
            on = self._month.start + timedelta(days=day)
            box = self.cell_rect(0, day)
            column = QRect(box.left(), HEAD, box.width(), max(0, bottom - HEAD))
            if on.weekday() >= 5:
                painter.fillRect(column, colour("subtle"))
            today = on == self._today
            painter.setPen(colour("accent" if today else "text3"))
            painter.setFont(font("small_bold" if today else "small"))
            painter.drawText(QRect(box.left(), 2, box.width(), 18), _CENTRE, WEEKDAYS[on.weekday()])
            painter.setPen(colour("accent" if today else "text2"))
            painter.drawText(QRect(box.left(), 18, box.width(), 18), _CENTRE, str(on.day))
            vline(painter, box.left(), HEAD, bottom, colour("accent" if today else "hair"))
        for row in range(len(self._places) + 1):
            y = HEAD + row * SIZE.row - self.verticalScrollBar().value()
            if y >= HEAD:
                hline(painter, self._left(), self._left() + self.count() * self._width(), y, colour("hair"))

    def _paint_booking(self, painter: QPainter, row: BookingRow) -> None:
        assert self._month is not None
        at = next((n for n, place in enumerate(self._places) if place.id == row.place_id), None)
        first = max(0, (row.starts_on - self._month.start).days)
        last = min(self.count() - 1, (row.last - self._month.start).days)
        if at is None or last < first:
            return
        box = QRectF(self.cell_rect(at, first, last - first + 1)).adjusted(2, 4, -2, -4)
        mark, fill, ink = MARKS[row.paid]
        over = row.state is BookingState.OVER and row.paid in (Paid.PAID, Paid.FREE)
        if over:
            fill, ink = "vacant", "vacant_text"
        paint_box(painter, box, colour(fill), colour("line") if over else None, radius=SIZE.radius_small)
        painter.setPen(colour(ink))
        painter.setFont(font("small"))
        inner = box.adjusted(4, 0, -2, 0)
        words = f"{tr(mark)} {row.booker}"
        if painter.fontMetrics().horizontalAdvance(f"{tr(mark)} 一二") > inner.width():
            words = tr(mark)
        painter.drawText(
            inner,
            _LEFT,
            painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(inner.width())),
        )

    def _paint_current(self, painter: QPainter) -> None:
        spot = self.spot()
        if spot is None:
            return
        assert self._month is not None
        first = (spot.first - self._month.start).days
        box = QRectF(self.cell_rect(self._row, first, (spot.last - spot.first).days + 1)).adjusted(
            1, 1, -1, -1
        )
        ring = colour("text" if self.hasFocus() else "ctledge")
        if spot.last > spot.first:
            paint_box(painter, box, colour("tint"), colour("tintline"), radius=SIZE.radius_small)
        paint_box(painter, box, None, None, focus=ring, radius=SIZE.radius_small)

    def _paint_places(self, painter: QPainter, here: QRect) -> None:
        for row, place in enumerate(self._places):
            box = self.cell_rect(row, 0)
            left = QRect(SPACE.xl, box.top(), LABEL - SPACE.s, box.height())
            painter.fillRect(QRect(0, box.top(), self._left() - 1, box.height()), colour("surface"))
            painter.setFont(font("bold" if row == self._row else "body"))
            painter.setPen(colour("text" if place.active else "text3"))
            metrics = painter.fontMetrics()
            painter.drawText(
                left, _LEFT, metrics.elidedText(place.code, Qt.TextElideMode.ElideRight, left.width())
            )
            left.setLeft(left.left() + min(left.width(), metrics.horizontalAdvance(place.code) + SPACE.s))
            painter.setFont(font("small"))
            painter.setPen(colour("text2" if place.active else "text3"))
            words = place.location if place.active else tr("已停用")
            painter.drawText(
                left,
                _LEFT,
                painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, left.width()),
            )
