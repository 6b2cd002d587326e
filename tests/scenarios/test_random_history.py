"""A short random history against the second, plain reckoning; the long one runs in `make soak`."""

from __future__ import annotations

import random

import pytest

from tests.areas.cashdesk.conftest import desk
from tests.areas.cashdesk.desk import Desk
from tests.soak.history import History

__all__ = ["desk"]


@pytest.mark.parametrize("seed", [4, pytest.param(20261121, marks=pytest.mark.soak)])
def test_m7_5_t5_t6_a_random_history_agrees_with_the_second_books_to_the_fen(desk: Desk, seed: int) -> None:
    """Every balance, report and close, after months of paying, voiding, refunding, deposits and price changes."""
    history = History(desk, random.Random(seed))
    history.begin()
    for step in range(300):
        what = history.step()
        if step % 50 == 49:
            assert history.check() == [], f"seed {seed}, step {step}: {what}"
    assert history.check(store=True) == []
    rare = [
        name
        for name in ("collect", "refund", "return", "void", "close", "bill", "take")
        if not history.done[name]
    ]
    assert rare == [], f"{history.done}"
