"""A fixed amount for each unit (M2.2). The price is per the item's cycle; part of a cycle is by its days."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from frontdesk.areas.fees.rules.facts import UnitFacts
from frontdesk.areas.fees.rules.lines import Priced, add_up, figure, line
from frontdesk.areas.fees.rules.terms import Terms
from frontdesk.base.values.text import tr

ONE = Decimal(1)


def price_by_unit(terms: Terms, unit: UnitFacts) -> Priced:
    """The same for every unit over the same days."""
    return _priced(terms)


@lru_cache(maxsize=4096)
def _priced(terms: Terms) -> Priced:
    per = tr("户·{cycle}", cycle=terms.per) if terms.per else tr("户")
    return add_up([
        line(ONE, price, share, tr("{price}元/{per}", price=figure(price), per=per))
        for price, share in terms.pieces
    ])  # fmt: skip
