"""A photograph cut to the card's shape: a frame that moves and grows over the picture, and the JPEG that comes of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QImage,
    QImageReader,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import paint_box
from frontdesk.base.widgets.theme import colour, font, theme_changed

WIDE, TALL = 358, 441
"""The photograph's size in pixels: 22.2 × 27.4 mm, as on the card, at 409 dpi."""
QUALITY = 88
LEAST = 120
"""A frame narrower than this many of the picture's own pixels prints as a blur."""
LARGEST_FILE = 40 * 1024 * 1024
LARGEST_SIDE = 12_000
_STEP = 0.01
_GROWS = 1.05
SUFFIXES = (".jpg", ".jpeg", ".png", ".bmp", ".webp")


def read_picture(path: Path) -> QImage:
    """The picture in a file, upright as its camera says. Raises `Refused`: what is wrong and what to do."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Refused(tr("“{name}”打不开，请核对文件", name=path.name)) from error
    if size > LARGEST_FILE:
        raise Refused(tr("“{name}”太大，请选 40 MB 以内的照片", name=path.name))
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    # By what is in it, not by its name: a JPEG that is called .png is met.
    reader.setDecideFormatFromContent(True)
    wide = reader.size()
    if wide.isValid() and max(wide.width(), wide.height()) > LARGEST_SIDE:
        raise Refused(tr("“{name}”的像素太多，请先缩小", name=path.name))
    image = reader.read()
    if image.isNull():
        raise Refused(tr("“{name}”不是照片，或者坏了。请选 JPG 或 PNG 的照片", name=path.name))
    return fit_for_use(image)


def fit_for_use(image: QImage) -> QImage:
    """The picture without transparency. Raises `Refused` where it is too small for the card."""
    if min(image.width() / WIDE, image.height() / TALL) * WIDE < LEAST:
        raise Refused(
            tr(
                "照片太小（{wide} × {tall}），印出来看不清，请换一张大些的",
                wide=image.width(),
                tall=image.height(),
            )
        )
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(Qt.GlobalColor.white)
    painter = QPainter(flat)
    painter.drawImage(0, 0, image)
    painter.end()
    return flat


def cut(image: QImage, frame: QRectF) -> QImage:
    """What the frame holds, in the card's size."""
    part = image.copy(frame.toAlignedRect().intersected(image.rect()))
    return part.scaled(
        QSize(WIDE, TALL), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def to_jpeg(image: QImage) -> bytes:
    """The picture as JPEG, without whatever else its file said (place, camera)."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.convertToFormat(QImage.Format.Format_RGB888).save(buffer, "JPEG", QUALITY)  # type: ignore[call-overload]
    return bytes(buffer.data().data())


class CropView(QWidget):
    """A picture with the frame over it. Dragging or the arrows move the frame, the wheel or + and − size it."""

    changed = Signal()

    def __init__(self, name: str = "photo_crop", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(tr("照片的取景框：方向键移动，加减键放大缩小"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFixedSize(400, 320)
        self._image = QImage()
        self._frame = QRectF()
        self._held: QPointF | None = None
        theme_changed.connect(self.update)

    # -- the picture and its frame --

    def set_image(self, image: QImage) -> None:
        """Another picture; the frame is as large as fits, a little above the middle, where faces are."""
        self._image = image
        self._frame = QRectF()
        if not image.isNull():
            wide = min(float(image.width()), image.height() * WIDE / TALL)
            tall = wide * TALL / WIDE
            top = (image.height() - tall) / 3
            self._frame = QRectF((image.width() - wide) / 2, top, wide, tall)
        self.update()
        self.changed.emit()

    def image(self) -> QImage:
        return self._image

    def frame(self) -> QRectF:
        """The frame in the picture's own pixels."""
        return QRectF(self._frame)

    def turn(self) -> None:
        """A quarter to the right."""
        if not self._image.isNull():
            self.set_image(self._image.transformed(QTransform().rotate(90)))

    def cut(self) -> QImage:
        """What the frame holds, in the card's size; nothing without a picture."""
        return QImage() if self._image.isNull() else cut(self._image, self._frame)

    def move_frame(self, right: float, down: float) -> None:
        """By so many of the picture's pixels, within the picture."""
        self._put(self._frame.translated(right, down))

    def grow(self, by: float) -> None:
        """Around its middle, within the picture and not below what can be printed."""
        if self._image.isNull():
            return
        most = min(float(self._image.width()), self._image.height() * WIDE / TALL)
        wide = max(min(LEAST, most), min(most, self._frame.width() * by))
        tall = wide * TALL / WIDE
        middle = self._frame.center()
        self._put(QRectF(middle.x() - wide / 2, middle.y() - tall / 2, wide, tall))

    def _put(self, frame: QRectF) -> None:
        if self._image.isNull():
            return
        left = max(0.0, min(frame.left(), self._image.width() - frame.width()))
        top = max(0.0, min(frame.top(), self._image.height() - frame.height()))
        self._frame = QRectF(left, top, frame.width(), frame.height())
        self.update()
        self.changed.emit()

    # -- pointer and keys --

    def _scale(self) -> float:
        """Logical pixels for each of the picture's."""
        if self._image.isNull():
            return 1.0
        return min(self.width() / self._image.width(), self.height() / self._image.height())

    def _place(self) -> QRectF:
        scale = self._scale()
        wide, tall = self._image.width() * scale, self._image.height() * scale
        return QRectF((self.width() - wide) / 2, (self.height() - tall) / 2, wide, tall)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._held = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and not self._image.isNull():
            moved = (event.position() - self._held) / self._scale()
            self._held = event.position()
            self.move_frame(moved.x(), moved.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.grow(1 / _GROWS if event.angleDelta().y() > 0 else _GROWS)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = max(1.0, self._image.width() * _STEP)
        moves = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step),
            Qt.Key.Key_Down: (0.0, step),
        }
        key = Qt.Key(event.key())
        if key in moves:
            self.move_frame(*moves[key])
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.grow(1 / _GROWS)
        elif key == Qt.Key.Key_Minus:
            self.grow(_GROWS)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image.isNull():
            paint_box(painter, QRectF(self.rect()), colour("subtle"), colour("line"), dashed=True)
            painter.setFont(font("body"))
            painter.setPen(colour("text3"))
            painter.drawText(
                self.rect().adjusted(24, 0, -24, 0),
                int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap),
                tr("从文件选一张，拍一张，或把复制的照片粘贴到这里"),
            )
            painter.end()
            return
        place, scale = self._place(), self._scale()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, self._image)
        frame = QRectF(
            place.left() + self._frame.left() * scale,
            place.top() + self._frame.top() * scale,
            self._frame.width() * scale,
            self._frame.height() * scale,
        )
        paint_box(painter, frame.adjusted(-2, -2, 2, 2), None, colour("surface"), radius=0)
        paint_box(painter, frame, None, None, focus=colour("accent"), radius=0)
        if self.hasFocus():
            paint_box(painter, QRectF(self.rect()), None, None, focus=colour("accent"), radius=4)
        painter.end()


class PhotoView(QWidget):
    """A photograph as on the card; dashed where there is none."""

    def __init__(self, name: str, wide: int = 96, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFixedSize(wide, round(wide * TALL / WIDE))
        self._image = QImage()
        self._said = ""
        self.show_image(QImage())
        theme_changed.connect(self.update)

    def show_image(self, image: QImage) -> None:
        self._image = image
        self.setAccessibleName(tr("照片") if not image.isNull() else tr("还没有照片"))
        self.update()

    def show_jpeg(self, data: bytes | None) -> None:
        """A stored one; None for none."""
        image = QImage()
        if data:
            image.loadFromData(data)
        self.show_image(image)

    def empty(self) -> bool:
        return self._image.isNull()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image.isNull():
            paint_box(
                painter, QRectF(self.rect()), colour("subtle"), colour("ctlline"), radius=4, dashed=True
            )
            painter.setFont(font("small"))
            painter.setPen(colour("text3"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, tr("照片"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRect(0, 0, self.width(), self.height()), self._image)
        painter.end()
