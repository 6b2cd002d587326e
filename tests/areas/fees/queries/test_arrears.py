"""What is owed, on any day: T15, M8.1; every way of adding it up gives the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.areas.fees.queries import arrears, arrears_by, arrears_by_age, month_due, owed_by_unit
from frontdesk.areas.fees.queries.owed import By
from frontdesk.areas.fees.rules.ages import Age, age_of
from frontdesk.areas.fees.rules.kinds import AdjustKind, Cycle, Pricing
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Month
from tests.areas.fees.office import Office, Y
from tests.quicker import draws

WAYS: tuple[By, ...] = ("unit", "owner", "item", "building")


def test_m8_1_owed_on_a_day_is_what_was_owed_that_day(both: Office) -> None:
    """A year's payments later the list of an old day still says what it said on that day (T15)."""
    unit = both.unit("1-1-0101")
    both.item()
    both.bill("2026-10")
    both.bill("2026-11")
    october, november = both.charges()
    both.clock.forward(days=3)  # the 24th
    source = both.pay({october.id: Y("255.36"), november.id: Y("100")})
    both.clock.forward(days=2)  # the 26th
    both.adjust(november.id, AdjustKind.WAIVE, "50.36")
    both.clock.forward(days=30)  # 26 December
    both.undo(source)

    def owed(day: date) -> list[tuple[str, str]]:
        return [(row.period, str(row.owed)) for row in both.runner.read(owed_by_unit, unit, day)]

    assert owed(date(2026, 9, 30)) == []
    assert owed(date(2026, 10, 1)) == [("2026-10", "255.36")]
    assert owed(date(2026, 10, 31)) == [("2026-10", "255.36")]
    assert owed(date(2026, 11, 23)) == [("2026-10", "255.36"), ("2026-11", "255.36")]
    assert owed(date(2026, 11, 24)) == [("2026-11", "155.36")]
    assert owed(date(2026, 11, 26)) == [("2026-11", "105.00")]
    assert owed(date(2026, 12, 25)) == [("2026-11", "105.00")]
    assert owed(date(2026, 12, 26)) == [("2026-10", "255.36"), ("2026-11", "205.00")]
    assert owed(date(2030, 1, 1)) == owed(date(2026, 12, 26))
    for day in (date(2026, 9, 1), date(2026, 11, 24), date(2026, 12, 1), date(2027, 1, 1)):
        assert sum(row.owed.fen for row in both.runner.read(arrears, day)) == sum(
            Y(amount).fen for _, amount in owed(day)
        )
    both.sound()


def test_m8_1_those_overdue_for_long_are_those_of_the_whole_list_that_are(both: Office) -> None:
    """The bound is a day: what is overdue for just so long does not count yet."""
    both.unit("1-1-0101")
    both.item()
    for month in ("2026-08", "2026-09", "2026-10"):
        both.bill(month)
    both.unit("1-1-0102")
    both.bill("2026-11")
    on = date(2026, 12, 5)
    whole = both.runner.read(arrears, on)
    assert len(whole) == 2
    for days in (0, 4, 5, 6, 95, 96, 97, 400):
        wanted = tuple(row for row in whole if row.overdue_days > days)
        assert both.runner.read(arrears, on, longer_than=days) == wanted
    assert [row.overdue_days for row in whole] == [96, 5]


def test_m8_1_a_unit_with_what_is_needed_at_the_desk(office: Office) -> None:
    unit = office.unit("1-1-0101", spaces=("B1-076",))
    office.item("物业服务费")
    office.item("车位管理费", "80", Pricing.SPACE, due_day=10)
    office.bill("2026-10")
    office.bill("2026-11")
    charge = office.charges(month=Month(2026, 10))[0]
    office.pay({charge.id: Y("55.36")})
    office.adjust(charge.id, AdjustKind.ADD, "10")
    rows = office.runner.read(owed_by_unit, unit, date(2026, 11, 21))
    assert [(row.item, row.period, row.overdue_days, str(row.owed)) for row in rows] == [
        ("车位管理费", "2026-10", 42, "80.00"),
        ("物业服务费", "2026-10", 21, "210.00"),
        ("车位管理费", "2026-11", 11, "80.00"),
        ("物业服务费", "2026-11", 0, "255.36"),
    ]
    second = rows[1]
    assert (second.amount, second.adjusted, second.paid) == (Y("255.36"), Y("10"), Y("55.36"))
    assert second.owed == second.amount + second.adjusted - second.paid
    assert second.how == "89.60㎡ × 2.85元/㎡·月"


