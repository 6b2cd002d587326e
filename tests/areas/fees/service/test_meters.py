"""Meters through the services, on real databases: chain, oddities, billing, what comes in late (M3)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.fees.queries import dry_run
from frontdesk.areas.fees.queries.items import fee_item, prices
from frontdesk.areas.fees.queries.meters import held_readings, meter_card, meter_sheet, meter_states
from frontdesk.areas.fees.rules.kinds import (
    Category,
    Cycle,
    Decision,
    MeterKind,
    Odd,
    Pricing,
    ReadingKind,
    TierSpan,
)
from frontdesk.areas.fees.rules.tariffs import Tier, Tiers
from frontdesk.areas.fees.service import SetPrice, change_fee_item, set_price
from frontdesk.areas.fees.service.items import ChangeFeeItem
from frontdesk.areas.fees.service.meters import (
    ChangeMeter,
    CorrectReading,
    DecideHeld,
    EndMeter,
    Entry,
    OpenMeter,
    Taken,
    TakeReadings,
    change_meter,
    correct_reading,
    decide_held,
    end_meter,
    open_meter,
    take_readings,
)
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from tests.areas.fees.office import Office

D = Decimal
Y = Money.yuan
JAN = date(2026, 1, 1)
YEARLY = Tiers(TierSpan.YEAR, (Tier(D(180), D(5)), Tier(D(260), D(7)), Tier(None, D(9))))


def water(office: Office, tiers: Tiers | None = YEARLY, price: str | None = None) -> int:
    """水费, in tiers by the year, or flat."""
    return office.item("水费", price, Pricing.METER, JAN, category=Category.WATER, tiers=tiers)


def meter(office: Office, code: str, first: str = "100", on: date = date(2026, 9, 30), **more: Any) -> int:
    return office.run(
        open_meter, OpenMeter(office.units[code], MeterKind.WATER, f"S{code}", on, D(first), **more)
    )


def read(office: Office, day: date, *values: tuple[int, str | None]) -> Taken:
    entries = tuple(Entry(id, None if value is None else D(value)) for id, value in values)
    return office.run(take_readings, TakeReadings(MeterKind.WATER, day, entries))


def nov(day: int) -> date:
    return date(2026, 11, day)


def octo(day: int) -> date:
    return date(2026, 10, day)


def waiting(office: Office) -> list[tuple[str, Odd]]:
    return [(row.unit, row.odd) for row in office.runner.read(held_readings)]


def decide(office: Office, decision: Decision, **more: Any) -> None:
    held = office.runner.read(held_readings)[0]
    office.run(decide_held, DecideHeld(held.id, decision, **more))


# -- tiers, cumulated over the year --


def test_m3_3_water_by_year_is_billed_by_tier_with_a_line_of_each(both: Office) -> None:
    """M3.3: Tiers are cumulative over the year; each tier's part is a line of its own."""
    both.unit("3-1-1202")
    item = water(both)
    id = meter(both, "3-1-1202", used_before=D(150))
    read(both, octo(20), (id, "120"))
    both.bill("2026-10")
    assert [c.amount for c in both.charges()] == [Y("100.00")]
    read(both, nov(20), (id, "155"))
    result = both.bill("2026-11")
    assert result.made == 1
    (charge,) = both.charges(month=Month(2026, 11))
    assert charge.amount == Y("225.00")
    assert charge.how == "10吨 × 5.00元/吨（一档） + 25吨 × 7.00元/吨（二档）"
    assert both.runner.read(fee_item, item).tiers == YEARLY
    both.sound()


