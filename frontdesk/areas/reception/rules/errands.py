"""Errands (代办): their course as a table, the kinds an office begins with (D2.6). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ErrandState(StrEnum):
    """Where an errand stands; the value stands on screen."""

    RECEIVED = "已受理"
    HANDED = "已交办"
    WORKING = "办理中"
    DONE = "待领取"
    COLLECTED = "已领取"
    RETURNED = "已退回"
    WITHDRAWN = "已撤销"


class ErrandAct(StrEnum):
    """What is done with one; the value stands on buttons and in its course."""

    RECEIVE = "受理"
    HAND = "交办"
    WORK = "办理"
    LOG = "记进展"
    PROMISE = "改期"
    DONE = "办结"
    COLLECT = "领取"
    RETURN = "退回"
    RESUME = "补齐再办"
    WITHDRAW = "撤销"


_S, _A = ErrandState, ErrandAct
COURSE: dict[ErrandState | None, dict[ErrandAct, ErrandState]] = {
    None: {_A.RECEIVE: _S.RECEIVED},
    _S.RECEIVED: {
        _A.HAND: _S.HANDED, _A.WORK: _S.WORKING, _A.LOG: _S.RECEIVED, _A.PROMISE: _S.RECEIVED,
        _A.RETURN: _S.RETURNED, _A.WITHDRAW: _S.WITHDRAWN,
    },
    _S.HANDED: {
        _A.HAND: _S.HANDED, _A.WORK: _S.WORKING, _A.LOG: _S.HANDED, _A.PROMISE: _S.HANDED, _A.DONE: _S.DONE,
        _A.RETURN: _S.RETURNED, _A.WITHDRAW: _S.WITHDRAWN,
    },
    _S.WORKING: {
        _A.HAND: _S.HANDED, _A.LOG: _S.WORKING, _A.PROMISE: _S.WORKING, _A.DONE: _S.DONE, _A.RETURN: _S.RETURNED,
        _A.WITHDRAW: _S.WITHDRAWN,
    },
    _S.DONE: {_A.LOG: _S.DONE, _A.COLLECT: _S.COLLECTED, _A.RESUME: _S.WORKING},
    _S.RETURNED: {_A.RESUME: _S.RECEIVED, _A.LOG: _S.RETURNED, _A.WITHDRAW: _S.WITHDRAWN},
    _S.COLLECTED: {},
    _S.WITHDRAWN: {},
}  # fmt: skip
"""What can be done in each state and where it leads; what does not stand here is refused."""
OPEN = (_S.RECEIVED, _S.HANDED, _S.WORKING, _S.DONE, _S.RETURNED)
AT_WORK = (_S.RECEIVED, _S.HANDED, _S.WORKING)
"""States in which the promised day counts."""
ENDED = (_S.COLLECTED, _S.WITHDRAWN)
WORDS_NEEDED: dict[ErrandAct, str] = {
    _A.LOG: "请写进展",
    _A.PROMISE: "请写为什么改期",
    _A.DONE: "请写办的结果",
    _A.RETURN: "请写为什么退回、缺什么",
    _A.RESUME: "请写补了什么，或哪里要重办",
    _A.WITHDRAW: "请写撤销的原因",
}
"""Acts that take words, and what is said where there are none."""

PREFIX = "DB"
"""The series of errands: `DB-20261122-001`."""
SOURCE = "errand"
"""What an errand's charge names as its source."""
SOON_DAYS = 1
LONGEST_NAME = 80
LONGEST_KIND = 24
MOST_DAYS = 365
MOST_PAPERS = 20


@dataclass(frozen=True, slots=True)
class ErrandStepRow:
    """One row of the course: what was done on which day; `promised_on` where it sets the promised day."""

    act: ErrandAct
    on: date
    promised_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """Where an errand is after its course: its state, the day promised, the day it ended."""

    state: ErrandState
    promised_on: date
    ended_on: date | None


def target(state: ErrandState | None, act: ErrandAct) -> ErrandState | None:
    """The state *act* leads to; None where it cannot be done."""
    return COURSE[state].get(act)


def standing(rows: Iterable[ErrandStepRow]) -> Stands:
    """Go through the course. Raises `ValueError` where a row does not follow from the table."""
    state: ErrandState | None = None
    promised: date | None = None
    ended: date | None = None
    for row in rows:
        state = target(state, row.act)
        if state is None:
            raise ValueError(f"{row.act} cannot follow")
        promised = row.promised_on or promised
        ended = row.on if state in ENDED else None
    if state is None or promised is None:
        raise ValueError("an errand begins with being received")
    return Stands(state, promised, ended)


def overdue(state: ErrandState, promised_on: date, on: date) -> bool:
    """Whether its promised day has passed while it is still being worked on."""
    return state in AT_WORK and promised_on < on


@dataclass(frozen=True, slots=True)
class ErrandKindSeed:
    """A kind an office begins with: days it usually takes, papers it asks for."""

    words: str
    days: int
    papers: tuple[str, ...]


SEEDS: tuple[ErrandKindSeed, ...] = (
    ErrandKindSeed("电话、宽带报装", 5, ("业主身份证复印件", "运营商申请表")),
    ErrandKindSeed("有线电视开通", 3, ("业主身份证复印件",)),
    ErrandKindSeed("燃气开户", 7, ("房产证或购房合同复印件", "业主身份证复印件", "燃气开户申请表")),
    ErrandKindSeed("水电过户", 7, ("房产证复印件", "新户主身份证复印件", "过户申请表")),
    ErrandKindSeed("代收代缴", 2, ("缴费通知或账单",)),
    ErrandKindSeed("其他", 5, ()),
)
