"""Billing months ahead (M6.8), and when a charge made ahead asks for a decision. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr

AHEAD = "ahead"
"""`Charge.source_kind` of a charge for a month that had not been billed when it was paid."""

MOST_MONTHS = 36


def months_fault(months: Sequence[Month], now: Month) -> str:
    """Why these months cannot be billed ahead, or an empty text."""
    if not months:
        return tr("请选要预缴的月份")
    if min(months) < now:
        return tr("{month} 已经过去，请用“生成应收”", month=min(months))
    if max(months) > now.plus(MOST_MONTHS):
        return tr("最多预缴 {n} 个月", n=MOST_MONTHS)
    return ""


def difference(amount: Money, adjusted: Money, expected: Money, decided: Money | None) -> Money:
    """What a charge is still to be changed by so that it comes to *expected*; nothing where that was decided.

    *adjusted* is what earlier decisions changed it by, *decided* the amount the last of them was about.
    """
    if expected == decided:
        return ZERO
    return expected - amount - adjusted
