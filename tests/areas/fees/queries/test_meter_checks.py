"""A database that was tampered with: meters and shared costs that do not add up are named (M3, M4)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from sqlalchemy import text

from frontdesk.areas.fees.queries import broken_invariants
from frontdesk.areas.fees.queries.pools import SharePool
from frontdesk.areas.fees.rules.kinds import Category, MeterKind, Pricing, ShareWay
from frontdesk.areas.fees.service.meters import Entry, OpenMeter, TakeReadings, open_meter, take_readings
from frontdesk.areas.fees.service.pools import share_pool
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month
from tests.areas.fees.office import Office

D = Decimal


def test_what_does_not_add_up_is_named(office: Office) -> None:
    office.unit("1-0101")
    office.item("水费", "5.00", Pricing.METER, category=Category.WATER)
    shared = office.item("电梯电费", None, Pricing.SHARED, category=Category.SHARED)
    command = OpenMeter(office.units["1-0101"], MeterKind.WATER, "S1", date(2026, 10, 31), D(100))
    meter = office.run(open_meter, command)
    entries = (Entry(meter, D(110)),)
    office.run(take_readings, TakeReadings(MeterKind.WATER, date(2026, 11, 20), entries))
    office.bill()
    pool = SharePool(shared, "电梯", Month(2026, 11), ShareWay.EQUAL, Money.yuan(90))
    office.run(share_pool, pool)
    office.sound()
    with office.db.write() as session:
        for guard in ("guard_meter_reading_update", "guard_shared_pool_update"):
            session.execute(text(f"DROP TRIGGER {guard}"))
        session.execute(text("UPDATE meter_reading SET use = '12' WHERE previous_id IS NOT NULL"))
        session.execute(text("UPDATE shared_pool SET charged = 8000"))
    assert office.runner.read(broken_invariants) == [
        "读数 2（1-0101）记着用量 12，按两次读数应是 10",
        "应收 1 的用量和它的读数对不上",
        "公摊“电梯” 90.00 元，各户合计 90.00 元，对不上",
    ]
