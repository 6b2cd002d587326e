"""Printing what was stored: slips, agreements and sheets of the cabinet, marked from the second time on (F1, T12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import select

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.cashdesk.service.common import wall_clock
from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.keys.documents import CareAgreement, CountSheet, KeyHandover, KeyLoan
from frontdesk.areas.keys.rules.kinds import SLIP_WORDS, Slip
from frontdesk.base.store.papers import Paper, keep_print, paper_document, print_count
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

D = TypeVar("D", KeyLoan, KeyHandover, CareAgreement, CountSheet)


@dataclass(frozen=True, slots=True)
class PrintSlip:
    """A paper of the cabinet by its form and number; `size` None is its usual one."""

    form: Slip
    number: str
    size: str | None = None


def print_slip(work: Work, command: PrintSlip) -> PrintedPaper:
    """Draw what was stored and keep the PDF; from the second time on it says 补打 with the count."""
    found = paper_document(work.session, command.form.value, command.number)
    if found is None:
        words = tr("没有{paper} {number}", paper=tr(SLIP_WORDS[command.form]), number=command.number)
        raise Refused(words, field="number")
    # One print at a time: two machines must not both be the second.
    work.session.execute(select(Paper.id).where(Paper.id == found[0]).with_for_update())
    if command.form is Slip.LOAN:
        return _print(work, KeyLoan, command, *found)
    if command.form is Slip.HANDOVER:
        return _print(work, KeyHandover, command, *found)
    if command.form is Slip.CARE:
        return _print(work, CareAgreement, command, *found)
    return _print(work, CountSheet, command, *found)


def _print(work: Work, kind: type[D], command: PrintSlip, paper_id: int, data: object) -> PrintedPaper:
    # ReportLab is heavy: a clerk who prints nothing never loads it.
    from frontdesk.areas.keys.forms import FORMS

    form = FORMS[command.form.value]
    size = form.size(command.size)
    count = print_count(work.session, paper_id)
    mark = ReprintMark(count, work.actor.name, wall_clock(work.now())) if count else None
    pdf = form.draw(replace(codec.from_plain(kind, data), reprint=mark), size)
    times = keep_print(work, paper_id, size=size.key, pdf=pdf)
    return PrintedPaper(pdf, times, form.key, command.number, size.key, paper_id)
