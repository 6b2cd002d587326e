"""走访表 of a plan (D2.7): those still to be visited, frozen under a number and printed to carry along (D0.4, F1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from frontdesk.areas.cashdesk.service.common import office
from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.reception.documents.rounds import VisitLine, VisitSheet
from frontdesk.areas.reception.queries.visit_plans import plan_row
from frontdesk.areas.reception.queries.visit_targets import TargetFilter, TargetShow, target_rows
from frontdesk.areas.reception.service.desk_common import may_write
from frontdesk.areas.reception.service.ticket_papers import freeze, print_stored
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

FORM = "visit_sheet"
TITLE = "走访表"
SUBJECT = "visit_plan"


@dataclass(frozen=True, slots=True)
class IssueVisitSheet:
    """走访表 of a plan, or of one of its buildings: those nobody was reached at yet."""

    plan_id: int
    building_id: int | None = None


@dataclass(frozen=True, slots=True)
class PrintVisitSheet:
    """A 走访表 by its number; `size` None is its usual one."""

    number: str
    size: str | None = None


def issue_visit_sheet(work: Work, command: IssueVisitSheet) -> str:
    """Freeze it as the plan stands; the same again where nothing has changed. Gives its number."""
    may_write(work)
    plan = plan_row(work.session, command.plan_id, work.today())
    if plan is None:
        raise Refused(tr("没有这个走访计划，请重新选择"))
    wanted = TargetFilter(plan.id, work.today(), show=TargetShow.OPEN, building_id=command.building_id)
    lines = tuple(
        VisitLine(row.building, row.unit, row.who, row.phone, row.why, row.tries)
        for row in target_rows(work.session, wanted, limit=None)
    )
    if not lines:
        raise Refused(tr("{number} 都走访过了，没有要打印的", number=plan.number))
    named = office(work)
    document: Any = VisitSheet(
        office=named.office, estate=named.estate, number=plan.number, day=work.today(), plan=plan.name,
        first=plan.starts_on, last=plan.last_on, words=plan.words, lines=lines, clerk=work.actor.name,
    )  # fmt: skip
    _paper, number, _again = freeze(work, FORM, tr(TITLE), document, (SUBJECT, plan.id), None)
    return number


def print_visit_sheet(work: Work, command: PrintVisitSheet) -> PrintedPaper:
    """Draw what was frozen and keep the PDF; from the second time on it says 补打 with the count."""
    may_write(work)
    return print_stored(work, FORM, command.number, command.size, tr(TITLE))
