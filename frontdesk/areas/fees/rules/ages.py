"""How old a debt is, by days past its due day (M8.1). On the due day nothing is overdue."""

from __future__ import annotations

from datetime import date
from enum import StrEnum


class Age(StrEnum):
    """The columns of an ageing report (账龄)."""

    NOT_DUE = "未到期"
    UP_TO_30 = "0–30天"
    UP_TO_60 = "31–60天"
    UP_TO_90 = "61–90天"
    UP_TO_180 = "91–180天"
    UP_TO_365 = "181–365天"
    OVER_A_YEAR = "一年以上"


LAST_DAY: tuple[tuple[int, Age], ...] = (
    (0, Age.NOT_DUE),
    (30, Age.UP_TO_30),
    (60, Age.UP_TO_60),
    (90, Age.UP_TO_90),
    (180, Age.UP_TO_180),
    (365, Age.UP_TO_365),
)
"""The last number of days past due that belongs to each age."""


def overdue_days(due_on: date, on: date) -> int:
    """Whole days past due; nothing on the due day and before."""
    return max(0, (on - due_on).days)


def age_of(due_on: date, on: date) -> Age:
    """Which column a debt stands in on a day."""
    days = overdue_days(due_on, on)
    return next((age for last, age in LAST_DAY if days <= last), Age.OVER_A_YEAR)
