"""Small parts that only show something: words in a tone, dots, headings, hair lines, key hints; and their painting."""

from __future__ import annotations

import math
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from frontdesk.base.widgets.theme import FontName, colour, font, repolish
from frontdesk.base.widgets.tokens import SIZE, SPACE, TYPE

Tone = Literal["ok", "warn", "bad", "info", "neutral"]

DOTS: dict[str, str] = {
    "ok": "okdot",
    "warn": "warndot",
    "bad": "baddot",
    "info": "accent",
    "neutral": "mutedot",
}
"""Tone -> token of its dot."""
WORDS: dict[str, str] = {"ok": "ok", "warn": "warn", "bad": "bad", "info": "accent", "neutral": "text"}
"""Tone -> token of its word."""


# -- painting -----------------------------------------------------------------------------------------


def pen_width(painter: QPainter) -> float:
    """The width of a thin line in logical pixels: whole device pixels, one up to 150 %, two at 200 %."""
    ratio = painter.device().devicePixelRatioF()
    return max(1, int(ratio)) / ratio


def _snap(painter: QPainter, x: float, y: float) -> QPointF:
    """The point moved to the edge of a device pixel, so that thin lines stay sharp at 125 % and 150 %."""
    to_device = painter.deviceTransform()
    at = to_device.map(QPointF(x, y))
    back, ok = to_device.inverted()
    # Half a device pixel goes up, never to the even one: a line at a widget's edge would be clipped away.
    return back.map(QPointF(math.floor(at.x() + 0.5), math.floor(at.y() + 0.5))) if ok else QPointF(x, y)


def hline(painter: QPainter, left: float, right: float, top: float, ink: QColor) -> None:
    """A thin line whose upper edge is at *top*."""
    at = _snap(painter, left, top)
    painter.fillRect(QRectF(at.x(), at.y(), right - left, pen_width(painter)), ink)


def vline(painter: QPainter, left: float, top: float, bottom: float, ink: QColor) -> None:
    """A thin line whose left edge is at *left*."""
    at = _snap(painter, left, top)
    painter.fillRect(QRectF(at.x(), at.y(), pen_width(painter), bottom - top), ink)


def box_path(painter: QPainter, rect: QRectF, radius: float, width: float) -> QPainterPath:
    """A rounded rectangle for a pen of *width* whose outer edge is *rect*, on device pixels."""
    first, last = _snap(painter, rect.left(), rect.top()), _snap(painter, rect.right(), rect.bottom())
    half = width / 2
    inner = QRectF(first, last).adjusted(half, half, -half, -half)
    path = QPainterPath()
    path.addRoundedRect(inner, max(0.0, radius - half), max(0.0, radius - half))
    return path


