"""The ways of pricing (M2.2), by name. A new way is a file of its own and a line here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from frontdesk.areas.fees.rules.apportion import price_by_share
from frontdesk.areas.fees.rules.area import price_by_area
from frontdesk.areas.fees.rules.facts import Skip, UnitFacts
from frontdesk.areas.fees.rules.hand import price_by_hand
from frontdesk.areas.fees.rules.kinds import Pricing
from frontdesk.areas.fees.rules.lines import Priced
from frontdesk.areas.fees.rules.space import price_by_space
from frontdesk.areas.fees.rules.terms import Terms
from frontdesk.areas.fees.rules.tiers import price_by_meter
from frontdesk.areas.fees.rules.unit import price_by_unit


@dataclass(frozen=True, slots=True)
class Way:
    """One way of pricing.

    `price` says what a unit is to pay, why it cannot be said, or None where the item has nothing to do with the
    unit. With `by_month` a price is per calendar month however long the cycle is, else per the item's cycle.
    """

    price: Callable[[Terms, UnitFacts], Priced | Skip | None]
    words: str
    by_month: bool = False


PRICINGS: dict[Pricing, Way] = {
    Pricing.AREA: Way(price_by_area, "按建筑面积", by_month=True),
    Pricing.UNIT: Way(price_by_unit, "按户定额"),
    Pricing.SPACE: Way(price_by_space, "按车位"),
    Pricing.METER: Way(price_by_meter, "按表计量", by_month=True),
    Pricing.SHARED: Way(price_by_share, "公摊"),
    Pricing.HAND: Way(price_by_hand, "手工录入"),
}
