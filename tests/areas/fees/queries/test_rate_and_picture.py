"""M8.2 on any day, and the building as a picture (D5.2), against plain sums over the charges."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.archives.service.units import SetState, set_state
from frontdesk.areas.fees.queries.detail import detail_facts
from frontdesk.areas.fees.queries.owed import owed_by_unit
from frontdesk.areas.fees.queries.picture import building_grid, building_shares, picture_document
from frontdesk.areas.fees.queries.rate import collection_rate
from frontdesk.areas.fees.rules.grid import CellState
from frontdesk.areas.fees.rules.kinds import AdjustKind, Pricing
from frontdesk.areas.fees.service.detail import PrintArrearsDetail, print_arrears_detail
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import total
from frontdesk.base.values.periods import Month, Span
from tests.areas.fees.office import Office, Y
from tests.quicker import draws

OCTOBER = Span(date(2026, 10, 1), date(2026, 11, 1))
TODAY = date(2026, 11, 21)


@pytest.fixture
def estate(both: Office) -> Office:
    """Two buildings: 0101 and 0102 (with a space) in the first, 0101 and an unsold 0201 in the second."""
    both.unit("1-1-0101")
    both.unit("1-1-0102", area="100", spaces=("B1-076",))
    both.unit("2-1-0101", owner="李静")
    both.unit("2-1-0201", owner=None, area=None, state=UnitState.UNSOLD)
    both.item("物业服务费", price="1")
    both.item("车位管理费", "80", Pricing.SPACE)
    both.bill("2026-10")
    return both


def rate(office: Office, on: date, by: str = "building") -> list[tuple[str, int, int, str, str]]:
    found = office.runner.read(collection_rate, OCTOBER, on, by)  # type: ignore[arg-type]
    assert found.due == total(row.due for row in found.rows if row.level == 0)
    return [(row.label, row.level, row.units, str(row.due), str(row.paid)) for row in found.rows]


def test_m8_2_paid_of_what_fell_due_by_building_and_by_item(estate: Office) -> None:
    estate.clock.forward(days=1)
    charge = next(c for c in estate.charges() if c.unit == "1-1-0101")
    space = next(c for c in estate.charges() if c.item == "车位管理费")
    estate.pay({charge.id: charge.owed, space.id: Y("30")})
    estate.adjust(space.id, AdjustKind.WAIVE, "50")
    on = estate.clock.today()
    assert rate(estate, on) == [
        ("1栋", 0, 2, "219.60", "119.60"),
        ("物业服务费", 1, 2, "189.60", "89.60"),
        ("车位管理费", 1, 1, "30.00", "30.00"),
        ("2栋", 0, 1, "89.60", "0.00"),
        ("物业服务费", 1, 1, "89.60", "0.00"),
    ]
    assert rate(estate, on, "item") == [
        ("物业服务费", 0, 3, "279.20", "89.60"),
        ("1栋", 1, 2, "189.60", "89.60"),
        ("2栋", 1, 1, "89.60", "0.00"),
        ("车位管理费", 0, 1, "30.00", "30.00"),
        ("1栋", 1, 1, "30.00", "30.00"),
    ]
    # The day before, nothing was paid and nothing waived (T15).
    assert rate(estate, TODAY)[0] == ("1栋", 0, 2, "269.60", "0.00")
    found = estate.runner.read(collection_rate, OCTOBER, on)
    assert (found.permille, [row.low for row in found.rows]) == (387, [True, True, False, True, True])


def test_m8_2_a_period_without_anything_due_is_an_empty_list(estate: Office) -> None:
    found = estate.runner.read(collection_rate, Span(date(2026, 1, 1), date(2026, 2, 1)), TODAY)
    assert (found.rows, found.permille) == ((), None)


@settings(max_examples=draws(6), deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(st.integers(0, 5), st.integers(1, 20_000), st.integers(0, 4), st.booleans()), max_size=12
    ),
    st.integers(0, 6),
)
def test_m8_2_every_day_agrees_with_plain_sums(another_office, moves, look) -> None:  # type: ignore[no-untyped-def]
    with another_office() as office:
        for code in ("1-1-0101", "1-1-0102", "2-1-0101"):
            office.unit(code)
        office.item("甲", price="1")
        office.item("乙", "33.33", Pricing.UNIT)
        office.bill("2026-10")
        charges = sorted(office.charges(), key=lambda c: c.id)
        day_of: dict[int, list[tuple[date, int]]] = {c.id: [] for c in charges}
        waived: dict[int, list[tuple[date, int]]] = {c.id: [] for c in charges}
        left = {c.id: c.owed.fen for c in charges}
        for place, fen, forward, waive in moves:
            office.clock.forward(days=forward)
            charge = charges[place]
            part = min(fen, left[charge.id])
            if part <= 0:
                continue
            left[charge.id] -= part
            amount = Y("0.01") * part
            if waive:
                office.adjust(charge.id, AdjustKind.WAIVE, amount.plain)
                waived[charge.id].append((office.clock.today(), part))
            else:
                office.pay({charge.id: amount})
                day_of[charge.id].append((office.clock.today(), part))
        on = date(2026, 11, 21 + look)
        found = office.runner.read(collection_rate, OCTOBER, on)
        due = sum(c.amount.fen - sum(f for d, f in waived[c.id] if d <= on) for c in charges)
        paid = sum(f for moves_of in day_of.values() for d, f in moves_of if d <= on)
        assert (found.due.fen, found.paid.fen) == (due, paid)


def grid(
    office: Office, building: int, month: str = "2026-10", item: int | None = None
) -> dict[str, tuple[str, str]]:
    found = office.runner.read(building_grid, building, Month.parse(month), TODAY, item)
    assert len(found.layout.places) == len(found.units)
    return {unit.unit: (unit.state.value, str(unit.owed)) for unit in found.units}


def test_d5_2_each_unit_is_paid_part_owing_much_owing_or_vacant(estate: Office) -> None:
    assert grid(estate, 2) == {"2-1-0101": ("欠费", "89.60"), "2-1-0201": ("空置未售", "0.00")}
    charge = next(c for c in estate.charges() if c.unit == "2-1-0101")
    estate.pay({charge.id: Y("9.60")})
    assert grid(estate, 2)["2-1-0101"] == ("部分已缴", "80.00")
    estate.pay({charge.id: Y("80")})
    assert grid(estate, 2)["2-1-0101"] == ("已缴清", "0.00")
    # Another item: the first building's space, nothing asked of the others.
    items = {c.item: c.item_id for c in estate.charges()}
    assert grid(estate, 1, item=items["车位管理费"]) == {
        "1-1-0101": ("没有应收", "0.00"), "1-1-0102": ("欠费", "80.00"),
    }  # fmt: skip
    assert grid(estate, 1, month="2026-09") == {
        "1-1-0101": ("没有应收", "0.00"), "1-1-0102": ("没有应收", "0.00"),
    }  # fmt: skip
    item = estate.by_hand()
    estate.charge("1-1-0101", item, "12.34", date(2026, 7, 1), date(2026, 7, 31))
    assert grid(estate, 1)["1-1-0101"] == (CellState.OVER.value, "101.94")


def test_d4_5_a_home_in_decoration_is_marked_beside_what_it_owes(estate: Office) -> None:
    def marked() -> set[str]:
        found = estate.runner.read(building_grid, 1, Month(2026, 10), TODAY)
        assert found.decorating == sum(unit.decorating for unit in found.units)
        return {unit.unit for unit in found.units if unit.decorating}

    before = grid(estate, 1)
    assert marked() == set()
    estate.run(set_state, SetState(estate.units["1-1-0102"], UnitState.DECORATING, TODAY))
    assert marked() == {"1-1-0102"}
    assert grid(estate, 1) == before, "the mark changes no state of money"
    made = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
    paper = estate.runner.read(picture_document, 1, Month(2026, 10), TODAY, None, made, "林晓")
    assert [cell.room for cell in paper.cells if cell.decorating] == ["0102"]
    assert paper.decorating == 1


def test_d5_2_a_building_that_has_paid_all_says_a_hundred_and_no_other(estate: Office) -> None:
    def shares() -> list[tuple[str, int, int | None]]:
        rows = estate.runner.read(building_shares, Month(2026, 10))
        return [(row.building, row.charged, row.percent) for row in rows]

    assert shares() == [("1栋", 2, 0), ("2栋", 1, 0)]
    estate.pay({c.id: c.owed for c in estate.charges() if c.unit == "1-1-0102"})
    assert shares() == [("1栋", 2, 50), ("2栋", 1, 0)]
    estate.pay({c.id: c.owed for c in estate.charges() if c.owed})
    assert shares() == [("1栋", 2, 100), ("2栋", 1, 100)]
    assert [row.percent for row in estate.runner.read(building_shares, Month(2026, 9))] == [None, None]


def test_m8_1_a_detail_of_a_unit_and_of_an_owner_says_what_was_owed_that_day(estate: Office) -> None:
    unit = estate.units["1-1-0102"]
    facts = estate.runner.read(detail_facts, TODAY, unit_id=unit)
    owed = estate.runner.read(owed_by_unit, unit, TODAY)
    assert [(line.item, line.owed) for line in facts.lines] == [(charge.item, charge.owed) for charge in owed]
    assert facts.units == ("1-1-0102（100.00㎡）",)
    batch = estate.run(print_arrears_detail, PrintArrearsDetail(unit_id=unit))
    assert batch.number == "QF-202611-0001"
    with pytest.raises(Refused, match="没有欠费"):
        estate.run(print_arrears_detail, PrintArrearsDetail(unit_id=unit, on=date(2026, 9, 1)))
    with pytest.raises(Refused, match="今天为止"):
        estate.run(print_arrears_detail, PrintArrearsDetail(unit_id=unit, on=date(2026, 12, 1)))
    charges = {c.unit: c for c in estate.charges() if c.item == "物业服务费"}
    with estate.db.read() as session:
        from frontdesk.areas.fees.model import Charge

        payer = session.get_one(Charge, charges["2-1-0101"].id).payer_id
    mine = estate.runner.read(detail_facts, TODAY, payer_id=payer)
    assert (mine.who, mine.unit_ids) == ("李静", (estate.units["2-1-0101"],))
