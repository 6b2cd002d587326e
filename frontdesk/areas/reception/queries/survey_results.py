"""What a survey came to (D2.7): by question and by building, the words, and the change since the same was last asked."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.reception.model.surveys import (
    Survey,
    SurveyAnswer,
    SurveyEnding,
    SurveyQuestion,
    SurveySheet,
    SurveyTicket,
)
from frontdesk.areas.reception.model.tickets import Ticket
from frontdesk.areas.reception.queries.surveys import (
    BuildingReturn,
    QuestionRow,
    SurveyRow,
    building_returns,
    current_returns,
    questions_of,
    survey_row,
)
from frontdesk.areas.reception.rules.surveys import (
    QuestionKind,
    SurveyEnd,
    Tally,
    same_question,
    share,
    together,
)

_LOOK_BACK = 8
"""So many fixed surveys are looked through for the last one that asked the same."""


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A scale question: how it was answered, and what it came to when it was last asked (None: never before)."""

    question: QuestionRow
    tally: Tally
    before: Tally | None
    before_number: str

    @property
    def change(self) -> Decimal | None:
        """Of the mean, since then: `Decimal("0.12")`."""
        now, then = self.tally.mean, self.before.mean if self.before is not None else None
        return now - then if now is not None and then is not None else None


@dataclass(frozen=True, slots=True)
class ChoiceResult:
    """A choice question: each word with how often it was chosen, in the question's order."""

    question: QuestionRow
    counts: tuple[tuple[str, int], ...]

    @property
    def answered(self) -> int:
        return sum(n for _word, n in self.counts)

    def share(self, n: int) -> Decimal | None:
        return share(n, self.answered)


@dataclass(frozen=True, slots=True)
class BuildingResult:
    """A building: what came back, and every score given there."""

    back: BuildingReturn
    tally: Tally

    @property
    def rate(self) -> Decimal | None:
        """Per cent of its sheets that came back."""
        return share(self.back.returned, self.back.given)


@dataclass(frozen=True, slots=True)
class WordsRow:
    """What somebody wrote: to a question, or at the end (`question` ""). `ticket` is what was made of the sheet's."""

    id: int
    return_id: int
    sheet: str
    unit_id: int | None
    unit: str
    building: str
    question: str
    words: str
    ticket_id: int | None
    ticket: str


@dataclass(frozen=True, slots=True)
class SurveyResult:
    """All that a survey came to so far; `before` is all the same questions' scores of last time together."""

    row: SurveyRow
    questions: tuple[QuestionResult, ...]
    choices: tuple[ChoiceResult, ...]
    buildings: tuple[BuildingResult, ...]
    words: tuple[WordsRow, ...]
    overall: Tally
    before: Tally | None


def survey_result(session: Session, survey_id: int, on: date) -> SurveyResult | None:
    """Worked out of the entries that count."""
    row = survey_row(session, survey_id, on)
    if row is None:
        return None
    asked = questions_of(session, row.questionnaire_id)
    tallies = _tallies(session, survey_id)
    earlier = _earlier(session, survey_id)
    scale = tuple(
        QuestionResult(q, tallies.get(q.id, Tally({})), *earlier.get(same_question(q.text), (None, "")))
        for q in asked
        if q.kind is QuestionKind.SCALE
    )
    before = [result.before for result in scale if result.before is not None]
    return SurveyResult(
        row=row,
        questions=scale,
        choices=_choices(session, survey_id, asked),
        buildings=_buildings(session, survey_id),
        words=_words(session, survey_id, {q.id: q for q in asked}),
        overall=together(result.tally for result in scale),
        before=together(before) if before else None,
    )


def _tallies(session: Session, survey_id: int) -> dict[int, Tally]:
    """Question id -> its scores."""
    back = current_returns()
    query = (
        select(SurveyAnswer.question_id, SurveyAnswer.score, func.count())
        .join(back, back.c.id == SurveyAnswer.return_id)
        .join(SurveySheet, SurveySheet.id == back.c.sheet_id)
        .where(SurveySheet.survey_id == survey_id, SurveyAnswer.score.is_not(None))
        .group_by(SurveyAnswer.question_id, SurveyAnswer.score)
    )
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for question_id, score, n in session.execute(query):
        found[question_id][int(score or 0)] = n
    return {question_id: Tally(scores) for question_id, scores in found.items()}


