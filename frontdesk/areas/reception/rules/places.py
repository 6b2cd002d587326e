"""Stall and advertising places (摊位, 广告位): what a place is, how a booking stands on a day, what it costs (D2.6).

Pure. The fee is worked out of a price and a span, and says in words how it was reckoned.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr


class PlaceKind(StrEnum):
    """What is let for days; the value stands on screen."""

    STALL = "摊位"
    POSTER = "广告位"
    LIFT = "电梯广告"
    HALL = "活动场地"
    OTHER = "其他"


class BookingState(StrEnum):
    """How a booking stands on a day."""

    COMING = "已订"
    RUNNING = "使用中"
    ENDS_TODAY = "今天到期"
    OVER = "已结束"
    CANCELLED = "已取消"


class Paid(StrEnum):
    """How its charge stands."""

    FREE = "免费"
    OWING = "未收"
    OVERDUE = "逾期未收"
    PART = "收了一部分"
    PAID = "已收"


PREFIX = "CD"
"""The series of bookings: `CD-20261122-001`."""
SOURCE = "place_booking"
"""What a booking's charge and deposit name as their source."""
MOST_DAYS = 731
"""Nothing is let for longer than two years in one go: that is a contract."""
LONGEST_AHEAD = 731
LONGEST_CODE = 20
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class PlacePrice:
    """What a place costs from `starts_on` on: by day, week (7 days), month (to the same date of the next one)."""

    starts_on: date
    day: Money | None = None
    week: Money | None = None
    month: Money | None = None
    deposit: Money = ZERO


@dataclass(frozen=True, slots=True)
class FeePart:
    """So many days, weeks or months at a price; `words` says it in the line of the reckoning."""

    words: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Fee:
    """What a span costs, and how it was reckoned: `1 个月 × 1,200.00 + 3 天 × 60.00`."""

    parts: tuple[FeePart, ...]

    @property
    def amount(self) -> Money:
        return total(part.amount for part in self.parts)

    @property
    def how(self) -> str:
        return " + ".join(part.words for part in self.parts)


def fee_of(price: PlacePrice, starts_on: date, ends_on: date) -> Fee:
    """The fee from *starts_on* up to, not including, *ends_on*: whole months, then whole weeks, then days.

    What is left over never costs more than one more of the next larger: 29 days by the day are a month. Where there
    is no price for the smaller, the larger is shared by days, in one rounding (M1.2, M2.4). Raises `Refused` where
    the place has no price at all, or the span is none.
    """
    if ends_on <= starts_on:
        raise Refused(tr("到期日早于开始日，请核对"), field="last")
    if price.day is None and price.week is None and price.month is None:
        raise Refused(tr("这个场地还没有定价，请先定价"), field="place_id")
    months, at = 0, starts_on
    if price.month is not None:
        months = _whole_months(starts_on, ends_on)
        at = add_months(starts_on, months)
    rest = _short(price, (ends_on - at).days, (add_months(starts_on, months + 1) - at).days)
    if price.month is not None and total(part.amount for part in rest) > price.month:
        months, rest = months + 1, ()
    parts = list(rest)
    if months and price.month is not None:
        parts.insert(0, FeePart(tr("{n} 个月 × {price}", n=months, price=price.month), price.month * months))
    return Fee(tuple(parts))


def _short(price: PlacePrice, days: int, month_days: int) -> tuple[FeePart, ...]:
    """What less than a month costs; *month_days* are the days of the month it is part of."""
    if not days:
        return ()
    if price.week is None and price.day is None:
        assert price.month is not None
        words = tr("{price} × {n}/{of} 天", price=price.month, n=days, of=month_days)
        return (FeePart(words, price.month.prorate(days, month_days)),)
    weeks, left = divmod(days, 7) if price.week is not None else (0, days)
    last: FeePart | None = None
    if left and price.day is not None:
        last = FeePart(tr("{n} 天 × {price}", n=left, price=price.day), price.day * left)
        if price.week is not None and last.amount > price.week:
            weeks, last = weeks + 1, None
    elif left and price.week is not None:
        words = tr("{price} × {n}/{of} 天", price=price.week, n=left, of=7)
        last = FeePart(words, price.week.prorate(left, 7))
    found = []
    if weeks and price.week is not None:
        found.append(FeePart(tr("{n} 周 × {price}", n=weeks, price=price.week), price.week * weeks))
    return (*found, last) if last is not None else tuple(found)


def add_months(day: date, n: int) -> date:
    """The same date *n* months on; the month's last day where it has no such date."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _whole_months(starts_on: date, ends_on: date) -> int:
    n = max((ends_on.year - starts_on.year) * 12 + ends_on.month - starts_on.month - 1, 0)
    while add_months(starts_on, n + 1) <= ends_on:
        n += 1
    return n


def state_of(starts_on: date, ends_on: date, free_from: date | None, on: date) -> BookingState:
    """How a booking stands on *on*; *free_from* is the day an end before its time set the place free (None: none)."""
    if free_from is not None and free_from <= starts_on:
        return BookingState.CANCELLED
    end = free_from if free_from is not None else ends_on
    if on >= end:
        return BookingState.OVER
    if on < starts_on:
        return BookingState.COMING
    return BookingState.ENDS_TODAY if on == end - timedelta(days=1) else BookingState.RUNNING


def paid_state(fee: Money, owed: Money, due_on: date | None, on: date) -> Paid:
    """*fee* is what is still asked for after what was taken off, *owed* what of it is not paid."""
    if due_on is None or not fee:
        return Paid.FREE
    if not owed:
        return Paid.PAID
    if due_on < on:
        return Paid.OVERDUE
    return Paid.PART if owed < fee else Paid.OWING
