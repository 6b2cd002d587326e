"""How a visit ends (D1.4): taken over, with or without defects; refused; put off. And what was entered by mistake undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.archives.service.handing_over import AFTER, HandOverUnit, hand_over_unit, take_back_unit
from frontdesk.areas.fees.model import Charge
from frontdesk.areas.handover.model.handing import HandoverSigned
from frontdesk.areas.handover.queries.defects import defects
from frontdesk.areas.handover.queries.lists import listed_papers
from frontdesk.areas.handover.rules.course import (
    ELSEWHERE,
    OPEN,
    TAKEN,
    HandoverState,
    Step,
    missing,
)
from frontdesk.areas.handover.service.common import (
    File,
    add_event,
    done_before,
    may_write,
    open_file,
    tidy,
    unit_code,
)
from frontdesk.areas.handover.service.visiting import allowed, arrears_short
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

FAR = 366
"""Days between the handover and the day fees begin, past which it is asked whether the year was meant."""


@dataclass(frozen=True, slots=True)
class Accept:
    """The owner takes the home over on a day (None: today); it is in `state` then, and its fees begin on `fees_from`."""

    file_id: int
    on: date | None = None
    state: UnitState = UnitState.VACANT
    fees_from: date | None = None
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class Refuse:
    """The owner does not take it over, and why."""

    file_id: int
    reasons: str
    token: str | None = None


@dataclass(frozen=True, slots=True)
class PutOff:
    """It waits, until a day where one is known, and why."""

    file_id: int
    words: str
    until: date | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True)
class UndoStep:
    """The last thing that was written of this home did not happen, and why."""

    file_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended, and for which home."""

    unit: str
    step: Step
    fees_from: date | None = None
    defects: int = 0


def accept(work: Work, command: Accept) -> Ended:
    """The home is the owner's: its state moves and its fees begin. A part not done stops it, or a supervisor lets it."""
    may_write(work)
    file = open_file(work, command.file_id)
    code = unit_code(work, file.row.unit_id)
    if (before := done_before(work, command.token)) is not None:
        return Ended(code, before.step, before.fees_from)
    if file.stands.state not in OPEN:
        raise Refused(tr("{unit} 现在是{state}，没有再记", unit=code, state=tr(file.stands.state.value)))
    today = work.today()
    on = command.on or today
    if on > today:
        raise Refused(tr("收楼的日子不能晚于今天 {today}", today=today), field="on")
    if command.state not in AFTER:
        raise Refused(tr("收楼以后是空置、自住、装修中或出租，请重新选择"), field="state")
    if file.part(Step.IDENTITY) is None:
        raise Refused(tr("请先核对来人的身份"))
    fees_from = command.fees_from or on
    if abs((fees_from - on).days) > FAR:
        work.confirm(
            "handover_fees_far",
            tr(
                "费用从 {day} 起算，和收楼的日子 {on} 差一年多。确定是这一天吗",
                day=fees_from.isoformat(),
                on=on.isoformat(),
            ),
        )
    words = tidy(command.words)
    told = _let(work, file, code, words)
    open_defects = len(defects(work.session, today, file_ids=(file.row.id,), open_only=True))
    step = Step.WITH_DEFECTS if open_defects else Step.ACCEPTED
    hand_over_unit(work, HandOverUnit(file.row.unit_id, on, command.state, fees_from))
    add_event(
        work, file.row, step, on=on, fees_from=fees_from, unit_state=command.state, words=words, token=command.token,
        **told,
    )  # fmt: skip
    return Ended(code, step, fees_from, open_defects)


def _let(work: Work, file: File, code: str, words: str) -> dict[str, Any]:
    """What is not done stops it unless a supervisor lets it pass with a reason (T22)."""
    signed: set[str] = set()
    event = file.part(Step.PAPERS)
    if event is not None:
        query = select(HandoverSigned.name).where(HandoverSigned.event_id == event.id)
        signed = set(work.session.scalars(query))
    unsigned = [
        paper.name for paper in listed_papers(work.session) if paper.needed and paper.name not in signed
    ]
    short = missing(file.stands, papers_short=bool(unsigned))
    lacks = [tr(step.value) for step in short]
    if unsigned and event is not None:
        at = short.index(Step.PAPERS)
        lacks[at] = tr("{part}（缺 {names}）", part=tr(Step.PAPERS.value), names="、".join(unsigned))
    owing = arrears_short(work, file) if Step.ARREARS not in short else ""
    if owing:
        lacks.append(owing)
    if not lacks:
        return {}
    told = "；".join(lacks)
    if not words:
        raise Refused(
            tr("{unit} 还没有办完：{what}。先办完，或写明原因由主管准许", unit=code, what=told), field="words"
        )
    return allowed(work, tr("{unit} 还没有办完：{what}。这样收楼要主管准许", unit=code, what=told))


