"""Fee items and dated prices (M2.1, M2.3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.areas.fees.queries import fee_item, fee_items, prices
from frontdesk.areas.fees.rules.facts import Scope
from frontdesk.areas.fees.rules.kinds import Category, Cycle, Pricing
from frontdesk.areas.fees.service import (
    AddFeeItem,
    ChangeFeeItem,
    SetPrice,
    add_fee_item,
    change_fee_item,
    set_price,
)
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from tests.areas.fees.office import LONG_AGO, Office

TODAY = date(2026, 11, 21)


def test_m2_1_an_item_says_what_it_is(both: Office) -> None:
    unit = both.unit("1-1-0101")
    id = both.item(
        "物业服务费", "2.850000", kinds=(UnitKind.HOME, UnitKind.SHOP), building_ids=(1,), unit_ids=(unit,),
        due_day=10, builder_pays_first=True,
    )  # fmt: skip
    row = both.runner.read(fee_item, id, TODAY)
    assert (row.name, row.category, row.pricing, row.cycle) == (
        "物业服务费", Category.SERVICE, Pricing.AREA, Cycle.MONTHLY,
    )  # fmt: skip
    assert (row.due_day, row.first_month, row.builder_pays_first, row.active) == (10, 1, True, True)
    assert (row.price, row.price_from) == (Decimal("2.85"), LONG_AGO)
    assert row.scope == Scope(frozenset({UnitKind.HOME, UnitKind.SHOP}), frozenset({1}), frozenset({unit}))
    assert row.applies == "1栋的住宅、商铺，另加 1-1-0101"


def test_m2_1_first_months(office: Office) -> None:
    heating = office.item("供暖", "30", cycle=Cycle.HEATING)
    quarter = office.item("季", "30", cycle=Cycle.QUARTERLY)
    rows = {row.id: row for row in office.runner.read(fee_items)}
    assert (rows[heating].first_month, rows[quarter].first_month) == (11, 1)
    assert rows[quarter].applies == "全部"


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"name": " "}, "name", "请填"),
        ({"name": "物业服务费"}, "name", "已有收费项目"),
        ({"price": None}, "price", "请填单价"),
        ({"price": Decimal(0)}, "price", "大于零"),
        ({"price": Decimal(-1)}, "price", "大于零"),
        ({"price": Decimal("NaN")}, "price", "大于零"),
        ({"price": Decimal("0.0000001")}, "price", "6 位小数"),
        ({"price": Decimal(10**7)}, "price", "小于"),
        ({"price_from": None}, "price_from", "从哪天起"),
        ({"due_day": 0}, "due_day", "1 到 31"),
        ({"due_day": 32}, "due_day", "1 到 31"),
        ({"first_month": 13}, "first_month", "1 到 12"),
    ],
)
def test_m2_1_what_cannot_be_is_told_beside_its_field(
    office: Office, change: dict[str, Any], field: str, words: str
) -> None:
    office.item("物业服务费")
    made: dict[str, Any] = {
        "name": "新项目", "category": Category.OTHER, "pricing": Pricing.UNIT, "price": Decimal(1),
        "price_from": TODAY,
    }  # fmt: skip
    with pytest.raises(InvalidInput) as caught:
        office.run(add_fee_item, AddFeeItem(**{**made, **change}))
    assert words in caught.value.errors[field]
    assert len(office.runner.read(fee_items)) == 1


def test_by_hand_needs_no_price(office: Office) -> None:
    row = office.runner.read(fee_item, office.by_hand())
    assert (row.price, row.price_from) == (None, None)


def test_m2_3_prices_are_dated(both: Office) -> None:
    id = both.item(price="2.18")
    both.price(id, "2.50", date(2026, 7, 16))
    both.price(id, "2.80", date(2027, 1, 1))

    def price(on: date) -> tuple[str, str]:
        row = both.runner.read(fee_item, id, on)
        return str(row.price), str(row.next_price)

    assert price(date(2026, 7, 15)) == ("2.18", "2.5")
    assert price(date(2026, 7, 16)) == ("2.5", "2.8")
    assert price(date(2027, 1, 1)) == ("2.8", "None")
    assert price(date(2019, 12, 31)) == ("None", "2.18")
    assert [str(row.price) for row in both.runner.read(prices, id)] == ["2.8", "2.5", "2.18"]


def test_m2_3_a_slip_is_put_right_the_same_day_after_asking(both: Office) -> None:
    both.unit("1-1-0101")
    id = both.item(price="28.5", since=date(2026, 11, 1))
    again = SetPrice(id, Decimal("2.85"), date(2026, 11, 1))
    with pytest.raises(NeedsConfirmation, match=r"已定为 28\.50 元，改成 2\.85 元") as caught:
        both.run(set_price, again, confirmed=frozenset())
    both.run(set_price, again, confirmed=frozenset({caught.value.key}))
    both.run(set_price, again, confirmed=frozenset())  # the same again is nothing to ask about
    assert [(str(row.price), row.holds) for row in both.runner.read(prices, id)] == [
        ("2.85", True),
        ("28.5", False),
    ]
    assert str(both.bill().total) == "255.36"


def test_m2_3_asks_when_periods_were_billed_at_the_old_price(office: Office) -> None:
    office.unit("1-1-0101")
    id = office.item()
    office.bill("2026-11")
    with pytest.raises(NeedsConfirmation, match="那些不会变"):
        office.run(set_price, SetPrice(id, Decimal(3), date(2026, 11, 16)), confirmed=frozenset())
    office.run(set_price, SetPrice(id, Decimal(3), date(2026, 12, 1)), confirmed=frozenset())
    with pytest.raises(Refused, match="6 位小数"):
        office.run(set_price, SetPrice(id, Decimal("0.1234567"), date(2027, 1, 1)))


def test_m2_1_an_item_changes_from_the_next_billing_on(office: Office) -> None:
    unit, other = office.unit("1-1-0101"), office.unit("2-1-0101")
    id = office.item("物业费", unit_ids=(unit,))
    office.bill("2026-10")
    office.run(
        change_fee_item,
        ChangeFeeItem(id, "物业服务费", Category.SERVICE, 15, unit_ids=(other, other)),
    )
    office.bill("2026-11")
    assert [(row.unit, row.item, row.due_on) for row in office.charges(sort="period")] == [
        ("1-1-0101", "物业服务费", date(2026, 10, 31)),
        ("2-1-0101", "物业服务费", date(2026, 11, 15)),
    ]
    office.run(change_fee_item, ChangeFeeItem(id, "物业服务费", Category.SERVICE, 15, active=False))
    assert office.bill("2026-12").made == 0
    assert office.runner.read(fee_items, active_only=True) == ()
    with pytest.raises(InvalidInput):
        office.item("物业服务费")


def test_items_take_their_right(office: Office, cashier: Any, financier: Any) -> None:
    made = AddFeeItem("甲", Category.OTHER, Pricing.UNIT, price=Decimal(1), price_from=TODAY)
    with pytest.raises(NeedsApproval):
        office.run(add_fee_item, made, actor=cashier)
    id = office.run(add_fee_item, made, actor=financier)
    with pytest.raises(NeedsApproval):
        office.run(set_price, SetPrice(id, Decimal(2), TODAY), actor=cashier)
    with pytest.raises(NeedsApproval):
        office.run(change_fee_item, ChangeFeeItem(id, "乙", Category.OTHER, 1), actor=cashier)
