"""Satisfaction surveys (D2.7): questionnaires, surveys with their sheets, what came back, what was fixed.

A questionnaire that was given out never changes; a sheet that was entered is corrected by a further row, which counts
in its place; a fixed survey takes no more.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.surveys import QuestionKind, SurveyEnd
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class Questionnaire(Base):
    """What is asked; `copy_of_id` is the one it was copied from. Until it is given out it may be changed."""

    __tablename__ = "questionnaire"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    title: Mapped[str] = mapped_column(String(60))
    intro: Mapped[str] = mapped_column(String(500), default="")
    copy_of_id: Mapped[int | None] = mapped_column(ForeignKey("questionnaire.id"))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class SurveyQuestion(Base):
    """The n-th question; the words of a choice stand one a line in `choices`."""

    __tablename__ = "survey_question"
    __table_args__ = (UniqueConstraint("questionnaire_id", "no"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"))
    no: Mapped[int]
    section: Mapped[str] = mapped_column(String(24), default="")
    kind: Mapped[QuestionKind] = mapped_column(one_of(QuestionKind))
    text: Mapped[str] = mapped_column(String(100))
    choices: Mapped[str] = mapped_column(String(300), default="")


class Survey(Base):
    """A questionnaire given out, from a day up to, not including, a day. `anonymous`: its sheets name no unit."""

    __tablename__ = "survey"
    __table_args__ = (CheckConstraint("ends_on > starts_on", name="span"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    title: Mapped[str] = mapped_column(String(60))
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    anonymous: Mapped[bool]
    scope: Mapped[str] = mapped_column(String(300))
    seed: Mapped[str] = mapped_column(String(32), default="")
    population: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class SurveySheet(Base):
    """A sheet given out; `extra` is one that came back without having been given out (匿名补录)."""

    __tablename__ = "survey_sheet"
    __table_args__ = (
        UniqueConstraint("survey_id", "no"),
        UniqueConstraint("survey_id", "unit_id"),
        CheckConstraint("unit_id IS NULL OR building_id IS NOT NULL", name="building"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    no: Mapped[int]
    number: Mapped[str] = mapped_column(String(32), unique=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    extra: Mapped[bool] = mapped_column(default=False)


class SurveyReturn(Base):
    """What stood on a sheet that came back: the n-th time it was entered, the last of which counts."""

    __tablename__ = "survey_return"
    __table_args__ = (UniqueConstraint("sheet_id", "no"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("survey_sheet.id"))
    no: Mapped[int]
    entered_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class SurveyAnswer(Base):
    """One question answered: a score, or a choice or free words. A question left open has no row."""

    __tablename__ = "survey_answer"
    __table_args__ = (
        UniqueConstraint("return_id", "question_id"),
        CheckConstraint("score IS NULL OR score BETWEEN 1 AND 5", name="score"),
        CheckConstraint("(score IS NULL) = (words <> '')", name="answer"),
        Index("ix_survey_answer_question", "question_id", "score"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    return_id: Mapped[int] = mapped_column(ForeignKey("survey_return.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("survey_question.id"))
    score: Mapped[int | None]
    words: Mapped[str] = mapped_column(String(300), default="")


class SurveyReturnVoid(Base):
    """A sheet was entered that should not have been: that entry does not count."""

    __tablename__ = "survey_return_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    return_id: Mapped[int] = mapped_column(ForeignKey("survey_return.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class SurveyTicket(Base):
    """The ticket that the words of a sheet have become."""

    __tablename__ = "survey_ticket"
    id: Mapped[int] = mapped_column(primary_key=True)
    return_id: Mapped[int] = mapped_column(ForeignKey("survey_return.id"), unique=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), unique=True)


class SurveyEnding(Base):
    """A survey was fixed, its report stored as a paper, or was void."""

    __tablename__ = "survey_ending"
    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), unique=True)
    outcome: Mapped[SurveyEnd] = mapped_column(one_of(SurveyEnd))
    words: Mapped[str] = mapped_column(String(500))
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"), unique=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


_GIVEN_OUT = "EXISTS (SELECT 1 FROM survey s WHERE s.questionnaire_id = {row})"
_NEVER_CHANGES = "a questionnaire given out never changes"

GUARDS: tuple[Guard, ...] = (
    Guard("questionnaire", "delete", "a questionnaire is never deleted"),
    Guard("questionnaire", "update", _NEVER_CHANGES, _GIVEN_OUT.format(row="OLD.id"), "given"),
    Guard(
        "survey_question", "insert", _NEVER_CHANGES, _GIVEN_OUT.format(row="NEW.questionnaire_id"), "given"
    ),
    Guard(
        "survey_question", "update", _NEVER_CHANGES, _GIVEN_OUT.format(row="OLD.questionnaire_id"), "given"
    ),
    Guard(
        "survey_question", "delete", _NEVER_CHANGES, _GIVEN_OUT.format(row="OLD.questionnaire_id"), "given"
    ),
    *final("survey", "a survey"),
    *final("survey_sheet", "a sheet given out"),
    *final("survey_return", "a sheet entered"),
    *final("survey_answer", "an answer"),
    *final("survey_return_void", "a void entry"),
    *final("survey_ticket", "the ticket of a sheet"),
    *final("survey_ending", "the end of a survey"),
    Guard(
        "survey_return",
        "insert",
        "the survey is fixed",
        "EXISTS (SELECT 1 FROM survey_ending e JOIN survey_sheet s ON s.survey_id = e.survey_id"
        " WHERE s.id = NEW.sheet_id)",
        "fixed",
    ),
    Guard(
        "survey_return_void",
        "insert",
        "the survey is fixed",
        "EXISTS (SELECT 1 FROM survey_ending e JOIN survey_sheet s ON s.survey_id = e.survey_id"
        " JOIN survey_return r ON r.sheet_id = s.id WHERE r.id = NEW.return_id)",
        "fixed",
    ),
    Guard(
        "survey_sheet",
        "insert",
        "the survey is fixed",
        "EXISTS (SELECT 1 FROM survey_ending e WHERE e.survey_id = NEW.survey_id)",
        "fixed",
    ),
)
