"""Printing, saving and voiding the numbered papers of the till: the same from every page that shows one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from frontdesk.areas.cashdesk.rules.kinds import SERIES_WORDS, Series
from frontdesk.areas.cashdesk.service import (
    PrintDeposit,
    PrintedPaper,
    PrintReceipt,
    PrintRefund,
    PrintSettlement,
    VoidDeposit,
    VoidReceipt,
    VoidSettlement,
    print_deposit,
    print_receipt,
    print_refund,
    print_settlement,
    void_deposit,
    void_receipt,
    void_settlement,
)
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.printing import print_paper, save_pdf

FORM = Series.RECEIPT.value
USUAL_VOIDS = ("金额收错", "收错住户", "收款方式选错", "交款人要求退回", "其他")
NO_PRINTER = "这台电脑没有装打印机。收据已经存好，可以另存为 PDF，装好打印机后再打。"

Unsent = dict[str, PrintedPaper]
"""Papers that were made and kept but that no printer took: sent again as they are, not as a further print."""


@dataclass(frozen=True, slots=True)
class _Ways:
    """How one sort of paper is printed and voided, and what happens when it is."""

    print_service: Callable[..., PrintedPaper]
    print_command: Callable[[str], Any]
    void_service: Callable[..., str] | None = None
    void_command: Callable[[str, str], Any] | None = None
    void_asks: str = ""
    voided: str = ""


_PAPERS: dict[str, _Ways] = {
    Series.RECEIPT: _Ways(
        print_receipt,
        PrintReceipt,
        void_receipt,
        VoidReceipt,
        "号码保留，这几项费用重新欠着，收的钱照原样退给交款人。结班以后不能再作废。",
        "费用重新欠着，请把收的钱退还，收回原收据。",
    ),
    Series.REFUND: _Ways(print_refund, PrintRefund),
    Series.DEPOSIT: _Ways(
        print_deposit,
        PrintDeposit,
        void_deposit,
        VoidDeposit,
        "号码保留，这笔押金当没有收，收的钱照原样退给交款人。结班以后只能办退押金。",
        "请把收的押金退还，收回原收据。",
    ),
    Series.SETTLEMENT: _Ways(
        print_settlement,
        PrintSettlement,
        void_settlement,
        VoidSettlement,
        "号码保留，退的押金要收回来，照旧押着。结班以后不能再作废。",
        "请把退的钱收回，押金照旧押着。",
    ),
}


def title_of(number: str, form: str = FORM) -> str:
    """What the paper is called in the printer's queue and as a file."""
    if form == FORM:
        return tr("收款收据 {number}", number=number)
    return f"{tr(SERIES_WORDS[Series(form)])} {number}"


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
    form: str = FORM,
) -> None:
    """Print a stored paper. *then* gets the printer's name, *failed* why nothing came out, in words.

    Without any printer no print is counted, so that the first paper that comes out later is the original.
    """
    if not has_printer(desk, form):
        failed(tr(NO_PRINTER))
        return

    def made(paper: PrintedPaper) -> None:
        def not_taken(error: Exception) -> None:
            unsent[number] = paper
            failed(error.text if isinstance(error, Refused) else str(getattr(error, "text", "")))

        def taken(printer: str) -> None:
            unsent.pop(number, None)
            then(printer)

        print_paper(desk, form, paper.pdf, title=title_of(number, form), then=taken, failed=not_taken)

    _make(desk, number, unsent, form, made)


def save_receipt_pdf(
    desk: Desk, number: str, unsent: Unsent, then: Callable[[], object] | None = None, form: str = FORM
) -> None:
    """Make the paper's PDF (it counts as printed) and ask where to put it; *then* once it is a file.

    A paper that was made and not saved waits as one no printer took: it goes out later as it is.
    """

    def made(paper: PrintedPaper) -> None:
        if save_pdf(desk, paper.pdf, f"{title_of(number, form)}.pdf") is None:
            unsent[number] = paper
            return
        unsent.pop(number, None)
        if then is not None:
            then()

    _make(desk, number, unsent, form, made)


def _make(desk: Desk, number: str, unsent: Unsent, form: str, made: Callable[[PrintedPaper], object]) -> None:
    if number in unsent:
        made(unsent[number])
        return
    ways = _PAPERS[form]
    desk.run(ways.print_service, ways.print_command(number), then=made)


def print_new(desk: Desk, form: str, number: str, unsent: Unsent, head: str) -> None:
    """A paper that was just made goes to the printer; *head* says what was done."""
    title = title_of(number, form)

    def printed(printer: str) -> None:
        desk.messages.ok(head, tr("{title} 已送到“{printer}”。", title=title, printer=printer))

    def failed(reason: str) -> None:
        desk.messages.warn(
            tr("{head}{title} 没有打印。", head=head, title=title),
            reason,
            action=tr("另存为 PDF"),
            then=lambda: save_receipt_pdf(desk, number, unsent, form=form),
        )

    desk.messages.ok(head, tr("{title} 正在打印。", title=title))
    print_receipt_paper(desk, number, unsent, then=printed, failed=failed, form=form)


def may_void(form: str) -> bool:
    """Whether that sort of paper can be voided at all; a refund is final."""
    return _PAPERS[form].void_service is not None


def ask_void(desk: Desk, number: str, then: Callable[[], object], form: str = FORM) -> None:
    """Void a paper with its reason; *then* when it is done."""
    ways = _PAPERS[form]
    word = tr(SERIES_WORDS[Series(form)])
    if ways.void_service is None or ways.void_command is None:
        return
    reason = desk.dialogs.ask_reason(
        tr("作废{paper} {number}", paper=word, number=number),
        tr(ways.void_asks),
        [tr(words) for words in USUAL_VOIDS],
    )
    if reason is None:
        return

    def done(voided: str) -> None:
        desk.messages.ok(tr("{paper} {number} 已作废。", paper=word, number=voided), tr(ways.voided))
        then()

    desk.run(ways.void_service, ways.void_command(number, reason), then=done)
