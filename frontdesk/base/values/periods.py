"""Months and half-open spans of days: [start, end), the end not included."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days from `start` up to, not including, `end`."""

    start: date
    end: date

    @property
    def days(self) -> int:
        return max(0, (self.end - self.start).days)

    @property
    def last(self) -> date:
        """The last day that belongs to it."""
        return self.end - timedelta(days=1)

    def meet(self, other: Span) -> Span:
        """The days in both; empty (0 days) when they do not touch."""
        start = max(self.start, other.start)
        return Span(start, max(start, min(self.end, other.end)))

    def holds(self, day: date) -> bool:
        return self.start <= day < self.end


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str, *, field: str | None = None) -> Self:
        """`2026-11`; also `2026.11`, `2026/11`, `202611`, `2026年11月`. Raises `Refused`."""
        match = re.fullmatch(r"(\d{4})\s*[-./年]?\s*(\d{1,2})\s*月?", text.strip())
        if not match or not 1 <= int(match[2]) <= 12 or not 1990 <= int(match[1]) <= 2200:
            raise Refused(tr("账期请写成 2026-11 这样"), field=field)
        return cls(int(match[1]), int(match[2]))

    def plus(self, months: int) -> Month:
        index = self.year * 12 + self.number - 1 + months
        return Month(index // 12, index % 12 + 1)

    @property
    def start(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def span(self) -> Span:
        return Span(self.start, self.plus(1).start)

    @property
    def days(self) -> int:
        return self.span.days

    def day(self, number: int) -> date:
        """The day of that number in this month; its last day when it has fewer (due day 31 in April is the 30th)."""
        return date(self.year, self.number, min(max(1, number), self.days))

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.number:02d}"


def parse_day(text: str, *, field: str | None = None) -> date:
    """A day as people write it: 2026-11-21, 2026/1/2, 2026.1.2, 20261121, 2026年1月2日. Raises `Refused`."""
    match = re.fullmatch(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?", text.strip())
    match = match or re.fullmatch(r"(\d{4})(\d{2})(\d{2})", text.strip())
    if match is None:
        raise Refused(tr("日期请写成 2026-11-21 这样"), field=field)
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        raise Refused(tr("没有 {day} 这一天，请核对", day=text.strip()), field=field) from None
