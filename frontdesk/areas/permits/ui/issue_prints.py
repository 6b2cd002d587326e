"""Papers of permits and goods out to the printer or to a file: the same from every page that makes one (D0.4, F3)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from frontdesk.areas.cashdesk.service import PrintedPaper
from frontdesk.base.store.papers import paper_document
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.printing import print_paper, save_pdf

NO_PRINTER = "这台电脑没有装打印机。已经存好，可以另存为 PDF，装好打印机后再打。"

Unsent = dict[str, PrintedPaper]
"""Papers that were made and kept but that no printer took: sent again as they are, not as a further print."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One stored paper and how it is printed: `service(work, command)` gives the `PrintedPaper`."""

    form: str
    number: str
    title: str
    service: Callable[..., PrintedPaper]
    command: Any


def has_printer(desk: Desk, form: str) -> bool:
    """Whether there is any printer for that paper on this machine."""
    return desk.printing is not None and bool(desk.printing.printer_for(form))


def print_sheet(desk: Desk, sheet: Sheet, unsent: Unsent, head: str = "") -> None:
    """Print it and say so; *head* says what was done before. What is not printed can be saved as PDF.

    Without any printer no print is counted, so that the first paper that comes out later is the original.
    """

    def failed(reason: str) -> None:
        desk.messages.warn(
            tr("{head}{title} 没有打印。", head=head, title=sheet.title),
            reason,
            action=tr("另存为 PDF"),
            then=lambda: save_sheet(desk, sheet, unsent),
        )

    if not has_printer(desk, sheet.form):
        failed(tr(NO_PRINTER))
        return

    def made(paper: PrintedPaper) -> None:
        def not_taken(error: Exception) -> None:
            unsent[sheet.number] = paper
            failed(error.text if isinstance(error, Refused) else str(getattr(error, "text", "")))

        def taken(printer: str) -> None:
            unsent.pop(sheet.number, None)
            if head:
                desk.messages.ok(head, tr("{title} 已送到“{printer}”。", title=sheet.title, printer=printer))
            else:
                desk.messages.ok(tr("{title} 已送打印。", title=sheet.title), printer)

        print_paper(desk, sheet.form, paper.pdf, title=sheet.title, then=taken, failed=not_taken)

    _make(desk, sheet, unsent, made)


def save_sheet(desk: Desk, sheet: Sheet, unsent: Unsent) -> None:
    """Make the paper's PDF (it counts as printed) and ask where to put it."""

    def made(paper: PrintedPaper) -> None:
        if save_pdf(desk, paper.pdf, f"{sheet.title}.pdf") is None:
            unsent[sheet.number] = paper
            return
        unsent.pop(sheet.number, None)

    _make(desk, sheet, unsent, made)


def _make(desk: Desk, sheet: Sheet, unsent: Unsent, made: Callable[[PrintedPaper], object]) -> None:
    if sheet.number in unsent:
        made(unsent[sheet.number])
        return
    desk.run(sheet.service, sheet.command, then=made)


def stored_plain(desk: Desk, form: str, number: str) -> Any:
    """The frozen data of a paper as JSON has it; None when there is none."""
    found = desk.read(paper_document, form, number)
    return None if found is None else found[1]


def drawing_of(form_key: str, document: object) -> Callable[[], bytes]:
    """A job for the worker: the PDF of a stored document, without counting as a print. ReportLab is loaded there."""

    def draw() -> bytes:
        from frontdesk.areas.permits.forms import FORMS

        form = FORMS[form_key]
        return form.draw(document, form.size())

    return draw
