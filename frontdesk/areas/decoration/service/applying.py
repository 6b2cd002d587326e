"""The application (D4.1): who, where, what, by whom, until when; handed in again after it was sent back."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, or_, select

from frontdesk.areas.archives.model import Person, UnitRole
from frontdesk.areas.archives.queries.joined import kept_ids, same_ids
from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.archives.rules.identity import read_phone
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.cashdesk.service.common import lock_unit
from frontdesk.areas.decoration.model.files import (
    DecorationFile,
    DecorationScopeEnd,
    DecorationStep,
)
from frontdesk.areas.decoration.queries.files import file_by_id
from frontdesk.areas.decoration.queries.needing import missing_words
from frontdesk.areas.decoration.rules.course import OVER, State, Step
from frontdesk.areas.decoration.rules.kinds import SERIES, Applicant, ConsentWay, file_number
from frontdesk.areas.decoration.rules.papers14 import Stage
from frontdesk.areas.decoration.service.attaching import PaperInput, attach
from frontdesk.areas.decoration.service.common import (
    LONGEST_NAME,
    LONGEST_REASON,
    TOPIC,
    StepInput,
    Taken,
    check_day,
    lock_again,
    must,
    open_file,
    record,
    taken,
)
from frontdesk.areas.decoration.service.entering import (
    ContractorInput,
    ScopeInput,
    WorkerInput,
    ask_doubts,
    keep_phone,
    scope_errors,
    span_errors,
    store_contractor,
    store_scope,
    store_term,
    store_workers,
    tidy_contractor,
    worker_errors,
)
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

ADDABLE = frozenset({State.APPLIED, State.RETURNED, State.ACCEPTED})
"""States in which items may be added: what was approved is not widened afterwards."""


@dataclass(frozen=True, slots=True)
class Apply:
    """A new application. `person_id` None: `applicant` is a name in words.

    The days are both included. `consent_by`, `consent_way`, `consent_on`: the owner's leave where the applicant is
    somebody else (article 13). `on` is the day it was handed in (None: today). `token` is made when the form opens.
    """

    unit_id: int
    applicant: str
    role: Applicant
    starts_on: date
    ends_on: date
    contractor: ContractorInput
    scope: tuple[ScopeInput, ...] = ()
    papers: tuple[PaperInput, ...] = ()
    workers: tuple[WorkerInput, ...] = ()
    person_id: int | None = None
    phone: str = ""
    consent_by: str = ""
    consent_way: ConsentWay | None = None
    consent_on: date | None = None
    summary: str = ""
    on: date | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """The stored file; `missing` names the papers that are still to be brought before it is accepted."""

    file_id: int
    number: str
    version: int
    missing: tuple[str, ...]
    again: bool = False


@dataclass(frozen=True, slots=True)
class Resubmit(StepInput):
    """Handed in again after it was sent back; what is None stays as it was, and so does the telephone of who answers for
    the site, where it is left empty for the same person.
    """

    starts_on: date | None = None
    ends_on: date | None = None
    contractor: ContractorInput | None = None


@dataclass(frozen=True, slots=True)
class AddScope:
    """Further items of a file that is not approved yet."""

    file_id: int
    items: tuple[ScopeInput, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class WithdrawScope:
    """An item taken out (撤下), and why."""

    file_id: int
    scope_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class AddWorkers:
    """Further people who work there."""

    file_id: int
    workers: tuple[WorkerInput, ...]
    on: date | None = None


def apply(work: Work, command: Apply) -> Applied:
    """Store the application with its number: all or nothing. Raises `InvalidInput` naming every field."""
    work.require(Right.DECORATION)
    unit = lock_unit(work, command.unit_id)
    if command.token is not None:
        before = work.session.scalar(select(DecorationFile).where(DecorationFile.token == command.token))
        if before is not None:
            if before.unit_id != command.unit_id or before.by_id != work.actor.id:
                raise Refused(tr("这一页已经登记过一份了，请重新打开再登记"))
            facts = file_by_id(work.session, before.id, work.today())
            missing = missing_words(facts, Stage.ACCEPT)
            return Applied(before.id, before.number, facts.version, missing, again=True)
    must_stand(work.session, unit.id)
    on = check_day(work, command.on, date(2000, 1, 1))
    errors = _errors(work, command, on)
    firm, more = tidy_contractor(command.contractor)
    errors |= more
    if errors:
        raise InvalidInput(errors)
    _other_files(work, command)
    number = file_number(on.year, next_number(work.session, f"{SERIES}-{on.year}"))
    made = DecorationFile(
        number=number,
        unit_id=unit.id,
        person_id=command.person_id,
        applicant=_name(work, command),
        role=command.role,
        phone=read_phone(command.phone).number if command.phone.strip() else "",
        consent_by=command.consent_by.strip(),
        consent_way=command.consent_way if command.consent_by.strip() else None,
        consent_on=command.consent_on if command.consent_by.strip() else None,
        summary=command.summary.strip(),
        applied_on=on,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        token=command.token,
    )
    work.session.add(made)
    work.session.flush()
    step = DecorationStep(
        file_id=made.id,
        no=1,
        kind=Step.APPLY,
        before=State.NEW,
        after=State.APPLIED,
        step_on=on,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
    )
    work.session.add(step)
    work.session.flush()
    store_term(work, made.id, step.id, command.starts_on, command.ends_on)
    store_contractor(work, made.id, step.id, firm, on)
    store_scope(work, made.id, command.scope, on)
    store_workers(work, made.id, command.workers, on)
    for paper in command.papers:
        attach(work, made.id, paper, on)
    facts = file_by_id(work.session, made.id, work.today())
    work.touch(TOPIC)
    return Applied(made.id, number, facts.version, missing_words(facts, Stage.ACCEPT))


def resubmit(work: Work, command: Resubmit) -> Taken:
    """Hand it in again, with other days or another firm where given."""
    if (before := lock_again(work, command)) is not None:
        return before
    facts = open_file(work, command.file_id, command.version)
    starts_on, ends_on = command.starts_on or facts.starts_on, command.ends_on or facts.ends_on
    errors = span_errors(starts_on, ends_on)
    firm = None
    if command.contractor is not None:
        firm, more = tidy_contractor(command.contractor)
        firm = keep_phone(work, facts, firm)
        errors |= more
    if errors:
        raise InvalidInput(errors)
    made = record(work, facts, Step.RESUBMIT, command)
    if (starts_on, ends_on) != (facts.starts_on, facts.ends_on):
        store_term(work, facts.id, made.id, starts_on, ends_on)
    if firm is not None:
        store_contractor(work, facts.id, made.id, firm, made.step_on)
    return taken(facts, made)


def add_scope(work: Work, command: AddScope) -> tuple[int, ...]:
    """Add items; their ids. What was approved already is not widened: it goes back first."""
    work.require(Right.DECORATION)
    facts = open_file(work, command.file_id)
    if facts.state not in ADDABLE:
        raise Refused(
            tr(
                "{number} 现在是{state}，加内容请办“增加内容”，要重新审批",
                number=facts.number,
                state=tr(facts.state.value),
            )
        )
    errors = scope_errors(command.items, len(facts.scope))
    if not command.items:
        errors["scope"] = tr("请至少写一项施工内容")
    if errors:
        raise InvalidInput(errors)
    ask_doubts(work, command.items)
    made = store_scope(work, facts.id, command.items, work.today(), len(facts.scope))
    work.touch(TOPIC)
    return made


def withdraw_scope(work: Work, command: WithdrawScope) -> str:
    """Take an item out, dated; returns the file's number. Nobody can approve what is prohibited: it goes this way."""
    work.require(Right.DECORATION)
    facts = open_file(work, command.file_id)
    item = next((item for item in facts.scope if item.id == command.scope_id), None)
    if item is None:
        raise Refused(tr("没有这项施工内容，请重新选择"))
    if not item.stands:
        raise Refused(tr("这项已经撤下了，没有再改"))
    if facts.state in OVER:
        raise Refused(tr("{number} {state}，不能再改", number=facts.number, state=tr(facts.state.value)))
    work.session.add(
        DecorationScopeEnd(
            scope_id=item.id,
            ended_on=work.today(),
            reason=must(command.reason, tr("请写明撤下的原因"), longest=LONGEST_REASON, field="reason"),
            at=work.now(),
            by=work.actor.name,
        )
    )
    work.session.flush()
    work.touch(TOPIC)
    return facts.number


