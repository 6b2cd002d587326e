"""The end of a survey (D2.7): fixed with its report, after which nothing changes; or void with a reason."""

from __future__ import annotations

from dataclasses import dataclass

from frontdesk.areas.reception.model.surveys import SurveyEnding
from frontdesk.areas.reception.queries.survey_reports import survey_report
from frontdesk.areas.reception.queries.survey_results import survey_result
from frontdesk.areas.reception.rules.surveys import LONGEST_WORDS, SurveyEnd
from frontdesk.areas.reception.service.desk_common import tidy
from frontdesk.areas.reception.service.questionnaires import TOPIC
from frontdesk.areas.reception.service.survey_papers import REPORT_FORM, REPORT_TITLE, SUBJECT
from frontdesk.areas.reception.service.surveys import open_survey
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class CloseSurvey:
    """Fix it: `words` are what the office takes from it and will do."""

    survey_id: int
    words: str


@dataclass(frozen=True, slots=True)
class VoidSurvey:
    """It should never have been given out."""

    survey_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Closed:
    """A fixed survey: its number, which is its report's too."""

    id: int
    number: str


def close_survey(work: Work, command: CloseSurvey) -> Closed:
    """Work everything out once more and store the report; late sheets are refused from now on.

    Raises `Refused` without a single sheet, `NeedsConfirmation` before the day until which sheets are awaited.
    """
    work.require(Right.RECEPTION_LEAD, tr("调查定稿要主管来做"))
    words = tidy(command.words, missing=tr("请写小结和改进措施，没有就写“无”"), most=LONGEST_WORDS)
    survey = open_survey(work, command.survey_id)
    result = survey_result(work.session, survey.id, work.today())
    assert result is not None
    row = result.row
    if not result.overall.answered:
        raise Refused(tr("{number} 还没有录入问卷，不能定稿；不做了请作废", number=survey.number))
    if work.today() <= row.last_on:
        told = tr("问卷收到 {last}，现在收回 {n} 份。定稿以后迟到的不再录入，现在就定稿吗？",
                  last=row.last_on, n=row.returned + row.extra)  # fmt: skip
        work.confirm("close-early", told)
    report = survey_report(
        work.session, result, words, made_at=work.now(), made_by=work.actor.name, number=survey.number
    )
    from frontdesk.areas.reception.forms import FORMS

    FORMS[REPORT_FORM].check(report)
    paper_id = issue_paper(
        work,
        form=REPORT_FORM,
        number=survey.number,
        title=f"{tr(REPORT_TITLE)} {survey.number}",
        subject=(SUBJECT, survey.id),
        document=codec.to_plain(report),
    )
    _end(work, survey.id, SurveyEnd.CLOSED, words, paper_id)
    work.touch("papers")
    return Closed(survey.id, survey.number)


def void_survey(work: Work, command: VoidSurvey) -> str:
    """Gives its number; its sheets and what was entered stay as they are and count nowhere."""
    work.require(Right.RECEPTION_LEAD, tr("作废调查要主管准许"))
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    survey = open_survey(work, command.survey_id)
    _end(work, survey.id, SurveyEnd.VOIDED, reason, None)
    return survey.number


def _end(work: Work, survey_id: int, outcome: SurveyEnd, words: str, paper_id: int | None) -> None:
    work.session.add(
        SurveyEnding(
            survey_id=survey_id, outcome=outcome, words=words, paper_id=paper_id, at=work.now(),
            by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
