"""Which charges a payment settles (M6.2)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.areas.cashdesk.rules.allocating import Due, Part, as_chosen, oldest_first
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import Money, total

Y = Money.yuan
OCTOBER = Due(7, date(2026, 10, 31), Y("255.36"), "物业服务费 2026-10")
NOVEMBER = Due(3, date(2026, 11, 30), Y("255.36"), "物业服务费 2026-11")
PARKING = Due(4, date(2026, 11, 30), Y("80.00"), "车位管理费 2026-11")
DUES = (PARKING, NOVEMBER, OCTOBER)


def test_m6_2_the_oldest_due_first_though_listed_last():
    assert oldest_first(DUES, Y("300")) == (Part(7, Y("255.36")), Part(4, Y("44.64")))


def test_m6_2_the_whole():
    assert [p.charge_id for p in oldest_first(DUES, Y("590.72"))] == [7, 4, 3]


@pytest.mark.parametrize("amount", ["0", "-1", "590.73"])
def test_m6_2_nothing_and_too_much_are_refused(amount):
    with pytest.raises(Refused) as told:
        oldest_first(DUES, Y(amount))
    assert told.value.field == "amount"


def test_m6_2_as_the_clerk_chooses():
    assert as_chosen(DUES, [(4, Y("80")), (7, Y("100"))]) == (Part(4, Y("80")), Part(7, Y("100")))


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "至少勾选一项"),
        ([(9, Y("1"))], "已经收过或不属于这户"),
        ([(4, Y("80.01"))], "“车位管理费 2026-11”只欠 80.00"),
        ([(4, Money(0))], "要大于零"),
        ([(4, Y("1")), (4, Y("1"))], "勾了两次"),
    ],
)
def test_m6_2_a_choice_that_does_not_fit_is_named(lines, words):
    with pytest.raises(Refused, match=words):
        as_chosen(DUES, lines)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 10**6)), min_size=1, max_size=12), st.data())
def test_m6_2_parts_add_up_and_leave_no_older_charge_open(rows, data):
    dues = [Due(i, date(2026, 1, 1) + timedelta(days=d), Money(a)) for i, (d, a) in enumerate(rows)]
    owed = total(d.amount for d in dues)
    amount = Money(data.draw(st.integers(1, owed.fen)))
    parts = oldest_first(dues, amount)
    assert total(p.amount for p in parts) == amount
    paid = {p.charge_id: p.amount for p in parts}
    order = sorted(dues, key=lambda d: d.due_on)
    full = [paid.get(d.charge_id) == d.amount for d in order]
    # All full ones stand before the one in part, and after it nothing was paid.
    after = order[full.index(False) + 1 :] if False in full else []
    assert not any(d.charge_id in paid for d in after)
