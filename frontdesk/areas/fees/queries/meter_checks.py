"""What must always hold of meters and shared costs; `check` names what does not (M3, M4)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.fees.model import Charge, ChargeReading, Meter, MeterReading, SharedPool
from frontdesk.areas.fees.queries.pools import POOL
from frontdesk.areas.fees.rules.lines import read_lines
from frontdesk.areas.fees.rules.meters import NONE_USED, plain_figure
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr

_MOST = 20


def broken_meters(session: Session) -> list[str]:
    """At most twenty of each sort, in words.

    A reading's consumption is what it and the one before it say (M3.1); a charge by meter is for just what its
    readings used (T4); the shares of a total that was divided add up to it (M4).
    """
    return [*_wrong_uses(session), *_wrong_quantities(session), *_wrong_pools(session)]


def _wrong_uses(session: Session) -> list[str]:
    before = aliased(MeterReading)
    wrong = []
    for unit, id, value, last, use, rolled, digits, multiplier in session.execute(
        select(
            Unit.code, MeterReading.id, MeterReading.value, before.value, MeterReading.use, MeterReading.rolled,
            Meter.digits, Meter.multiplier,
        )
        .join(before, before.id == MeterReading.previous_id)
        .join(Meter, Meter.id == MeterReading.meter_id)
        .join(Unit, Unit.id == Meter.unit_id)
        .order_by(MeterReading.id)
        .execution_options(yield_per=5000)
    ):  # fmt: skip
        meant = (value - last + (10**digits if rolled else 0)) * multiplier
        if use != meant:
            wrong.append(
                tr(
                    "读数 {id}（{unit}）记着用量 {use}，按两次读数应是 {meant}",
                    id=id,
                    unit=unit,
                    use=plain_figure(use),
                    meant=plain_figure(meant),
                )
            )
            if len(wrong) == _MOST:
                break
    return wrong


def _wrong_quantities(session: Session) -> list[str]:
    used: dict[int, Decimal] = defaultdict(lambda: NONE_USED)
    lines: dict[int, str] = {}
    for charge_id, stored, use in session.execute(
        select(Charge.id, Charge.lines, MeterReading.use)
        .join(ChargeReading, ChargeReading.charge_id == Charge.id)
        .join(MeterReading, MeterReading.id == ChargeReading.reading_id)
    ):
        used[charge_id] += use
        lines[charge_id] = stored
    wrong = [
        tr("应收 {id} 的用量和它的读数对不上", id=charge_id)
        for charge_id, stored in lines.items()
        if sum((line.quantity for line in read_lines(stored)), NONE_USED) != used[charge_id]
    ]
    return wrong[:_MOST]


def _wrong_pools(session: Session) -> list[str]:
    made: dict[int, Money] = {
        row[0]: row[1]
        for row in session.execute(
            select(Charge.source_id, func.sum(Charge.amount))
            .where(Charge.source_kind == POOL, Charge.source_id.is_not(None))
            .group_by(Charge.source_id)
        )
        if row[0] is not None
    }
    return [
        tr("公摊“{name}” {total} 元，各户合计 {sum} 元，对不上", name=pool.name, total=pool.total, sum=sum_)
        for pool in session.scalars(select(SharedPool).order_by(SharedPool.id))
        if (sum_ := made.get(pool.id, ZERO)) != pool.charged or pool.charged + pool.borne != pool.total
    ][:_MOST]
