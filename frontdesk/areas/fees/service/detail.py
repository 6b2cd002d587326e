"""欠费明细 on paper: numbered and kept, for a unit or for an owner, on any day (M8.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.fees.documents import ArrearsDetail
from frontdesk.areas.fees.queries.detail import detail_facts
from frontdesk.areas.fees.service.notices import NoticeBatch, office_facts, page_count
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import issue_paper, keep_print
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.codec import to_plain
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import total
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

FORM = "arrears_detail"


@dataclass(frozen=True, slots=True)
class PrintArrearsDetail:
    """What a unit, or a person over all units, owed at the end of `on` (today where none is given)."""

    unit_id: int | None = None
    payer_id: int | None = None
    on: date | None = None


def print_arrears_detail(work: Work, command: PrintArrearsDetail) -> NoticeBatch:
    """The list under its own number. Raises `Refused` when nothing is owed, or for a day to come."""
    work.require(Right.NOTICES_PRINT)
    on = command.on or work.today()
    if on > work.today():
        raise Refused(tr("只能打印今天为止的欠费"), field="on")
    if (command.unit_id is None) == (command.payer_id is None):
        raise ValueError("a unit or a payer")
    facts = detail_facts(work.session, on, unit_id=command.unit_id, payer_id=command.payer_id)
    office = office_facts(work)
    series = f"QF-{work.today():%Y%m}"
    late = total(line.late_fee for line in facts.lines if line.late_fee)
    detail = ArrearsDetail(
        office=office["office"],
        estate=office["estate"],
        number=f"{series}-{next_number(work.session, series):04d}",
        on=on,
        who=facts.who,
        units=facts.units,
        lines=facts.lines,
        total=total(line.owed for line in facts.lines) + late,
        phone=office["phone"],
        late_fee_terms=facts.late_fee_terms,
        made_at=local_time(work.now()),
        made_by=work.actor.name,
    )
    # ReportLab is heavy: who prints nothing never loads it.
    from frontdesk.areas.fees.forms import FORMS

    form = FORMS[FORM]
    paper = form.size(None)
    pdf = form.draw(detail, paper)
    alone = facts.unit_ids[0] if len(facts.unit_ids) == 1 else None
    paper_id = issue_paper(
        work,
        form=FORM,
        number=detail.number,
        title=tr("欠费明细 {number}", number=detail.number),
        subject=("unit", facts.unit_ids[0]),
        unit_id=alone,
        document=to_plain(detail),
    )
    keep_print(work, paper_id, size=paper.key, pdf=pdf)
    return NoticeBatch(paper_id, detail.number, (detail.number,), 1, 0, pdf, page_count(pdf))
