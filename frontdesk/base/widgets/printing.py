"""From a PDF to a printer: the PDF's own pages at the printer's resolution, set for each paper on each machine.

What is remembered for a paper (F2): printer, paper size, copies, and how far the print is moved. Lengths are
millimetres. A printer that is gone is told in words (`Surroundings`); the paper itself is kept elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject, QRect, QRectF, QSize, QSizeF
from PySide6.QtGui import QColor, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr

MM = Decimal("25.4")
RESOLUTION_LIMIT = 600
"""Dots per inch a page is drawn at, at most: above it the spool grows and the eye sees nothing."""
NEEDLE_RESOLUTION = 240
"""Up to here a printer strikes a dot or none: the page is made black and white by us, not dithered by a driver."""
INK_BELOW = 150
"""Grey (0 black … 255 white) below which a dot is struck; a little over half keeps thin strokes on a third copy."""
BAND_PIXELS = 2_000_000
TILE = 512


class Memory(Protocol):
    """What this machine remembers: plain values by name."""

    def get(self, key: str, default: Any = None) -> Any: ...

    def set(self, key: str, value: Any) -> None: ...


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


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """How one sort of paper is printed on this machine.

    `printer` "" is the machine's default; `paper` "" is the page's own size; `right` and `down` move the print
    (mm, negative is left and up).
    """

    printer: str = ""
    paper: str = ""
    copies: int = 1
    right: Decimal = field(default=Decimal(0))
    down: Decimal = field(default=Decimal(0))


@dataclass(frozen=True, slots=True)
class PrintJob:
    """What goes to a printer. `title` is the name in the printer's queue; `setup.printer` is a real name here."""

    title: str
    pdf: bytes
    setup: PrintSetup


class PrinterPort(Protocol):
    """The way to the machine's printers; replaced in tests."""

    def printers(self) -> tuple[str, ...]:
        """Names of the printers there are now."""

    def default(self) -> str:
        """Name of the machine's default printer, "" when it has none."""

    def send(self, job: PrintJob, progress: Progress) -> None:
        """Print; may run off the GUI thread. Raises `Surroundings`, or `Cancelled` between two pages."""


class QtPrinterPort:
    """The printers that Qt knows."""

    def printers(self) -> tuple[str, ...]:
        return tuple(QPrinterInfo.availablePrinterNames())

    def default(self) -> str:
        return QPrinterInfo.defaultPrinterName()

    def send(self, job: PrintJob, progress: Progress) -> None:
        info = QPrinterInfo.printerInfo(job.setup.printer)
        if info.isNull():
            raise gone(job.setup.printer)
        paint_pages(QPrinter(info, QPrinter.PrinterMode.HighResolution), job, progress)


def gone(printer: str) -> Surroundings:
    """The printer remembered for a paper is not there."""
    return Surroundings(
        tr(
            "打印机“{name}”不在了。单据已经存好，没有打印。请接好打印机，或在打印设置里另选一台。",
            name=printer,
        )
    )


