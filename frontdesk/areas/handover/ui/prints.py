"""The papers of 收楼 from every window: straight to the printer, or saved where there is none; a batch in its preview."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.handover.service.notices import (
    IssueNotices,
    MakeDelivery,
    NoticesMade,
    issue_notices,
    make_delivery,
)
from frontdesk.areas.handover.service.papers import (
    TITLES,
    IssueSheet,
    PrintHandover,
    issue_sheet,
    print_handover,
)
from frontdesk.areas.keys.rules.kinds import Slip
from frontdesk.areas.keys.ui.papers import Unsent, print_new
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.preview import PreviewDialog
from frontdesk.base.widgets.printing import print_paper, save_pdf

NO_PRINTER = "这台电脑没有装打印机。单据已经存好，可以另存为 PDF，装好打印机后再打。"


def print_sheet(desk: Desk, file_id: int, form: str) -> None:
    """收楼验收单 or 业主资料卡 as the home stands now."""
    desk.run(issue_sheet, IssueSheet(file_id, form), then=lambda number: send(desk, form, number))


def print_delivery(desk: Desk, file_ids: Sequence[int]) -> None:
    """送达表 of these homes."""
    desk.run(
        make_delivery,
        MakeDelivery(tuple(file_ids)),
        then=lambda number: send(desk, "move_in_delivery", number),
    )


def print_notices(desk: Desk, file_ids: Sequence[int], parent: QWidget) -> None:
    """入住通知书 of these homes: one PDF by building, shown before it is printed; stopped, nothing is kept."""

    def done(made: NoticesMade) -> None:
        from frontdesk.areas.handover.forms import FORMS

        again = tr("，补打 {n} 份", n=made.again) if made.again else ""
        desk.messages.ok(
            tr("入住通知书 {n} 份写好了。", n=len(made.numbers)),
            tr("新开 {made} 份{again}。送到以后按 F7 登记通知。", made=made.made, again=again),
        )
        title = tr("入住通知书 {number} 共 {n} 份", number=made.number, n=len(made.numbers))
        sizes = FORMS["move_in_notice"].sizes
        dialog = PreviewDialog(desk, "move_in_notice", made.pdf, title, papers=sizes, parent=parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    desk.run_long(issue_notices, IssueNotices(tuple(file_ids)), title=tr("正在写入住通知书"), then=done)


def print_keys(desk: Desk, slip: str, unsent: Unsent, head: str = "") -> None:
    """钥匙交接单 of the cabinet; *head* says what was done before it."""
    print_new(desk, Slip.HANDOVER, slip, unsent, head)


def send(desk: Desk, form: str, number: str) -> None:
    """Print a frozen paper, or offer to save it."""
    title = f"{tr(TITLES[form])} {number}"

    def failed(reason: str, paper: PrintedPaper | None = None) -> None:
        desk.messages.warn(
            tr("{title} 没有打印。", title=title),
            reason,
            action=tr("另存为 PDF"),
            then=lambda: _save(desk, form, number, title, paper),
        )

    # Without any printer no print is counted, so that the first paper that comes out later is the original.
    if desk.printing is None or not desk.printing.printer_for(form):
        failed(tr(NO_PRINTER))
        return

    def made(paper: PrintedPaper) -> None:
        print_paper(
            desk,
            form,
            paper.pdf,
            title=title,
            then=lambda printer: desk.messages.ok(
                tr("{title} 已送打印。", title=title),
                tr("{title} 已送到“{printer}”。", title=title, printer=printer),
            ),
            failed=lambda error: failed(
                error.text if isinstance(error, Refused) else str(getattr(error, "text", "")), paper
            ),
        )

    desk.run(print_handover, PrintHandover(form, number), then=made)


def _save(desk: Desk, form: str, number: str, title: str, paper: PrintedPaper | None) -> None:
    if paper is not None:
        save_pdf(desk, paper.pdf, f"{title}.pdf")
        return
    desk.run(
        print_handover,
        PrintHandover(form, number),
        then=lambda made: save_pdf(desk, made.pdf, f"{title}.pdf"),
    )