def test_m3_1_a_changed_meter_adds_both_and_the_year_goes_on_for_the_unit(both: Office) -> None:
    """M3.1: the old one closed with its last, the new opened with its first; use cumulates for the unit."""
    both.unit("3-1-1202")
    water(both)
    id = meter(both, "3-1-1202", used_before=D(170))
    new = both.run(change_meter, ChangeMeter(id, nov(10), D("107"), "S-NEW", D(3)))
    read(both, nov(20), (new, "31"))
    both.bill()
    (charge,) = both.charges()
    assert charge.amount == Y("225.00"), "7 and 28 are 35, over the first tier's end at 180"
    card = both.runner.read(meter_card, new)
    assert (card.replaces, [r.use for r in card.readings]) == ("S3-1-1202", [28, 0, 7, 0])
    with pytest.raises(InvalidInput):
        read(both, nov(21), (id, "120"))
    both.sound()


def test_m3_1_a_new_owner_in_the_year_keeps_the_units_use(office: Office) -> None:
    office.unit("3-1-1202", owner=None)
    office.role("3-1-1202", "张硕", until=nov(1))
    office.role("3-1-1202", "李静", since=nov(1))
    water(office)
    id = meter(office, "3-1-1202", used_before=D(150))
    read(office, octo(20), (id, "120"))
    office.bill("2026-10")
    read(office, nov(20), (id, "155"))
    office.bill("2026-11")
    assert [(c.payer_name, c.amount) for c in sorted(office.charges(), key=lambda c: c.period)] == [
        ("张硕", Y("100.00")),
        ("李静", Y("225.00")),
    ]


def test_m3_the_next_year_begins_with_the_first_tier_again(office: Office) -> None:
    office.clock.at = office.clock.at.replace(year=2027, month=1, day=25)
    office.unit("3-1-1202")
    water(office)
    id = meter(office, "3-1-1202", on=date(2026, 12, 20), used_before=D(170))
    read(office, date(2027, 1, 20), (id, "135"))
    office.bill("2027-01")
    assert [c.how for c in office.charges()] == ["35吨 × 5.00元/吨（一档）"]


def test_m3_tiers_by_month_begin_with_each_month(office: Office) -> None:
    office.unit("3-1-1202")
    tiers = (Tier(D(240), D("0.4883")), Tier(D(400), D("0.5383")), Tier(None, D("0.7883")))
    office.item("电费", None, Pricing.METER, JAN, category=Category.POWER, tiers=Tiers(TierSpan.MONTH, tiers))
    id = office.run(
        open_meter, OpenMeter(office.units["3-1-1202"], MeterKind.POWER, "D1", date(2026, 9, 30), D(0))
    )
    for month, value in ((10, "415"), (11, "830")):
        command = TakeReadings(MeterKind.POWER, date(2026, month, 20), (Entry(id, D(value)),))
        office.run(take_readings, command)
        office.bill(f"2026-{month}")
    assert [c.amount for c in office.charges()] == [Y("215.14"), Y("215.14")]


def test_m2_3_tiers_are_dated_and_what_was_billed_stays(office: Office) -> None:
    office.unit("3-1-1202")
    item = water(office)
    id = meter(office, "3-1-1202")
    read(office, octo(20), (id, "110"))
    office.bill("2026-10")
    dear = Tiers(TierSpan.YEAR, (Tier(D(180), D(6)), Tier(None, D(8))))
    office.run(set_price, SetPrice(item, D(6), nov(1), dear))
    office.run(set_price, SetPrice(item, D(6), nov(1), dear))
    assert [(p.starts_on, p.tiers) for p in office.runner.read(prices, item)] == [
        (nov(1), dear),
        (JAN, YEARLY),
    ]
    read(office, nov(20), (id, "120"))
    office.bill("2026-11")
    assert sorted(c.how for c in office.charges()) == ["10吨 × 5.00元/吨（一档）", "10吨 × 6.00元/吨（一档）"]
    office.run(set_price, SetPrice(item, D("5.5"), date(2026, 12, 1)))
    assert office.runner.read(fee_item, item).tiers is None, "flat again"


# -- what waits, and what is decided --


