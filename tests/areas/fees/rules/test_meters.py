"""Meters: consumption, what is odd, tiers, shares (M3, M4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.fees.rules.apportion import share_words, shares_of
from frontdesk.areas.fees.rules.facts import Skip, UnitFacts
from frontdesk.areas.fees.rules.kinds import MeterKind, Odd, ShareWay, TierSpan
from frontdesk.areas.fees.rules.lines import Priced, read_lines
from frontdesk.areas.fees.rules.meters import (
    Metered,
    Used,
    consumption,
    judge,
    may_have_rolled,
    plain_figure,
    usual_of_others,
    usual_use,
    value_fault,
)
from frontdesk.areas.fees.rules.tariffs import Tariff, Tier, Tiers, split, tariff_on, tiers_fault
from frontdesk.areas.fees.rules.tiers import price_by_meter, tier_lines
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money, total

D = Decimal
Y = Money.yuan
WATER = Tariff(date(2026, 1, 1), (Tier(D(180), D(5)), Tier(D(260), D(7)), Tier(None, D(9))), TierSpan.YEAR)
POWER = Tariff(
    date(2026, 1, 1),
    (Tier(D(240), D("0.4883")), Tier(D(400), D("0.5383")), Tier(None, D("0.7883"))),
    TierSpan.MONTH,
)
figures = st.decimals(0, 500, places=4)


def unit(metered: Metered | None) -> UnitFacts:
    return UnitFacts(
        1, "3-1-1202", 3, UnitKind.HOME, UnitState.OWNER, D("89.60"), None, 1, "张硕", metered=metered
    )


def price(tariff: Tariff, quantity: str, before: str = "0") -> Priced:
    metered = Metered(
        MeterKind.WATER, (tariff,), (Used(1, date(2026, 11, 20), D(quantity)),), D(before), D(before)
    )
    found = price_by_meter(None, unit(metered))  # type: ignore[arg-type]
    assert isinstance(found, Priced)
    return found


def amounts(found: Priced) -> list[str]:
    return [line.amount.plain for line in read_lines(found.stored)]


# -- the cases of the rules' own table --


def test_m3_water_by_year_170_used_and_35_more() -> None:
    found = price(WATER, "35", "170")
    assert (found.amount, amounts(found)) == (Y("225.00"), ["50.00", "175.00"])
    assert found.how == "10吨 × 5.00元/吨（一档） + 25吨 × 7.00元/吨（二档）"


def test_m3_water_by_year_150_used_and_140_more() -> None:
    found = price(WATER, "140", "150")
    assert (found.amount, amounts(found)) == (Y("980.00"), ["150.00", "560.00", "270.00"])


def test_m3_power_by_month_415() -> None:
    found = price(POWER, "415")
    assert (found.amount, amounts(found)) == (Y("215.14"), ["117.19", "86.13", "11.82"])


def test_m3_flat_price_says_no_tier() -> None:
    found = price(Tariff(date(2026, 1, 1), (Tier(None, D("5.00")),)), "11.5", "999")
    assert (found.how, found.amount) == ("11.5吨 × 5.00元/吨", Y("57.50"))


def test_m3_a_tariff_holds_from_its_day_and_the_reading_day_decides() -> None:
    """M2.3: two readings of one month on both sides of a change of price, each by its own day's price."""
    dear = Tariff(date(2026, 11, 15), (Tier(None, D(6)),))
    cheap = Tariff(date(2026, 1, 1), (Tier(None, D(5)),))
    readings = (Used(1, date(2026, 11, 10), D(4)), Used(2, date(2026, 11, 20), D(3)))
    found = price_by_meter(None, unit(Metered(MeterKind.WATER, (cheap, dear), readings)))  # type: ignore[arg-type]
    assert isinstance(found, Priced)
    assert found.how == "4吨 × 5.00元/吨 + 3吨 × 6.00元/吨"
    early = Used(1, date(2025, 12, 31), D(4))
    before = price_by_meter(None, unit(Metered(MeterKind.WATER, (cheap,), (early,))))  # type: ignore[arg-type]
    assert before == Skip("单价从 2026-01-01 起")
    assert tariff_on((cheap, dear), date(2026, 11, 14)) is cheap
    assert tariff_on((cheap,), date(2025, 12, 31)) is None


def test_m3_no_meter_nothing_new_nothing_used_and_waiting() -> None:
    at = Used(1, date(2026, 11, 20), D(0))
    assert price_by_meter(None, unit(None)) is None  # type: ignore[arg-type]
    assert price_by_meter(None, unit(Metered(MeterKind.WATER, (WATER,)))) is None  # type: ignore[arg-type]
    none = price_by_meter(None, unit(Metered(MeterKind.WATER, (WATER,), (at,))))  # type: ignore[arg-type]
    assert none == Skip("用量为零")
    held = price_by_meter(None, unit(Metered(MeterKind.WATER, (WATER,), (at,), waiting="读数待定")))  # type: ignore[arg-type]
    assert held == Skip("读数待定")


# -- properties --


