"""Planned visits and surveys on the start page (D0.3): plans that are late or end, surveys to be fixed; and search."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.reception.queries.survey_checks import FoundSurvey, find_surveys, surveys_due
from frontdesk.areas.reception.queries.visit_plans import PlanRow, find_plans, plans_due
from frontdesk.areas.reception.rules.surveys import SurveyState
from frontdesk.areas.reception.rules.visit_plans import PlanState
from frontdesk.areas.today.queries.desk_hits import DeskHit
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.values.text import tr

PLANS, SURVEYS = "走访计划", "满意度调查"
PLAN_TONES = {
    PlanState.COMING: "info", PlanState.RUNNING: "info", PlanState.LATE: "bad", PlanState.COMPLETE: "ok",
    PlanState.ENDED: "neutral", PlanState.VOID: "neutral",
}  # fmt: skip
SURVEY_TONES = {
    SurveyState.COMING: "info", SurveyState.RUNNING: "info", SurveyState.DUE: "warn", SurveyState.CLOSED: "ok",
    SurveyState.VOID: "neutral",
}  # fmt: skip


def round_groups(session: Session, today: date) -> tuple[TodayGroup, ...]:
    """Plans first: people wait to be asked how they are."""
    return (_plans(session, today), _surveys(session, today))


def _plans(session: Session, today: date) -> TodayGroup:
    rows = plans_due(session, today)
    lines = tuple(
        TodayLine(
            PLAN_TONES[row.state] if row.state is PlanState.LATE else "warn",
            tr("超 {n} 天", n=row.late(today))
            if row.late(today)
            else tr("{day} 到期", day=f"{row.last_on:%m-%d}"),
            "",
            tr("{name}，还有 {n} 户没有走访", name=row.name, n=row.units - row.done),
            row.by,
            row.number,
            tr("去登记"),
            "visit_round",
            {"plan_id": row.id},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("走访计划"), "ph.person-simple-walk", len(rows), lines, tr("客服接待 · 走访计划"))


def _surveys(session: Session, today: date) -> TodayGroup:
    rows = surveys_due(session, today)
    lines = tuple(
        TodayLine(
            "warn",
            tr("{day} 截止", day=f"{row.last_on:%m-%d}"),
            "",
            tr("{title}，收回 {n}/{of} 份", title=row.title, n=row.returned, of=row.given),
            row.by,
            row.number,
            tr("该定稿了") if row.state is SurveyState.DUE else tr("快截止"),
            "survey_results" if row.state is SurveyState.DUE else "survey_entry",
            {"survey_id": row.id},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("满意度调查"), "ph.chart-bar", len(rows), lines, tr("客服接待 · 满意度调查"))


def round_hits(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    """Plans and surveys by number or name, and a sheet of a survey as scanned off it."""
    told = "".join(asked.split())
    wordy = any("\u3400" <= sign <= "\u9fff" for sign in told)
    upper = told.upper()
    if len(told) < 2 or not (wordy or upper.startswith(("ZF-", "DC-"))):
        return []
    hits = [_plan_hit(row, upper) for row in find_plans(session, told, today, most)]
    return [*hits, *(_survey_hit(found, upper) for found in find_surveys(session, told, today, most))]


def _plan_hit(row: PlanRow, asked: str) -> DeskHit:
    told = tr("{name}，{done}/{n} 户", name=row.name, done=row.done, n=row.units)
    named = row.number == asked
    return DeskHit(
        "visit_plan", row.id, row.number, told, None, PLANS, status=tr(row.state.value), tone=PLAN_TONES[row.state],
        matched=((0, len(row.number)),) if named else (), named=named, text=row.number,
    )  # fmt: skip


def _survey_hit(found: FoundSurvey, asked: str) -> DeskHit:
    row = found.row
    label = found.sheet or row.number
    told = tr("{title}，收回 {n}/{of} 份", title=row.title, n=row.returned, of=row.given)
    named = label == asked
    return DeskHit(
        "survey_sheet" if found.sheet else "survey", found.sheet_id or row.id, label, told, found.unit_id, SURVEYS,
        status=tr(row.state.value), tone=SURVEY_TONES[row.state], matched=((0, len(label)),) if named else (),
        named=named, text=str(row.id),
    )  # fmt: skip
