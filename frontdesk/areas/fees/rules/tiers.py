"""By meter: flat, or in tiers that add up over a month or a calendar year (M2.2, M3.3).

A reading costs what the tariff of its day says. Tiers by year count everything the unit has used since January
1st, whoever owned it, through whichever meter; each tier's part is a line of its own.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby

from frontdesk.areas.fees.rules.facts import Skip, UnitFacts
from frontdesk.areas.fees.rules.kinds import TierSpan
from frontdesk.areas.fees.rules.lines import Line, Priced, add_up, figure
from frontdesk.areas.fees.rules.meters import NONE_USED, UNITS, plain_figure
from frontdesk.areas.fees.rules.tariffs import Tariff, split, tariff_on, tier_word
from frontdesk.areas.fees.rules.terms import Terms
from frontdesk.base.values.money import priced
from frontdesk.base.values.text import tr


def price_by_meter(terms: Terms, unit: UnitFacts) -> Priced | Skip | None:
    """What the unit's readings of the period cost; None where it has no such meter or nothing new was read."""
    metered = unit.metered
    if metered is None:
        return None
    if metered.waiting:
        return Skip(metered.waiting)
    if not metered.readings:
        return None
    if not any(reading.quantity for reading in metered.readings):
        return Skip(tr("用量为零"))
    used = NONE_USED
    lines: list[Line] = []
    word = tr(UNITS[metered.kind])
    for tariff, readings in groupby(metered.readings, lambda r: tariff_on(metered.tariffs, r.day)):
        if tariff is None:
            return Skip(tr("单价从 {day} 起", day=metered.tariffs[0].starts_on.isoformat()))
        quantity = sum((r.quantity for r in readings), NONE_USED)
        before = metered.year_before if tariff.span is TierSpan.YEAR else metered.month_before
        lines += tier_lines(tariff, before + used, quantity, word)
        used += quantity
    return add_up(lines)


def tier_lines(tariff: Tariff, before: Decimal, quantity: Decimal, word: str) -> list[Line]:
    """`10吨 × 5.00元/吨（一档）`: a line for each tier that *quantity* reaches into, each rounded once."""
    lines = []
    for number, part in split(tariff.tiers, before, quantity):
        price = tariff.tiers[number].price
        words = tr(
            "{quantity}{unit} × {price}元/{unit}", quantity=plain_figure(part), price=figure(price), unit=word
        )
        if not tariff.flat:
            words += tr("（{tier}档）", tier=tier_word(number))
        lines.append(Line(part, price, 1, 1, priced(price, part), words))
    return lines
