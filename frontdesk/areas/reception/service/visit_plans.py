"""Planned visits (D2.7): a plan over the units it takes in, each visit written down, a need made a ticket, the end."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.reception.model.visit_plans import (
    VisitMade,
    VisitMadeVoid,
    VisitPlan,
    VisitPlanEnd,
    VisitTarget,
    VisitTicket,
)
from frontdesk.areas.reception.queries.lived_units import (
    LivedUnit,
    Place,
    complained,
    lived_units,
    noted,
    scope_words,
    who_lives,
)
from frontdesk.areas.reception.rules.sampling import draw_some
from frontdesk.areas.reception.rules.visit_plans import (
    COMPLAINT_DAYS,
    LONGEST_NAME,
    LONGEST_NEEDS,
    LONGEST_WORDS,
    MOST_DAYS,
    MOST_UNITS,
    REACHED,
    USUAL_NOTES,
    Outcome,
    PlanEnd,
    Whom,
    plan_number,
)
from frontdesk.areas.reception.rules.words import Channel, TicketKind
from frontdesk.areas.reception.service.desk_common import by_another, day_of, may_write, tidy
from frontdesk.areas.reception.service.receiving import Receive, receive
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "visit_plans"
TICKET_KINDS = (TicketKind.REPAIR, TicketKind.COMPLAINT, TicketKind.HELP, TicketKind.SUGGESTION)
"""What a need may become."""
_SCOPE_MOST = 300


@dataclass(frozen=True, slots=True)
class MakePlan:
    """A plan from `starts_on` to `last_on`, both days included, over units of the `places` (none: the whole estate).

    `sample`: how many a sample draws. `note_words`: what the notes of those to be looked after say one of.
    `since`: from which day on complaints count (None: the last ninety days). The token is the form's (T23).
    """

    name: str
    starts_on: date
    last_on: date
    whom: Whom = Whom.ALL
    places: tuple[Place, ...] = ()
    sample: int | None = None
    note_words: tuple[str, ...] = USUAL_NOTES
    since: date | None = None
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class MadePlan:
    """A plan that was made: over how many units."""

    id: int
    number: str
    units: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class RecordVisit:
    """Somebody knocked at a unit of a plan. `ticket_kind`: what they need becomes a ticket of that kind at once."""

    target_id: int
    outcome: Outcome
    visitor: str = ""
    talked: str = ""
    words: str = ""
    satisfaction: int | None = None
    needs: str = ""
    ticket_kind: TicketKind | None = None
    on: date | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """A visit written down; `ticket` is the number of the ticket made of its need, or ""."""

    id: int
    unit: str
    outcome: Outcome
    ticket: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class VoidVisitMade:
    """A visit was written down by mistake."""

    made_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class TicketOfNeed:
    """What was needed at a visit becomes a ticket now."""

    made_id: int
    kind: TicketKind = TicketKind.REPAIR


@dataclass(frozen=True, slots=True)
class EndPlan:
    """End a plan before everybody was reached; `void`: it should never have been."""

    plan_id: int
    reason: str
    void: bool = False


def make_plan(work: Work, command: MakePlan) -> MadePlan:
    """Choose the units, store plan and units; the plan's number. Raises `InvalidInput`, `Refused` for no unit."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(VisitPlan).where(VisitPlan.token == command.token))
        if before is not None:
            return MadePlan(before.id, before.number, _units(work, before.id), again=True)
    name = tidy(command.name, missing=tr("请写计划的名称"), field="name", most=LONGEST_NAME)
    words = tidy(command.words, most=LONGEST_WORDS)
    _check_days(command)
    scope = tidy(scope_words(work.session, command.places), field="places", most=_SCOPE_MOST)
    seed = secrets.token_hex(8) if command.whom is Whom.SAMPLE else ""
    every = lived_units(work.session, command.places)
    chosen = _choose(work, command, every, seed)
    if not chosen:
        raise Refused(_nobody(command.whom), field="whom")
    if len(chosen) > MOST_UNITS:
        raise Refused(tr("一个计划最多 {n} 户，请按楼栋分开", n=MOST_UNITS), field="places")
    year = work.today().year
    plan = VisitPlan(
        number=plan_number(year, next_number(work.session, f"visit-plan-{year}")),
        name=name,
        whom=command.whom,
        scope=scope,
        words=words,
        seed=seed,
        population=len(every),
        starts_on=command.starts_on,
        ends_on=command.last_on + timedelta(days=1),
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        token=command.token,
    )
    work.session.add(plan)
    work.session.flush()
    work.session.add_all(
        VisitTarget(plan_id=plan.id, no=no, unit_id=unit.id, why=why)
        for no, (unit, why) in enumerate(chosen, 1)
    )
    work.session.flush()
    work.touch(TOPIC)
    return MadePlan(plan.id, plan.number, len(chosen))


