"""What a billing of a month makes, unit by unit, before anything is stored (M2.9), and what earlier ones made."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import ParkingSpace
from frontdesk.areas.archives.queries import billing_units
from frontdesk.areas.fees.model import BillingRun, Charge
from frontdesk.areas.fees.queries.items import item_facts
from frontdesk.areas.fees.queries.meters import metered
from frontdesk.areas.fees.queries.reductions import reductions_in
from frontdesk.areas.fees.rules.facts import ItemFacts, Period, SpaceFacts, UnitFacts
from frontdesk.areas.fees.rules.kinds import Pricing
from frontdesk.areas.fees.rules.plan import ItemPlan, PlannedCharge, Skipped, item_period, plan_item
from frontdesk.base.values.collector import without_collector
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month, Span


@dataclass(frozen=True, slots=True)
class ItemSum:
    """One item's part of a billing."""

    item_id: int
    item: str
    made: int
    stood: int
    skipped: int
    total: Money


@dataclass(frozen=True, slots=True)
class DryRun:
    """What billing a month would make: `made` new charges of `total`; `stood` have it already."""

    month: Month
    lines: tuple[PlannedCharge, ...]
    skipped: tuple[Skipped, ...]
    made: int
    stood: int
    total: Money
    items: tuple[ItemSum, ...]


@dataclass(frozen=True, slots=True)
class BillingRunRow:
    """One billing that was carried out; `skipped` as (unit code, item, reason)."""

    id: int
    period: str
    at: datetime
    by: str
    made: int
    stood: int
    total: Money
    skipped: tuple[tuple[str, str, str], ...]


def dry_run(session: Session, month: Month, step: Callable[[int, int, str], None] | None = None) -> DryRun:
    """What `fees.service.bill` would make of *month* now, line by line; the billing itself uses this too.

    *step* is told (items done, items, name of the item) as it goes.
    """
    with without_collector():
        return _dry_run(session, month, step)


def _dry_run(session: Session, month: Month, step: Callable[[int, int, str], None] | None) -> DryRun:
    begun = [
        (item, period) for item in item_facts(session) if (period := item_period(item, month)) is not None
    ]
    standing = _standing(session, month)
    units: dict[tuple[Span, bool], tuple[UnitFacts, ...]] = {}
    lines: list[PlannedCharge] = []
    skipped: list[Skipped] = []
    sums: list[ItemSum] = []
    for done, (item, period) in enumerate(begun):
        if step:
            step(done, len(begun), item.name)
        found = units_for(session, item, period, units)
        if item.pricing is Pricing.METER:
            plan = _plan_metered(session, item, period, found)
        else:
            plan = plan_item(item, period, found, standing.get(item.id, frozenset()))
        lines += plan.charges
        skipped += plan.skipped
        sums.append(
            ItemSum(
                item.id,
                item.name,
                len(plan.charges),
                plan.stood,
                len(plan.skipped),
                Money(sum(charge.amount.fen for charge in plan.charges)),
            )
        )
    return DryRun(
        month=month,
        lines=tuple(lines),
        skipped=tuple(skipped),
        made=len(lines),
        stood=sum(row.stood for row in sums),
        total=Money(sum(row.total.fen for row in sums)),
        items=tuple(sums),
    )


def billing_runs(session: Session, month: Month | None = None, limit: int = 50) -> tuple[BillingRunRow, ...]:
    """Billings that were carried out, the latest first."""
    query = select(BillingRun).order_by(BillingRun.id.desc()).limit(limit)
    if month is not None:
        query = query.where(BillingRun.period == str(month))
    return tuple(
        BillingRunRow(
            run.id,
            run.period,
            run.at,
            run.by,
            run.made,
            run.stood,
            run.total,
            tuple((unit, item, reason) for unit, item, reason in json.loads(run.skipped)),
        )
        for run in session.scalars(query)
    )


def _plan_metered(
    session: Session, item: ItemFacts, period: Period, units: tuple[UnitFacts, ...]
) -> ItemPlan:
    """By meter: what the units' readings of the period come to; of those billed already, what came in late."""
    read = metered(session, item, period.span)
    numbers = dict(
        session.execute(
            select(Charge.unit_id, func.max(Charge.no))
            .where(Charge.item_id == item.id, Charge.period == period.month)
            .group_by(Charge.unit_id)
        ).all()
    )
    facts = (replace(unit, metered=read.get(unit.id)) for unit in units)
    return plan_item(item, period, facts, numbers.keys(), numbers)


def _standing(session: Session, month: Month) -> dict[int, set[int]]:
    """Item id -> units that have its charge for the month."""
    found: dict[int, set[int]] = defaultdict(set)
    for item_id, unit_id in session.execute(
        select(Charge.item_id, Charge.unit_id).where(Charge.period == str(month))
    ):
        found[item_id].add(unit_id)
    return found


def units_for(
    session: Session,
    item: ItemFacts,
    period: Period,
    known: dict[tuple[Span, bool], tuple[UnitFacts, ...]],
    unit_ids: Collection[int] = (),
) -> tuple[UnitFacts, ...]:
    """Units as they are on the period's last day; most items share a period, so each is read once."""
    with_spaces = item.pricing is Pricing.SPACE
    key = (period.span, with_spaces)
    if key not in known:
        spaces = _spaces(session, period.span) if with_spaces else {}
        reductions = reductions_in(session, period.span, unit_ids)
        known[key] = tuple(
            UnitFacts(
                id=unit.id,
                code=unit.code,
                building_id=unit.building_id,
                kind=unit.kind,
                state=unit.state,
                area=unit.built_area,
                handed_over_on=unit.handed_over_on,
                payer_id=unit.payer_id,
                payer_name=unit.payer_name,
                spaces=tuple(spaces.get(unit.id, ())),
                reductions=tuple(reductions.get(unit.id, ())),
                fees_from=unit.fees_from,
                begun_on=unit.begun_on,
                ended_on=unit.ended_on,
            )
            for unit in billing_units(session, period.span, unit_ids)
        )
    return known[key]


def _spaces(session: Session, span: Span) -> dict[int, list[SpaceFacts]]:
    found: dict[int, list[SpaceFacts]] = defaultdict(list)
    for unit_id, code, starts_on, ends_on in session.execute(
        select(ParkingSpace.unit_id, ParkingSpace.code, ParkingSpace.starts_on, ParkingSpace.ends_on)
        .where(
            or_(ParkingSpace.starts_on.is_(None), ParkingSpace.starts_on < span.end),
            or_(ParkingSpace.ends_on.is_(None), ParkingSpace.ends_on > span.start),
        )
        .order_by(ParkingSpace.code, ParkingSpace.id)
    ):
        found[unit_id].append(SpaceFacts(code, starts_on, ends_on))
    return found
