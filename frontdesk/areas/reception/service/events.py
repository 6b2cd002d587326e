"""Community events: planned with a budget, approved, put off, called off, closed with an evaluation (D2.7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.reception.model.events import CommunityEvent, EventBudget, EventPlan, EventStepRow
from frontdesk.areas.reception.rules.events import (
    COURSE,
    LONGEST_TITLE,
    MOST_LINES,
    PREFIX,
    SCORES,
    SPENDING,
    STEP_WORDS,
    EventBase,
    EventStep,
    state,
)
from frontdesk.areas.reception.service.desk_common import by_another, may_write, tidy
from frontdesk.areas.reception.service.viewings import tidy_time
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "events"


@dataclass(frozen=True, slots=True)
class BudgetLine:
    """What money is asked for. `no` is the line's number in the plan before; None: a new line."""

    what: str
    amount: Money
    no: int | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned; `begins` and `ends` are `14:30`, `ends` may be ""."""

    title: str
    place: str
    held_on: date
    begins: str
    responsible: str
    ends: str = ""
    words: str = ""
    budget: tuple[BudgetLine, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanEvent:
    """A new event, handed in for approval. `token` is made when the form opens (T23)."""

    plan: Plan
    token: str | None = None


@dataclass(frozen=True, slots=True)
class EventPlanned:
    """Its id and number."""

    id: int
    number: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class ChangePlan:
    """Another plan in place of the last; it is approved anew."""

    event_id: int
    plan: Plan
    words: str = ""


@dataclass(frozen=True, slots=True)
class ApproveEvent:
    """The plan stands. `plan_no` is the one that was seen: another one since is looked at again."""

    event_id: int
    plan_no: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class SendBack:
    """The plan is to be changed, and what."""

    event_id: int
    plan_no: int
    words: str


@dataclass(frozen=True, slots=True)
class PostponeEvent:
    """Another day and hour, and why; the budget stays as approved."""

    event_id: int
    held_on: date
    begins: str
    words: str
    ends: str = ""


@dataclass(frozen=True, slots=True)
class CancelEvent:
    """It does not take place, and why; or, with `void`, the row was a mistake."""

    event_id: int
    words: str
    void: bool = False


@dataclass(frozen=True, slots=True)
class CloseEvent:
    """How it went: words, and a score of 1–5."""

    event_id: int
    words: str
    score: int


@dataclass(frozen=True, slots=True)
class ReopenEvent:
    """The summary is to be written again, and why."""

    event_id: int
    reason: str


def plan_event(work: Work, command: PlanEvent) -> EventPlanned:
    """Hand in a plan under a number of its year. Raises `InvalidInput`, a budget's line as `budget.<n>.<name>`."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(CommunityEvent).where(CommunityEvent.token == command.token))
        if before is not None:
            return EventPlanned(before.id, before.number, again=True)
    plan = _checked(work, command.plan)
    today = work.today()
    series = f"{PREFIX}-{today:%Y}"
    event = CommunityEvent(
        number=f"{series}-{next_number(work.session, series):03d}", title=plan.title, held_on=plan.held_on,
        base=EventBase.WAITING, plan_no=0, made_on=today, made_at=work.now(), by_id=work.actor.id,
        by=work.actor.name, token=command.token,
    )  # fmt: skip
    work.session.add(event)
    work.session.flush()
    _add_plan(work, event, plan)
    _add(work, event, EventStep.PLANNED)
    return EventPlanned(event.id, event.number)


def change_plan(work: Work, command: ChangePlan) -> str:
    """A further plan, to be approved anew; gives the number."""
    may_write(work)
    event = locked(work, command.event_id)
    after = _leads(event, EventStep.CHANGED)
    plan = _checked(work, command.plan)
    _add_plan(work, event, plan)
    _add(work, event, EventStep.CHANGED, words=tidy(command.words), base=after)
    return event.number


def approve_event(work: Work, command: ApproveEvent) -> str:
    """The plan stands; gives the number. Takes a supervisor's right, or leave."""
    may_write(work)
    event = locked(work, command.event_id)
    after = _leads(event, EventStep.APPROVED)
    _seen(event, command.plan_no)
    leave = work.require(
        Right.RECEPTION_LEAD, tr("批准 {number} {title}", number=event.number, title=event.title)
    )
    approver = work.approved.approver_name if leave is not None and work.approved is not None else ""
    _add(work, event, EventStep.APPROVED, words=tidy(command.words), base=after, approver=approver)
    return event.number


