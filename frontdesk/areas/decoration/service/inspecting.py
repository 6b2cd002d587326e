"""Visits made (D4.4): what was seen item by item, photographs, the next one; the two look-overs (初验, 复验)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from frontdesk.areas.decoration.model.files import DecorationStep
from frontdesk.areas.decoration.model.inspections import (
    DecorationFinding,
    DecorationInspection,
    DecorationWater,
)
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.course import AT_WORK, State, Step
from frontdesk.areas.decoration.rules.kinds import Result, VisitKind
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.service.attaching import PaperInput, attach
from frontdesk.areas.decoration.service.breaching import BreachInput, store_breach
from frontdesk.areas.decoration.service.common import (
    LONGEST_NAME,
    LONGEST_REASON,
    LONGEST_WORDS,
    TOPIC,
    StepInput,
    Taken,
    lock_again,
    must,
    open_file,
    record,
    require_step,
    taken,
    terms,
    tidy,
)
from frontdesk.areas.decoration.service.passes import end_passes
from frontdesk.areas.decoration.service.planning import done_plans, drop_plans, store_plan
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class FindingInput:
    """What was found of an item of the scope; `scope_id` None: of something that was not approved."""

    scope_id: int | None
    result: Result = Result.GOOD
    words: str = ""


@dataclass(frozen=True, slots=True)
class Visited(StepInput):
    """What every visit says. `seen` is the sentence of the list; `inspector` empty: who enters it.

    `breaches` are recorded with their notices. `next_on` plans the next visit (None: as the terms say).
    """

    seen: str = ""
    findings: tuple[FindingInput, ...] = ()
    photos: tuple[PaperInput, ...] = ()
    breaches: tuple[BreachInput, ...] = ()
    inspector: str = ""
    next_on: date | None = None
    next_at: time | None = None
    next_words: str = ""


@dataclass(frozen=True, slots=True)
class Inspect(Visited):
    """A patrol (巡查)."""

    result: Result = Result.GOOD


@dataclass(frozen=True, slots=True)
class LookOver(Visited):
    """初验 where the file waits for it, 复验 where it waits for that."""

    passed: bool = True


@dataclass(frozen=True, slots=True)
class Inspected:
    """A visit that stands: its step, its id, the n-th of its kind, and the notices recorded with it."""

    step: Taken
    inspection_id: int
    no: int
    notices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RecordWater:
    """A water test (闭水试验, article 8): instants, whether it held, who saw it (owner, neighbour below, firm)."""

    file_id: int
    room: str
    started_at: datetime
    ended_at: datetime
    passed: bool
    seen_by: str
    words: str = ""


def inspect(work: Work, command: Inspect) -> Inspected:
    """Store a patrol. A breach makes its result 违规; the next patrol is planned where none is."""
    if (before := lock_again(work, command)) is not None:
        return _again(work, before)
    facts = open_file(work, command.file_id, command.version)
    result = Result.BREACH if _bad(command) else command.result
    made = _visit(work, facts, command, Step.INSPECT, VisitKind.PATROL, result)
    if facts.state in AT_WORK:
        left = [p for p in facts.plans if p.kind is VisitKind.PATROL and p.on > max(made.on, work.today())]
        if command.next_on is not None or not left:
            day = max(work.today(), made.on + timedelta(days=terms(work).inspect_days))
            store_plan(
                work, facts.id, VisitKind.PATROL, command.next_on or day, command.next_at, command.next_words
            )
    return made.done


def look_over(work: Work, command: LookOver) -> Inspected:
    """Store 初验 or 复验. Passed the first time, the second is planned; not passed the first time, it is built on."""
    if (before := lock_again(work, command)) is not None:
        return _again(work, before)
    facts = open_file(work, command.file_id, command.version)
    first = facts.state is not State.CHECKED
    kind = VisitKind.FIRST if first else VisitKind.SECOND
    if command.passed and _bad(command):
        raise Refused(tr("有违规的内容，不能验收合格；请改成不合格，或先整改"), field="findings")
    if first:
        step = Step.FIRST_PASS if command.passed else Step.FIRST_FAIL
    else:
        step = Step.SECOND_PASS if command.passed else Step.SECOND_FAIL
    result = Result.GOOD if command.passed else Result.BREACH
    made = _visit(work, facts, command, step, kind, result)
    drop_plans(work, open_file(work, facts.id), kind)
    days = facts.terms
    if step is Step.FIRST_PASS:
        end_passes(work, facts, tr("{number} 初验通过", number=facts.number))
        day = command.next_on or made.on + timedelta(days=days.recheck_days)
        store_plan(work, facts.id, VisitKind.SECOND, max(work.today(), day), command.next_at)
    elif step is Step.FIRST_FAIL:
        day = command.next_on or made.on + timedelta(days=days.inspect_days)
        store_plan(
            work, facts.id, VisitKind.PATROL, max(work.today(), day), command.next_at, command.next_words
        )
    elif step is Step.SECOND_FAIL:
        day = command.next_on or made.on + timedelta(days=days.inspect_days)
        store_plan(work, facts.id, VisitKind.SECOND, max(work.today(), day), command.next_at)
    return made.done


def record_water(work: Work, command: RecordWater) -> int:
    """Store a water test; its id. One that held must have lasted as long as the terms say."""
    work.require(Right.DECORATION_INSPECT)
    facts = open_file(work, command.file_id)
    errors: dict[str, str] = {}
    room = command.room.strip()
    rooms = dict.fromkeys(item.room for item in facts.standing if item.verdict.water_test)
    if not room:
        errors["room"] = tr("请写哪间")
    elif rooms and room not in rooms:
        errors["room"] = tr("要做闭水的是{rooms}，请从中选", rooms="、".join(rooms))
    if facts.state not in (*AT_WORK, State.FINISHED, State.CHECKED):
        raise Refused(
            tr("{number} 现在是{state}，不用做闭水", number=facts.number, state=tr(facts.state.value))
        )
    if command.ended_at <= command.started_at:
        errors["ended_at"] = tr("结束早于开始，请核对")
    elif command.ended_at > work.now():
        errors["ended_at"] = tr("还没有到结束的时间，到时再登记")
    hours = facts.terms.test_hours
    if command.passed and command.ended_at - command.started_at < timedelta(hours=hours):
        errors.setdefault("ended_at", tr("闭水不足 {n} 小时，不能算合格", n=hours))
    if not command.seen_by.strip():
        errors["seen_by"] = tr("请写谁在场看的")
    if errors:
        raise InvalidInput(errors)
    made = DecorationWater(
        file_id=facts.id,
        room=room[:24],
        started_at=command.started_at,
        ended_at=command.ended_at,
        passed=command.passed,
        seen_by=tidy(command.seen_by, longest=120, field="seen_by"),
        words=tidy(command.words, longest=LONGEST_REASON),
        at=work.now(),
        by=work.actor.name,
    )
    work.session.add(made)
    work.session.flush()
    work.touch(TOPIC)
    return made.id


@dataclass(frozen=True, slots=True)
class _Made:
    done: Inspected
    on: date


def _bad(command: Visited) -> bool:
    return bool(command.breaches) or any(f.result is Result.BREACH for f in command.findings)


def _visit(
    work: Work, facts: FileFacts, command: Visited, step: Step, kind: VisitKind, result: Result
) -> _Made:
    require_step(work, facts, step)
    seen = must(command.seen, tr("请写看到了什么"), longest=LONGEST_WORDS, field="seen")
    inspector = tidy(command.inspector, longest=LONGEST_NAME, field="inspector") or work.actor.name
    known = {item.id for item in facts.scope}
    if any(f.scope_id is not None and f.scope_id not in known for f in command.findings):
        raise Refused(tr("没有这项施工内容，请重新选择"), field="findings")
    no = 1 + sum(1 for visit in facts.visits if visit.kind is kind)
    words = command.words.strip()
    if not words and step is not Step.FIRST_FAIL and step is not Step.SECOND_FAIL:
        words = tr("第 {n} 次：{result}", n=no, result=tr(result.value)) if kind is VisitKind.PATROL else seen
    made = record(work, facts, step, command, words=words or seen)
    inspection = DecorationInspection(
        file_id=facts.id,
        step_id=made.id,
        kind=kind,
        no=no,
        visited_on=made.step_on,
        result=result,
        seen=seen,
        inspector=inspector[:60],
        at=work.now(),
        by=work.actor.name,
    )
    work.session.add(inspection)
    work.session.flush()
    work.session.add_all(
        DecorationFinding(
            inspection_id=inspection.id,
            no=at,
            scope_id=finding.scope_id,
            result=finding.result,
            words=tidy(finding.words, longest=LONGEST_REASON, field="findings"),
        )
        for at, finding in enumerate(command.findings, 1)
    )
    work.session.flush()
    for photo in command.photos:
        attach(
            work, facts.id, PaperInput(PaperKind.PHOTO, photo.name, photo.content, photo.words), made.step_on,
            inspection.id,
        )  # fmt: skip
    notices = tuple(
        store_breach(work, facts.id, breach, made.step_on, inspection.id) for breach in command.breaches
    )
    done_plans(work, facts, kind, made.step_on)
    return _Made(Inspected(taken(facts, made), inspection.id, no, notices), made.step_on)


def _again(work: Work, before: Taken) -> Inspected:
    found = work.session.execute(
        select(DecorationInspection.id, DecorationInspection.no)
        .join(DecorationStep, DecorationStep.id == DecorationInspection.step_id)
        .where(DecorationStep.file_id == before.file_id, DecorationStep.no == before.version)
    ).one()
    return Inspected(before, found[0], found[1], ())
