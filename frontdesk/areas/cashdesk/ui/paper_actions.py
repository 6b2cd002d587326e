"""Printing, saving and voiding a receipt: the same from every page that shows one."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.areas.cashdesk.service import (
    PrintedPaper,
    PrintReceipt,
    VoidReceipt,
    print_receipt,
    void_receipt,
)
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.printing import print_paper, save_pdf

FORM = "receipt"
USUAL_VOIDS = ("金额收错", "收错住户", "收款方式选错", "交款人要求退回", "其他")
NO_PRINTER = "这台电脑没有装打印机。收据已经存好，可以另存为 PDF，装好打印机后再打。"

Unsent = dict[str, PrintedPaper]
"""Papers that were made and kept but that no printer took: sent again as they are, not as a further print."""


def title_of(number: str) -> str:
    """What the paper is called in the printer's queue and as a file."""
    return tr("收款收据 {number}", number=number)


def has_printer(desk: Desk, form: str = FORM) -> bool:
    """Whether there is any printer for that paper on this machine."""
    return desk.printing is not None and bool(desk.printing.printer_for(form))


def print_receipt_paper(
    desk: Desk,
    number: str,
    unsent: Unsent,
    *,
    then: Callable[[str], object],
    failed: Callable[[str], object],
) -> None:
    """Print a stored receipt. *then* gets the printer's name, *failed* why nothing came out, in words.

    Without any printer no print is counted, so that the first paper that comes out later is the original.
    """
    if not has_printer(desk):
        failed(tr(NO_PRINTER))
        return

    def made(paper: PrintedPaper) -> None:
        def not_taken(error: Exception) -> None:
            unsent[number] = paper
            failed(error.text if isinstance(error, Refused) else str(getattr(error, "text", "")))

        def taken(printer: str) -> None:
            unsent.pop(number, None)
            then(printer)

        print_paper(desk, FORM, paper.pdf, title=title_of(number), then=taken, failed=not_taken)

    if number in unsent:
        made(unsent[number])
    else:
        desk.run(print_receipt, PrintReceipt(number), then=made)


def save_receipt_pdf(
    desk: Desk, number: str, unsent: Unsent, then: Callable[[], object] | None = None
) -> None:
    """Make the receipt's PDF (it counts as printed) and ask where to put it; *then* once it is a file.

    A paper that was made and not saved waits as one no printer took: it goes out later as it is.
    """

    def made(paper: PrintedPaper) -> None:
        if save_pdf(desk, paper.pdf, f"{title_of(number)}.pdf") is None:
            unsent[number] = paper
            return
        unsent.pop(number, None)
        if then is not None:
            then()

    if number in unsent:
        made(unsent[number])
    else:
        desk.run(print_receipt, PrintReceipt(number), then=made)


def ask_void(desk: Desk, number: str, then: Callable[[], object]) -> None:
    """Void a receipt with its reason; *then* when it is done."""
    reason = desk.dialogs.ask_reason(
        tr("作废收据 {number}", number=number),
        tr("号码保留，这几项费用重新欠着，收的钱照原样退给交款人。结班以后不能再作废。"),
        [tr(words) for words in USUAL_VOIDS],
    )
    if reason is None:
        return

    def done(voided: str) -> None:
        desk.messages.ok(
            tr("收据 {number} 已作废。", number=voided), tr("费用重新欠着，请把收的钱退还，收回原收据。")
        )
        then()

    desk.run(void_receipt, VoidReceipt(number, reason), then=done)
