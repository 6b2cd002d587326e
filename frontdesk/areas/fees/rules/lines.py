"""What a charge is made of: one line for each price, rounded once, and the words that say how (M1.2, M2.8)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from json.encoder import encode_basestring
from typing import NamedTuple

from frontdesk.areas.fees.rules.terms import Piece
from frontdesk.base.values.money import Money, divided_half_up, total
from frontdesk.base.values.text import tr

LONGEST_HOW = 300


class Line(NamedTuple):
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
    stored: str


@lru_cache(maxsize=16384)
def figure(number: Decimal) -> str:
    """A price, area or quantity as it is written: at least two decimals, separators of thousands."""
    exponent = number.as_tuple().exponent
    places = max(2, -exponent) if isinstance(exponent, int) else 2
    text = f"{number:,.{places}f}"
    while places > 2 and text.endswith("0"):
        text, places = text[:-1], places - 1
    return text


def line(quantity: Decimal, piece: Piece, words: str) -> Line:
    """quantity × price × part of the period, in one rounding (M2.4, T2); *words* without the part."""
    over, under = quantity.as_integer_ratio()
    amount = Money(divided_half_up(over * piece.over, under * piece.under))
    return Line(quantity, piece.price, piece.days, piece.of, amount, words + piece.part)


def add_up(lines: Sequence[Line]) -> Priced:
    """The charge its lines make: a sum of rounded lines (M1.2)."""
    if len(lines) == 1:
        return Priced(lines[0].amount, lines[0].words, stored_lines(lines))
    amount = total(part.amount for part in lines)
    how = " + ".join(part.words for part in lines)
    if len(how) > LONGEST_HOW:
        how = tr("{n}段分别计算，合计 {amount}，逐段见应收明细", n=len(lines), amount=amount)
    return Priced(amount, how, stored_lines(lines))


def stored_lines(lines: Sequence[Line]) -> str:
    """Lines as JSON; amounts and quantities are strings, so that no float touches them."""
    parts = [
        f'{{"quantity":"{part.quantity}","price":"{part.price}","days":{part.days},"of":{part.of},'
        f'"amount":"{part.amount.plain}","words":{encode_basestring(part.words)}}}'
        for part in lines
    ]
    return f"[{','.join(parts)}]"


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


# A quotation mark inside the words is written with a backslash, so that only the field itself reads like this.
_AMOUNT = re.compile(r'"amount":"(\d+)\.(\d\d)"')


def sum_of_lines(stored: str) -> Money:
    """What stored lines add up to, without reading the rest of them: for checking all charges of many years."""
    return Money(sum(int(yuan) * 100 + int(fen) for yuan, fen in _AMOUNT.findall(stored)))
