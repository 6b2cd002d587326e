"""Spans of a 收款报表 (D5.5): a day, month, quarter or year, the next and the one before, and what each is held against."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from frontdesk.base.values.money import Money, divided_half_up
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr


class SpanKind(StrEnum):
    """How far a report reaches."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    OWN = "own"


KIND_WORDS: dict[SpanKind, str] = {
    SpanKind.DAY: "日",
    SpanKind.MONTH: "月",
    SpanKind.QUARTER: "季",
    SpanKind.YEAR: "年",
    SpanKind.OWN: "自选",
}
_MONTHS = {SpanKind.MONTH: 1, SpanKind.QUARTER: 3, SpanKind.YEAR: 12}
EARLIEST, LATEST = date(1990, 1, 1), date(2200, 12, 31)
"""What a day can be read as (`parse_day`); no step leads beyond."""


@dataclass(frozen=True, slots=True)
class Days:
    """*first* to *last*, both included, as people say a report's days."""

    first: date
    last: date

    def __str__(self) -> str:
        if self.first == self.last:
            return self.first.isoformat()
        return f"{self.first.isoformat()} – {self.last.isoformat()}"

    @property
    def count(self) -> int:
        return (self.last - self.first).days + 1


def days_of(kind: SpanKind, day: date) -> Days:
    """The span of that kind in which *day* lies; of one's own it is the day alone."""
    months = _MONTHS.get(kind)
    if months is None:
        return Days(day, day)
    begin = Month(day.year, (day.month - 1) // months * months + 1)
    return Days(begin.start, begin.plus(months - 1).span.last)


def stepped(kind: SpanKind, days: Days, by: int) -> Days:
    """The span *by* further on, back when negative; one of one's own moves by its own length. Held within the years."""
    months = _MONTHS.get(kind)
    if months is not None:
        begin = Month.of(days.first).plus(months * by)
        if not EARLIEST.year <= begin.year <= LATEST.year:
            return days
        return Days(begin.start, begin.plus(months - 1).span.last)
    count = timedelta(days=days.count * by)
    if not EARLIEST <= days.first + count <= days.last + count <= LATEST:
        return days
    return Days(days.first + count, days.last + count)


def span_words(kind: SpanKind, days: Days) -> str:
    """`2026-11-21 周六`, `2026-11`, `2026 年第 4 季度`, `2026 年`; both ends otherwise."""
    year = days.first.year
    if kind is SpanKind.DAY:
        return f"{days.first.isoformat()} {weekday(days.first)}"
    if kind is SpanKind.MONTH:
        return str(Month.of(days.first))
    if kind is SpanKind.QUARTER:
        return tr("{year} 年第 {n} 季度", year=year, n=(days.first.month + 2) // 3)
    if kind is SpanKind.YEAR:
        return tr("{year} 年", year=year)
    return str(days)


def weekday(day: date) -> str:
    """`周六`."""
    return (tr("周一"), tr("周二"), tr("周三"), tr("周四"), tr("周五"), tr("周六"), tr("周日"))[day.weekday()]


def before(kind: SpanKind, days: Days, today: date) -> Days:
    """The span before. While *days* is under way, as many of its days: half a month is not held against a whole one."""
    return _cut(days, stepped(kind, days, -1), today)


def year_ago(days: Days, today: date) -> Days:
    """The same days of the year before; a whole month stays whole (February)."""
    last = _back(days.last)
    if days.last == Month.of(days.last).span.last:
        last = Month.of(last).span.last
    return _cut(days, Days(_back(days.first), last), today)


def _back(day: date) -> date:
    year = day.year - 1
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


def _cut(days: Days, other: Days, today: date) -> Days:
    if not days.first <= today < days.last:
        return other
    return Days(other.first, min(other.last, other.first + (today - days.first)))


def change_permille(now: Money, then: Money) -> int | None:
    """By how many thousandths *now* is more than *then*, half away from nothing; None where *then* is no measure."""
    if then.fen <= 0:
        return None
    return divided_half_up((now - then).fen * 1000, then.fen)


def share_permille(line: Money, whole: Money) -> int | None:
    """How many thousandths of *whole* a line is; None where the whole is no measure."""
    return divided_half_up(line.fen * 1000, whole.fen) if whole.fen > 0 else None


def change_words(now: Money, then: Money) -> str:
    """`+1,234.00（+5.3%）`; without the share where there was nothing, or less, to measure by."""
    difference = now - then
    amount = f"+{difference}" if difference.fen > 0 else str(difference)
    share = change_permille(now, then)
    if share is None:
        return amount
    sign = "+" if share > 0 else "−" if share < 0 else ""
    return tr("{amount}（{share}）", amount=amount, share=f"{sign}{abs(share) // 10}.{abs(share) % 10}%")
