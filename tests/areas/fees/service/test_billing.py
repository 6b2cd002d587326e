"""Billing: what the dry run shows is what is made, once, with what was skipped and why (M2.5, M2.9, T4)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text, update
from sqlalchemy.exc import DBAPIError

from frontdesk.areas.archives.model import Person, Unit, UnitRole
from frontdesk.areas.archives.rules.kinds import Payer, RoleKind, UnitKind, UnitState
from frontdesk.areas.fees.model import BillingRun, Charge
from frontdesk.areas.fees.queries import billing_runs, charge_card, dry_run
from frontdesk.areas.fees.rules.kinds import Cycle, Pricing
from frontdesk.areas.fees.service import Bill, bill
from frontdesk.areas.fees.service.billing import insert_charges
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Cancelled, NeedsApproval
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.progress import Progress
from tests.areas.fees.office import Office, Y

NOVEMBER = Month(2026, 11)


def estate(office: Office) -> None:
    office.unit("1-1-0101")
    office.unit("1-1-0102", area="127.35", owner="李静", spaces=("B1-076",))
    office.unit("1-1-0103", area=None, owner="王磊")
    office.unit("1-1-0104", owner=None)
    office.unit("2-1-0201", state=UnitState.UNSOLD, owner=None)
    office.unit("2-1-0202", state=UnitState.NOT_HANDED_OVER)
    office.unit("2-1-0203", handed=date(2026, 12, 3))
    office.item("物业服务费")
    office.item("车位管理费", "80", Pricing.SPACE)
    office.by_hand()


def test_m2_5_says_what_it_made_and_what_not(both: Office) -> None:
    estate(both)
    result = both.bill()
    assert (result.made, result.stood, result.total) == (3, 0, Y("255.36") + Y("362.95") + Y("80"))
    assert [(row.unit, row.item, row.reason) for row in result.skipped] == [
        ("1-1-0103", "物业服务费", "没有建筑面积"),
        ("1-1-0104", "物业服务费", "没有业主"),
        ("2-1-0201", "物业服务费", "未售"),
        ("2-1-0202", "物业服务费", "未收楼"),
        ("2-1-0203", "物业服务费", "账期在收楼之前"),
    ]
    assert [(row.unit, row.item, str(row.amount), row.how) for row in both.charges()] == [
        ("1-1-0101", "物业服务费", "255.36", "89.60㎡ × 2.85元/㎡·月"),
        ("1-1-0102", "物业服务费", "362.95", "127.35㎡ × 2.85元/㎡·月"),
        ("1-1-0102", "车位管理费", "80.00", "B1-076 一个 × 80.00元/月"),
    ]
    run = both.runner.read(billing_runs)[0]
    assert (run.period, run.made, run.stood, run.total, run.by) == ("2026-11", 3, 0, result.total, "管理员")
    assert run.skipped[0] == ("1-1-0103", "物业服务费", "没有建筑面积")
    both.sound()


def test_m2_5_t4_twice_adds_nothing(both: Office) -> None:
    estate(both)
    first = both.bill()
    second = both.bill()
    assert (second.made, second.stood, second.total) == (0, first.made, Money(0))
    assert second.skipped == first.skipped
    assert len(both.charges()) == 3


def test_m2_3_t4_nor_after_prices_areas_and_owners_changed(office: Office) -> None:
    estate(office)
    office.bill()
    before = office.charges()
    office.price(before[0].item_id, "9.99", date(2026, 11, 1))
    with office.db.write() as session:
        session.execute(update(Unit).values(built_area=Decimal(500), handed_over_on=date(2026, 11, 15)))
        session.execute(update(UnitRole).where(UnitRole.unit_id == 1).values(ends_on=date(2026, 11, 2)))
    again = office.bill()
    assert [row for row in office.charges() if row.id in {b.id for b in before}] == list(before)
    assert again.stood == 3
    # The owner who has gone since is no reason to list a unit whose charge stands.
    assert "1-1-0101" not in [row.unit for row in again.skipped]


def test_m2_3_the_next_month_takes_the_new_price(office: Office) -> None:
    office.unit("1-1-0101")
    item = office.item()
    office.bill("2026-11")
    office.price(item, "3.00", date(2026, 12, 1))
    office.bill("2026-12")
    assert [str(row.amount) for row in office.charges()] == ["255.36", "268.80"]


def test_m2_5_the_rest_is_billed_once_the_reason_is_gone(office: Office) -> None:
    estate(office)
    office.bill()
    with office.db.write() as session:
        session.execute(update(Unit).where(Unit.code == "1-1-0103").values(built_area=Decimal("65.00")))
    result = office.bill()
    assert (result.made, result.stood, str(result.total)) == (1, 3, "185.25")
    assert "没有建筑面积" not in [row.reason for row in result.skipped]


def test_m2_5_held_by_the_database_not_by_a_look_up(both: Office) -> None:
    """T4: the very rows of the plan, put in again past every look-up, add nothing and leave the first as it was."""
    estate(both)
    plan = both.runner.read(dry_run, NOVEMBER)

    def twice(work: Work, _: None) -> tuple[int, int]:
        facts: dict[str, Any] = {"made_on": work.today(), "made_at": work.now(), "made_by": "甲"}
        dearer = [line._replace(amount=Money(1)) for line in plan.lines]
        return (
            insert_charges(work.session, plan.lines, **facts),
            insert_charges(work.session, dearer, **facts),
        )

    assert both.run(twice, None) == (3, 0)
    assert total(row.amount for row in both.charges()) == plan.total
    with pytest.raises(DBAPIError), both.db.write() as session:
        session.execute(
            text(
                "INSERT INTO charge (unit_id, item_id, period, no, starts_on, ends_on, due_on, amount, owed, how,"
                " lines, payer_name, made_on, made_at, made_by, source_kind) SELECT unit_id, item_id, period, no,"
                " starts_on, ends_on, due_on, amount, owed, how, lines, payer_name, made_on, made_at, made_by,"
                " source_kind FROM charge"
            )
        )


def test_t4_two_billings_at_once(both: Office) -> None:
    """Two desks press the button together: one makes them all, the other finds them."""
    for n in range(60):
        both.unit(f"1-1-{n:04d}", area=str(50 + n))
    both.item()
    both.item(price="1.10")
    results: list[Any] = []
    start = threading.Barrier(2)

    def desk() -> None:
        start.wait()
        results.append(both.bill())

    threads = [threading.Thread(target=desk) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted((row.made, row.stood) for row in results) == [(0, 120), (120, 0)]
    assert total(row.total for row in results) == total(row.amount for row in both.charges())
    assert len(both.charges()) == 120
    both.sound()


def test_m2_9_the_dry_run_is_the_billing_line_by_line(both: Office) -> None:
    estate(both)
    plan = both.runner.read(dry_run, NOVEMBER)
    assert both.charges() == ()
    result = both.bill()
    assert (plan.made, plan.stood, plan.total, plan.skipped) == (
        result.made,
        result.stood,
        result.total,
        result.skipped,
    )
    made = {(row.unit, row.item): row for row in both.charges()}
    for line in plan.lines:
        row = made[line.unit, line.item]
        assert line.amount == row.amount == row.owed
        assert (line.how, line.starts_on, line.ends_on, line.due_on) == (
            row.how, row.starts_on, row.ends_on, row.due_on,
        )  # fmt: skip
        assert (line.payer_name, line.period) == (row.payer_name, row.period)
    assert len(plan.lines) == len(made)
    after = both.runner.read(dry_run, NOVEMBER)
    assert (after.made, after.stood, after.lines, after.total) == (0, 3, (), Money(0))


def test_m2_9_sums_by_item(office: Office) -> None:
    estate(office)
    plan = office.runner.read(dry_run, NOVEMBER)
    assert [(row.item, row.made, row.skipped, str(row.total)) for row in plan.items] == [
        ("物业服务费", 2, 5, "618.31"),
        ("车位管理费", 1, 0, "80.00"),
    ]
    assert total(row.total for row in plan.items) == plan.total


def test_m2_6_who_owes_is_who_holds_the_unit_on_the_last_day(both: Office) -> None:
    both.unit("1-1-0101", owner=None)
    both.role("1-1-0101", "卖方", until=date(2026, 11, 30))
    buyer = both.role("1-1-0101", "买方", since=date(2026, 11, 30))
    both.unit("1-1-0102", owner="房东")
    tenant = both.role("1-1-0102", "租客", RoleKind.TENANT)
    with both.db.write() as session:
        session.execute(update(Unit).where(Unit.code == "1-1-0102").values(payer=Payer.TENANT))
    both.item()
    both.bill("2026-10")
    both.bill("2026-11")
    rows = {(row.unit, row.period): row for row in both.charges()}
    assert rows["1-1-0101", "2026-10"].payer_name == "卖方"
    assert rows["1-1-0101", "2026-11"].payer_name == "买方"
    assert rows["1-1-0101", "2026-11"].amount == Y("255.36"), "a transfer splits nothing"
    assert rows["1-1-0102", "2026-11"].payer_name == "租客"
    with both.db.read() as session:
        ids = set(session.scalars(select(Charge.payer_id).where(Charge.period == "2026-11")))
    assert ids == {buyer, tenant}


def test_t15_the_state_of_the_period_not_of_today(office: Office) -> None:
    """A unit let and unsold again since: its months in use are billed, whatever it is today."""
    from frontdesk.areas.archives.model import UnitStateChange

    office.unit("1-1-0101", state=UnitState.NOT_HANDED_OVER)
    office.item()
    now = office.clock.now()
    with office.db.write() as session:
        for state, day in (
            (UnitState.OWNER, date(2026, 1, 1)),
            (UnitState.NOT_HANDED_OVER, date(2026, 11, 1)),
        ):
            session.add(UnitStateChange(unit_id=office.units["1-1-0101"], state=state, starts_on=day, at=now))
    assert office.bill("2026-10").made == 1
    assert [row.reason for row in office.bill("2026-11").skipped] == ["未收楼"]


def test_m2_1_cycles_and_due_days(office: Office) -> None:
    office.unit("1-1-0101")
    office.item("月", "100", Pricing.UNIT, due_day=10)
    office.item("季", "300", Pricing.UNIT, cycle=Cycle.QUARTERLY, due_day=31)
    office.item("供暖", "30", cycle=Cycle.HEATING, due_day=15)
    for month in ("2026-09", "2026-10", "2026-11", "2026-12"):
        office.bill(month)
    found = {(row.item, row.period): row for row in office.charges()}
    assert sorted(found) == [
        ("供暖", "2026-11"), ("季", "2026-10"), ("月", "2026-09"), ("月", "2026-10"), ("月", "2026-11"),
        ("月", "2026-12"),
    ]  # fmt: skip
    assert str(found["供暖", "2026-11"].amount) == "2,688.00"
    assert found["供暖", "2026-11"].due_on == date(2026, 11, 15)
    assert found["季", "2026-10"].due_on == date(2026, 10, 31)
    assert found["月", "2026-09"].due_on == date(2026, 9, 10)
    assert (found["季", "2026-10"].starts_on, found["季", "2026-10"].ends_on) == (
        date(2026, 10, 1),
        date(2027, 1, 1),
    )


def test_m2_1_once_is_once(office: Office) -> None:
    office.unit("1-1-0101")
    office.item("装表费", "50", Pricing.UNIT, cycle=Cycle.ONCE, since=date(2026, 11, 5))
    assert [office.bill(m).made for m in ("2026-10", "2026-11", "2026-11", "2026-12")] == [0, 1, 0, 0]


def test_m2_1_scope_by_kind_building_and_unit(office: Office) -> None:
    office.unit("1-1-0101")
    office.unit("2-1-0101")
    office.unit("2-1-0001", kind=UnitKind.SHOP)
    office.item("住宅", "1", Pricing.UNIT, kinds=(UnitKind.HOME,))
    office.item("二栋", "2", Pricing.UNIT, building_ids=(2,))
    office.item("二栋住宅", "3", Pricing.UNIT, kinds=(UnitKind.HOME,), building_ids=(2,))
    office.item("一户", "4", Pricing.UNIT, unit_ids=(office.units["2-1-0001"],))
    office.bill()
    assert sorted((row.item, row.unit) for row in office.charges()) == [
        ("一户", "2-1-0001"), ("二栋", "2-1-0001"), ("二栋", "2-1-0101"), ("二栋住宅", "2-1-0101"),
        ("住宅", "1-1-0101"), ("住宅", "2-1-0101"),
    ]  # fmt: skip


def test_m2_8_a_charge_keeps_how_it_came_about(office: Office) -> None:
    office.unit("1-1-0101", area="127.35", handed=date(2026, 7, 3))
    item = office.item(price="2.18")
    office.price(item, "2.50", date(2026, 7, 16))
    office.bill("2026-07")
    card = office.runner.read(charge_card, office.charges()[0].id)
    assert card.charge.how == "127.35㎡ × 2.18元/㎡·月 × 13/31 + 127.35㎡ × 2.50元/㎡·月 × 16/31"
    assert [(str(x.quantity), str(x.price), x.days, x.of, x.amount.plain) for x in card.lines] == [
        ("127.35", "2.18", 13, 31, "116.42"),
        ("127.35", "2.5", 16, 31, "164.32"),
    ]


def test_a_stopped_billing_leaves_nothing(office: Office) -> None:
    """One transaction: cancelled at any step, no charge and no run stands."""
    estate(office)
    steps = 0

    def count_steps(done: int, of: int, words: str) -> None:
        nonlocal steps
        steps += 1

    office.run(bill, Bill(Month(2026, 9)), progress=Progress(count_steps))
    standing = len(office.charges())
    assert steps >= 3
    for stop in range(1, steps + 1):
        progress = Progress()
        seen = 0

        def report(done: int, of: int, words: str, stop: int = stop, progress: Progress = progress) -> None:
            nonlocal seen
            seen += 1
            if seen >= stop:
                progress.cancelled.set()

        progress.report = report
        try:
            office.run(bill, Bill(NOVEMBER), progress=progress)
        except Cancelled:
            assert len(office.charges()) == standing
        else:
            assert stop == steps
    with office.db.read() as session:
        assert len(session.scalars(select(BillingRun)).all()) == 2


def test_billing_takes_its_right(office: Office, cashier: Any, supervisor: Any) -> None:
    estate(office)
    with pytest.raises(NeedsApproval, match="生成应收"):
        office.run(bill, Bill(NOVEMBER), actor=cashier)
    assert office.run(bill, Bill(NOVEMBER), actor=supervisor).made == 3


def test_m2_3_a_charge_is_final_whatever_the_code_does(both: Office) -> None:
    both.unit("1-1-0101")
    both.item()
    both.bill()
    for change in (
        "amount = 1", "how = 'x'", "period = '2026-12'", "due_on = '2027-01-01'", "payer_id = 99", "unit_id = 9",
        "lines = '[]'", "payer_name = 'x'", "owed = -1", "source_id = 3",
    ):  # fmt: skip
        with pytest.raises(DBAPIError), both.db.write() as session:
            session.execute(text(f"UPDATE charge SET {change}"))
    with pytest.raises(DBAPIError), both.db.write() as session:
        session.execute(text("DELETE FROM charge"))
    with both.db.write() as session:
        session.execute(text("UPDATE charge SET owed = owed - 1"))
        session.rollback()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_m2_9_t4_dry_run_is_bill_and_twice_is_once(
    data: st.DataObject, another_office: Callable[[], AbstractContextManager[Office]]
) -> None:
    """Random units, items, prices and months: the dry run is what bill makes, and billing again makes nothing."""
    with another_office() as office:
        draw = data.draw
        day = st.dates(date(2026, 1, 1), date(2027, 12, 31))
        for _ in range(draw(st.integers(0, 4))):
            office.unit(
                f"{draw(st.integers(1, 3))}-1-{len(office.units):04d}",
                area=draw(st.none() | st.decimals("0.01", "300", places=2).map(str)),
                owner=draw(st.sampled_from(["甲", "乙", None])),
                state=draw(st.sampled_from(list(UnitState))),
                handed=draw(st.none() | day),
                spaces=draw(st.lists(st.sampled_from(["B1", "B2", "B3"]), max_size=3, unique=True)),
            )
        for _ in range(draw(st.integers(0, 2))):
            item = office.item(
                pricing=draw(st.sampled_from([Pricing.AREA, Pricing.UNIT, Pricing.SPACE])),
                price=str(draw(st.decimals("0.000001", "500", places=6))),
                since=draw(day),
                cycle=draw(st.sampled_from(list(Cycle))),
                first_month=draw(st.integers(1, 12)),
                due_day=draw(st.integers(1, 31)),
                builder_pays_first=draw(st.booleans()),
            )
            for start in draw(st.lists(day, max_size=2)):
                office.price(item, str(draw(st.decimals("0.01", "9", places=2))), start)
        month = Month.of(draw(day))
        plan = office.runner.read(dry_run, month)
        before = {row.id for row in office.charges()}
        result = office.bill(str(month))
        assert (result.made, result.stood, result.total, result.skipped) == (
            plan.made, plan.stood, plan.total, plan.skipped,
        )  # fmt: skip
        made = [row for row in office.charges() if row.id not in before]
        assert sorted((r.unit, r.item, r.amount, r.how, r.starts_on, r.ends_on) for r in made) == sorted(
            (p.unit, p.item, p.amount, p.how, p.starts_on, p.ends_on) for p in plan.lines
        )
        assert all(row.starts_on < row.ends_on and row.amount > Money(0) for row in made)
        office.clock.forward(days=draw(st.integers(0, 40)))
        again = office.bill(str(month))
        assert (again.made, again.stood, again.skipped) == (0, result.made + result.stood, result.skipped)
        office.sound()


def test_t5_an_early_month_undone_is_billed_by_nobody_again(both: Office) -> None:
    """Payments say nothing of what was billed: a month given back is owed again, and the later ones stay paid."""
    both.unit("1-1-0101")
    both.item()
    sources = {}
    for month in ("2026-08", "2026-09", "2026-10", "2026-11"):
        both.bill(month)
        charge = next(row for row in both.charges() if row.period == month)
        sources[month] = both.pay({charge.id: charge.owed})
    both.undo(sources["2026-09"])
    assert [both.bill(month).made for month in sources] == [0, 0, 0, 0]
    assert [(row.period, str(row.owed)) for row in both.charges()] == [
        ("2026-08", "0.00"), ("2026-09", "255.36"), ("2026-10", "0.00"), ("2026-11", "0.00"),
    ]  # fmt: skip
    both.sound()


def test_names_do_not_follow_the_person(office: Office) -> None:
    """Who owed stands on the charge in the words of that day."""
    office.unit("1-1-0101")
    office.item()
    office.bill()
    with office.db.write() as session:
        session.execute(update(Person).values(name="改名"))
    assert [row.payer_name for row in office.charges()] == ["张硕"]
