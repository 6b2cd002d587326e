"""What must hold of surveys, whatever was done (D2.7); and which are due, found, or of a unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.reception.model.surveys import (
    Survey,
    SurveyAnswer,
    SurveyEnding,
    SurveyQuestion,
    SurveyReturn,
    SurveySheet,
)
from frontdesk.areas.reception.queries.surveys import SurveyRow, current_returns, surveys_of
from frontdesk.areas.reception.rules.surveys import QuestionKind, SurveyEnd, SurveyState, find_sheet_number
from frontdesk.base.store.papers import Paper

ENDS_SOON = timedelta(days=2)


def surveys_due(session: Session, on: date) -> tuple[SurveyRow, ...]:
    """Surveys to be fixed, and those whose sheets are awaited for two days more at most (T21)."""
    rows = [
        row
        for row in surveys_of(session, on)
        if row.state is SurveyState.DUE
        or (row.state is SurveyState.RUNNING and row.last_on - on <= ENDS_SOON)
    ]
    return tuple(sorted(rows, key=lambda row: row.last_on))


@dataclass(frozen=True, slots=True)
class FoundSurvey:
    """A survey that the one search finds; `sheet` is the number of a sheet of it that was scanned."""

    row: SurveyRow
    sheet: str
    sheet_id: int | None
    unit_id: int | None


def find_surveys(session: Session, text: str, on: date, limit: int = 8) -> tuple[FoundSurvey, ...]:
    """Surveys by number or words of their name, or by the number of a sheet as scanned."""
    told = text.strip()
    if len(told) < 2:
        return ()
    number = find_sheet_number(told, "")
    if number is not None and not told.isdigit():
        sheet = session.scalar(select(SurveySheet).where(SurveySheet.number == number))
        if sheet is not None:
            row = surveys_of(session, on, sheet.survey_id)[0]
            return (FoundSurvey(row, sheet.number, sheet.id, sheet.unit_id),)
    part = f"%{escaped(told)}%"
    ids = session.scalars(
        select(Survey.id)
        .where(or_(Survey.number == told.upper(), Survey.title.like(part, escape="\\")))
        .order_by(Survey.id.desc())
        .limit(limit)
    ).all()
    return tuple(FoundSurvey(row, "", None, None) for row in surveys_of(session, on, *ids)) if ids else ()


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """What the unit's card says: a sheet that is awaited of it."""

    survey_id: int
    sheet_id: int
    number: str
    title: str
    last_on: date


def sheets_of_unit(session: Session, unit_id: int, on: date) -> tuple[UnitSheet, ...]:
    """Sheets given to the unit that are not back, of surveys that are not over."""
    back = current_returns()
    rows = session.execute(
        select(SurveySheet.survey_id, SurveySheet.id, SurveySheet.number, Survey.title, Survey.ends_on)
        .join(Survey, Survey.id == SurveySheet.survey_id)
        .outerjoin(SurveyEnding, SurveyEnding.survey_id == Survey.id)
        .outerjoin(back, back.c.sheet_id == SurveySheet.id)
        .where(
            SurveySheet.unit_id == unit_id,
            SurveyEnding.id.is_(None),
            back.c.id.is_(None),
            Survey.starts_on <= on,
        )
        .order_by(Survey.id)
    )
    return tuple(
        UnitSheet(sid, pid, number, title, ends - timedelta(days=1)) for sid, pid, number, title, ends in rows
    )


def broken_surveys(session: Session) -> list[str]:
    """Each thing that does not hold, in words."""
    wrong = [
        f"answer {answer}: to a question that its survey does not ask"
        for answer in session.scalars(
            select(SurveyAnswer.id)
            .join(SurveyReturn, SurveyReturn.id == SurveyAnswer.return_id)
            .join(SurveySheet, SurveySheet.id == SurveyReturn.sheet_id)
            .join(Survey, Survey.id == SurveySheet.survey_id)
            .join(SurveyQuestion, SurveyQuestion.id == SurveyAnswer.question_id)
            .where(SurveyQuestion.questionnaire_id != Survey.questionnaire_id)
        )
    ]
    wrong += [
        f"answer {answer}: a score where none is asked for, or words where one is"
        for answer in session.scalars(
            select(SurveyAnswer.id)
            .join(SurveyQuestion, SurveyQuestion.id == SurveyAnswer.question_id)
            .where((SurveyQuestion.kind == QuestionKind.SCALE) != SurveyAnswer.score.is_not(None))
        )
    ]
    wrong += [
        f"{number}: an anonymous sheet names a unit"
        for number in session.scalars(
            select(SurveySheet.number)
            .join(Survey, Survey.id == SurveySheet.survey_id)
            .where(Survey.anonymous, SurveySheet.unit_id.is_not(None))
        )
    ]
    gaps = session.execute(
        select(SurveyReturn.sheet_id, func.count(), func.max(SurveyReturn.no)).group_by(SurveyReturn.sheet_id)
    )
    wrong += [f"sheet {sheet}: an entry is missing" for sheet, n, last in gaps if n != last]
    ended = session.execute(
        select(Survey.number, SurveyEnding.outcome, Paper.form, Paper.number)
        .join(SurveyEnding, SurveyEnding.survey_id == Survey.id)
        .outerjoin(Paper, Paper.id == SurveyEnding.paper_id)
    )
    for number, outcome, form, paper in ended:
        if (outcome is SurveyEnd.CLOSED) != ((form, paper) == ("survey_report", number)):
            wrong.append(f"{number}: a fixed survey and its report go together")
    return wrong
