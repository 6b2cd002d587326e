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
    if unit.area is None or unit.area <= 0:
        return Skip(tr("没有建筑面积"))
    return _priced(terms, unit.area)


# Homes of one layout have one area: most of an estate is worked out once.
@lru_cache(maxsize=65536)
def _priced(terms: Terms, area: Decimal) -> Priced:
    per = f"㎡·{terms.per}" if terms.per else "㎡"
    return add_up([
        line(
            area,
            price,
            share,
            tr("{area}㎡ × {price}元/{per}", area=figure(area), price=figure(price), per=per),
        )
        for price, share in terms.pieces
    ])  # fmt: skip
