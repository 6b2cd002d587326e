"""Shares that make a whole, days that can be, numbers (D1.5)."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.areas.handover.rules.transfers import (
    AHEAD,
    ChangeKind,
    Shared,
    Why,
    day_wrong,
    number_of,
    shares_wrong,
)
from tests.quicker import draws

DAY = date(2026, 11, 21)


@settings(max_examples=draws(40), deadline=None)
@given(st.lists(st.integers(1, 5_000), min_size=1, max_size=6), st.integers(1, 400))
def test_D1_5_shares_are_the_whole_to_the_hundredth_or_refused(parts: list[int], off: int) -> None:
    """Whatever the parts: with what is left they are 100 %, a little more or less is not."""
    rest = 10_000 - sum(parts)
    owners = [Shared(f"业主{n}", Decimal(part) / 100) for n, part in enumerate(parts)]
    if rest > 0:
        whole = [*owners, Shared("末", Decimal(rest) / 100)]
        assert shares_wrong(whole) == ""
        assert shares_wrong([*owners, Shared("末", Decimal(rest + off) / 100)])
    assert shares_wrong([*owners, Shared("末", None)])


def test_D1_5_a_single_owner_has_all_and_nobody_is_refused() -> None:
    assert shares_wrong([Shared("张硕", None)]) == shares_wrong([Shared("张硕", Decimal(100))]) == ""
    assert "100%" in shares_wrong([Shared("张硕", Decimal(50))])
    assert shares_wrong([])
    assert "大于零" in shares_wrong([Shared("甲", Decimal(0)), Shared("乙", Decimal(100))])


def test_D1_5_the_day_is_after_they_came_and_not_in_the_future_but_for_a_lease_to_come() -> None:
    came = [("张硕", date(2026, 3, 1))]
    owner, lease = ChangeKind.OWNER, ChangeKind.LEASE
    assert day_wrong(DAY, DAY, came, owner, Why.SALE) == ""
    assert "2026-03-01" in day_wrong(date(2026, 3, 1), DAY, came, owner, Why.SALE)
    assert "今天" in day_wrong(DAY + timedelta(days=1), DAY, came, owner, Why.SALE)
    assert "今天" in day_wrong(DAY + timedelta(days=1), DAY, came, lease, Why.LEFT)
    assert day_wrong(DAY + AHEAD, DAY, (), lease, Why.LET) == ""
    assert day_wrong(DAY + AHEAD + timedelta(days=1), DAY, (), lease, Why.LET)
    assert number_of(owner, 2026, 7) == "GH-2026-007"
    assert number_of(lease, 2026, 1000) == "ZB-2026-1000"
