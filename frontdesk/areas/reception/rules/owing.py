"""What reports the desk owes, for which days and until when (D2.3): the week's on Tuesday, the month's after it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from frontdesk.base.values.periods import Month

TUESDAY: Final = 1
MONTH_DUE_DAY: Final = 5
"""Day of the next month until which a month's reports are due, where the office sets no other."""
_WEEK: Final = timedelta(days=7)
_DAY: Final = timedelta(days=1)


class ReportKind(StrEnum):
    """A report the desk owes; the value is stored and stands on screen."""

    WEEKLY = "投诉周报表"
    MONTHLY = "投诉、回访统计分析报表"
    SUMMARY = "前台工作总结"
    SPOT_CHECK = "报事抽查"


WRITTEN: Final = (ReportKind.WEEKLY, ReportKind.MONTHLY, ReportKind.SUMMARY)
"""Those that are drafted, completed by hand and fixed; 抽查 is drawn."""
PREFIX: dict[ReportKind, str] = {
    ReportKind.WEEKLY: "TSZB",
    ReportKind.MONTHLY: "TSYB",
    ReportKind.SUMMARY: "QTZJ",
    ReportKind.SPOT_CHECK: "CC",
}
WORD_FIELDS: dict[ReportKind, tuple[tuple[str, str], ...]] = {
    ReportKind.WEEKLY: (
        ("summary", "本周情况"),
        ("causes", "主要问题和原因"),
        ("measures", "处理措施和下周安排"),
    ),
    ReportKind.MONTHLY: (("analysis", "统计分析"), ("causes", "原因"), ("measures", "改进措施")),
    ReportKind.SUMMARY: (("summary", "工作小结"), ("problems", "存在的问题"), ("plan", "下月安排")),
}
"""What a person writes under the figures: key, which never changes, and title."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days a report is about, both included."""

    first: date
    last: date

    def __str__(self) -> str:
        return f"{self.first.isoformat()} – {self.last.isoformat()}"


@dataclass(frozen=True, slots=True)
class Owed:
    """A report not fixed yet (or a month not drawn). `due_on`: the day until which it is to be there."""

    kind: ReportKind
    period: Period
    due_on: date

    def late(self, today: date) -> int:
        """How many days it is over its day; 0 until then."""
        return max(0, (today - self.due_on).days)


def period_of(kind: ReportKind, day: date) -> Period:
    """The period of *kind* that holds *day*: Tuesday to Monday, or the month."""
    if kind is ReportKind.WEEKLY:
        first = day - timedelta(days=(day.weekday() - TUESDAY) % 7)
        return Period(first, first + _WEEK - _DAY)
    month = Month.of(day)
    return Period(month.start, month.span.last)


def before(kind: ReportKind, period: Period) -> Period:
    """The period before."""
    return period_of(kind, period.first - _DAY)


def after(kind: ReportKind, period: Period) -> Period:
    """The period after."""
    return period_of(kind, period.last + _DAY)


def is_period(kind: ReportKind, period: Period) -> bool:
    """Whether it is one whole period of that kind."""
    return period_of(kind, period.first) == period


def due_on(kind: ReportKind, period: Period, month_due_day: int = MONTH_DUE_DAY) -> date:
    """The Tuesday after a week; a day of the month after a month."""
    if kind is ReportKind.WEEKLY:
        return period.last + _DAY
    return Month.of(period.first).plus(1).day(month_due_day)


def may_be_fixed(period: Period, today: date) -> bool:
    """Whether the period is over: what may still happen in it is not counted before."""
    return period.last < today


def owed(
    kind: ReportKind,
    since: date | None,
    today: date,
    there: Collection[date],
    month_due_day: int = MONTH_DUE_DAY,
) -> tuple[Owed, ...]:
    """What is owed of *kind*, the oldest first: every period over that ended on or after *since* (the desk's first
    ticket; None: nothing is owed yet) and is not *there* (first days of those that are fixed or drawn).
    """
    if since is None:
        return ()
    found = []
    period = period_of(kind, since)
    while may_be_fixed(period, today):
        if period.first not in there:
            found.append(Owed(kind, period, due_on(kind, period, month_due_day)))
        period = after(kind, period)
    return tuple(found)


def base_number(kind: ReportKind, period: Period) -> str:
    """`TSZB-20261117` by the Tuesday it is due, `TSYB-202610` by the month."""
    if kind is ReportKind.WEEKLY:
        return f"{PREFIX[kind]}-{period.last + _DAY:%Y%m%d}"
    return f"{PREFIX[kind]}-{period.first:%Y%m}"


def number_of(kind: ReportKind, period: Period, no: int) -> str:
    """The number of the *no*-th fixed one: the first bears the plain number, a correction `-2`, `-3`."""
    base = base_number(kind, period)
    return base if no == 1 else f"{base}-{no}"