def refuse(work: Work, command: Refuse) -> Ended:
    """Not taken over; what was done stays, and can be gone on with when the owner comes again."""
    may_write(work)
    file = open_file(work, command.file_id)
    code = unit_code(work, file.row.unit_id)
    if (before := done_before(work, command.token)) is not None:
        return Ended(code, before.step)
    reasons = tidy(command.reasons, missing=tr("请写业主为什么不收"))
    _check_here(file, code)
    add_event(work, file.row, Step.REFUSED, words=reasons, token=command.token)
    return Ended(code, Step.REFUSED)


def put_off(work: Work, command: PutOff) -> Ended:
    """It waits."""
    may_write(work)
    file = open_file(work, command.file_id, states=(*OPEN, HandoverState.DONE))
    code = unit_code(work, file.row.unit_id)
    if (before := done_before(work, command.token)) is not None:
        return Ended(code, before.step)
    words = tidy(command.words, missing=tr("请写为什么暂缓"))
    if file.stands.state not in OPEN:
        raise Refused(tr("{unit} 已经收楼", unit=code))
    if command.until is not None and command.until <= work.today():
        raise Refused(tr("请写今天以后的日子"), field="until")
    add_event(work, file.row, Step.PUT_OFF, words=words, until_on=command.until, token=command.token)
    return Ended(code, Step.PUT_OFF)


def end_visit(work: Work, command: Accept | Refuse | PutOff) -> Ended:
    """However it ends."""
    if isinstance(command, Accept):
        return accept(work, command)
    return refuse(work, command) if isinstance(command, Refuse) else put_off(work, command)


def _check_here(file: File, code: str) -> None:
    if file.stands.state is not HandoverState.VISITING:
        raise Refused(tr("{unit} 还没有开始办理：请先核对来人的身份", unit=code))


def undo_step(work: Work, command: UndoStep) -> str:
    """Take the last row back; gives what it was in words. A home that was taken over is the builder's again."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明撤销的原因"), field="reason")
    file = open_file(work, command.file_id)
    code = unit_code(work, file.row.unit_id)
    undone = {event.undoes_id for event in file.events if event.undoes_id is not None}
    rows = [event for event in file.events if event.id not in undone and event.step is not Step.UNDONE]
    if not rows:
        raise Refused(tr("{unit} 还没有可以撤销的", unit=code))
    last = rows[-1]
    word = tr(last.step.value)
    if last.step in ELSEWHERE and (last.slip or last.step is Step.METERS):
        where = tr("钥匙") if last.step is Step.KEYS else tr("抄表")
        raise Refused(tr("“{what}”请到“{where}”里更正，这里再存一次就以新的为准", what=word, where=where))
    if last.step is Step.VOIDED:
        raise Refused(tr("{unit} 已经撤出这个批次，请放进新的批次", unit=code))
    if last.step in TAKEN:
        work.require(Right.HANDOVER_ALLOW, tr("撤销 {unit} 的收楼要主管准许", unit=code))
        _ask_charged(work, file.row.unit_id, last.at, code)
        take_back_unit(work, file.row.unit_id, last.happened_on)
    elif last.by_id != work.actor.id or local_time(last.at).date() != work.today():
        asked = tr("“{what}”是 {by} {day} 办的，撤销要主管准许", what=word, by=last.by, day=last.happened_on)
        work.require(Right.HANDOVER_ALLOW, asked)
    add_event(work, file.row, Step.UNDONE, undoes_id=last.id, words=reason)
    return tr("{unit} {what}", unit=code, what=word)


def _ask_charged(work: Work, unit_id: int, since: object, code: str) -> None:
    """Charges made meanwhile stay: they are reduced by a further line, never taken out (M2.7)."""
    made = work.session.scalar(
        select(func.count()).select_from(Charge).where(Charge.unit_id == unit_id, Charge.made_at >= since)
    )
    if made:
        work.confirm(
            "handover_charged",
            tr(
                "{unit} 收楼以后已经生成 {n} 笔应收，撤销收楼不会减掉它们，要另办减免。仍然撤销吗",
                unit=code,
                n=made,
            ),
        )
