"""Pages of a PDF: their size, the paper they belong on, and their pictures at any resolution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject, QRect, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions

from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.text import tr

MM = Decimal("25.4")
INK_BELOW = 150
"""Grey (0 black … 255 white) below which a dot is struck; a little over half keeps thin strokes on a third copy."""
BAND_PIXELS = 2_000_000
TILE = 512


@dataclass(frozen=True, slots=True)
class PaperSize:
    """A size of paper in millimetres. Height 0 is a roll, cut where the page ends.

    *fixed* paper is fed one way only (continuous, roll, card): it is never turned to suit a page.
    """

    key: str
    name: str
    width: Decimal
    height: Decimal
    fixed: bool = False


PAPERS: tuple[PaperSize, ...] = (
    PaperSize("A4", "A4", Decimal(210), Decimal(297)),
    PaperSize("A5", "A5", Decimal(148), Decimal(210)),
    PaperSize("A6", "A6", Decimal(105), Decimal(148)),
    PaperSize("A3", "A3", Decimal(297), Decimal(420)),
    PaperSize("241x93", "241 × 93.1 毫米三等分连续纸", Decimal(241), Decimal("93.1"), fixed=True),
    PaperSize("241x140", "241 × 139.7 毫米二等分连续纸", Decimal(241), Decimal("139.7"), fixed=True),
    PaperSize("roll80", "80 毫米卷纸", Decimal(80), Decimal(0), fixed=True),
    PaperSize("card", "85.6 × 54 毫米证卡", Decimal("85.6"), Decimal(54), fixed=True),
)
_STANDARD = {
    "A3": QPageSize.PageSizeId.A3,
    "A4": QPageSize.PageSizeId.A4,
    "A5": QPageSize.PageSizeId.A5,
    "A6": QPageSize.PageSizeId.A6,
}


def paper_named(key: str) -> PaperSize | None:
    """The paper of that key; None for "" (the page's own size) or one that is not known."""
    return next((p for p in PAPERS if p.key == key), None)


def paper_like(width: Decimal, height: Decimal) -> PaperSize | None:
    """The known paper a page of that size (mm) belongs on, within a millimetre, either way round."""
    for paper in PAPERS:
        upright = abs(paper.width - width) < 1 and (not paper.height or abs(paper.height - height) < 1)
        turned = abs(paper.width - height) < 1 and paper.height and abs(paper.height - width) < 1
        if upright or (turned and not paper.fixed):
            return paper
    return None


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


def page_layout(page: tuple[Decimal, Decimal], paper_key: str = "") -> QPageLayout:
    """The sheet that a page of this size (mm) goes on, without margins.

    Without *paper_key* the page's own size. Known cut sheets are named to the driver as such and turned to suit
    the page; all else (continuous, roll, card) goes as a size of its own, never turned.
    """
    width, height = page
    paper = paper_named(paper_key) or paper_like(width, height)
    portrait = QPageLayout.Orientation.Portrait
    if paper is not None and paper.key in _STANDARD:
        orientation = QPageLayout.Orientation.Landscape if width > height else portrait
        return QPageLayout(QPageSize(_STANDARD[paper.key]), orientation, QMarginsF())
    if paper is not None:
        width, height = paper.width, paper.height or height
    size = QPageSize(
        QSizeF(float(width), float(height)),
        QPageSize.Unit.Millimeter,
        f"{width} × {height} mm",
        QPageSize.SizeMatchPolicy.ExactMatch,
    )
    return QPageLayout(size, portrait, QMarginsF())


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
