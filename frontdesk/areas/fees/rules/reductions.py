"""Reductions of a unit's price for some days: it stands empty, its heating is shut off (M2.4, M2.7, M2.8). Pure.

The reduced days are lines of their own, each rounded once, with the share that is still paid said in the words:
`89.60㎡ × 2.85元/㎡·月 × 14/30 × 70%（空置）`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise

from frontdesk.areas.fees.rules.facts import Reduction, Skip, UnitFacts
from frontdesk.areas.fees.rules.kinds import Cycle, Pricing
from frontdesk.areas.fees.rules.late_fee import percent
from frontdesk.areas.fees.rules.lines import Line, Priced, add_up, read_lines
from frontdesk.areas.fees.rules.terms import Terms
from frontdesk.base.values.money import ZERO, Money, divided_half_up
from frontdesk.base.values.periods import Span
from frontdesk.base.values.text import tr

REDUCIBLE = frozenset({Pricing.AREA, Pricing.UNIT, Pricing.SPACE})
"""Priced by days, so that a share of some of them can be said. What a meter shows is paid whole."""

REMIND_DAYS = 30
"""A reduction that ends within so many days is shown as ending."""


def price_reduced(
    price: Callable[[Terms, UnitFacts], Priced | Skip | None],
    terms: Terms,
    unit: UnitFacts,
    reductions: Sequence[Reduction],
) -> Priced | Skip | None:
    """What a unit is to pay where some of the days covered are reduced. A single charge is whole."""
    parts = [] if terms.cycle is Cycle.ONCE else reduced_parts(terms.cover, reductions)
    first = next((reduction for _, reduction in parts if reduction), None)
    if first is None:
        return price(terms, unit)
    lines: list[Line] = []
    for span, reduction in parts:
        narrow = (
            terms.within(span) if reduction is None else terms.reduced(span, reduction.paid, note(reduction))
        )
        found = price(narrow, unit)
        if isinstance(found, Skip):
            return found
        if found is not None:
            lines += read_lines(found.stored)
    if not lines:
        return None
    priced = add_up(lines)
    # Nothing at all to pay is no fault of the records: the reason says so.
    return priced if priced.amount else Skip(tr("{kind}期间免收", kind=tr(first.kind.value)))


def note(reduction: Reduction) -> str:
    """` × 70%（空置）`: what is said behind a reduced line."""
    return tr(" × {share}（{why}）", share=percent(reduction.paid), why=tr(reduction.kind.value))


def reduced_parts(cover: Span, reductions: Sequence[Reduction]) -> list[tuple[Span, Reduction | None]]:
    """The days covered, cut where a reduction begins or ends. Where two hold, the one that leaves less to pay."""
    spans = [(cover.meet(Span(one.starts_on, one.ends_on or date.max)), one) for one in reductions]
    live = [(span, one) for span, one in spans if span.days]
    days = sorted({cover.start, cover.end, *(day for span, _ in live for day in (span.start, span.end))})
    parts: list[tuple[Span, Reduction | None]] = []
    for start, end in pairwise(days):
        holding = min(
            (one for span, one in live if span.holds(start)), key=lambda one: one.paid, default=None
        )
        if parts and parts[-1][1] == holding:
            start = parts.pop()[0].start
        parts.append((Span(start, end), holding))
    return parts


def share_fault(paid: Decimal | None) -> str:
    """Why the share that is still paid cannot be, or an empty text."""
    if paid is None or not paid.is_finite() or not 0 <= paid < 1:
        return tr("仍缴的比例在 0 到 100% 之间，不含 100%")
    if -int(paid.normalize().as_tuple().exponent) > 6:
        return tr("比例最多 4 位小数")
    return ""


def share_of(amount: Money, share: Decimal) -> Money:
    """A share of an amount, rounded once (M1.2)."""
    over, under = share.as_integer_ratio()
    return Money(divided_half_up(amount.fen * over, under))


def cut(owed: Money, amount: Money, share: Decimal | None, fixed: Money) -> Money:
    """What a batch takes off a charge: a share of its amount or a fixed sum, never more than is owed."""
    wanted = fixed if share is None else share_of(amount, share)
    return max(ZERO, min(owed, wanted))
