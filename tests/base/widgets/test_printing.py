"""Printing: the PDF's own pages (F3), set and remembered for each paper (F2), a printer that is gone told in words."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSize, QSizeF, Qt, QThread
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from frontdesk.base.printing.paper import A5, ROLL_80, TRACTOR_93
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.errors import Cancelled, Surroundings
from frontdesk.base.values.progress import Progress
from frontdesk.base.widgets.desk import Desk, QuietMessages
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.pdf import open_pdf, page_layout, page_mm, render_tiles
from frontdesk.base.widgets.printing import (
    PrinterPort,
    Printing,
    PrintJob,
    PrintSetup,
    QtPrinterPort,
    number_of,
    paint_pages,
    print_paper,
    save_pdf,
)
from frontdesk.base.widgets.worker import SameThreadWorker

pytestmark = pytest.mark.usefixtures("qapp")


class FilePort:
    """A printer that prints into a PDF file at a resolution of its own, through QPrinter."""

    def __init__(self, folder: Path, resolution: int = 300) -> None:
        self.folder = folder
        self.resolution = resolution
        self.names: tuple[str, ...] = ("前台针式", "办公室激光")
        self.jobs: list[PrintJob] = []

    def printers(self) -> tuple[str, ...]:
        return self.names

    def default(self) -> str:
        return self.names[-1] if self.names else ""

    def send(self, job: PrintJob, progress: Progress) -> None:
        self.jobs.append(job)
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.folder / "printed.pdf"))
        printer.setResolution(self.resolution)
        paint_pages(printer, job, progress)

    def printed(self) -> bytes:
        return (self.folder / "printed.pdf").read_bytes()


def paper(width: float, height: float, pages: int = 1) -> bytes:
    """A paper with a frame, a line of text on each page and a black square whose corner stands at 30, 20 mm."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    size = QPageSize(
        QSizeF(width, height), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.ExactMatch
    )
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
    writer.setResolution(254)
    painter = QPainter(writer)
    for page in range(pages):
        if page:
            writer.newPage()
        painter.setFont(QFont("Noto Sans CJK SC", 9))
        painter.drawText(QPointF(250, 450), "收款收据 捌佰叁拾陆元捌角贰分")
        painter.setFont(QFont("Noto Sans CJK SC", 20, QFont.Weight.Bold))
        painter.drawText(QPointF(500, 300), f"{page + 1}")
        painter.drawRect(QRectF(100, 100, width * 10 - 200, height * 10 - 200))
        painter.fillRect(QRectF(300, 200, 100, 100), QColor("black"))
    painter.end()
    return bytes(buffer.data().data())


def picture(pdf: bytes, page: int = 0, dpi: int = 300) -> QImage:
    document = open_pdf(pdf)
    points = document.pagePointSize(page)
    image = document.render(page, QSize(round(points.width() * dpi / 72), round(points.height() * dpi / 72)))
    white = QImage(image.size(), QImage.Format.Format_Grayscale8)
    white.fill(255)
    painter = QPainter(white)
    painter.drawImage(0, 0, image)
    painter.end()
    return white


