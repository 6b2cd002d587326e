"""M6.8: months billed ahead at the known price; a later price shows the difference, and asks."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.areas.fees.queries import ahead_plan, differences, owed_by_unit
from frontdesk.areas.fees.rules.kinds import Cycle, Pricing
from frontdesk.areas.fees.service import BillAhead, DecideDifference, bill_ahead, decide_difference
from frontdesk.base.values.errors import NeedsApproval, Refused
from frontdesk.base.values.money import ZERO
from frontdesk.base.values.periods import Month
from tests.areas.fees.office import Office, Y

TODAY = date(2026, 11, 21)
AHEAD = tuple(Month(2026, 11).plus(n) for n in range(4))


def test_m6_8_known_price_and_ordinary_billing_finds_them(both: Office, cashier: Any) -> None:
    unit = both.unit("1-1-0101")
    both.unit("1-1-0102")
    item = both.item("物业服务费")
    both.item("季度费", "30", Pricing.UNIT, cycle=Cycle.QUARTERLY)
    both.item("商铺费", "1", kinds=(UnitKind.SHOP,))
    both.by_hand()
    both.bill("2026-11")
    shown = both.runner.read(ahead_plan, unit, AHEAD)
    done = both.run(bill_ahead, BillAhead(unit, AHEAD), actor=cashier)
    assert (len(done.charge_ids), done.stood, done.total) == (4, 1, Y("796.08"))
    assert [(line.period, line.item) for line in shown.lines] == [
        ("2026-12", "物业服务费"),
        ("2027-01", "物业服务费"),
        ("2027-01", "季度费"),
        ("2027-02", "物业服务费"),
    ]
    assert both.runner.read(owed_by_unit, unit, TODAY)[-1].period == "2026-11", "not owed before it begins"
    ahead = both.runner.read(lambda session: owed_by_unit(session, unit, TODAY, ahead=True))
    assert len(ahead) == 5
    result = both.bill("2026-12")
    assert (result.made, result.stood) == (1, 1), "the other unit's is made, this one stands"
    only = both.run(bill_ahead, BillAhead(unit, (Month(2027, 3),), (item,)))
    assert only.total == Y("255.36")
    with pytest.raises(Refused, match="都已生成"):
        both.run(bill_ahead, BillAhead(unit, AHEAD))
    both.sound()


def test_m6_8_what_cannot_be_billed_ahead_says_why(office: Office, receptionist: Any) -> None:
    unit = office.unit("1-1-0101", area=None)
    hand = office.by_hand()
    office.item("物业服务费")

    def refused(months: tuple[Month, ...], items: tuple[int, ...] | None = None) -> str:
        with pytest.raises(Refused) as caught:
            office.run(bill_ahead, BillAhead(unit, months, items))
        assert caught.value.field == "months"
        return caught.value.text

    assert "没有建筑面积" in refused((Month(2027, 1),))
    assert "不能提前生成" in refused((Month(2027, 1),), (hand,))
    assert "已经过去" in refused((Month(2026, 10),))
    assert "最多预缴 36 个月" in refused((Month(2030, 1),))
    assert "请选" in refused(())
    with pytest.raises(NeedsApproval):
        office.run(bill_ahead, BillAhead(unit, (Month(2027, 1),)), actor=receptionist)
    assert office.charges() == ()


@pytest.fixture
def paid(both: Office) -> tuple[Office, int, int]:
    """December to February paid ahead at 2.85; the item and the December charge."""
    unit = both.unit("1-1-0101")
    item = both.item()
    ids = both.run(bill_ahead, BillAhead(unit, AHEAD[1:])).charge_ids
    both.pay({id: Y("255.36") for id in ids})
    return both, item, ids[0]


def test_m6_8_a_dearer_price_asks_and_is_added_where_it_is_wanted(paid: tuple[Office, int, int]) -> None:
    office, item, december = paid
    office.price(item, "3.00", date(2027, 1, 1))
    asked = office.runner.read(differences)
    assert [(one.period, one.amount, one.expected) for one in asked] == [
        ("2027-01", Y("255.36"), Y("268.80")),
        ("2027-02", Y("255.36"), Y("268.80")),
    ]
    assert all(one.ahead and one.more == Y("13.44") for one in asked)
    office.run(decide_difference, DecideDifference(asked[0].charge_id, asked[0].expected, True))
    office.run(decide_difference, DecideDifference(asked[1].charge_id, asked[1].expected, False))
    assert office.runner.read(differences) == ()
    assert [row.owed for row in office.charges()] == [ZERO, Y("13.44"), ZERO]
    with pytest.raises(Refused, match="已经变了"):
        office.run(decide_difference, DecideDifference(asked[0].charge_id, asked[0].expected, True))
    office.price(item, "3.10", date(2027, 1, 1))
    again = office.runner.read(differences)
    assert [(one.amount, one.more) for one in again] == [
        (Y("268.80"), Y("8.96")),
        (Y("255.36"), Y("22.40")),
    ]
    office.sound()


def test_m6_8_a_lower_price_comes_off_the_next_open_charge(paid: tuple[Office, int, int]) -> None:
    office, item, december = paid
    office.price(item, "2.00", date(2026, 12, 1))
    asked = {one.period: one for one in office.runner.read(differences)}
    first = asked["2026-12"]
    assert first.more == Y("-76.16")
    with pytest.raises(Refused, match="没有同项的未缴应收可抵"):
        office.run(decide_difference, DecideDifference(december, first.expected, True))
    office.bill("2027-03")
    office.run(decide_difference, DecideDifference(december, first.expected, True))
    march = next(row for row in office.charges() if row.period == "2027-03")
    assert (march.amount, march.owed) == (Y("179.20"), Y("103.04"))
    assert {one.period for one in office.runner.read(differences)} == {"2027-01", "2027-02"}
    office.sound()


def test_m2_3_an_ordinary_charge_is_never_asked_about(office: Office) -> None:
    office.unit("1-1-0101")
    item = office.item()
    office.bill()
    office.price(item, "9.00", date(2026, 11, 1))
    assert office.runner.read(differences) == ()


def test_deciding_takes_a_supervisor(paid: tuple[Office, int, int], cashier: Any) -> None:
    office, item, december = paid
    office.price(item, "3", date(2026, 12, 1))
    with pytest.raises(NeedsApproval):
        office.run(decide_difference, DecideDifference(december, Y("268.80"), True), actor=cashier)
