"""What every step shares: the file locked and as it stands, the version seen, needs and their leave, the dated row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.archives.service.units import SetState, set_state
from frontdesk.areas.decoration.model.files import DecorationFile, DecorationStep
from frontdesk.areas.decoration.queries.files import file_by_id, terms_of
from frontdesk.areas.decoration.queries.needing import need_facts
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.course import (
    WORDS_NEEDED,
    State,
    Step,
    occupied,
    right_of,
    target,
)
from frontdesk.areas.decoration.rules.needs import needs
from frontdesk.areas.decoration.rules.terms import Terms
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

LONGEST_WORDS = 300
LONGEST_REASON = 200
LONGEST_NAME = 80
TOPIC = "decoration"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that stands: the file, its state and version now. `again`: the same press had taken it before."""

    file_id: int
    number: str
    state: State
    version: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class StepInput:
    """What every step command says: the version seen, the day (None: today), words, and why it may go unmet (T22)."""

    file_id: int
    version: int
    words: str = ""
    on: date | None = None
    allow_reason: str = ""
    token: str | None = None


def open_file(work: Work, file_id: int, version: int | None = None) -> FileFacts:
    """The file, locked until the transaction ends. Raises `Refused` when somebody has taken a step since *version*."""
    found = work.session.scalar(
        select(DecorationFile.id).where(DecorationFile.id == file_id).with_for_update()
    )
    if found is None:
        raise Refused(tr("没有这份装修申请，请重新选择"))
    facts = file_by_id(work.session, file_id, work.today())
    if version is not None and facts.version != version:
        last = facts.steps[-1]
        raise Refused(
            tr("刚才 {who} 已经办了“{step}”，现在是{state}。请看过再办；您填的还在",
               who=last.by, step=tr(last.kind.value), state=tr(last.after.value))
        )  # fmt: skip
    return facts


def taken_before(work: Work, token: str | None, file_id: int) -> Taken | None:
    """What the same press did before (T23). The file is locked, so a second press has waited."""
    if token is None:
        return None
    found = work.session.scalar(select(DecorationStep).where(DecorationStep.token == token))
    if found is None:
        return None
    if found.file_id != file_id or found.by_id != work.actor.id:
        raise Refused(tr("这一页已经办过了，请重新打开再办"))
    number = work.session.get_one(DecorationFile, file_id).number
    return Taken(file_id, number, found.after, found.no, again=True)


def lock_again(work: Work, command: StepInput) -> Taken | None:
    """The lock first, then the token: so two presses at once are one (T23)."""
    work.session.execute(
        select(DecorationFile.id).where(DecorationFile.id == command.file_id).with_for_update()
    )
    return taken_before(work, command.token, command.file_id)


def require_step(work: Work, facts: FileFacts, step: Step) -> int | None:
    """The right to take it; the id of who gave leave. Raises `Refused` where the course has no such step."""
    if target(facts.trail, step) is None:
        raise Refused(
            tr("{number} 现在是{state}，不能办“{step}”", number=facts.number, state=tr(facts.state.value),
               step=tr(step.value))
        )  # fmt: skip
    words = tr("{number} 办“{step}”要主管授权", number=facts.number, step=tr(step.value))
    return work.require(right_of(facts.state, step), words)


def record(
    work: Work, facts: FileFacts, step: Step, command: StepInput, *, words: str | None = None
) -> DecorationStep:
    """Take the step: its right, its words, its day, what must be there; then its row. Raises in words.

    *facts* are as they stand now. The home's state follows. *words* are those of the row, if not the command's.
    """
    leave = require_step(work, facts, step)
    to = target(facts.trail, step)
    assert to is not None
    told = tidy(command.words if words is None else words, longest=LONGEST_WORDS)
    if step in WORDS_NEEDED and not told:
        missing = (
            tr("请写审批意见") if step is Step.APPROVE else tr("办“{step}”请写明原因", step=tr(step.value))
        )
        raise Refused(missing, field="words")
    on = check_day(work, command.on, facts.steps[-1].on)
    unmet = needs(facts.state, step, to, need_facts(facts, on))
    hard = [need.text for need in unmet if not need.liftable]
    if hard:
        raise Refused("；".join(hard))
    allowed = "；".join(need.text for need in unmet)
    reason = ""
    if allowed:
        leave, reason = _lift(work, allowed, command.allow_reason)
    made = DecorationStep(
        file_id=facts.id,
        no=facts.version + 1,
        kind=step,
        before=facts.state,
        after=to,
        step_on=on,
        words=told,
        allowed=allowed[:600],
        allow_reason=reason,
        approver_id=leave if leave is not None else (work.actor.id if allowed else None),
        approver=_approver(work, leave, allowed),
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        token=command.token,
        unit_state=_home_before(work, facts, to),
    )
    work.session.add(made)
    work.session.flush()
    _sync_unit(work, facts, made)
    work.touch(TOPIC)
    return made


