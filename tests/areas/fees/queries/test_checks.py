"""What must always hold of charges is checked, and what does not is named."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from frontdesk.areas.fees.queries import broken_invariants
from frontdesk.areas.fees.rules.kinds import AdjustKind
from tests.areas.fees.office import Office, Y


@pytest.fixture
def billed(both: Office) -> Office:
    both.unit("1-1-0101")
    both.item()
    both.bill()
    (charge,) = both.charges()
    both.adjust(charge.id, AdjustKind.WAIVE, "5.36")
    both.undo(both.pay({charge.id: Y("50")}))
    both.pay({charge.id: Y("100")})
    return both


def test_nothing_is_broken(billed: Office) -> None:
    assert billed.runner.read(broken_invariants) == []


def test_m2_7_a_balance_that_does_not_follow_from_its_lines_is_named(billed: Office) -> None:
    with billed.db.write() as session:
        session.execute(text("UPDATE charge SET owed = owed - 1"))
    (words,) = billed.runner.read(broken_invariants)
    assert "1-1-0101 2026-11" in words
    assert "149.99" in words
    assert "150.00" in words


def test_m1_2_a_charge_that_is_not_the_sum_of_its_lines_is_named(billed: Office) -> None:
    with billed.db.write() as session:
        session.execute(
            text(
                "INSERT INTO charge (unit_id, item_id, period, no, starts_on, ends_on, due_on, amount, owed, how,"
                " lines, payer_name, made_on, made_at, made_by, source_kind) SELECT unit_id, item_id, '2027-01', no,"
                " starts_on, ends_on, due_on, amount + 1, amount + 1, how, lines, payer_name, made_on, made_at,"
                " made_by, source_kind FROM charge"
            )
        )
    (words,) = billed.runner.read(broken_invariants)
    assert "255.37" in words
