"""Pages of a PDF, or a picture, on screen: kept pictures of them, and all of them under one another with zoom (F3)."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QImageReader,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtPdf import QPdfDocument
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.marks import paint_box, pen_width
from frontdesk.base.widgets.outline import Bookmark, bookmarks
from frontdesk.base.widgets.pdf import open_pdf
from frontdesk.base.widgets.theme import colour, font, theme_changed
from frontdesk.base.widgets.tokens import PAPER, SPACE

KEPT_PICTURES = 8
PICTURE_WIDTH = 595.0
"""Points a picture counts as wide: as wide as A4."""
ZOOMS = (50, 75, 100, 125, 150, 200, 300, 400)
"""Per cent of the paper's real size; 0 stands for the width of the window."""


class Sheets:
    """The pages of a PDF as pictures; the last few are kept. Closed when the widget that owns it goes.

    A picture (JPEG, PNG …) counts as one page as wide as A4; `turns` quarters to the right are how it is shown.
    """

    def __init__(self, owner: QWidget) -> None:
        self._owner = owner
        self._document: QPdfDocument | None = None
        self._pictures: dict[tuple[int, int], QPixmap] = {}
        self._image = QImage()
        self.turns = 0
        self.trouble = ""

    def load(self, pdf: bytes | None) -> None:
        """Other pages, or none. What cannot be read leaves no page and `trouble` in words."""
        old = self._document
        self._pictures.clear()
        self._document, self.trouble, self._image, self.turns = None, "", QImage(), 0
        if pdf and not pdf.startswith(b"%PDF-"):
            self._image = read_picture(pdf)
            if self._image.isNull():
                self.trouble = tr("这个文件在这里看不了，请用别的程序打开。")
        elif pdf:
            try:
                self._document = open_pdf(pdf, self._owner)
            except Surroundings as error:
                self.trouble = error.text
        if old is not None:
            old.deleteLater()

    @property
    def count(self) -> int:
        if not self._image.isNull():
            return 1
        return self._document.pageCount() if self._document is not None else 0

    def turn(self) -> None:
        """A quarter to the right."""
        self.turns = (self.turns + 1) % 4
        self._pictures.clear()

    def points(self, page: int) -> tuple[float, float]:
        """Width and height of a page in points (1/72 inch)."""
        wide, tall = self._points(page)
        return (tall, wide) if self.turns % 2 else (wide, tall)

    def _points(self, page: int) -> tuple[float, float]:
        if not self._image.isNull():
            return PICTURE_WIDTH, PICTURE_WIDTH * self._image.height() / self._image.width()
        if self._document is None:
            raise IndexError(page)
        size = self._document.pagePointSize(page)
        return size.width(), size.height()

    def height_for(self, page: int, width: float) -> float:
        """How high the page is drawn at that width."""
        wide, tall = self.points(page)
        return width * tall / wide

    def bookmarks(self) -> list[Bookmark]:
        """The bookmarks in the PDF; empty for a single paper."""
        return bookmarks(self._document) if self._document is not None else []

    def words(self, page: int) -> str:
        """The text of a page, for those who are read to."""
        return self._document.getAllText(page).text() if self._document is not None else ""

    def picture(self, page: int, width: float, ratio: float) -> QPixmap:
        """The page *width* logical pixels wide, sharp on a screen of that device ratio."""
        if not self.count:
            return QPixmap()
        dots = max(1, round(width * ratio))
        found = self._pictures.get((page, dots))
        if found is None:
            size = QSize(dots, max(1, round(self.height_for(page, dots))))
            found = QPixmap.fromImage(self._drawn(page, size))
            while len(self._pictures) >= KEPT_PICTURES:
                del self._pictures[next(iter(self._pictures))]
            self._pictures[(page, dots)] = found
        found.setDevicePixelRatio(ratio)
        return found

    def _drawn(self, page: int, size: QSize) -> QImage:
        """The page *size* large as it is turned."""
        upright = size.transposed() if self.turns % 2 else size
        if self._document is not None:
            image = self._document.render(
                page, upright, fillColor=QColor(PAPER), format=QImage.Format.Format_RGB32
            )
        else:
            image = self._image.scaled(
                upright, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        return image.transformed(QTransform().rotate(90 * self.turns)) if self.turns else image


def read_picture(content: bytes) -> QImage:
    """The picture of these bytes, upright as its camera says; null for none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    return reader.read()


def paint_sheet(painter: QPainter, where: QRectF, sheets: Sheets, page: int) -> None:
    """A page with a thin line around it, on whole device pixels so that nothing is drawn soft."""
    ratio = painter.device().devicePixelRatioF()
    corner = QPointF(round(where.x() * ratio) / ratio, round(where.y() * ratio) / ratio)
    picture = sheets.picture(page, where.width(), ratio)
    painter.drawPixmap(corner, picture)
    thin = pen_width(painter)
    size = picture.deviceIndependentSize()
    edge = QRectF(corner, size)
    line = colour("ctlline")
    painter.fillRect(QRectF(edge.left(), edge.top(), edge.width(), thin), line)
    painter.fillRect(QRectF(edge.left(), edge.bottom() - thin, edge.width(), thin), line)
    painter.fillRect(QRectF(edge.left(), edge.top(), thin, edge.height()), line)
    painter.fillRect(QRectF(edge.right() - thin, edge.top(), thin, edge.height()), line)


class PaperView(QAbstractScrollArea):
    """All pages under one another, at the window's width or a fixed size. `moved(page)` says which one is on top."""

    moved = Signal(int)
    zoomed = Signal(int)

    def __init__(self, pdf: bytes | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets = Sheets(self)
        self._zoom = 0
        self._places: list[QRectF] = []
        self._top_page = 0
        self.setObjectName("pages")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setAutoFillBackground(False)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme_changed.connect(self.viewport().update)
        self.show_pdf(pdf)

    def show_pdf(self, pdf: bytes | None) -> None:
        """Show these pages from the first on."""
        self._sheets.load(pdf)
        self.setAccessibleName(tr("单据预览，共 {n} 页", n=self._sheets.count))
        self.setAccessibleDescription(self._sheets.words(0) if self._sheets.count else self._sheets.trouble)
        self._lay_out()
        self.verticalScrollBar().setValue(0)

    def turn(self) -> None:
        """A quarter to the right; the page stays at the top."""
        page = self._top_page
        self._sheets.turn()
        self._lay_out()
        self.go_to(page)

    def page_count(self) -> int:
        return self._sheets.count

    def bookmarks(self) -> list[Bookmark]:
        """The bookmarks in the PDF; empty for a single paper."""
        return self._sheets.bookmarks()

    def shape(self, page: int) -> tuple[float, float]:
        """Width and height of a page in points."""
        return self._sheets.points(page)

    def page(self) -> int:
        """The page that is read now: the first of which a good part shows."""
        return self._top_page

    def go_to(self, page: int) -> None:
        """Put that page at the top; held between the first and the last."""
        if self._places:
            page = max(0, min(page, len(self._places) - 1))
            self.verticalScrollBar().setValue(round(self._places[page].top()) - SPACE.l)
            self._set_top(page)

    def zoom(self) -> int:
        """Per cent of the paper's real size, 0 for the window's width."""
        return self._zoom

    def set_zoom(self, per_cent: int) -> None:
        page = self._top_page
        self._zoom = per_cent
        self._lay_out()
        self.go_to(page)
        self.zoomed.emit(per_cent)

    def closer(self, steps: int) -> None:
        """Larger (or smaller, for less than 0) by steps of `ZOOMS`."""
        now = self._zoom or round(self._fitted() * 100)
        if steps > 0:
            self.set_zoom(next((z for z in ZOOMS if z > now), ZOOMS[-1]))
        else:
            self.set_zoom(next((z for z in reversed(ZOOMS) if z < now), ZOOMS[0]))

    def _fitted(self) -> float:
        """Share of real size at which the widest page fills the width."""
        widest = max((self._sheets.points(n)[0] for n in range(self._sheets.count)), default=595.0)
        return max(0.1, (self.viewport().width() - 2 * SPACE.xl) / self._real(widest))

    def _real(self, points: float) -> float:
        """Logical pixels of that length at its real size on this screen."""
        return points * self.logicalDpiX() / 72

    def _lay_out(self) -> None:
        scale = self._zoom / 100 if self._zoom else self._fitted()
        top, widest = float(SPACE.l), 0.0
        self._places = []
        for page in range(self._sheets.count):
            width = self._real(self._sheets.points(page)[0]) * scale
            height = self._sheets.height_for(page, width)
            self._places.append(QRectF(0, top, width, height))
            widest = max(widest, width)
            top += height + SPACE.l
        view = self.viewport()
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setSingleStep(SPACE.xl * 2)
        self.verticalScrollBar().setRange(0, max(0, round(top) - view.height()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.horizontalScrollBar().setRange(0, max(0, round(widest) + 2 * SPACE.xl - view.width()))
        view.update()

    def _scrolled(self) -> None:
        line = self.verticalScrollBar().value() + self.viewport().height() / 3
        at = next((n for n, place in enumerate(self._places) if place.bottom() > line), len(self._places) - 1)
        self._set_top(max(0, at))
        self.viewport().update()

    def _set_top(self, page: int) -> None:
        if page != self._top_page:
            self._top_page = page
            self.setAccessibleDescription(self._sheets.words(page))
            self.moved.emit(page)

    def resizeEvent(self, event: QResizeEvent) -> None:
        page = self._top_page
        self._lay_out()
        if self._zoom == 0 and page:
            self.go_to(page)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_PageDown and self._fits():
            self.go_to(self._top_page + 1)
        elif event.key() == Qt.Key.Key_PageUp and self._fits():
            self.go_to(self._top_page - 1)
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            self.go_to(self._sheets.count - 1)
        else:
            super().keyPressEvent(event)

    def _fits(self) -> bool:
        """Whether a whole page shows, so that a page of the window is a page of the paper."""
        return bool(self._places) and self._places[self._top_page].height() <= self.viewport().height()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.closer(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), colour("win"))
        if not self._places:
            painter.setPen(colour("text2"))
            painter.setFont(font("body"))
            painter.drawText(
                QRect(0, 0, self.viewport().width(), self.viewport().height()),
                Qt.AlignmentFlag.AlignCenter,
                self._sheets.trouble or tr("没有可预览的单据"),
            )
        down, right = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        middle = (
            max(self.viewport().width(), self.horizontalScrollBar().maximum() + self.viewport().width()) / 2
        )
        for page, place in enumerate(self._places):
            where = place.translated(middle - place.width() / 2 - right, -down)
            if where.intersects(QRectF(event.rect())):
                paint_sheet(painter, where, self._sheets, page)
        if self.hasFocus() and not self._places:
            paint_box(painter, QRectF(self.viewport().rect()), None, None, focus=colour("accent"), radius=0)
        painter.end()

    def sizeHint(self) -> QSize:
        return QSize(720, 520)
