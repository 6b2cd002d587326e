"""The owed reports as bytes: a draft to look at, and workbooks of drafts, fixed reports and spot checks (D0.7)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.reception.documents.kinds import ReportForm
from frontdesk.areas.reception.documents.reports import SpotCheckSheet
from frontdesk.areas.reception.queries.owed_reports import FORM_OF, report_view
from frontdesk.areas.reception.rules.owing import Period, ReportKind
from frontdesk.areas.reception.service.spot_checking import IssueSpotSheet, issue_spot_sheet
from frontdesk.base.store.papers import paper_document
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class MakeOwedReport:
    """A report as bytes: of a fixed one its `number`, else the draft of the period. `form` is `pdf` or `xlsx`."""

    kind: ReportKind
    period: Period
    number: str = ""
    form: str = "pdf"


@dataclass(frozen=True, slots=True)
class MakeSpotWorkbook:
    """A spot check as a workbook."""

    check_id: int


def make_owed_report(work: Work, command: MakeOwedReport) -> bytes:
    """Draw it, or write the workbook. Raises `Refused` for none, or for takings that may not be shown."""
    work.require(Right.RECEPTION)
    view = report_view(
        work.session,
        command.kind,
        command.period,
        now=work.now(),
        by=work.actor.name,
        money=work.actor.may(Right.REPORTS),
        number=command.number,
    )
    if view is None:
        raise Refused(tr("这份报表要有查看报表的权限"))
    if command.form == "xlsx":
        from frontdesk.areas.reception.forms.report_workbook import report_workbook

        return report_workbook(view.report)
    from frontdesk.areas.reception.forms import FORMS

    return FORMS[FORM_OF[command.kind].value].draw(view.report)


def make_spot_workbook(work: Work, command: MakeSpotWorkbook) -> bytes:
    """The sheet as it stands now; it is issued with it, so that the workbook says nothing the office has not kept."""
    from frontdesk.areas.reception.forms.report_workbook import spot_workbook

    issued = issue_spot_sheet(work, IssueSpotSheet(command.check_id))
    found = paper_document(work.session, ReportForm.SPOT_CHECK.value, issued.number)
    assert found is not None
    return spot_workbook(codec.from_plain(SpotCheckSheet, found[1]))