def test_what_is_billed_ahead_is_owed_from_its_first_day(office: Office) -> None:
    unit = office.unit("1-1-0101")
    office.item()
    office.bill("2026-12")
    today = date(2026, 11, 21)
    assert office.runner.read(arrears, today) == ()
    assert office.runner.read(owed_by_unit, unit, today) == ()
    assert len(office.runner.read(owed_by_unit, unit, today, ahead=True)) == 1
    assert len(office.runner.read(arrears, date(2026, 12, 1))) == 1
    # Paid ahead, it is not owed when its day comes, and was not before.
    office.pay({office.charges()[0].id: Y("255.36")})
    assert office.runner.read(arrears, date(2026, 12, 1)) == ()
    assert office.runner.read(arrears, today - timedelta(days=1)) == ()


def test_m8_1_arrears_of_units_in_order_with_their_oldest_debt(both: Office) -> None:
    both.unit("2-1-0101", owner="李静")
    both.unit("1-1-0102")
    both.unit("1-1-0101", area="100")
    both.item(price="1")
    both.bill("2026-10")
    both.bill("2026-11")
    first = next(row for row in both.charges() if row.unit == "1-1-0101")
    both.pay({first.id: first.owed})
    rows = both.runner.read(arrears, date(2026, 11, 30))
    assert [(r.unit, r.building, str(r.owed), str(r.overdue), r.charges, r.overdue_days) for r in rows] == [
        ("1-1-0101", "1栋", "100.00", "0.00", 1, 0),
        ("1-1-0102", "1栋", "179.20", "89.60", 2, 30),
        ("2-1-0101", "2栋", "179.20", "89.60", 2, 30),
    ]
    assert rows[2].payer == "李静"
    assert both.runner.read(arrears, date(2026, 11, 30), both.units["1-1-0102"]) == rows[1:2]


def test_m8_1_by_owner_follows_the_charge_not_the_unit(office: Office) -> None:
    """Debts of one person at two units stand together; a buyer does not take over what the seller owes."""
    office.unit("1-1-0101", owner=None)
    office.role("1-1-0101", "卖方", until=date(2026, 11, 5))
    office.role("1-1-0101", "买方", since=date(2026, 11, 5))
    office.item(price="1")
    office.bill("2026-10")
    office.bill("2026-11")
    rows = office.runner.read(arrears_by, date(2026, 11, 30), "owner")
    assert sorted((row.label, str(row.owed)) for row in rows) == [("买方", "89.60"), ("卖方", "89.60")]


@dataclass
class Event:
    """Something that changed what one charge owes."""

    charge: int
    on: date
    by: Money
    paid: bool = False


@dataclass
class History:
    """What was done to an estate, remembered here: the truth the database is held against."""

    office: Office
    events: list[Event] = field(default_factory=list)
    paid: list[tuple[tuple[str, int], dict[int, Money]]] = field(default_factory=list)

    def owed(self, day: date) -> dict[int, int]:
        """Charge id -> fen that were owed of it on the day."""
        rows = {row.id: row for row in self.office.charges()}
        owed = {id: row.amount.fen for id, row in rows.items() if row.starts_on <= day}
        for event in self.events:
            if event.charge in owed and event.on <= day:
                owed[event.charge] += event.by.fen
        return {id: fen for id, fen in owed.items() if fen}

    def step(self, draw: Any) -> None:
        """One thing a clerk does: pay, void, waive, add."""
        office = self.office
        today = office.clock.today()
        rows = office.charges()
        open_ = {row.id: row.owed for row in rows if row.owed}
        match draw(st.sampled_from(["pay", "undo", "waive", "add"])):
            case "pay" if open_:
                chosen = draw(st.lists(st.sampled_from(sorted(open_)), min_size=1, max_size=4, unique=True))
                amounts = {id: Money(draw(st.integers(1, open_[id].fen))) for id in chosen}
                self.paid.append((office.pay(amounts), amounts))
                self.events += [Event(id, today, -amount, True) for id, amount in amounts.items()]
            case "undo" if self.paid:
                source, amounts = self.paid.pop(draw(st.integers(0, len(self.paid) - 1)))
                assert dict(office.undo(source)) == amounts
                assert office.undo(source) == ()
                self.events += [Event(id, today, amount, True) for id, amount in amounts.items()]
            case "waive" if open_:
                id = draw(st.sampled_from(sorted(open_)))
                amount = Money(draw(st.integers(1, open_[id].fen)))
                office.adjust(id, AdjustKind.WAIVE, amount.plain)
                self.events.append(Event(id, today, -amount))
            case _:
                id = draw(st.sampled_from([row.id for row in rows]))
                office.adjust(id, AdjustKind.ADD, "12.34")
                self.events.append(Event(id, today, Y("12.34")))


