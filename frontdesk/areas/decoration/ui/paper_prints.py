"""打印单据: a file's papers issued as it stands and sent to the printer, or saved where there is none."""

from __future__ import annotations

from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.decoration.documents import PAPER_FORM_WORDS, PaperForm
from frontdesk.areas.decoration.queries.ready_papers import ReadyPaper, ready_papers
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.service.papers import (
    IssueDecorationPaper,
    IssuedPaper,
    PrintDecorationPaper,
    issue_decoration_paper,
    print_decoration_paper,
)
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.desk import Desk
from frontdesk.base.widgets.printing import print_paper, save_pdf

NO_PRINTER = "这台电脑没有装打印机。单据已经存好，可以另存为 PDF，装好打印机后再打。"


def choose_paper(desk: Desk, facts: FileFacts) -> None:
    """Ask which paper of the file, then print it."""
    options: list[tuple[object, str]] = [
        (ready, ready.words) for ready in ready_papers(facts, desk.clock.today())
    ]
    title = tr("{unit} {who}", unit=facts.unit, who=facts.applicant)
    chosen = desk.dialogs.pick(title, options, tr("选要打印的单据。"))
    if isinstance(chosen, ReadyPaper):
        print_of(desk, chosen.form, facts.id, chosen.about_id)


def print_of(desk: Desk, form: PaperForm, file_id: int, about_id: int | None = None) -> None:
    """Issue the paper as the file stands now (or take the one that says the same) and print it."""
    desk.run(
        issue_decoration_paper,
        IssueDecorationPaper(form, file_id, about_id),
        then=lambda issued: send(desk, issued),
    )


def _title(issued: IssuedPaper) -> str:
    return f"{tr(PAPER_FORM_WORDS[issued.form])} {issued.number}"


def send(desk: Desk, issued: IssuedPaper) -> None:
    """Print what was issued; from the second time on it says 补打."""
    title = _title(issued)

    def failed(reason: str, paper: PrintedPaper | None = None) -> None:
        desk.messages.warn(
            tr("{title} 没有打印。", title=title),
            reason,
            action=tr("另存为 PDF"),
            then=lambda: _save(desk, issued, paper),
        )

    # Without any printer no print is counted, so that the first paper that comes out later is the original.
    if desk.printing is None or not desk.printing.printer_for(issued.form.value):
        failed(tr(NO_PRINTER))
        return

    def made(paper: PrintedPaper) -> None:
        print_paper(
            desk,
            issued.form.value,
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

    desk.run(
        print_decoration_paper,
        PrintDecorationPaper(issued.form, issued.number, _size_here(desk, issued.form)),
        then=made,
    )


def _size_here(desk: Desk, form: PaperForm) -> str | None:
    """The paper that form is printed on at this machine; None for its usual one."""
    if desk.printing is None:
        return None
    from frontdesk.areas.decoration.forms import FORMS

    key: str = desk.printing.paper_for(form.value, FORMS[form.value].sizes).key
    return key


def _save(desk: Desk, issued: IssuedPaper, paper: PrintedPaper | None) -> None:
    """Ask where the PDF goes: the one that no printer took, else one made now (it counts as printed)."""

    def made(found: PrintedPaper) -> None:
        save_pdf(desk, found.pdf, f"{_title(issued)}.pdf")

    if paper is not None:
        made(paper)
        return
    desk.run(print_decoration_paper, PrintDecorationPaper(issued.form, issued.number), then=made)
