"""What a charge is made of: one line for each price, rounded once, and the words that say how (M1.2, M2.8)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from frontdesk.areas.fees.rules.terms import Share
from frontdesk.base.values.money import Money, priced, total
from frontdesk.base.values.text import tr

LONGEST_HOW = 300


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a charge: one price, one rounding.

    `days` of `of` is the part of the period it is for, summed over its months; equal for the whole. `words`
    says the line as a person reads it.
    """

    quantity: Decimal
    price: Decimal
    days: int
    of: int
    amount: Money
    words: str


class Priced(NamedTuple):
    """What a unit is to pay; `how` says it in one line, `stored` is the lines as the charge keeps them (JSON)."""

    amount: Money
    how: str
    lines: tuple[Line, ...]
    stored: str


def figure(number: Decimal) -> str:
    """A price, area or quantity as it is written: at least two decimals, separators of thousands."""
    places = max(2, -int(number.as_tuple().exponent))
    text = f"{number:,.{places}f}"
    while places > 2 and text.endswith("0"):
        text, places = text[:-1], places - 1
    return text


def line(quantity: Decimal, price: Decimal, share: Share, words: str) -> Line:
    """quantity × price × share, in one rounding (M2.4, T2)."""
    part = share.exact
    amount = priced(price, quantity, part.numerator, part.denominator)
    return Line(quantity, price, share.days, share.of, amount, words + share.words)


def add_up(lines: Sequence[Line]) -> Priced:
    """The charge its lines make: a sum of rounded lines (M1.2)."""
    amount = total(part.amount for part in lines)
    how = " + ".join(part.words for part in lines)
    if len(how) > LONGEST_HOW:
        how = tr("{n}段分别计算，合计 {amount}，逐段见应收明细", n=len(lines), amount=amount)
    return Priced(amount, how, tuple(lines), stored_lines(lines))


def stored_lines(lines: Sequence[Line]) -> str:
    """Lines as JSON; amounts and quantities are strings, so that no float touches them."""
    return json.dumps(
        [
            {
                "quantity": str(part.quantity),
                "price": str(part.price),
                "days": part.days,
                "of": part.of,
                "amount": part.amount.plain,
                "words": part.words,
            }
            for part in lines
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read_lines(stored: str) -> tuple[Line, ...]:
    """The lines of a charge as `stored_lines` wrote them."""
    return tuple(
        Line(
            Decimal(part["quantity"]),
            Decimal(part["price"]),
            part["days"],
            part["of"],
            Money.yuan(part["amount"]),
            part["words"],
        )
        for part in json.loads(stored)
    )