@given(figures, figures)
def test_m3_parts_of_the_tiers_sum_to_the_whole(before: Decimal, quantity: Decimal) -> None:
    parts = split(WATER.tiers, before, quantity)
    assert sum((part for _, part in parts), D(0)) == quantity
    assert all(part > 0 for _, part in parts)
    lines = tier_lines(WATER, before, quantity, "吨")
    assert total(line.amount for line in lines) == total(Y(line.price * line.quantity) for line in lines)


@given(st.lists(st.integers(0, 60), min_size=12, max_size=12))
def test_m3_month_by_month_for_a_year_is_what_it_is_at_once(uses: list[int]) -> None:
    months, so_far = Money(0), D(0)
    by_tier: dict[int, Decimal] = {}
    for use in uses:
        for line in tier_lines(WATER, so_far, D(use), "吨"):
            months += line.amount
        for tier, part in split(WATER.tiers, so_far, D(use)):
            by_tier[tier] = by_tier.get(tier, D(0)) + part
        so_far += use
    assert months == total(line.amount for line in tier_lines(WATER, D(0), so_far, "吨"))
    assert by_tier == dict(split(WATER.tiers, D(0), so_far))


@given(st.integers(0, 10_000_000), st.lists(st.decimals("0.01", 500, places=2), min_size=1, max_size=40))
def test_m4_shares_sum_to_the_total_to_the_fen(fen: int, areas: list[Decimal]) -> None:
    shares = shares_of(Money(fen), list(enumerate(areas)))
    assert total(s.amount for s in shares) == Money(fen)
    whole = sum(areas, D(0))
    for share in shares:
        assert abs(share.amount.fen - fen * share.weight / whole) < 1


# -- consumption and oddities --


def test_m3_1_roll_over_adds_ten_to_the_digits_once_it_is_confirmed() -> None:
    assert consumption(D(99995), D(4), digits=5, rolled=True) == 9
    assert consumption(D("355.0"), D("361.5"), digits=5, multiplier=D(20)) == 130
    with pytest.raises(Refused):
        consumption(D(704), D(701), digits=5)
    with pytest.raises(Refused):
        consumption(D(701), D(704), digits=5, rolled=True)
    assert may_have_rolled(D(99995), D(4), 5)
    assert not may_have_rolled(D(704), D(701), 5)


def test_m3_2_what_waits_for_somebody_to_decide() -> None:
    def odd(last: str, value: str | None, usual: str | None = "8") -> Odd | None:
        read = D(value) if value is not None else None
        return judge(
            D(last), read, digits=5, multiplier=D(1), usual=D(usual) if usual is not None else None
        ).odd

    assert odd("704", "701") is Odd.LOWER
    assert odd("431", None) is Odd.MISSING
    assert odd("100", "124") is None, "three times is not more than three times"
    assert odd("100", "124.5") is Odd.MUCH
    assert odd("100", "1000", None) is None, "nothing is usual yet"
    assert odd("100", "101", "0") is Odd.MUCH, "a home that used nothing begins to"


def test_m3_2_usual_is_the_median_of_the_last_six() -> None:
    assert usual_use([D(n) for n in (900, 8, 9, 7, 8, 100, 8)]) == 8
    assert usual_use([]) is None
    assert usual_of_others([D(8)] * 9) is None
    assert usual_of_others([D(0)] * 30 + [D(8)] * 10) == 8


def test_m3_a_reading_fits_its_meter() -> None:
    assert value_fault(D("99999.9999"), 5) == ""
    assert "5 位" in value_fault(D(100000), 5)
    assert "小数" in value_fault(D("1.00001"), 5)
    assert "负数" in value_fault(D(-1), 5)
    assert [plain_figure(D(x)) for x in ("10", "11.50", "1200", "0")] == ["10", "11.5", "1,200", "0"]


def test_m3_3_tiers_are_in_order_and_the_last_has_no_end() -> None:
    assert tiers_fault(Tiers(TierSpan.YEAR, WATER.tiers)) == ""
    for tiers in (
        (Tier(None, D(5)),),
        (Tier(D(180), D(5)), Tier(D(180), D(7)), Tier(None, D(9))),
        (Tier(D(180), D(5)), Tier(D(260), D(7))),
        (Tier(None, D(5)), Tier(None, D(7))),
    ):
        assert tiers_fault(Tiers(TierSpan.YEAR, tiers))


# -- shares --


def test_m4_thousand_yuan_over_three_areas() -> None:
    areas = [(1, D("89.60")), (2, D("127.35")), (3, D("65.00"))]
    shares = shares_of(Y("1000"), areas)
    assert [s.amount.plain for s in shares] == ["317.79", "451.67", "230.54"]
    words = share_words(Y("1000"), ShareWay.AREA, D("89.60"), D("281.95"))
    assert words == "公摊 1,000.00元 × 89.60/281.95㎡"
    words = share_words(Y("672"), ShareWay.EQUAL, D(1), D(3), D(1200), D("0.56"))
    assert words == "公摊 （1,200 × 0.56元） × 1/3户"


def test_m4_a_tie_goes_to_the_smaller_code() -> None:
    assert [s.amount.fen for s in shares_of(Money(100), [(1, D(1)), (2, D(1)), (3, D(1))])] == [34, 33, 33]
