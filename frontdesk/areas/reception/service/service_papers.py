"""Printing 场地使用协议 and 代办受理单 as they were stored, marked from the second time on (F1, T12)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import select

from frontdesk.areas.cashdesk.documents import ReprintMark
from frontdesk.areas.cashdesk.service.common import wall_clock
from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.reception.documents.services import ErrandSlip, PlaceAgreement
from frontdesk.base.store.papers import Paper, keep_print, paper_document, print_count
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

D = TypeVar("D", PlaceAgreement, ErrandSlip)
TITLES = {"place_agreement": "场地使用协议", "errand_slip": "代办受理单"}


@dataclass(frozen=True, slots=True)
class PrintService:
    """A paper by its form (`place_agreement`, `errand_slip`) and number; `size` None is its usual one."""

    form: str
    number: str
    size: str | None = None


def print_service(work: Work, command: PrintService) -> PrintedPaper:
    """Draw what was stored and keep the PDF; from the second time on it says 补打 with the count."""
    found = paper_document(work.session, command.form, command.number)
    if found is None:
        raise Refused(tr("没有{paper} {number}", paper=tr(TITLES[command.form]), number=command.number))
    # One print at a time: two machines must not both be the second.
    work.session.execute(select(Paper.id).where(Paper.id == found[0]).with_for_update())
    if command.form == "place_agreement":
        return _print(work, PlaceAgreement, command, *found)
    return _print(work, ErrandSlip, command, *found)


def _print(work: Work, kind: type[D], command: PrintService, paper_id: int, data: object) -> PrintedPaper:
    # ReportLab is heavy: a clerk who prints nothing never loads it.
    from frontdesk.areas.reception.forms import FORMS

    form = FORMS[command.form]
    size = form.size(command.size)
    count = print_count(work.session, paper_id)
    mark = ReprintMark(count, work.actor.name, wall_clock(work.now())) if count else None
    pdf = form.draw(replace(codec.from_plain(kind, data), reprint=mark), size)
    times = keep_print(work, paper_id, size=size.key, pdf=pdf)
    return PrintedPaper(pdf, times, form.key, command.number, size.key, paper_id)
