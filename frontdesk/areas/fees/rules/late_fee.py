"""Late fee (违约金, M5.1): simple, by the day, on what was unpaid each day; rounded once, never above its cap. Pure.

A day counts from the day after the due day (and after the days of grace) to the day asked for, that day
included. A payment or an adjustment counts from the day after it. Interest is never charged on interest, for
only the principal's own movements come in here; and what has accrued stays when the principal is paid (T7).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from frontdesk.areas.fees.rules.lines import LONGEST_HOW
from frontdesk.base.values.money import ZERO, Money, round_half_up
from frontdesk.base.values.text import tr

MOST_GRACE = 365
HIGHEST_RATE = Decimal("0.01")
"""One per cent a day: more than any contract has; it catches 0.05 typed for 0.05 %."""
RATE_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class LateTerm:
    """What holds from a day on: `rate` and `cap` are shares (0.0005 a day, 1 for the whole principal)."""

    starts_on: date
    rate: Decimal
    cap: Decimal = Decimal(1)
    grace_days: int = 0


class Move(NamedTuple):
    """What changed a charge's balance on a day: a payment or a waiver negative, an addition positive."""

    day: date
    amount: Money


@dataclass(frozen=True, slots=True)
class Principal:
    """A charge as the late fee needs it. `adjusted` and `settled` are in no order; both signed as balances move."""

    amount: Money
    due_on: date
    adjusted: tuple[Move, ...] = ()
    settled: tuple[Move, ...] = ()


class Stretch(NamedTuple):
    """Days together on which the same was unpaid at the same rate."""

    base: Money
    rate: Decimal
    days: int


@dataclass(frozen=True, slots=True)
class Accrued:
    """The late fee and how it came about; `capped` where the cap holds it down to `cap` of the principal."""

    amount: Money = ZERO
    stretches: tuple[Stretch, ...] = ()
    capped: bool = False
    cap: Decimal = Decimal(1)


def accrued(charge: Principal, terms: Sequence[LateTerm], until: date) -> Money:
    """The late fee of a charge up to a day, that day included."""
    return accrue(charge, terms, until).amount


def accrue(charge: Principal, terms: Sequence[LateTerm], until: date) -> Accrued:
    """The same with the stretches it is made of. *terms* in order of their days, one for a day."""
    if until <= charge.due_on or not terms:
        return Accrued()
    stretches = _stretches(charge, terms, until)
    exact = sum((s.base.fen * Fraction(s.rate) * s.days for s in stretches), Fraction(0))
    cap = _holds(terms, until)
    principal = charge.amount.fen + sum(m.amount.fen for m in charge.adjusted if m.day <= until)
    most = max(0, principal) * Fraction(min(cap.cap, Decimal(1)) if cap else 1)
    amount = round_half_up(min(exact, most))
    if Fraction(amount) > most:
        # A cap that is no whole fen must not be rounded past.
        amount = int(most)
    return Accrued(Money(amount), stretches, exact > most, cap.cap if cap else Decimal(1))


def how_words(found: Accrued) -> str:
    """计算说明 of a late fee: `255.36 × 0.05% × 21天`; with the cap where it holds."""
    text = " + ".join(f"{s.base} × {percent(s.rate)} × {tr('{n}天', n=s.days)}" for s in found.stretches)
    if found.capped:
        text = tr("{how}，不超过本金的 {cap}", how=text, cap=percent(found.cap))
    if len(text) > LONGEST_HOW:
        days = sum(s.days for s in found.stretches)
        text = tr("按每天未缴部分计 {days} 天，共 {n} 段", days=days, n=len(found.stretches))
    return text


def percent(share: Decimal) -> str:
    """`0.05%` of 0.0005, `100%` of 1."""
    text = f"{(share * 100).normalize():f}"
    return f"{text}%"


def terms_words(term: LateTerm | None) -> str:
    """A term in one line: `逾期每天 0.05%，单利，不超过本金，宽限 10 天`; nothing where it is off."""
    if term is None or not term.rate:
        return ""
    whole = term.cap >= 1
    cap = tr("不超过本金") if whole else tr("不超过本金的 {cap}", cap=percent(term.cap))
    parts = [tr("逾期每天 {rate}", rate=percent(term.rate)), tr("单利"), cap]
    if term.grace_days:
        parts.append(tr("宽限 {n} 天", n=term.grace_days))
    return "，".join(parts)


def _stretches(charge: Principal, terms: Sequence[LateTerm], until: date) -> tuple[Stretch, ...]:
    """The days of the late fee cut wherever the unpaid amount or the term changes."""
    day_after = timedelta(days=1)
    first, end = charge.due_on + day_after, until + day_after
    moves = [*charge.adjusted, *charge.settled]
    cuts = {first, end, *(m.day + day_after for m in moves)}
    for term in terms:
        cuts |= {term.starts_on, charge.due_on + timedelta(days=term.grace_days + 1)}
    days = sorted(day for day in cuts if first <= day <= end)
    found: list[Stretch] = []
    for start, stop in pairwise(days):
        holding = _holds(terms, start)
        if holding is None or not holding.rate or (start - charge.due_on).days <= holding.grace_days:
            continue
        base = charge.amount.fen + sum(m.amount.fen for m in moves if m.day < start)
        if base <= 0:
            continue
        length = (stop - start).days
        if found and found[-1][:2] == (Money(base), holding.rate):
            length += found.pop().days
        found.append(Stretch(Money(base), holding.rate, length))
    return tuple(found)


def _holds(terms: Iterable[LateTerm], day: date) -> LateTerm | None:
    """The term that holds on a day."""
    return max((t for t in terms if t.starts_on <= day), key=lambda t: t.starts_on, default=None)


def rate_fault(rate: Decimal | None) -> str:
    """Why a rate (as a share) cannot be, or an empty text."""
    if rate is None:
        return tr("请填每天的比例")
    if not rate.is_finite() or not 0 <= rate <= HIGHEST_RATE:
        return tr("每天的比例在 0 到 1% 之间，例如 0.05")
    if -int(rate.normalize().as_tuple().exponent) > RATE_DECIMALS:
        return tr("比例最多 {n} 位小数", n=RATE_DECIMALS - 2)
    return ""


def cap_fault(cap: Decimal | None) -> str:
    """Why a cap (as a share of the principal) cannot be, or an empty text."""
    if cap is None or not cap.is_finite() or not 0 < cap <= 1:
        return tr("上限在 0 到 100% 之间，不能超过本金")
    return ""
