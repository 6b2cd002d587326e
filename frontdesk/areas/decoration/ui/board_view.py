"""The board by step (07): columns of cards, walked with the arrows, opened with Enter."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from frontdesk.areas.decoration.queries.board import BoardColumn, Card
from frontdesk.areas.decoration.ui.words import tone_of
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.field import ENTER
from frontdesk.base.widgets.marks import DOTS, WORDS, paint_box, paint_dot, vline
from frontdesk.base.widgets.theme import FontName, colour, font, theme_changed
from frontdesk.base.widgets.tokens import SIZE, SPACE

HEAD = 40
CARD = 80
STEP = CARD + SPACE.s
_SIDE = SPACE.xl
_FIRST_LINE, _LINE = 19, 21


class BoardView(QAbstractScrollArea):
    """`current_changed(Card | None)` as one walks, `opened(Card)` on Enter or a double click."""

    current_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("装修看板"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.columns: tuple[BoardColumn, ...] = ()
        self._at: tuple[int, int] | None = None
        self._ring = False
        theme_changed.connect(self.viewport().update)

    # -- what stands on it --

    def set_columns(self, columns: Sequence[BoardColumn]) -> None:
        """Other cards; the one that was stood on stays so while it is there."""
        before = self.current()
        self.columns = tuple(columns)
        self._at = self._place_of(before.file_id) if before is not None else None
        if self._at is None:
            self._at = next(((at, 0) for at, column in enumerate(self.columns) if column.cards), None)
        self._measure()
        self._tell()

    def current(self) -> Card | None:
        """The card stood on."""
        if self._at is None:
            return None
        column, row = self._at
        return self.columns[column].cards[row]

    def select(self, file_id: int) -> bool:
        """Stand on the card of a file; False where it is not on the board."""
        place = self._place_of(file_id)
        if place is None:
            return False
        self._at = place
        self._show_current()
        self._tell()
        return True

    def _place_of(self, file_id: int) -> tuple[int, int] | None:
        for at, column in enumerate(self.columns):
            for row, card in enumerate(column.cards):
                if card.file_id == file_id:
                    return at, row
        return None

    def _tell(self) -> None:
        card = self.current()
        if card is None:
            self.setAccessibleDescription("")
        else:
            words = (card.unit, card.applicant, tr(card.state.value), card.second, card.line.words)
            self.setAccessibleDescription("，".join(words))
        self.viewport().update()
        self.current_changed.emit(card)

    # -- where things are --

    def _measure(self) -> None:
        longest = max((len(column.cards) for column in self.columns), default=0)
        high = HEAD + longest * STEP + SPACE.s
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, high - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(STEP // 2)

    def _pitch(self) -> float:
        return (self.viewport().width() - 2 * _SIDE + 17) / max(1, len(self.columns))

    def card_rect(self, column: int, row: int) -> QRectF:
        """Where a card is painted in the viewport."""
        pitch = self._pitch()
        top = HEAD + row * STEP - self.verticalScrollBar().value()
        return QRectF(_SIDE + column * pitch, top, pitch - 17, CARD)

    def _hit(self, point: QPointF) -> tuple[int, int] | None:
        if point.y() < HEAD:
            return None
        for at, column in enumerate(self.columns):
            for row in range(len(column.cards)):
                if self.card_rect(at, row).contains(point):
                    return at, row
        return None

    def _show_current(self) -> None:
        if self._at is None:
            return
        bar, rect = self.verticalScrollBar(), self.card_rect(*self._at)
        if rect.top() < HEAD:
            bar.setValue(bar.value() - int(HEAD - rect.top()))
        elif rect.bottom() > self.viewport().height() - SPACE.s:
            bar.setValue(bar.value() + int(rect.bottom() - self.viewport().height() + SPACE.s))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    # -- mouse and keys --

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._hit(event.position())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = place
            self._tell()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        card = self.current()
        if card is not None and self._hit(event.position()) == self._at:
            self.opened.emit(card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        card = self.current()
        if key in ENTER and card is not None:
            if not event.isAutoRepeat():
                self.opened.emit(card)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._go_aside(-1 if key is Qt.Key.Key_Left else 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._go_along(-1 if key is Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_along(-1_000_000 if key is Qt.Key.Key_Home else 1_000_000)
        else:
            super().keyPressEvent(event)

    def _go_aside(self, step: int) -> None:
        """To the next column that has cards, as high as one stood."""
        if self._at is None:
            return
        column, row = self._at
        column += step
        while 0 <= column < len(self.columns):
            if self.columns[column].cards:
                self._move((column, min(row, len(self.columns[column].cards) - 1)))
                return
            column += step

    def _go_along(self, step: int) -> None:
        if self._at is None:
            return
        column, row = self._at
        self._move((column, max(0, min(row + step, len(self.columns[column].cards) - 1))))

    def _move(self, place: tuple[int, int]) -> None:
        self._ring = True
        if place != self._at:
            self._at = place
            self._show_current()
            self._tell()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    # -- painting --

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        wide, high = self.viewport().width(), self.viewport().height()
        painter.fillRect(self.viewport().rect(), colour("subtle"))
        painter.setClipRect(QRectF(0, HEAD - 1, wide, high - HEAD + 1))
        for at, column in enumerate(self.columns):
            for row, card in enumerate(column.cards):
                rect = self.card_rect(at, row)
                if rect.bottom() > HEAD and rect.top() < high:
                    self._paint_card(painter, rect, card, (at, row) == self._at)
        painter.setClipping(False)
        pitch = self._pitch()
        for at, column in enumerate(self.columns):
            left = _SIDE + at * pitch
            if at:
                vline(painter, left - 9, 0, high, colour("line"))
            self._paint_head(painter, left, column)
        painter.end()

    def _paint_head(self, painter: QPainter, left: float, column: BoardColumn) -> None:
        word = tr(column.column.value)
        self._text(painter, QRectF(left, 0, 160, HEAD), word, "bold", "text")
        after = left + QFontMetrics(font("bold")).horizontalAdvance(word) + SPACE.s
        self._text(painter, QRectF(after, 0, 60, HEAD), str(len(column.cards)), "body", "text2")

    def _paint_card(self, painter: QPainter, rect: QRectF, card: Card, chosen: bool) -> None:
        # Chosen without the focus it is framed more quietly, so that it is seen where typing goes.
        focus = colour("accent" if self.hasFocus() else "ctledge") if chosen else None
        paint_box(painter, rect, colour("surface"), colour("line"), focus=focus)
        inner = rect.adjusted(SPACE.m, 0, -SPACE.m, 0)
        number_width = QFontMetrics(font("body")).horizontalAdvance(card.short_number)
        top = QRectF(inner.left(), rect.top() + _FIRST_LINE - 10, inner.width(), 20)
        right = Qt.AlignmentFlag.AlignRight
        self._text(painter, top, card.short_number, "body", "text2", right)
        unit_width = QFontMetrics(font("bold")).horizontalAdvance(card.unit)
        self._text(painter, top, card.unit, "bold", "text")
        name = top.adjusted(unit_width + SPACE.s, 0, -number_width - SPACE.xs, 0)
        self._text(painter, name, card.applicant, "body", "text")
        second = top.translated(0, _LINE)
        self._text(painter, second, card.second, "body", "text2")
        third = top.translated(0, 2 * _LINE)
        tone = tone_of(card.line.tone)
        centre = QPointF(third.left() + SIZE.dot / 2, third.center().y())
        paint_dot(painter, centre, colour(DOTS[tone]))
        self._text(painter, third.adjusted(SPACE.l, 0, 0, 0), card.line.words, "body", WORDS[tone])

    @staticmethod
    def _text(
        painter: QPainter,
        rect: QRectF,
        text: str,
        face: FontName,
        token: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        if rect.width() <= 0:
            return
        painter.setFont(font(face))
        painter.setPen(colour(token))
        shown = QFontMetrics(font(face)).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)
