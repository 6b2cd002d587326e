"""The preview is the PDF itself (F3), crisp at the screen's ratio, driven by the keyboard (L5)."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from frontdesk.base.printing.paper import A4_HALF, A5, ROLL_80, TRACTOR_93
from frontdesk.base.store.runner import Runner
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import FixedClock
from frontdesk.base.values.errors import Surroundings
from frontdesk.base.values.progress import Progress
from frontdesk.base.widgets.desk import Desk, QuietMessages
from frontdesk.base.widgets.memory import Memory
from frontdesk.base.widgets.paper_view import PaperView, Sheets
from frontdesk.base.widgets.pdf import open_pdf, page_layout, page_mm
from frontdesk.base.widgets.preview import PaperPreview, PreviewDialog
from frontdesk.base.widgets.print_settings import PrintSettingsDialog, check_page, offset_words
from frontdesk.base.widgets.printing import Printing, PrintJob, PrintSetup
from frontdesk.base.widgets.worker import SameThreadWorker
from tests.on_screen import has_the_keyboard

pytestmark = pytest.mark.usefixtures("qapp")
CTRL = Qt.KeyboardModifier.ControlModifier


def paper(pages: int = 1, width: float = 241, height: float = 93.1) -> bytes:
    """Pages with their number, and a black square whose corner stands in the middle of the page."""
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
        painter.drawText(QPointF(200, 200), ("Alpha", "Beta", "Gamma")[page])
        painter.fillRect(QRectF(width * 5, height * 5, 100, 100), QColor("black"))
    painter.end()
    return bytes(buffer.data().data())


class Printers:
    """Two printers; remembers what was sent. `gone` takes them away."""

    def __init__(self) -> None:
        self.jobs: list[PrintJob] = []
        self.gone = False

    def printers(self) -> tuple[str, ...]:
        return () if self.gone else ("前台针式", "办公室激光")

    def default(self) -> str:
        return "" if self.gone else "办公室激光"

    def send(self, job: PrintJob, progress: Progress) -> None:
        self.jobs.append(job)


class Answers:
    def __init__(self, path: Path) -> None:
        self.path = path

    def choose_save_file(self, title: str, suggested: str, pattern: str) -> Path | None:
        return self.path / suggested


@pytest.fixture
def printers() -> Printers:
    return Printers()


@pytest.fixture
def printing(printers: Printers, tmp_path: Path) -> Printing:
    return Printing(Memory(tmp_path / "window.ini"), printers, SameThreadWorker())


@pytest.fixture
def desk(runner: Runner, clock: FixedClock, cashier: Actor, printing: Printing, tmp_path: Path) -> Desk:
    return Desk(
        runner,
        clock,
        cashier,
        memory=printing.memory,
        dialogs=Answers(tmp_path),
        messages=QuietMessages(),  # type: ignore[arg-type]
        worker=SameThreadWorker(),
        printing=printing,
    )


def show(qtbot: QtBot, desk: Desk, pages: int = 1) -> PreviewDialog:
    dialog = PreviewDialog(
        desk, "receipt", paper(pages), "收款收据 SJ00020331", papers=(TRACTOR_93, A5, ROLL_80)
    )
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    has_the_keyboard(qtbot, dialog)
    dialog.view.setFocus()
    return dialog


# -- the pane's preview -------------------------------------------------------------------------------


def test_f3_the_preview_shows_the_pdfs_own_page(qtbot: QtBot) -> None:
    preview = PaperPreview(paper())
    qtbot.addWidget(preview)
    preview.resize(482, preview.heightForWidth(482))
    picture = preview.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    ratio = picture.devicePixelRatio()
    inside = picture.pixelColor(round((241 + 6) * ratio), round((93 + 6) * ratio)).lightness()
    outside = picture.pixelColor(round((241 - 10) * ratio), round((93 - 10) * ratio)).lightness()
    assert (inside, outside) == (0, 255)


def test_l9_pages_are_drawn_at_the_screens_own_dots(qtbot: QtBot) -> None:
    preview = PaperPreview(paper())
    qtbot.addWidget(preview)
    sheets = Sheets(preview)
    sheets.load(paper())
    for ratio in (1.0, 1.25, 1.5, 2.0):
        picture = sheets.picture(0, 400, ratio)
        assert picture.width() == round(400 * ratio)
        assert picture.deviceIndependentSize().width() == pytest.approx(400, abs=0.5)


def test_the_preview_keeps_the_papers_shape() -> None:
    preview = PaperPreview(paper())
    assert preview.heightForWidth(482) == pytest.approx(482 * 93.1 / 241, abs=1)
    preview.show_pdf(paper(width=80, height=160))
    assert preview.heightForWidth(100) == pytest.approx(200, abs=1)


def test_pages_turn_and_stop_at_both_ends(qtbot: QtBot) -> None:
    preview = PaperPreview(paper(2))
    qtbot.addWidget(preview)
    qtbot.keyClick(preview, Qt.Key.Key_PageUp)
    assert preview.page() == 0
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    qtbot.keyClick(preview, Qt.Key.Key_PageDown)
    assert (preview.page(), preview.page_count()) == (1, 2)
    assert "Beta" in preview.accessibleDescription()
    with qtbot.waitSignal(preview.opened):
        qtbot.keyClick(preview, Qt.Key.Key_Return)


def test_nothing_and_damaged_bytes_are_said_in_words(qtbot: QtBot) -> None:
    preview = PaperPreview()
    qtbot.addWidget(preview)
    preview.resize(400, 200)
    preview.grab()
    assert (preview.page_count(), preview.accessibleName()) == (0, "单据预览，还没有内容")
    preview.show_pdf(b"%PDF-1.4 half")
    preview.grab()
    assert preview.page_count() == 0
    assert "打不开" in preview.accessibleDescription()


# -- the dialog ---------------------------------------------------------------------------------------


def test_f3_ctrl_p_sends_the_same_bytes_to_the_printer(qtbot: QtBot, desk: Desk, printers: Printers) -> None:
    dialog = show(qtbot, desk)
    qtbot.keyClick(dialog.view, Qt.Key.Key_P, CTRL)
    assert [job.pdf for job in printers.jobs] == [paper_of(dialog)]
    assert (dialog.printed, dialog.isVisible()) == (True, False)
    assert printers.jobs[0].title == "收款收据 SJ00020331"


def paper_of(dialog: PreviewDialog) -> bytes:
    return dialog._pdf


def test_f3_ctrl_s_saves_the_same_bytes(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    dialog = show(qtbot, desk)
    qtbot.keyClick(dialog.view, Qt.Key.Key_S, CTRL)
    assert (tmp_path / "收款收据 SJ00020331.pdf").read_bytes() == paper_of(dialog)
    assert dialog.isVisible()


def test_l5_pages_by_keyboard_and_esc_closes(qtbot: QtBot, desk: Desk, printers: Printers) -> None:
    dialog = show(qtbot, desk, pages=3)
    words = dialog.findChild(type(dialog._pages), "preview_pages")
    assert words is not None
    assert words.text() == "第 1 页，共 3 页"
    qtbot.keyClick(dialog.view, Qt.Key.Key_PageDown)
    assert words.text() == "第 2 页，共 3 页"
    qtbot.keyClick(dialog.view, Qt.Key.Key_End)
    assert words.text() == "第 3 页，共 3 页"
    qtbot.keyClick(dialog.view, Qt.Key.Key_PageUp)
    assert dialog.view.page() == 1
    qtbot.keyClick(dialog.view, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert printers.jobs == []


def test_zoom_goes_by_steps_and_back_to_the_width(qtbot: QtBot, desk: Desk) -> None:
    dialog = show(qtbot, desk, pages=2)
    dialog.view.set_zoom(100)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Equal, CTRL)
    assert dialog.view.zoom() == 125
    qtbot.keyClick(dialog.view, Qt.Key.Key_Minus, CTRL)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Minus, CTRL)
    assert dialog.view.zoom() == 75
    qtbot.keyClick(dialog.view, Qt.Key.Key_0, CTRL)
    assert dialog.view.zoom() == 0


def test_the_foot_says_which_printer_or_that_there_is_none(
    qtbot: QtBot, desk: Desk, printers: Printers
) -> None:
    desk.printing.remember("receipt", PrintSetup(printer="前台针式", copies=2))
    assert show(qtbot, desk)._printer.text() == "前台针式 · 2 份"
    printers.gone = True
    assert "现在不在" in show(qtbot, desk)._printer.text()
    desk.printing.remember("receipt", PrintSetup())
    assert show(qtbot, desk)._printer.text() == "这台电脑没有装打印机"


def test_a_damaged_paper_cannot_be_printed_from_the_preview(qtbot: QtBot, desk: Desk) -> None:
    dialog = PreviewDialog(desk, "receipt", b"no pdf", "收款收据")
    qtbot.addWidget(dialog)
    button = dialog.findChild(QPushButton, "preview_print")
    assert button is not None
    assert not button.isEnabled()


def test_a_view_without_pages_has_no_page_to_go_to(qtbot: QtBot) -> None:
    view = PaperView(None)
    qtbot.addWidget(view)
    view.resize(300, 200)
    view.go_to(4)
    view.closer(1)
    view.grab()
    assert (view.page_count(), view.page()) == (0, 0)


# -- print settings -----------------------------------------------------------------------------------


@pytest.fixture
def settings(qtbot: QtBot, printing: Printing) -> PrintSettingsDialog:
    dialog = PrintSettingsDialog(printing, "receipt", "收款收据", (TRACTOR_93, A5, ROLL_80))
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_f2_what_is_set_is_remembered(settings: PrintSettingsDialog, printing: Printing) -> None:
    settings.printer.set_value("前台针式")
    settings.paper.set_value("roll80")
    settings.copies.set_value(2)
    settings.right.set_value(Decimal("1.5"))
    settings.down.set_value(Decimal("-0.5"))
    assert settings.primary is not None
    settings.primary.click()
    assert not settings.isVisible()
    assert printing.setup("receipt") == PrintSetup("前台针式", "roll80", 2, Decimal("1.5"), Decimal("-0.5"))
    again = PrintSettingsDialog(printing, "receipt", "收款收据", (TRACTOR_93, A5, ROLL_80))
    assert again.setup() == printing.setup("receipt")
    again.deleteLater()


def test_f2_the_test_page_goes_with_what_is_typed_and_keeps_nothing(
    settings: PrintSettingsDialog, printing: Printing, printers: Printers
) -> None:
    settings.right.set_value(Decimal(3))
    settings.copies.set_value(5)
    settings.print_test()
    job = printers.jobs[0]
    assert (job.setup.right, job.setup.copies) == (Decimal(3), 1)
    sheet = page_layout(page_mm(open_pdf(job.pdf), 0)).pageSize()
    assert sheet.size(QPageSize.Unit.Millimeter) == QSizeF(241, 93.1)
    words = open_pdf(job.pdf).getAllText(0).text()
    assert "右移 3 " in words
    assert settings.said.text() == "测试页已送到“办公室激光”"
    assert printing.setup("receipt") == PrintSetup()


def test_f2_the_cross_of_the_test_page_stands_where_it_says() -> None:
    pdf = check_page("收款收据", PrintSetup(), (Decimal(241), Decimal("93.1")), "前台针式")
    document = open_pdf(pdf)
    size = document.pagePointSize(0)
    image = document.render(0, QSizeF(size.width() * 254 / 72, size.height() * 254 / 72).toSize())
    dark = [(x, y) for x in range(60, 360) for y in range(60, 360) if image.pixelColor(x, y).alpha() > 128]
    left, right = min(x for x, _ in dark), max(x for x, _ in dark)
    top, bottom = min(y for _, y in dark), max(y for _, y in dark)
    assert (left + right) / 2 == pytest.approx(200, abs=2)
    assert (top + bottom) / 2 == pytest.approx(200, abs=2)


def test_a_printer_that_is_gone_stays_named_and_is_told(
    qtbot: QtBot, printing: Printing, printers: Printers
) -> None:
    printing.remember("receipt", PrintSetup(printer="拆走的"))
    dialog = PrintSettingsDialog(printing, "receipt", "收款收据", (A5,))
    qtbot.addWidget(dialog)
    assert [(o.value, o.note) for o in dialog.printer.options()][-1] == ("拆走的", "现在不在")
    dialog.print_test()
    assert "拆走的" in dialog.said.text()
    assert printers.jobs == []


def test_a_wrong_figure_stands_beside_its_field(settings: PrintSettingsDialog, printers: Printers) -> None:
    settings.right.inner.setText("99")
    settings.print_test()
    assert settings.right.error()
    assert printers.jobs == []
    assert settings.setup() is None


def test_half_a_sheet_is_tried_on_the_whole_one(qtbot: QtBot, printing: Printing, printers: Printers) -> None:
    dialog = PrintSettingsDialog(printing, "notice", "缴费通知单", (A4_HALF,))
    qtbot.addWidget(dialog)
    dialog.print_test()
    assert page_layout(page_mm(open_pdf(printers.jobs[0].pdf), 0)).pageSize().id() == QPageSize.PageSizeId.A4


def test_offsets_in_words() -> None:
    assert offset_words(Decimal("1.5"), Decimal("-0.5")) == "右移 1.5 毫米，上移 0.5 毫米"
    assert offset_words(Decimal(-2), Decimal(0)) == "左移 2 毫米"
    assert offset_words(Decimal(0), Decimal(0)) == "不移动"


def test_sheets_of_nothing_have_no_page() -> None:
    with pytest.raises(Surroundings):
        open_pdf(b"")
