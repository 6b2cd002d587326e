"""By built area: area × price (M2.2). The price is per ㎡ and month, per season for heating, or once."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from frontdesk.areas.fees.rules.facts import Skip, UnitFacts
from frontdesk.areas.fees.rules.lines import Priced, add_up, figure, line
from frontdesk.areas.fees.rules.terms import Terms
from frontdesk.base.values.text import tr


def price_by_area(terms: Terms, unit: UnitFacts) -> Priced | Skip:
    """A quarter is three months of the price, each part month by its own days, rounded once on the line."""
    area = unit.area
    if area is None or area <= 0:
        return Skip(tr("没有建筑面积"))
    # Homes of one layout have one area: most of an estate is worked out once.
    found = terms.known.get(area)
    if found is None:
        found = terms.known[area] = _priced(terms, area)
    return found


def _priced(terms: Terms, area: Decimal) -> Priced:
    written = figure(area)
    return add_up(
        [line(area, piece, written + cost) for piece, cost in zip(terms.pieces, _costs(terms), strict=True)]
    )


@lru_cache(maxsize=64)
def _costs(terms: Terms) -> tuple[str, ...]:
    per = f"㎡·{terms.per}" if terms.per else "㎡"
    return tuple(tr("㎡ × {price}元/{per}", price=figure(piece.price), per=per) for piece in terms.pieces)
