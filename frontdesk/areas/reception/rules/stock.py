"""Assets, consumables, the month's count and the purchase plan: their words and how they stand (D2.9). Pure.

Nothing of a state is a choice of the clerk: it follows from the rows, and `check` goes through them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from frontdesk.base.values.periods import Month

ASSET_PREFIX = "ZC"
CONSUMABLE_PREFIX = "WL"
COUNT_PREFIX = "PD"
PLAN_PREFIX = "CG"
COUNT_DAY_SETTING = "reception.count_day"
PLAN_DAY_SETTING = "reception.purchase_day"
COUNT_DAY = 25
"""Day of the month by which the count is fixed, until the office sets another."""
PLAN_DAY = 20
"""Day of the month by which the next month's purchase plan is submitted."""
AHEAD_DAYS = 5
"""The start page speaks of either so many days before it is due."""
MOST_QUANTITY = Decimal(1_000_000)
MOST_LINES = 200
MOST_PLAN_LINES = 60


class AssetStep(StrEnum):
    """What happened to an asset."""

    PLACED = "placed"
    REPAIR = "repair"
    BACK = "back"
    SCRAPPED = "scrapped"
    VOIDED = "voided"


ASSET_STEP_WORDS: dict[AssetStep, str] = {
    AssetStep.PLACED: "调拨",
    AssetStep.REPAIR: "送修",
    AssetStep.BACK: "恢复在用",
    AssetStep.SCRAPPED: "报废",
    AssetStep.VOIDED: "作废",
}


class AssetState(StrEnum):
    """How an asset stands; the value is what stands on screen."""

    USED = "在用"
    REPAIR = "维修中"
    SCRAPPED = "已报废"
    VOID = "作废"


HERE = (AssetState.USED, AssetState.REPAIR)
"""States of what is still to be found at a count."""
_AFTER = {
    AssetStep.REPAIR: AssetState.REPAIR,
    AssetStep.BACK: AssetState.USED,
    AssetStep.SCRAPPED: AssetState.SCRAPPED,
    AssetStep.VOIDED: AssetState.VOID,
}
ASSET_TABLE: dict[AssetStep, tuple[AssetState, ...]] = {
    AssetStep.PLACED: (AssetState.USED, AssetState.REPAIR),
    AssetStep.REPAIR: (AssetState.USED,),
    AssetStep.BACK: (AssetState.REPAIR, AssetState.SCRAPPED),
    AssetStep.SCRAPPED: (AssetState.USED, AssetState.REPAIR),
    AssetStep.VOIDED: (AssetState.USED, AssetState.REPAIR, AssetState.SCRAPPED),
}
"""From which states each step may be taken."""


def asset_state(steps: Iterable[AssetStep]) -> AssetState:
    """What an asset's steps, the oldest first, come to."""
    found = AssetState.USED
    for step in steps:
        found = _AFTER.get(step, found)
    return found


class MoveKind(StrEnum):
    """Why a consumable's stock changed; the value is what stands on screen."""

    IN = "入库"
    OUT = "领用"
    PURCHASE = "采购入库"
    COUNT = "盘点调整"
    UNDONE = "冲销"


def is_low(stock: Decimal, least: Decimal) -> bool:
    """Whether less is here than should be."""
    return stock < least


class CountState(StrEnum):
    """How a month's count stands; the value is what stands on screen."""

    OPEN = "盘点中"
    FIXED = "已定稿"
    LEFT = "有差异未处理"
    VOID = "作废"


def count_state(*, fixed: bool, voided: bool, unexplained: int) -> CountState:
    """One word for it; *unexplained* are its differences that nobody has explained or put right."""
    if voided:
        return CountState.VOID
    if not fixed:
        return CountState.OPEN
    return CountState.LEFT if unexplained else CountState.FIXED


class PlanStep(StrEnum):
    """What happened to a purchase plan."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    SENT_BACK = "sent_back"
    CLOSED = "closed"
    VOIDED = "voided"


PLAN_STEP_WORDS: dict[PlanStep, str] = {
    PlanStep.SUBMITTED: "提交",
    PlanStep.APPROVED: "批准",
    PlanStep.SENT_BACK: "退回",
    PlanStep.CLOSED: "结束",
    PlanStep.VOIDED: "作废",
}


class PlanState(StrEnum):
    """How a purchase plan stands; the value is what stands on screen."""

    DRAFT = "编制中"
    SUBMITTED = "待批准"
    SENT_BACK = "已退回"
    APPROVED = "已批准"
    DONE = "已完成"
    VOID = "作废"


WRITABLE = (PlanState.DRAFT, PlanState.SENT_BACK)
"""States in which the lines may still be changed."""
_PLAN_AFTER = {
    PlanStep.SUBMITTED: PlanState.SUBMITTED,
    PlanStep.APPROVED: PlanState.APPROVED,
    PlanStep.SENT_BACK: PlanState.SENT_BACK,
    PlanStep.CLOSED: PlanState.DONE,
    PlanStep.VOIDED: PlanState.VOID,
}


def plan_state(last: PlanStep | None, *, all_received: bool) -> PlanState:
    """What the last step comes to; approved and all of it received is done, as is one of which no more comes."""
    if last is None:
        return PlanState.DRAFT
    found = _PLAN_AFTER[last]
    return PlanState.DONE if found is PlanState.APPROVED and all_received else found


@dataclass(frozen=True, slots=True)
class Due:
    """Something the month asks for: of which month, by which day, and whether the day is over."""

    month: Month
    by: date

    def late(self, today: date) -> int:
        """Days over; 0 while there is time."""
        return max(0, (today - self.by).days)


def count_due(month: Month, day: int) -> Due:
    """The count of a month, by that day of it (its last where it has fewer)."""
    return Due(month, month.day(day))


def plan_due(month: Month, day: int) -> Due:
    """The plan for *month*, by that day of the month before."""
    return Due(month, month.plus(-1).day(day))
