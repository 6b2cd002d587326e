"""Tenders, change and references (M6.1, M6.2, T9)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.areas.cashdesk.rules.tenders import (
    TenderInput,
    balance,
    check_tenders,
    parse_tender,
    reference_tail,
    tender_kind,
)
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money

Y = Money.yuan
CASH, WECHAT, CARD = Tender.CASH, Tender.WECHAT, Tender.CARD


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cash=300.00", TenderInput(CASH, Y("300.00"))),
        ("现金=300", TenderInput(CASH, Y("300.00"))),
        ("wechat=55.36:REF", TenderInput(WECHAT, Y("55.36"), "REF")),
        ("微信＝５５．３６：４２００００２３８６", TenderInput(WECHAT, Y("55.36"), "4200002386")),
        ("支付宝=1,200.00:2026 1121", TenderInput(Tender.ALIPAY, Y("1200.00"), "20261121")),
        ("刷卡=10:A:1", TenderInput(CARD, Y("10.00"), "A:1")),
    ],
)
def test_m6_1_words_of_tenders(text, expected):
    assert parse_tender(text) == expected


@pytest.mark.parametrize(
    "text", ["300.00", "cash", "cash=", "gold=1", "cash=1.005", "cash=abc", "wechat=1:" + "9" * 65]
)
def test_m6_1_what_is_no_tender_is_refused_in_words(text):
    with pytest.raises(Refused) as told:
        parse_tender(text)
    assert told.value.field == "tenders"


def test_m6_1_an_unknown_word_names_those_that_are_known():
    with pytest.raises(Refused, match="cash（现金）、wechat（微信）"):
        tender_kind("gold")


def test_m6_1_a_reference_is_needed_unless_it_may_come_later():
    bare = (TenderInput(WECHAT, Y("10")),)
    with pytest.raises(Refused, match="微信要填交易单号"):
        check_tenders(bare)
    assert check_tenders(bare, reference_later=True) == bare


def test_m6_1_cash_carries_no_reference():
    assert check_tenders([TenderInput(CASH, Y("10"), "x")])[0].reference == ""


@pytest.mark.parametrize("tenders", [(), (TenderInput(CASH, Money(0)),), (TenderInput(CASH, Y("-5")),)])
def test_m6_1_nothing_is_no_tender(tenders):
    with pytest.raises(Refused):
        check_tenders(tenders)


def test_t9_sixty_due_a_hundred_given():
    told = balance(Y("60"), [TenderInput(CASH, Y("100"))])
    assert (told.settled, told.tendered, told.change) == (Y("60"), Y("100"), Y("40"))


def test_t9_two_tenders_on_one_receipt():
    told = balance(Y("836.82"), [TenderInput(WECHAT, Y("550"), "1"), TenderInput(CASH, Y("300"))])
    assert told.change == Y("13.18")


def test_m6_2_change_never_out_of_what_is_not_cash():
    with pytest.raises(Refused, match=r"比本次收款 60.00 多 40.00"):
        balance(Y("60"), [TenderInput(WECHAT, Y("100"), "1")])
    with pytest.raises(Refused, match="不能找零"):
        balance(Y("60"), [TenderInput(WECHAT, Y("90"), "1"), TenderInput(CASH, Y("10"))])


def test_m6_2_too_little_says_what_lacks():
    with pytest.raises(Refused, match=r"还差 0.01"):
        balance(Y("60"), [TenderInput(CASH, Y("59.99"))])


tender_list = st.lists(
    st.builds(TenderInput, st.sampled_from(list(Tender)), st.integers(1, 10**7).map(Money), st.just("1")),
    min_size=1,
    max_size=5,
)


@settings(deadline=None)
@given(tender_list, st.integers(1, 4 * 10**7).map(Money))
def test_m6_2_settled_plus_change_is_tendered_always(tenders, due):
    cash = sum(t.amount.fen for t in tenders if t.kind is CASH)
    tendered = sum(t.amount.fen for t in tenders)
    try:
        told = balance(due, tenders)
    except Refused:
        assert tendered < due.fen or tendered - due.fen > cash
    else:
        assert told.settled + told.change == told.tendered == Money(tendered)
        assert Money(0) <= told.change <= Money(cash)


def test_the_tail_of_a_reference():
    assert reference_tail("4200002386202611217731") == "尾号 7731"
    assert reference_tail("") == ""
