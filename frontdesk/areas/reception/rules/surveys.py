"""Satisfaction surveys (满意度调查, D2.7): the sorts of question, what answers come to, the usual questionnaire. Pure.

满意率 is the share of 4 and 5 among those who answered; who left a question open is not counted. Both figures are
worked out by Decimal and rounded half up: the rate to one digit of a percent, the mean to two digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.text import tr

SCORES = (5, 4, 3, 2, 1)
SCORE_WORDS: dict[int, str] = {5: "很满意", 4: "满意", 3: "一般", 2: "不满意", 1: "很不满意"}
CONTENT = 4
"""From this score on somebody is content."""
MOST_QUESTIONS = 60
MOST_CHOICES = 9
LONGEST_TITLE = 60
LONGEST_INTRO = 500
LONGEST_QUESTION = 100
LONGEST_CHOICE = 24
LONGEST_ANSWER = 300
LONGEST_WORDS = 500
MOST_DAYS = 366
MOST_SHEETS = 20_000


class QuestionKind(StrEnum):
    """How a question is answered; the value is what stands on screen."""

    SCALE = "打分"
    CHOICE = "单选"
    TEXT = "文字"


class SurveyEnd(StrEnum):
    """How a survey was ended."""

    CLOSED = "定稿"
    VOIDED = "作废"


class SurveyState(StrEnum):
    """How a survey stands on a day."""

    COMING = "未开始"
    RUNNING = "进行中"
    DUE = "该定稿了"
    CLOSED = "已定稿"
    VOID = "作废"


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a questionnaire; `choices` are a choice's words."""

    text: str
    kind: QuestionKind = QuestionKind.SCALE
    section: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """How often each score was given; 1 to 5, those never given may be missing."""

    scores: Mapping[int, int]

    @property
    def answered(self) -> int:
        return sum(self.scores.values())

    @property
    def content(self) -> int:
        return sum(n for score, n in self.scores.items() if score >= CONTENT)

    @property
    def rate(self) -> Decimal | None:
        """Per cent of those who answered with one digit: `Decimal("86.7")`; None where nobody did."""
        return share(self.content, self.answered)

    @property
    def mean(self) -> Decimal | None:
        """`Decimal("4.25")`; None where nobody answered."""
        if not self.answered:
            return None
        points = sum(score * n for score, n in self.scores.items())
        return (Decimal(points) / self.answered).quantize(Decimal("0.01"), ROUND_HALF_UP)


def share(part: int, whole: int) -> Decimal | None:
    """Per cent with one digit, rounded half up; None of nothing."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def together(tallies: Iterable[Tally]) -> Tally:
    """Every answer of all of them."""
    scores: dict[int, int] = {}
    for tally in tallies:
        for score, n in tally.scores.items():
            scores[score] = scores.get(score, 0) + n
    return Tally(scores)


def same_question(text: str) -> str:
    """What two questions share when they ask the same: the words without blanks and stops."""
    return re.sub(r"[\s，。、；：？,.;:?]+", "", text)


def survey_state(starts_on: date, ends_on: date, ended: SurveyEnd | None, today: date) -> SurveyState:
    """One word for a survey; sheets are awaited from *starts_on* up to, not including, *ends_on*."""
    if ended is not None:
        return SurveyState.VOID if ended is SurveyEnd.VOIDED else SurveyState.CLOSED
    if today < starts_on:
        return SurveyState.COMING
    return SurveyState.DUE if today >= ends_on else SurveyState.RUNNING


def questionnaire_number(year: int, serial: int) -> str:
    """`WJ-2026-01`."""
    return f"WJ-{year:04d}-{serial:02d}"


def survey_number(year: int, serial: int) -> str:
    """`DC-2026-01`."""
    return f"DC-{year:04d}-{serial:02d}"


def sheet_number(survey: str, serial: int) -> str:
    """`DC-2026-01-0007`."""
    return f"{survey}-{serial:04d}"


_SHEET = re.compile(r"(DC)-?(\d{4})-?(\d{2,3})-(\d{1,5})")


def find_sheet_number(typed: str, survey: str) -> str | None:
    """The whole number of what was typed or scanned: a whole one, or the last figures (`37`) of *survey*'s."""
    text = re.sub(r"[\s_－—–-]+", "-", typed.strip().upper())
    if text.isascii() and text.isdigit() and len(text) <= 5:
        return sheet_number(survey, int(text)) if int(text) else None
    match = _SHEET.fullmatch(text)
    if match is None:
        return None
    letters, year, no, serial = match.groups()
    return sheet_number(f"{letters}-{year}-{no}", int(serial))