def _check_days(command: MakePlan) -> None:
    errors: dict[str, str] = {}
    if command.last_on < command.starts_on:
        errors["last_on"] = tr("结束日期不能早于开始日期")
    elif (command.last_on - command.starts_on).days >= MOST_DAYS:
        errors["last_on"] = tr("一个计划最长两年，请核对日期")
    if command.whom is Whom.SAMPLE and not (command.sample or 0) > 0:
        errors["sample"] = tr("请写抽多少户")
    if errors:
        raise InvalidInput(errors)


def _choose(
    work: Work, command: MakePlan, every: tuple[LivedUnit, ...], seed: str
) -> list[tuple[LivedUnit, str]]:
    """The units with what each was chosen for, in the order one walks."""
    ids = [unit.id for unit in every]
    if command.whom is Whom.SAMPLE:
        drawn = set(draw_some([unit.code for unit in every], seed, command.sample or 0))
        return [(unit, "") for unit in every if unit.code in drawn]
    if command.whom is Whom.ALL:
        return [(unit, "") for unit in every]
    if command.whom is Whom.NOTED:
        told = noted(work.session, ids, tuple(word for word in command.note_words if word))
    else:
        since = command.since or work.today() - timedelta(days=COMPLAINT_DAYS)
        told = complained(work.session, ids, since)
    return [(unit, told[unit.id][:LONGEST_WORDS]) for unit in every if unit.id in told]


def _nobody(whom: Whom) -> str:
    if whom is Whom.NOTED:
        return tr("这些楼栋里没有备注了这些词的住户，请换词或先在档案里写备注")
    if whom is Whom.COMPLAINED:
        return tr("这些楼栋里这段时间没有人投诉过，不用走访")
    return tr("这些楼栋里没有住人的房屋，请换楼栋")


def record_visit(work: Work, command: RecordVisit) -> Recorded:
    """Write it down, and make the ticket where one is wanted. Raises in words for a plan that has ended."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(VisitMade).where(VisitMade.token == command.token))
        if before is not None:
            unit = work.session.get_one(Unit, work.session.get_one(VisitTarget, before.target_id).unit_id)
            return Recorded(before.id, unit.code, before.outcome, again=True)
    target = work.session.get(VisitTarget, command.target_id)
    if target is None:
        raise Refused(tr("计划里没有这一户，请重新选择"))
    plan = open_plan(work, target.plan_id)
    reached = command.outcome in REACHED
    needs = tidy(command.needs, field="needs", most=LONGEST_NEEDS)
    errors: dict[str, str] = {}
    if command.satisfaction is not None and not 1 <= command.satisfaction <= 5:
        errors["satisfaction"] = tr("满意度是 1 到 5 分")
    if not reached and command.satisfaction is not None:
        errors["satisfaction"] = tr("没有见到住户，不打满意度")
    if command.ticket_kind is not None and not needs:
        errors["needs"] = tr("转报事请写住户需要什么")
    on = day_of(work, command.on)
    if on < plan.starts_on:
        errors["on"] = tr("计划 {day} 才开始", day=plan.starts_on)
    if errors:
        raise InvalidInput(errors)
    made = VisitMade(
        target_id=target.id,
        made_on=on,
        visitor=tidy(command.visitor, field="visitor", most=LONGEST_NAME) or work.actor.name,
        outcome=command.outcome,
        talked=tidy(command.talked, field="talked", most=LONGEST_NAME),
        words=tidy(command.words, most=LONGEST_WORDS),
        satisfaction=command.satisfaction,
        needs=needs,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        token=command.token,
    )
    work.session.add(made)
    work.session.flush()
    ticket = _make_ticket(work, plan, target, made, command.ticket_kind) if command.ticket_kind else ""
    work.touch(TOPIC)
    return Recorded(made.id, work.session.get_one(Unit, target.unit_id).code, made.outcome, ticket)


def void_visit_made(work: Work, command: VoidVisitMade) -> str:
    """It never was; gives the unit's code. Somebody else's, or another day's, takes a supervisor's leave."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明作废的原因"), field="reason")
    made = _made(work, command.made_id)
    target = work.session.get_one(VisitTarget, made.target_id)
    open_plan(work, target.plan_id)
    told = tr("{by} 登记的走访，作废要主管准许", by=made.by)
    by_another(work, made.by_id, local_time(made.at).date(), told)
    work.session.add(
        VisitMadeVoid(made_id=made.id, reason=reason, at=work.now(), by_id=work.actor.id, by=work.actor.name)
    )
    work.session.flush()
    work.touch(TOPIC)
    return work.session.get_one(Unit, target.unit_id).code