def _earlier(session: Session, survey_id: int) -> dict[str, tuple[Tally, str]]:
    """What a question asks -> how it was last answered in a survey that was fixed before this one began."""
    this = session.get_one(Survey, survey_id)
    older = session.scalars(
        select(Survey)
        .join(SurveyEnding, SurveyEnding.survey_id == Survey.id)
        .where(
            SurveyEnding.outcome == SurveyEnd.CLOSED,
            (Survey.starts_on < this.starts_on)
            | ((Survey.starts_on == this.starts_on) & (Survey.id < this.id)),
        )
        .order_by(Survey.starts_on.desc(), Survey.id.desc())
        .limit(_LOOK_BACK)
    ).all()
    found: dict[str, tuple[Tally, str]] = {}
    for survey in older:
        tallies = _tallies(session, survey.id)
        for question in questions_of(session, survey.questionnaire_id):
            key = same_question(question.text)
            if question.id in tallies and key not in found:
                found[key] = (tallies[question.id], survey.number)
    return found


def _choices(session: Session, survey_id: int, asked: tuple[QuestionRow, ...]) -> tuple[ChoiceResult, ...]:
    back = current_returns()
    query = (
        select(SurveyAnswer.question_id, SurveyAnswer.words, func.count())
        .join(back, back.c.id == SurveyAnswer.return_id)
        .join(SurveySheet, SurveySheet.id == back.c.sheet_id)
        .join(SurveyQuestion, SurveyQuestion.id == SurveyAnswer.question_id)
        .where(SurveySheet.survey_id == survey_id, SurveyQuestion.kind == QuestionKind.CHOICE)
        .group_by(SurveyAnswer.question_id, SurveyAnswer.words)
    )
    counts = {(question_id, word): n for question_id, word, n in session.execute(query)}
    return tuple(
        ChoiceResult(q, tuple((word, counts.get((q.id, word), 0)) for word in q.choices))
        for q in asked
        if q.kind is QuestionKind.CHOICE
    )


def _buildings(session: Session, survey_id: int) -> tuple[BuildingResult, ...]:
    back = current_returns()
    query = (
        select(SurveySheet.building_id, SurveyAnswer.score, func.count())
        .join(back, back.c.id == SurveyAnswer.return_id)
        .join(SurveySheet, SurveySheet.id == back.c.sheet_id)
        .where(SurveySheet.survey_id == survey_id, SurveyAnswer.score.is_not(None))
        .group_by(SurveySheet.building_id, SurveyAnswer.score)
    )
    scores: dict[int | None, dict[int, int]] = defaultdict(dict)
    for building_id, score, n in session.execute(query):
        scores[building_id][int(score or 0)] = n
    return tuple(
        BuildingResult(one, Tally(scores.get(one.building_id, {})))
        for one in building_returns(session, survey_id)
    )


def _words(session: Session, survey_id: int, asked: dict[int, QuestionRow]) -> tuple[WordsRow, ...]:
    """Free answers and last words in the order of the sheets."""
    back = current_returns()
    sheets = session.execute(
        select(SurveySheet, Unit.code, Building.name, back.c.id, back.c.words, Ticket.id, Ticket.number)
        .join(back, back.c.sheet_id == SurveySheet.id)
        .outerjoin(Unit, Unit.id == SurveySheet.unit_id)
        .outerjoin(Building, Building.id == SurveySheet.building_id)
        .outerjoin(SurveyTicket, SurveyTicket.return_id == back.c.id)
        .outerjoin(Ticket, Ticket.id == SurveyTicket.ticket_id)
        .where(SurveySheet.survey_id == survey_id)
        .order_by(SurveySheet.no)
    ).all()
    free = [q.id for q in asked.values() if q.kind is QuestionKind.TEXT]
    told: dict[int, list[tuple[str, str]]] = defaultdict(list)
    if free:
        answers = session.execute(
            select(SurveyAnswer.return_id, SurveyAnswer.question_id, SurveyAnswer.words)
            .where(SurveyAnswer.question_id.in_(free))
            .order_by(SurveyAnswer.id)
        )
        for return_id, question_id, words in answers:
            told[return_id].append((asked[question_id].text, words))
    rows: list[WordsRow] = []
    for sheet, code, building, return_id, last, ticket_id, ticket in sheets:
        for question, words in [*told[return_id], *([("", last)] if last else [])]:
            rows.append(
                WordsRow(
                    len(rows), return_id, sheet.number, sheet.unit_id, code or "", building or "", question, words,
                    ticket_id, ticket or "",
                )
            )  # fmt: skip
    return tuple(rows)
