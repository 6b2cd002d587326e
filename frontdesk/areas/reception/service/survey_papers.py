"""满意度问卷 in one PDF by building (F4), and 满意度调查报告 as it was fixed (D0.4, D2.7)."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.cashdesk.service.common import office
from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.reception.documents.reports import DeskReport
from frontdesk.areas.reception.documents.rounds import AskedQuestion, QuestionSheet
from frontdesk.areas.reception.queries.survey_reports import survey_report
from frontdesk.areas.reception.queries.survey_results import survey_result
from frontdesk.areas.reception.queries.survey_sheets import SheetFilter, SheetRow, SheetShow, sheet_rows
from frontdesk.areas.reception.queries.surveys import questionnaire_rows, questions_of, survey_row
from frontdesk.areas.reception.rules.surveys import SurveyState
from frontdesk.areas.reception.service.desk_common import may_write
from frontdesk.areas.reception.service.questionnaires import TOPIC
from frontdesk.areas.reception.service.ticket_papers import print_stored
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.papers import issue_paper, keep_print, paper_document
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

SHEET_FORM = "question_sheet"
BATCH_FORM = "question_batch"
REPORT_FORM = "survey_report"
REPORT_TITLE = "满意度调查报告"
SUBJECT = "survey"


@dataclass(frozen=True, slots=True)
class PrintSheets:
    """The sheets of a survey: all, of a building, only those not back yet (`waiting`), or one."""

    survey_id: int
    building_id: int | None = None
    waiting: bool = False
    sheet_id: int | None = None
    size: str | None = None


@dataclass(frozen=True, slots=True)
class SheetBatch:
    """What came off the press: the PDF as kept under `number`, with how many sheets."""

    paper_id: int
    number: str
    sheets: int
    pdf: bytes


@dataclass(frozen=True, slots=True)
class DraftReport:
    """The report of a survey as it stands now, looked at before it is fixed."""

    survey_id: int


@dataclass(frozen=True, slots=True)
class SurveyWorkbook:
    """The report of a survey as a workbook: as it was fixed, or as it stands now."""

    survey_id: int


@dataclass(frozen=True, slots=True)
class PrintSurveyReport:
    """A fixed report by its number; `size` None is its usual one."""

    number: str
    size: str | None = None


def print_sheets(work: Work, command: PrintSheets) -> SheetBatch:
    """One PDF with a bookmark for each building, kept. Raises `Cancelled` when it was stopped: nothing is stored."""
    from frontdesk.areas.reception.forms import FORMS

    may_write(work)
    survey = survey_row(work.session, command.survey_id, work.today())
    if survey is None:
        raise Refused(tr("没有这次调查，请重新选择"))
    if survey.state in (SurveyState.CLOSED, SurveyState.VOID):
        raise Refused(tr("{number} {state}，不再发问卷", number=survey.number, state=tr(survey.state.value)))
    show = SheetShow.OUT if command.waiting else SheetShow.ALL
    wanted = SheetFilter(survey.id, show=show, building_id=command.building_id)
    rows = [
        row
        for row in sheet_rows(work.session, wanted, limit=None)
        if not row.extra and command.sheet_id in (None, row.id)
    ]
    if not rows:
        raise Refused(tr("没有要打印的问卷"))
    asked = next(row for row in questionnaire_rows(work.session) if row.id == survey.questionnaire_id)
    questions = tuple(
        AskedQuestion(q.no, q.section, q.kind.value, q.text, q.choices)
        for q in questions_of(work.session, survey.questionnaire_id)
    )
    named = office(work)
    phone = str(get_setting(work.session, "office.phone", ""))

    def document(row: SheetRow) -> QuestionSheet:
        return QuestionSheet(
            office=named.office, estate=named.estate, number=row.number, day=survey.starts_on,
            survey=survey.title, title=asked.title, intro=asked.intro, building=row.building, unit=row.unit,
            last=survey.last_on, questions=questions, office_phone=phone, clerk=survey.by,
        )  # fmt: skip

    form = FORMS[SHEET_FORM]
    paper = form.size(command.size)
    pdf = form.draw_all([document(row) for row in rows], paper, progress=work.progress)
    day = work.today()
    number = f"WJ-{day:%Y%m%d}-{next_number(work.session, f'question-batch-{day:%Y%m%d}'):03d}"
    one = rows[0] if len(rows) == 1 else None
    title = one.number if one is not None else tr("{survey} {n} 份", survey=survey.number, n=len(rows))
    paper_id = issue_paper(
        work,
        form=BATCH_FORM,
        number=number,
        title=f"{tr('满意度问卷')} {title}",
        subject=(SUBJECT, survey.id),
        unit_id=one.unit_id if one is not None else None,
        document={"size": paper.key, "sheets": [row.number for row in rows]},
    )
    keep_print(work, paper_id, size=paper.key, pdf=pdf)
    work.touch(TOPIC)
    return SheetBatch(paper_id, number, len(rows), pdf)


def draft_report(work: Work, command: DraftReport) -> bytes:
    """The PDF of the report as a draft; nothing is stored."""
    from frontdesk.areas.reception.forms import FORMS

    return FORMS[REPORT_FORM].draw(_report(work, command.survey_id))


def survey_workbook(work: Work, command: SurveyWorkbook) -> bytes:
    """Figures as numbers, charts that Excel draws itself (D0.7)."""
    from frontdesk.areas.reception.forms.report_workbook import report_workbook

    survey = survey_row(work.session, command.survey_id, work.today())
    if survey is not None and survey.state is SurveyState.CLOSED:
        found = paper_document(work.session, REPORT_FORM, survey.number)
        assert found is not None
        return report_workbook(codec.from_plain(DeskReport, found[1]))
    return report_workbook(_report(work, command.survey_id))


def _report(work: Work, survey_id: int) -> DeskReport:
    may_write(work)
    result = survey_result(work.session, survey_id, work.today())
    if result is None:
        raise Refused(tr("没有这次调查，请重新选择"))
    return survey_report(work.session, result, "", made_at=work.now(), made_by=work.actor.name)


def print_survey_report(work: Work, command: PrintSurveyReport) -> PrintedPaper:
    """Draw what was fixed and keep the PDF; from the second time on it says 补打 with the count."""
    may_write(work)
    return print_stored(work, REPORT_FORM, command.number, command.size, tr(REPORT_TITLE))
