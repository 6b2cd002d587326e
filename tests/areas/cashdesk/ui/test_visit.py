"""The visit as it stands on the page: M1.3, M6.1, M6.2, T8, T9."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.ui.visit import Visit, notes_said, overdue, why
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
    assert refused.value.errors == {"wechat": "多收了 26.22，微信不能找零，请改成 273.78"}


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