def test_m3_2_lower_much_and_missing_wait_and_are_not_billed_until_decided(both: Office) -> None:
    """M3.2: What looks wrong is shown before billing and not billed until somebody decides."""
    for code in ("1-0101", "1-0102", "1-0103"):
        both.unit(code)
    water(both, None, "5.00")
    low, much, missing = (meter(both, code) for code in both.units)
    read(both, octo(20), (low, "108"), (much, "108"), (missing, "108"))
    both.bill("2026-10")
    taken = read(both, nov(20), (low, "105"), (much, "133"), (missing, None))
    assert taken == Taken(0, 3, 0)
    assert waiting(both) == [("1-0101", Odd.LOWER), ("1-0102", Odd.MUCH), ("1-0103", Odd.MISSING)]
    result = both.bill()
    assert result.made == 0
    assert [(s.unit, s.reason) for s in result.skipped] == [
        ("1-0101", "读数待定：低于上次读数 108"),
        ("1-0102", "读数待定：用量 25，超过平时 8 的三倍"),
        ("1-0103", "读数待定：缺读数"),
    ]
    decide(both, Decision.CORRECT, value=D(115), reason="抄反了")
    decide(both, Decision.ACCEPT, reason="水管漏水，已核实")
    decide(both, Decision.ESTIMATE, reason="家里没人")
    assert waiting(both) == []
    assert both.bill().made == 3
    assert [c.amount for c in both.charges(month=Month(2026, 11))] == [Y("35.00"), Y("125.00"), Y("40.00")]
    card = both.runner.read(meter_card, missing)
    assert (card.readings[0].kind, card.readings[0].decision) == (ReadingKind.ESTIMATED, Decision.ESTIMATE)
    assert (card.readings[0].by, card.readings[0].reason) == ("管理员", "家里没人")
    both.sound()


def test_m3_1_a_roll_over_is_confirmed_and_only_where_it_is_one(office: Office) -> None:
    office.unit("1-0101")
    water(office, None, "5.00")
    id = meter(office, "1-0101", "99990")
    read(office, octo(20), (id, "99995"))
    read(office, nov(20), (id, "4"))
    with pytest.raises(Refused, match="低于上次的 99,995"):
        decide(office, Decision.ACCEPT)
    decide(office, Decision.ROLL)
    office.bill()
    assert [c.how for c in office.charges(month=Month(2026, 11))] == ["9吨 × 5.00元/吨"]
    read(office, nov(21), (id, "3"))
    with pytest.raises(Refused):
        decide(office, Decision.ESTIMATE, use=D(-1))
    decide(office, Decision.ESTIMATE, use=D(2))
    assert office.runner.read(meter_states, meter_ids=[id])[id].last_value == 6


def test_m3_2_what_waits_can_turn_out_a_changed_meter(office: Office) -> None:
    office.unit("1-0101")
    water(office, None, "5.00")
    id = meter(office, "1-0101")
    read(office, octo(20), (id, "108"))
    read(office, nov(20), (id, "6"))
    with pytest.raises(Refused, match="末读数"):
        decide(office, Decision.CHANGE)
    decide(office, Decision.CHANGE, value=D(112), number="S-NEW", first_value=D(1))
    office.bill()
    assert [c.how for c in office.charges(month=Month(2026, 11))] == ["9吨 × 5.00元/吨"], "4 and 5"
    (line,) = office.runner.read(meter_sheet, MeterKind.WATER, nov(21))
    assert (line.number, line.last_value) == ("S-NEW", 6)


def test_m3_2_reading_it_again_settles_what_waited(office: Office) -> None:
    office.unit("1-0101")
    id = meter(office, "1-0101")
    read(office, nov(18), (id, "90"))
    held = office.runner.read(held_readings)[0]
    assert read(office, nov(18), (id, "90")) == Taken(0, 0, 1), "the same again changes nothing"
    assert read(office, nov(20), (id, "109")) == Taken(1, 0, 0)
    assert waiting(office) == []
    with pytest.raises(Refused, match="处理过"):
        office.run(decide_held, DecideHeld(held.id, Decision.ACCEPT))


