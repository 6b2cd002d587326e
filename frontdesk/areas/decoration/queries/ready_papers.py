"""Which papers a file can be printed on today, and of which visit or breach."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.decoration.documents.kinds import PAPER_FORM_WORDS, PaperForm
from frontdesk.areas.decoration.queries.needing import firm_papers_due
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.course import APPROVED_STATES, State
from frontdesk.areas.decoration.rules.kinds import BreachState, VisitKind
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class ReadyPaper:
    """A paper, the visit or breach it is of (None: of the file itself), and its line in a list."""

    form: PaperForm
    about_id: int | None
    words: str


def ready_papers(facts: FileFacts, today: date) -> tuple[ReadyPaper, ...]:
    """The papers, what is used now first: those of the newest visits and breaches, then the file's own."""
    found: list[ReadyPaper] = []

    def add(form: PaperForm, about_id: int | None = None, more: str = "") -> None:
        words = tr(PAPER_FORM_WORDS[form])
        found.append(ReadyPaper(form, about_id, f"{words}　{more}" if more else words))

    running = facts.state is State.RUNNING and facts.ends_on >= today
    if running and not facts.prohibited and not firm_papers_due(facts):
        add(PaperForm.PERMIT)
    if facts.state is State.STOPPED:
        add(PaperForm.STOP)
    if facts.settlement is not None:
        add(PaperForm.SETTLEMENT)
    add(PaperForm.APPLICATION)
    if facts.agreement is not None or facts.state is State.APPROVED:
        add(PaperForm.AGREEMENT)
    if not facts.over:
        add(PaperForm.GUIDE)
    if facts.state in APPROVED_STATES:
        add(PaperForm.NEIGHBOURS)
    for breach in reversed(facts.breaches):
        if breach.state is BreachState.VOID:
            continue
        add(PaperForm.RECTIFY, breach.id, f"{breach.number} {breach.what}"[:40])
        due = breach.report_from is not None and breach.report_from <= today
        if due or breach.reported_on is not None:
            add(PaperForm.REPORT, breach.id, f"{breach.number} {breach.what}"[:40])
    for visit in reversed(facts.visits):
        looked_over = visit.kind in (VisitKind.FIRST, VisitKind.SECOND)
        more = tr("{kind} {day}", kind=tr(visit.kind.value), day=visit.on)
        add(PaperForm.ACCEPTANCE if looked_over else PaperForm.PATROL, visit.id, more)
    return tuple(found)