def paint_box(
    painter: QPainter,
    rect: QRectF,
    fill: QColor | None,
    border: QColor | None,
    *,
    edge: QColor | None = None,
    focus: QColor | None = None,
    radius: float = SIZE.radius,
    dashed: bool = False,
) -> None:
    """A control's ground: fill, thin border, a darker bottom *edge*, or a 2 px *focus* border instead of both."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = 2.0 if focus is not None else pen_width(painter)
    ink = focus if focus is not None else border
    # Without a border the fill itself reaches the edge.
    path = box_path(painter, rect, radius, width if ink is not None else 0.0)
    if fill is not None:
        painter.fillPath(path, fill)
    if ink is not None:
        pen = QPen(ink, width)
        if dashed:
            pen.setDashPattern([3, 3])
        painter.strokePath(path, pen)
    if edge is not None and focus is None:
        # Only the bottom of the same outline, so that the darker edge runs into the corners.
        bottom = path.boundingRect().bottom()
        painter.setClipRect(QRectF(rect.left(), bottom - 1.5, rect.width(), 4))
        painter.strokePath(path, QPen(edge, width))
    painter.restore()


def paint_dot(painter: QPainter, centre: QPointF, ink: QColor, hollow: bool = False) -> None:
    """A status dot of 8 px around *centre*; hollow means not yet."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    radius = SIZE.dot / 2
    if hollow:
        painter.setPen(QPen(ink, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(centre, radius - 1, radius - 1)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawEllipse(centre, radius, radius)
    painter.restore()


def key_width(key: str) -> int:
    """How wide a key hint is painted."""
    return QFontMetrics(font("small")).horizontalAdvance(key) + 10


def paint_key(painter: QPainter, rect: QRectF, key: str, ink: QColor, ground: QColor | None) -> None:
    """A keycap: on *ground*, or outlined in *ink* where there is none (on the primary button)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if ground is not None:
        path = QPainterPath()
        path.addRoundedRect(rect, SIZE.radius_small, SIZE.radius_small)
        painter.fillPath(path, ground)
    else:
        width = pen_width(painter)
        painter.strokePath(box_path(painter, rect, SIZE.radius_small, width), QPen(ink, width))
    painter.setPen(ink)
    painter.setFont(font("small"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key)
    painter.restore()


# -- widgets ------------------------------------------------------------------------------------------


def ground(widget: QWidget, name: str) -> None:
    """Give *widget* the ground of that token (`win`, `surface`, `subtle`, `pop`, `okbg`, `warnbg`, `badbg`)."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    widget.setProperty("ground", name)
    repolish(widget)


class Words(QLabel):
    """A line or paragraph in one of the type tokens and tones; changes colour with the theme by itself."""

    def __init__(
        self,
        text: str = "",
        face: FontName = "body",
        tone: str = "text",
        *,
        wrap: bool = False,
        select: bool = False,
        right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(face))
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setMinimumHeight(TYPE[face].line)
        if select:
            self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if right:
            self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def set_tone(self, tone: str) -> None:
        """Another colour token for the words."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            repolish(self)


class Dot(QWidget):
    """A status dot on its own; give it a word beside it, colour alone says nothing (L3)."""

    def __init__(self, tone: Tone = "neutral", hollow: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone: Tone = tone
        self._hollow = hollow
        self.setFixedSize(SIZE.dot, 20)

    def set_tone(self, tone: Tone, hollow: bool = False) -> None:
        self._tone, self._hollow = tone, hollow
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        centre = QPointF(self.width() / 2, self.height() / 2)
        paint_dot(painter, centre, colour(DOTS[self._tone]), self._hollow)
        painter.end()


class StatusLabel(QWidget):
    """Dot and word. A neutral word keeps the text's own colour."""

    def __init__(
        self,
        tone: Tone = "neutral",
        text: str = "",
        *,
        hollow: bool = False,
        bold: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._dot = Dot(tone, hollow, self)
        self._word = Words(text, "bold" if bold else "body", WORDS[tone], parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self._dot)
        row.addWidget(self._word)
        row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    def set(self, tone: Tone, text: str, *, hollow: bool = False) -> None:
        """Show another state."""
        self._dot.set_tone(tone, hollow)
        self._word.setText(text)
        self._word.set_tone(WORDS[tone])
        self.setAccessibleName(text)

    def text(self) -> str:
        return self._word.text()


class Link(QLabel):
    """An accent word that does something; reached by Tab, pressed by Enter or Space. `clicked` as a button's."""

    clicked = Signal()

    def __init__(self, text: str, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font("body"))
        self.setProperty("tone", "accent")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(text)
        if name:
            self.setObjectName(name)
        self._ring = False

    def setText(self, text: str) -> None:
        super().setText(text)
        self.setAccessibleName(text)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._underline(True)

    def leaveEvent(self, event: QEvent) -> None:
        self._underline(False)

    def _underline(self, on: bool) -> None:
        face = font("body")
        face.setUnderline(on)
        self.setFont(face)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.isEnabled() and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            and not event.isAutoRepeat()
        ):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = by_keyboard(event.reason())
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._ring:
            painter = QPainter(self)
            paint_box(painter, QRectF(self.rect()), None, None, focus=colour("accent"), radius=3)
            painter.end()


def by_keyboard(reason: Qt.FocusReason) -> bool:
    """Whether the focus came by a key, which is when the ring shows."""
    return reason in (
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    )


class Heading(QWidget):
    """The head of a section: name, quiet hint, and a link at the right; 24 high. `link` is None without one."""

    def __init__(
        self, text: str, hint: str = "", link: str = "", *, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(SIZE.heading)
        self.title = Words(text, "bold", parent=self)
        self.hint = Words(hint, "body", "text3", parent=self)
        self.link: Link | None = Link(link, name, self) if link else None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.s)
        row.addWidget(self.title)
        row.addWidget(self.hint)
        row.addStretch(1)
        if self.link is not None:
            row.addWidget(self.link)

    def set_hint(self, hint: str) -> None:
        self.hint.setText(hint)


class HairLine(QFrame):
    """A thin line across (or down) in the colour of that token."""

    def __init__(self, token: str = "line", *, vertical: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._token = token
        self._vertical = vertical
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._vertical:
            vline(painter, 0, 0, self.height(), colour(self._token))
        else:
            hline(painter, 0, self.width(), 0, colour(self._token))
        painter.end()


class KeyHint(QWidget):
    """A keycap beside words, as in the foot of a drop-down."""

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setFixedSize(self.sizeHint())
        self.setAccessibleName(key)

    def sizeHint(self) -> QSize:
        return QSize(key_width(self._key), SIZE.key_hint)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_key(
            painter,
            QRectF(QRect(0, 0, self.width(), self.height())),
            self._key,
            colour("text3"),
            colour("key"),
        )
        painter.end()
