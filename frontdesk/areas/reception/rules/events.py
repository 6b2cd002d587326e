"""Community events (社区活动, D2.7): the course of one, its budget and what was spent. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.base.values.money import ZERO, Money, total

PREFIX = "HD"
LONGEST_TITLE = 60
MOST_LINES = 12
MOST_PEOPLE = 500
SOON_DAYS = 7
"""Days ahead from which an event stands on the start page."""
SCORES = (1, 2, 3, 4, 5)


class EventStep(StrEnum):
    """What happens to a plan."""

    PLANNED = "planned"
    CHANGED = "changed"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    REOPENED = "reopened"
    VOIDED = "voided"


STEP_WORDS: dict[EventStep, str] = {
    EventStep.PLANNED: "提交计划",
    EventStep.CHANGED: "改计划",
    EventStep.APPROVED: "批准",
    EventStep.SENT_BACK: "退回修改",
    EventStep.POSTPONED: "改期",
    EventStep.CANCELLED: "取消",
    EventStep.CLOSED: "总结结束",
    EventStep.REOPENED: "重开总结",
    EventStep.VOIDED: "作废",
}


class EventBase(StrEnum):
    """Where the last step left it, whatever the day."""

    WAITING = "waiting"
    BACK = "back"
    APPROVED = "approved"
    CANCELLED = "cancelled"
    CLOSED = "closed"
    VOID = "void"


COURSE: dict[EventBase, dict[EventStep, EventBase]] = {
    EventBase.WAITING: {
        EventStep.CHANGED: EventBase.WAITING,
        EventStep.APPROVED: EventBase.APPROVED,
        EventStep.SENT_BACK: EventBase.BACK,
        EventStep.CANCELLED: EventBase.CANCELLED,
        EventStep.VOIDED: EventBase.VOID,
    },
    EventBase.BACK: {
        EventStep.CHANGED: EventBase.WAITING,
        EventStep.CANCELLED: EventBase.CANCELLED,
        EventStep.VOIDED: EventBase.VOID,
    },
    EventBase.APPROVED: {
        # Another budget or another event is approved anew; another day is not.
        EventStep.CHANGED: EventBase.WAITING,
        EventStep.POSTPONED: EventBase.APPROVED,
        EventStep.CANCELLED: EventBase.CANCELLED,
        EventStep.CLOSED: EventBase.CLOSED,
    },
    EventBase.CLOSED: {EventStep.REOPENED: EventBase.APPROVED},
    EventBase.CANCELLED: {},
    EventBase.VOID: {},
}
"""State -> step -> the state after it."""
SPENDING = (EventBase.APPROVED, EventBase.CANCELLED)
"""What was bought before it was called off was spent all the same."""


class EventState(StrEnum):
    """How it stands on a day; the value is what stands on screen."""

    WAITING = "待审批"
    BACK = "退回修改"
    READY = "筹备中"
    TODAY = "今天举办"
    HELD = "待总结"
    CLOSED = "已结束"
    CANCELLED = "已取消"
    VOID = "作废"


_PLAIN = {
    EventBase.WAITING: EventState.WAITING,
    EventBase.BACK: EventState.BACK,
    EventBase.CLOSED: EventState.CLOSED,
    EventBase.CANCELLED: EventState.CANCELLED,
    EventBase.VOID: EventState.VOID,
}


def base_after(steps: Iterable[EventStep]) -> EventBase:
    """Where its steps, in their order, have led; the first is the plan itself. Raises `KeyError` for a step out of course."""
    base = EventBase.WAITING
    for step in steps:
        if step is not EventStep.PLANNED:
            base = COURSE[base][step]
    return base


def state(base: EventBase, held_on: date, today: date) -> EventState:
    """One word for it on a day."""
    if base is not EventBase.APPROVED:
        return _PLAIN[base]
    if held_on == today:
        return EventState.TODAY
    return EventState.READY if held_on > today else EventState.HELD


class GuestMark(StrEnum):
    """What is known of somebody's coming; the last row counts."""

    CAME = "已到"
    MISSED = "没有来"
    OUT = "取消报名"


@dataclass(frozen=True, slots=True)
class Account:
    """A line of the budget beside what was spent on it; what was spent unplanned has no budget."""

    no: int | None
    what: str
    budget: Money
    spent: Money

    @property
    def left(self) -> Money:
        """Below nothing where more was spent."""
        return self.budget - self.spent


def accounts(
    budget: Iterable[tuple[int, str, Money]], spent: Iterable[tuple[int | None, Money]], other: str
) -> tuple[Account, ...]:
    """The budget's lines in their order, then *other* for what belongs to none of them, if there is any."""
    lines = tuple(budget)
    known = {no for no, _what, _amount in lines}
    spends = tuple(spent)
    made = [
        Account(no, what, amount, total(paid for at, paid in spends if at == no))
        for no, what, amount in lines
    ]
    rest = total(paid for at, paid in spends if at not in known)
    if rest != ZERO:
        made.append(Account(None, other, ZERO, rest))
    return tuple(made)
