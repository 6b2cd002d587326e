"""Stored papers of the desk on screen: drawn again from what was frozen, without counting as a print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from frontdesk.areas.cashdesk.documents import DayReport, HandInSlip, Receipt, VoidMark
from frontdesk.areas.cashdesk.queries import ReceiptDetail
from frontdesk.base.store.papers import paper_document
from frontdesk.base.values import codec
from frontdesk.base.values.clock import local_time
from frontdesk.base.widgets.desk import Desk

_KINDS: dict[str, type[Receipt] | type[DayReport] | type[HandInSlip]] = {
    "receipt": Receipt,
    "day_report": DayReport,
    "hand_in_slip": HandInSlip,
}


def stored_receipt(desk: Desk, detail: ReceiptDetail) -> Receipt | None:
    """The receipt as it was issued, with 作废 on it when it is void."""
    found = desk.read(paper_document, "receipt", detail.number)
    if found is None:
        return None
    receipt = codec.from_plain(Receipt, found[1])
    if detail.voided and detail.voided_at is not None:
        at = local_time(detail.voided_at).replace(tzinfo=None, second=0, microsecond=0)
        receipt = replace(receipt, void=VoidMark(detail.void_reason, detail.voided_by, at))
    return receipt


def stored_paper(desk: Desk, form: str, number: str) -> DayReport | HandInSlip | Receipt | None:
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