def ticket_of_need(work: Work, command: TicketOfNeed) -> str:
    """The number of the ticket made of it. Raises `Refused` for a visit without a need, and for the second one."""
    may_write(work)
    made = _made(work, command.made_id)
    if not made.needs:
        raise Refused(tr("这次走访没有写住户需要什么，请先补登一次"))
    if work.session.scalar(select(VisitTicket.id).where(VisitTicket.made_id == made.id)) is not None:
        raise Refused(tr("这次走访的需求已经转了报事"))
    target = work.session.get_one(VisitTarget, made.target_id)
    plan = work.session.get_one(VisitPlan, target.plan_id)
    number = _make_ticket(work, plan, target, made, command.kind)
    work.touch(TOPIC)
    return number


def end_plan(work: Work, command: EndPlan) -> str:
    """End it, or void it; gives its number. Takes the lead."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明原因"), field="reason")
    plan = open_plan(work, command.plan_id)
    work.require(Right.RECEPTION_LEAD, tr("结束或作废走访计划 {number} 要主管准许", number=plan.number))
    work.session.add(
        VisitPlanEnd(
            plan_id=plan.id, outcome=PlanEnd.VOIDED if command.void else PlanEnd.CLOSED, reason=reason,
            at=work.now(), by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
    return plan.number


def open_plan(work: Work, plan_id: int) -> VisitPlan:
    """The plan, locked until the transaction ends. Raises `Refused` for one that was ended."""
    plan = work.session.scalar(select(VisitPlan).where(VisitPlan.id == plan_id).with_for_update())
    if plan is None:
        raise Refused(tr("没有这个走访计划，请重新选择"))
    ended = work.session.scalar(select(VisitPlanEnd).where(VisitPlanEnd.plan_id == plan_id))
    if ended is not None:
        raise Refused(
            tr(
                "{number} 已由 {who} {what}，没有再记",
                number=plan.number,
                who=ended.by,
                what=tr(ended.outcome.value),
            )
        )
    return plan


def _made(work: Work, made_id: int) -> VisitMade:
    made = work.session.scalar(select(VisitMade).where(VisitMade.id == made_id).with_for_update())
    if made is None:
        raise Refused(tr("没有这次走访，请重新选择"))
    if work.session.scalar(select(VisitMadeVoid.id).where(VisitMadeVoid.made_id == made_id)) is not None:
        raise Refused(tr("这次走访已作废"))
    return made


def _make_ticket(work: Work, plan: VisitPlan, target: VisitTarget, made: VisitMade, kind: TicketKind) -> str:
    """Through the desk's own receiving; who was spoken to is called back like any other."""
    told = tr("{needs}（走访 {plan}）", needs=made.needs, plan=plan.number)
    lives = who_lives(work.session, (target.unit_id,), made.made_on).get(target.unit_id, ("", ""))
    caller = made.talked or lives[0]
    found = receive(work, Receive(kind, Channel.HANDED, told, unit_id=target.unit_id, caller=caller))
    work.session.add(VisitTicket(made_id=made.id, ticket_id=found.ticket_id))
    work.session.flush()
    return found.number


def _units(work: Work, plan_id: int) -> int:
    query = select(func.count()).select_from(VisitTarget).where(VisitTarget.plan_id == plan_id)
    return int(work.session.scalar(query) or 0)