def test_m3_2_without_a_past_the_others_say_what_is_usual(office: Office) -> None:
    ids = []
    for n in range(12):
        office.unit(f"1-01{n:02d}")
        ids.append(meter(office, f"1-01{n:02d}"))
    taken = read(office, nov(20), *((id, "108") for id in ids[:11]), (ids[11], "340"))
    assert taken == Taken(11, 1, 0)
    assert waiting(office) == [("1-0111", Odd.MUCH)]


# -- once, and only once --


def test_t4_a_reading_is_billed_once_whenever_it_comes_in(both: Office) -> None:
    both.unit("1-0101")
    water(both, None, "5.00")
    id = meter(both, "1-0101")
    first = both.bill("2026-10")
    assert [s.reason for s in first.skipped] == ["本期没有读数"]
    read(both, octo(20), (id, "108"))
    assert both.bill("2026-10").made == 1
    again = both.bill("2026-10")
    assert (again.made, again.stood) == (0, 1)
    read(both, octo(30), (id, "110"))
    late = both.bill("2026-10")
    assert (late.made, late.total) == (1, Y("10.00"))
    assert both.bill("2026-10").made == 0
    assert [(c.period, c.amount) for c in both.charges()] == [
        ("2026-10", Y("40.00")),
        ("2026-10", Y("10.00")),
    ]
    both.sound()


def test_t4_an_earlier_month_left_unbilled_is_told_and_not_billed_with_another(office: Office) -> None:
    office.unit("1-0101")
    water(office, None, "5.00")
    id = meter(office, "1-0101")
    read(office, octo(20), (id, "108"))
    read(office, nov(20), (id, "118"))
    plan = office.runner.read(dry_run, Month(2026, 11))
    assert [line.how for line in plan.lines] == ["10吨 × 5.00元/吨"]
    assert [s.reason for s in plan.skipped] == ["2026-10 有读数没有计费，请补生成"]
    office.bill("2026-11")
    office.bill("2026-10")
    assert office.runner.read(dry_run, Month(2026, 11)).skipped == ()
    assert sorted(c.amount for c in office.charges()) == [Y("40.00"), Y("50.00")]


def test_t4_the_database_bills_no_reading_twice_whatever_the_code_does(both: Office) -> None:
    both.unit("1-0101")
    water(both, None, "5.00")
    id = meter(both, "1-0101")
    read(both, nov(20), (id, "108"))
    both.bill()
    with pytest.raises(DatabaseError), both.db.write() as session:
        session.execute(
            text(
                "INSERT INTO charge_reading (charge_id, reading_id, item_id) "
                "SELECT charge_id, reading_id, item_id FROM charge_reading"
            )
        )


def test_m3_zero_use_is_no_charge_and_a_second_item_reads_the_same_meter(office: Office) -> None:
    office.unit("1-0101")
    office.unit("1-0102")
    water(office, None, "5.00")
    office.item("污水处理费", "0.95", Pricing.METER, JAN, category=Category.WATER)
    used, none = meter(office, "1-0101"), meter(office, "1-0102")
    read(office, nov(20), (used, "110"), (none, "100"))
    result = office.bill()
    assert {s.reason for s in result.skipped} == {"用量为零"}
    assert sorted(c.amount for c in office.charges()) == [Y("9.50"), Y("50.00")]


def test_m3_several_meters_of_a_unit_wait_for_each_other(office: Office) -> None:
    office.unit("1-0101")
    office.unit("1-0102", state=UnitState.UNSOLD)
    office.unit("1-0103")
    water(office, None, "5.00")
    kitchen, bath = meter(office, "1-0101"), office.run(
        open_meter, OpenMeter(office.units["1-0101"], MeterKind.WATER, "S-B", date(2026, 9, 30), D(0))
    )  # fmt: skip
    meter(office, "1-0102")
    read(office, nov(20), (kitchen, "104"))
    assert {s.unit: s.reason for s in office.bill().skipped} == {
        "1-0101": "表 S-B 本期没有读数",
        "1-0102": "未售",
    }
    read(office, nov(20), (bath, "6"))
    office.bill()
    assert [c.how for c in office.charges()] == ["10吨 × 5.00元/吨"]


