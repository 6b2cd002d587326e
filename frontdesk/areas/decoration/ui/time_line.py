"""The twelve steps of a file, one under another, joined by a line (07b)."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.areas.decoration.queries.detail import Mark, TimeLineRow
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.theme import FontName, colour, font, theme_changed
from frontdesk.base.widgets.tokens import SPACE

_TALL, _SHORT, _LINE = 44, 28, 20
_DOT, _TEXT_LEFT = 6, 28


class TimeLine(QWidget):
    """Shows the rows; those to come are quieter."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("步骤"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.rows: tuple[TimeLineRow, ...] = ()
        theme_changed.connect(self.update)

    def set_rows(self, rows: Sequence[TimeLineRow]) -> None:
        """Other steps."""
        self.rows = tuple(rows)
        done = [tr(row.step.value) for row in self.rows if row.mark is Mark.DONE]
        now = next((tr(row.step.value) for row in self.rows if row.mark is Mark.NOW), "")
        self.setAccessibleDescription(tr("已办 {done}；现在 {now}", done="、".join(done), now=now))
        self.setFixedHeight(self._height())
        self.update()

    def _height(self) -> int:
        return sum(self._tall(row) for row in self.rows) + SPACE.s

    @staticmethod
    def _tall(row: TimeLineRow) -> int:
        return _SHORT if row.mark is Mark.AHEAD or (not row.words and row.mark is Mark.DONE) else _TALL

    def sizeHint(self) -> QSize:
        return QSize(240, self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tops, top = [], 0
        for row in self.rows:
            tops.append(top)
            top += self._tall(row)
        for at, row in enumerate(self.rows):
            centre = tops[at] + _LINE / 2
            if at + 1 < len(self.rows):
                token = "okdot" if row.mark is Mark.DONE else "ctlline"
                painter.setPen(QPen(colour(token), 2))
                end = tops[at + 1] + _LINE / 2 - _DOT - 2
                painter.drawLine(QPointF(_DOT, centre + _DOT + 2), QPointF(_DOT, end))
            self._paint_dot(painter, centre, row.mark)
            self._paint_words(painter, tops[at], row)
        painter.end()

    @staticmethod
    def _paint_dot(painter: QPainter, centre: float, mark: Mark) -> None:
        if mark is Mark.AHEAD:
            painter.setPen(QPen(colour("ctlline"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(_DOT, centre), _DOT - 1, _DOT - 1)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("okdot" if mark is Mark.DONE else "accent"))
        painter.drawEllipse(QPointF(_DOT, centre), _DOT, _DOT)

    def _paint_words(self, painter: QPainter, top: int, row: TimeLineRow) -> None:
        wide = self.width() - _TEXT_LEFT
        box = QRectF(_TEXT_LEFT, top, wide, _LINE)
        now = row.mark is Mark.NOW
        said = f"{row.on:%m-%d} {row.by}" if row.on is not None else (tr("现在") if now else "")
        right = QFontMetrics(font("body")).horizontalAdvance(said)
        self._text(painter, box, said, "body", "text2", Qt.AlignmentFlag.AlignRight)
        name = box.adjusted(0, 0, -right - SPACE.s, 0)
        token = "text3" if row.mark is Mark.AHEAD else "text"
        self._text(painter, name, tr(row.step.value), "bold" if now else "body", token)
        if row.words:
            self._text(painter, box.translated(0, 18), row.words, "body", "text2")

    @staticmethod
    def _text(
        painter: QPainter,
        rect: QRectF,
        text: str,
        face: FontName,
        token: str,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    ) -> None:
        painter.setFont(font(face))
        painter.setPen(colour(token))
        shown = QFontMetrics(font(face)).elidedText(text, Qt.TextElideMode.ElideRight, int(rect.width()))
        painter.drawText(rect, align | Qt.AlignmentFlag.AlignVCenter, shown)
