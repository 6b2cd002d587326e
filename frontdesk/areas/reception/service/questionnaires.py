"""Questionnaires (问卷, D2.7): written, changed until they are given out, copied afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.reception.model.surveys import Questionnaire, Survey, SurveyQuestion
from frontdesk.areas.reception.rules.surveys import (
    LONGEST_CHOICE,
    LONGEST_INTRO,
    LONGEST_TITLE,
    TEMPLATE,
    TEMPLATE_INTRO,
    TEMPLATE_TITLE,
    Question,
    check_questions,
    questionnaire_number,
)
from frontdesk.areas.reception.service.desk_common import may_write, tidy
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

TOPIC = "surveys"


@dataclass(frozen=True, slots=True)
class SaveQuestionnaire:
    """What is asked, all of it. `questionnaire_id` None: a new one; `copy_of_id` names the one it was copied from.

    `before` is what stood there when it was looked at: where somebody has changed it since, nothing is stored.
    """

    title: str
    questions: tuple[Question, ...]
    intro: str = ""
    questionnaire_id: int | None = None
    copy_of_id: int | None = None
    before: tuple[Question, ...] | None = None


@dataclass(frozen=True, slots=True)
class SeedQuestionnaire:
    """The usual questionnaire, for an office that has none yet."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A questionnaire as stored."""

    id: int
    number: str


def save_questionnaire(work: Work, command: SaveQuestionnaire) -> Saved:
    """Store it. Raises `Refused` for one that was given out: it never changes, a copy is made instead."""
    may_write(work)
    title = tidy(command.title, missing=tr("请写问卷的标题"), field="title", most=LONGEST_TITLE)
    intro = tidy(command.intro, field="intro", most=LONGEST_INTRO)
    questions = tuple(_tidied(question) for question in command.questions)
    check_questions(questions)
    if command.questionnaire_id is None:
        if command.copy_of_id is not None and work.session.get(Questionnaire, command.copy_of_id) is None:
            raise Refused(tr("没有要复制的问卷，请重新选择"), field="copy_of_id")
        year = work.today().year
        stored = Questionnaire(
            number=questionnaire_number(year, next_number(work.session, f"questionnaire-{year}")),
            title=title, intro=intro, copy_of_id=command.copy_of_id, at=work.now(), by_id=work.actor.id,
            by=work.actor.name,
        )  # fmt: skip
        work.session.add(stored)
        work.session.flush()
    else:
        stored = changeable(work, command.questionnaire_id)
        if (stored.title, stored.intro) != (title, intro):
            stored.title, stored.intro = title, intro
    _store_questions(work, stored.id, questions, command.before)
    work.session.flush()
    work.touch(TOPIC)
    return Saved(stored.id, stored.number)


def _store_questions(
    work: Work, questionnaire_id: int, questions: tuple[Question, ...], before: tuple[Question, ...] | None
) -> None:
    """Row by row, so that the trail says what each of them was (D0.6)."""
    rows = work.session.scalars(
        select(SurveyQuestion)
        .where(SurveyQuestion.questionnaire_id == questionnaire_id)
        .order_by(SurveyQuestion.no)
    ).all()
    stood = tuple(
        Question(r.text, r.kind, r.section, tuple(filter(None, r.choices.split("\n")))) for r in rows
    )
    if before is not None and before != stood:
        raise Refused(tr("刚才有人改过这份问卷，请看过再改"))
    for no, question in enumerate(questions, 1):
        told = {
            "section": question.section,
            "kind": question.kind,
            "text": question.text,
            "choices": "\n".join(question.choices),
        }
        if no > len(rows):
            work.session.add(SurveyQuestion(questionnaire_id=questionnaire_id, no=no, **told))
            continue
        for name, value in told.items():
            if getattr(rows[no - 1], name) != value:
                setattr(rows[no - 1], name, value)
    for row in rows[len(questions) :]:
        work.session.delete(row)


def seed_questionnaire(work: Work, command: SeedQuestionnaire) -> Saved:
    """Store the usual one where there is none at all, else the first of those there are."""
    may_write(work)
    # Two desks that come here for the first time at once take turns.
    next_number(work.session, "questionnaire-seed")
    first = work.session.scalar(select(Questionnaire).order_by(Questionnaire.id).limit(1))
    if first is not None:
        return Saved(first.id, first.number)
    return save_questionnaire(work, SaveQuestionnaire(tr(TEMPLATE_TITLE), TEMPLATE, tr(TEMPLATE_INTRO)))


def changeable(work: Work, questionnaire_id: int) -> Questionnaire:
    """The questionnaire, locked. Raises `Refused` where it was given out."""
    stored = work.session.scalar(
        select(Questionnaire).where(Questionnaire.id == questionnaire_id).with_for_update()
    )
    if stored is None:
        raise Refused(tr("没有这份问卷，请重新选择"))
    used = work.session.scalar(select(Survey.number).where(Survey.questionnaire_id == stored.id).limit(1))
    if used is not None:
        raise Refused(
            tr(
                "{number} 已经用在 {survey}，发出去的问卷不再改；请复制一份再改",
                number=stored.number,
                survey=used,
            )
        )
    return stored


def _tidied(question: Question) -> Question:
    choices = tuple(choice.strip() for choice in question.choices if choice.strip())
    section = tidy(question.section, field="section", most=LONGEST_CHOICE)
    return Question(" ".join(question.text.split()), question.kind, section, choices)
