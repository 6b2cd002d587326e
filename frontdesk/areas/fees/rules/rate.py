"""Collection rate (收缴率, M8.2): paid of what fell due in a period ÷ what fell due. The trade asks for 90 %."""

from __future__ import annotations

from frontdesk.base.values.money import ZERO, Money, divided_half_up

TARGET_PERCENT = 90


def below_target(paid: Money, due: Money, target: int = TARGET_PERCENT) -> bool:
    """Whether less was paid than *target* per cent. Decided on fen, before anything is rounded. Nothing due: no."""
    return due > ZERO and paid.fen * 100 < due.fen * target


def permille(paid: Money, due: Money) -> int | None:
    """The rate in tenths of a per cent: half-up, but 90.0 is shown only where it was reached, 100.0 only where all
    was paid. None when nothing fell due."""
    if due <= ZERO:
        return None
    rounded = divided_half_up(paid.fen * 1000, due.fen)
    for edge in (1000, TARGET_PERCENT * 10):
        if rounded >= edge and paid.fen * 1000 < edge * due.fen:
            return edge - 1
    return rounded


def percent_words(rate: int | None) -> str:
    """`89.9%`; `—` where nothing fell due."""
    if rate is None:
        return "—"
    sign, tenths = ("\u2212", -rate) if rate < 0 else ("", rate)
    return f"{sign}{tenths // 10}.{tenths % 10}%"
