"""Papers of a decoration file: frozen under a number when issued, printed from what was frozen (D0.4, F1, T12)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import or_, select

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.cashdesk.service.common import wall_clock
from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.decoration.documents import PAPER_FORM_WORDS, PaperForm
from frontdesk.areas.decoration.queries.issued_papers import SUBJECT
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.service.closing_papers import (
    acceptance,
    patrol,
    rectify,
    report,
    settlement,
    stop,
)
from frontdesk.areas.decoration.service.common import open_file
from frontdesk.areas.decoration.service.opening_papers import (
    agreement,
    application,
    guide,
    neighbours,
    permit,
    sign_permit,
)
from frontdesk.base.store.papers import Paper, issue_paper, keep_print, paper_document, print_count
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class IssueDecorationPaper:
    """A paper of a file. `about_id` is the visit (巡查记录, 验收单) or the breach (整改通知书, 情况报告函) it is of; None: the
    newest.
    """

    form: PaperForm
    file_id: int
    about_id: int | None = None


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A frozen paper; `again`: nothing has changed since it was issued, so it is the same one."""

    paper_id: int
    form: PaperForm
    number: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class PrintDecorationPaper:
    """A paper by its form and number; `size` None is its usual one."""

    form: PaperForm
    number: str
    size: str | None = None


Maker = Callable[[Work, FileFacts, int | None], Any]
_MAKERS: dict[PaperForm, Maker] = {
    PaperForm.APPLICATION: application,
    PaperForm.AGREEMENT: agreement,
    PaperForm.GUIDE: guide,
    PaperForm.NEIGHBOURS: neighbours,
    PaperForm.PERMIT: permit,
    PaperForm.PATROL: patrol,
    PaperForm.RECTIFY: rectify,
    PaperForm.STOP: stop,
    PaperForm.ACCEPTANCE: acceptance,
    PaperForm.SETTLEMENT: settlement,
    PaperForm.REPORT: report,
}
_BY_INSPECTOR = frozenset({PaperForm.PATROL, PaperForm.RECTIFY, PaperForm.STOP, PaperForm.ACCEPTANCE})
# What differs between two papers that say the same.
_PASSING = ("number", "day", "clerk", "code", "replaces")


def issue_decoration_paper(work: Work, command: IssueDecorationPaper) -> IssuedPaper:
    """Freeze the paper as the file stands now. Where one that says the same was issued before, it is that one.

    Raises `Refused` where the file is not so far yet, and for what cannot be printed.
    """
    form = command.form
    # Who allows the refund may have its sheet on paper.
    if not (form is PaperForm.SETTLEMENT and work.actor.may(Right.DECORATION_REFUND)):
        work.require(Right.DECORATION_INSPECT if form in _BY_INSPECTOR else Right.DECORATION)
    facts = open_file(work, command.file_id)
    document = _MAKERS[form](work, facts, command.about_id)
    base = document.number
    earlier = work.session.scalars(
        select(Paper)
        .where(
            Paper.form == form.value,
            Paper.subject_kind == SUBJECT,
            Paper.subject_id == facts.id,
            or_(Paper.number == base, Paper.number.like(f"{base}-%")),
        )
        .order_by(Paper.id)
    ).all()
    if earlier and _says_the_same(earlier[-1], document):
        return IssuedPaper(earlier[-1].id, form, earlier[-1].number, again=True)
    if earlier:
        document = replace(document, number=f"{base}-{len(earlier) + 1}")
        if form is PaperForm.PERMIT:
            document = replace(document, replaces=earlier[-1].number)
    if form is PaperForm.PERMIT:
        document = sign_permit(work, document)
    _check(form, document)
    paper_id = issue_paper(
        work,
        form=form.value,
        number=document.number,
        title=f"{tr(PAPER_FORM_WORDS[form])} {document.number}",
        subject=(SUBJECT, facts.id),
        document=codec.to_plain(document),
        unit_id=facts.unit_id,
    )
    work.touch("papers")
    return IssuedPaper(paper_id, form, document.number)


def print_decoration_paper(work: Work, command: PrintDecorationPaper) -> PrintedPaper:
    """Draw what was frozen and keep the PDF; from the second time on it says 补打 with the count."""
    # ReportLab is heavy: a clerk who prints nothing never loads it.
    from frontdesk.areas.decoration.forms import FORMS

    found = paper_document(work.session, command.form.value, command.number)
    if found is None:
        words = tr("没有{paper} {number}", paper=tr(PAPER_FORM_WORDS[command.form]), number=command.number)
        raise Refused(words, field="number")
    paper_id, data = found
    # One print at a time: two machines must not both be the second.
    work.session.execute(select(Paper.id).where(Paper.id == paper_id).with_for_update())
    form = FORMS[command.form.value]
    size = form.size(command.size)
    count = print_count(work.session, paper_id)
    mark = ReprintMark(count, work.actor.name, wall_clock(work.now())) if count else None
    pdf = form.draw(replace(codec.from_plain(form.document, data), reprint=mark), size)
    times = keep_print(work, paper_id, size=size.key, pdf=pdf)
    return PrintedPaper(pdf, times, form.key, command.number, size.key, paper_id)


def _says_the_same(paper: Paper, document: Any) -> bool:
    import json

    def essence(data: dict[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in data.items() if name not in _PASSING}

    return essence(json.loads(paper.document)) == essence(codec.to_plain(document))


def _check(form: PaperForm, document: Any) -> None:
    """Before it is frozen: what could never be printed must not be issued."""
    from frontdesk.areas.decoration.forms import FORMS

    FORMS[form.value].check(document)
