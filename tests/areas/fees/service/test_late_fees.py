"""Late fees (M5): shown until they are collected, then a charge; waived with an approver; given back with a void."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event

from frontdesk.areas.fees.documents import PaymentNotice
from frontdesk.areas.fees.queries import (
    LateFee,
    fee_items,
    late_fee_term,
    late_fee_terms,
    late_fees,
    notice_document,
)
from frontdesk.areas.fees.queries.late_fees import late_fee_waivers
from frontdesk.areas.fees.rules.kinds import AdjustKind, Pricing
from frontdesk.areas.fees.service import (
    IssueNotices,
    SetLateFee,
    WaiveLateFee,
    issue_notices,
    make_late_fee,
    set_late_fee,
    settle,
    waive_late_fee,
)
from frontdesk.base.store.work import Approval, Work
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.money import ZERO, Money, round_half_up
from frontdesk.base.values.periods import Month
from frontdesk.base.values.rights import Right
from tests.areas.fees.office import CONFIRMED, LONG_AGO, Office, Y
from tests.quicker import draws

TODAY = date(2026, 11, 21)
YES = CONFIRMED | {"late_fee.past"}


def switch_on(office: Office, item: int, rate: str = "0.0005", since: date = LONG_AGO, **more: Any) -> None:
    office.run(set_late_fee, SetLateFee(item, since, Decimal(rate), **more), confirmed=YES)


def fees(office: Office, on: date = TODAY, **more: Any) -> dict[int, LateFee]:
    return office.runner.read(lambda session: late_fees(session, on, **more))


def collect(
    office: Office, charge_id: int, principal: str | None, fee: str | None, on: date = TODAY
) -> tuple[str, int]:
    """As the cash desk: late fee and principal in one transaction."""
    source = ("payment", next(office.sources))

    def service(work: Work, _: None) -> None:
        amounts: dict[int, Money] = {charge_id: Y(principal)} if principal else {}
        if fee:
            amounts[make_late_fee(work, charge_id, Y(fee), on)] = Y(fee)
        settle(work, amounts, on, source)

    office.run(service, None)
    return source


@pytest.fixture
def late(both: Office) -> tuple[Office, int]:
    """255.36 for October, due on its last day, at 0.05 % a day."""
    both.unit("1-1-0101")
    item = both.item("物业服务费")
    both.bill("2026-10")
    switch_on(both, item)
    return both, both.charges()[0].id


def test_m5_1_off_until_set(both: Office) -> None:
    both.unit("1-1-0101")
    both.item()
    both.bill("2026-10")
    assert fees(both) == {}


def test_m5_2_shown_with_how_it_came_about(late: tuple[Office, int]) -> None:
    office, id = late
    found = fees(office)
    assert list(found) == [id]
    fee = found[id]
    assert (fee.accrued, fee.open, fee.collected, fee.waived) == (Y("2.68"), Y("2.68"), ZERO, ZERO)
    assert (fee.item, fee.period, fee.owed, fee.how) == (
        "物业服务费",
        "2026-10",
        Y("255.36"),
        "255.36 × 0.05% × 21天",
    )
    assert fees(office, date(2026, 10, 31)) == {}
    assert fees(office, charge_ids=()) == {}
    assert list(fees(office, unit_ids=(office.units["1-1-0101"],))) == [id]
    assert fees(office, building_ids=(2,)) == {}
    assert list(fees(office, building_ids=(1,))) == [id]


def test_m5_3_becomes_a_charge_only_when_it_is_collected(late: tuple[Office, int]) -> None:
    office, id = late
    assert len(office.charges()) == 1
    collect(office, id, "255.36", "2.68")
    rows = {row.item: row for row in office.charges()}
    made = rows["违约金"]
    assert (made.amount, made.owed, made.how) == (
        Y("2.68"),
        ZERO,
        "物业服务费 2026-10：255.36 × 0.05% × 21天",
    )
    fee = fees(office)[id]
    assert (fee.accrued, fee.collected, fee.open, fee.owed) == (Y("2.68"), Y("2.68"), ZERO, ZERO)
    office.sound()


def test_t7_what_accrued_stays_owed_when_the_principal_is_paid(late: tuple[Office, int]) -> None:
    office, id = late
    collect(office, id, "255.36", None)
    for days in (0, 1, 200):
        assert fees(office, TODAY + timedelta(days=days))[id].open == Y("2.68")
    collect(office, id, None, "2.68", TODAY + timedelta(days=200))
    assert fees(office, TODAY + timedelta(days=300))[id].open == ZERO


def test_t7_in_parts_never_twice(late: tuple[Office, int]) -> None:
    office, id = late
    collect(office, id, "100", "1")
    assert fees(office)[id].open == Y("1.68")
    with pytest.raises(Refused, match=r"只有 1\.68 元"):
        collect(office, id, None, "1.69")
    collect(office, id, None, "1.68")
    assert fees(office)[id].open == ZERO
    later = fees(office, TODAY + timedelta(days=10))[id]
    assert later.open == Y("0.78"), "ten days of what is left: 155.36"
    with pytest.raises(Refused, match="大于零"):
        collect(office, id, None, "0")
    assert [row.how for row in office.charges() if row.item == "违约金"] == [
        "物业服务费 2026-10：255.36 × 0.05% × 21天，计 2.68，本次收 1.00",
        "物业服务费 2026-10：255.36 × 0.05% × 21天，计 2.68，本次收 1.68",
    ]
    office.sound()


def test_m6_5_a_voided_receipt_gives_the_late_fee_back_once(late: tuple[Office, int]) -> None:
    office, id = late
    source = collect(office, id, "255.36", "2.68")
    office.undo(source, TODAY)
    fee = fees(office)[id]
    assert (fee.open, fee.owed) == (Y("2.68"), Y("255.36"))
    assert [row.owed for row in office.charges() if row.item == "违约金"] == [ZERO]
    collect(office, id, "255.36", "2.68")
    assert fees(office)[id].open == ZERO
    assert len([row for row in office.charges() if row.item == "违约金"]) == 2
    office.sound()


def test_m5_1_never_interest_on_interest(late: tuple[Office, int]) -> None:
    office, id = late
    collect(office, id, None, "2.68")
    (item,) = [row for row in office.runner.read(fee_items) if row.name == "违约金"]
    with pytest.raises(InvalidInput) as caught:
        switch_on(office, item.id)
    assert "不再计违约金" in caught.value.errors["rate"]
    assert list(fees(office, TODAY + timedelta(days=900))) == [id]
    with pytest.raises(InvalidInput, match="不用手工录入"):
        office.charge("1-1-0101", item.id, "5", TODAY)


def test_m5_3_waiving_takes_a_reason_and_an_approver(
    late: tuple[Office, int], cashier: Any, supervisor: Any
) -> None:
    office, id = late
    for amount, reason, field in (("1", " ", "reason"), ("0", "x", "amount")):
        with pytest.raises(InvalidInput) as caught:
            office.run(waive_late_fee, WaiveLateFee(id, Y(amount), reason))
        assert caught.value.field == field
    command = WaiveLateFee(id, Y("2"), "首次逾期")
    with pytest.raises(NeedsApproval):
        office.run(waive_late_fee, command, actor=cashier)
    leave = Approval(Right.FEES_ADJUST, supervisor.id, supervisor.name)
    office.run(waive_late_fee, command, actor=cashier, approval=leave)
    with pytest.raises(Refused, match=r"到今天是 0\.68 元"):
        office.run(waive_late_fee, command)
    (row,) = office.runner.read(late_fee_waivers, id)
    assert (row.amount, row.reason, row.approver, row.made_by) == (Y("2"), "首次逾期", "周敏", "林晓")
    fee = fees(office)[id]
    assert (fee.waived, fee.open) == (Y("2"), Y("0.68"))
    assert fees(office, TODAY - timedelta(days=1))[id].waived == ZERO, "T15: not yet on the day before"
    with pytest.raises(Refused):
        collect(office, id, None, "2.68")
    collect(office, id, "255.36", "0.68")
    assert fees(office)[id].open == ZERO


def test_m2_7_a_charge_wholly_waived_has_none(late: tuple[Office, int]) -> None:
    office, id = late
    office.adjust(id, AdjustKind.WAIVE, "255.36")
    assert fees(office) == {}


def test_the_terms_are_dated_and_the_last_of_a_day_holds(late: tuple[Office, int]) -> None:
    office, id = late
    item = office.charges()[0].item_id
    with pytest.raises(NeedsConfirmation, match="会重算"):
        office.run(set_late_fee, SetLateFee(item, date(2026, 11, 1), Decimal("0.003")))
    switch_on(office, item, "0.003", date(2026, 11, 1))
    assert fees(office)[id].accrued == Y("16.09")
    switch_on(office, item, "0.001", date(2026, 11, 1), cap=Decimal("0.5"), grace_days=5)
    assert fees(office)[id].accrued == Y("4.09"), "16 days at 0.1 %"
    assert [row.holds for row in office.runner.read(late_fee_terms, item)] == [True, False, True]
    switch_on(office, item, "0", TODAY)
    assert office.runner.read(late_fee_term, item, TODAY).rate == 0
    assert office.runner.read(late_fee_term, item, date(2019, 1, 1)) is None
    assert fees(office)[id].accrued == Y("3.83"), "the day it was switched off counts no more"
    with pytest.raises(InvalidInput) as caught:
        switch_on(office, item, "0.05", cap=Decimal(2), grace_days=-1)
    assert set(caught.value.errors) == {"rate", "cap", "grace_days"}


def test_an_item_that_has_its_name_already(late: tuple[Office, int]) -> None:
    office, id = late
    office.item("违约金", "1", Pricing.UNIT)
    collect(office, id, None, "1")
    assert [row.item for row in office.charges() if row.amount == Y("1")] == ["逾期违约金"]


def test_a_constant_number_of_queries(office: Office) -> None:
    def count() -> int:
        seen: list[str] = []

        def listen(connection: Any, cursor: Any, statement: str, *_: Any) -> None:
            seen.append(statement)

        event.listen(Engine, "before_cursor_execute", listen)
        try:
            assert fees(office)
        finally:
            event.remove(Engine, "before_cursor_execute", listen)
        return len([text for text in seen if text.lstrip().upper().startswith("SELECT")])

    office.unit("1-1-0101")
    item = office.item()
    office.bill("2026-10")
    switch_on(office, item)
    first = count()
    for n in range(2, 30):
        office.unit(f"1-1-{n:02d}01")
    office.bill("2026-09")
    office.bill("2026-10")
    assert len(fees(office)) == 58
    assert count() == first <= 7


def test_m5_on_the_notice_up_to_its_day(late: tuple[Office, int]) -> None:
    """forms.md: the notice says the late fee so far, and how it is worked out; the total is both together."""
    office, id = late

    def document(month: Month, *units: int) -> PaymentNotice:
        batch = office.run(issue_notices, IssueNotices(month, units))
        return office.runner.read(notice_document, batch.numbers[0])

    first = document(Month(2026, 11))
    (line,) = first.lines
    assert (line.amount, line.late_fee, first.total) == (Y("255.36"), Y("2.68"), Y("258.04"))
    assert first.late_fee_terms == "逾期每天 0.05%，单利，不超过本金"
    assert first.adds_up
    assert document(Month(2026, 11)).number == first.number, "the same on the same day: 补打"
    office.clock.forward(days=10)
    assert document(Month(2026, 11)).lines[0].late_fee == Y("3.96"), "31 days: another notice"
    collect(office, id, "255.36", None, office.clock.today())
    with pytest.raises(Refused, match="没有欠费"):
        document(Month(2026, 11))
    unit = office.units["1-1-0101"]
    only = document(Month(2026, 11), unit)
    assert [(one.amount, one.late_fee) for one in only.lines] == [(ZERO, Y("3.96"))]
    assert only.total == Y("3.96")
    collect(office, id, None, "3.96", office.clock.today())
    with pytest.raises(Refused, match="没有欠费"):
        document(Month(2026, 11), unit)


STEPS = st.lists(
    st.tuples(st.sampled_from(["day", "pay", "fee", "waive", "cut", "void"]), st.integers(1, 100)),
    max_size=14,
)


@settings(max_examples=draws(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS, st.sampled_from(["0.0005", "0.01"]), st.sampled_from(["0.2", "1"]))
def test_m5_any_history_agrees_with_a_plain_reckoning(
    another_office: Any, steps: list[tuple[str, int]], rate: str, cap: str
) -> None:
    """Days, part payments, collected and waived late fees, 减免 and voids in any order: what is open is what a
    walk through the days says, and nothing is ever collected twice."""
    with another_office() as office:
        office.unit("1-1-0101")
        item = office.item()
        office.bill("2026-10")
        switch_on(office, item, rate, cap=Decimal(cap))
        id = office.charges()[0].id
        office.clock.at = office.clock.at.replace(month=11, day=1)
        moves: list[tuple[date, int]] = []
        paid: list[tuple[tuple[str, int], int, int]] = []
        waived = 0

        def plain() -> int:
            today, due = office.clock.today(), date(2026, 10, 31)
            sum_ = sum(
                max(0, 25536 + sum(fen for day, fen in moves if day < due + timedelta(days=n)))
                * Fraction(rate)
                for n in range(1, (today - due).days + 1)
            )
            cuts = sum(fen for _, fen in cut_moves)
            return min(round_half_up(Fraction(sum_)), int((25536 + cuts) * Fraction(cap)))

        cut_moves: list[tuple[date, int]] = []
        for what, n in steps:
            today = office.clock.today()
            owed = 25536 + sum(fen for _, fen in moves)
            found = fees(office, today).get(id)
            open_ = found.open.fen if found else 0
            if what == "day":
                office.clock.forward(days=n)
            elif what == "pay" and owed:
                part = max(1, owed * n // 100)
                paid.append((collect(office, id, Money(part).plain, None, today), part, 0))
                moves.append((today, -part))
            elif what == "fee" and open_:
                part = max(1, open_ * n // 100)
                paid.append((collect(office, id, None, Money(part).plain, today), 0, part))
            elif what == "waive" and open_:
                part = max(1, open_ * n // 100)
                office.run(waive_late_fee, WaiveLateFee(id, Money(part), "协商"))
                waived += part
            elif what == "cut" and owed > 1:
                part = max(1, owed * n // 200)
                office.adjust(id, AdjustKind.WAIVE, Money(part).plain)
                moves.append((today, -part))
                cut_moves.append((today, -part))
            elif what == "void" and paid:
                source, part, fee = paid.pop(n % len(paid))
                office.undo(source, today)
                if part:
                    moves.append((today, part))
            taken = sum(fee for _, _, fee in paid)
            now = fees(office, office.clock.today()).get(id)
            assert (now.accrued.fen if now else 0) == plain()
            assert (now.open.fen if now else 0) == max(0, plain() - taken - waived)
            assert (now.collected.fen if now else 0) == taken
        office.sound()