def spots(image: QImage) -> list[int]:
    """The grey of each spot of four by four dots."""
    small = image.scaled(
        image.width() // 4, image.height() // 4, mode=Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_Grayscale8)
    line = small.bytesPerLine()
    data = bytes(small.constBits())
    return [level for y in range(small.height()) for level in data[y * line : y * line + small.width()]]


def apart(one: QImage, other: QImage) -> int:
    """How far two pictures of one size differ at their worst spot: 0 nowhere … 255."""
    assert one.size() == other.size()
    return max(abs(a - b) for a, b in zip(spots(one), spots(other), strict=True))


def same(one: QImage, other: QImage) -> bool:
    """An edge drawn half a dot aside counts as the same."""
    return apart(one, other) < 100


def square(image: QImage, dpi: int = 300) -> tuple[float, float]:
    """Where the black square's corner stands, in millimetres."""
    line = image.bytesPerLine()
    data = bytes(image.constBits())
    side = round(10 * dpi / 25.4) - 2
    for y in range(image.height()):
        found = data.find(b"\0" * side, y * line, y * line + image.width())
        if found >= 0 and data[found + 5 * line] == 0:
            return (found - y * line) * 25.4 / dpi, y * 25.4 / dpi
    raise AssertionError("no square on the page")


def plain(port: FilePort, file: str = "window.ini") -> Printing:
    """Printing that has only what the file beside the port remembers; jobs run at once."""
    return Printing(Memory(port.folder / file), port, SameThreadWorker())


class Answers:
    """Dialogs that answer as told."""

    def __init__(self, save: Path | None) -> None:
        self.save = save
        self.suggested = ""
        self.picks: list[str | None] = []
        self.offered: list[tuple[str, str]] = []

    def pick(self, title: str, options: list[tuple[str, str]], text: str = "") -> str | None:
        self.offered = list(options)
        return self.picks.pop(0)

    def choose_save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        self.suggested = suggested
        return self.save

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"{name} was not expected")


class Bar(QuietMessages):
    """Remembers the button of the last bad message too."""

    pressed: Callable[[], object] | None = None

    def bad(
        self, text: str, detail: str = "", *, action: str = "", then: Callable[[], object] | None = None
    ) -> None:
        super().bad(text, detail)
        self.pressed = then


@pytest.fixture
def bar() -> Bar:
    return Bar()


@pytest.fixture
def desk(runner: Runner, clock: FixedClock, cashier: Actor, port: FilePort, bar: Bar, tmp_path: Path) -> Desk:
    printing = plain(port)
    return Desk(
        runner,
        clock,
        cashier,
        memory=printing.memory,
        dialogs=Answers(tmp_path / "另存.pdf"),
        messages=bar,
        worker=SameThreadWorker(),
        printing=printing,
    )


@pytest.fixture
def port(tmp_path: Path) -> FilePort:
    return FilePort(tmp_path)


@pytest.mark.parametrize("size", [(241, 93.1), (241, 139.7), (80, 190), (148, 210), (210, 148), (85.6, 54)])
def test_f3_what_is_printed_equals_the_page(port: FilePort, size: tuple[float, float]) -> None:
    pdf = paper(*size, pages=2)
    plain(port).send("receipt", pdf, title="收款收据")
    printed = port.printed()
    assert open_pdf(printed).pageCount() == 2
    width, height = page_mm(open_pdf(printed), 0)
    assert abs(float(width) - size[0]) < 0.6
    assert abs(float(height) - size[1]) < 0.6
    for page in range(2):
        one = picture(pdf, page)
        other = picture(printed, page).copy(0, 0, one.width(), one.height())
        assert apart(one, other) < 100


def test_f3_pages_that_differ_are_told_apart(port: FilePort) -> None:
    """The comparison of the test above can fail."""
    assert not same(picture(paper(241, 93.1)), picture(paper(241, 93.1, pages=2), page=1))


def test_f2_offset_moves_the_print_in_millimetres(port: FilePort) -> None:
    printing = plain(port)
    printing.remember("receipt", PrintSetup(right=Decimal("2.5"), down=Decimal("-3.0")))
    printing.send("receipt", paper(241, 93.1), title="收款收据")
    x, y = square(picture(port.printed()))
    assert abs(x - 32.5) < 0.4
    assert abs(y - 17.0) < 0.4


def test_f2_everything_set_for_a_paper_is_remembered_for_that_paper_only(port: FilePort) -> None:
    setup = PrintSetup("前台针式", "241x93", 3, Decimal("1.5"), Decimal("-0.5"))
    plain(port).remember("receipt", setup)
    later = plain(port)
    assert later.setup("receipt") == setup
    assert later.setup("notice") == PrintSetup()
    assert later.printer_for("receipt") == "前台针式"
    assert later.printer_for("notice") == "办公室激光"


@pytest.mark.parametrize("kept", ["{", [], {"copies": "x"}, {"right": "abc"}, 7])
def test_f2_a_memory_that_cannot_be_read_is_the_plain_setup(port: FilePort, kept: Any) -> None:
    printing = plain(port)
    printing.memory.set("printing/receipt", kept)
    assert printing.setup("receipt") == PrintSetup()


