"""M2.6: a transfer inside a period splits nothing unless the clerk asks for it by days; who owes is whom the
agreement names on the last day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from frontdesk.areas.archives.model import Unit, UnitRole
from frontdesk.areas.archives.rules.kinds import Payer, RoleKind
from frontdesk.areas.fees.queries import late_fees, split_plan, transfer_days
from frontdesk.areas.fees.rules.kinds import AdjustKind
from frontdesk.areas.fees.rules.transfers import halves
from frontdesk.areas.fees.service import SetLateFee, SplitCharge, set_late_fee, split_charge
from frontdesk.base.values.errors import NeedsApproval, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Span
from tests.areas.fees.office import CONFIRMED, LONG_AGO, Office, Y

SOLD_ON = date(2026, 11, 11)


def sell(office: Office, on: date = SOLD_ON) -> None:
    """From the first owner to 陈晨."""
    with office.db.write() as session:
        session.execute(update(UnitRole).values(ends_on=on))
    office.role("1-1-0101", "陈晨", since=on)


@pytest.fixture
def sold(both: Office) -> tuple[Office, int]:
    """255.36 for November, in which 张硕 sold to 陈晨 on the 11th."""
    both.unit("1-1-0101", owner="张硕")
    both.item()
    sell(both)
    both.bill()
    return both, both.charges()[0].id


def test_m2_6_splits_nothing_by_itself(sold: tuple[Office, int]) -> None:
    office, id = sold
    assert [(row.payer_name, row.amount) for row in office.charges()] == [("陈晨", Y("255.36"))]
    assert office.runner.read(transfer_days, id) == (SOLD_ON,)


def test_m2_6_by_days_where_the_clerk_asks(sold: tuple[Office, int]) -> None:
    office, id = sold
    plan = office.runner.read(split_plan, id, SOLD_ON)
    assert (plan.old_name, plan.halves.old_days, plan.halves.old) == ("张硕", 10, Y("85.12"))
    assert (plan.new_name, plan.halves.new_days, plan.halves.new) == ("陈晨", 20, Y("170.24"))
    office.run(split_charge, SplitCharge(id, SOLD_ON))
    rows = sorted(office.charges(), key=lambda row: row.id)
    assert [(row.payer_name, row.owed, row.starts_on, row.ends_on) for row in rows] == [
        ("陈晨", Y("170.24"), date(2026, 11, 1), date(2026, 12, 1)),
        ("张硕", Y("85.12"), date(2026, 11, 1), SOLD_ON),
    ]
    assert rows[1].how == "255.36 × 10/30（2026-11-11 过户）"
    assert office.bill().made == 0, "T4: it is not billed again"
    for row in rows:
        assert office.runner.read(transfer_days, row.id) == ()
        with pytest.raises(Refused, match="已经分过"):
            office.run(split_charge, SplitCharge(row.id, SOLD_ON))
    office.sound()


def test_m2_6_billed_before_the_transfer_was_on_record(both: Office) -> None:
    both.unit("1-1-0101", owner="张硕")
    both.item()
    both.bill()
    id = both.charges()[0].id
    sell(both)
    both.run(split_charge, SplitCharge(id, SOLD_ON))
    rows = sorted(both.charges(), key=lambda row: row.id)
    assert [(row.payer_name, row.owed, row.starts_on) for row in rows] == [
        ("张硕", Y("85.12"), date(2026, 11, 1)),
        ("陈晨", Y("170.24"), SOLD_ON),
    ]


def test_m2_6_what_cannot_be_split_says_why(sold: tuple[Office, int], cashier: Any) -> None:
    office, id = sold
    for day, words in (
        (date(2026, 11, 1), "才有两家的天数"),
        (date(2026, 12, 1), "才有两家的天数"),
        (date(2026, 11, 20), "前后都是陈晨"),
    ):
        with pytest.raises(Refused, match=words) as caught:
            office.run(split_charge, SplitCharge(id, day))
        assert caught.value.field == "on"
    with pytest.raises(NeedsApproval):
        office.run(split_charge, SplitCharge(id, SOLD_ON), actor=cashier)
    office.pay({id: Y("1")})
    with pytest.raises(Refused, match="已经收过款"):
        office.run(split_charge, SplitCharge(id, SOLD_ON))
    assert len(office.charges()) == 1


def test_m2_6_what_was_adjusted_before_is_shared_too(sold: tuple[Office, int]) -> None:
    office, id = sold
    office.adjust(id, AdjustKind.WAIVE, "55.36")
    office.run(split_charge, SplitCharge(id, SOLD_ON))
    assert sorted(row.owed for row in office.charges()) == [Y("66.67"), Y("133.33")]


def test_m5_1_a_split_never_counts_a_day_of_late_fee_twice(both: Office) -> None:
    both.unit("1-1-0101", owner="张硕")
    item = both.item()
    sell(both, date(2026, 10, 11))
    both.bill("2026-10")
    id = both.charges()[0].id
    both.run(
        set_late_fee,
        SetLateFee(item, LONG_AGO, Decimal("0.001")),
        confirmed=CONFIRMED | {"late_fee.past"},
    )

    def fee(on: date) -> Money:
        found = both.runner.read(lambda session: late_fees(session, on))
        return Money(sum(one.accrued.fen for one in found.values()))

    before, later = fee(date(2026, 11, 21)), fee(date(2026, 12, 1))
    both.run(split_charge, SplitCharge(id, date(2026, 10, 11)))
    assert fee(date(2026, 11, 21)) == before
    assert abs(fee(date(2026, 12, 1)) - later) <= Money(1), "one rounding for each charge"


def test_m2_6_the_agreement_names_the_tenant(both: Office) -> None:
    unit = both.unit("1-1-0101", owner="张硕")
    both.role("1-1-0101", "租客小吴", RoleKind.TENANT, date(2026, 11, 5), date(2026, 11, 30))
    both.role("1-1-0101", "租客小郑", RoleKind.TENANT, date(2026, 11, 30))
    with both.db.write() as session:
        session.execute(update(Unit).where(Unit.id == unit).values(payer=Payer.TENANT))
    both.item()
    both.bill()
    both.bill("2026-10")
    assert {row.period: row.payer_name for row in both.charges()} == {
        "2026-10": "张硕",
        "2026-11": "租客小郑",
    }, "who is named on the last day; the owner where there is no tenant"


@given(st.integers(1, 10_000_000), st.integers(2, 366), st.data())
def test_the_halves_are_the_whole_to_the_fen(fen: int, days: int, data: st.DataObject) -> None:
    start = date(2026, 1, 1).toordinal()
    span = Span(date.fromordinal(start), date.fromordinal(start + days))
    on = date.fromordinal(start + data.draw(st.integers(1, days - 1)))
    first = Money(fen).prorate((on - span.start).days, days)
    if first in (Money(0), Money(fen)):
        with pytest.raises(Refused, match="太小"):
            halves(Money(fen), span, on)
        return
    parts = halves(Money(fen), span, on)
    assert parts.old + parts.new == Money(fen)
    assert parts.old_days + parts.new_days == days
    assert parts.old > Money(0)
    assert parts.new > Money(0)
