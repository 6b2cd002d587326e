"""What a quantity costs from a day on: one price, or tiers (M2.3, M3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from frontdesk.areas.fees.rules.kinds import TierSpan
from frontdesk.base.values.text import tr

MOST_TIERS = 6
TIER_WORDS = ("一", "二", "三", "四", "五", "六")


def tier_word(number: int) -> str:
    """What the tier is called, counted from 0: `一` of `一档`."""
    return tr(TIER_WORDS[number])


class Tier(NamedTuple):
    """Up to and with so much (None: without end) at that price in yuan."""

    upto: Decimal | None
    price: Decimal


@dataclass(frozen=True, slots=True)
class Tiers:
    """Two or more tiers, in order, the last without end."""

    span: TierSpan
    tiers: tuple[Tier, ...]


@dataclass(frozen=True, slots=True)
class Tariff:
    """The tiers that hold from a day on; one without end is a flat price, whose span does not matter."""

    starts_on: date
    tiers: tuple[Tier, ...]
    span: TierSpan = TierSpan.MONTH

    @property
    def flat(self) -> bool:
        return len(self.tiers) == 1


def split(tiers: Sequence[Tier], before: Decimal, quantity: Decimal) -> list[tuple[int, Decimal]]:
    """How much of *quantity* falls into which tier (counted from 0), when *before* has been used already."""
    found: list[tuple[int, Decimal]] = []
    at, end = before, before + quantity
    for number, tier in enumerate(tiers):
        top = end if tier.upto is None else min(end, tier.upto)
        if top > at:
            found.append((number, top - at))
            at = top
    return found


def tariff_on(tariffs: Sequence[Tariff], day: date) -> Tariff | None:
    """The one that holds on a day; *tariffs* in order of their days."""
    return next((t for t in reversed(tariffs) if t.starts_on <= day), None)


def tiers_fault(tiers: Tiers) -> str:
    """Why tiers cannot be, or an empty text; the prices are looked at by themselves."""
    if not 2 <= len(tiers.tiers) <= MOST_TIERS:
        return tr("分档请填 2 到 {n} 档", n=MOST_TIERS)
    *inner, last = tiers.tiers
    if last.upto is not None:
        return tr("最后一档不填上限")
    at = Decimal(0)
    for number, tier in enumerate(inner):
        if tier.upto is None or not tier.upto.is_finite() or tier.upto <= at:
            return tr("{n}档的上限要大于{before}", n=tier_word(number), before=format(at.normalize(), "f"))
        at = tier.upto
    return ""
