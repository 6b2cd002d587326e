"""Parcels, letters and papers held for somebody: their words, and how one stands after what happened to it (D2.4).

Pure. Nothing of the state is a choice of the clerk: it follows from the rows, and `check` goes through them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ParcelKind(StrEnum):
    """What is held; the value is what stands on screen."""

    PARCEL = "快递"
    REGISTERED = "挂号信"
    LETTER = "信函"
    PAPERS = "文件资料"


PREFIX: dict[ParcelKind, str] = {
    ParcelKind.PARCEL: "KD",
    ParcelKind.REGISTERED: "XJ",
    ParcelKind.LETTER: "XJ",
    ParcelKind.PAPERS: "XJ",
}
"""The series of a kind's numbers: `KD-20261121-003` for parcels, `XJ-…` for letters and papers."""


class ParcelStep(StrEnum):
    """What happened to it."""

    NOTIFIED = "notified"
    COLLECTED = "collected"
    SENT_BACK = "sent_back"
    VOIDED = "voided"
    UNDONE = "undone"


STEP_WORDS: dict[ParcelStep, str] = {
    ParcelStep.NOTIFIED: "通知",
    ParcelStep.COLLECTED: "领取",
    ParcelStep.SENT_BACK: "退回",
    ParcelStep.VOIDED: "作废",
    ParcelStep.UNDONE: "撤销",
}
TAKING = (ParcelStep.COLLECTED, ParcelStep.SENT_BACK, ParcelStep.VOIDED)
"""Steps after which fewer pieces are here."""


class NotifyWay(StrEnum):
    """How somebody was told."""

    PHONE = "电话"
    WECHAT = "微信"
    MESSAGE = "短信"
    DOOR = "上门"
    FAILED = "没有联系上"


class ParcelState(StrEnum):
    """How it stands on a day."""

    WAITING = "待通知"
    NOTIFIED = "已通知"
    OVERDUE = "逾期未领"
    COLLECTED = "已领取"
    SENT_BACK = "已退回"
    VOID = "作废"


HERE = (ParcelState.OVERDUE, ParcelState.WAITING, ParcelState.NOTIFIED)
"""States of what is still at the desk."""
DAYS_SETTING = "reception.parcel_days"
DAYS = 3
"""Days that something may wait before it counts as overdue, until the office sets another number."""
MOST_PIECES = 99
LONGEST_WORDS = 200
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Happened:
    """One row of its course, the oldest first. `undoes` is the row that an undoing takes back."""

    id: int
    step: ParcelStep
    on: date
    pieces: int = 0
    reached: bool = True
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class Stands:
    """How many pieces are here, on which day somebody was last told, and how it ended."""

    left: int
    notified_on: date | None = None
    outcome: ParcelStep | None = None
    ended_on: date | None = None


def standing(pieces: int, course: Iterable[Happened]) -> Stands:
    """What the rows come to. It ended as collected where any piece was, else as sent back; void goes before both."""
    rows = tuple(course)
    undone = {row.undoes for row in rows if row.undoes is not None}
    rows = tuple(row for row in rows if row.id not in undone and row.step is not ParcelStep.UNDONE)
    notified = [row.on for row in rows if row.step is ParcelStep.NOTIFIED and row.reached]
    taken = [row for row in rows if row.step in TAKING]
    left = pieces - sum(row.pieces for row in taken)
    if left > 0 or not taken:
        return Stands(left, notified[-1] if notified else None)
    steps = {row.step for row in taken}
    outcome = next(
        step for step in (ParcelStep.VOIDED, ParcelStep.COLLECTED, ParcelStep.SENT_BACK) if step in steps
    )
    return Stands(left, notified[-1] if notified else None, outcome, taken[-1].on)


_ENDED = {
    ParcelStep.COLLECTED: ParcelState.COLLECTED,
    ParcelStep.SENT_BACK: ParcelState.SENT_BACK,
    ParcelStep.VOIDED: ParcelState.VOID,
}


def state(
    outcome: ParcelStep | None, notified_on: date | None, received_on: date, today: date, days: int
) -> ParcelState:
    """One word for it on a day; what waits longer than *days* is overdue whether anybody was told or not."""
    if outcome is not None:
        return _ENDED[outcome]
    if (today - received_on).days > days:
        return ParcelState.OVERDUE
    return ParcelState.WAITING if notified_on is None else ParcelState.NOTIFIED
