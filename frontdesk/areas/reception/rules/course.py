"""The course of a ticket (D2.2): which act leads from which state to which, and who may do it.

The table is explicit: what does not stand in it cannot happen. A ticket's state is worked out from its rows and the
day: one that was put off is back by itself on its day, as it was before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from frontdesk.areas.reception.rules.words import AT_DESK, Channel, Level, TicketKind
from frontdesk.base.values.rights import Right


class State(StrEnum):
    """Where a ticket stands; the value is what stands on screen."""

    RECEIVED = "受理"
    WAITING = "待派单"
    DISPATCHED = "已派单"
    WORKING = "处理中"
    CALLING = "待回访"
    FINISHED = "已完成"
    PUT_OFF = "延后"
    TIED = "并入"
    CLOSED = "已关闭"
    VOID = "已作废"


class Act(StrEnum):
    """What somebody does with a ticket; the value is what stands in its time line."""

    DISPATCH = "派单"
    LOG = "记一笔"
    ARRIVE = "到场"
    DONE = "完成"
    SETTLE = "办结"
    PUT_OFF = "延后"
    RESUME = "提前恢复"
    CALL = "回访"
    MISS = "回访未接通"
    GIVE_UP = "联系不上"
    SEND_BACK = "退回重办"
    LEVEL = "改级"
    SERVICE = "有偿服务"
    TIE = "并入"
    UNTIE = "移出"
    RESTORED = "恢复"
    RESTORED_PLAIN = "恢复办结"
    CLOSE = "关闭"
    VOID = "作废"


_S, _A = State, Act

COURSE: dict[tuple[State, Act], State] = {
    **{(state, Act.LOG): state for state in State if state not in (State.CLOSED, State.VOID)},
    **{
        (state, Act.LEVEL): state
        for state in (_S.RECEIVED, _S.WAITING, _S.DISPATCHED, _S.WORKING, _S.CALLING, _S.FINISHED, _S.PUT_OFF, _S.TIED)
    },
    **{(state, Act.VOID): _S.VOID for state in State if state not in (State.CLOSED, State.VOID)},
    **{(state, Act.DISPATCH): _S.DISPATCHED for state in (_S.RECEIVED, _S.WAITING, _S.DISPATCHED, _S.WORKING)},
    **{(state, Act.DONE): _S.CALLING for state in (_S.RECEIVED, _S.WAITING, _S.DISPATCHED, _S.WORKING)},
    **{(state, Act.SETTLE): _S.FINISHED for state in (_S.RECEIVED, _S.WAITING, _S.DISPATCHED, _S.WORKING)},
    **{
        (state, Act.PUT_OFF): _S.PUT_OFF
        for state in (_S.RECEIVED, _S.WAITING, _S.DISPATCHED, _S.WORKING, _S.PUT_OFF)
    },
    **{(state, Act.TIE): _S.TIED for state in (_S.RECEIVED, _S.WAITING, _S.DISPATCHED, _S.WORKING)},
    **{(state, Act.SERVICE): state for state in (_S.DISPATCHED, _S.WORKING, _S.CALLING, _S.FINISHED)},
    (_S.DISPATCHED, _A.ARRIVE): _S.WORKING,
    (_S.CALLING, _A.CALL): _S.FINISHED,
    (_S.CALLING, _A.MISS): _S.CALLING,
    (_S.CALLING, _A.GIVE_UP): _S.FINISHED,
    (_S.CALLING, _A.SEND_BACK): _S.WAITING,
    (_S.FINISHED, _A.SEND_BACK): _S.WAITING,
    (_S.CLOSED, _A.SEND_BACK): _S.WAITING,
    (_S.FINISHED, _A.CLOSE): _S.CLOSED,
    (_S.TIED, _A.UNTIE): _S.WAITING,
    (_S.TIED, _A.RESTORED): _S.CALLING,
    (_S.TIED, _A.RESTORED_PLAIN): _S.FINISHED,
}  # fmt: skip
"""Every act but 提前恢复, which leads back to the state before it was put off."""

OPEN = frozenset(State) - {State.CLOSED, State.VOID}
"""Not over."""
UNFINISHED = frozenset({_S.RECEIVED, _S.WAITING, _S.DISPATCHED, _S.WORKING})
"""Somebody still has to do what was asked."""
MISSES_ENOUGH = 3
"""Calls that found nobody, after which the desk may say 联系不上."""

_LEAD = frozenset({_A.LEVEL, _A.VOID})
WORDS_NEEDED = frozenset({
    _A.LOG, _A.DONE, _A.SETTLE, _A.PUT_OFF, _A.SEND_BACK, _A.LEVEL, _A.UNTIE, _A.CLOSE, _A.VOID,
})  # fmt: skip
"""Acts that nobody does without saying why or what."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Until when each step is to be done; None: no limit. Fixed when it is given, so that it is as it was told."""

    dispatch_by: datetime | None = None
    arrive_by: datetime | None = None
    finish_by: datetime | None = None
    call_by: datetime | None = None


class LimitStep(StrEnum):
    """Which limit runs."""

    DISPATCH = "派单"
    ARRIVE = "到场"
    FINISH = "完成"
    CALL = "回访"


@dataclass(frozen=True, slots=True)
class Row:
    """A dated row of a ticket; `on` is the desk's day, `promise` what was promised anew with it."""

    act: Act
    on: date
    at: datetime
    promise: Promise | None = None
    department: str = ""
    worker: str = ""
    until: date | None = None
    level: Level | None = None
    outage_id: int | None = None
    reached: bool | None = None
    satisfaction: int | None = None


