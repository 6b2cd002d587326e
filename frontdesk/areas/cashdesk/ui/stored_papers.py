"""Stored papers of the desk on screen: drawn again from what was frozen, without counting as a print."""

from __future__ import annotations

from collections.abc import Callable

from frontdesk.areas.cashdesk.documents import DayReport, HandInSlip
from frontdesk.base.store.papers import paper_document
from frontdesk.base.values import codec
from frontdesk.base.widgets.desk import Desk

_KINDS: dict[str, type[DayReport] | type[HandInSlip]] = {
    "day_report": DayReport,
    "hand_in_slip": HandInSlip,
}


def stored_paper(desk: Desk, form: str, number: str) -> DayReport | HandInSlip | None:
    """A day report or hand-in slip as it was issued."""
    found = desk.read(paper_document, form, number)
    return None if found is None else codec.from_plain(_KINDS[form], found[1])


def drawing_of(form_key: str, document: object, size: str | None = None) -> Callable[[], bytes]:
    """A job for the worker: the PDF of one copy. ReportLab is loaded there."""

    def draw() -> bytes:
        from frontdesk.areas.cashdesk.forms import FORMS

        form = FORMS[form_key]
        paper = form.size(size)
        return form.draw(document, paper, copies=form.copies(paper)[:1])

    return draw
