"""Water meters of the demo estate's low buildings: read each month; this month's readings have what is odd.

One home of a tall building was read twice only; what it used by then reaches into the second tier.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from frontdesk.areas.archives.queries import buildings, unit_rows
from frontdesk.areas.archives.queries.units import UnitFilter
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.fees.queries.meters import held_readings
from frontdesk.areas.fees.queries.pools import SharePool
from frontdesk.areas.fees.rules.kinds import Category, Decision, MeterKind, Pricing, ShareWay, TierSpan
from frontdesk.areas.fees.rules.tariffs import Tier, Tiers
from frontdesk.areas.fees.service import AddFeeItem, Bill, add_fee_item, bill
from frontdesk.areas.fees.service.meters import (
    DecideHeld,
    Entry,
    OpenMeter,
    TakeReadings,
    decide_held,
    open_meter,
    take_readings,
)
from frontdesk.areas.fees.service.pools import share_pool
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month

if TYPE_CHECKING:
    from frontdesk.app.demo.money import Year

TIERS = Tiers(
    TierSpan.YEAR, (Tier(Decimal(180), Decimal(5)), Tier(Decimal(260), Decimal(7)), Tier(None, Decimal(9)))
)
_TALL = "3-1-1202"
_ROLLS, _ROLLED = 6, 8
_DAY = 20


@dataclass(slots=True)
class Meters:
    """The meters as they go: what each shows, and how much its home usually uses."""

    shows: dict[int, Decimal] = field(default_factory=dict)
    usual: dict[int, int] = field(default_factory=dict)
    tall: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(2026))


def meter_items(year: Year) -> None:
    """Water in tiers by the year, and the light and lifts of a building, which its homes share."""
    start = date(2021, 6, 1)
    water = AddFeeItem("水费", Category.WATER, Pricing.METER, price_from=start, tiers=TIERS)
    year.runner.run(add_fee_item, water, actor=year.admin)
    year.runner.run(add_fee_item, AddFeeItem("电梯电费", Category.SHARED, Pricing.SHARED), actor=year.admin)


def open_meters(year: Year, first: Month) -> Meters:
    """A water meter in each home of the two low buildings, from the day before the first month."""
    made = Meters()
    day = first.start - timedelta(days=1)
    year.at(first.start, 7, 30)
    for unit in year.runner.read(unit_rows, UnitFilter(), 0, 10_000):
        low = unit.code.startswith(("1-", "2-"))
        lives = unit.state not in (UnitState.UNSOLD, UnitState.NOT_HANDED_OVER)
        if not unit.owners or not lives or not (low or unit.code == _TALL):
            continue
        shows = Decimal(made.chance.randrange(1_000, 8_990)) / 10
        if len(made.shows) == _ROLLS:
            # It goes round this month.
            shows = Decimal(99_995 - _ROLLED * (year.months - 1))
        number = f"S{unit.code.replace('-', '')}"
        command = OpenMeter(unit.id, MeterKind.WATER, number, day, shows)
        meter = year.runner.run(open_meter, command, actor=year.admin).value
        if unit.code == _TALL:
            made.tall = meter
        made.shows[meter] = shows
        made.usual[meter] = 0 if unit.state is UnitState.VACANT else made.chance.randrange(5, 15)
    return made


def read_meters(year: Year, meters: Meters, month: Month) -> None:
    """A month's readings, and what they cost; this month's are not all in, and some are odd."""
    now = month == Month.of(year.today)
    day = month.day(_DAY)
    if day >= year.today:
        return
    entries = []
    for at, (meter, usual) in enumerate(meters.usual.items()):
        use = Decimal(max(0, 2 * usual + meters.chance.randrange(-3, 4))) / 2 if usual else Decimal(0)
        if at == _ROLLS:
            use = Decimal(_ROLLED)
        if meter == meters.tall:
            if month.number not in (2, 8):
                continue
            use = Decimal(95)
        shows = meters.shows[meter] + use
        if now and at >= len(meters.usual) * 4 // 5:
            continue
        if now and at % 17 == 3:
            shows += 240
        elif now and at % 17 == _ROLLS and shows < 90_000:
            shows = meters.shows[meter] - 3
        elif now and at == _ROLLS:
            shows = Decimal(4)
        meters.shows[meter] = shows
        entries.append(Entry(meter, shows, "赵师傅"))
    year.at(day if now else month.day(28), 18, 0)
    year.runner.run(take_readings, TakeReadings(MeterKind.WATER, day, tuple(entries)), actor=year.admin)
    if not now:
        for held in year.runner.read(held_readings):
            accept = DecideHeld(held.id, Decision.ACCEPT, "半年抄一次，已核实")
            year.runner.run(decide_held, accept, actor=year.admin)
        year.runner.run(bill, Bill(month), actor=year.admin)


def share_lift(year: Year, month: Month) -> None:
    """The lifts' power of the fourth building, by area."""
    from frontdesk.areas.fees.queries import fee_items

    block = next((b.id for b in year.runner.read(buildings) if b.code == "4"), None)
    item = next(row for row in year.runner.read(fee_items) if row.pricing is Pricing.SHARED)
    if block is not None:
        command = SharePool(
            item.id, "4栋电梯电费", month, ShareWay.AREA, Money.yuan("1286.40"), building_ids=(block,)
        )
        year.runner.run(share_pool, command, actor=year.admin, confirmed=frozenset({"pool.left_out"}))
