"""When noisy work is allowed (D4.4): not on legal holidays and days off, not at noon, not at night.

The calendar of legal holidays and shifted working days is the State Council's of each year, as the library
chinese-calendar carries it, with the office's own days over it. A year it does not know is said, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from functools import cache

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

LEAST_HOLIDAYS = 11
"""No year's arrangement has fewer (全国年节及纪念日放假办法): an office that entered so many has entered the year."""
_SATURDAY = 5


class DayKind(StrEnum):
    """What a day is."""

    WORK = "工作日"
    REST = "休息日"
    HOLIDAY = "法定节假日"
    UNKNOWN = "未公布"


@dataclass(frozen=True, slots=True)
class DayFacts:
    """A day: what it is, the holiday's name, and whether the office itself has said so."""

    day: date
    kind: DayKind
    name: str = ""
    own: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """The office's rule. `quiet` are (from, to) with no noise; one that ends before it begins goes over midnight."""

    quiet: tuple[tuple[time, time], ...] = ((time(12), time(14)), (time(18), time(8)))
    rest_days_quiet: bool = True


@dataclass(frozen=True, slots=True)
class Noise:
    """Whether noisy work may be done; None: the calendar of that year is not known. `words` is one sentence."""

    allowed: bool | None
    words: str


def day_facts(day: date, own: Mapping[date, tuple[DayKind, str]] | None = None) -> DayFacts:
    """What *day* is, the office's own days before the calendar's."""
    if own and day in own:
        kind, name = own[day]
        return DayFacts(day, kind, name, own=True)
    import chinese_calendar

    if day.year not in _known_years():
        if not _written(day.year, own):
            return DayFacts(day, DayKind.UNKNOWN)
        return DayFacts(day, DayKind.REST if day.weekday() >= _SATURDAY else DayKind.WORK)
    free, name = chinese_calendar.get_holiday_detail(day)
    if not free:
        return DayFacts(day, DayKind.WORK)
    return DayFacts(day, DayKind.HOLIDAY, _HOLIDAYS.get(name, name)) if name else DayFacts(day, DayKind.REST)


@cache
def _known_years() -> frozenset[int]:
    """The years whose calendar the library carries."""
    from chinese_calendar import constants

    return frozenset(day.year for day in constants.holidays)


def last_known_year() -> int:
    """The newest year whose calendar the library carries."""
    return max(_known_years())


def _written(year: int, own: Mapping[date, tuple[DayKind, str]] | None) -> bool:
    """Whether the office has entered the arrangement of a year: then its other days are as the week has them."""
    holidays = sum(
        1 for day, (kind, _) in (own or {}).items() if day.year == year and kind is DayKind.HOLIDAY
    )
    return holidays >= LEAST_HOLIDAYS


_HOLIDAYS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}
_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")


def weekday(day: date) -> str:
    """`周六`."""
    return tr(_WEEKDAYS[day.weekday()])


def noise_on(facts: DayFacts, hours: Hours) -> Noise:
    """Whether noisy work may be done on a day at all, outside of its quiet hours."""
    name = tr(facts.name) if facts.name else weekday(facts.day)
    if facts.kind is DayKind.UNKNOWN:
        words = tr("{year} 年的放假安排这里还没有，请在设置里填上", year=facts.day.year)
        return Noise(None, words)
    if facts.kind is DayKind.WORK or not hours.rest_days_quiet:
        return Noise(True, tr("{day}：{spans}不得有噪声施工", day=name, spans=spans_words(hours)))
    return Noise(False, tr("{day}：不得有噪声施工", day=name))


def noise_at(at: datetime, facts: DayFacts, hours: Hours) -> Noise:
    """The same for a moment of the desk's wall clock."""
    whole_day = noise_on(facts, hours)
    if whole_day.allowed is False:
        return whole_day
    if any(_in_span(at.time(), begins, ends) for begins, ends in hours.quiet):
        return Noise(
            False, tr("现在是 {at}，{spans}不得有噪声施工", at=f"{at:%H:%M}", spans=spans_words(hours))
        )
    return whole_day


def _in_span(at: time, begins: time, ends: time) -> bool:
    return begins <= at < ends if begins <= ends else at >= begins or at < ends


def spans_words(hours: Hours) -> str:
    """`12:00–14:00、18:00–08:00`; empty where no hour is quiet."""
    return "、".join(f"{begins:%H:%M}–{ends:%H:%M}" for begins, ends in hours.quiet)


def working_spans(hours: Hours) -> tuple[tuple[time, time], ...]:
    """The hours of a day in which noisy work is allowed, in order: what stands on the permit."""
    edges = sorted({time(0), *(edge for span in hours.quiet for edge in span)})
    found: list[tuple[time, time]] = []
    for begins, ends in zip(edges, [*edges[1:], time.max], strict=True):
        if not any(_in_span(begins, *span) for span in hours.quiet):
            if found and found[-1][1] == begins:
                found[-1] = (found[-1][0], ends)
            else:
                found.append((begins, ends))
    return tuple(found)


def parse_spans(text: str, *, field: str = "quiet") -> tuple[tuple[time, time], ...]:
    """`12:00-14:00、18:00-8:00` as somebody types it. Raises `Refused`."""
    found = []
    for part in re.split(r"[、，,;；\s]+(?=\d)", text.strip()):
        if not part:
            continue
        match = re.fullmatch(r"(\d{1,2})[:：](\d{2})\s*[-–—~～至到]\s*(\d{1,2})[:：](\d{2})", part.strip())
        try:
            if match is None:
                raise ValueError
            begins, ends = time(int(match[1]), int(match[2])), time(int(match[3]) % 24, int(match[4]))
        except ValueError:
            raise Refused(tr("时段请写成 12:00–14:00 这样，几段之间用顿号隔开"), field=field) from None
        if begins == ends:
            raise Refused(tr("时段 {part} 的开始和结束一样，请核对", part=part), field=field)
        found.append((begins, ends))
    return tuple(found)