@settings(max_examples=draws(6), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_m8_1_every_sum_of_every_day_agrees(
    data: st.DataObject, another_office: Callable[[], AbstractContextManager[Office]]
) -> None:
    """Random histories: by unit = by owner = by item = by building = by age = charge by charge, on random days."""
    draw = data.draw
    start = date(2026, 1, 1)
    with another_office() as office:
        office.clock.at = office.clock.at.replace(month=1, day=1)
        for n in range(4):
            office.unit(f"{n % 3 + 1}-1-010{n}", area=str(50 + 7 * n), owner="甲乙丙"[n % 3])
        office.item("费一", "2.17", due_day=10)
        office.item("费二", "30", Pricing.UNIT, due_day=31, cycle=Cycle.QUARTERLY)
        by_hand = office.by_hand()
        for n in draw(st.sets(st.integers(0, 12), min_size=1, max_size=3)):
            office.bill(str(Month(2026, 1).plus(n)))
        on = start + timedelta(days=draw(st.integers(0, 300)))
        office.charge("2-1-0101", by_hand, str(draw(st.decimals("0.01", "500", places=2))), on)
        history = History(office)
        for _ in range(draw(st.integers(0, 8))):
            office.clock.forward(days=draw(st.integers(0, 90)))
            history.step(draw)
        office.sound()
        for _ in range(4):
            check_day(history, start + timedelta(days=draw(st.integers(-10, 1500))))


def check_day(history: History, day: date) -> None:
    """Every list of the day against what was done."""
    read = history.office.runner.read
    charges = {row.id: row for row in history.office.charges()}
    truth = history.owed(day)
    whole = Money(sum(truth.values()))
    by_unit: dict[str, int] = defaultdict(int)
    by_age: dict[Age, int] = defaultdict(int)
    for id, fen in truth.items():
        by_unit[charges[id].unit] += fen
        by_age[age_of(charges[id].due_on, day)] += fen
    in_ages = [by_age[age] for age in Age]

    units = read(arrears, day)
    assert {row.unit: row.owed.fen for row in units} == by_unit
    assert sum(row.charges for row in units) == len(truth)
    ages = read(arrears_by_age, day)
    assert [(row.age, row.owed.fen) for row in ages] == list(zip(Age, in_ages, strict=True))
    assert sum(row.charges for row in ages) == len(truth)
    for way in WAYS:
        rows = read(arrears_by, day, way)
        assert total(row.owed for row in rows) == whole, way
        assert sum(row.charges for row in rows) == len(truth)
        assert all(total(row.ages) == row.owed == row.overdue + row.ages[0] for row in rows)
        assert [total(row.ages[n] for row in rows).fen for n in range(len(Age))] == in_ages
        for row in rows:
            inside = read(arrears_by, day, "unit", (way, row.key))
            assert total(unit.owed for unit in inside) == row.owed
    for unit in units:
        mine = read(owed_by_unit, unit.unit_id, day)
        assert {row.charge_id: row.owed.fen for row in mine} == {
            id: fen for id, fen in truth.items() if charges[id].unit == unit.unit
        }
        assert [row.due_on for row in mine] == sorted(row.due_on for row in mine)
        assert all(row.owed == row.amount + row.adjusted - row.paid for row in mine)
    for month in (Month.of(day), Month.of(day).plus(-1)):
        due = read(month_due, month, day)
        fell = [row for row in charges.values() if Month.of(row.due_on) == month]
        more = [
            event for event in history.events if event.charge in {row.id for row in fell} and event.on <= day
        ]
        assert due.paid == Money(-sum(event.by.fen for event in more if event.paid))
        assert due.due == total(row.amount for row in fell) + total(
            event.by for event in more if not event.paid
        )
        assert total(row.due for row in due.items) == total(row.due for row in due.buildings) == due.due
        assert total(row.paid for row in due.items) == total(row.paid for row in due.buildings) == due.paid
