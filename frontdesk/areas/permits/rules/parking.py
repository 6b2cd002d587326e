"""Parking (D3.7): the words of spaces, leases, applications and the queue, and what each month of a lease costs.

Spans are half-open: the end is the first day the lease no longer holds. Pure.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month, Span
from frontdesk.base.values.text import tr

ENDING_DAYS = 30
"""A lease stands on the list of those running out from so many days before its end."""

PARKING = "parking"
"""`Charge.source_kind` of a lease's rent; `source_id` is the lease."""

PARKING_PERMIT = "TC"
"""The kind of permit that a lease offers (停车证)."""

MOST_MONTHS = 36
MOST_CODES = 500
LONGEST_CODE = 20


class PlaceKind(StrEnum):
    """What a space is for. Owned ones stand in the archives; they are listed here and never let."""

    OWNED = "产权"
    LEASED = "租用"
    VISITOR = "访客"


class RequestKind(StrEnum):
    """What is applied for."""

    NEW = "新租"
    EXTEND = "续租"
    CANCEL = "退租"


class Verdict(StrEnum):
    """What became of an application; without one it waits."""

    APPROVED = "同意"
    REFUSED = "不同意"
    WITHDRAWN = "撤回"


class WaitStep(StrEnum):
    """A step of somebody in the queue."""

    OFFERED = "已通知"
    PASSED = "让给下一户"
    LEASED = "已租到"
    LEFT = "退出排队"


class LeaseState(StrEnum):
    """A lease on a day; worked out when it is shown (T21)."""

    COMING = "未开始"
    RUNNING = "在租"
    ENDING = "即将到期"
    OVER = "已结束"


class Term(NamedTuple):
    """Days of a lease at one monthly fee, the end not included."""

    starts_on: date
    ends_on: date
    fee: Money


class RentPart(NamedTuple):
    """What a lease costs for the days of one month at one fee; `how` says it in one line (M2.8)."""

    month: Month
    starts_on: date
    ends_on: date
    fee: Money
    amount: Money
    how: str


def space_key(code: str) -> str:
    """A space's code without habits of writing: `b1－076` is `B1-076`."""
    shown = unicodedata.normalize("NFKC", code).upper().replace("—", "-").replace("–", "-")
    return "".join(shown.split())


def read_codes(text: str) -> list[str]:
    """Codes as a clerk types them: `B1-001 B1-002`, or a run `B1-001~B1-050`. Raises `Refused` for what is none."""
    found: list[str] = []
    plain = re.sub(r"\s*[~至]\s*", "~", unicodedata.normalize("NFKC", text))
    for word in re.split(r"[\s,;、，；]+", plain):
        if not word:
            continue
        ends = word.split("~")
        if len(ends) == 1:
            found.append(word)
            continue
        match = [re.fullmatch(r"(.*?)(\d+)", end) for end in ends]
        first, last = match[0], match[-1]
        if len(ends) != 2 or first is None or last is None or last[1] not in ("", first[1]):
            raise Refused(tr("“{word}”看不懂，请写成 B1-001~B1-050 这样", word=word), field="codes")
        start, end = int(first[2]), int(last[2])
        if end < start or end - start >= MOST_CODES:
            raise Refused(tr("“{word}”的头尾不对，一次最多 {n} 个", word=word, n=MOST_CODES), field="codes")
        found += [f"{first[1]}{number:0{len(first[2])}d}" for number in range(start, end + 1)]
    if not found:
        raise Refused(tr("请填车位号"), field="codes")
    long = next((code for code in found if len(code) > LONGEST_CODE), None)
    if long is not None:
        raise Refused(tr("“{code}”太长，车位号最多 {n} 个字", code=long, n=LONGEST_CODE), field="codes")
    keys = [space_key(code) for code in found]
    twice = next((code for code, key in zip(found, keys, strict=True) if keys.count(key) > 1), None)
    if twice is not None:
        raise Refused(tr("车位 {code} 写了两遍，请核对", code=twice), field="codes")
    return found


def lease_end(terms: Sequence[Term], ended_on: date | None) -> date:
    """The first day a lease does not hold any more: the last term's end, or the day it was ended before that."""
    end = max(term.ends_on for term in terms)
    return end if ended_on is None else min(end, ended_on)


def lease_state(starts_on: date, ends_on: date, today: date) -> LeaseState:
    """What a lease is today. The last day is the one before *ends_on*."""
    if today >= ends_on or ends_on <= starts_on:
        return LeaseState.OVER
    if today < starts_on:
        return LeaseState.COMING
    if ends_on - timedelta(days=1) <= today + timedelta(days=ENDING_DAYS):
        return LeaseState.ENDING
    return LeaseState.RUNNING


def days_left(ends_on: date, today: date) -> int:
    """How many days it holds after today; 0 on its last day."""
    return (ends_on - today).days - 1


def meets(starts_on: date, ends_on: date, other_start: date | None, other_end: date | None) -> bool:
    """Whether two spans share a day; None: always was, still is. A span without a day meets nothing."""
    start = starts_on if other_start is None else max(starts_on, other_start)
    end = ends_on if other_end is None else min(ends_on, other_end)
    return start < end


def rent_parts(code: str, terms: Iterable[Term], ends_on: date, month: Month) -> list[RentPart]:
    """What a lease costs in *month*, one part for each fee in it, each rounded once (M2.4, T2). Free days cost none."""
    parts = []
    for term in sorted(terms):
        last = min(term.ends_on, ends_on)
        if last <= term.starts_on:
            continue
        cover = Span(term.starts_on, last).meet(month.span)
        amount = term.fee.prorate(cover.days, month.days)
        if amount:
            how = how_of(code, term.fee, cover, month)
            parts.append(RentPart(month, cover.start, cover.end, term.fee, amount, how))
    return parts


def how_of(code: str, fee: Money, cover: Span, month: Month) -> str:
    """`车位 B1-076 × 300.00元/月 × 14/30` (M2.8); the whole month without the part."""
    words = tr("车位 {code} × {fee}元/月", code=code, fee=fee)
    return words if cover.days == month.days else f"{words} × {cover.days}/{month.days}"


def uncharged(parts: Iterable[RentPart], charged: Iterable[tuple[date, date]]) -> list[RentPart]:
    """The parts of which no day has been charged before (T4)."""
    taken = list(charged)
    return [
        part
        for part in parts
        if not any(meets(part.starts_on, part.ends_on, start, end) for start, end in taken)
    ]


def months_of(starts_on: date, ends_on: date) -> list[Month]:
    """The calendar months with a day in the span."""
    month, last = Month.of(starts_on), ends_on
    found = []
    while month.start < last:
        found.append(month)
        month = month.plus(1)
    return found


def too_much(amount: Money, fee: Money, starts_on: date, ends_on: date, new_end: date) -> Money:
    """What a charge for these days is over when the lease ends on *new_end* already: a signed line takes it off."""
    left = max(starts_on, min(ends_on, new_end))
    month = Month.of(starts_on)
    return amount - fee.prorate((left - starts_on).days, month.days)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody in the queue: since when, and when they last let the next one go before them."""

    id: int
    since: datetime
    passed_at: datetime | None = None


def queue(waiting: Iterable[Waiting]) -> list[int]:
    """Who comes first: in the order they came; who let the offer pass stands behind those who waited then."""
    return [one.id for one in sorted(waiting, key=lambda one: (one.passed_at or one.since, one.id))]
