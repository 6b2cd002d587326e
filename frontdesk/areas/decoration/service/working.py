"""Under way (D4.3, D4.5): started, extended, another contractor, finished; people who leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from frontdesk.areas.decoration.model.files import DecorationFile, DecorationWorker, DecorationWorkerEnd
from frontdesk.areas.decoration.queries.files import file_by_id
from frontdesk.areas.decoration.rules.articles import QUALIFIED
from frontdesk.areas.decoration.rules.course import Step
from frontdesk.areas.decoration.rules.kinds import VisitKind
from frontdesk.areas.decoration.service.attaching import PaperInput, attach
from frontdesk.areas.decoration.service.common import (
    LONGEST_REASON,
    TOPIC,
    StepInput,
    Taken,
    check_day,
    lock_again,
    open_file,
    record,
    require_step,
    taken,
    terms,
    tidy,
)
from frontdesk.areas.decoration.service.entering import (
    LONGEST_DAYS,
    ContractorInput,
    WorkerInput,
    store_contractor,
    store_term,
    store_workers,
    tidy_contractor,
    worker_errors,
)
from frontdesk.areas.decoration.service.passes import end_passes
from frontdesk.areas.decoration.service.planning import drop_plans, store_plan
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class Start(StepInput):
    """The works begin: further people, who answers for the site (where not said yet), the first visit."""

    workers: tuple[WorkerInput, ...] = ()
    head: str = ""
    head_phone: str = ""
    next_on: date | None = None
    next_words: str = ""


@dataclass(frozen=True, slots=True)
class Extend(StepInput):
    """The works last until `ends_on`, that day included."""

    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ChangeFirm(StepInput):
    """Somebody else builds from now on; the people of the firm before leave. `papers` are its licence and certificate,
    where they were brought with it (article 14).
    """

    contractor: ContractorInput | None = None
    workers: tuple[WorkerInput, ...] = ()
    papers: tuple[PaperInput, ...] = ()


@dataclass(frozen=True, slots=True)
class Finish(StepInput):
    """The applicant says it is finished; when the first look-over is to be."""

    next_on: date | None = None
    next_at: time | None = None


@dataclass(frozen=True, slots=True)
class EndWorker:
    """Somebody no longer works there."""

    worker_id: int
    on: date | None = None
    reason: str = ""


def start(work: Work, command: Start) -> Taken:
    """Start: the permit is due at the door, the home is 装修中, the first visit is planned."""
    if (before := lock_again(work, command)) is not None:
        return before
    facts = open_file(work, command.file_id, command.version)
    require_step(work, facts, Step.START)
    errors = worker_errors(command.workers, sum(1 for w in facts.workers if w.left_on is None))
    firm = None
    if command.head.strip() and command.head.strip() != facts.contractor.head:
        now = facts.contractor
        firm, more = tidy_contractor(
            ContractorInput(
                now.own_workers, now.name, now.licence, now.grade, command.head, command.head_phone
            )
        )
        errors |= {name.removeprefix("contractor."): words for name, words in more.items()}
    if errors:
        raise InvalidInput(errors)
    on = check_day(work, command.on, facts.steps[-1].on)
    store_workers(work, facts.id, command.workers, on)
    if firm is not None:
        store_contractor(work, facts.id, facts.steps[-1].id, firm, on)
    facts = file_by_id(work.session, facts.id, work.today())
    people = sum(1 for worker in facts.workers if worker.left_on is None)
    words = command.words.strip() or tr("施工许可证、施工人员 {n} 人", n=people)
    made = record(work, facts, Step.START, command, words=words)
    next_on = command.next_on or max(work.today(), on + timedelta(days=terms(work).inspect_days))
    store_plan(work, facts.id, VisitKind.PATROL, next_on, words=command.next_words)
    return taken(facts, made)


def extend(work: Work, command: Extend) -> Taken:
    """A further term, dated, with its reason."""
    if (before := lock_again(work, command)) is not None:
        return before
    facts = open_file(work, command.file_id, command.version)
    require_step(work, facts, Step.EXTEND)
    if command.ends_on is None:
        raise Refused(tr("请填延到哪一天"), field="ends_on")
    if command.ends_on <= facts.ends_on:
        raise Refused(tr("原来到 {day}，请填更晚的日期", day=facts.ends_on.isoformat()), field="ends_on")
    if (command.ends_on - facts.starts_on).days > LONGEST_DAYS:
        raise Refused(tr("工期超过 {n} 天，请核对", n=LONGEST_DAYS), field="ends_on")
    made = record(work, facts, Step.EXTEND, command)
    store_term(work, facts.id, made.id, facts.starts_on, command.ends_on)
    return taken(facts, made)


def change_firm(work: Work, command: ChangeFirm) -> Taken:
    """Another contractor: checked as the first was; the people of the one before leave that day."""
    if (before := lock_again(work, command)) is not None:
        return before
    facts = open_file(work, command.file_id, command.version)
    require_step(work, facts, Step.CHANGE_FIRM)
    if command.contractor is None:
        raise Refused(tr("请写新的施工单位"), field="contractor.name")
    firm, errors = tidy_contractor(command.contractor)
    errors |= worker_errors(command.workers, 0)
    if any(item.kind in QUALIFIED for item in facts.standing) and not firm.grade:
        errors.setdefault("contractor.grade", tr("第九条：施工内容须由有资质等级的企业施工，请填资质等级"))
    if errors:
        raise InvalidInput(errors)
    made = record(work, facts, Step.CHANGE_FIRM, command)
    end_passes(work, facts, tr("换施工单位"))
    for worker in facts.workers:
        if worker.left_on is None:
            _end(work, worker.id, made.step_on, tr("换施工单位"))
    store_contractor(work, facts.id, made.id, firm, made.step_on)
    store_workers(work, facts.id, command.workers, made.step_on)
    for paper in command.papers:
        attach(work, facts.id, paper, made.step_on)
    return taken(facts, made)


def finish(work: Work, command: Finish) -> Taken:
    """竣工申请: visits while building end, the first look-over is planned."""
    if (before := lock_again(work, command)) is not None:
        return before
    facts = open_file(work, command.file_id, command.version)
    made = record(work, facts, Step.FINISH, command)
    drop_plans(work, facts, VisitKind.PATROL)
    if command.next_on is not None:
        store_plan(work, facts.id, VisitKind.FIRST, command.next_on, command.next_at)
    return taken(facts, made)


def end_worker(work: Work, command: EndWorker) -> str:
    """Somebody leaves; returns the file's number."""
    work.require(Right.DECORATION)
    worker = work.session.get(DecorationWorker, command.worker_id)
    if worker is None:
        raise Refused(tr("没有这个施工人员，请重新选择"))
    work.session.execute(
        select(DecorationFile.id).where(DecorationFile.id == worker.file_id).with_for_update()
    )
    if work.session.scalar(select(DecorationWorkerEnd.id).where(DecorationWorkerEnd.worker_id == worker.id)):
        raise Refused(tr("{name} 已经离场了，没有再改", name=worker.name))
    on = check_day(work, command.on, worker.joined_on)
    _end(work, worker.id, on, tidy(command.reason, longest=LONGEST_REASON, field="reason"))
    facts = file_by_id(work.session, worker.file_id, work.today())
    end_passes(work, facts, tr("施工人员离场"), [worker.id])
    work.touch(TOPIC)
    return facts.number


def _end(work: Work, worker_id: int, on: date, reason: str) -> None:
    work.session.add(
        DecorationWorkerEnd(worker_id=worker_id, left_on=on, reason=reason, at=work.now(), by=work.actor.name)
    )
    work.session.flush()
