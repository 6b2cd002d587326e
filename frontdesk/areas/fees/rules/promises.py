"""Promises to pay (承诺缴费): kept, broken or still running. It follows from what was paid, and is never ticked off."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from frontdesk.base.values.money import Money


class PromiseState(StrEnum):
    """What became of a promise."""

    KEPT = "已兑现"
    BROKEN = "未兑现"
    RUNNING = "未到期"
    REPLACED = "已另约"


def promise_state(
    amount: Money, due_on: date, paid: Money, on: date, *, replaced: bool = False
) -> PromiseState:
    """*paid* is what the unit has paid since the promise, up to its day; *replaced* says a later one stands.

    The promised day itself belongs to who promised: a promise is broken from the day after it.
    """
    if paid >= amount:
        return PromiseState.KEPT
    if replaced:
        return PromiseState.REPLACED
    return PromiseState.BROKEN if on > due_on else PromiseState.RUNNING
