"""Shared costs through the service: divided to the fen, once (M4, T4)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from frontdesk.areas.archives.rules.kinds import RoleKind, UnitKind, UnitState
from frontdesk.areas.fees.queries.pools import SharePool, pool_charges, pools, preview_pool
from frontdesk.areas.fees.rules.kinds import Category, Pricing, ShareWay
from frontdesk.areas.fees.service.pools import Shared, share_pool
from frontdesk.base.values.errors import InvalidInput, NeedsConfirmation, Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.periods import Month
from tests.areas.fees.office import Office

D = Decimal
Y = Money.yuan
NOV = Month(2026, 11)


def homes(office: Office) -> int:
    """Three homes and a shop; the item."""
    office.unit("3-0101", area="89.60")
    office.unit("3-0102", area="127.35", owner="李静")
    office.unit("3-0103", area="65.00", owner="王磊")
    office.unit("2-0001", area="40", owner="小卖部", kind=UnitKind.SHOP)
    return office.item("电梯电费", None, Pricing.SHARED, category=Category.SHARED)


def lift(item: int, **more: Any) -> SharePool:
    wanted: dict[str, Any] = {"amount": Y("1000"), "building_ids": (3,), "way": ShareWay.AREA, **more}
    return SharePool(item, wanted.pop("name", "3栋电梯"), NOV, **wanted)


def test_m4_a_total_by_area_adds_up_to_the_fen(both: Office) -> None:
    item = homes(both)
    plan = both.runner.read(preview_pool, lift(item))
    assert [(s.unit, s.amount) for s in plan.shares] == [
        ("3-0101", Y("317.79")),
        ("3-0102", Y("451.67")),
        ("3-0103", Y("230.54")),
    ]
    assert both.charges() == (), "shown before it is stored"
    done = both.run(share_pool, lift(item))
    assert done == Shared(1, 3, 0, Y("1000"), ZERO)
    charge = both.charges()[0]
    assert (charge.how, charge.period) == ("3栋电梯 公摊 1,000.00元 × 89.60/281.95㎡", "2026-11")
    assert [c[0] for c in both.runner.read(pool_charges, 1)] == ["3-0101", "3-0102", "3-0103"]
    (row,) = both.runner.read(pools, NOV)
    assert (row.applies, row.units, row.total) == ("3栋（3 户）", 3, Y("1000"))
    both.sound()


def test_t4_divided_again_it_makes_nothing_and_another_total_is_refused(both: Office) -> None:
    item = homes(both)
    both.run(share_pool, lift(item))
    assert both.run(share_pool, lift(item)) == Shared(1, 0, 3, Y("1000"), ZERO)
    with pytest.raises(Refused, match="已经分摊过 1,000.00 元"):
        both.run(share_pool, lift(item, amount=Y("900")))
    both.run(share_pool, lift(item, name="3栋水泵"))
    assert total(c.amount for c in both.charges()) == Y("2000"), "another cost of the same item and month"
    assert both.bill().made == 0, "the month's billing makes no shares"


def test_m4_a_quantity_at_a_price_equally_with_the_tie_to_the_smaller_code(office: Office) -> None:
    item = homes(office)
    command = lift(item, amount=None, quantity=D(1200), price=D("0.5601"), way=ShareWay.EQUAL)
    plan = office.runner.read(preview_pool, command)
    assert plan.total == Y("672.12")
    assert [s.amount for s in plan.shares] == [Y("224.04")] * 3
    plan = office.runner.read(preview_pool, lift(item, amount=Y("0.05"), way=ShareWay.EQUAL))
    assert [s.amount.fen for s in plan.shares] == [2, 2, 1]
    assert plan.shares[0].how == "公摊 0.05元 × 1/3户"


def test_m4_by_people_counts_who_lives_there(office: Office) -> None:
    item = homes(office)
    office.role("3-0101", "张小硕", RoleKind.FAMILY)
    office.unit("3-0104", state=UnitState.LET, owner="陈婷")
    office.role("3-0104", "租客甲", RoleKind.TENANT)
    plan = office.runner.read(preview_pool, lift(item, way=ShareWay.PEOPLE, amount=Y("100")))
    assert [(s.unit, s.weight, s.amount) for s in plan.shares] == [
        ("3-0101", 2, Y("40.00")),
        ("3-0102", 1, Y("20.00")),
        ("3-0103", 1, Y("20.00")),
        ("3-0104", 1, Y("20.00")),
    ]


def test_m4_missing_areas_are_told_before_anything_is_made(office: Office) -> None:
    item = homes(office)
    office.unit("3-0105", area=None)
    plan = office.runner.read(preview_pool, lift(item))
    assert plan.left_out == (("3-0105", "没有建筑面积"),)
    with pytest.raises(NeedsConfirmation, match="3-0105没有建筑面积"):
        office.run(share_pool, lift(item), confirmed=frozenset())
    assert office.charges() == ()
    assert office.run(share_pool, lift(item), confirmed=frozenset({"pool.left_out"})).charged == Y("1000")


def test_m4_the_share_of_a_home_nobody_pays_for_is_charged_to_nobody(office: Office) -> None:
    """Its neighbours do not pay for what the builder has not sold."""
    item = homes(office)
    office.unit("3-0106", area="89.60", state=UnitState.UNSOLD)
    done = office.run(share_pool, lift(item, way=ShareWay.EQUAL))
    assert (done.made, done.charged, done.borne) == (3, Y("750"), Y("250"))
    plan = office.runner.read(preview_pool, lift(item, way=ShareWay.EQUAL))
    assert total(s.amount for s in plan.shares) == Y("1000")
    assert [s.reason for s in plan.shares] == ["", "", "", "未售"]


@pytest.mark.parametrize(
    ("more", "fields"),
    [
        ({"amount": None}, {"amount"}),
        ({"amount": ZERO}, {"amount"}),
        ({"quantity": D(3)}, {"amount", "price"}),
        ({"amount": None, "quantity": D(-1), "price": D(1)}, {"quantity"}),
        ({"building_ids": (1,)}, {"kinds"}),
    ],
)
def test_m4_what_cannot_be_divided_is_said(office: Office, more: Any, fields: set[str]) -> None:
    item = homes(office)
    with pytest.raises(InvalidInput) as told:
        office.run(share_pool, lift(item, **more))
    assert set(told.value.errors) == fields


def test_m4_only_items_that_are_shared_and_with_a_name(office: Office) -> None:
    homes(office)
    other = office.item("物业费")
    with pytest.raises(InvalidInput) as told:
        office.run(share_pool, lift(other, name=" "))
    assert set(told.value.errors) == {"item_id", "name"}