def test_m3_the_multiplier_counts(office: Office) -> None:
    office.unit("1-0101")
    water(office, None, "5.00")
    id = meter(office, "1-0101", multiplier=D(20))
    read(office, nov(20), (id, "101.5"))
    office.bill()
    assert [c.how for c in office.charges()] == ["30吨 × 5.00元/吨"]


def test_m3_a_meter_taken_out_is_billed_to_its_last_day(office: Office) -> None:
    office.unit("1-0101")
    water(office, None, "5.00")
    id = meter(office, "1-0101")
    office.run(end_meter, EndMeter(id, nov(15), D(104)))
    office.bill()
    assert [c.amount for c in office.charges()] == [Y("20.00")]
    assert office.bill("2026-12").skipped == ()
    assert office.runner.read(meter_sheet, MeterKind.WATER, nov(21)) == ()


# -- the chain --


def test_m3_the_last_reading_can_be_corrected_until_it_is_billed(both: Office) -> None:
    both.unit("1-0101")
    water(both, None, "5.00")
    id = meter(both, "1-0101")
    read(both, octo(20), (id, "108"))
    read(both, nov(20), (id, "118"))
    state = both.runner.read(meter_states, meter_ids=[id])[id]
    assert state.before_id is not None
    with pytest.raises(Refused, match="最后一次"):
        both.run(correct_reading, CorrectReading(state.before_id, D(107), "抄错"))
    both.run(correct_reading, CorrectReading(state.last_id, D("116"), "抄错"))
    assert read(both, nov(20), (id, "117")) == Taken(1, 0, 0), "typed again on the same day"
    both.bill()
    assert [c.how for c in both.charges(month=Month(2026, 11))] == ["9吨 × 5.00元/吨"]
    state = both.runner.read(meter_states, meter_ids=[id])[id]
    with pytest.raises(Refused, match="已经生成应收"):
        both.run(correct_reading, CorrectReading(state.last_id, D("115"), "抄错"))
    with pytest.raises(InvalidInput, match="已经生成应收"):
        read(both, nov(20), (id, "119"))
    history = both.runner.read(meter_card, id).readings
    assert [(r.value, r.superseded, r.billed) for r in history[:3]] == [
        (117, False, True),
        (116, True, False),
        (118, True, False),
    ]


INSERT = (
    "INSERT INTO meter_reading (meter_id, read_on, value, kind, previous_id, supersedes_id, use, rolled, reader, "
    "reason, at, by) SELECT {meter}, '{day}', '120', '手工', {previous}, {supersedes}, '1', {no}, '', '', at, by "
    "FROM meter_reading WHERE id = 1"
)


def test_m3_the_database_keeps_the_chain_whole(both: Office) -> None:
    """Forked, backwards, onto another meter, after its end, over a billed one: each is refused below the code."""
    both.unit("1-0101")
    both.unit("1-0102")
    water(both, None, "5.00")
    one, other = meter(both, "1-0101"), meter(both, "1-0102")
    read(both, octo(20), (one, "108"), (other, "108"))
    both.bill("2026-10")
    read(both, nov(18), (one, "112"))
    first = both.runner.read(meter_states, meter_ids=[one])[one]
    second = both.runner.read(meter_states, meter_ids=[other])[other]
    both.run(end_meter, EndMeter(other, nov(19), D(110)))
    no = "0" if both.db.writer.dialect.name == "sqlite" else "false"
    for broken in (
        {"meter": one, "day": "2026-11-20", "previous": first.before_id, "supersedes": "NULL"},
        {"meter": one, "day": "2026-11-01", "previous": first.last_id, "supersedes": "NULL"},
        {"meter": one, "day": "2026-11-20", "previous": second.last_id, "supersedes": "NULL"},
        {"meter": one, "day": "2026-11-20", "previous": "NULL", "supersedes": "NULL"},
        {"meter": other, "day": "2026-11-20", "previous": second.last_id, "supersedes": "NULL"},
        {"meter": one, "day": "2026-10-20", "previous": 1, "supersedes": first.before_id},
    ):
        with pytest.raises(DatabaseError), both.db.write() as session:
            session.execute(text(INSERT.format(no=no, **broken)))
    for table in ("meter", "meter_reading", "meter_end", "held_reading", "charge_reading", "price_tier"):
        with both.db.read() as session:
            rows = session.scalar(text(f"SELECT count(*) FROM {table}"))
        if rows:
            with pytest.raises(DatabaseError), both.db.write() as session:
                session.execute(text(f"DELETE FROM {table}"))
            with pytest.raises(DatabaseError), both.db.write() as session:
                session.execute(text(f"UPDATE {table} SET id = id"))


