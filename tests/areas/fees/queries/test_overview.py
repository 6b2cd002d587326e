"""Figures beside the lists, on SQLite and on a real PostgreSQL: T8, M2.7, M8.1, D5.3."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from frontdesk.areas.fees.queries import (
    ChargeCounts,
    ChargeFilter,
    NoticeFilter,
    arrears_by,
    charge_card,
    charge_counts,
    charges,
    notice_buildings,
    notice_numbers,
    notices,
)
from frontdesk.areas.fees.rules.kinds import AdjustKind, DeliveryWay
from frontdesk.areas.fees.service import (
    AdjustCharge,
    IssueNotices,
    RecordDelivery,
    adjust_charge,
    issue_notices,
    record_delivery,
)
from frontdesk.base.store.runner import Runner
from frontdesk.base.values.money import Money
from tests.areas.fees.ui.estate import NOVEMBER, TODAY, Estate
from tests.postgres import BOTH, fresh_database, postgres

__all__ = ["both", "postgres"]
Y = Money.yuan


@pytest.fixture(params=BOTH)
def both(request: pytest.FixtureRequest) -> Iterator[Estate]:
    """November billed; the first unit has paid 300."""

    def fill(estate: Estate) -> Estate:
        estate.build()
        estate.items()
        estate.bill()
        estate.pay("3-1-1202", "300.00")
        return estate

    clock = request.getfixturevalue("clock")
    if request.param == "sqlite":
        yield fill(Estate(request.getfixturevalue("db"), request.getfixturevalue("runner"), clock))
        return
    request.getfixturevalue("postgres")
    with fresh_database() as database:
        yield fill(Estate(database, Runner(database, clock), clock))


def test_each_state_is_counted_once_whatever_was_waived_or_added(both: Estate) -> None:
    """M2.7: a line of 减免 or 补收 makes no charge part paid."""
    waived, added = both.charges(text="3-2-0101")[0], both.charges(text="3-1-0702")[0]
    both.run(adjust_charge, AdjustCharge(waived.id, AdjustKind.WAIVE, Y("185.25"), "空置"))
    both.run(adjust_charge, AdjustCharge(added.id, AdjustKind.ADD, Y("5.00"), "补差"))
    counted = both.runner.read(charge_counts, ChargeFilter(month=NOVEMBER))
    assert counted == ChargeCounts(all=4, unpaid=1, part=1, paid=2, adjusted=2)
    for state, count in (("unpaid", 1), ("part", 1), ("paid", 2), ("adjusted", 2), ("owed", 2)):
        found = both.runner.read(charges, ChargeFilter(month=NOVEMBER, state=state), 0, None)  # type: ignore[arg-type]
        assert len(found) == count, state
    assert both.runner.read(charge_counts, ChargeFilter(text="0702")) == ChargeCounts(1, 1, 0, 0, 1)


def test_a_settlement_names_its_receipt(both: Estate) -> None:
    paid = both.charges(text="3-1-1202")[0]
    assert [s.number for s in both.runner.read(charge_card, paid.id).settlements] == ["SJ00000001"]


def test_m8_1_the_units_behind_a_row_add_up_to_it(both: Estate) -> None:
    for by in ("building", "item", "owner"):
        for row in both.runner.read(arrears_by, TODAY, by):  # type: ignore[arg-type]
            units = both.runner.read(arrears_by, TODAY, "unit", (by, row.key))  # type: ignore[arg-type]
            assert sum(u.owed.fen for u in units) == row.owed.fen
            assert len(units) == row.units


def test_buildings_say_what_is_owed_issued_and_still_to_deliver(both: Estate) -> None:
    before = both.runner.read(notice_buildings, NOVEMBER)
    assert [(b.building, b.units, b.owed, b.issued, b.waiting) for b in before] == [
        ("2栋", 0, Y(0), 0, 0),
        ("3栋", 3, Y("583.56"), 0, 0),
    ]
    both.run(issue_notices, IssueNotices(NOVEMBER))
    numbers = both.runner.read(notice_numbers, NoticeFilter(month=NOVEMBER))
    assert numbers == ("NT-202611-3-0001", "NT-202611-3-0002", "NT-202611-3-0003")
    both.run(record_delivery, RecordDelivery(numbers[:1], DeliveryWay.ON_DOOR))
    after = both.runner.read(notice_buildings, NOVEMBER)[1]
    assert (after.issued, after.waiting) == (3, 2)
    assert both.runner.read(notice_numbers, NoticeFilter(undelivered=True)) == numbers[1:]
    listed = both.runner.read(notices, NoticeFilter(undelivered=True))
    assert tuple(row.number for row in listed) == numbers[1:]