def add_workers(work: Work, command: AddWorkers) -> tuple[int, ...]:
    """Add people to a file that is not over; their ids."""
    work.require(Right.DECORATION)
    facts = open_file(work, command.file_id)
    if facts.state in OVER:
        raise Refused(tr("{number} {state}，不能再改", number=facts.number, state=tr(facts.state.value)))
    errors = worker_errors(command.workers, sum(1 for w in facts.workers if w.left_on is None))
    if not command.workers:
        errors["workers"] = tr("请写施工人员的姓名")
    if errors:
        raise InvalidInput(errors)
    made = store_workers(work, facts.id, command.workers, check_day(work, command.on, facts.applied_on))
    work.touch(TOPIC)
    return made


def _errors(work: Work, command: Apply, on: date) -> dict[str, str]:
    errors = span_errors(command.starts_on, command.ends_on)
    if "starts_on" not in errors and command.starts_on < on:
        errors["starts_on"] = tr("开工要在申请以后（第十三条），请改日期")
    errors |= scope_errors(command.scope, 0)
    if not command.scope:
        errors["scope"] = tr("请至少写一项施工内容")
    errors |= worker_errors(command.workers, 0)
    name = _name(work, command)
    if not name:
        errors["applicant"] = tr("请选申请人，或写上姓名")
    elif len(name) > LONGEST_NAME:
        errors["applicant"] = tr("最多 {n} 个字，请写短些", n=LONGEST_NAME)
    elif command.role is Applicant.OWNER:
        owners = owners_of(work, command.unit_id, on)
        if (
            owners
            and name not in owners
            and not same_ids(work.session, command.person_id) & set(owners.values())
        ):
            errors["role"] = tr(
                "档案里的业主是{owners}，请改申请人身份，或先改档案", owners="、".join(owners)
            )
    if len(command.summary.strip()) > LONGEST_REASON:
        errors["summary"] = tr("最多 {n} 个字，请写短些", n=LONGEST_REASON)
    if command.phone.strip() and not read_phone(command.phone).ok:
        errors["phone"] = tr("电话号码看着不对，请核对")
    if command.consent_on is not None and command.consent_on > work.today():
        errors["consent_on"] = tr("同意的日期不能在今天以后")
    if len(command.consent_by.strip()) > LONGEST_NAME:
        errors["consent_by"] = tr("最多 {n} 个字，请写短些", n=LONGEST_NAME)
    if not errors:
        ask_doubts(work, command.scope)
    return errors


