"""The long random history, in `make soak` only: the program beside the second, plain reckoning for many months."""

from __future__ import annotations

import os
import random
from collections.abc import Callable

import pytest

from tests.areas.cashdesk.desk import Desk
from tests.soak.history import History

pytestmark = pytest.mark.soak

STEPS = 1_000
ROUNDS = 4


@pytest.mark.parametrize("turn", range(ROUNDS))
def test_m7_5_t5_t6_thousands_of_desk_days_agree_with_the_second_books(
    both: Desk, say: Callable[[str], None], turn: int
) -> None:
    """On SQLite and on PostgreSQL; `FRONTDESK_SOAK_SEED` does a run again."""
    seed = int(os.environ.get("FRONTDESK_SOAK_SEED") or random.randrange(10**6)) + turn
    history = History(both, random.Random(seed))
    history.begin()
    for step in range(STEPS):
        what = history.step()
        if step % 25 == 24:
            assert history.check() == [], f"seed {seed}, step {step}: {what}"
    assert history.check(store=True) == []
    say(
        f"seed {seed}, {both.db.url.get_backend_name()}: {dict(history.done)}, refused {dict(history.refused)}, "
        f"{(both.clock.today() - history.began).days} days"
    )