def check_questions(questions: tuple[Question, ...]) -> None:
    """Raises `InvalidInput` for what no sheet could ask."""
    if len(questions) > MOST_QUESTIONS:
        raise InvalidInput({"text": tr("一份问卷最多 {n} 题", n=MOST_QUESTIONS)})
    seen: set[str] = set()
    for question in questions:
        if not question.text.strip():
            raise InvalidInput({"text": tr("请写题目")})
        if len(question.text) > LONGEST_QUESTION:
            raise InvalidInput({"text": tr("题目最多 {n} 个字，请写短些", n=LONGEST_QUESTION)})
        key = same_question(question.text)
        if key in seen:
            raise InvalidInput({"text": tr("“{text}”已经有了，两题不能一样", text=question.text)})
        seen.add(key)
        if question.kind is QuestionKind.CHOICE:
            _check_choices(question)
        elif question.choices:
            raise InvalidInput({"choices": tr("只有单选题有选项")})


def _check_choices(question: Question) -> None:
    choices = question.choices
    if len(choices) < 2:
        raise InvalidInput({"choices": tr("单选题至少要两个选项，用空格隔开")})
    if len(choices) > MOST_CHOICES:
        raise InvalidInput({"choices": tr("选项最多 {n} 个", n=MOST_CHOICES)})
    if len(set(choices)) < len(choices):
        raise InvalidInput({"choices": tr("选项不能一样")})
    if any(len(choice) > LONGEST_CHOICE for choice in choices):
        raise InvalidInput({"choices": tr("一个选项最多 {n} 个字", n=LONGEST_CHOICE)})


TEMPLATE_TITLE = "物业服务满意度问卷"
TEMPLATE_INTRO = (
    "尊敬的住户：为了把服务做得更好，请您按最近半年的感受，每题圈一个数字。"
    "问卷只用于改进服务，填好后请交到前台，或投进大堂的意见箱。谢谢您的支持。"
)
TEMPLATE: tuple[Question, ...] = (
    Question("前台和客服人员的服务态度", section="客户服务"),
    Question("报修、投诉的受理和回复", section="客户服务"),
    Question("通知公告及时、清楚", section="客户服务"),
    Question("楼道、电梯、大堂的清洁", section="环境保洁"),
    Question("园区道路和公共场地的清洁", section="环境保洁"),
    Question("垃圾清运及时", section="环境保洁"),
    Question("园区绿化的养护", section="园林绿化"),
    Question("门岗和保安人员的服务态度", section="公共秩序"),
    Question("小区的安全和巡逻", section="公共秩序"),
    Question("车辆停放和出入管理", section="公共秩序"),
    Question("上门维修及时", section="工程维修"),
    Question("维修的质量", section="工程维修"),
    Question("电梯、供水、照明等公共设施的运行", section="工程维修"),
    Question("收费项目和标准的公开", section="收费"),
    Question("对物业服务的总体评价", section="总体"),
    Question("您希望怎样收到通知", QuestionKind.CHOICE, "总体", ("微信", "电话", "公告栏", "上门")),
    Question("您最希望我们先改进的一件事", QuestionKind.TEXT, "总体"),
)
"""What an office begins with: the trade's usual fifteen, one choice, one in free words."""
