"""Questionnaires and surveys (D2.7): what is asked, what was given out and came back, by building and by sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.archives.model import Building
from frontdesk.areas.reception.model.surveys import (
    Questionnaire,
    Survey,
    SurveyEnding,
    SurveyQuestion,
    SurveyReturn,
    SurveyReturnVoid,
    SurveySheet,
)
from frontdesk.areas.reception.rules.surveys import (
    QuestionKind,
    SurveyState,
    share,
    survey_state,
)


class SurveyShow(StrEnum):
    """The chips of the list of surveys."""

    OPEN = "在做"
    DUE = "该定稿"
    CLOSED = "已定稿"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as stored."""

    id: int
    no: int
    section: str
    kind: QuestionKind
    text: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionnaireRow:
    """A questionnaire; `used` is in how many surveys it was given out, from the first on it never changes."""

    id: int
    number: str
    title: str
    intro: str
    copy_of: str
    questions: int
    used: int
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """A survey as lists show it: `returned` of `given` sheets came back, and `extra` that were not given out."""

    id: int
    number: str
    title: str
    questionnaire_id: int
    questionnaire: str
    anonymous: bool
    scope: str
    seed: str
    population: int
    starts_on: date
    last_on: date
    given: int
    returned: int
    extra: int
    state: SurveyState
    at: datetime
    by: str

    @property
    def rate(self) -> Decimal | None:
        """Per cent of the sheets given out that came back."""
        return share(self.returned, self.given)


@dataclass(frozen=True, slots=True)
class SurveyFilter:
    """Which surveys, as of a day."""

    on: date
    text: str = ""
    show: SurveyShow = SurveyShow.OPEN
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class SurveyFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[SurveyShow, int]


@dataclass(frozen=True, slots=True)
class BuildingReturn:
    """What came back of a building; `building_id` None: sheets that name none."""

    building_id: int | None
    building: str
    given: int
    returned: int
    extra: int


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """A survey with what came back by building, and how it was ended."""

    row: SurveyRow
    buildings: tuple[BuildingReturn, ...]
    ended: str
    words: str


# -- questionnaires --


def questionnaire_rows(session: Session) -> tuple[QuestionnaireRow, ...]:
    """All of them, the newest first."""
    before = aliased(Questionnaire)
    asked = (
        select(SurveyQuestion.questionnaire_id, func.count().label("n"))
        .group_by(SurveyQuestion.questionnaire_id)
        .subquery()
    )
    used = (
        select(Survey.questionnaire_id, func.count().label("n")).group_by(Survey.questionnaire_id).subquery()
    )
    query = (
        select(Questionnaire, before.number, asked.c.n, used.c.n)
        .outerjoin(before, before.id == Questionnaire.copy_of_id)
        .outerjoin(asked, asked.c.questionnaire_id == Questionnaire.id)
        .outerjoin(used, used.c.questionnaire_id == Questionnaire.id)
        .order_by(Questionnaire.id.desc())
    )
    return tuple(
        QuestionnaireRow(q.id, q.number, q.title, q.intro, copy or "", n or 0, times or 0, q.at, q.by)
        for q, copy, n, times in session.execute(query)
    )


def questions_of(session: Session, questionnaire_id: int) -> tuple[QuestionRow, ...]:
    """What it asks, in its order."""
    rows = session.scalars(
        select(SurveyQuestion)
        .where(SurveyQuestion.questionnaire_id == questionnaire_id)
        .order_by(SurveyQuestion.no)
    )
    return tuple(
        QuestionRow(q.id, q.no, q.section, q.kind, q.text, tuple(filter(None, q.choices.split("\n"))))
        for q in rows
    )


# -- surveys --


def current_returns() -> Any:
    """Entries that count: the last of their sheet, and not void."""
    later = aliased(SurveyReturn)
    return (
        select(
            SurveyReturn.id,
            SurveyReturn.sheet_id,
            SurveyReturn.words,
            SurveyReturn.entered_on,
            SurveyReturn.by,
        )
        .where(
            ~select(later.id)
            .where(later.sheet_id == SurveyReturn.sheet_id, later.no > SurveyReturn.no)
            .exists(),
            ~select(SurveyReturnVoid.id).where(SurveyReturnVoid.return_id == SurveyReturn.id).exists(),
        )
        .subquery()
    )


