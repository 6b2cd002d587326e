"""What is kept back spread over the deposits it is kept back from: the first one first, never more than it holds."""

from __future__ import annotations

from collections.abc import Sequence

from frontdesk.base.values.money import ZERO, Money, total


def split_deductions(
    held: Sequence[Money], lines: Sequence[tuple[int, Money]]
) -> list[list[tuple[int, Money]]]:
    """For each deposit what is kept back of it, as (breach, amount); the sums are those of *lines*, to the fen.

    Raises `ValueError` when *lines* come to more than is held.
    """
    if total(amount for _key, amount in lines) > total(held):
        raise ValueError("more is kept back than is held")
    shares: list[list[tuple[int, Money]]] = [[] for _ in held]
    left = list(held)
    at = 0
    for key, amount in lines:
        rest = amount
        while rest > ZERO:
            if left[at] == ZERO:
                at += 1
                continue
            part = min(rest, left[at])
            shares[at].append((key, part))
            left[at] = left[at] - part
            rest = rest - part
    return shares
