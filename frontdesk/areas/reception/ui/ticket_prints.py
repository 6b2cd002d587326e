"""打印: a ticket's papers issued as it stands and sent to the printer, or saved where there is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.reception.documents.kinds import TICKET_FORM_WORDS, TicketForm
from frontdesk.areas.reception.service.ticket_papers import (
    IssueCallbackSheet,
    IssuedTicketPaper,
    IssueTicketPaper,
    PrintTicketPaper,
    issue_callback_sheet,
    issue_ticket_paper,
    print_ticket_paper,
)
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.printing import print_paper, save_pdf

NO_PRINTER = "这台电脑没有装打印机。单据已经存好，可以另存为 PDF，装好打印机后再打。"


def print_of(desk: Desk, form: TicketForm, ticket_id: int, about_id: int | None = None) -> None:
    """Issue the paper as the ticket stands now (or take the one that says the same) and print it."""
    desk.run(
        issue_ticket_paper,
        IssueTicketPaper(form, ticket_id, about_id),
        then=lambda issued: _send_ticket(desk, issued),
    )


def print_callbacks(desk: Desk, ticket_ids: Sequence[int]) -> None:
    """回访表 of these tickets."""
    desk.run(
        issue_callback_sheet,
        IssueCallbackSheet(tuple(ticket_ids)),
        then=lambda issued: _send_ticket(desk, issued),
    )


def _send_ticket(desk: Desk, issued: IssuedTicketPaper) -> None:
    title = f"{tr(TICKET_FORM_WORDS[issued.form])} {issued.number}"
    send(
        desk,
        issued.form.value,
        title,
        lambda size: (print_ticket_paper, PrintTicketPaper(issued.form, issued.number, size)),
    )


Command = Callable[[str | None], tuple[Callable[..., PrintedPaper], Any]]
"""The service function and its command that print a paper on a size (None: its usual one)."""


def send(desk: Desk, key: str, title: str, command: Command) -> None:
    """Print a frozen paper of reception, or offer to save it."""

    def failed(reason: str, paper: PrintedPaper | None = None) -> None:
        desk.messages.warn(
            tr("{title} 没有打印。", title=title),
            reason,
            action=tr("另存为 PDF"),
            then=lambda: save(desk, title, command, paper),
        )

    # Without any printer no print is counted, so that the first paper that comes out later is the original.
    if desk.printing is None or not desk.printing.printer_for(key):
        failed(tr(NO_PRINTER))
        return

    def made(paper: PrintedPaper) -> None:
        print_paper(
            desk,
            key,
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

    function, asked = command(_size_here(desk, key))
    desk.run(function, asked, then=made)


def _size_here(desk: Desk, key: str) -> str | None:
    """The paper that form is printed on at this machine; None for its usual one."""
    if desk.printing is None:
        return None
    from frontdesk.areas.reception.forms import FORMS

    size: str = desk.printing.paper_for(key, FORMS[key].sizes).key
    return size


def save(desk: Desk, title: str, command: Command, paper: PrintedPaper | None = None) -> None:
    """Ask where the PDF goes: the one that no printer took, else one made now (it counts as printed)."""

    def made(found: PrintedPaper) -> None:
        save_pdf(desk, found.pdf, f"{title}.pdf")

    if paper is not None:
        made(paper)
        return
    function, asked = command(None)
    desk.run(function, asked, then=made)
