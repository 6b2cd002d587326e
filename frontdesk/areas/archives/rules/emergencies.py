"""突发事件: kinds, what is written into one as it goes on, and how it stands (D1, T21). Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

LONGEST_WORDS = 400


class EmergencyKind(StrEnum):
    """What happened."""

    FIRE = "火警"
    DROWNING = "溺水"
    FALLING = "高空坠物"
    TRAPPED = "停电困人"
    SECURITY = "治安"
    NATURE = "自然灾害"
    OTHER = "其他"


class Entry(StrEnum):
    """A line of its course."""

    TOLD = "报告"
    MEASURE = "处置"
    LOSS = "伤亡损失"
    FOLLOW = "跟进"
    FOLLOWED = "跟进完成"
    CLOSED = "结案"
    VOIDED = "作废"
    UNDONE = "撤销"


class EmergencyState(StrEnum):
    """How it stands."""

    OPEN = "处理中"
    CLOSED = "已结案"
    VOID = "作废"


TOLD_USUAL = (
    "119 消防",
    "110 公安",
    "120 急救",
    "公司领导",
    "社区居委会",
    "街道办事处",
    "业主委员会",
    "供电公司",
    "电梯维保",
)
"""Whom one tells, as the trade says it."""


@dataclass(frozen=True, slots=True)
class Line:
    """An entry of the course. `who` was told, or does the follow-up until `until`; `ends_id` is what it ends."""

    id: int
    entry: Entry
    at: datetime
    words: str
    who: str = ""
    until: date | None = None
    ends_id: int | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class EmergencyStanding:
    """The state, and the follow-ups that are not done, the next due first; `late` are days over the oldest."""

    state: EmergencyState
    follow: tuple[Line, ...]
    late: int


def undone(lines: Sequence[Line]) -> frozenset[int]:
    """Ids of the lines that were taken back."""
    return frozenset(
        line.ends_id for line in lines if line.entry is Entry.UNDONE and line.ends_id is not None
    )


def stand(lines: Sequence[Line], on: date) -> EmergencyStanding:
    """How an emergency stands on a day, from its lines in their order."""
    gone = undone(lines)
    valid = [line for line in lines if line.id not in gone and line.entry is not Entry.UNDONE]
    entries = {line.entry for line in valid}
    if Entry.VOIDED in entries:
        return EmergencyStanding(EmergencyState.VOID, (), 0)
    done = {line.ends_id for line in valid if line.entry is Entry.FOLLOWED}
    follow = [line for line in valid if line.entry is Entry.FOLLOW and line.id not in done]
    follow.sort(key=lambda line: line.until or date.max)
    late = max(((on - line.until).days for line in follow if line.until is not None), default=0)
    state = EmergencyState.CLOSED if Entry.CLOSED in entries else EmergencyState.OPEN
    return EmergencyStanding(state, tuple(follow), max(0, late))


def read_clock(text: str) -> time | None:
    """`9:05`, `0905`, `9点05` as a time; None for what is none."""
    flat = text.strip().replace("：", ":").replace("点", ":").replace("分", "").rstrip(":")
    match = re.fullmatch(r"(\d{1,2}):(\d{1,2})|(\d{2})(\d{2})|(\d{1,2})", flat)
    if match is None:
        return None
    hour = int(match[1] or match[3] or match[5])
    minute = int(match[2] or match[4] or 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
