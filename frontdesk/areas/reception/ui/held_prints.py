"""交接班记录 and 代收物品签收表 from every window: straight to the printer, or saved where there is none."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.reception.service.held_papers import TITLES, PrintHeld, print_held
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.printing import print_paper, save_pdf

NO_PRINTER = "这台电脑没有装打印机。单据已经存好，可以另存为 PDF，装好打印机后再打。"

Unsent = dict[str, PrintedPaper]
"""Papers that were made and kept but that no printer took: sent again as they are, not as a further print."""


def print_new(desk: Desk, form: str, number: str, unsent: Unsent, head: str = "") -> None:
    """The paper goes to the printer; *head* says what was done before it."""
    title = f"{tr(TITLES[form])} {number}"

    def failed(reason: str) -> None:
        desk.messages.warn(
            tr("{head}{title} 没有打印。", head=head, title=title),
            reason,
            action=tr("另存为 PDF"),
            then=lambda: _save(desk, form, number, unsent, title),
        )

    # Without any printer no print is counted, so that the first paper that comes out later is the original.
    if desk.printing is None or not desk.printing.printer_for(form):
        failed(tr(NO_PRINTER))
        return

    def made(paper: PrintedPaper) -> None:
        def not_taken(error: Exception) -> None:
            unsent[number] = paper
            failed(error.text if isinstance(error, Refused) else str(getattr(error, "text", "")))

        def taken(printer: str) -> None:
            unsent.pop(number, None)
            told = tr("{title} 已送到“{printer}”。", title=title, printer=printer)
            desk.messages.ok(head or tr("{title} 已送打印。", title=title), told)

        print_paper(desk, form, paper.pdf, title=title, then=taken, failed=not_taken)

    _make(desk, form, number, unsent, made)


def _save(desk: Desk, form: str, number: str, unsent: Unsent, title: str) -> None:
    def made(paper: PrintedPaper) -> None:
        if save_pdf(desk, paper.pdf, f"{title}.pdf") is None:
            unsent[number] = paper
        else:
            unsent.pop(number, None)

    _make(desk, form, number, unsent, made)


def _make(desk: Desk, form: str, number: str, unsent: Unsent, made: Callable[[PrintedPaper], object]) -> None:
    if number in unsent:
        made(unsent[number])
        return
    size = None
    if desk.printing is not None:
        from frontdesk.areas.reception.forms import FORMS

        size = desk.printing.paper_for(form, FORMS[form].sizes).key
    desk.run(print_held, PrintHeld(form, number, size), then=made)
