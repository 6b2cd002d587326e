"""How often an item is billed: which month of a cycle bills, which days it covers, when it is due (M2.1, M2.4).

A cycle is billed in its first month, for the whole of it in advance. Quarter, half-year and year count from
the item's first month (1 to 12). The heating season is billed in the item's first month (November where
nothing else is set) and runs from the 15th of that month up to the 15th four months on. An item that is charged
once is billed in the month in which its first price starts, and in no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from frontdesk.areas.fees.rules.facts import Period, PriceFrom
from frontdesk.areas.fees.rules.kinds import Cycle
from frontdesk.base.values.periods import Month, Span

MONTHS: dict[Cycle, int] = {
    Cycle.MONTHLY: 1,
    Cycle.QUARTERLY: 3,
    Cycle.HALF_YEARLY: 6,
    Cycle.YEARLY: 12,
}
"""The cycles that are made of whole calendar months."""

PER_WORDS: dict[Cycle, str] = {
    Cycle.MONTHLY: "月",
    Cycle.QUARTERLY: "季",
    Cycle.HALF_YEARLY: "半年",
    Cycle.YEARLY: "年",
    Cycle.HEATING: "供暖季",
    Cycle.ONCE: "",
}
"""What a price per cycle is per; a single charge is per nothing."""

HEATING_MONTHS = 4
HEATING_DAY = 15
HEATING_FIRST_MONTH = 11


def period_of(
    cycle: Cycle, month: Month, *, first_month: int, due_day: int, prices: Sequence[PriceFrom]
) -> Period | None:
    """What billing *month* covers; None when the cycle does not bill in that month."""
    due_on = month.day(due_day)
    if cycle in MONTHS:
        count = MONTHS[cycle]
        if (month.number - first_month) % count:
            return None
        months = tuple(month.plus(i).span for i in range(count))
        return Period(str(month), Span(months[0].start, months[-1].end), months, due_on)
    if cycle is Cycle.HEATING:
        if month.number != first_month:
            return None
        until = month.plus(HEATING_MONTHS)
        season = Span(month.day(HEATING_DAY), date(until.year, until.number, HEATING_DAY))
        return Period(str(month), season, (), due_on)
    if not prices or Month.of(prices[0].starts_on) != month:
        return None
    return Period(str(month), month.span, (), due_on)
