"""Amounts (M1.1-M1.3), one rounding (T2, T3), splitting without losing a fen (M4)."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import MINUS, ZERO, Money, priced, round_half_up, total

fens = st.integers(-(10**13), 10**13)
prices = st.decimals("0.000001", "999999", places=6)
quantities = st.decimals("0.0001", "999999", places=4)


def test_m1_1_no_float() -> None:
    for wrong in (1.5, True, "1", Decimal(1)):
        with pytest.raises(TypeError):
            Money(wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "whole"),
    [
        ("0.5", 1),
        ("-0.5", -1),
        ("1.5", 2),
        ("2.5", 3),
        ("2.4999999999", 2),
        ("-2.5", -3),
        ("444.195e2", 44420),
    ],
)
def test_m1_2_half_up(value: str, whole: int) -> None:
    assert round_half_up(Decimal(value)) == whole


def test_t3_no_fen_is_lost_to_a_float() -> None:
    assert priced(Decimal("0.15"), Decimal("130.70")) == Money(1961)  # 19.605
    assert Money.yuan("444.195") == Money(44420)
    assert priced(Decimal("1"), Decimal("444.195")) == Money(44420)
    assert Money.yuan("434.995") == Money(43500)


def test_t2_part_months_in_one_rounding() -> None:
    assert Money.yuan("3000").prorate(17, 31) == Money.yuan("1645.16")
    assert priced(Decimal("3000"), Decimal(1), 17, 31) == Money.yuan("1645.16")


@given(prices, quantities, st.integers(1, 366), st.integers(1, 366))
def test_m1_2_priced_is_the_exact_product_rounded_once(
    price: Decimal, quantity: Decimal, days: int, of: int
) -> None:
    exact = Fraction(price) * Fraction(quantity) * 100 * days / of
    amount = priced(price, quantity, days, of).fen
    assert abs(amount - exact) <= Fraction(1, 2)
    if abs(amount - exact) == Fraction(1, 2):
        assert amount > exact


@given(fens, st.integers(0, 31))
def test_m2_4_whole_months_and_parts(fen: int, days: int) -> None:
    month = Money(fen)
    assert month.prorate(31, 31) == month
    assert month.prorate(0, 31) == ZERO
    parts = month.prorate(days, 31) + month.prorate(31 - days, 31)
    assert abs(parts - month) <= Money(1)


@given(st.decimals("-9999999999", "9999999999", places=2))
def test_m1_1_decimal_agrees(amount: Decimal) -> None:
    with localcontext() as context:
        context.prec = 40
        assert Money.yuan(amount).fen == int((amount * 100).quantize(Decimal(1), ROUND_HALF_UP))


def test_m4_table() -> None:
    shares = Money.yuan("1000.00").share([Decimal("89.60"), Decimal("127.35"), Decimal("65.00")])
    assert [share.plain for share in shares] == ["317.79", "451.67", "230.54"]


def test_m4_a_tie_goes_to_the_smaller_code() -> None:
    assert Money(100).share([1, 1, 1]) == [Money(34), Money(33), Money(33)]
    assert Money(-100).share([1, 1, 1]) == [Money(-34), Money(-33), Money(-33)]


@given(fens, st.lists(st.decimals("0", "9999", places=4), min_size=1, max_size=40).filter(any))
def test_m4_the_shares_add_up(fen: int, weights: list[Decimal]) -> None:
    shares = Money(fen).share(weights)
    whole = sum(map(Fraction, weights))
    assert total(shares) == Money(fen)
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share.fen - fen * Fraction(weight) / whole) < 1


@pytest.mark.parametrize("weights", [[], [0, 0], [Decimal(-1), Decimal(2)]])
def test_m4_weights_that_cannot_share(weights: list[Decimal]) -> None:
    with pytest.raises(ValueError, match="weights"):
        Money(1).share(weights)


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("255.36", 25536),
        ("¥255.36", 25536),
        ("￥ 1,234.50", 123450),
        ("１，２３４．５", 123450),
        ("1 234.5", 123450),
        (" 7 ", 700),
        (".5", 50),
        ("5.", 500),
        ("-3.2", -320),
        ("−3.20", -320),
        ("－３", -300),
        ("100元", 10000),
        ("0", 0),
        ("9,999,999,999.99", 999999999999),
    ],
)
def test_m1_3_means_what_it_shows(typed: str, fen: int) -> None:
    assert Money.parse(typed) == Money(fen)


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", "请填"),
        ("  ", "请填"),
        ("¥", "请填"),
        ("1.234", "两位小数"),
        ("1.2.3", "两个小数点"),
        ("1..2", "两个小数点"),
        ("12a", "只能是数字"),
        ("一百", "只能是数字"),
        ("1e3", "只能是数字"),
        ("--1", "只能是数字"),
        ("1-2", "只能是数字"),
        ("+", "只能是数字"),
        (".", "只能是数字"),
        ("12。5", "句号"),
        ("12345678901234567", "太大"),
        ("10,000,000,000.00", "太大"),
        ("½", "只能是数字"),
        ("1²", "只能是数字"),
        ("②", "只能是数字"),
        ("٣", "只能是数字"),
    ],
)
def test_m1_3_refused_with_the_reason_beside_the_field(typed: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as caught:
        Money.parse(typed, field="amount")
    assert caught.value.field == "amount"


@given(st.integers(1 - 10**12, 10**12 - 1))
def test_m1_3_what_is_shown_can_be_typed(fen: int) -> None:
    assert Money.parse(str(Money(fen))) == Money(fen)
    assert Money.parse("¥" + Money(abs(fen)).plain) == Money(abs(fen))
    assert Money.yuan(Money(fen).plain) == Money(fen)


@given(st.text(max_size=12))
def test_m1_3_anything_typed_is_an_amount_or_refused(typed: str) -> None:
    try:
        amount = Money.parse(typed)
    except Refused:
        return
    figures = re.sub(r"[^0-9]", "", typed.translate({0xFF10 + n: ord("0") + n for n in range(10)}))
    assert figures
    assert int(figures) in (abs(amount.fen), abs(amount.fen) // 10, abs(amount.fen) // 100)


def test_l4_minus_on_screen_is_the_real_one() -> None:
    assert str(Money(-123450)) == f"{MINUS}1,234.50"
    assert Money(-5).plain == "-0.05"
    assert str(Money(0)) == "0.00"
