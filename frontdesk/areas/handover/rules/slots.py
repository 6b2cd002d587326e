"""The half-hours of a handover day: which there are, how many homes each takes, free or full in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from frontdesk.base.values.text import tr

HALF_HOUR = 30
DAY_END = 24 * 60
MOST_A_SLOT = 50


@dataclass(frozen=True, slots=True)
class Hours:
    """When homes are handed over: minutes since midnight, a pause between (both 0: none), homes for each half-hour."""

    opens: int = 9 * 60
    closes: int = 17 * 60
    pause_from: int = 12 * 60
    pause_to: int = 13 * 60 + 30
    limit: int = 2


@dataclass(frozen=True, slots=True)
class Slot:
    """One half-hour of a day with how many homes have it."""

    at: int
    taken: int
    limit: int

    @property
    def free(self) -> int:
        return max(0, self.limit - self.taken)

    @property
    def words(self) -> str:
        """`空 2 户`, `约满`."""
        return tr("空 {n} 户", n=self.free) if self.free else tr("约满")


def starts(hours: Hours) -> tuple[int, ...]:
    """The minutes at which a half-hour begins, none of it in the pause or past closing."""
    found = []
    at = hours.opens
    while at + HALF_HOUR <= hours.closes:
        if hours.pause_from < hours.pause_to and at < hours.pause_to and at + HALF_HOUR > hours.pause_from:
            at = hours.pause_to
            continue
        found.append(at)
        at += HALF_HOUR
    return tuple(found)


def day_slots(hours: Hours, taken: Mapping[int, int]) -> tuple[Slot, ...]:
    """The day's half-hours; one somebody has although it does not stand there any more is shown too."""
    every = sorted(set(starts(hours)) | {at for at, n in taken.items() if n})
    return tuple(Slot(at, taken.get(at, 0), hours.limit) for at in every)


def clock_words(minutes: int) -> str:
    """`09:30`."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def slot_words(minutes: int) -> str:
    """`09:30–10:00`."""
    return f"{clock_words(minutes)}–{clock_words(minutes + HALF_HOUR)}"


def fault(hours: Hours) -> dict[str, str]:
    """What is wrong with the hours, beside the field."""
    errors: dict[str, str] = {}
    if not 0 <= hours.opens < hours.closes <= DAY_END:
        errors["closes"] = tr("结束时间要晚于开始时间")
    elif hours.pause_from > hours.pause_to:
        errors["pause_to"] = tr("午休结束要晚于午休开始")
    elif not starts(hours):
        errors["closes"] = tr("这样一天没有可约的半小时，请核对时间")
    if not 1 <= hours.limit <= MOST_A_SLOT:
        errors["limit"] = tr("每半小时 1 到 {n} 户", n=MOST_A_SLOT)
    return errors