def send_back(work: Work, command: SendBack) -> str:
    """The plan is to be changed; gives the number."""
    may_write(work)
    words = tidy(command.words, missing=tr("请写要改什么"))
    event = locked(work, command.event_id)
    after = _leads(event, EventStep.SENT_BACK)
    _seen(event, command.plan_no)
    work.require(Right.RECEPTION_LEAD, tr("退回 {number} {title}", number=event.number, title=event.title))
    _add(work, event, EventStep.SENT_BACK, words=words, base=after)
    return event.number


def postpone_event(work: Work, command: PostponeEvent) -> str:
    """Another day; gives the number."""
    may_write(work)
    words = tidy(command.words, missing=tr("请写为什么改期，要告诉报了名的人"))
    event = locked(work, command.event_id)
    after = _leads(event, EventStep.POSTPONED)
    stood, budget = plan_of(work, event)
    plan = _checked(
        work,
        Plan(
            stood.title, stood.place, command.held_on, command.begins, stood.responsible, command.ends, stood.words,
            budget,
        ),
    )  # fmt: skip
    if (plan.held_on, plan.begins, plan.ends) == (stood.held_on, stood.begins, stood.ends):
        raise Refused(tr("和原来是同一天同一时间，没有改"), field="held_on")
    told = tr("{old} 改到 {new}：{words}", old=f"{stood.held_on} {stood.begins}", new=f"{plan.held_on} {plan.begins}",
              words=words)  # fmt: skip
    _add_plan(work, event, plan)
    _add(work, event, EventStep.POSTPONED, words=told, base=after)
    return event.number


def cancel_event(work: Work, command: CancelEvent) -> str:
    """Call it off, or mark it void; gives the number."""
    may_write(work)
    missing = tr("请写明作废的原因") if command.void else tr("请写为什么取消，要告诉报了名的人")
    words = tidy(command.words, missing=missing)
    event = locked(work, command.event_id)
    step = EventStep.VOIDED if command.void else EventStep.CANCELLED
    after = _leads(event, step)
    if command.void:
        told = tr("{number} 是 {by} {day} 登记的，作废要主管准许",
                  number=event.number, by=event.by, day=event.made_on)  # fmt: skip
        by_another(work, event.by_id, event.made_on, told)
    elif event.base is EventBase.APPROVED:
        told = tr("{number} 已经批准，取消要主管准许", number=event.number)
        work.require(Right.RECEPTION_LEAD, told)
    _add(work, event, step, words=words, base=after)
    return event.number


def close_event(work: Work, command: CloseEvent) -> str:
    """Close it with its evaluation; gives the number. Not before its day."""
    may_write(work)
    errors: dict[str, str] = {}
    words = command.words.strip()
    if not words:
        errors["words"] = tr("请写活动办得怎么样，下次要改什么")
    elif len(words) > 1000:
        errors["words"] = tr("超过 {n} 个字，请写短些", n=1000)
    if command.score not in SCORES:
        errors["score"] = tr("请打 1–5 分")
    if errors:
        raise InvalidInput(errors)
    event = locked(work, command.event_id)
    after = _leads(event, EventStep.CLOSED)
    if event.held_on > work.today():
        raise Refused(
            tr("{number} 要到 {day} 才举办，办过以后再总结", number=event.number, day=event.held_on)
        )
    _add(work, event, EventStep.CLOSED, words=words, score=command.score, base=after)
    return event.number


