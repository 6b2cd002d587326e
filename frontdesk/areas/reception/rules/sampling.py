"""The spot check's draw (D2.3): at least five of a hundred, by a seed, so that anybody can draw the same again."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Final

SHARE_PERMILLE: Final = 50
"""At least so many of a thousand are drawn."""


def how_many(count: int, permille: int = SHARE_PERMILLE) -> int:
    """At least *permille* of *count*, rounded up: one of a single ticket, none of none."""
    return -(-count * permille // 1000)


def draw(numbers: Sequence[str], seed: str, permille: int = SHARE_PERMILLE) -> tuple[str, ...]:
    """The sample of *numbers*, *permille* of them, in the order of the population."""
    return draw_some(numbers, seed, how_many(len(numbers), permille))


def draw_some(numbers: Sequence[str], seed: str, count: int) -> tuple[str, ...]:
    """*count* of *numbers* (all of them where there are fewer), in the order of the population.

    Each number's place in the draw is the SHA-256 of seed and number: it hangs on no generator and no order, and
    leaves every one the same chance.
    """
    if len(set(numbers)) != len(numbers):
        raise ValueError("a number stands twice in what is drawn from")
    places = sorted(numbers, key=lambda number: sha256(f"{seed}:{number}".encode()).digest())
    drawn = set(places[:count])
    return tuple(number for number in numbers if number in drawn)
