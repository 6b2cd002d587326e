"""For each parking space of the unit (M2.2). The price is per the item's cycle; a space let or given back inside
the period is charged by its days."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from frontdesk.areas.fees.rules.facts import SpaceFacts, UnitFacts
from frontdesk.areas.fees.rules.lines import Line, Priced, add_up, figure, line
from frontdesk.areas.fees.rules.terms import Terms
from frontdesk.base.values.periods import Span
from frontdesk.base.values.text import tr

NAMED_AT_MOST = 2


def price_by_space(terms: Terms, unit: UnitFacts) -> Priced | None:
    """Spaces held over the same days share a line. None when the unit has no space in these days."""
    together: dict[Span, list[str]] = {}
    for space in unit.spaces:
        cover = terms.cover.meet(span_of(space))
        if cover.days:
            together.setdefault(cover, []).append(space.code)
    lines: list[Line] = []
    for cover in sorted(together):
        codes = together[cover]
        for piece in terms.within(cover).pieces:
            price = figure(piece.price)
            cost = (
                tr("{price}元/{per}", price=price, per=terms.per)
                if terms.per
                else tr("{price}元", price=price)
            )
            lines.append(line(Decimal(len(codes)), piece, f"{_named(codes)} × {cost}"))
    return add_up(lines) if lines else None


def span_of(space: SpaceFacts) -> Span:
    """The days the unit has the space."""
    return Span(space.starts_on or date.min, space.ends_on or date.max)


def _named(codes: list[str]) -> str:
    """`B1-076 一个`, `B1-076、B1-077 两个`; more than two are counted."""
    if len(codes) > NAMED_AT_MOST:
        return tr("{n}个车位", n=len(codes))
    return "、".join(sorted(codes)) + " " + (tr("一个") if len(codes) == 1 else tr("两个"))