def test_f2_copies_are_printed(port: FilePort) -> None:
    plain(port).send("receipt", paper(148, 210, pages=2), title="收据", copies=2)
    assert open_pdf(port.printed()).pageCount() == 4


def test_f2_the_paper_set_for_a_form_is_the_one_it_is_drawn_on(port: FilePort) -> None:
    printing = plain(port)
    sizes = (TRACTOR_93, A5, ROLL_80)
    assert printing.paper_for("receipt", sizes) == TRACTOR_93
    printing.remember("receipt", PrintSetup(paper="roll80"))
    assert printing.paper_for("receipt", sizes) == ROLL_80
    assert printing.paper_for("receipt", (TRACTOR_93, A5)) == TRACTOR_93


def test_no_printer_is_told_in_words(port: FilePort) -> None:
    port.names = ()
    with pytest.raises(Surroundings, match="另存为 PDF"):
        plain(port).send("receipt", paper(148, 210), title="收据")
    assert port.jobs == []


def test_a_printer_that_is_gone_is_not_replaced_silently(port: FilePort) -> None:
    printing = plain(port)
    printing.remember("receipt", PrintSetup(printer="前台针式"))
    port.names = ("办公室激光",)
    with pytest.raises(Surroundings, match="前台针式"):
        printing.send("receipt", paper(148, 210), title="收据")
    assert port.jobs == []


def test_a_printer_that_is_gone_asks_where_to_and_loses_nothing(desk: Desk, port: FilePort, bar: Bar) -> None:
    """Once to the one picked: what is set for the paper stays as it was."""
    set_up = PrintSetup("前台针式", "", 2, Decimal("1.0"), Decimal(0))
    desk.printing.remember("receipt", set_up)
    port.names = ("办公室激光", "财务室 HP")
    went: list[str] = []
    print_paper(desk, "receipt", paper(148, 210), title="收款收据 SJ00020331", then=went.append)
    assert "打印机“前台针式”不在了" in bar.said[-1][1]
    assert (port.jobs, went) == ([], [])
    assert isinstance(desk.dialogs, Answers)
    desk.dialogs.picks = [None, "财务室 HP"]
    assert bar.pressed is not None
    bar.pressed()
    assert port.jobs == [], "the clerk turned back"
    bar.pressed()
    assert [v for v, _ in desk.dialogs.offered] == ["办公室激光", "财务室 HP", ""]
    assert went == ["财务室 HP"]
    assert port.jobs[0].setup == PrintSetup("财务室 HP", "", 2, Decimal("1.0"), Decimal(0))
    assert desk.printing.setup("receipt") == set_up


def test_a_printer_that_is_gone_leaves_the_pdf_to_save(desk: Desk, port: FilePort, bar: Bar) -> None:
    desk.printing.remember("receipt", PrintSetup("前台针式"))
    port.names = ("办公室激光",)
    pdf = paper(148, 210)
    print_paper(desk, "receipt", pdf, title="收款收据 SJ00020331")
    assert isinstance(desk.dialogs, Answers)
    desk.dialogs.picks = [""]
    assert bar.pressed is not None
    bar.pressed()
    assert desk.dialogs.save is not None
    assert desk.dialogs.save.read_bytes() == pdf
    assert port.jobs == []


def test_a_driver_that_fails_in_the_middle_is_told_and_can_be_saved(
    desk: Desk, port: FilePort, bar: Bar, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "newPage", lambda _self: False)
    failed: list[Exception] = []
    print_paper(desk, "receipt", paper(148, 210, pages=2), title="收据", failed=failed.append)
    assert "没有接下这份单据" in bar.said[-1][1]
    assert isinstance(failed[0], Surroundings)
    assert bar.pressed is not None


