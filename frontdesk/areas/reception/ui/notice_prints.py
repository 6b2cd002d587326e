"""A notice on paper from every window: drawn for the screen, printed as many times as there are boards, opened again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.reception.documents.notices import NoticePaper
from frontdesk.areas.reception.queries.notice_file import NoticeFile, PrintRow
from frontdesk.areas.reception.rules.notices import ISSUED
from frontdesk.areas.reception.service.notice_papers import FORM, PrintNotice, print_notice
from frontdesk.areas.reception.ui.held_prints import NO_PRINTER
from frontdesk.base.store.papers import printed_pdf
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.asking import FieldsDialog
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.fields import NumberField, SegmentField
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.printing import print_paper, save_pdf

WIDE = 480
MOST_COPIES = 200


def drawing_of(paper: NoticePaper, size: str | None = None) -> Callable[[], bytes]:
    """A job for the worker: the PDF, without counting as a print. ReportLab is loaded there."""

    def draw() -> bytes:
        from frontdesk.areas.reception.forms import FORMS

        form = FORMS[FORM]
        return form.draw(paper, form.size(size))

    return draw


class PrintNoticeDialog(FieldsDialog):
    """A4 or A3, and how many: one for each board that waits."""

    def __init__(self, desk: Desk, file: NoticeFile, parent: QWidget | None = None) -> None:
        row = file.row
        text = tr("每一处贴一张。印的是审核通过时定下的内容，每次打印都留底。")
        super().__init__(
            desk, tr("打印 {number}", number=row.number), text, name="notice_print", width=WIDE, parent=parent
        )
        self._row = row
        self.size_field = SegmentField("notice_print_size", [("A4", tr("A4")), ("A3", tr("A3"))])
        kept = desk.printing.setup(FORM).paper if desk.printing is not None else ""
        self.size_field.set_value("A3" if kept == "A3" else "A4")
        self.copies = NumberField(
            "notice_print_copies", least=1, most=MOST_COPIES, unit=tr("张"), required=True
        )
        self.copies.set_value(max(1, row.waiting))
        self.row(("size", self.size_field, tr("纸"), 1), ("copies", self.copies, tr("几张"), 1))
        self.finish(tr("打印"))

    def store(self, values: Mapping[str, Any]) -> None:
        desk, row = self.desk, self._row
        self.accept()
        send_notice(desk, row.id, row.number, row.title, str(values["size"]), int(values["copies"]))


def send_notice(desk: Desk, notice_id: int, number: str, name: str, size: str, copies: int) -> None:
    """Make the print, keep it, send it; where no printer takes it it may be saved."""
    title = tr("通知公告 {number}", number=number)

    def failed(reason: str, paper: PrintedPaper | None) -> None:
        def save() -> None:
            if paper is not None:
                save_pdf(desk, paper.pdf, f"{number} {name}.pdf")
            else:
                desk.run(
                    print_notice, PrintNotice(notice_id, size),
                    then=lambda made: save_pdf(desk, made.pdf, f"{number} {name}.pdf"),
                )  # fmt: skip

        desk.messages.warn(tr("{title} 没有打印。", title=title), reason, action=tr("另存为 PDF"), then=save)

    # Without any printer no print is counted.
    if desk.printing is None or not desk.printing.printer_for(FORM):
        failed(tr(NO_PRINTER), None)
        return

    def made(paper: PrintedPaper) -> None:
        told = tr("{title} 已送打印，{n} 张 {size}。", title=title, n=copies, size=size)
        print_paper(
            desk, FORM, paper.pdf, copies, title=title, then=lambda _printer: desk.messages.ok(told),
            failed=lambda error: failed(
                error.text if isinstance(error, Refused) else str(getattr(error, "text", "")), paper
            ),
        )  # fmt: skip

    desk.run(print_notice, PrintNotice(notice_id, size), then=made)


def look_at(
    desk: Desk, title: str, pdf: bytes, parent: QWidget, file: NoticeFile | None = None
) -> PreviewDialog:
    """The paper in a window of its own. 打印 there asks as F4 does for an issued notice (*file*): each print is kept."""
    dialog = PreviewDialog(desk, FORM, pdf, title, parent=parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    if file is not None and file.row.state in ISSUED:
        button = dialog.findChild(KeyButton, "preview_print")
        assert button is not None

        def instead() -> None:
            dialog.accept()
            PrintNoticeDialog(desk, file, parent).open()

        button.clicked.disconnect()
        button.clicked.connect(instead)
    dialog.open()
    return dialog


def look_again(desk: Desk, file: NoticeFile, one: PrintRow, parent: QWidget) -> None:
    """One of the prints as it came out then."""
    pdf = desk.read(printed_pdf, one.paper_id, one.times)
    if pdf is None:
        desk.messages.warn(tr("这次打印的文件找不到了。"))
        return
    look_at(desk, tr("{number} {title}", number=file.row.number, title=file.row.title), pdf, parent, file)
