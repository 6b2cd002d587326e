"""M5, T7: simple interest by the day on what was unpaid each day, never above the cap."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.fees.rules.late_fee import (
    LateTerm,
    Move,
    Principal,
    accrue,
    accrued,
    cap_fault,
    how_words,
    rate_fault,
    terms_words,
)
from frontdesk.base.values.money import ZERO, Money, round_half_up

Y = Money.yuan
DUE = date(2026, 10, 31)
PAID_ON = date(2026, 11, 21)
AGES_AGO = date(2020, 1, 1)


def terms(rate: str, cap: str = "1", grace: int = 0) -> tuple[LateTerm, ...]:
    return (LateTerm(AGES_AGO, Decimal(rate), Decimal(cap), grace),)


@pytest.mark.parametrize(("rate", "fee"), [("0.0005", "2.68"), ("0.003", "16.09"), ("0", "0")])
def test_m5_2_255_36_due_at_the_end_of_october_paid_on_the_21st(rate: str, fee: str) -> None:
    assert accrued(Principal(Y("255.36"), DUE), terms(rate), PAID_ON) == Y(fee)


@pytest.mark.parametrize("until", [DUE - timedelta(days=9), DUE])
def test_m5_2_t7_on_the_due_day_nothing_is_overdue(until: date) -> None:
    assert accrued(Principal(Y("255.36"), DUE), terms("0.003"), until) == ZERO
    assert accrued(Principal(Y("255.36"), DUE), terms("0.003"), DUE + timedelta(days=1)) == Y("0.77")


def test_m5_1_off_until_it_is_set() -> None:
    assert accrued(Principal(Y("255.36"), DUE), (), PAID_ON) == ZERO
    later = (LateTerm(date(2026, 11, 12), Decimal("0.003")),)
    assert accrued(Principal(Y("255.36"), DUE), later, PAID_ON) == Y("7.66"), "ten days of the term"


def test_m5_1_a_part_payment_lowers_the_base_from_the_day_after_it() -> None:
    half = Principal(Y("200"), DUE, settled=(Move(date(2026, 11, 10), Y("-100")),))
    found = accrue(half, terms("0.001"), PAID_ON)
    assert [(str(s.base), s.days) for s in found.stretches] == [("200.00", 10), ("100.00", 11)]
    assert found.amount == Y("3.10")
    assert how_words(found) == "200.00 × 0.1% × 10天 + 100.00 × 0.1% × 11天"


def test_t7_what_accrued_stays_owed_when_the_principal_is_paid() -> None:
    paid = Principal(Y("255.36"), DUE, settled=(Move(PAID_ON, Y("-255.36")),))
    for days in (0, 1, 30, 400):
        assert accrued(paid, terms("0.0005"), PAID_ON + timedelta(days=days)) == Y("2.68")


def test_t7_a_charge_paid_on_its_due_day_never_has_one() -> None:
    paid = Principal(Y("255.36"), DUE, settled=(Move(DUE, Y("-255.36")),))
    assert accrued(paid, terms("0.003"), date(2030, 1, 1)) == ZERO


def test_a_payment_given_back_counts_again_from_the_day_after() -> None:
    moves = (Move(date(2026, 11, 5), Y("-100")), Move(date(2026, 11, 15), Y("100")))
    found = accrue(Principal(Y("100"), DUE, settled=moves), terms("0.001"), PAID_ON)
    assert sum(s.days for s in found.stretches) == 5 + 6
    assert found.amount == Y("1.10")


def test_m5_1_never_above_the_cap_and_the_cap_never_above_the_principal() -> None:
    charge = Principal(Y("100"), DUE)
    long_after = date(2036, 1, 1)
    assert accrued(charge, terms("0.003"), long_after) == Y("100")
    assert accrued(charge, terms("0.003", "0.3"), long_after) == Y("30")
    found = accrue(charge, terms("0.003", "0.3"), long_after)
    assert found.capped
    assert how_words(found).endswith("，不超过本金的 30%")
    assert accrued(Principal(Y("0.05"), DUE), terms("0.003", "0.3"), long_after) == Y("0.01"), (
        "not rounded up"
    )


def test_the_days_of_grace_cost_nothing() -> None:
    charge, ten = Principal(Y("100"), DUE), terms("0.001", grace=10)
    assert accrued(charge, ten, date(2026, 11, 10)) == ZERO
    assert accrued(charge, ten, date(2026, 11, 11)) == Y("0.10")
    assert accrued(charge, ten, PAID_ON) == Y("1.10")


def test_a_new_rate_counts_from_its_day() -> None:
    two = (*terms("0.001"), LateTerm(date(2026, 11, 11), Decimal("0.002")))
    found = accrue(Principal(Y("100"), DUE), two, PAID_ON)
    assert [(s.rate, s.days) for s in found.stretches] == [(Decimal("0.001"), 10), (Decimal("0.002"), 11)]
    off = (*terms("0.001"), LateTerm(date(2026, 11, 11), Decimal(0)))
    assert accrued(Principal(Y("100"), DUE), off, PAID_ON) == Y("1.00"), "what accrued before stays"


def test_m2_7_a_waiver_lowers_and_an_addition_raises_the_base_from_the_day_after() -> None:
    charge = Principal(
        Y("100"), DUE, adjusted=(Move(date(2026, 11, 1), Y("-50")), Move(date(2026, 11, 11), Y("10")))
    )
    found = accrue(charge, terms("0.001"), PAID_ON)
    assert [(str(s.base), s.days) for s in found.stretches] == [("100.00", 1), ("50.00", 10), ("60.00", 10)]
    gone = Principal(Y("100"), DUE, adjusted=(Move(PAID_ON, Y("-100")),))
    assert accrued(gone, terms("0.001"), PAID_ON) == ZERO, "nothing is owed of what is wholly waived"


def test_one_rounding_however_many_stretches() -> None:
    moves = tuple(Move(DUE + timedelta(days=n), Y("-0.01")) for n in range(1, 21))
    found = accrue(Principal(Y("100.05"), DUE, settled=moves), terms("0.0005"), PAID_ON)
    exact = sum((s.base.fen * Fraction(s.rate) * s.days for s in found.stretches), Fraction(0))
    assert len(found.stretches) == 21
    assert found.amount.fen == round_half_up(exact)
    assert how_words(found) == "按每天未缴部分计 21 天，共 21 段"


MOVES = st.lists(
    st.tuples(st.integers(-20, 60), st.integers(1, 4000)).map(
        lambda pair: Move(DUE + timedelta(days=pair[0]), Money(-pair[1]))
    ),
    max_size=5,
)
RATES = st.sampled_from(["0.0001", "0.0005", "0.003", "0.01"])


@given(MOVES, RATES, st.sampled_from(["0.1", "0.5", "1"]), st.integers(0, 3000), st.integers(0, 15))
def test_m5_1_properties(moves: list[Move], rate: str, cap: str, days: int, grace: int) -> None:
    """Never above the cap or the principal; paying more never costs more; time only adds; order is nothing."""
    charge = Principal(Money(20000), DUE, settled=tuple(moves))
    until, term = DUE + timedelta(days=days), terms(rate, cap, grace)
    fee = accrued(charge, term, until)
    assert ZERO <= fee <= Money(int(20000 * Decimal(cap)))
    assert fee <= accrued(charge, term, until + timedelta(days=1))
    more = Principal(charge.amount, DUE, settled=(*moves, Move(DUE + timedelta(days=3), Money(-100))))
    assert accrued(more, term, until) <= fee
    for order in list(permutations(moves))[:6]:
        assert accrued(Principal(charge.amount, DUE, settled=order), term, until) == fee
    plain = Fraction(0)
    for n in range(1, days + 1):
        day = DUE + timedelta(days=n)
        base = max(0, 20000 + sum(m.amount.fen for m in moves if m.day < day))
        plain += base * Fraction(rate) * (n > grace)
    assert fee.fen == min(round_half_up(plain), int(20000 * Decimal(cap)))


def test_words_and_faults() -> None:
    assert terms_words(LateTerm(AGES_AGO, Decimal("0.0005"))) == "逾期每天 0.05%，单利，不超过本金"
    assert (
        terms_words(LateTerm(AGES_AGO, Decimal("0.003"), Decimal("0.3"), 10))
        == "逾期每天 0.3%，单利，不超过本金的 30%，宽限 10 天"
    )
    assert terms_words(LateTerm(AGES_AGO, Decimal(0))) == terms_words(None) == ""
    assert rate_fault(None)
    assert rate_fault(Decimal("0.05")), "0.05 where 0.05 % was meant"
    assert rate_fault(Decimal("-0.001"))
    assert rate_fault(Decimal("0.00000001"))
    assert not rate_fault(Decimal("0.0005"))
    assert cap_fault(Decimal("1.01"))
    assert cap_fault(Decimal(0))
    assert cap_fault(None)
    assert not cap_fault(Decimal(1))
