"""The day's identity and the table item × tender (M7.5)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.areas.cashdesk.rules.identity import IdentityBroken, prove_identity, spread
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.base.values.money import ZERO, Money, total

Y = Money.yuan


def test_m7_5_three_sums_that_are_one():
    proof = prove_identity(
        {"物业服务费": Y("255.36"), "水费": Y("44.64")},
        {Tender.CASH: Y("100"), Tender.WECHAT: Y("200")},
        receipts=Y("380"),
        voided=Y("80"),
    )
    assert proof.by_item == proof.by_tender == proof.by_receipts == Y("300")


@pytest.mark.parametrize(
    ("item", "tender", "receipts"), [("300", "300", "300.01"), ("300", "299.99", "300"), ("0", "300", "300")]
)
def test_m7_5_figures_that_disagree_are_a_defect_that_names_them(item, tender, receipts):
    with pytest.raises(IdentityBroken, match=rf"by fee item {Y(item).plain}.*= {Y(receipts).plain}"):
        prove_identity({"a": Y(item)}, {Tender.CASH: Y(tender)}, receipts=Y(receipts), voided=ZERO)


def test_m7_5_refunds_are_taken_off():
    assert prove_identity(
        {"a": Y("200")}, {Tender.CASH: Y("200")}, receipts=Y("300"), voided=ZERO, refunds=Y("100")
    )


amounts = st.lists(st.integers(1, 10**6).map(Money), min_size=1, max_size=6)


@settings(deadline=None)
@given(amounts, st.lists(st.integers(1, 5), min_size=1, max_size=4), st.integers(0, 500))
def test_m7_5_rows_and_columns_of_the_table_add_up(items, weights, discount):
    lines = [(str(i), a) for i, a in enumerate(items)]
    if Money(discount) < total(items) and discount:
        lines.append(("抹零", Money(-discount)))
    whole = total(a for _, a in lines)
    tenders = list(enumerate(whole.share(weights)))
    cells = spread(lines, tenders)
    for name, amount in lines:
        assert total(v for (item, _), v in cells.items() if item == name) == amount
    for kind, amount in tenders:
        assert total(v for (_, k), v in cells.items() if k == kind) == amount


def test_m7_5_lines_and_tenders_that_differ_are_no_table():
    with pytest.raises(ValueError):
        spread([("a", Y("1"))], [("cash", Y("2"))])
