"""Time limits (D2.1, D2.2): how long each step may take by kind and level, counted in working hours or by the clock.

Everything here is on the desk's wall clock, naive. What a day is comes from outside as a question of one day: the
legal calendar with the office's own days over it. Of a year whose calendar nobody has published, Monday to Friday are
taken for working days, so that there is a limit at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from frontdesk.areas.decoration.rules.hours import DayKind
from frontdesk.areas.reception.rules.course import LimitStep, Promise
from frontdesk.areas.reception.rules.words import Level, TicketKind
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.text import tr

SETTING = "reception.hours"
"""Setting: the working hours, one object; what it lacks is as below."""
ONE_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
MOST_DAYS = 3_660
"""Days after which counting stops: no limit is ten years away."""

DayKinds = Callable[[date], DayKind]


@dataclass(frozen=True, slots=True)
class WorkHours:
    """When the office works: spans of a day in order, and whether days off and legal holidays count."""

    spans: tuple[tuple[time, time], ...] = ((time(8, 30), time(12)), (time(13, 30), time(17, 30)))
    rest_days: bool = False
    holidays: bool = False

    @property
    def end(self) -> time:
        """When a working day is over: limits by the day run until then."""
        return self.spans[-1][1]


@dataclass(frozen=True, slots=True)
class LimitRule:
    """What is promised for a kind and level; None: no limit for that step.

    Minutes until dispatched and until somebody is there, hours until finished, days until called back. `working`
    counts them in working hours and working days, else round the clock.
    """

    dispatch_minutes: int | None = None
    arrive_minutes: int | None = None
    finish_hours: int | None = None
    call_days: int | None = None
    working: bool = False


_K, _L = TicketKind, Level

SEEDS: dict[tuple[TicketKind, Level], LimitRule] = {
    (_K.REPAIR, _L.NORMAL): LimitRule(30, 240, 24, 3),
    (_K.REPAIR, _L.IMPORTANT): LimitRule(30, 120, 12, 2),
    (_K.REPAIR, _L.MAJOR): LimitRule(10, 30, 4, 1),
    (_K.COMPLAINT, _L.NORMAL): LimitRule(60, None, 24, 2, working=True),
    (_K.COMPLAINT, _L.IMPORTANT): LimitRule(30, None, 8, 1, working=True),
    (_K.COMPLAINT, _L.MAJOR): LimitRule(10, 30, 24, 1),
    (_K.QUESTION, _L.NORMAL): LimitRule(None, None, 8, None, working=True),
    (_K.QUESTION, _L.IMPORTANT): LimitRule(None, None, 4, None, working=True),
    (_K.QUESTION, _L.MAJOR): LimitRule(None, None, 2, 1, working=True),
    (_K.SUGGESTION, _L.NORMAL): LimitRule(None, None, 40, None, working=True),
    (_K.SUGGESTION, _L.IMPORTANT): LimitRule(None, None, 24, 3, working=True),
    (_K.SUGGESTION, _L.MAJOR): LimitRule(None, None, 8, 2, working=True),
    (_K.HELP, _L.NORMAL): LimitRule(15, 60, 8, 2),
    (_K.HELP, _L.IMPORTANT): LimitRule(10, 30, 4, 1),
    (_K.HELP, _L.MAJOR): LimitRule(5, 15, 2, 1),
    (_K.PRAISE, _L.NORMAL): LimitRule(None, None, 16, None, working=True),
    (_K.PRAISE, _L.IMPORTANT): LimitRule(None, None, 16, None, working=True),
    (_K.PRAISE, _L.MAJOR): LimitRule(None, None, 16, None, working=True),
}
"""What an office begins with."""

_RANGES = {"dispatch_minutes": 43_200, "arrive_minutes": 43_200, "finish_hours": 2_160, "call_days": 180}


def check_rule(rule: LimitRule) -> None:
    """Raises `InvalidInput` for limits that cannot be meant."""
    errors = {}
    for name, most in _RANGES.items():
        value = getattr(rule, name)
        if value is not None and not 1 <= value <= most:
            errors[name] = tr("请填 1 到 {most} 的整数，没有这个时限就空着", most=most)
    if rule.finish_hours is not None and not errors:
        for name in ("dispatch_minutes", "arrive_minutes"):
            value = getattr(rule, name)
            if value is not None and value > rule.finish_hours * 60:
                errors[name] = tr("比完成的时限还长，请核对")
    if errors:
        raise InvalidInput(errors)


def check_hours(hours: WorkHours) -> None:
    """Raises `InvalidInput` for spans that are none, overlap or go over midnight."""
    last = None
    for begins, ends in hours.spans:
        if begins >= ends or (last is not None and begins < last):
            raise InvalidInput({"spans": tr("上班时间请按先后写，每段开始早于结束，互不重叠")})
        last = ends
    if last is None:
        raise InvalidInput({"spans": tr("请填上班时间，如 08:30–12:00、13:30–17:30")})


def read_hours(stored: Mapping[str, Any] | None) -> WorkHours:
    """The hours of what is stored."""
    stored, plain = stored or {}, WorkHours()
    spans = plain.spans
    if "spans" in stored:
        spans = tuple((time.fromisoformat(a), time.fromisoformat(b)) for a, b in stored["spans"])
    return WorkHours(
        spans, bool(stored.get("rest_days", plain.rest_days)), bool(stored.get("holidays", plain.holidays))
    )


def stored_hours(hours: WorkHours) -> dict[str, Any]:
    """What JSON holds of *hours*. Raises `InvalidInput`."""
    check_hours(hours)
    return {
        "spans": [[a.isoformat("minutes"), b.isoformat("minutes")] for a, b in hours.spans],
        "rest_days": hours.rest_days,
        "holidays": hours.holidays,
    }


@dataclass(frozen=True, slots=True)
class Calendar:
    """The office's hours and what each day is."""

    hours: WorkHours
    kind_of: DayKinds

    def works(self, day: date) -> bool:
        """Whether the office works on *day*."""
        kind = self.kind_of(day)
        if kind is DayKind.UNKNOWN:
            kind = DayKind.REST if day.weekday() >= 5 else DayKind.WORK
        if kind is DayKind.REST:
            return self.hours.rest_days
        if kind is DayKind.HOLIDAY:
            return self.hours.holidays
        return True

    def after(self, begins: datetime, minutes: int) -> datetime:
        """*minutes* of working time after *begins*. What ends with a span ends then, not at the next one's begin."""
        left = timedelta(minutes=minutes)
        day = begins.date()
        for _ in range(MOST_DAYS):
            if self.works(day):
                for opens, ends in self.hours.spans:
                    start = max(datetime.combine(day, opens), begins)
                    end = datetime.combine(day, ends)
                    if start >= end:
                        continue
                    if left <= end - start:
                        return start + left
                    left -= end - start
            day += ONE_DAY
        return datetime.combine(day, self.hours.end)

    def day_after(self, day: date, days: int, *, working: bool) -> date:
        """The *days*-th day after *day*, of all days or of working days."""
        if not working:
            return day + days * ONE_DAY
        for _ in range(MOST_DAYS):
            if days <= 0:
                break
            day += ONE_DAY
            days -= self.works(day)
        return day

    def morning(self, day: date, *, working: bool) -> datetime:
        """When the office opens on *day*; with *working*, on the first day not before it that it works."""
        while working and not self.works(day) and day.toordinal() < date.max.toordinal() - 2:
            day += ONE_DAY
        return datetime.combine(day, self.hours.spans[0][0])


