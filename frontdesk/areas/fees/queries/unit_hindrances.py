"""What the fees have to say before a unit is merged or split: what is owed, billed past the day, meters (D1.1)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.rules.unit_changes import Hindrance
from frontdesk.areas.fees.model import Charge, FeeItem
from frontdesk.areas.fees.queries.items import item_facts
from frontdesk.areas.fees.queries.meters import unit_meters
from frontdesk.areas.fees.queries.owed import owed_by_unit
from frontdesk.areas.fees.queries.reductions import reductions
from frontdesk.areas.fees.rules.kinds import Cycle
from frontdesk.areas.fees.rules.reductions import REDUCIBLE
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.money import total
from frontdesk.base.values.text import tr


def fees_hinder(session: Session, unit_id: int, on: date, now: datetime) -> tuple[Hindrance, ...]:
    """What is owed and what was billed past the day block: the new units are billed from that day on."""
    today = local_time(now).date()
    found: list[Hindrance] = []
    owed = owed_by_unit(session, unit_id, today, ahead=True)
    if owed:
        sum_ = total(charge.owed for charge in owed)
        found.append(Hindrance(tr("欠费 {n} 项 ¥{sum}", n=len(owed), sum=sum_), True))
    past = session.execute(
        select(FeeItem.name, Charge.ends_on)
        .join(FeeItem, FeeItem.id == Charge.item_id)
        .where(
            Charge.unit_id == unit_id,
            Charge.ends_on > on,
            FeeItem.pricing.in_(REDUCIBLE),
            FeeItem.cycle != Cycle.ONCE,
        )
        .order_by(Charge.ends_on.desc(), FeeItem.sort)
    ).all()
    if past:
        items = "、".join(dict.fromkeys(row.name for row in past))
        words = tr(
            "{items}已生成到 {last}，{on} 起会和新房屋重复：请先减免多出的天数，或把日期定在 {next}",
            items=items,
            last=_last(past[0].ends_on),
            on=on,
            next=past[0].ends_on,
        )
        found.append(Hindrance(words, True))
    meters = [meter for meter in unit_meters(session, unit_id) if meter.ended_on is None]
    if meters:
        named = "、".join(f"{tr(meter.kind.value)} {meter.number}" for meter in meters)
        found.append(Hindrance(tr("还有在用的表（{meters}），请在抄表里抄止数、停用", meters=named), True))
    kept = {tr(row.kind.value) for row in reductions(session, unit_id=unit_id) if row.state(on) != "ended"}
    if kept:
        found.append(
            Hindrance(tr("有减免（{kinds}），新房屋要的话请重新登记", kinds="、".join(sorted(kept))), False)
        )
    named_items = [item.name for item in item_facts(session) if unit_id in item.scope.unit_ids]
    if named_items:
        words = tr("收费项目{items}指定了这户，新房屋请在收费项目里加上", items="、".join(named_items))
        found.append(Hindrance(words, False))
    return tuple(found)


def _last(end: date) -> date:
    return date.fromordinal(end.toordinal() - 1)
