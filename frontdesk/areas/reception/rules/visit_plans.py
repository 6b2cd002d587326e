"""Planned visits (按计划走访, D2.7): whom a plan takes in, what may come of a knock, how a unit and a plan stand. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState

LIVED_KINDS = (UnitKind.HOME, UnitKind.SHOP, UnitKind.OFFICE)
LIVED_STATES = (UnitState.OWNER, UnitState.LET, UnitState.DECORATING)
"""Units at which somebody can be found: nobody knocks at a parking space or at an empty home."""
USUAL_NOTES = ("老人", "病人", "独居", "残疾", "孕")
"""Words of a unit's notes that a plan of those to be looked after begins with."""
COMPLAINT_DAYS = 90
MOST_DAYS = 731
MOST_UNITS = 5_000
LONGEST_NAME = 60
LONGEST_WORDS = 300
LONGEST_NEEDS = 300


class Whom(StrEnum):
    """Which units of the chosen buildings a plan takes in; the value is what stands on screen."""

    ALL = "全部住户"
    SAMPLE = "抽样"
    NOTED = "要留意的住户"
    COMPLAINED = "投诉过的住户"


class Outcome(StrEnum):
    """What came of a visit."""

    MET = "见到住户"
    PHONE = "电话访到"
    ABSENT = "家里没人"
    UNWELCOME = "不便接待"


REACHED = frozenset({Outcome.MET, Outcome.PHONE})


class TargetState(StrEnum):
    """How a unit of a plan stands."""

    WAITING = "待走访"
    MISSED = "没有遇到"
    DONE = "已走访"


class PlanState(StrEnum):
    """How a plan stands on a day."""

    COMING = "未开始"
    RUNNING = "进行中"
    LATE = "已超期"
    COMPLETE = "已走完"
    ENDED = "已结束"
    VOID = "作废"


OPEN_PLANS = (PlanState.COMING, PlanState.RUNNING, PlanState.LATE)


class PlanEnd(StrEnum):
    """How a plan was ended by hand."""

    CLOSED = "结束"
    VOIDED = "作废"


@dataclass(frozen=True, slots=True)
class Knock:
    """One visit that stands, the oldest first."""

    outcome: Outcome
    on: date


def target_state(knocks: Iterable[Knock]) -> TargetState:
    """Once somebody was reached it is done, whatever came later; a void visit never was."""
    found = tuple(knocks)
    if any(knock.outcome in REACHED for knock in found):
        return TargetState.DONE
    return TargetState.MISSED if found else TargetState.WAITING


def plan_state(
    starts_on: date, ends_on: date, units: int, done: int, ended: PlanEnd | None, today: date
) -> PlanState:
    """One word for a plan; it runs from *starts_on* up to, not including, *ends_on*."""
    if ended is not None:
        return PlanState.VOID if ended is PlanEnd.VOIDED else PlanState.ENDED
    if done >= units:
        return PlanState.COMPLETE
    if today < starts_on:
        return PlanState.COMING
    return PlanState.LATE if today >= ends_on else PlanState.RUNNING


def plan_number(year: int, serial: int) -> str:
    """`ZF-2026-003`."""
    return f"ZF-{year:04d}-{serial:03d}"
