"""A fixed amount for each unit (M2.2). The price is per the item's cycle; part of a cycle is by its days."""

from __future__ import annotations

from decimal import Decimal

from frontdesk.areas.fees.rules.facts import UnitFacts
from frontdesk.areas.fees.rules.lines import Priced, add_up, figure, line
from frontdesk.areas.fees.rules.terms import Terms
from frontdesk.base.values.text import tr

ONE = Decimal(1)


def price_by_unit(terms: Terms, unit: UnitFacts) -> Priced:
    """The same for every unit over the same days."""
    found = terms.known.get(ONE)
    if found is None:
        per = tr("户·{cycle}", cycle=terms.per) if terms.per else tr("户")
        found = terms.known[ONE] = add_up([
            line(ONE, piece, tr("{price}元/{per}", price=figure(piece.price), per=per)) for piece in terms.pieces
        ])  # fmt: skip
    return found