def _name(work: Work, command: Apply) -> str:
    person = work.session.get(Person, command.person_id) if command.person_id is not None else None
    return person.name if person is not None else command.applicant.strip()


def owners_of(work: Work, unit_id: int, on: date) -> dict[str, int]:
    """Who owns the home on a day: name -> person's id."""
    rows = work.session.execute(
        select(Person.name, Person.id)
        .join(UnitRole, UnitRole.person_id == Person.id)
        .where(
            UnitRole.unit_id == unit_id,
            UnitRole.kind == RoleKind.OWNER,
            or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= on),
            or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on),
        )
        .order_by(UnitRole.id)
    )
    whom = kept_ids(work.session)
    return {row.name: whom.get(row.id, row.id) for row in rows}


def _other_files(work: Work, command: Apply) -> None:
    last = (
        select(DecorationStep.file_id, func.max(DecorationStep.no).label("no"))
        .group_by(DecorationStep.file_id)
        .subquery()
    )
    other = work.session.execute(
        select(DecorationFile.number, DecorationStep.after)
        .join(DecorationStep, DecorationStep.file_id == DecorationFile.id)
        .join(last, (last.c.file_id == DecorationStep.file_id) & (last.c.no == DecorationStep.no))
        .where(DecorationFile.unit_id == command.unit_id, DecorationStep.after.not_in(OVER))
        .limit(1)
    ).first()
    if other is not None:
        words = tr(
            "这户已经有 {number}（{state}）。还要再登记一份吗？", number=other[0], state=tr(other[1].value)
        )
        work.confirm("second_file", words)