# -- what is refused in words --


def test_m3_figures_that_cannot_be_are_refused_beside_their_meter_and_nothing_is_stored(
    office: Office,
) -> None:
    for code in ("1-0101", "1-0102", "1-0103"):
        office.unit(code)
    one, other, third = (meter(office, code) for code in office.units)
    read(office, nov(20), (one, "108"))
    with pytest.raises(InvalidInput) as told:
        read(office, nov(19), (one, "107"), (other, "123456"), (third, "101"))
    assert told.value.errors == {
        str(one): "2026-11-20 已有读数，不能再抄更早的",
        str(other): "这块表只有 5 位，读数 123,456 太大",
    }
    with pytest.raises(Refused, match="今天之后"):
        read(office, nov(22), (one, "120"))
    assert office.runner.read(meter_states, meter_ids=[third])[third].last_value == 100


def test_m3_a_meter_is_opened_with_what_can_be(office: Office) -> None:
    office.unit("1-0101")
    meter(office, "1-0101")
    with pytest.raises(InvalidInput) as told:
        office.run(
            open_meter,
            OpenMeter(office.units["1-0101"], MeterKind.WATER, "S1-0101", nov(22), D(0), 2, D(0), "", D(-1)),
        )
    assert set(told.value.errors) == {"opened_on", "used_before", "number", "digits", "multiplier"}
    id = office.runner.read(meter_sheet, MeterKind.WATER, nov(21))[0].meter_id
    with pytest.raises(InvalidInput) as told:
        office.run(change_meter, ChangeMeter(id, date(2026, 9, 1), D(90), "S2"))
    assert set(told.value.errors) == {"last_value", "changed_on"}


def test_m2_1_an_item_by_meter_says_which_meter_and_is_monthly(office: Office) -> None:
    with pytest.raises(InvalidInput) as told:
        office.item("水费", "5.00", Pricing.METER, category=Category.SERVICE, cycle=Cycle.QUARTERLY)
    assert set(told.value.errors) == {"category", "cycle"}
    bad = Tiers(TierSpan.YEAR, (Tier(D(180), D(5)), Tier(D(100), D(7)), Tier(None, D(9))))
    with pytest.raises(InvalidInput) as told:
        water(office, bad)
    assert set(told.value.errors) == {"tiers"}
    item = water(office)
    with pytest.raises(InvalidInput) as told:
        office.run(change_fee_item, ChangeFeeItem(item, "水费", Category.POWER, 31))
    assert set(told.value.errors) == {"category"}


def test_who_may_read_meters(office: Office, financier: Any, receptionist: Any) -> None:
    office.unit("1-0101")
    id = meter(office, "1-0101")
    command = TakeReadings(MeterKind.WATER, nov(20), (Entry(id, D(108)),))
    with pytest.raises(NeedsApproval):
        office.run(take_readings, command, actor=financier)
    assert office.run(take_readings, command, actor=receptionist) == Taken(1, 0, 0)
