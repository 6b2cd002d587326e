"""What must always hold of charges is checked, and what does not is named."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text

from frontdesk.areas.fees.queries import broken_invariants
from frontdesk.areas.fees.rules.kinds import AdjustKind
from frontdesk.areas.fees.service import SetLateFee, make_late_fee, set_late_fee, settle
from frontdesk.base.store.work import Work
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


@pytest.fixture
def late(both: Office) -> tuple[Office, int]:
    """255.36 for October with 0.05 % a day, of which 2.68 were collected."""
    both.unit("1-1-0101")
    item = both.item()
    both.bill("2026-10")
    (charge,) = both.charges()
    command = SetLateFee(item, date(2026, 1, 1), Decimal("0.0005"))
    both.run(set_late_fee, command, confirmed=frozenset({"late_fee.past"}))

    def take(work: Work, _: None) -> None:
        settle(
            work,
            {make_late_fee(work, charge.id, Y("2.68"), work.today()): Y("2.68")},
            work.today(),
            ("payment", 1),
        )

    both.run(take, None)
    return both, charge.id


def test_m5_3_a_late_fee_that_stands_uncollected_is_named(late: tuple[Office, int]) -> None:
    office, id = late
    office.sound()
    office.clock.forward(days=10)
    office.run(lambda work, _: make_late_fee(work, id, Y("1"), work.today()), None)
    (words,) = office.runner.read(broken_invariants)
    assert "没有收却立着" in words


def test_m5_1_a_late_fee_above_its_principal_is_named(late: tuple[Office, int]) -> None:
    office, id = late
    with office.db.write() as session:
        session.execute(
            text(
                "INSERT INTO charge (unit_id, item_id, period, no, starts_on, ends_on, due_on, amount, owed, how,"
                " lines, payer_name, made_on, made_at, made_by, source_kind, source_id) SELECT unit_id, item_id,"
                " '2027-01', no, starts_on, ends_on, due_on, 25536, 25536, how,"
                ' \'[{"amount":"255.36"}]\', payer_name, made_on, made_at, made_by, source_kind, source_id'
                " FROM charge WHERE source_kind = 'late_fee'"
            )
        )
    words = office.runner.read(broken_invariants)
    assert f"应收 {id} 收了违约金 258.04，超过本金 255.36" in words
