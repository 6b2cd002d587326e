"""Pages of a PDF: their size, the paper they belong on, and their pictures at any resolution."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject, QRect, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions

from frontdesk.base.printing.paper import TRACTOR_93, TRACTOR_140
from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.text import tr

MM = Decimal("25.4")
INK_BELOW = 150
"""Grey (0 black … 255 white) below which a dot is struck; a little over half keeps thin strokes on a third copy."""
BAND_PIXELS = 2_000_000
TILE = 512
SAME_FORM = 0.5
"""Millimetres by which a driver's form may differ: 9.5 × 11/3 inches are 241.3 × 93.13."""


_SHEETS = {
    (297, 420): QPageSize.PageSizeId.A3,
    (210, 297): QPageSize.PageSizeId.A4,
    (148, 210): QPageSize.PageSizeId.A5,
    (105, 148): QPageSize.PageSizeId.A6,
}


def open_pdf(pdf: bytes, parent: QObject | None = None) -> QPdfDocument:
    """The document of these bytes. Raises `Surroundings` when they are no PDF that can be read."""
    document = QPdfDocument(parent) if parent is not None else QPdfDocument()
    buffer = QBuffer(document)
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    if document.status() != QPdfDocument.Status.Ready or not document.pageCount():
        raise Surroundings(tr("这份单据的 PDF 打不开，请从记录里重新生成。"))
    return document


def page_mm(document: QPdfDocument, page: int) -> tuple[Decimal, Decimal]:
    """Width and height of a page in millimetres, to a tenth."""
    size = document.pagePointSize(page)
    tenth = Decimal("0.1")
    return (
        (Decimal(str(size.width())) * MM / 72).quantize(tenth),
        (Decimal(str(size.height())) * MM / 72).quantize(tenth),
    )


def page_layout(page: tuple[Decimal, Decimal], forms: Sequence[QPageSize] = ()) -> QPageLayout:
    """The sheet that a page of this size (mm) goes on, without margins.

    A cut sheet (A3 to A6) is named to the driver as such and turned to suit the page; all else (continuous, roll,
    card) goes as the one of the driver's *forms* that has its size, under the name it was set up with there, else
    as a size of its own; never turned.
    """
    width, height = page
    for (short, long), name in _SHEETS.items():
        if abs(min(page) - short) < 1 and abs(max(page) - long) < 1:
            turned = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
            return QPageLayout(QPageSize(name), turned, QMarginsF())
    for paper in (TRACTOR_93, TRACTOR_140):
        # Some writers of PDF round to whole points; a driver knows the form by its exact size only.
        if abs(float(width) - paper.width) < 0.5 and abs(float(height) - paper.height) < 0.5:
            width, height = Decimal(str(paper.width)), Decimal(str(paper.height))
    for form in forms:
        known = form.size(QPageSize.Unit.Millimeter)
        if abs(known.width() - float(width)) < SAME_FORM and abs(known.height() - float(height)) < SAME_FORM:
            return QPageLayout(form, QPageLayout.Orientation.Portrait, QMarginsF())
    size = QPageSize(
        QSizeF(float(width), float(height)),
        QPageSize.Unit.Millimeter,
        f"{width} × {height} mm",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())


def render_tiles(
    document: QPdfDocument, page: int, size: QSize, *, black_only: bool = False
) -> Iterator[tuple[QRect, QImage]]:
    """The inked parts of a page drawn *size* pixels large: where they stand, and their picture.

    A whole A4 page at 600 dpi is 140 MB in a spool; most of it is white, which is left out here.
    """
    rows = max(TILE // 4, min(TILE, BAND_PIXELS // max(1, size.width())))
    for top in range(0, size.height(), rows):
        height = min(rows, size.height() - top)
        band = _render_band(document, page, size, top, height)
        grey = band.convertToFormat(QImage.Format.Format_Grayscale8)
        for left, width in _inked_runs(grey, size.width(), height):
            where = QRect(left, top, width, height)
            part = QRect(left, 0, width, height)
            yield where, _black_and_white(grey.copy(part)) if black_only else band.copy(part)


def _render_band(document: QPdfDocument, page: int, size: QSize, top: int, height: int) -> QImage:
    options = QPdfDocumentRenderOptions()
    options.setScaledSize(size)
    # QtPdf takes right() - left() for the width of the clip, one less than it is; one more makes it exact.
    options.setScaledClipRect(QRect(0, top, size.width() + 1, height + 1))
    return document.render(
        page, QSize(size.width(), height), options, QImage.Format.Format_RGB32, QColor("white")
    )


def _inked_runs(grey: QImage, width: int, height: int) -> Iterator[tuple[int, int]]:
    """Left edge and width of each run of tiles that are not all white."""
    start: int | None = None
    for left in range(0, width, TILE):
        tile = grey.copy(left, 0, min(TILE, width - left), height)
        line = tile.bytesPerLine()
        data = bytes(tile.constBits())
        white = all(
            data.count(255, y * line, y * line + tile.width()) == tile.width() for y in range(tile.height())
        )
        if not white and start is None:
            start = left
        if white and start is not None:
            yield start, left - start
            start = None
    if start is not None:
        yield start, width - start


def _black_and_white(grey: QImage) -> QImage:
    # The same bytes read as numbers of a table that knows only black and white.
    grey.reinterpretAsFormat(QImage.Format.Format_Indexed8)
    black, white = 0xFF000000, 0xFFFFFFFF
    grey.setColorTable([black if level < INK_BELOW else white for level in range(256)])
    return grey.convertToFormat(QImage.Format.Format_Mono)
