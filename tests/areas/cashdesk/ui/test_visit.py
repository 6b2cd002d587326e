"""The visit as it stands on the page: M1.3, M6.1, M6.2, T8, T9."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.ui.owed import LateOnly, overdue, why
from frontdesk.areas.cashdesk.ui.visit import Visit, notes_said
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.money import ZERO, Money

TODAY = date(2026, 11, 21)
Y = Money.yuan


@dataclass(frozen=True)
class Charge:
    charge_id: int
    owed: Money
    item: str = "物业服务费"
    period: str = "2026-11"
    starts_on: date = date(2026, 11, 1)
    due_on: date = date(2026, 11, 30)
    how: str = "89.60㎡ × 2.85元/㎡·月"
    amount: Money = Y("255.36")
    paid: Money = ZERO
    overdue_days: int = 0


OCTOBER = Charge(1, Y("255.36"), period="2026-10", due_on=date(2026, 10, 31), overdue_days=21)
WATER = Charge(2, Y("18.42"), item="水费", amount=Y("18.42"))
DECEMBER = Charge(3, Y("255.36"), period="2026-12", starts_on=date(2026, 12, 1), due_on=date(2026, 12, 31))


def visit(*charges: Charge) -> Visit:
    made = Visit()
    made.begin(charges or (OCTOBER, WATER, DECEMBER), "张硕", TODAY)
    return made


def test_m6_2_what_has_begun_is_ticked_and_all_of_it_falls_to_cash() -> None:
    made = visit()
    assert made.ticked == {1, 2}
    assert made.due == Y("273.78")
    assert [(g.kind, g.text) for g in made.given] == [(Tender.CASH, "273.78")]
    assert made.change == made.missing == ZERO
    assert not made.touched


def test_cash_that_nobody_typed_follows_the_ticks() -> None:
    made = visit()
    made.tick(2, False)
    assert made.find(Tender.CASH).text == "255.36"  # type: ignore[union-attr]
    made.type_amount(Tender.CASH, "300")
    made.tick(2, True)
    assert made.find(Tender.CASH).text == "300"  # type: ignore[union-attr]
    assert made.change == Y("26.22")


def test_m6_1_a_further_way_takes_what_is_left_and_gives_way_to_what_is_typed() -> None:
    made = visit()
    made.add(Tender.WECHAT)
    assert [(g.kind, g.text) for g in made.given] == [(Tender.CASH, "0.00"), (Tender.WECHAT, "273.78")]
    made.type_amount(Tender.WECHAT, "200")
    assert made.find(Tender.CASH).text == "73.78"  # type: ignore[union-attr]
    made.remove(Tender.WECHAT)
    assert made.find(Tender.CASH).text == "273.78"  # type: ignore[union-attr]


def test_t9_change_is_never_more_than_the_cash() -> None:
    made = visit()
    made.add(Tender.WECHAT)
    made.type_amount(Tender.WECHAT, "300")
    made.type_reference(Tender.WECHAT, "4200")
    made.type_amount(Tender.CASH, "10")
    assert made.change == Y("10")
    with pytest.raises(InvalidInput) as refused:
        made.tenders()
    assert refused.value.errors == {"wechat": "多收了 26.22，微信不能找零：改成 273.78，或按 F6 转预存"}


def test_m6_1_every_way_but_cash_takes_a_reference() -> None:
    made = visit()
    made.add(Tender.WECHAT)
    with pytest.raises(InvalidInput) as refused:
        made.tenders()
    assert list(refused.value.errors) == ["wechat_reference"]
    made.reference_later = True
    assert [t.kind for t in made.tenders()] == [Tender.WECHAT]


@pytest.mark.parametrize("typed", ["１００。０", "abc", "1.2.3", "1.234", "-5"])
def test_m1_3_what_is_no_amount_is_said_at_its_field(typed: str) -> None:
    made = visit()
    made.type_amount(Tender.CASH, typed)
    with pytest.raises(InvalidInput) as refused:
        made.tenders()
    assert list(refused.value.errors) == ["cash"]


def test_too_little_is_said_and_can_be_taken_as_it_is_oldest_first() -> None:
    made = visit()
    made.type_amount(Tender.CASH, "260")
    assert made.missing == Y("13.78")
    with pytest.raises(InvalidInput, match=r"还差 13\.78"):
        made.tenders()
    made.spread_what_came()
    assert made.lines() == ((1, Y("255.36")), (2, Y("4.64")))
    assert made.due == made.tendered == Y("260")
    assert made.tenders()[0].amount == Y("260")


def test_a_part_is_refused_in_words_when_it_is_more_than_owed_or_nothing() -> None:
    made = visit()
    made.set_part(1, "１００")
    assert made.take(OCTOBER) == Y("100")
    for text, words in (("300", "只欠 255.36"), ("0", "大于零"), ("x", "数字")):
        with pytest.raises(Refused, match=words):
            made.set_part(1, text)
    assert made.take(OCTOBER) == Y("100")
    made.set_part(1, "255.36")
    assert made.parts == {}


def test_d0_8_a_draft_comes_back_as_it_was_typed_where_it_still_fits() -> None:
    made = visit()
    made.set_part(1, "100")
    made.tick(2, False)
    made.add(Tender.WECHAT)
    made.type_amount(Tender.WECHAT, "40.5")
    made.type_reference(Tender.WECHAT, "4200")
    data = made.to_data()
    later = visit()
    later.from_data(data)
    assert later.to_data() == data
    paid = Visit()
    paid.begin((WATER,), "张硕", TODAY)
    paid.from_data(data)
    assert paid.lines() == ()


def test_renewed_charges_keep_what_was_typed_where_it_fits() -> None:
    made = visit()
    made.set_part(1, "100")
    made.tick(2, False)
    fresh = Charge(9, Y("80"), item="车位管理费")
    made.renew((Charge(1, Y("50")), WATER, fresh), TODAY)
    assert made.parts == {}
    assert made.ticked == {1, 9}


@example([1], 1, 2)
@given(
    st.lists(st.integers(1, 10**7), min_size=1, max_size=6),
    st.integers(0, 10**7),
    st.integers(0, 10**7),
)
def test_m6_2_what_the_page_lets_through_always_balances(fens: list[int], cash: int, wechat: int) -> None:
    """settled + change = tendered whenever nothing is wrong."""
    made = visit(*(Charge(n, Money(fen)) for n, fen in enumerate(fens, 1)))
    made.type_amount(Tender.CASH, str(Money(cash)))
    made.add(Tender.WECHAT)
    made.type_amount(Tender.WECHAT, str(Money(wechat)))
    made.type_reference(Tender.WECHAT, "4200")
    try:
        tenders = made.tenders()
    except InvalidInput:
        # Too little, or more by telephone than is due: what is over cannot be change. (Cash as proposed gives way.)
        assert made.missing or Money(wechat) > made.due
    else:
        assert Money(sum(t.amount.fen for t in tenders)) == made.due + made.change


@pytest.mark.parametrize(
    ("amount", "words"),
    [("300", "3 张 100"), ("250", "2 张 100、1 张 50"), ("276", ""), ("255.36", ""), ("0", "")],
)
def test_how_cash_was_most_likely_given(amount: str, words: str) -> None:
    assert notes_said(Y(amount)) == words


def test_m2_8_why_an_amount_is_owed_is_said_in_one_line() -> None:
    assert why(OCTOBER) == "89.60㎡ × 2.85元/㎡·月 = 255.36；10-31 到期，到今天逾期 21 天"
    part = Charge(4, Y("100"), paid=Y("150"))
    assert why(part) == "89.60㎡ × 2.85元/㎡·月 = 255.36；减免 5.36；已收 150.00；还欠 100.00；11-30 到期"
    assert overdue((OCTOBER, WATER)) == (1, Y("255.36"))


# -- late fees --


@dataclass(frozen=True)
class Fee:
    open: Money
    how: str = "255.36 × 0.05% × 21天"


LATE = {1: Fee(Y("2.68"))}


def late_visit(*charges: Charge | LateOnly, balance: Money = ZERO, limit: Money = ZERO) -> Visit:
    made = Visit()
    made.begin(
        charges or (OCTOBER, WATER, DECEMBER), "张硕", TODAY, late=LATE, balance=balance, round_limit=limit
    )
    return made


def test_m6_2_the_late_fee_goes_with_its_charge() -> None:
    made = late_visit()
    assert made.due == Y("276.46")
    assert made.take(OCTOBER) == Y("258.04")
    assert made.lines() == ((1, Y("255.36")), (2, Y("18.42")))
    assert made.late_fees() == ((1, Y("2.68")),)
    made.tick(1, False)
    assert made.late_fees() == ()
    assert made.due == Y("18.42")


def test_m5_3_a_late_fee_may_be_left_for_another_day() -> None:
    made = late_visit()
    made.leave_late(1, True)
    assert made.due == Y("273.78")
    assert made.late_fees() == ()
    later = late_visit()
    later.from_data(made.to_data())
    assert later.due == Y("273.78")
    later.leave_late(1, False)
    assert later.due == Y("276.46")


def test_m6_2_a_part_payment_settles_the_charge_before_its_late_fee() -> None:
    made = late_visit()
    made.set_part(1, "256")
    assert made.lines()[0] == (1, Y("255.36"))
    assert made.late_fees() == ((1, Y("0.64")),)
    made.set_part(1, "100")
    assert made.late_fees() == ()
    made.set_part(1, "258.04")
    assert made.parts == {}
    with pytest.raises(Refused, match=r"只欠 258\.04"):
        made.set_part(1, "258.05")


def test_m5_1_what_has_accrued_is_collected_when_the_charge_itself_is_paid() -> None:
    only = LateOnly(1, "物业服务费", "2026-10", date(2026, 10, 31))
    made = late_visit(only)
    assert made.lines() == ()
    assert made.late_fees() == ((1, Y("2.68")),)
    assert made.due == Y("2.68")
    assert (
        why(only, Y("2.68"), "255.36 × 0.05% × 21天") == "费用已经收齐；违约金 255.36 × 0.05% × 21天 = 2.68"
    )


def test_m5_3_why_says_how_the_late_fee_came_about_and_that_it_waits() -> None:
    said = why(OCTOBER, Y("2.68"), "255.36 × 0.05% × 21天", left=True)
    assert said.endswith("；违约金 255.36 × 0.05% × 21天 = 2.68，这次不收，继续计")


def test_too_little_is_spread_over_charges_and_late_fees() -> None:
    made = late_visit()
    made.type_amount(Tender.CASH, "257")
    made.spread_what_came()
    assert made.lines() == ((1, Y("255.36")),)
    assert made.late_fees() == ((1, Y("1.64")),)
    assert made.due == Y("257")


# -- 抹零, 预存, 预存抵扣 --


def test_m6_3_one_key_drops_the_fen_then_the_jiao_then_nothing_again() -> None:
    made = late_visit(limit=Y("0.99"))
    seen = []
    for _ in range(3):
        made.round_off()
        seen.append((made.rounding, made.due, made.find(Tender.CASH).text))  # type: ignore[union-attr]
    assert seen == [
        (Y("0.06"), Y("276.40"), "276.40"),
        (Y("0.46"), Y("276.00"), "276.00"),
        (ZERO, Y("276.46"), "276.46"),
    ]


def test_m6_3_what_the_given_cash_lacks_is_dropped_at_once() -> None:
    made = late_visit(limit=Y("0.99"))
    made.type_amount(Tender.CASH, "276")
    assert made.missing == Y("0.46")
    made.round_off()
    assert made.rounding == Y("0.46")
    assert made.missing == made.change == ZERO
    assert made.tenders()[0].amount == Y("276")


def test_m6_3_rounding_has_a_limit_and_takes_cash() -> None:
    low = late_visit(limit=Y("0.09"))
    assert low.roundings() == [Money(10)]
    none = late_visit()
    none.round_off()
    assert none.rounding == ZERO
    made = late_visit(limit=Y("0.99"))
    made.add(Tender.WECHAT)
    assert made.roundings() == []
    made.type_amount(Tender.WECHAT, "200")
    assert made.roundings() == [Money(10), Money(100)]
    made.type_amount(Tender.WECHAT, "276.46")
    assert made.roundings() == []


def test_m6_3_change_becomes_a_prepayment_and_change_again_with_one_key() -> None:
    made = late_visit()
    made.type_amount(Tender.CASH, "300")
    assert made.change == Y("23.54")
    made.prepay_rest()
    assert (made.prepay, made.change, made.due) == (Y("23.54"), ZERO, Y("300"))
    assert made.balance_after == Y("23.54")
    made.prepay_rest()
    assert (made.prepay, made.change) == (ZERO, Y("23.54"))
    assert made.balance_after is None


def test_m6_3_money_comes_onto_the_balance_without_anything_owed() -> None:
    made = Visit()
    made.begin((), "张硕", TODAY)
    made.set_prepay(Y("500"))
    assert made.find(Tender.CASH).text == "500.00"  # type: ignore[union-attr]
    assert made.tenders()[0].amount == Y("500")
    assert made.lines() == ()


def test_m6_3_a_telephone_payment_over_what_is_due_can_be_prepaid() -> None:
    made = late_visit()
    made.add(Tender.WECHAT)
    made.type_amount(Tender.WECHAT, "300")
    made.type_reference(Tender.WECHAT, "4200")
    with pytest.raises(InvalidInput, match="F6 转预存"):
        made.tenders()
    made.prepay_rest()
    assert made.prepay == Y("23.54")
    assert [t.amount for t in made.tenders()] == [Y("300")]


def test_m6_1_what_stands_prepaid_is_used_first_and_may_be_kept() -> None:
    made = late_visit(balance=Y("50"))
    assert [(g.kind, g.text) for g in made.given] == [(Tender.CASH, "226.46"), (Tender.PREPAID, "50.00")]
    assert [t.kind for t in made.tenders()] == [Tender.CASH, Tender.PREPAID]
    assert made.balance_after == ZERO
    made.type_amount(Tender.PREPAID, "80")
    with pytest.raises(InvalidInput) as refused:
        made.tenders()
    assert refused.value.errors == {"prepaid": "预存只有 50.00，请改小"}
    made.remove(Tender.PREPAID)
    assert [(g.kind, g.text) for g in made.given] == [(Tender.CASH, "276.46")]
    assert made.balance_after == Y("50")


def test_m6_1_a_balance_that_covers_it_leaves_no_cash_to_pay() -> None:
    made = late_visit(balance=Y("1000"), limit=Y("0.99"))
    assert [(g.kind, g.text) for g in made.given] == [(Tender.CASH, "0.00"), (Tender.PREPAID, "276.46")]
    assert [t.kind for t in made.tenders()] == [Tender.PREPAID]
    assert made.roundings() == []


@given(
    st.integers(1, 10**6), st.integers(0, 10**6), st.integers(0, 10**5), st.integers(0, 99), st.integers(0, 3)
)
def test_m6_2_every_mixture_balances(owed: int, cash: int, balance: int, limit: int, presses: int) -> None:
    """lines + late fees + prepaid − dropped = tendered − change whenever nothing is wrong."""
    made = late_visit(Charge(1, Money(owed)), balance=Money(balance), limit=Money(limit))
    for _ in range(presses):
        made.round_off()
    made.type_amount(Tender.CASH, str(Money(cash)))
    if presses % 2:
        made.prepay_rest()
    try:
        tenders = made.tenders()
    except InvalidInput:
        assert made.missing
        return
    settled = sum(a.fen for _, a in (*made.lines(), *made.late_fees())) + made.prepay.fen - made.rounding.fen
    assert settled == sum(t.amount.fen for t in tenders) - made.change.fen
    assert made.rounding.fen <= limit
    assert made.change.fen <= sum(t.amount.fen for t in tenders if t.kind is Tender.CASH)
