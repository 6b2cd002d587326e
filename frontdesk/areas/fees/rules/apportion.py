"""Shared costs (公摊, M4): a total divided by area, by homes or by people; the shares add up to it to the fen."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from frontdesk.areas.fees.rules.facts import UnitFacts
from frontdesk.areas.fees.rules.kinds import ShareWay
from frontdesk.areas.fees.rules.lines import Line, Priced, add_up, figure
from frontdesk.areas.fees.rules.meters import plain_figure
from frontdesk.areas.fees.rules.terms import Terms
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr


class Share(NamedTuple):
    """What one unit bears of a total, by its weight (㎡, 1, or people)."""

    unit_id: int
    weight: Decimal
    amount: Money


def price_by_share(terms: Terms, unit: UnitFacts) -> None:
    """A month's billing makes no shares: they are made pool by pool, when their total is known."""
    return


def shares_of(total: Money, weights: Sequence[tuple[int, Decimal]]) -> list[Share]:
    """Largest remainder; *weights* are (unit id, weight) in order of the units' codes: a tie goes to the smaller."""
    parts = total.share([weight for _, weight in weights])
    return [Share(unit_id, weight, part) for (unit_id, weight), part in zip(weights, parts, strict=True)]


def share_words(
    total: Money,
    way: ShareWay,
    weight: Decimal,
    of: Decimal,
    quantity: Decimal | None = None,
    price: Decimal | None = None,
) -> str:
    """`公摊 1,000.00元 × 89.60㎡/281.95㎡`; where the total is a quantity at a price, that too."""
    whole = tr("{total}元", total=total)
    if quantity is not None and price is not None:
        whole = tr("（{quantity} × {price}元）", quantity=plain_figure(quantity), price=figure(price))
    if way is ShareWay.AREA:
        return tr("公摊 {whole} × {part}/{of}㎡", whole=whole, part=figure(weight), of=figure(of))
    word = tr("户") if way is ShareWay.EQUAL else tr("人")
    return tr("公摊 {whole} × {part}/{of}{word}", whole=whole, part=weight, of=of, word=word)


def shared(amount: Money, words: str) -> Priced:
    """A share as a charge: one line."""
    return add_up([Line(Decimal(1), Decimal(amount.fen).scaleb(-2), 1, 1, amount, words)])