@dataclass(frozen=True, slots=True)
class Opening:
    """What a ticket was when it was received."""

    kind: TicketKind
    level: Level
    promise: Promise


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a ticket stands after its rows, before the day is asked: `on_day` says what holds on a day.

    `under` is the state that one put off comes back to. `misses` are calls that found nobody since it was done.
    """

    state: State
    level: Level
    promise: Promise
    under: State | None = None
    until: date | None = None
    department: str = ""
    worker: str = ""
    outage_id: int | None = None
    sent_back: int = 0
    misses: int = 0
    done_at: datetime | None = None
    satisfaction: int | None = None
    closed_at: datetime | None = None

    def on_day(self, day: date) -> State:
        """The state on *day*: what was put off is back on its day (D2.2)."""
        if (
            self.state is State.PUT_OFF
            and self.under is not None
            and self.until is not None
            and self.until <= day
        ):
            return self.under
        return self.state

    def limit(self) -> tuple[LimitStep, datetime] | None:
        """Which limit runs now, and until when; one put off is watched from the day it is back."""
        state = self.under if self.state is State.PUT_OFF and self.under is not None else self.state
        wanted = {
            State.WAITING: (LimitStep.DISPATCH, self.promise.dispatch_by),
            State.DISPATCHED: (LimitStep.ARRIVE, self.promise.arrive_by),
            State.RECEIVED: (LimitStep.FINISH, self.promise.finish_by),
            State.WORKING: (LimitStep.FINISH, self.promise.finish_by),
            State.CALLING: (LimitStep.CALL, self.promise.call_by),
        }.get(state)
        if wanted is None:
            return None
        step, by = wanted
        if by is not None:
            return step, by
        # No limit of its own: the whole must still be done in time.
        if state in UNFINISHED and self.promise.finish_by is not None:
            return LimitStep.FINISH, self.promise.finish_by
        return None


def begins(opening: Opening) -> Standing:
    """A ticket just received."""
    state = State.RECEIVED if opening.kind in AT_DESK else State.WAITING
    return Standing(state, opening.level, opening.promise)


def target(standing: Standing, act: Act, day: date) -> State | None:
    """The state that *act* leads to on *day*; None: it cannot be done."""
    state = standing.on_day(day)
    if act is Act.RESUME:
        return standing.under if state is State.PUT_OFF else None
    if act is Act.GIVE_UP and standing.misses < MISSES_ENOUGH:
        return None
    return COURSE.get((state, act))


def take(standing: Standing, row: Row) -> Standing:
    """Where it stands after *row*. Raises `ValueError` for what the table does not know."""
    after = target(standing, row.act, row.on)
    if after is None:
        raise ValueError(f"{standing.on_day(row.on)} {row.act}")
    before = standing.on_day(row.on)
    now = replace(standing, state=after, promise=row.promise or standing.promise)
    if after is not State.PUT_OFF:
        now = replace(now, under=None, until=None)
    if row.act is Act.PUT_OFF:
        return replace(now, under=standing.under if before is State.PUT_OFF else before, until=row.until)
    if row.act is Act.DISPATCH:
        return replace(now, department=row.department, worker=row.worker)
    if row.act in (Act.DONE, Act.SETTLE):
        handler = {"department": row.department, "worker": row.worker} if row.department or row.worker else {}
        return replace(now, done_at=row.at, misses=0, **handler)  # type: ignore[arg-type]
    if row.act in (Act.RESTORED, Act.RESTORED_PLAIN):
        return replace(now, done_at=row.at, misses=0)
    if row.act is Act.MISS:
        return replace(now, misses=standing.misses + 1)
    if row.act is Act.CALL:
        return replace(now, satisfaction=row.satisfaction)
    if row.act is Act.SEND_BACK:
        return replace(
            now, sent_back=standing.sent_back + 1, done_at=None, closed_at=None, misses=0, department="", worker="",
            satisfaction=row.satisfaction, outage_id=None,
        )  # fmt: skip
    if row.act is Act.LEVEL and row.level is not None:
        return replace(now, level=row.level)
    if row.act is Act.TIE:
        return replace(now, outage_id=row.outage_id)
    if row.act is Act.UNTIE:
        return replace(now, outage_id=None, department="", worker="")
    if row.act is Act.CLOSE:
        return replace(now, closed_at=row.at)
    return now


def stand(opening: Opening, rows: Iterable[Row]) -> Standing:
    """Where a ticket stands after all of its rows. Raises `ValueError` where they do not follow the table."""
    standing = begins(opening)
    for row in rows:
        standing = take(standing, row)
    return standing


AUTOMATIC = frozenset({Act.RESTORED, Act.RESTORED_PLAIN})
"""Acts that come with the end of an outage, and of which there is no button."""


def acts_from(standing: Standing, day: date) -> tuple[Act, ...]:
    """What can be done on *day*, in the order of `Act`."""
    return tuple(act for act in Act if act not in AUTOMATIC and target(standing, act, day) is not None)


def right_of(standing: Standing, act: Act) -> Right:
    """Who may do it: levels, voids and closing what is 重大 are the lead's."""
    if act in _LEAD or (act is Act.CLOSE and standing.level is Level.MAJOR):
        return Right.RECEPTION_LEAD
    return Right.RECEPTION


def wants_call(channel: Channel, call_days: int | None, phone: str, caller: str) -> bool:
    """Whether somebody is called back: not where the rule asks for none, nor where there is nobody to ask."""
    return call_days is not None and channel is not Channel.PATROL and bool(phone.strip() or caller.strip())