def promise(rule: LimitRule, begins: datetime, calendar: Calendar) -> Promise:
    """What is promised from *begins* on: until when dispatched, there, finished. No call-back before it is done."""
    return Promise(
        _by(rule, begins, rule.dispatch_minutes, calendar),
        _by(rule, begins, rule.arrive_minutes, calendar),
        _by(rule, begins, rule.finish_hours * 60 if rule.finish_hours is not None else None, calendar),
    )


def _by(rule: LimitRule, begins: datetime, minutes: int | None, calendar: Calendar) -> datetime | None:
    if minutes is None:
        return None
    return calendar.after(begins, minutes) if rule.working else begins + timedelta(minutes=minutes)


def call_by(rule: LimitRule, done: datetime, calendar: Calendar) -> datetime:
    """Until when the caller is asked: the end of the day so many days after it was done (the same day for none)."""
    day = calendar.day_after(done.date(), rule.call_days or 0, working=rule.working)
    return datetime.combine(day, calendar.hours.end)


def next_call(missed: datetime, calendar: Calendar) -> datetime:
    """When to try again after nobody answered: the next day's end."""
    return datetime.combine(missed.date() + ONE_DAY, calendar.hours.end)


def over(limit: datetime | None, now: datetime) -> timedelta | None:
    """By how much *limit* is over; None: it is not. Not yet within the minute it names."""
    if limit is None or now < limit + _MINUTE:
        return None
    return now - limit


def over_words(late: timedelta) -> str:
    """`超 2:40`; from two days on `超 3 天`."""
    minutes = int(late / _MINUTE)
    if minutes >= 2 * 24 * 60:
        return tr("超 {n} 天", n=minutes // (24 * 60))
    return tr("超 {span}", span=f"{minutes // 60}:{minutes % 60:02d}")


def limit_words(step: LimitStep, limit: datetime, now: datetime) -> str:
    """`超 2:40`, `14:00`, `今天`, `11-22 10:00`, `11-23`: a call-back is by the day, the rest by the hour."""
    late = over(limit, now)
    if late is not None:
        return over_words(late)
    if step is LimitStep.CALL:
        return tr("今天") if limit.date() == now.date() else day_words(limit.date(), now.date())
    return moment_words(limit, now)


def moment_words(at: datetime, now: datetime) -> str:
    """`14:00` today, `11-22 10:00` on another day."""
    if at.date() == now.date():
        return f"{at:%H:%M}"
    return f"{day_words(at.date(), now.date())} {at:%H:%M}"


def day_words(day: date, today: date) -> str:
    """`11-24`, `2027-02-10` in another year."""
    return f"{day:%m-%d}" if day.year == today.year else day.isoformat()


def rule_words(rule: LimitRule) -> str:
    """`30 分钟派单，4 小时到场，24 小时完成`: what may be told to the caller."""
    parts = []
    if rule.dispatch_minutes is not None:
        parts.append(tr("{span}派单", span=_span(rule.dispatch_minutes)))
    if rule.arrive_minutes is not None:
        parts.append(tr("{span}到场", span=_span(rule.arrive_minutes)))
    if rule.finish_hours is not None:
        parts.append(tr("{span}完成", span=_span(rule.finish_hours * 60)))
    told = "，".join(parts) or tr("没有时限")
    return tr("{limits}（工作时间）", limits=told) if rule.working and parts else told


def _span(minutes: int) -> str:
    if minutes % 60:
        return (
            tr("{n} 分钟", n=minutes)
            if minutes < 60
            else tr("{h} 小时 {n} 分钟", h=minutes // 60, n=minutes % 60)
        )
    return tr("{n} 小时", n=minutes // 60)