def taken(facts: FileFacts, made: DecorationStep) -> Taken:
    """What a step command answers."""
    return Taken(facts.id, facts.number, made.after, made.no)


def _lift(work: Work, allowed: str, reason: str) -> tuple[int | None, str]:
    """Somebody allows what is not met (T22): who gave leave, and why. Raises while no reason is given."""
    given = work.approval is not None and work.approval.right == Right.DECORATION_APPROVE
    told = reason.strip() or (work.approval.reason.strip() if given and work.approval is not None else "")
    if not told:
        raise Refused(tr("{what}。要准许办理，请写明理由", what=allowed), field="allow_reason")
    leave = work.require(Right.DECORATION_APPROVE, tr("{what}。准许办理要主管授权", what=allowed))
    return leave, tidy(told, longest=LONGEST_REASON, field="allow_reason")


def _approver(work: Work, leave: int | None, allowed: str) -> str:
    if leave is not None and work.approved is not None:
        return work.approved.approver_name
    return work.actor.name if allowed else ""


def check_day(work: Work, on: date | None, earliest: date) -> date:
    """The day of an act: today where none is said, never to come, never before *earliest*."""
    day = on or work.today()
    if day > work.today():
        raise Refused(tr("日期还没有到，请填今天或以前的日期"), field="on")
    if day < earliest:
        raise Refused(tr("日期早于上一步（{day}），请核对", day=earliest.isoformat()), field="on")
    return day


def tidy(text: str, *, longest: int, field: str = "words") -> str:
    """Trimmed. Raises `Refused` for what does not fit."""
    told = text.strip()
    if len(told) > longest:
        raise Refused(tr("最多 {n} 个字，请写短些", n=longest), field=field)
    return told


def must(text: str, missing: str, *, longest: int, field: str) -> str:
    """The same of what may not be empty."""
    told = tidy(text, longest=longest, field=field)
    if not told:
        raise Refused(missing, field=field)
    return told


def terms(work: Work) -> Terms:
    """The office's terms today."""
    return terms_of(work.session, work.today())


def _occupied(facts: FileFacts) -> bool:
    return occupied(step.after for step in facts.steps)


def _occupied_after(facts: FileFacts, to: State) -> bool:
    return occupied((*(step.after for step in facts.steps), to))


def _home_before(work: Work, facts: FileFacts, to: State) -> str | None:
    """What the home is now, where this step will make it 装修中; stored with the step, which is final."""
    if _occupied(facts) or not _occupied_after(facts, to):
        return None
    state = work.session.get_one(Unit, facts.unit_id).state
    return None if state is UnitState.DECORATING else state.value


def _sync_unit(work: Work, facts: FileFacts, made: DecorationStep) -> None:
    """The home is 装修中 from the start until the file is put away; then again what it was."""
    after = _occupied_after(facts, made.after)
    if _occupied(facts) == after:
        return
    unit = work.session.get_one(Unit, facts.unit_id)
    if after:
        if unit.state is not UnitState.DECORATING:
            set_state(work, SetState(unit.id, UnitState.DECORATING, made.step_on))
        return
    # Somebody may have said meanwhile what the home is: then it stays so. Another file may still be built.
    if unit.state is UnitState.DECORATING and not _other_at_work(work, facts):
        set_state(work, SetState(unit.id, _state_before(work, facts), made.step_on))


def _state_before(work: Work, facts: FileFacts) -> UnitState:
    stored = work.session.scalar(
        select(DecorationStep.unit_state)
        .join(DecorationFile, DecorationFile.id == DecorationStep.file_id)
        .where(DecorationFile.unit_id == facts.unit_id, DecorationStep.unit_state.is_not(None))
        .order_by(DecorationStep.id.desc())
        .limit(1)
    )
    return UnitState(stored) if stored else UnitState.OWNER


def _other_at_work(work: Work, facts: FileFacts) -> bool:
    others = work.session.scalars(
        select(DecorationFile.id).where(
            DecorationFile.unit_id == facts.unit_id, DecorationFile.id != facts.id
        )
    ).all()
    return any(_occupied(file_by_id(work.session, other, work.today())) for other in others)
