"""Billing of units that were merged or split inside a month: two parts by days, and nothing twice (D1.1, M2.4, T4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontdesk.app.checks import broken
from frontdesk.areas.archives.model import UnitRole
from frontdesk.areas.archives.queries.unit_changes import look_at_units
from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.archives.rules.unit_changes import NewUnit, UnitChangeKind, sum_error
from frontdesk.areas.archives.service.unit_changes import Changed, ChangeUnits, change_units
from frontdesk.areas.fees.queries.picture import building_grid, building_shares
from frontdesk.areas.fees.rules.facts import ItemFacts, PriceFrom, Scope, UnitFacts
from frontdesk.areas.fees.rules.kinds import Category, Cycle, Pricing
from frontdesk.areas.fees.rules.plan import item_period, plan_item
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from tests.areas.fees.office import Office
from tests.quicker import draws

Y = Money.yuan
DAY = date(2026, 11, 17)


def change(
    office: Office, kind: UnitChangeKind, codes: list[str], *new: tuple[str, str], why: str = ""
) -> Changed:
    """The units of *codes* become the *new* ones, (code, built area), on the 17th."""
    made: Changed = office.run(
        change_units,
        ChangeUnits(
            kind,
            tuple(office.units[code] for code in codes),
            tuple(NewUnit(code, Decimal(area)) for code, area in new),
            DAY,
            "业主打通",
            why=why,
        ),
    )
    for unit_id, code in zip(made.unit_ids, made.codes, strict=True):
        office.units[f"new {code}"] = unit_id
    return made


def owner_alike(office: Office, *codes: str) -> None:
    """The first one's owner owns all of them."""
    with office.db.write() as session:
        roles = [session.get_one(UnitRole, n) for n in range(1, len(codes) + 1)]
        for role in roles:
            role.person_id = roles[0].person_id


def test_a_merged_home_is_billed_before_and_after_its_day(office: Office) -> None:
    """D1.1, M2.4, M2.8: 16 days of each old home, 14 of the new; the months around are whole."""
    office.unit("1-1-1202", area="89.60")
    office.unit("1-1-1203", area="127.35")
    owner_alike(office, "1-1-1202", "1-1-1203")
    item = office.item("物业服务费", "2.85")
    change(office, UnitChangeKind.MERGE, ["1-1-1202", "1-1-1203"], ("1-1-1202", "216.95"))
    office.bill("2026-10")
    office.bill("2026-11")
    office.bill("2026-12")
    found = {
        (row.unit, row.period): (row.amount, row.starts_on, row.ends_on, row.how) for row in office.charges()
    }
    begins, ends = date(2026, 11, 1), date(2026, 12, 1)
    assert found == {
        ("1-1-1202(旧)", "2026-10"): (Y("255.36"), date(2026, 10, 1), begins, "89.60㎡ × 2.85元/㎡·月"),
        ("1-1-1203", "2026-10"): (Y("362.95"), date(2026, 10, 1), begins, "127.35㎡ × 2.85元/㎡·月"),
        ("1-1-1202(旧)", "2026-11"): (Y("136.19"), begins, DAY, "89.60㎡ × 2.85元/㎡·月 × 16/30"),
        ("1-1-1203", "2026-11"): (Y("193.57"), begins, DAY, "127.35㎡ × 2.85元/㎡·月 × 16/30"),
        ("1-1-1202", "2026-11"): (Y("288.54"), DAY, ends, "216.95㎡ × 2.85元/㎡·月 × 14/30"),
        ("1-1-1202", "2026-12"): (Y("618.31"), ends, date(2027, 1, 1), "216.95㎡ × 2.85元/㎡·月"),
    }
    assert {row.payer_name for row in office.charges()} == {"张硕"}
    assert office.bill("2026-11").made == 0
    grid = office.runner.read(building_grid, 1, Month.parse("2026-11"), date(2026, 11, 21), item)
    assert [unit.unit for unit in grid.units] == ["1-1-1202"]
    (share,) = office.runner.read(building_shares, Month.parse("2026-11"))
    assert (share.units, share.charged) == (1, 1)
    office.sound()
    assert broken(office.runner) == []


