"""From a PDF to a printer: the PDF's own pages at the printer's resolution, set for each paper on each machine.

What is remembered for a paper (F2): printer, paper size, copies, and how far the print is moved. Lengths are
millimetres. A printer that is gone is told in words (`Surroundings`); the paper itself is kept elsewhere.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QRectF, QSize, QTimer
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from frontdesk.base.printing.paper import Paper
from frontdesk.base.store.files import safe_name
from frontdesk.base.values.errors import Cancelled, Surroundings
from frontdesk.base.values.progress import Progress
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import LongWork
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.pdf import MM, open_pdf, page_layout, page_mm, render_tiles
from frontdesk.base.widgets.saving import save_file
from frontdesk.base.widgets.tokens import PROGRESS_SHOWN_MS
from frontdesk.base.widgets.worker import Worker, WorkerPort

if TYPE_CHECKING:
    from frontdesk.base.widgets.desk import Desk

log = logging.getLogger(__name__)

RESOLUTION_LIMIT = 600
"""Dots per inch a page is drawn at, at most: above it the spool grows and the eye sees nothing."""
NEEDLE_RESOLUTION = 240
"""Up to here a printer strikes a dot or none: the page is made black and white by us, not dithered by a driver."""


@dataclass(frozen=True, slots=True)
class PrintSetup:
    """How one sort of paper is printed on this machine.

    `printer` "" is the machine's default; `paper` is the key of the size the form is drawn on, "" its usual one;
    `right` and `down` move the print (mm, negative is left and up).
    """

    printer: str = ""
    paper: str = ""
    copies: int = 1
    right: Decimal = Decimal(0)
    down: Decimal = Decimal(0)


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
        # The driver's own forms: continuous paper was set up there under a name of the office's own.
        forms = info.supportedPageSizes()
        paint_pages(QPrinter(info, QPrinter.PrinterMode.HighResolution), job, progress, forms)


class PrinterGone(Surroundings):
    """The printer remembered for a paper is not there."""


def gone(printer: str) -> PrinterGone:
    """Said in words; nobody's paper goes to another printer unasked."""
    return PrinterGone(
        tr(
            "打印机“{name}”不在了。单据已经存好，没有打印。请接好打印机，或在打印设置里另选一台。",
            name=printer,
        )
    )


class Printing:
    """Printers of this machine and what is remembered for each paper.

    Printing has a thread of its own: the next person at the desk does not wait for a driver.
    """

    def __init__(
        self, memory: Memory, port: PrinterPort | None = None, worker: WorkerPort | None = None
    ) -> None:
        self.memory = memory
        self.port: PrinterPort = port or QtPrinterPort()
        self.worker: WorkerPort = worker or Worker()

    def close(self) -> None:
        """Before the program ends: what is being sent is sent, what has not begun is let go."""
        self.worker.close()

    def setup(self, form_key: str) -> PrintSetup:
        """What is remembered for that paper; the plain setup when nothing is, or when it cannot be read."""
        kept = self.memory.get(f"printing/{form_key}", {})
        try:
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
        self.memory.set(f"printing/{form_key}", kept)
        self.memory.save()

    def paper_for(self, form_key: str, papers: Sequence[Paper]) -> Paper:
        """The one of *papers* (a form's `sizes`) that form is drawn on here: the one set, else the usual first."""
        kept = self.setup(form_key).paper
        return next((paper for paper in papers if paper.key == kept), papers[0])

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
        log.info("printed %s", form_key, extra={"number": number_of(title)})
        return printer


_NUMBER = re.compile(r"(?<![A-Za-z0-9])[A-Z]{2,4}-?[0-9]{4,12}(?![A-Za-z0-9])")


def number_of(title: str) -> str:
    """The paper's own number in its title (`收款收据 SJ00020331`), for the log; "" when it has none."""
    found = _NUMBER.search(title)
    return found.group() if found else ""


def print_paper(
    desk: Desk,
    form_key: str,
    pdf: bytes,
    copies: int | None = None,
    *,
    title: str,
    then: Callable[[str], object] | None = None,
    failed: Callable[[Exception], object] | None = None,
    setup: PrintSetup | None = None,
) -> None:
    """Send a paper to the printer remembered for *form_key*, in the background.

    *title* is what the paper is called (`收款收据 SJ00020331`), in the printer's queue, in messages, and as the
    suggested file name. *then* gets the printer's name; *failed* the error after the message bar has told it, with
    a button that saves the paper as PDF instead, or asks for another printer where the one set is gone. *setup*
    stands in for what is remembered. Nothing is ever lost here: the paper is stored before.
    """
    printing: Printing = desk.printing
    work = LongWork(tr("正在打印 {title}", title=title), printing.worker)

    def slow() -> None:
        # Nobody waits for it: only what takes long is shown, lest it wipes away what was just said of the money.
        if not work.over:
            work.become_slow()
            desk.messages.show_work(work)

    QTimer.singleShot(PROGRESS_SHOWN_MS, desk, slow)
    # What runs on the other thread holds no Qt object of the window's.
    progress = work.progress

    def success(printer: str) -> None:
        work.finish()
        if then is not None:
            then(printer)

    def ask() -> None:
        words = tr("只这一次打到别的打印机；以后打到哪一台，在打印设置里改。")
        options = [(name, name) for name in printing.printers()]
        picked = desk.dialogs.pick(tr("打到哪一台"), [*options, ("", tr("不打印，另存为 PDF"))], words)
        if picked:
            kept = setup or printing.setup(form_key)
            other = PrintSetup(picked, kept.paper, kept.copies, kept.right, kept.down)
            print_paper(desk, form_key, pdf, copies, title=title, then=then, failed=failed, setup=other)
        elif picked is not None:
            save_pdf(desk, pdf, f"{title}.pdf")

    def failure(error: Exception) -> None:
        work.finish()
        if isinstance(error, PrinterGone) and printing.printers():
            desk.messages.bad(error.text, action=tr("另选打印机"), then=ask)
        elif isinstance(error, Surroundings):
            desk.messages.bad(
                error.text, action=tr("另存为 PDF"), then=lambda: save_pdf(desk, pdf, f"{title}.pdf")
            )
        elif isinstance(error, Cancelled):
            desk.messages.warn(tr("打印已停下。"), tr("已经送出的页可能还会印出来，单据都在记录里。"))
        else:
            desk.tell(error)
        if failed is not None:
            failed(error)

    printing.worker.run(
        lambda: printing.send(form_key, pdf, title=title, copies=copies, setup=setup, progress=progress),
        success,
        failure,
    )


def save_pdf(desk: Desk, pdf: bytes, name: str) -> Path | None:
    """Ask where, and write the paper there (F3). None when the clerk turned back or it could not be written."""
    title, pattern = tr("另存为 PDF"), tr("PDF 文件 (*.pdf)")
    path = desk.dialogs.choose_save_file(title, safe_name(name), pattern)
    if path is None:
        return None

    def told(where: Path) -> None:
        desk.messages.ok(tr("已存为 PDF。"), str(where))

    kept = tr("单据还在记录里。")
    written = save_file(desk, path, pdf, title=title, pattern=pattern, then=told, kept=kept)
    return path if written else None


def paint_pages(
    printer: QPrinter, job: PrintJob, progress: Progress, forms: Sequence[QPageSize] = ()
) -> None:
    """Draw the job's pages on *printer*, at true size from the sheet's corner, moved by the setup's offset.

    *forms* are the sizes the driver knows by name.
    """
    document = open_pdf(job.pdf)
    pages = document.pageCount()
    layouts = [page_layout(page_mm(document, n), forms) for n in range(pages)]
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
