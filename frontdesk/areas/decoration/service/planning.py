"""Visits planned, moved, dropped (D4.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from frontdesk.areas.decoration.model.inspections import DecorationPlan, DecorationPlanEnd
from frontdesk.areas.decoration.queries.rows import FileFacts, PlanRow
from frontdesk.areas.decoration.rules.course import OVER
from frontdesk.areas.decoration.rules.kinds import PlanEnd, VisitKind
from frontdesk.areas.decoration.service.common import LONGEST_REASON, TOPIC, open_file, tidy
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class PlanVisit:
    """A visit to come: the day, the hour where one is agreed, what to look at."""

    file_id: int
    kind: VisitKind
    on: date
    at: time | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class MovePlan:
    """A planned visit on another day, or (None) not at all."""

    file_id: int
    plan_id: int
    on: date | None
    at: time | None = None
    reason: str = ""


def plan_visit(work: Work, command: PlanVisit) -> int:
    """Plan it; its id. Raises `Refused` for a day gone by or a file that is over."""
    work.require(Right.DECORATION_INSPECT)
    facts = open_file(work, command.file_id)
    if facts.state in OVER:
        raise Refused(tr("{number} {state}，不用再去", number=facts.number, state=tr(facts.state.value)))
    made = store_plan(work, facts.id, command.kind, command.on, command.at, command.words)
    work.touch(TOPIC)
    return made


def move_plan(work: Work, command: MovePlan) -> int | None:
    """Move or drop it; the id of the plan that takes its place."""
    work.require(Right.DECORATION_INSPECT)
    facts = open_file(work, command.file_id)
    plan = next((plan for plan in facts.plans if plan.id == command.plan_id), None)
    if plan is None:
        raise Refused(tr("这次安排已经去过或改过了，请看过再改"))
    how = PlanEnd.DROPPED if command.on is None else PlanEnd.MOVED
    end_plan(work, plan, how, command.reason)
    made = None
    if command.on is not None:
        made = store_plan(work, facts.id, plan.kind, command.on, command.at, plan.words)
    work.touch(TOPIC)
    return made


def store_plan(
    work: Work, file_id: int, kind: VisitKind, on: date, at: time | None = None, words: str = ""
) -> int:
    """The same inside a command that has asked for its own right."""
    if on < work.today():
        raise Refused(tr("这一天已经过了，请另选一天"), field="next_on")
    made = DecorationPlan(
        file_id=file_id,
        kind=kind,
        planned_on=on,
        planned_at=at,
        words=tidy(words, longest=LONGEST_REASON),
        at=work.now(),
        by=work.actor.name,
    )
    work.session.add(made)
    work.session.flush()
    return made.id


def end_plan(work: Work, plan: PlanRow, how: PlanEnd, words: str = "") -> None:
    """What became of a planned visit."""
    work.session.add(
        DecorationPlanEnd(
            plan_id=plan.id, how=how, words=tidy(words, longest=LONGEST_REASON), at=work.now(), by=work.actor.name
        )
    )  # fmt: skip
    work.session.flush()


def done_plans(work: Work, facts: FileFacts, kind: VisitKind, on: date) -> None:
    """A visit was made: those of its kind that were due are done."""
    for plan in facts.plans:
        if plan.kind is kind and plan.on <= max(on, work.today()):
            end_plan(work, plan, PlanEnd.DONE)


def drop_plans(work: Work, facts: FileFacts, *kinds: VisitKind) -> None:
    """Nobody goes there any more: for all visits, or those of *kinds*."""
    for plan in facts.plans:
        if not kinds or plan.kind in kinds:
            end_plan(work, plan, PlanEnd.DROPPED)
