"""By hand: the clerk writes each charge; a billing leaves such items alone (M2.2)."""

from __future__ import annotations

from decimal import Decimal

from frontdesk.areas.fees.rules.facts import UnitFacts
from frontdesk.areas.fees.rules.lines import Line, Priced, add_up
from frontdesk.areas.fees.rules.terms import Terms
from frontdesk.base.values.money import Money


def price_by_hand(terms: Terms, unit: UnitFacts) -> None:
    """Nothing is charged by rule."""
    return


def typed(amount: Money, words: str) -> Priced:
    """The charge a clerk wrote: one line of the amount typed, in the clerk's words."""
    return add_up([Line(Decimal(1), Decimal(amount.fen).scaleb(-2), 1, 1, amount, words)])
