"""Sheets that came back (D2.7): entered, entered again, void, their words made a ticket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import func, select

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.reception.model.surveys import (
    Survey,
    SurveyAnswer,
    SurveyQuestion,
    SurveyReturn,
    SurveyReturnVoid,
    SurveySheet,
    SurveyTicket,
)
from frontdesk.areas.reception.rules.surveys import LONGEST_ANSWER, LONGEST_WORDS, QuestionKind, sheet_number
from frontdesk.areas.reception.rules.words import Channel, TicketKind
from frontdesk.areas.reception.service.desk_common import by_another, may_write, tidy
from frontdesk.areas.reception.service.questionnaires import TOPIC
from frontdesk.areas.reception.service.receiving import Receive, receive
from frontdesk.areas.reception.service.surveys import open_survey
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr

Answer = int | str
"""A score, or a choice or free words."""


@dataclass(frozen=True, slots=True)
class EnterSheet:
    """What stands on a sheet that came back: question id → score, choice or words; a question left open is missing.

    `sheet_id` None: one without a number, of `survey_id` and perhaps a building (匿名补录). `ticket_kind`: its words
    become a ticket at once.
    """

    sheet_id: int | None
    answers: Mapping[int, Answer] = field(default_factory=dict)
    words: str = ""
    ticket_kind: TicketKind | None = None
    survey_id: int | None = None
    building_id: int | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """A sheet entered: how many questions were answered, and the ticket made of its words."""

    return_id: int
    number: str
    answered: int
    ticket: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class VoidEntry:
    """A sheet was entered that should not have been."""

    sheet_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class TicketOfWords:
    """The words of a sheet become a ticket; `what` is what of them, None: all."""

    return_id: int
    kind: TicketKind = TicketKind.COMPLAINT
    what: str | None = None


def enter_sheet(work: Work, command: EnterSheet) -> Entered:
    """Store what stands on it; entered before, it takes the former's place once somebody has said yes.

    Raises `Refused` in words for a sheet that is late (the survey is fixed) or empty.
    """
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(SurveyReturn).where(SurveyReturn.token == command.token))
        if before is not None:
            sheet = work.session.get_one(SurveySheet, before.sheet_id)
            return Entered(before.id, sheet.number, len(command.answers), again=True)
    survey, found = _sheet(work, command)
    words = tidy(command.words, most=LONGEST_WORDS)
    answers = _answers(work, survey, command.answers)
    if not answers and not words:
        raise Refused(tr("一题也没有答，没有录入；空白的问卷不用录"))
    if command.ticket_kind is not None and not _spoken(answers, words):
        raise InvalidInput({"words": tr("转报事请写住户说了什么")})
    sheet = found or _extra(work, survey, command.building_id)
    last = _last(work, sheet.id)
    if last is not None and not _is_void(work, last.id):
        day = f"{local_time(last.at):%m-%d %H:%M}"
        told = tr(
            "{number} 已由 {who} {day} 录过，这次录的要代替它吗？", number=sheet.number, who=last.by, day=day
        )
        work.confirm("enter-again", told)
    made = SurveyReturn(
        sheet_id=sheet.id, no=last.no + 1 if last is not None else 1, entered_on=work.today(), words=words,
        at=work.now(), by_id=work.actor.id, by=work.actor.name, token=command.token,
    )  # fmt: skip
    work.session.add(made)
    work.session.flush()
    work.session.add_all(
        SurveyAnswer(
            return_id=made.id, question_id=question.id, score=answer if isinstance(answer, int) else None,
            words=answer if isinstance(answer, str) else "",
        )
        for question, answer in answers
    )  # fmt: skip
    work.session.flush()
    ticket = ""
    if command.ticket_kind is not None:
        ticket = _ticket(work, survey, sheet, made, command.ticket_kind, _spoken(answers, words))
    work.touch(TOPIC)
    return Entered(made.id, sheet.number, len(answers), ticket)


def void_entry(work: Work, command: VoidEntry) -> str:
    """What was entered does not count; the sheet counts as not returned. Gives its number."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    sheet = work.session.get(SurveySheet, command.sheet_id)
    if sheet is None:
        raise Refused(tr("没有这份问卷，请重新选择"))
    open_survey(work, sheet.survey_id)
    last = _last(work, sheet.id)
    if last is None or _is_void(work, last.id):
        raise Refused(tr("{number} 还没有录入，不用作废", number=sheet.number))
    told = tr("{number} 是 {by} 录入的，作废要主管准许", number=sheet.number, by=last.by)
    by_another(work, last.by_id, last.entered_on, told)
    work.session.add(
        SurveyReturnVoid(
            return_id=last.id, reason=reason, at=work.now(), by_id=work.actor.id, by=work.actor.name
        )
    )
    work.session.flush()
    work.touch(TOPIC)
    return sheet.number


