"""The prices that hold in the days covered, each with its part of the period, as an exact fraction (M2.3, M2.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from frontdesk.areas.fees.rules.cycles import PER_WORDS
from frontdesk.areas.fees.rules.facts import Period, PriceFrom
from frontdesk.areas.fees.rules.kinds import Cycle
from frontdesk.base.values.periods import Span
from frontdesk.base.values.text import tr

WHOLE = Fraction(1)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a period. `parts` are (days, of): one for each calendar month, or one for the whole cycle.

    Each whole part counts once, so the share of a quarter that is priced by the month is 3.
    """

    parts: tuple[tuple[int, int], ...]

    @property
    def exact(self) -> Fraction:
        return sum((Fraction(days, of) for days, of in self.parts), Fraction(0))

    @property
    def words(self) -> str:
        """` × 14/30`, ` × 3个月`, ` ×（14/30 + 2）个月`; nothing for one whole part."""
        whole = sum(1 for days, of in self.parts if days == of)
        broken = [f"{days}/{of}" for days, of in self.parts if days != of]
        if not broken:
            return "" if whole == 1 else tr(" × {n}个月", n=whole)
        if len(self.parts) == 1:
            return f" × {broken[0]}"
        terms = " + ".join([*broken, *([str(whole)] if whole else [])])
        return tr(" ×（{terms}）个月", terms=terms)


class Piece(NamedTuple):
    """One price with its part of the period, worked out once for all units.

    A quantity costs quantity × `over` ÷ `under` fen. `days` of `of` are summed over the months of the part.
    """

    price: Decimal
    days: int
    of: int
    over: int
    under: int
    part: str


class Terms:
    """What an item costs over the days covered.

    `per` is what the price is per, after the unit of quantity: `月`, `季`, nothing. `known` is for what a way of
    pricing has worked out for a quantity; it goes with the terms.
    """

    __slots__ = (
        "_by_month", "_narrower", "_note", "_paid", "_period", "_prices", "cover", "cycle", "known", "per", "pieces",
    )  # fmt: skip

    def __init__(
        self,
        cycle: Cycle,
        period: Period,
        cover: Span,
        prices: Sequence[PriceFrom],
        *,
        by_month: bool,
        paid: Fraction = WHOLE,
        note: str = "",
    ) -> None:
        self.cycle = cycle
        self._period = period
        self._prices = prices
        self._by_month = by_month
        self._paid = paid
        self._note = note
        self._narrower: dict[tuple[Span, Fraction, str], Terms] = {}
        self.cover = cover
        self.known: dict[Decimal, Any] = {}
        self.per = tr(PER_WORDS[Cycle.MONTHLY if by_month and period.months else cycle])
        self.pieces = tuple(_piece(price, share, paid, note) for price, share in self._shares())

    def within(self, span: Span) -> Terms:
        """The same over fewer days: for what began or ended inside the period."""
        return self._over(self.cover.meet(span), self._paid, self._note)

    def reduced(self, span: Span, paid: Decimal, note: str) -> Terms:
        """Over fewer days, of which only the share *paid* is to pay; *note* is said behind each line's words."""
        return self._over(self.cover.meet(span), Fraction(paid), note)

    def _over(self, cover: Span, paid: Fraction, note: str) -> Terms:
        if (cover, paid, note) == (self.cover, self._paid, self._note):
            return self
        found = self._narrower.get((cover, paid, note))
        if found is None:
            found = Terms(
                self.cycle, self._period, cover, self._prices, by_month=self._by_month, paid=paid, note=note
            )
            self._narrower[cover, paid, note] = found
        return found

    def _shares(self) -> list[tuple[Decimal, Share]]:
        if self.cycle is Cycle.ONCE:
            # A single charge is whole whenever the unit was handed over, and keeps its first price.
            return [(self._prices[0].price, Share(((1, 1),)))]
        found: list[tuple[Decimal, Span]] = []
        for index, price in enumerate(self._prices):
            later = self._prices[index + 1].starts_on if index + 1 < len(self._prices) else date.max
            span = self.cover.meet(Span(price.starts_on, later))
            if not span.days:
                continue
            if found and found[-1][0] == price.price:
                # The same price set again is no change of price.
                span = Span(found.pop()[1].start, span.end)
            found.append((price.price, span))
        return [(price, self._share(span)) for price, span in found]

    def _share(self, span: Span) -> Share:
        months = self._period.months if self._by_month else ()
        met = [(month.meet(span).days, month.days) for month in months or (self._period.span,)]
        return Share(tuple((days, of) for days, of in met if days))


def _piece(price: Decimal, share: Share, paid: Fraction, note: str) -> Piece:
    fen = Fraction(price) * 100 * share.exact * paid
    days = sum(days for days, _ in share.parts)
    of = sum(of for _, of in share.parts)
    return Piece(price, days, of, fen.numerator, fen.denominator, share.words + note)