class Printing:
    """Printers of this machine and what is remembered for each paper."""

    def __init__(self, memory: Memory, port: PrinterPort | None = None) -> None:
        self.memory = memory
        self.port: PrinterPort = port or QtPrinterPort()

    def setup(self, form_key: str) -> PrintSetup:
        """What is remembered for that paper; the plain setup when nothing is, or when it cannot be read."""
        try:
            kept = json.loads(str(self.memory.get(f"printing/{form_key}", "") or "{}"))
            return PrintSetup(
                printer=str(kept.get("printer", "")),
                paper=str(kept.get("paper", "")),
                copies=max(1, int(kept.get("copies", 1))),
                right=Decimal(str(kept.get("right", "0"))),
                down=Decimal(str(kept.get("down", "0"))),
            )
        except (ValueError, TypeError, AttributeError, InvalidOperation):
            return PrintSetup()

    def remember(self, form_key: str, setup: PrintSetup) -> None:
        """Keep it for that paper on this machine."""
        kept = {
            "printer": setup.printer,
            "paper": setup.paper,
            "copies": setup.copies,
            "right": str(setup.right),
            "down": str(setup.down),
        }
        self.memory.set(f"printing/{form_key}", json.dumps(kept, ensure_ascii=False))

    def printers(self) -> tuple[str, ...]:
        return self.port.printers()

    def printer_for(self, form_key: str) -> str:
        """The printer that paper would go to now, whether it is there or not; "" when there is none at all."""
        kept = self.setup(form_key).printer
        if kept:
            return kept
        return self.port.default() or next(iter(self.port.printers()), "")

    def send(
        self,
        form_key: str,
        pdf: bytes,
        *,
        title: str,
        copies: int | None = None,
        setup: PrintSetup | None = None,
        progress: Progress | None = None,
    ) -> str:
        """Print the PDF's pages as set for that paper; returns the printer's name.

        *copies* and *setup* stand in for what is remembered. It takes as long as the printer's driver does.
        Raises `Surroundings` (no printer, printer gone, driver refused) or `Cancelled`.
        """
        used = setup or self.setup(form_key)
        printer = used.printer or self.printer_for(form_key)
        if not printer:
            raise Surroundings(tr("这台电脑没有装打印机。单据已经存好，可以另存为 PDF，装好打印机后再补打。"))
        if printer not in self.port.printers():
            raise gone(printer)
        job = PrintJob(
            title,
            pdf,
            PrintSetup(printer, used.paper, copies or used.copies, used.right, used.down),
        )
        self.port.send(job, progress or Progress())
        return printer


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


def paint_pages(printer: QPrinter, job: PrintJob, progress: Progress) -> None:
    """Draw the job's pages on *printer*, at true size from the sheet's corner, moved by the setup's offset."""
    document = open_pdf(job.pdf)
    pages = document.pageCount()
    layouts = [page_layout(page_mm(document, n), job.setup.paper) for n in range(pages)]
    printer.setDocName(job.title)
    printer.setFullPage(True)
    printer.setPageLayout(layouts[0])
    # setPageLayout takes the driver's margins back in; the page's own corner is what the offset counts from.
    printer.setFullPage(True)
    rounds = 1
    if job.setup.copies > 1:
        if printer.supportsMultipleCopies():
            printer.setCopyCount(job.setup.copies)
            printer.setCollateCopies(True)
        else:
            rounds = job.setup.copies
    painter = QPainter()
    if not painter.begin(printer):
        raise _driver_refused(job)
    painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
    try:
        for count in range(rounds * pages):
            number = count % pages
            progress.step(count, rounds * pages, tr("正在送第 {page} 页", page=count + 1))
            if count:
                printer.setPageLayout(layouts[number])
                printer.setFullPage(True)
                if not printer.newPage():
                    raise _driver_refused(job)
            _draw_page(painter, printer, document, number, job.setup)
    except BaseException:
        printer.abort()
        raise
    finally:
        painter.end()
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise _driver_refused(job)


def _driver_refused(job: PrintJob) -> Surroundings:
    return Surroundings(
        tr(
            "打印机“{name}”没有接下这份单据。单据已经存好。请看打印机是否开着、有没有纸，再打一次。",
            name=job.setup.printer,
        )
    )


def _draw_page(
    painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int, setup: PrintSetup
) -> None:
    resolution = printer.resolution()
    drawn = min(resolution, RESOLUTION_LIMIT)
    points = document.pagePointSize(page)
    size = QSize(round(points.width() * drawn / 72), round(points.height() * drawn / 72))
    dots = Decimal(resolution) / MM
    left, top = float(setup.right * dots), float(setup.down * dots)
    scale = resolution / drawn
    for where, image in render_tiles(document, page, size, black_only=resolution <= NEEDLE_RESOLUTION):
        target = QRectF(
            left + where.x() * scale,
            top + where.y() * scale,
            where.width() * scale,
            where.height() * scale,
        )
        painter.drawImage(target, image)


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
