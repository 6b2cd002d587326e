"""The course of one home's handover (收楼, D1.4): what happened, and how it stands after it.

Pure. Nothing of the state is a choice of the clerk: it follows from the rows, and `check` goes through them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum


class HandoverState(StrEnum):
    """How a home stands; the value is what stands on screen."""

    UNTOLD = "未通知"
    TOLD = "已通知"
    APPOINTED = "已预约"
    VISITING = "办理中"
    DONE = "已收楼"
    REFUSED = "拒收"
    PUT_OFF = "暂缓"
    VOID = "已撤出"


class Step(StrEnum):
    """What happened; the value is what stands in its time line."""

    NOTIFIED = "通知"
    APPOINTED = "预约"
    CANCELLED = "取消预约"
    MISSED = "没有来"
    IDENTITY = "身份核对"
    PAPERS = "签署文件"
    ARREARS = "费用核对"
    METERS = "抄表"
    KEYS = "交接钥匙"
    INSPECTED = "验房"
    ACCEPTED = "收楼"
    WITH_DEFECTS = "收楼，有遗留"
    REFUSED = "拒收"
    PUT_OFF = "暂缓"
    VOIDED = "撤出"
    UNDONE = "撤销"


PARTS: tuple[Step, ...] = (
    Step.IDENTITY,
    Step.PAPERS,
    Step.ARREARS,
    Step.METERS,
    Step.KEYS,
    Step.INSPECTED,
)
"""The parts of the visit in their order; each is saved by itself, and may be saved again."""
TAKEN = frozenset({Step.ACCEPTED, Step.WITH_DEFECTS})
RESULTS: tuple[Step, ...] = (Step.ACCEPTED, Step.WITH_DEFECTS, Step.REFUSED, Step.PUT_OFF)
"""How a visit ends."""
ELSEWHERE = frozenset({Step.METERS, Step.KEYS})
"""Parts whose rows also stand in another area; they are put right there, and saved anew here."""
OPEN = (
    HandoverState.UNTOLD,
    HandoverState.TOLD,
    HandoverState.APPOINTED,
    HandoverState.VISITING,
    HandoverState.REFUSED,
    HandoverState.PUT_OFF,
)
"""Not handed over, and still to be."""


class NotifyWay(StrEnum):
    """How an owner was told."""

    DOOR = "上门送达"
    PHONE = "电话"
    MESSAGE = "短信"
    WECHAT = "微信"
    POST = "邮寄"
    FAILED = "没有联系上"


class Defect(StrEnum):
    """How a defect (遗留问题) stands."""

    OPEN = "待修"
    MENDED = "待复验"
    SIGNED = "已签收"
    VOID = "已作废"


class DefectStep(StrEnum):
    """What the owner did with a defect."""

    SIGNED = "复验签收"
    SENT_BACK = "退回返修"
    VOIDED = "作废"


@dataclass(frozen=True, slots=True)
class Happened:
    """One row of a home's course. `slot` is the day and minute of an appointment, `undoes` what an undoing takes back."""

    id: int
    step: Step
    on: date
    reached: bool = True
    slot: tuple[date, int] | None = None
    until: date | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a home stands. `came`: whoever had the appointment has begun; `parts` are those saved, with their row."""

    state: HandoverState = HandoverState.UNTOLD
    told_on: date | None = None
    slot: tuple[date, int] | None = None
    came: bool = False
    ended_on: date | None = None
    until: date | None = None
    parts: dict[Step, int] = field(default_factory=dict)

    @property
    def waits(self) -> bool:
        """An appointment that is still to come, or was missed and not yet said so."""
        return self.slot is not None and not self.came


def standing(course: Iterable[Happened]) -> Stands:
    """What the rows come to, the oldest first; what was undone is left out."""
    rows = tuple(course)
    undone = {row.undoes for row in rows if row.undoes is not None}
    stands = Stands()
    for row in rows:
        if row.id not in undone and row.step is not Step.UNDONE:
            stands = _take(stands, row)
    return stands


def _take(now: Stands, row: Happened) -> Stands:
    back = HandoverState.TOLD if now.told_on is not None else HandoverState.UNTOLD
    match row.step:
        case Step.NOTIFIED:
            if not row.reached:
                return now
            told = HandoverState.TOLD if now.state is HandoverState.UNTOLD else now.state
            return replace(now, state=told, told_on=row.on)
        case Step.APPOINTED:
            visiting = now.state is HandoverState.VISITING
            stays = now.state if visiting else HandoverState.APPOINTED
            return replace(now, state=stays, slot=row.slot, came=False)
        case Step.CANCELLED | Step.MISSED:
            left = back if now.state is HandoverState.APPOINTED else now.state
            return replace(now, state=left, slot=None, came=False)
        case Step.ACCEPTED | Step.WITH_DEFECTS:
            return replace(now, state=HandoverState.DONE, ended_on=row.on, came=True, until=None)
        case Step.REFUSED:
            return replace(now, state=HandoverState.REFUSED, ended_on=row.on, came=True, until=None)
        case Step.PUT_OFF:
            return replace(now, state=HandoverState.PUT_OFF, ended_on=row.on, came=True, until=row.until)
        case Step.VOIDED:
            return replace(now, state=HandoverState.VOID, ended_on=row.on)
        case _ if now.state is HandoverState.DONE:
            # A paper signed later, keys that came later: the home stays taken over.
            return replace(now, parts={**now.parts, row.step: row.id})
        case _:
            return replace(
                now,
                state=HandoverState.VISITING,
                came=True,
                ended_on=None,
                until=None,
                parts={**now.parts, row.step: row.id},
            )


def missing(stands: Stands, *, papers_short: bool) -> tuple[Step, ...]:
    """The parts without which nobody takes a home over; *papers_short*: one that must be signed is not."""
    short = [part for part in PARTS if part not in stands.parts]
    if papers_short and Step.PAPERS not in short:
        short.insert(0, Step.PAPERS)
    return tuple(part for part in PARTS if part in short)


def defect_state(*, ticket_open: bool, ticket_void: bool, last: DefectStep | None) -> Defect:
    """A defect follows its ticket until the owner has signed: an open ticket is mended, a done one is looked at again."""
    if last is DefectStep.VOIDED or ticket_void:
        return Defect.VOID
    if last is DefectStep.SIGNED:
        return Defect.SIGNED
    return Defect.OPEN if ticket_open else Defect.MENDED
