"""What a refund gives back (M6.5, M6.10): never more than was paid, the way it was paid."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontdesk.areas.cashdesk.rules.kinds import CHARGE, PREPAID, ROUNDING, Tender
from frontdesk.areas.cashdesk.rules.refunding import (
    PaidLine,
    PaidTender,
    as_named,
    as_paid,
    check_tenders_back,
    latest_first,
    left_of,
    whole,
)
from frontdesk.areas.cashdesk.rules.tenders import TenderInput
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total


def line(no: int, amount: int, refunded: int = 0, kind: str = CHARGE) -> PaidLine:
    return PaidLine(no, kind, no, f"费{no}", "2026-11", Money(amount), Money(refunded))


RECEIPT = (line(1, 25536), line(2, 10000), line(3, -36, kind=ROUNDING))


def test_m6_5_the_whole_takes_what_was_dropped_with_it():
    back = whole(RECEIPT)
    assert [(part.id, amount.fen) for part, amount in back] == [(1, 25536), (2, 10000), (3, -36)]
    assert left_of(RECEIPT) == Money(35500)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([(1, 25536)], [(1, 25536)]),
        ([(1, 25536), (2, 9963)], [(1, 25536), (2, 9963)]),
        ([(1, 25536), (2, 9964)], [(1, 25536), (2, 9964), (3, -36)]),
        ([(1, 25536), (2, 10000)], [(1, 25536), (2, 10000), (3, -36)]),
    ],
)
def test_m6_3_dropped_fen_go_with_the_last_part(wanted: list[tuple[int, int]], found: list[tuple[int, int]]):
    back = as_named(RECEIPT, [(no, Money(amount)) for no, amount in wanted])
    assert [(part.id, amount.fen) for part, amount in back] == found


def test_m6_3_less_than_what_was_dropped_is_not_given_back_alone():
    rest = (line(1, 25536, 25536), line(2, 10000, 9960), line(3, -36, kind=ROUNDING))
    with pytest.raises(Refused, match=r"退的比抹零 0.36 还少"):
        as_named(rest, [(2, Money(30))])


@given(
    st.lists(st.integers(1, 50_000), min_size=1, max_size=5),
    st.integers(0, 99),
    st.lists(st.integers(1, 30_000), max_size=6),
)
def test_m6_5_however_it_is_given_back_it_is_never_more_than_was_paid(
    amounts: list[int], dropped: int, wishes: list[int]
):
    """Refund after refund by amount: the sum never passes what was paid, and the last takes all of it."""
    dropped = min(dropped, sum(amounts) - 1)
    lines = [line(no, amount) for no, amount in enumerate(amounts, 1)]
    if dropped:
        lines.append(line(99, -dropped, kind=ROUNDING))
    paid = left_of(lines)
    given_back = ZERO
    for wish in [*wishes, None]:
        left = left_of(lines)
        if not left:
            break
        back = whole(lines) if wish is None else latest_first(lines, Money(min(wish, left.fen)))
        given_back += total(amount for _, amount in back)
        assert ZERO < given_back <= paid
        more = {part.id: amount for part, amount in back}
        lines = [
            PaidLine(
                part.id, part.source_kind, part.source_id, part.item, part.period, part.amount,
                part.refunded + more.get(part.id, ZERO),
            )
            for part in lines
        ]  # fmt: skip
        assert all(abs(part.refunded) <= abs(part.amount) for part in lines)
    assert given_back == paid


KINDS = st.sampled_from([Tender.CASH, Tender.WECHAT, Tender.PREPAID])


@given(st.dictionaries(KINDS, st.integers(1, 9_000), min_size=1), st.lists(st.integers(1, 9_000), max_size=5))
def test_m6_3_what_came_from_prepaid_goes_back_there_first(paid: dict[Tender, int], wishes: list[int]):
    refunded: dict[Tender, int] = {}
    for wish in wishes:
        tenders = [
            PaidTender(kind, Money(amount), Money(refunded.get(kind, 0))) for kind, amount in paid.items()
        ]
        left = sum(paid.values()) - sum(refunded.values())
        if not left:
            break
        amount = Money(min(wish, left))
        back = as_paid(amount, tenders)
        assert total(tender.amount for tender in back) == amount
        check_tenders_back(amount, whole([line(1, 1)]), back, tenders)
        for tender in back:
            refunded[tender.kind] = refunded.get(tender.kind, 0) + tender.amount.fen
        others = sum(amount for kind, amount in refunded.items() if kind is not Tender.PREPAID)
        assert not others or refunded.get(Tender.PREPAID, 0) == paid.get(Tender.PREPAID, 0)
    assert all(amount <= paid[kind] for kind, amount in refunded.items())


def test_m6_3_a_prepaid_line_does_not_go_back_to_prepaid():
    back = ((line(1, 100, kind=PREPAID), Money(100)),)
    with pytest.raises(Refused, match="不能再退回预存"):
        check_tenders_back(
            Money(100), back, [TenderInput(Tender.PREPAID, Money(100))], [PaidTender(Tender.CASH, Money(100))]
        )