def test_a_split_home_and_its_space_are_billed_by_days(office: Office) -> None:
    """D1.1, M2.4: what is 255.36 a month comes to 255.36 in three parts; the space goes with the first home."""
    office.unit("1-1-1202", area="89.60", spaces=["B1-001"])
    office.item("物业服务费", "2.85")
    office.item("车位费", "150", Pricing.SPACE, category=Category.PARKING)
    change(office, UnitChangeKind.SPLIT, ["1-1-1202"], ("1-1-1202", "44.80"), ("1-1-1202A", "44.80"))
    office.bill("2026-11")
    found = sorted((row.item, row.unit, row.amount) for row in office.charges())
    assert found == [
        ("物业服务费", "1-1-1202", Y("59.58")),
        ("物业服务费", "1-1-1202(旧)", Y("136.19")),
        ("物业服务费", "1-1-1202A", Y("59.58")),
        ("车位费", "1-1-1202", Y("70.00")),
        ("车位费", "1-1-1202(旧)", Y("80.00")),
    ]


def test_what_is_owed_or_billed_past_the_day_blocks(office: Office) -> None:
    """D1.1, T4, T22: a month billed whole would be asked for twice; both are told with figures and days."""
    office.unit("1-1-1202", area="89.60")
    office.item("物业服务费", "2.85")
    office.bill("2026-11")
    ids = (office.units["1-1-1202"],)
    look = office.runner.read(look_at_units, UnitChangeKind.SPLIT, ids, DAY, office.clock.now())
    assert [one.words for one in look.blocks] == [
        "欠费 1 项 ¥255.36",
        "物业服务费已生成到 2026-11-30，2026-11-17 起会和新房屋重复：请先减免多出的天数，或把日期定在 2026-12-01",
    ]


def facts(id: int, area: str, begun: date | None, ended: date | None) -> UnitFacts:
    return UnitFacts(
        id,
        str(id),
        1,
        UnitKind.HOME,
        UnitState.OWNER,
        Decimal(area),
        None,
        1,
        "张硕",
        begun_on=begun,
        ended_on=ended,
    )


@settings(max_examples=draws(25))
@given(day=st.dates(date(2026, 11, 2), date(2026, 11, 30)), cents=st.integers(500, 50_000))
def test_the_parts_of_a_month_are_those_of_the_part_month_rule(day: date, cents: int) -> None:
    """D1.1, M1.2, M2.4: each part is the month's amount by its days, rounded once; together a fen at most apart."""
    item = ItemFacts(
        1, "物业服务费", Category.SERVICE, Pricing.AREA, Cycle.MONTHLY, 31, 1, False, Scope(),
        (PriceFrom(date(2020, 1, 1), Decimal("2.85")),),
    )  # fmt: skip
    period = item_period(item, Month.parse("2026-11"))
    assert period is not None
    area = str(Decimal(cents) / 100)
    whole = plan_item(item, period, [facts(1, area, None, None)], ()).charges[0].amount.fen
    parts = plan_item(item, period, [facts(2, area, None, day), facts(3, area, day, None)], ()).charges
    before, after = (charge.amount.fen for charge in parts)
    exact = Decimal(area) * Decimal("2.85") * 100
    for fen, days in ((before, day.day - 1), (after, 31 - day.day)):
        assert abs(fen - exact * days / 30) <= Decimal("0.5")
    assert abs(before + after - whole) <= 1
    assert (parts[0].ends_on, parts[1].starts_on) == (day, day)


@pytest.mark.parametrize(
    ("old", "new", "fits"),
    [
        ("216.95", "216.95", True),
        ("216.95", "216.96", False),
        ("89.605", "89.61", True),
        ("89.604", "89.61", False),
    ],
)
def test_areas_are_held_to_the_hundredth(old: str, new: str, fits: bool) -> None:
    """D1.1."""
    assert (sum_error("建筑面积", Decimal(old), Decimal(new)) == "") is fits
