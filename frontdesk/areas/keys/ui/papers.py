"""Slips on paper from every window of the cabinet: straight to the printer, or saved where there is none."""

from __future__ import annotations

from frontdesk.areas.cashdesk.service import PrintedPaper
from frontdesk.areas.keys.rules.kinds import SLIP_WORDS, Slip
from frontdesk.areas.keys.service import PrintSlip, print_slip
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.printing import print_paper, save_pdf

NO_PRINTER = "这台电脑没有装打印机。单据已经存好，可以另存为 PDF，装好打印机后再打。"

Unsent = dict[str, PrintedPaper]
"""Papers that were made and kept but that no printer took: sent again as they are, not as a further print."""


def title_of(form: Slip, number: str) -> str:
    """`钥匙借用单 JY-20261121-001`."""
    return f"{tr(SLIP_WORDS[form])} {number}"


def size_here(desk: Desk, form: Slip) -> str | None:
    """The paper that form is printed on at this machine; None for its usual one."""
    if desk.printing is None:
        return None
    from frontdesk.areas.keys.forms import FORMS

    key: str = desk.printing.paper_for(form.value, FORMS[form.value].sizes).key
    return key


def print_new(desk: Desk, form: Slip, number: str, unsent: Unsent, head: str) -> None:
    """A slip goes to the printer; *head* says what was done before it."""
    title = title_of(form, number)

    def failed(reason: str) -> None:
        desk.messages.warn(
            tr("{head}{title} 没有打印。", head=head, title=title),
            reason,
            action=tr("另存为 PDF"),
            then=lambda: save_slip(desk, form, number, unsent),
        )

    # Without any printer no print is counted, so that the first paper that comes out later is the original.
    if desk.printing is None or not desk.printing.printer_for(form.value):
        failed(tr(NO_PRINTER))
        return

    def made(paper: PrintedPaper) -> None:
        def not_taken(error: Exception) -> None:
            unsent[number] = paper
            failed(error.text if isinstance(error, Refused) else str(getattr(error, "text", "")))

        def taken(printer: str) -> None:
            unsent.pop(number, None)
            desk.messages.ok(
                head or tr("{title} 已送打印。", title=title),
                tr("{title} 已送到“{printer}”。", title=title, printer=printer),
            )

        print_paper(desk, form.value, paper.pdf, title=title, then=taken, failed=not_taken)

    if head:
        desk.messages.ok(head, tr("{title} 正在打印。", title=title))
    _make(desk, form, number, unsent, made)


def save_slip(desk: Desk, form: Slip, number: str, unsent: Unsent) -> None:
    """Make the slip's PDF (it counts as printed) and ask where to put it."""

    def made(paper: PrintedPaper) -> None:
        if save_pdf(desk, paper.pdf, f"{title_of(form, number)}.pdf") is None:
            unsent[number] = paper
        else:
            unsent.pop(number, None)

    _make(desk, form, number, unsent, made)


def _make(desk: Desk, form: Slip, number: str, unsent: Unsent, made: object) -> None:
    assert callable(made)
    if number in unsent:
        made(unsent[number])
        return
    desk.run(print_slip, PrintSlip(form, number, size_here(desk, form)), then=made)