def test_a_printed_paper_is_logged_by_form_and_number(
    desk: Desk, port: FilePort, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("INFO"):
        print_paper(desk, "receipt", paper(148, 210), title="收款收据 SJ00020331（张硕）")
    (record,) = [r for r in caplog.records if r.name == "frontdesk.base.widgets.printing"]
    assert record.getMessage() == "printed receipt"
    assert record.number == "SJ00020331"  # type: ignore[attr-defined]
    assert number_of("缴费通知单 张硕 13800005678") == ""


def test_continuous_paper_goes_under_the_name_the_driver_has_for_it() -> None:
    millimetre, exact = QPageSize.Unit.Millimeter, QPageSize.SizeMatchPolicy.ExactMatch
    forms = [
        QPageSize(QPageSize.PageSizeId.A4),
        QPageSize(QSizeF(241.3, 139.7), millimetre, "收据二等分", exact),
        QPageSize(QSizeF(241.3, 93.13), millimetre, "收据三等分", exact),
    ]
    size = page_layout((Decimal("241.0"), Decimal("93.1")), forms).pageSize()
    assert size.name() == "收据三等分"
    own = page_layout((Decimal("80.0"), Decimal("187.3")), forms).pageSize()
    assert own.size(millimetre) == QSizeF(80, 187.3)
    assert page_layout((Decimal("210.0"), Decimal("297.0")), forms).pageSize().id() == QPageSize.PageSizeId.A4


def test_the_machines_own_port_knows_a_printer_that_is_gone() -> None:
    with pytest.raises(Surroundings, match="没有打印"):
        QtPrinterPort().send(PrintJob("收据", paper(148, 210), PrintSetup(printer="拆走的")), Progress())


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_file_that_cannot_be_printed_to_is_told_in_words(port: FilePort) -> None:
    port.folder = port.folder / "gone"
    with pytest.raises(Surroundings, match="没有接下"):
        plain(port).send("receipt", paper(148, 210), title="收据")


def test_f4_printing_can_be_cancelled_between_pages_and_says_how_far(port: FilePort) -> None:
    told: list[tuple[int, int]] = []
    progress = Progress(report=lambda done, of, words: told.append((done, of)))

    def stop_at_two(done: int, of: int, words: str) -> None:
        told.append((done, of))
        if done == 1:
            progress.cancelled.set()

    progress.report = stop_at_two
    with pytest.raises(Cancelled):
        plain(port).send("notice", paper(148, 210, pages=4), title="通知单", progress=progress)
    assert told == [(0, 4), (1, 4)]


def test_f3_a_paper_goes_to_the_printer_and_says_where(desk: Desk, port: FilePort, bar: Bar) -> None:
    went: list[str] = []
    print_paper(desk, "receipt", paper(148, 210), 2, title="收款收据 SJ00020331", then=went.append)
    assert went == ["办公室激光"]
    assert (port.jobs[0].title, port.jobs[0].setup.copies) == ("收款收据 SJ00020331", 2)
    assert bar.said == []


def test_a_paper_that_no_printer_takes_can_be_saved_as_pdf(desk: Desk, port: FilePort, bar: Bar) -> None:
    port.names = ()
    failed: list[Exception] = []
    pdf = paper(148, 210)
    print_paper(desk, "receipt", pdf, title="收款收据 SJ/0331", failed=failed.append)
    assert isinstance(failed[0], Surroundings)
    assert bar.said[0][0] == "bad"
    assert bar.pressed is not None
    bar.pressed()
    assert isinstance(desk.dialogs, Answers)
    assert desk.dialogs.save is not None
    assert desk.dialogs.save.read_bytes() == pdf
    assert desk.dialogs.suggested == "收款收据 SJ-0331.pdf"


def test_a_pdf_that_cannot_be_written_is_told_in_words(desk: Desk, bar: Bar, tmp_path: Path) -> None:
    desk.dialogs = Answers(tmp_path / "没有" / "收据.pdf")  # type: ignore[assignment]
    assert save_pdf(desk, b"%PDF", "收据.pdf") is None
    assert "文件夹不在了" in bar.said[0][1]


def test_turning_back_from_saving_writes_nothing(desk: Desk, bar: Bar) -> None:
    desk.dialogs = Answers(None)  # type: ignore[assignment]
    assert save_pdf(desk, b"%PDF", "收据.pdf") is None
    assert bar.said == []


def test_printing_on_its_own_thread_comes_back_on_the_windows(
    desk: Desk, port: FilePort, qtbot: QtBot
) -> None:
    desk.printing = Printing(desk.memory, port)
    went: list[object] = []
    print_paper(
        desk, "receipt", paper(241, 93.1), title="收据", then=lambda _: went.append(QThread.currentThread())
    )
    qtbot.waitUntil(lambda: bool(went), timeout=20_000)
    desk.printing.close()
    assert went == [desk.thread()]


def test_l6_printing_that_takes_long_is_shown_and_can_be_stopped(
    desk: Desk, port: FilePort, bar: Bar, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("frontdesk.base.widgets.printing.PROGRESS_SHOWN_MS", 0)
    begun = Event()

    def send(job: PrintJob, progress: Progress) -> None:
        begun.set()
        progress.cancelled.wait(20)
        progress.step(1, 9)

    monkeypatch.setattr(port, "send", send)
    desk.printing = Printing(desk.memory, port)
    failed: list[Exception] = []
    print_paper(desk, "notice", paper(148, 210), title="缴费通知单", failed=failed.append)
    qtbot.waitUntil(lambda: begun.is_set() and bool(bar.works))
    assert bar.works[0].slow
    bar.works[0].cancel()
    qtbot.waitUntil(lambda: bool(failed), timeout=20_000)
    desk.printing.close()
    assert isinstance(failed[0], Cancelled)
    assert bar.said == [("warn", "打印已停下。", "已经送出的页可能还会印出来，单据都在记录里。")]


def test_damaged_bytes_are_no_paper() -> None:
    with pytest.raises(Surroundings, match="打不开"):
        open_pdf(b"%PDF-1.7 cut off")


def test_tiles_are_the_page_and_leave_the_white_out() -> None:
    document = open_pdf(paper(210, 297))
    size = QSize(2480, 3508)
    whole = QImage(size, QImage.Format.Format_RGB32)
    whole.fill(QColor("white"))
    painter = QPainter(whole)
    drawn = 0
    for where, image in render_tiles(document, 0, size):
        painter.drawImage(where, image)
        drawn += where.width() * where.height()
    painter.end()
    direct = QImage(size, QImage.Format.Format_RGB32)
    direct.fill(QColor("white"))
    painter = QPainter(direct)
    painter.drawImage(0, 0, document.render(0, size))
    painter.end()
    assert same(
        whole.convertToFormat(QImage.Format.Format_Grayscale8),
        direct.convertToFormat(QImage.Format.Format_Grayscale8),
    )
    assert drawn < size.width() * size.height() * 0.8


def test_a_needle_printer_gets_black_and_white_only() -> None:
    document = open_pdf(paper(241, 93.1))
    tiles = list(render_tiles(document, 0, QSize(1708, 660), black_only=True))
    assert tiles
    assert {image.format() for _, image in tiles} == {QImage.Format.Format_Mono}


def test_sheets_are_turned_and_continuous_paper_is_not() -> None:
    landscape = page_layout((Decimal("210.0"), Decimal("148.0")))
    assert landscape.pageSize().id() == QPageSize.PageSizeId.A5
    assert landscape.orientation() == QPageLayout.Orientation.Landscape
    needle = page_layout((Decimal("241.0"), Decimal("93.1")))
    assert needle.orientation() == QPageLayout.Orientation.Portrait
    assert needle.pageSize().size(QPageSize.Unit.Millimeter) == QSizeF(241, 93.1)
    roll = page_layout((Decimal("80.0"), Decimal("187.3")))
    assert roll.pageSize().size(QPageSize.Unit.Millimeter) == QSizeF(80, 187.3)


def test_ports_fit_the_protocol(port: FilePort) -> None:
    ports: tuple[PrinterPort, ...] = (port, QtPrinterPort())
    assert all(isinstance(p.printers(), tuple) for p in ports)
