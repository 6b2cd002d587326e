"""A survey's sheets (D2.7): which came back, what stands on one, and which one a scanner or a clerk means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.queries import find_unit
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.reception.model.surveys import Survey, SurveyAnswer, SurveySheet
from frontdesk.areas.reception.queries.surveys import (
    QuestionRow,
    SurveyRow,
    current_returns,
    questions_of,
    survey_row,
)
from frontdesk.areas.reception.rules.surveys import find_sheet_number


class SheetShow(StrEnum):
    """The chips of a survey's sheets."""

    OUT = "没有交回"
    BACK = "已交回"
    EXTRA = "补录"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet; `return_id` is the entry that counts."""

    id: int
    survey_id: int
    number: str
    unit_id: int | None
    unit: str
    building: str
    extra: bool
    return_id: int | None
    answered: int
    words: str
    entered_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class SheetFilter:
    """Which sheets of which survey."""

    survey_id: int
    text: str = ""
    show: SheetShow = SheetShow.OUT
    building_id: int | None = None
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class SheetFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[SheetShow, int]


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A sheet with what is asked and, where it was entered, what stands on it (question id → answer)."""

    row: SheetRow
    survey: SurveyRow
    questions: tuple[QuestionRow, ...]
    answers: dict[int, int | str]


def _sheet_query(survey_id: int) -> tuple[Any, Any]:
    back = current_returns()
    answered = (
        select(SurveyAnswer.return_id, func.count().label("n")).group_by(SurveyAnswer.return_id).subquery()
    )
    query: Any = (
        select(
            SurveySheet,
            Unit.code,
            Building.name,
            back.c.id,
            back.c.words,
            back.c.entered_on,
            back.c.by,
            answered.c.n,
        )
        .outerjoin(Unit, Unit.id == SurveySheet.unit_id)
        .outerjoin(Building, Building.id == SurveySheet.building_id)
        .outerjoin(back, back.c.sheet_id == SurveySheet.id)
        .outerjoin(answered, answered.c.return_id == back.c.id)
        .where(SurveySheet.survey_id == survey_id)
    )
    return query, back


def _sheet_rows(session: Session, query: Any) -> tuple[SheetRow, ...]:
    return tuple(
        SheetRow(
            sheet.id, sheet.survey_id, sheet.number, sheet.unit_id, code or "", building or "", sheet.extra,
            return_id, n or 0, words or "", entered_on, by or "",
        )
        for sheet, code, building, return_id, words, entered_on, by, n in session.execute(query)
    )  # fmt: skip


def _narrowed(query: Any, wanted: SheetFilter) -> Any:
    if wanted.building_id is not None:
        query = query.where(SurveySheet.building_id == wanted.building_id)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        query = query.where(
            or_(SurveySheet.number.like(part.upper(), escape="\\"), Unit.code.like(part, escape="\\"))
        )
    return query


def _sheet_chip(show: SheetShow, back: Any) -> ColumnElement[bool]:
    tests: dict[SheetShow, ColumnElement[bool]] = {
        SheetShow.OUT: back.c.id.is_(None),
        SheetShow.BACK: back.c.id.is_not(None),
        SheetShow.EXTRA: SurveySheet.extra.is_(True),
        SheetShow.ALL: SurveySheet.id.is_not(None),
    }
    return tests[show]


def sheet_rows(
    session: Session, wanted: SheetFilter, offset: int = 0, limit: int | None = 100
) -> tuple[SheetRow, ...]:
    """A page of a survey's sheets in their order."""
    query, back = _sheet_query(wanted.survey_id)
    query = _narrowed(query, wanted).where(_sheet_chip(wanted.show, back))
    column: Any = {
        "unit": Unit.sort_key,
        "building": Building.sort,
        "entered": back.c.entered_on,
        "by": back.c.by,
    }.get(wanted.sort, SurveySheet.no)
    query = query.order_by(column.desc() if wanted.descending else column, SurveySheet.no)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _sheet_rows(session, query)


def sheet_figures(session: Session, wanted: SheetFilter) -> SheetFigures:
    """The figures over a survey's sheets."""
    query, back = _sheet_query(wanted.survey_id)
    columns = [func.coalesce(func.sum(case((_sheet_chip(show, back), 1), else_=0)), 0) for show in SheetShow]
    narrowed = _narrowed(query, wanted)
    counts = session.execute(narrowed.with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(SheetShow, counts, strict=True)}
    every = session.scalar(
        select(func.count()).select_from(SurveySheet).where(SurveySheet.survey_id == wanted.survey_id)
    )
    return SheetFigures(shows[wanted.show], int(every or 0), shows)


def sheet_file(session: Session, sheet_id: int, on: date) -> SheetFile | None:
    """A sheet with what is asked and what stands on it."""
    sheet = session.get(SurveySheet, sheet_id)
    if sheet is None:
        return None
    query, _back = _sheet_query(sheet.survey_id)
    row = _sheet_rows(session, query.where(SurveySheet.id == sheet_id))[0]
    survey = survey_row(session, sheet.survey_id, on)
    assert survey is not None
    answers: dict[int, int | str] = {}
    if row.return_id is not None:
        for answer in session.scalars(select(SurveyAnswer).where(SurveyAnswer.return_id == row.return_id)):
            answers[answer.question_id] = answer.score if answer.score is not None else answer.words
    return SheetFile(row, survey, questions_of(session, survey.questionnaire_id), answers)


def find_sheet(session: Session, survey_id: int, typed: str) -> int | None:
    """The sheet of what was scanned or typed: its number, whole or its last figures, or the unit it went to.

    A whole number of another survey finds that survey's sheet.
    """
    survey = session.get(Survey, survey_id)
    if survey is None:
        return None
    number = find_sheet_number(typed, survey.number)
    if number is not None:
        found = session.scalar(select(SurveySheet.id).where(SurveySheet.number == number))
        if found is not None:
            return found
    unit = find_unit(session, typed)
    if unit is None:
        return None
    return session.scalar(
        select(SurveySheet.id).where(SurveySheet.survey_id == survey_id, SurveySheet.unit_id == unit.id)
    )
