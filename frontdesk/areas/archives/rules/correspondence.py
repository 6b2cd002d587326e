"""Documents in and out (收发文): their course, and what it comes to on a day (D1.6).

A document's rows are facts; what it is now is worked out from them and the day, so that nothing is reminded of that
was done already (T21).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Direction(StrEnum):
    """Whether it came or went."""

    IN = "收文"
    OUT = "发文"


PREFIX: dict[Direction, str] = {Direction.IN: "SW", Direction.OUT: "FW"}
USUAL_KINDS = ("通知", "函", "请示", "报告", "批复", "会议纪要", "合同", "律师函", "整改通知", "其他")
LONGEST_WORDS = 200
MOST_COPIES = 999


class Secrecy(StrEnum):
    """Who may see it, in the office's own words (no grade of the state's)."""

    PLAIN = "普通"
    INTERNAL = "内部"
    CONFIDENTIAL = "保密"


class Step(StrEnum):
    """What can happen to it; the value is stored."""

    SENT_ROUND = "sent_round"
    READ = "read"
    ANSWERED = "answered"
    FILED = "filed"
    LENT = "lent"
    RETURNED = "returned"
    VOIDED = "voided"
    UNDONE = "undone"


STEP_WORDS: dict[Step, str] = {
    Step.SENT_ROUND: "送阅",
    Step.READ: "已阅",
    Step.ANSWERED: "办结",
    Step.FILED: "归档",
    Step.LENT: "借出原件",
    Step.RETURNED: "归还原件",
    Step.VOIDED: "作废",
    Step.UNDONE: "撤销",
}


class State(StrEnum):
    """What a document is on a day; the value stands on screen."""

    OVERDUE = "逾期未办"
    DUE = "待办"
    ROUND = "传阅中"
    OPEN = "登记"
    ANSWERED = "已办结"
    FILED = "已归档"
    VOID = "已作废"


@dataclass(frozen=True, slots=True)
class Happened:
    """A row of its course, as the rules read it."""

    id: int
    step: Step
    on: date
    who: str = ""
    until: date | None = None
    ends_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What the rows come to. `reading` are rows of those who have not read it yet, `lent` the original's, if away."""

    state: State
    reading: tuple[Happened, ...] = ()
    lent: Happened | None = None
    answered_on: date | None = None
    filed_on: date | None = None
    late: int = 0
    """Days past `answer_by`, while it is not answered."""

    def overdue(self, on: date) -> int:
        """Days the original is away too long; 0 for none."""
        if self.lent is None or self.lent.until is None:
            return 0
        return max(0, (on - self.lent.until).days)


def stand(rows: Iterable[Happened], answer_by: date | None, on: date) -> Standing:
    """What a document is on a day, from its rows up to that day (T15)."""
    told = [row for row in rows if row.on <= on]
    undone = {row.ends_id for row in told if row.step is Step.UNDONE}
    valid = [row for row in told if row.step is not Step.UNDONE and row.id not in undone]
    ended = {row.ends_id for row in valid if row.step in (Step.READ, Step.RETURNED)}
    reading = tuple(row for row in valid if row.step is Step.SENT_ROUND and row.id not in ended)
    lent = next((row for row in valid if row.step is Step.LENT and row.id not in ended), None)
    answered = next((row.on for row in reversed(valid) if row.step is Step.ANSWERED), None)
    filed = next((row.on for row in reversed(valid) if row.step is Step.FILED), None)
    late = 0
    if any(row.step is Step.VOIDED for row in valid):
        return Standing(State.VOID, (), lent, answered, filed)
    if filed is not None:
        state = State.FILED
    elif answered is not None:
        state = State.ROUND if reading else State.ANSWERED
    elif answer_by is not None and answer_by < on:
        state, late = State.OVERDUE, (on - answer_by).days
    elif answer_by is not None:
        state = State.DUE
    else:
        state = State.ROUND if reading else State.OPEN
    return Standing(state, reading, lent, answered, filed, late)
