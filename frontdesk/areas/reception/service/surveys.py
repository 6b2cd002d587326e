"""Surveys (满意度调查, D2.7): a questionnaire given out to units, each with a numbered sheet."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from frontdesk.areas.reception.model.surveys import (
    Questionnaire,
    Survey,
    SurveyEnding,
    SurveyQuestion,
    SurveySheet,
)
from frontdesk.areas.reception.queries.lived_units import Place, lived_units, scope_words
from frontdesk.areas.reception.rules.sampling import draw_some
from frontdesk.areas.reception.rules.surveys import (
    LONGEST_TITLE,
    MOST_DAYS,
    MOST_SHEETS,
    QuestionKind,
    sheet_number,
    survey_number,
)
from frontdesk.areas.reception.service.desk_common import may_write, tidy
from frontdesk.areas.reception.service.questionnaires import TOPIC
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr

_SCOPE_MOST = 300


@dataclass(frozen=True, slots=True)
class HandOut:
    """Give a questionnaire out from `starts_on`; sheets are awaited to `last_on`. `sample` None: to every unit.

    `places`: none is the whole estate. `anonymous`: the sheets name no unit, only their building counts.
    """

    questionnaire_id: int
    title: str
    starts_on: date
    last_on: date
    places: tuple[Place, ...] = ()
    sample: int | None = None
    anonymous: bool = False
    token: str | None = None


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A survey with how many sheets it gave out."""

    id: int
    number: str
    sheets: int
    again: bool = False


def hand_out(work: Work, command: HandOut) -> HandedOut:
    """Store the survey and a numbered sheet for each unit. Raises in words for what cannot be given out."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(Survey).where(Survey.token == command.token))
        if before is not None:
            return HandedOut(before.id, before.number, _sheets(work, before.id), again=True)
    asked = work.session.scalar(
        select(Questionnaire).where(Questionnaire.id == command.questionnaire_id).with_for_update()
    )
    if asked is None:
        raise Refused(tr("请选问卷"), field="questionnaire_id")
    title = tidy(command.title, missing=tr("请写调查的名称"), field="title", most=LONGEST_TITLE)
    _check(work, command, asked)
    scope = tidy(scope_words(work.session, command.places), field="places", most=_SCOPE_MOST)
    every = lived_units(work.session, command.places)
    seed = secrets.token_hex(8) if command.sample is not None else ""
    chosen = every
    if command.sample is not None:
        drawn = set(draw_some([unit.code for unit in every], seed, command.sample))
        chosen = tuple(unit for unit in every if unit.code in drawn)
    if not chosen:
        raise Refused(tr("这些楼栋里没有住人的房屋，请换楼栋"), field="places")
    if len(chosen) > MOST_SHEETS:
        raise Refused(tr("一次最多发 {n} 份，请按楼栋分开", n=MOST_SHEETS), field="places")
    year = work.today().year
    survey = Survey(
        number=survey_number(year, next_number(work.session, f"survey-{year}")),
        title=title, questionnaire_id=asked.id, anonymous=command.anonymous, scope=scope, seed=seed,
        population=len(every), starts_on=command.starts_on, ends_on=command.last_on + timedelta(days=1),
        at=work.now(), by_id=work.actor.id, by=work.actor.name, token=command.token,
    )  # fmt: skip
    work.session.add(survey)
    work.session.flush()
    work.session.add_all(
        SurveySheet(
            survey_id=survey.id, no=no, number=sheet_number(survey.number, no),
            unit_id=None if command.anonymous else unit.id, building_id=unit.building_id, extra=False,
        )
        for no, unit in enumerate(chosen, 1)
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
    return HandedOut(survey.id, survey.number, len(chosen))


def _check(work: Work, command: HandOut, asked: Questionnaire) -> None:
    errors: dict[str, str] = {}
    if command.last_on < command.starts_on:
        errors["last_on"] = tr("截止日期不能早于开始日期")
    elif (command.last_on - command.starts_on).days >= MOST_DAYS:
        errors["last_on"] = tr("一次调查最长一年，请核对日期")
    if command.sample is not None and command.sample < 1:
        errors["sample"] = tr("请写抽多少户")
    scale = work.session.scalar(
        select(SurveyQuestion.id)
        .where(SurveyQuestion.questionnaire_id == asked.id, SurveyQuestion.kind == QuestionKind.SCALE)
        .limit(1)
    )
    if scale is None:
        errors["questionnaire_id"] = tr("{number} 没有打分题，算不出满意率，请先加题", number=asked.number)
    if errors:
        raise InvalidInput(errors)


def open_survey(work: Work, survey_id: int) -> Survey:
    """The survey, locked until the transaction ends. Raises `Refused` for one that is fixed or void."""
    survey = work.session.scalar(select(Survey).where(Survey.id == survey_id).with_for_update())
    if survey is None:
        raise Refused(tr("没有这次调查，请重新选择"))
    ended = work.session.scalar(select(SurveyEnding).where(SurveyEnding.survey_id == survey_id))
    if ended is not None:
        day = f"{local_time(ended.at):%Y-%m-%d}"
        raise Refused(
            tr("{number} 已由 {who} {day} {what}，迟到的问卷不再录入", number=survey.number, who=ended.by, day=day,
               what=tr(ended.outcome.value))
        )  # fmt: skip
    return survey


def _sheets(work: Work, survey_id: int) -> int:
    query = select(func.count()).select_from(SurveySheet).where(SurveySheet.survey_id == survey_id)
    return int(work.session.scalar(query) or 0)
