"""What the fees' pages call things: states of charges, ways of pricing, what a price is per."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from frontdesk.areas.fees.queries import ChargeRow, FeeItemRow
from frontdesk.areas.fees.rules.cycles import PER_WORDS
from frontdesk.areas.fees.rules.kinds import NOT_BILLED, Category, Cycle, Pricing
from frontdesk.areas.fees.rules.lines import figure
from frontdesk.areas.fees.rules.meters import METERED, UNITS, plain_figure
from frontdesk.areas.fees.rules.pricing import PRICINGS
from frontdesk.areas.fees.rules.tariffs import Tiers, tier_word
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.rows import Status

_QUANTITY = {
    Pricing.AREA: "㎡",
    Pricing.UNIT: "户",
    Pricing.SPACE: "个",
    Pricing.SHARED: "",
    Pricing.HAND: "",
}
COUNTED = frozenset({Cycle.QUARTERLY, Cycle.HALF_YEARLY, Cycle.YEARLY, Cycle.HEATING})
"""Cycles that count from a month of their own."""
MONTH_END = 31


def charge_state(charge: ChargeRow, today: date) -> Status:
    """How a charge stands: settled, late, part paid, or open until its due day."""
    if not charge.owed:
        waived = charge.paid == ZERO and charge.adjusted < ZERO
        return Status("neutral", tr("已减免")) if waived else Status("ok", tr("已缴"))
    late = charge.overdue_days(today)
    if late:
        return Status("bad", tr("逾期 {n} 天", n=late))
    if charge.paid:
        return Status("info", tr("部分已缴"))
    return Status("neutral", tr("未缴"), hollow=True)


def pricing_words(pricing: Pricing) -> str:
    """`按建筑面积`."""
    return tr(PRICINGS[pricing].words)


def price_unit(pricing: Pricing, cycle: Cycle, category: Category | None = None) -> str:
    """What a price is written with: `元/㎡·月`, `元/户·季`, `元/㎡`; by meter `元/吨`, as *category* counts."""
    if pricing is Pricing.METER:
        kind = METERED.get(category) if category is not None else None
        return tr("元/{per}", per=tr(UNITS[kind]) if kind is not None else tr("计量单位"))
    quantity = tr(_QUANTITY[pricing])
    monthly = PRICINGS[pricing].by_month and cycle not in (Cycle.HEATING, Cycle.ONCE)
    per = tr(PER_WORDS[Cycle.MONTHLY if monthly else cycle])
    return tr("元/{per}", per="·".join(part for part in (quantity, per) if part))


def price_words(
    price: Decimal | None, pricing: Pricing, cycle: Cycle, category: Category | None = None
) -> str:
    """`2.85 元/㎡·月`; nothing where there is no price."""
    return "" if price is None else f"{figure(price)} {price_unit(pricing, cycle, category)}"


def tiers_words(tiers: Tiers, category: Category) -> tuple[str, ...]:
    """`一档 180吨以内 5.00`, a line for each tier."""
    kind = METERED.get(category)
    word = tr(UNITS[kind]) if kind is not None else ""
    lines = []
    for number, tier in enumerate(tiers.tiers):
        upto = (
            tr("{upto}{unit}以内", upto=plain_figure(tier.upto), unit=word)
            if tier.upto is not None
            else tr("以上")
        )
        lines.append(
            tr("{tier}档 {upto} {price}", tier=tier_word(number), upto=upto, price=figure(tier.price))
        )
    return tuple(lines)


def due_words(due_day: int) -> str:
    """`每期末` for the month's last day, else `25 日`."""
    return tr("月末") if due_day >= MONTH_END else tr("{day} 日", day=due_day)


def item_state(item: FeeItemRow) -> Status:
    """Whether an item bills, and whether it could."""
    if not item.active:
        return Status("neutral", tr("停用"), hollow=True)
    if item.pricing not in NOT_BILLED and item.price is None:
        if item.next_from is not None:
            return Status("info", tr("{day} 起", day=item.next_from.isoformat()))
        return Status("warn", tr("没有单价"))
    return Status("ok", tr("启用"))


def price_shown(row: FeeItemRow) -> str:
    """The price as a list writes it; before the first one holds, the one to come."""
    price = row.price if row.price is not None else row.next_price
    if price is None or row.pricing in NOT_BILLED:
        return ""
    return tr("{price} 起", price=figure(price)) if row.tiers is not None else figure(price)