def ticket_of_words(work: Work, command: TicketOfWords) -> str:
    """The number of the ticket. Raises `Refused` where the sheet says nothing, or a ticket was made of it."""
    may_write(work)
    made = work.session.scalar(
        select(SurveyReturn).where(SurveyReturn.id == command.return_id).with_for_update()
    )
    if made is None or _is_void(work, made.id):
        raise Refused(tr("没有这份录入，请重新选择"))
    if work.session.scalar(select(SurveyTicket.id).where(SurveyTicket.return_id == made.id)) is not None:
        raise Refused(tr("这份问卷的意见已经转了报事"))
    said = (command.what or "").strip()
    if not said:
        kept = work.session.scalars(
            select(SurveyAnswer.words)
            .join(SurveyQuestion, SurveyQuestion.id == SurveyAnswer.question_id)
            .where(SurveyAnswer.return_id == made.id, SurveyQuestion.kind == QuestionKind.TEXT)
            .order_by(SurveyQuestion.no)
        )
        said = "；".join([*filter(None, kept), *([made.words] if made.words else [])])
    if not said:
        raise Refused(tr("这份问卷没有写意见"))
    sheet = work.session.get_one(SurveySheet, made.sheet_id)
    survey = work.session.get_one(Survey, sheet.survey_id)
    number = _ticket(work, survey, sheet, made, command.kind, said)
    work.touch(TOPIC)
    return number


def _sheet(work: Work, command: EnterSheet) -> tuple[Survey, SurveySheet | None]:
    if command.sheet_id is None:
        if command.survey_id is None:
            raise Refused(tr("请扫问卷的编号，或写房号"))
        return open_survey(work, command.survey_id), None
    sheet = work.session.get(SurveySheet, command.sheet_id)
    if sheet is None:
        raise Refused(tr("没有这份问卷，请重新扫"))
    return open_survey(work, sheet.survey_id), sheet


def _extra(work: Work, survey: Survey, building_id: int | None) -> SurveySheet:
    """A sheet without a number gets the next one."""
    if building_id is not None and work.session.get(Building, building_id) is None:
        raise Refused(tr("没有这栋楼，请重新选择"), field="building_id")
    last = work.session.scalar(select(func.max(SurveySheet.no)).where(SurveySheet.survey_id == survey.id))
    no = (last or 0) + 1
    sheet = SurveySheet(
        survey_id=survey.id, no=no, number=sheet_number(survey.number, no), unit_id=None,
        building_id=building_id, extra=True,
    )  # fmt: skip
    work.session.add(sheet)
    work.session.flush()
    return sheet


def _answers(work: Work, survey: Survey, told: Mapping[int, Answer]) -> list[tuple[SurveyQuestion, Answer]]:
    """Each with its question, checked."""
    questions = {
        question.id: question
        for question in work.session.scalars(
            select(SurveyQuestion).where(SurveyQuestion.questionnaire_id == survey.questionnaire_id)
        )
    }
    found: list[tuple[SurveyQuestion, Answer]] = []
    errors: dict[str, str] = {}
    for question_id, answer in told.items():
        question = questions.get(question_id)
        if question is None:
            raise Refused(tr("这份问卷没有这一题，请重新扫"))
        wrong = _wrong(question, answer)
        if wrong:
            errors[f"q{question.no}"] = wrong
        elif isinstance(answer, int):
            found.append((question, answer))
        elif answer.strip():
            found.append((question, answer.strip()))
    if errors:
        raise InvalidInput(errors)
    return sorted(found, key=lambda pair: pair[0].no)


def _wrong(question: SurveyQuestion, answer: Answer) -> str:
    if question.kind is QuestionKind.SCALE:
        whole = isinstance(answer, int) and 1 <= answer <= 5
        return "" if whole else tr("第 {n} 题请打 1 到 5 分", n=question.no)
    if isinstance(answer, int):
        return tr("第 {n} 题不是打分题", n=question.no)
    if question.kind is QuestionKind.CHOICE and answer not in question.choices.split("\n"):
        return tr("第 {n} 题没有这个选项", n=question.no)
    if len(answer.strip()) > LONGEST_ANSWER:
        return tr("第 {n} 题最多 {most} 个字", n=question.no, most=LONGEST_ANSWER)
    return ""


def _spoken(answers: list[tuple[SurveyQuestion, Answer]], words: str) -> str:
    """What was said in free words."""
    told = [str(answer) for question, answer in answers if question.kind is QuestionKind.TEXT]
    return "；".join([*told, *([words] if words else [])])


def _ticket(
    work: Work, survey: Survey, sheet: SurveySheet, made: SurveyReturn, kind: TicketKind, said: str
) -> str:
    told = tr("{words}（问卷 {number}）", words=said[:440], number=sheet.number)
    unit = work.session.get(Unit, sheet.unit_id) if sheet.unit_id is not None else None
    found = receive(
        work,
        Receive(
            kind, Channel.HANDED, told, unit_id=unit.id if unit is not None else None,
            building_id=None if unit is not None else sheet.building_id,
            spot="" if unit is not None or sheet.building_id is not None else tr("问卷没有写房号"),
        ),
    )  # fmt: skip
    work.session.add(SurveyTicket(return_id=made.id, ticket_id=found.ticket_id))
    work.session.flush()
    return found.number


def _last(work: Work, sheet_id: int) -> SurveyReturn | None:
    return work.session.scalar(
        select(SurveyReturn)
        .where(SurveyReturn.sheet_id == sheet_id)
        .order_by(SurveyReturn.no.desc())
        .limit(1)
    )


def _is_void(work: Work, return_id: int) -> bool:
    query = select(SurveyReturnVoid.id).where(SurveyReturnVoid.return_id == return_id)
    return work.session.scalar(query) is not None
