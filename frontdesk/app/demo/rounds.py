"""The demo estate's rounds: a survey fixed last year, one that runs, visits to those to be looked after (D2.7)."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from frontdesk.app.demo.money import Year
from frontdesk.areas.reception.queries.survey_sheets import SheetFilter, SheetShow, sheet_rows
from frontdesk.areas.reception.queries.surveys import QuestionRow, questions_of, survey_row
from frontdesk.areas.reception.queries.ticket_filters import TicketFilter
from frontdesk.areas.reception.queries.ticket_rows import ticket_rows
from frontdesk.areas.reception.queries.visit_targets import TargetFilter, TargetShow, target_rows
from frontdesk.areas.reception.rules.surveys import QuestionKind
from frontdesk.areas.reception.rules.visit_plans import Outcome, Whom
from frontdesk.areas.reception.rules.words import TicketKind
from frontdesk.areas.reception.service.dispatching import Dispatch, dispatch
from frontdesk.areas.reception.service.questionnaires import SeedQuestionnaire, seed_questionnaire
from frontdesk.areas.reception.service.survey_ending import CloseSurvey, close_survey
from frontdesk.areas.reception.service.survey_entry import Answer, EnterSheet, enter_sheet
from frontdesk.areas.reception.service.surveys import HandOut, hand_out
from frontdesk.areas.reception.service.visit_plans import MakePlan, RecordVisit, make_plan, record_visit
from frontdesk.areas.reception.service.working import Arrive, arrive
from frontdesk.base.store.work import Actor

_SAMPLE = 24
_MOST = 18
_SAID = (
    "电梯偶尔异响，希望检修一次", "保洁阿姨很认真，谢谢", "晚上九点以后还有装修声", "地下车库灯太暗",
    "快递柜总是满的", "门岗师傅认得人，放心",
)  # fmt: skip
_SUMMARY = "维修及时和停车是短板：十二月起夜间增加一名维修工，地库重划车位线；客服、保洁继续保持。"


def ask_last_year(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """Eleven months ago the usual questions went to a sample; three weeks later the survey was fixed."""
    year.at(year.today - timedelta(days=335), 9, 5)
    form = _run(year, seed_questionnaire, SeedQuestionnaire(), clerk).id
    first = year.clock.today()
    title = f"{first.year} 年下半年满意度调查"
    made = _run(
        year, hand_out, HandOut(form, title, first, first + timedelta(days=14), sample=_SAMPLE), clerk
    )
    _enter(year, clerk, made.id, share=0.75, kindness=0.0)
    year.at(first + timedelta(days=20), 16, 10)
    _run(year, close_survey, CloseSurvey(made.id, _SUMMARY), supervisor)


def go_round(year: Year, clerk: Actor, supervisor: Actor) -> None:
    """A survey that runs, half of it back; a plan under way, one that is late."""
    today = year.today
    year.at(today - timedelta(days=9), 9, 20)
    form = _run(year, seed_questionnaire, SeedQuestionnaire(), clerk).id
    title = f"{today.year} 年下半年满意度调查"
    command = HandOut(form, title, today - timedelta(days=9), today + timedelta(days=5), sample=_SAMPLE)
    made = _run(year, hand_out, command, clerk)
    year.at(today - timedelta(days=1), 16, 5)
    _enter(year, clerk, made.id, share=0.5, kindness=0.35)
    _visits(year, clerk, supervisor, today)


def _enter(year: Year, clerk: Actor, survey_id: int, *, share: float, kindness: float) -> None:
    """So much of it comes back, answered as people do: most are content, a few things are always worse."""
    chance = random.Random(survey_id)
    row = year.runner.read(survey_row, survey_id, year.clock.today())
    assert row is not None
    asked = year.runner.read(questions_of, row.questionnaire_id)
    sheets = year.runner.read(sheet_rows, SheetFilter(survey_id, show=SheetShow.ALL), 0, None)
    back = [sheet for sheet in sheets if chance.random() < share][:_MOST] or [sheets[0]]
    for at, sheet in enumerate(back):
        year.clock.forward(minutes=2)
        words = _SAID[at % len(_SAID)] if at % 3 == 0 else ""
        kind = TicketKind.COMPLAINT if at == 6 and kindness else None
        command = EnterSheet(sheet.id, _answers(asked, chance, kindness), words, kind)
        _take_on(year, clerk, _run(year, enter_sheet, command, clerk).ticket)


def _answers(asked: tuple[QuestionRow, ...], chance: random.Random, kindness: float) -> dict[int, Answer]:
    mood = chance.gauss(4.1 + kindness, 0.6)
    found: dict[int, Answer] = {}
    for question in asked:
        if question.kind is QuestionKind.SCALE:
            worse = 0.7 if any(word in question.text for word in ("停放", "维修", "公开")) else 0.0
            if chance.random() < 0.95:
                found[question.id] = max(1, min(5, round(chance.gauss(mood - worse, 0.6))))
        elif question.kind is QuestionKind.CHOICE:
            found[question.id] = chance.choices(question.choices, (6, 2, 1, 1)[: len(question.choices)])[0]
    return found


def _visits(year: Year, clerk: Actor, supervisor: Actor, today: date) -> None:
    year.at(today - timedelta(days=6), 10, 0)
    begun = year.clock.today()
    plan = _run(
        year,
        make_plan,
        MakePlan(
            "四季度入户走访", begun, today + timedelta(days=8), Whom.SAMPLE, sample=12,
            words="问取暖、用电有没有困难，顺便核对电话",
        ),
        clerk,
    )  # fmt: skip
    late = MakePlan(
        "投诉住户回访", begun - timedelta(days=8), today - timedelta(days=2), Whom.SAMPLE, sample=4,
        words="上月投诉电梯、噪声的，问改了没有",
    )  # fmt: skip
    _run(year, make_plan, late, supervisor)
    rows = year.runner.read(target_rows, TargetFilter(plan.id, begun, show=TargetShow.ALL), 0, None)
    steps: tuple[Callable[[int], RecordVisit], ...] = (
        lambda t: RecordVisit(t, Outcome.MET, words="对服务满意", satisfaction=5),
        lambda t: RecordVisit(t, Outcome.ABSENT),
        lambda t: RecordVisit(t, Outcome.PHONE, words="在外地，年前回来", satisfaction=4),
        lambda t: RecordVisit(t, Outcome.MET, satisfaction=3, needs="想在楼下多放一个电动车充电位"),
        lambda t: RecordVisit(
            t, Outcome.MET, words="老人独自在家", satisfaction=4, needs="卫生间水龙头漏水",
            ticket_kind=TicketKind.REPAIR,
        ),
    )  # fmt: skip
    for at, (row, step) in enumerate(zip(rows, steps, strict=False)):
        # The ticket is yesterday's, and somebody is at it: it is not over its limit.
        year.at(today - timedelta(days=5 - at), 16, 40)
        _take_on(year, clerk, _run(year, record_visit, step(row.id), clerk).ticket)


def _take_on(year: Year, clerk: Actor, number: str) -> None:
    """Somebody goes there at once."""
    if not number:
        return
    row = year.runner.read(ticket_rows, TicketFilter(text=number), year.clock.now(), year.clock.today())[0]
    year.clock.forward(minutes=1)
    _run(year, dispatch, Dispatch(row.id, department="工程部", worker="吴涛"), clerk)
    year.clock.forward(minutes=9)
    _run(year, arrive, Arrive(row.id), clerk)


def _run(year: Year, service: Any, command: Any, actor: Actor) -> Any:
    return year.runner.run(service, command, actor=actor).value