def reopen_event(work: Work, command: ReopenEvent) -> str:
    """Take the closing back, so that what is missing is entered; gives the number."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写为什么重开"), field="reason")
    event = locked(work, command.event_id)
    after = _leads(event, EventStep.REOPENED)
    work.require(Right.RECEPTION_LEAD, tr("{number} 已经总结，重开要主管准许", number=event.number))
    _add(work, event, EventStep.REOPENED, words=reason, base=after)
    return event.number


# -- what the others use --


def locked(work: Work, event_id: int) -> CommunityEvent:
    """The row, locked."""
    query = select(CommunityEvent).where(CommunityEvent.id == event_id).with_for_update()
    event = work.session.scalar(query)
    if event is None:
        raise Refused(tr("没有这个活动，请重新选择"))
    return event


def require_open(work: Work, event_id: int, *, spending: bool = False) -> CommunityEvent:
    """The event while it is approved and not over; *spending*: also one that was called off."""
    event = locked(work, event_id)
    allowed = SPENDING if spending else (EventBase.APPROVED,)
    if event.base not in allowed:
        word = tr(state(event.base, event.held_on, work.today()).value)
        raise Refused(tr("{number} {state}，没有再记", number=event.number, state=word))
    return event


def plan_of(work: Work, event: CommunityEvent) -> tuple[EventPlan, tuple[BudgetLine, ...]]:
    """The plan that holds, with its budget."""
    query = select(EventPlan).where(EventPlan.event_id == event.id, EventPlan.no == event.plan_no)
    plan = work.session.scalars(query).one()
    lines = work.session.scalars(
        select(EventBudget).where(EventBudget.plan_id == plan.id).order_by(EventBudget.no)
    )
    return plan, tuple(BudgetLine(line.what, line.amount, line.no) for line in lines)


def _leads(event: CommunityEvent, step: EventStep) -> EventBase:
    """The state after *step*. Raises `Refused` where its course does not lead there."""
    after = COURSE[event.base].get(step)
    if after is None:
        raise Refused(
            tr("{number} 现在不能{step}，请刷新后看它的状态", number=event.number, step=tr(STEP_WORDS[step]))
        )
    return after


def _seen(event: CommunityEvent, plan_no: int) -> None:
    if event.plan_no != plan_no:
        raise Refused(tr("{number} 的计划刚才改过了，请看过新的再批", number=event.number))


def _checked(work: Work, plan: Plan) -> Plan:
    """The same, tidied. Raises `InvalidInput`."""
    errors: dict[str, str] = {}
    told: dict[str, str] = {}
    for name, most, missing in (
        ("title", LONGEST_TITLE, tr("请写活动的名称")), ("place", 80, tr("请写在哪里办")),
        ("responsible", 60, tr("请写谁负责")), ("words", 500, ""),
    ):  # fmt: skip
        try:
            told[name] = tidy(getattr(plan, name), missing=missing, field=name, most=most)
        except Refused as refused:
            errors[name] = refused.text
    for name in ("begins", "ends"):
        try:
            told[name] = tidy_time(getattr(plan, name), name)
        except Refused as refused:
            errors[name] = refused.text
    if not told.get("begins") and "begins" not in errors:
        errors["begins"] = tr("请写几点开始，如 14:30")
    if told.get("begins") and told.get("ends") and told["ends"] <= told["begins"]:
        errors["ends"] = tr("早于开始的时间，请核对")
    if plan.held_on < work.today():
        errors["held_on"] = tr("已经过去了，请填今天以后的日期")
    if len(plan.budget) > MOST_LINES:
        errors["budget"] = tr("预算最多 {n} 行", n=MOST_LINES)
    lines = []
    for at, line in enumerate(plan.budget):
        what = line.what.strip()
        if not what:
            errors[f"budget.{at}.what"] = tr("请写用在什么地方")
        elif len(what) > 60:
            errors[f"budget.{at}.what"] = tr("超过 {n} 个字，请写短些", n=60)
        if line.amount <= ZERO:
            errors[f"budget.{at}.amount"] = tr("金额要大于零")
        lines.append(BudgetLine(what, line.amount, line.no))
    if errors:
        raise InvalidInput(errors)
    return Plan(
        told["title"], told["place"], plan.held_on, told["begins"], told["responsible"], told["ends"], told["words"],
        tuple(lines),
    )  # fmt: skip


def _add_plan(work: Work, event: CommunityEvent, plan: Plan) -> None:
    """A further plan; its lines keep their numbers, new ones take the next that was never used."""
    known = select(EventBudget.no).join(EventPlan, EventPlan.id == EventBudget.plan_id)
    used = set(work.session.scalars(known.where(EventPlan.event_id == event.id)))
    row = EventPlan(
        event_id=event.id, no=event.plan_no + 1, title=plan.title, place=plan.place, held_on=plan.held_on,
        begins=plan.begins, ends=plan.ends, responsible=plan.responsible, words=plan.words, at=work.now(),
        by_id=work.actor.id, by=work.actor.name,
    )  # fmt: skip
    work.session.add(row)
    work.session.flush()
    following, taken = max(used, default=0) + 1, set()
    for line in plan.budget:
        no = line.no if line.no in used and line.no not in taken else following
        following += no == following
        taken.add(no)
        work.session.add(EventBudget(plan_id=row.id, no=no, what=line.what, amount=line.amount))
    event.plan_no, event.title, event.held_on = row.no, plan.title, plan.held_on
    work.session.flush()


def _add(
    work: Work, event: CommunityEvent, step: EventStep, *, words: str = "", score: int | None = None,
    base: EventBase = EventBase.WAITING, approver: str = "",
) -> None:  # fmt: skip
    work.session.add(
        EventStepRow(
            event_id=event.id, step=step, plan_no=event.plan_no, words=words, score=score, happened_on=work.today(),
            at=work.now(), by_id=work.actor.id, by=work.actor.name, approver=approver,
        )
    )  # fmt: skip
    event.base = base
    work.session.flush()
    work.touch(TOPIC)
