"""Amounts of renminbi (M1): whole fen over an `int`, one rounding, no float anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Self

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

MINUS = "\u2212"


def divided_half_up(over: int, under: int) -> int:
    """over ÷ under (positive) to the nearest whole number, halves away from zero: the one rounding (M1.2)."""
    whole = (2 * abs(over) + under) // (2 * under)
    return whole if over >= 0 else -whole


def round_half_up(value: Fraction | Decimal) -> int:
    """The nearest whole number, halves away from zero."""
    return divided_half_up(*value.as_integer_ratio())


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of renminbi, held as a whole number of fen."""

    fen: int = 0

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"fen must be an int, not {type(self.fen).__name__}")

    @classmethod
    def yuan(cls, amount: str | int | Decimal | Fraction) -> Self:
        """From an exact number of yuan, rounded half-up to the fen."""
        exact = Fraction(Decimal(amount)) if isinstance(amount, str) else Fraction(amount)
        return cls(round_half_up(exact * 100))

    @classmethod
    def parse(cls, text: str, *, field: str | None = None) -> Self:
        """What a clerk typed (M1.3): `¥`, separators, blanks and full-width digits are taken as they look.

        Raises `Refused` with the reason for *field*: empty, letters, two points, more than two decimals.
        """
        return cls(_parse_fen(text, field))

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __abs__(self) -> Money:
        return Money(abs(self.fen))

    def __mul__(self, count: int) -> Money:
        return Money(self.fen * count)

    def __bool__(self) -> bool:
        return self.fen != 0

    def prorate(self, days: int, of: int) -> Money:
        """This amount for *days* out of *of* days, in one rounding (M2.4, T2)."""
        return Money(divided_half_up(self.fen * days, of))

    def share(self, weights: Sequence[Decimal | int]) -> list[Money]:
        """Split by weights with the largest remainder, so that the parts add up to the fen (M4).

        A tie of remainders goes to the earlier weight: the caller passes units in order of their codes.
        """
        exact = [Fraction(w) for w in weights]
        total = sum(exact, Fraction(0))
        if total <= 0 or any(w < 0 for w in exact):
            raise ValueError("weights must be non-negative and not all zero")
        sign = -1 if self.fen < 0 else 1
        ideal = [abs(self.fen) * w / total for w in exact]
        parts = [int(i) for i in ideal]
        rest = abs(self.fen) - sum(parts)
        order = sorted(range(len(exact)), key=lambda i: (parts[i] - ideal[i], i))
        for i in order[:rest]:
            parts[i] += 1
        return [Money(sign * p) for p in parts]

    @property
    def plain(self) -> str:
        """`-1234.50`: for files and JSON."""
        sign = "-" if self.fen < 0 else ""
        yuan, fen = divmod(abs(self.fen), 100)
        return f"{sign}{yuan}.{fen:02d}"

    def __str__(self) -> str:
        """`−1,234.50`: for screens and paper; the minus is U+2212 (L4)."""
        sign = MINUS if self.fen < 0 else ""
        yuan, fen = divmod(abs(self.fen), 100)
        return f"{sign}{yuan:,}.{fen:02d}"


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """The sum of rounded amounts (M1.2); zero for none."""
    return Money(sum(a.fen for a in amounts))


def priced(price: Decimal, quantity: Decimal, days: int = 1, of: int = 1) -> Money:
    """price (yuan) × quantity × days ÷ of, rounded once (M1.2, M2.4). Exact whatever the digits (T3)."""
    price_over, price_under = price.as_integer_ratio()
    over, under = quantity.as_integer_ratio()
    return Money(divided_half_up(price_over * over * 100 * days, price_under * under * of))


_MOST_DIGITS = 10
_SHAPE = re.compile(r"[+-]?[0-9]*(\.[0-9]*)?")
# Full-width signs and figures as their plain shapes. Nothing more: ² and ② are not 2, whatever Unicode says.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0xFFE5: ord("¥"), ord(MINUS): ord("-")}


def _parse_fen(text: str, field: str | None) -> int:
    shown = text.translate(_PLAIN)
    if "。" in shown:
        raise Refused(tr("金额里有句号，请改成小数点"), field=field)
    bare = re.sub(r"[\s¥,元]", "", shown)
    if not bare:
        raise Refused(tr("请填金额"), field=field)
    if bare.count(".") > 1:
        raise Refused(tr("金额里有两个小数点，请只留一个"), field=field)
    if not _SHAPE.fullmatch(bare) or not re.search(r"[0-9]", bare):
        raise Refused(tr("金额只能是数字，请改成像 100.00 这样"), field=field)
    sign = -1 if bare.startswith("-") else 1
    whole, _, decimals = bare.lstrip("+-").partition(".")
    if len(decimals) > 2:
        raise Refused(tr("金额最多两位小数，请写到分"), field=field)
    if len(whole.lstrip("0")) > _MOST_DIGITS:
        # No amount that cannot be written in capitals (M1.4); what is so long is a number of something else.
        raise Refused(tr("金额太大，请核对"), field=field)
    return sign * (int(whole or "0") * 100 + int(decimals.ljust(2, "0") or "0"))
