"""The table of money.md M2, way of pricing by way of pricing, cycle by cycle."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.fees.rules.ages import Age, age_of, overdue_days
from frontdesk.areas.fees.rules.facts import ItemFacts, PriceFrom, Scope, SpaceFacts, UnitFacts
from frontdesk.areas.fees.rules.hand import typed
from frontdesk.areas.fees.rules.kinds import Category, Cycle, Pricing
from frontdesk.areas.fees.rules.lines import figure, read_lines, sum_of_lines
from frontdesk.areas.fees.rules.plan import ItemPlan, PlannedCharge, item_period, plan_item
from frontdesk.areas.fees.rules.pricing import PRICINGS
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Month

LONG_AGO = date(2020, 1, 1)


@dataclass(frozen=True)
class Case:
    """A unit, an item and a month, and what comes of them: the amount in words and figures, or why not."""

    amount: str = ""
    how: str = ""
    skip: str = ""
    pricing: Pricing = Pricing.AREA
    price: str = "2.85"
    later: tuple[tuple[str, date], ...] = ()
    since: date = LONG_AGO
    cycle: Cycle = Cycle.MONTHLY
    first_month: int = 1
    builder: bool = False
    month: str = "2026-11"
    area: str | None = "89.60"
    handed: date | None = None
    state: UnitState = UnitState.OWNER
    spaces: tuple[SpaceFacts, ...] = ()
    payer: str = "张硕"
    scope: Scope = field(default_factory=Scope)
    span: tuple[str, str] | None = None


def item_of(case: Case) -> ItemFacts:
    prices = [PriceFrom(case.since, Decimal(case.price))] if case.price else []
    prices += [PriceFrom(day, Decimal(price)) for price, day in case.later]
    return ItemFacts(
        1, "物业服务费", Category.SERVICE, case.pricing, case.cycle, 31, case.first_month, case.builder,
        case.scope, tuple(prices),
    )  # fmt: skip


def unit_of(case: Case) -> UnitFacts:
    return UnitFacts(
        7, "3-1-1202", 3, UnitKind.HOME, case.state, Decimal(case.area) if case.area else None, case.handed,
        11 if case.payer else None, case.payer, case.spaces,
    )  # fmt: skip


def planned(case: Case) -> ItemPlan:
    item = item_of(case)
    period = item_period(item, Month.parse(case.month))
    assert period is not None
    return plan_item(item, period, [unit_of(case)], frozenset())


def only(case: Case) -> PlannedCharge:
    plan = planned(case)
    assert plan.skipped == []
    (charge,) = plan.charges
    return charge


SPACE = SpaceFacts("B1-076")
THREE = (SpaceFacts("B1-001"), SpaceFacts("B1-002"), SpaceFacts("B1-003"))
CASES = {
    # The table of M2.
    "month": Case("255.36", "89.60㎡ × 2.85元/㎡·月"),
    "other month": Case("277.62", "127.35㎡ × 2.18元/㎡·月", area="127.35", price="2.18"),
    "handed over on the 17th": Case(
        "119.17", "89.60㎡ × 2.85元/㎡·月 × 14/30", handed=date(2026, 11, 17), span=("2026-11-17", "2026-12-01")
    ),
    "leap February": Case(
        "176.11", "89.60㎡ × 2.85元/㎡·月 × 20/29", month="2028-02", handed=date(2028, 2, 10)
    ),
    "price change": Case(
        "298.65", "127.35㎡ × 2.18元/㎡·月 × 15/31 + 127.35㎡ × 2.50元/㎡·月 × 16/31",
        area="127.35", price="2.18", later=(("2.50", date(2026, 7, 16)),), month="2026-07",
    ),
    "heating season": Case(
        "2688.00", "89.60㎡ × 30.00元/㎡·供暖季", price="30", cycle=Cycle.HEATING, first_month=11,
        span=("2026-11-15", "2027-03-15"),
    ),
    # Handover.
    "handed over on the first": Case("255.36", "89.60㎡ × 2.85元/㎡·月", handed=date(2026, 11, 1)),
    "handed over on the last day": Case("8.51", "89.60㎡ × 2.85元/㎡·月 × 1/30", handed=date(2026, 11, 30)),
    "handed over the month before": Case("255.36", handed=date(2026, 10, 31)),
    "handed over the month after": Case(skip="账期在收楼之前", handed=date(2026, 12, 1)),
    "builder pays the month of handover": Case(
        skip="收楼当月由开发商承担", handed=date(2026, 11, 17), builder=True
    ),
    "builder pays though handed over on the first": Case(
        skip="收楼当月由开发商承担", handed=date(2026, 11, 1), builder=True
    ),
    "builder has paid": Case("255.36", handed=date(2026, 10, 17), builder=True),
    "builder, handed over later": Case(skip="账期在收楼之前", handed=date(2026, 12, 5), builder=True),
    # What cannot be priced.
    "no area": Case(skip="没有建筑面积", area=None),
    "area zero": Case(skip="没有建筑面积", area="0"),
    "no price": Case(skip="没有单价", price=""),
    "price begins later": Case(skip="单价从 2026-12-01 起", since=date(2026, 12, 1)),
    "no owner": Case(skip="没有业主", payer=""),
    "unsold": Case(skip="未售", state=UnitState.UNSOLD),
    "not handed over": Case(skip="未收楼", state=UnitState.NOT_HANDED_OVER, handed=date(2020, 1, 1)),
    "rounds to nothing": Case(skip="金额为零", area="0.01", price="0.01"),
    # Prices.
    "price begins inside the month": Case(
        "85.12", "89.60㎡ × 2.85元/㎡·月 × 10/30", since=date(2026, 11, 21), span=("2026-11-21", "2026-12-01")
    ),
    "price changes on the first": Case("268.80", "89.60㎡ × 3.00元/㎡·月", later=(("3", date(2026, 11, 1)),)),
    "price changes on the last day": Case(
        "255.81", "89.60㎡ × 2.85元/㎡·月 × 29/30 + 89.60㎡ × 3.00元/㎡·月 × 1/30",
        later=(("3", date(2026, 11, 30)),),
    ),
    "price changes before handover": Case(
        "80.64", "89.60㎡ × 3.00元/㎡·月 × 9/30", later=(("3", date(2026, 11, 10)),), handed=date(2026, 11, 22)
    ),
    "six decimals": Case("0.61", "1,234.5678㎡ × 0.000493元/㎡·月", area="1234.5678", price="0.000493"),
    "a price without decimals": Case("179.20", "89.60㎡ × 2.00元/㎡·月", price="2"),
    # Cycles priced by the month.
    "quarter by area": Case(
        "766.08", "89.60㎡ × 2.85元/㎡·月 × 3个月", cycle=Cycle.QUARTERLY, month="2026-10",
        span=("2026-10-01", "2027-01-01"),
    ),
    "quarter, handed over inside": Case(
        "374.53", "89.60㎡ × 2.85元/㎡·月 ×（14/30 + 1）个月", cycle=Cycle.QUARTERLY, month="2026-10",
        handed=date(2026, 11, 17),
    ),
    "quarter, price change on a first": Case(
        "779.52", "89.60㎡ × 2.85元/㎡·月 × 2个月 + 89.60㎡ × 3.00元/㎡·月", cycle=Cycle.QUARTERLY,
        month="2026-10", later=(("3", date(2026, 12, 1)),),
    ),
    "half year by area": Case("1532.16", "89.60㎡ × 2.85元/㎡·月 × 6个月", cycle=Cycle.HALF_YEARLY, month="2026-07"),
    "year by area": Case("3064.32", "89.60㎡ × 2.85元/㎡·月 × 12个月", cycle=Cycle.YEARLY, month="2026-01"),
    "heating, handed over inside": Case(
        "1657.60", "89.60㎡ × 30.00元/㎡·供暖季 × 74/120", price="30", cycle=Cycle.HEATING, first_month=11,
        handed=date(2026, 12, 31),
    ),
    "once by area": Case("268.80", "89.60㎡ × 3.00元/㎡", price="3", cycle=Cycle.ONCE, since=date(2026, 11, 10)),
    # By unit.
    "fixed": Case("120.00", "120.00元/户·月", pricing=Pricing.UNIT, price="120"),
    "fixed without an area": Case("120.00", "120.00元/户·月", pricing=Pricing.UNIT, price="120", area=None),
    "fixed, part of the month": Case(
        "56.00", "120.00元/户·月 × 14/30", pricing=Pricing.UNIT, price="120", handed=date(2026, 11, 17)
    ),
    "T2": Case(
        "1645.16", "3,000.00元/户·月 × 17/31", pricing=Pricing.UNIT, price="3000", month="2026-10",
        handed=date(2026, 10, 15),
    ),
    "fixed for a quarter": Case(
        "300.00", "300.00元/户·季", pricing=Pricing.UNIT, price="300", cycle=Cycle.QUARTERLY, month="2026-10"
    ),
    "fixed for a quarter, part": Case(
        "146.74", "300.00元/户·季 × 45/92", pricing=Pricing.UNIT, price="300", cycle=Cycle.QUARTERLY,
        month="2026-10", handed=date(2026, 11, 17),
    ),
    "fixed for half a year": Case(
        "600.00", "600.00元/户·半年", pricing=Pricing.UNIT, price="600", cycle=Cycle.HALF_YEARLY, month="2026-07"
    ),
    "fixed for a year": Case(
        "240.00", "240.00元/户·年", pricing=Pricing.UNIT, price="240", cycle=Cycle.YEARLY, first_month=5,
        month="2026-05", span=("2026-05-01", "2027-05-01"),
    ),
    "fixed once": Case(
        "50.00", "50.00元/户", pricing=Pricing.UNIT, price="50", cycle=Cycle.ONCE, since=date(2026, 11, 20),
        handed=date(2026, 11, 25), span=("2026-11-01", "2026-12-01"),
    ),
    # By parking space.
    "a space": Case("80.00", "B1-076 一个 × 80.00元/月", pricing=Pricing.SPACE, price="80", spaces=(SPACE,)),
    "two spaces": Case(
        "160.00", "B1-002、B1-076 两个 × 80.00元/月", pricing=Pricing.SPACE, price="80",
        spaces=(SPACE, SpaceFacts("B1-002")),
    ),
    "three spaces": Case("240.00", "3个车位 × 80.00元/月", pricing=Pricing.SPACE, price="80", spaces=THREE),
    "a space let on the 17th": Case(
        "37.33", "B1-076 一个 × 80.00元/月 × 14/30", pricing=Pricing.SPACE, price="80",
        spaces=(SpaceFacts("B1-076", date(2026, 11, 17)),),
    ),
    "a space given back": Case(
        "117.33", "B1-076 一个 × 80.00元/月 × 14/30 + B1-002 一个 × 80.00元/月", pricing=Pricing.SPACE, price="80",
        spaces=(SpaceFacts("B1-076", None, date(2026, 11, 15)), SpaceFacts("B1-002")),
    ),
    "space by quarter": Case(
        "240.00", "B1-076 一个 × 240.00元/季", pricing=Pricing.SPACE, price="240", cycle=Cycle.QUARTERLY,
        month="2026-10", spaces=(SPACE,),
    ),
    "no space, named by hand": Case(
        skip="没有车位", pricing=Pricing.SPACE, price="80", scope=Scope(unit_ids=frozenset({7}))
    ),
    "a space of an unsold unit": Case(
        skip="未售", pricing=Pricing.SPACE, price="80", spaces=(SPACE,), state=UnitState.UNSOLD
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_m2_table(name: str) -> None:
    """M2.2-M2.5, M2.8: amount, the line that says how, the days, or the reason."""
    case = CASES[name]
    if case.skip:
        plan = planned(case)
        assert plan.charges == []
        assert [row.reason for row in plan.skipped] == [case.skip]
        return
    charge = only(case)
    assert charge.amount.plain == case.amount
    if case.how:
        assert charge.how == case.how
    if case.span:
        assert (str(charge.starts_on), str(charge.ends_on)) == case.span
    lines = read_lines(charge.stored)
    assert total(line.amount for line in lines) == charge.amount == sum_of_lines(charge.stored)
    assert " + ".join(line.words for line in lines) == charge.how


def test_m2_3_each_price_is_a_line_of_its_own() -> None:
    lines = read_lines(only(CASES["price change"]).stored)
    assert [(str(line.price), line.days, line.of, line.amount.plain) for line in lines] == [
        ("2.18", 15, 31, "134.33"),
        ("2.50", 16, 31, "164.32"),
    ]


@pytest.mark.parametrize("case", [
    Case(pricing=Pricing.SPACE, price="80"),
    Case(pricing=Pricing.SPACE, price="80", state=UnitState.UNSOLD),
    Case(pricing=Pricing.SPACE, price="80", spaces=(SpaceFacts("B1-076", date(2026, 12, 1)),)),
    Case(pricing=Pricing.SPACE, price="80", spaces=(SpaceFacts("B1-076", None, date(2026, 11, 1)),)),
    Case(scope=Scope(kinds=frozenset({UnitKind.SHOP}))),
    Case(scope=Scope(building_ids=frozenset({4}))),
    Case(scope=Scope(unit_ids=frozenset({8}))),
    Case(scope=Scope(kinds=frozenset({UnitKind.HOME}), building_ids=frozenset({4}))),
])  # fmt: skip
def test_m2_1_units_an_item_does_not_concern_are_no_news(case: Case) -> None:
    assert planned(case) == ItemPlan([], [], 0)


@pytest.mark.parametrize("scope", [
    Scope(kinds=frozenset({UnitKind.HOME})),
    Scope(building_ids=frozenset({3})),
    Scope(unit_ids=frozenset({7})),
    Scope(kinds=frozenset({UnitKind.SHOP}), unit_ids=frozenset({7})),
    Scope(kinds=frozenset({UnitKind.HOME, UnitKind.SHOP}), building_ids=frozenset({3, 4})),
])  # fmt: skip
def test_m2_1_to_whom_an_item_applies(scope: Scope) -> None:
    assert only(Case(scope=scope)).amount == Money.yuan("255.36")


def test_m2_5_what_stands_is_counted_and_not_made_again() -> None:
    case = CASES["month"]
    item = item_of(case)
    period = item_period(item, Month(2026, 11))
    assert period is not None
    assert plan_item(item, period, [unit_of(case)], {7}) == ItemPlan([], [], 1)


@pytest.mark.parametrize(("cycle", "first", "months"), [
    (Cycle.MONTHLY, 1, range(1, 13)),
    (Cycle.QUARTERLY, 1, (1, 4, 7, 10)),
    (Cycle.QUARTERLY, 3, (3, 6, 9, 12)),
    (Cycle.HALF_YEARLY, 8, (2, 8)),
    (Cycle.YEARLY, 7, (7,)),
    (Cycle.HEATING, 11, (11,)),
    (Cycle.ONCE, 1, (5,)),
])  # fmt: skip
def test_m2_1_which_months_bill(cycle: Cycle, first: int, months: tuple[int, ...]) -> None:
    item = item_of(Case(cycle=cycle, first_month=first, since=date(2026, 5, 20)))
    billed = [n for n in range(1, 13) if item_period(item, Month(2026, n)) is not None]
    assert billed == list(months)


def test_m2_1_cycles_cover_every_day_once() -> None:
    for cycle, n in ((Cycle.MONTHLY, 1), (Cycle.QUARTERLY, 3), (Cycle.HALF_YEARLY, 6), (Cycle.YEARLY, 12)):
        item = item_of(Case(cycle=cycle, first_month=2))
        found = [p for i in range(24) if (p := item_period(item, Month(2026, 2).plus(i)))]
        assert len(found) == 24 // n
        assert all(a.span.end == b.span.start for a, b in zip(found, found[1:], strict=False))


def test_m2_2_by_hand_is_never_billed() -> None:
    assert item_period(item_of(Case(pricing=Pricing.HAND)), Month(2026, 11)) is None
    assert typed(Money(5000), "换门锁人工费").how == "换门锁人工费"
    (line,) = read_lines(typed(Money(5000), '换"门锁"\n人工费').stored)
    assert (line.amount, line.words) == (Money(5000), '换"门锁"\n人工费')
    sly = typed(Money(5000), '"amount":"9.99"').stored
    assert sum_of_lines(sly) == Money(5000)


def test_every_way_of_pricing_is_registered() -> None:
    assert set(PRICINGS) == set(Pricing)


def test_a_line_too_long_for_a_paper_is_told_in_short() -> None:
    later = tuple((str(3 + n), date(2026, 11, 2 + n)) for n in range(20))
    charge = only(Case(later=later))
    assert len(charge.how) <= 300
    assert charge.how.startswith("21段分别计算")
    assert len(read_lines(charge.stored)) == 21


days = st.dates(date(2026, 1, 1), date(2028, 12, 31))
prices = st.decimals("0.01", "99", places=4)
areas = st.decimals("0.5", "999", places=2)


@given(prices, areas, days)
def test_m2_4_the_parts_of_a_month_add_up(price: Decimal, area: Decimal, day: date) -> None:
    """Two owners of one month differ from the whole by a rounding at most; a price set again, by nothing."""
    month = str(Month.of(day))
    whole = Case(month=month, area=str(area), price=str(price))
    after = Case(month=month, area=str(area), price=str(price), handed=day)
    told = Case(month=month, area=str(area), price=str(price), later=((str(price), day),))
    amount = total(c.amount for c in planned(whole).charges)
    mine = total(c.amount for c in planned(after).charges)
    before = amount.prorate(day.day - 1, Month.of(day).days)
    assert Money(0) <= mine <= amount
    assert abs(before + mine - amount) <= Money(1)
    assert planned(told) == planned(whole)


@given(prices, areas, st.integers(0, 366), st.sampled_from([Cycle.QUARTERLY, Cycle.YEARLY]))
def test_m2_4_months_of_a_cycle_add_up(price: Decimal, area: Decimal, offset: int, cycle: Cycle) -> None:
    """A cycle priced by the month is its months, but for one rounding in place of several."""
    start = Month(2028, 1)
    handed = date.fromordinal(start.start.toordinal() + offset)
    item = item_of(Case(cycle=cycle, area=str(area), price=str(price)))
    period = item_period(item, start)
    assert period is not None
    cyclic = planned(Case(cycle=cycle, month=str(start), area=str(area), price=str(price), handed=handed))
    months = [
        charge.amount.fen
        for n in range(len(period.months))
        for charge in planned(
            Case(month=str(start.plus(n)), area=str(area), price=str(price), handed=handed)
        ).charges
    ]
    assert abs(sum(c.amount.fen for c in cyclic.charges) - sum(months)) <= len(period.months) // 2 + 1


@given(prices, st.lists(st.tuples(prices, days), max_size=5, unique_by=lambda pair: pair[1]), days)
def test_m2_8_the_words_tell_every_line(price: Decimal, later: list[tuple[Decimal, date]], day: date) -> None:
    changes = tuple((str(p), d) for p, d in sorted(later, key=lambda pair: pair[1]))
    charge = only(Case(month=str(Month.of(day)), price=str(price), later=changes))
    lines = read_lines(charge.stored)
    assert total(line.amount for line in lines) == charge.amount
    assert sum(line.days for line in lines) == Month.of(day).days
    assert all(line.of == Month.of(day).days for line in lines)
    assert all(figure(line.price) in line.words for line in lines)


@pytest.mark.parametrize(("days_past", "age"), [
    (-40, Age.NOT_DUE), (0, Age.NOT_DUE), (1, Age.UP_TO_30), (30, Age.UP_TO_30), (31, Age.UP_TO_60),
    (60, Age.UP_TO_60), (61, Age.UP_TO_90), (90, Age.UP_TO_90), (91, Age.UP_TO_180), (180, Age.UP_TO_180),
    (181, Age.UP_TO_365), (365, Age.UP_TO_365), (366, Age.OVER_A_YEAR), (4000, Age.OVER_A_YEAR),
])  # fmt: skip
def test_m8_1_ages(days_past: int, age: Age) -> None:
    due_on = date(2026, 10, 31)
    on = date.fromordinal(due_on.toordinal() + days_past)
    assert age_of(due_on, on) is age
    assert overdue_days(due_on, on) == max(0, days_past)


@pytest.mark.parametrize(("number", "written"), [
    ("89.6", "89.60"), ("2.85", "2.85"), ("80", "80.00"), ("0.4883", "0.4883"), ("9060", "9,060.00"),
    ("1E+3", "1,000.00"), ("2.8500", "2.85"), ("0.000001", "0.000001"),
])  # fmt: skip
def test_m2_8_figures_have_two_decimals_at_least(number: str, written: str) -> None:
    assert figure(Decimal(number)) == written