def surveys_of(session: Session, on: date, *ids: int) -> list[SurveyRow]:
    """Surveys by id, or all of them, the newest first."""
    back = current_returns()
    given = case((SurveySheet.extra, 0), else_=1)
    sheets: Any = (
        select(
            SurveySheet.survey_id,
            func.sum(given).label("given"),
            func.sum(case((back.c.id.is_not(None), given), else_=0)).label("returned"),
            func.sum(case((back.c.id.is_not(None), 1 - given), else_=0)).label("extra"),
        )
        .outerjoin(back, back.c.sheet_id == SurveySheet.id)
        .group_by(SurveySheet.survey_id)
    )
    if ids:
        sheets = sheets.where(SurveySheet.survey_id.in_(ids))
    counted = sheets.subquery()
    query = (
        select(
            Survey,
            Questionnaire.number,
            counted.c.given,
            counted.c.returned,
            counted.c.extra,
            SurveyEnding.outcome,
        )
        .join(Questionnaire, Questionnaire.id == Survey.questionnaire_id)
        .join(counted, counted.c.survey_id == Survey.id)
        .outerjoin(SurveyEnding, SurveyEnding.survey_id == Survey.id)
        .order_by(Survey.id.desc())
    )
    if ids:
        query = query.where(Survey.id.in_(ids))
    return [
        SurveyRow(
            id=s.id, number=s.number, title=s.title, questionnaire_id=s.questionnaire_id, questionnaire=number,
            anonymous=s.anonymous, scope=s.scope, seed=s.seed, population=s.population, starts_on=s.starts_on,
            last_on=s.ends_on - timedelta(days=1), given=int(out), returned=int(came), extra=int(extra),
            state=survey_state(s.starts_on, s.ends_on, ended, on), at=s.at, by=s.by,
        )
        for s, number, out, came, extra, ended in session.execute(query)
    ]  # fmt: skip


def _in_chip(row: SurveyRow, show: SurveyShow) -> bool:
    if show is SurveyShow.OPEN:
        return row.state in (SurveyState.COMING, SurveyState.RUNNING, SurveyState.DUE)
    if show is SurveyShow.DUE:
        return row.state is SurveyState.DUE
    return show is SurveyShow.ALL or row.state is SurveyState.CLOSED


def _fitting(session: Session, wanted: SurveyFilter) -> list[SurveyRow]:
    text = wanted.text.strip().upper()
    return [
        row
        for row in surveys_of(session, wanted.on)
        if not text or any(text in part.upper() for part in (row.number, row.title, row.scope))
    ]


def survey_rows(
    session: Session, wanted: SurveyFilter, offset: int = 0, limit: int | None = 100
) -> tuple[SurveyRow, ...]:
    """A page of the surveys, the newest first; there are a few a year, so that they are all looked at."""
    rows = [row for row in _fitting(session, wanted) if _in_chip(row, wanted.show)]
    keys: dict[str, Any] = {
        "number": lambda r: r.number,
        "title": lambda r: r.title,
        "from": lambda r: r.starts_on,
        "until": lambda r: r.last_on,
        "given": lambda r: r.given,
        "returned": lambda r: r.rate or 0,
    }
    if wanted.sort in keys:
        rows.sort(key=keys[wanted.sort], reverse=wanted.descending)
    return tuple(rows[offset:] if limit is None else rows[offset : offset + limit])


def survey_figures(session: Session, wanted: SurveyFilter) -> SurveyFigures:
    """The figures over the list; the chips leave the filter's own chip out of account."""
    rows = _fitting(session, wanted)
    shows = {show: sum(_in_chip(row, show) for row in rows) for show in SurveyShow}
    every = int(session.scalar(select(func.count()).select_from(Survey)) or 0)
    return SurveyFigures(shows[wanted.show], every, shows)


def survey_row(session: Session, survey_id: int, on: date) -> SurveyRow | None:
    """One, or None."""
    rows = surveys_of(session, on, survey_id)
    return rows[0] if rows else None


def survey_file(session: Session, survey_id: int, on: date) -> SurveyFile | None:
    """One with what came back of each building."""
    row = survey_row(session, survey_id, on)
    if row is None:
        return None
    ended = session.scalar(select(SurveyEnding).where(SurveyEnding.survey_id == survey_id))
    buildings = building_returns(session, survey_id)
    if ended is None:
        return SurveyFile(row, buildings, "", "")
    return SurveyFile(row, buildings, f"{ended.at:%Y-%m-%d} {ended.by}", ended.words)


def building_returns(session: Session, survey_id: int) -> tuple[BuildingReturn, ...]:
    """Sheets given out and come back, building by building; those that name none last."""
    back = current_returns()
    given = case((SurveySheet.extra, 0), else_=1)
    query = (
        select(
            Building.id,
            Building.name,
            func.sum(given),
            func.sum(case((back.c.id.is_not(None), given), else_=0)),
            func.sum(case((back.c.id.is_not(None), 1 - given), else_=0)),
        )
        .select_from(SurveySheet)
        .outerjoin(Building, Building.id == SurveySheet.building_id)
        .outerjoin(back, back.c.sheet_id == SurveySheet.id)
        .where(SurveySheet.survey_id == survey_id)
        .group_by(Building.id, Building.name, Building.sort)
        .order_by(Building.sort, Building.id)
    )
    rows = [
        BuildingReturn(bid, name or "", int(out), int(came), int(extra))
        for bid, name, out, came, extra in session.execute(query)
    ]
    return tuple(sorted(rows, key=lambda row: row.building_id is None))
