"""The three-year limitation of debts (M8.4): 民法典188 (three years), 189, 195 (what breaks it), 192, 200–202.

It runs from the due day, which is not counted itself: what fell due on 2023-11-30 can be sued for up to and
including 2026-11-30 (202: the day of the same number; the month's last where there is none). A signed demand,
a part payment, a promise or a suit begins it anew from its own day (195). Once it has run out only a promise
to pay still helps (192), so nothing else is counted after it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from frontdesk.areas.fees.rules.kinds import ActKind
from frontdesk.base.values.periods import Month

YEARS = 3
WATCHED_DAYS = 90
"""What runs out within so many days is listed."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that broke the limitation on a day; `words` say what it was."""

    kind: ActKind
    on: date
    words: str = ""


@dataclass(frozen=True, slots=True)
class Limitation:
    """When a debt's limitation runs out (its last day included) and the act it was last broken by, if any."""

    ends_on: date
    last_act: Act | None = None

    def days_left(self, on: date) -> int:
        """Days after *on* up to the end; 0 on the last day, negative when it has run out."""
        return (self.ends_on - on).days

    def over(self, on: date) -> bool:
        return on > self.ends_on


def years_later(day: date, years: int = YEARS) -> date:
    """The day of the same number so many years on; 28 February for the 29th where the year has none (202)."""
    return Month(day.year + years, day.month).day(day.day)


def limitation(due_on: date, acts: Iterable[Act]) -> Limitation:
    """When the limitation of a debt runs out. Acts of the due day and before do not count; order is of no matter."""
    ends, last = years_later(due_on), None
    for act in sorted(acts, key=lambda a: a.on):
        if act.on <= due_on:
            continue
        if act.on > ends and act.kind is not ActKind.PROMISE:
            continue
        ends, last = years_later(act.on), act
    return Limitation(ends, last)


def due_before(on: date, within: int = WATCHED_DAYS) -> date:
    """Debts that fell due after this day cannot run out by *on* + *within* days, whatever happened to them."""
    last = on + timedelta(days=within)
    back = Month(last.year - YEARS, last.month)
    # 28 February three years on is also the end of what fell due on the 29th.
    return back.span.last if last.month == 2 and last.day == 28 else back.day(last.day)
