"""Charges made ahead, and charges that would come out otherwise today (M6.8, M2.4): each asks for a decision."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.fees.model import (
    Charge,
    FeeItem,
    Price,
    PriceDifference,
    UnitReduction,
)
from frontdesk.areas.fees.queries.billing import units_for
from frontdesk.areas.fees.queries.items import item_facts
from frontdesk.areas.fees.rules.ahead import AHEAD, difference
from frontdesk.areas.fees.rules.facts import ItemFacts, Period, PriceFrom, Reduction, Scope, UnitFacts
from frontdesk.areas.fees.rules.plan import PlannedCharge, Skipped, item_period, plan_item
from frontdesk.areas.fees.rules.reductions import REDUCIBLE
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month, Span
from frontdesk.base.values.text import tr

_MOST_NAMED = 400
"""More units than that are read with all others, as a billing reads them."""


@dataclass(frozen=True, slots=True)
class AheadPlan:
    """What billing a unit ahead makes: `lines` in order of month and item; `stood` have been billed already."""

    lines: tuple[PlannedCharge, ...]
    skipped: tuple[Skipped, ...]
    stood: int


@dataclass(frozen=True, slots=True)
class Difference:
    """A charge that would come out otherwise today: at the price since set, with a reduction since recorded.

    `amount` is what it comes to with what was decided before, `expected` what it would come to now; `more` is
    their difference (to add where positive), `owed` what is unpaid of it.
    """

    charge_id: int
    unit_id: int
    unit: str
    item_id: int
    item: str
    period: str
    amount: Money
    expected: Money
    owed: Money
    how: str
    ahead: bool

    @property
    def more(self) -> Money:
        return self.expected - self.amount


def ahead_plan(
    session: Session, unit_id: int, months: Sequence[Month], item_ids: Collection[int] | None = None
) -> AheadPlan:
    """What `fees.service.bill_ahead` would make for a unit now, at the known prices.

    Of these items, or of every active one that is priced by days. An item whose cycle does not bill in a month
    makes nothing for it.
    """
    lines: list[PlannedCharge] = []
    skipped: list[Skipped] = []
    stood = 0
    items = [
        item
        for item in item_facts(session)
        if item.pricing in REDUCIBLE and (item_ids is None or item.id in item_ids)
    ]
    if item_ids is not None:
        other = set(item_ids) - {item.id for item in items}
        for id, name in session.execute(select(FeeItem.id, FeeItem.name).where(FeeItem.id.in_(other))):
            skipped.append(Skipped(unit_id, "", id, name, tr("这一项不能提前生成应收")))
    standing: set[tuple[int, str]] = {
        (item_id, period)
        for item_id, period in session.execute(
            select(Charge.item_id, Charge.period).where(
                Charge.unit_id == unit_id, Charge.period.in_([str(month) for month in months])
            )
        )
    }
    known: dict[tuple[Span, bool], tuple[UnitFacts, ...]] = {}
    for month in sorted(months):
        for item in items:
            period = item_period(item, month)
            if period is None:
                continue
            units = units_for(session, item, period, known, (unit_id,))
            here = (unit_id,) if (item.id, str(month)) in standing else ()
            plan = plan_item(item, period, units, here)
            lines += plan.charges
            skipped += plan.skipped
            stood += plan.stood
    return AheadPlan(tuple(lines), tuple(skipped), stood)


@dataclass(frozen=True, slots=True)
class ReducedSample:
    """A unit's charge of a period without and with a reduction that is not recorded yet."""

    period: str
    before: Money
    after: Money
    how: str


def reduced_sample(session: Session, unit_id: int, wanted: Reduction) -> ReducedSample | None:
    """What *wanted* would make of the first period it holds in; None where the item makes nothing then."""
    item = next((one for one in item_facts(session) if one.id == wanted.item_id), None)
    if item is None:
        return None
    for months in range(13):
        period = item_period(item, Month.of(wanted.starts_on).plus(months))
        if period is None or period.span.end <= wanted.starts_on:
            continue
        facts = units_for(session, item, period, {}, (unit_id,))
        plain = plan_item(item, period, [replace(unit, reductions=()) for unit in facts], ())
        if not plain.charges:
            return None
        reduced = plan_item(item, period, [replace(unit, reductions=(wanted,)) for unit in facts], ())
        before = plain.charges[0].amount
        if reduced.charges:
            return ReducedSample(period.month, before, reduced.charges[0].amount, reduced.charges[0].how)
        return ReducedSample(period.month, before, ZERO, reduced.skipped[0].reason)
    return None


def differences(session: Session, *, unit_id: int | None = None) -> tuple[Difference, ...]:
    """Charges to ask about (M6.8): those made ahead whose price has changed since, and those whose reduction was
    recorded, changed or ended after they were made. What was decided is not asked again."""
    reduced = exists().where(
        UnitReduction.unit_id == Charge.unit_id,
        UnitReduction.item_id == Charge.item_id,
        UnitReduction.starts_on < Charge.ends_on,
    )
    query = (
        select(Charge, Unit.code, FeeItem.name)
        .join(Unit, Unit.id == Charge.unit_id)
        .join(FeeItem, FeeItem.id == Charge.item_id)
        .where(
            Charge.no == 1,
            or_(
                (Charge.source_kind == AHEAD) & (Charge.source_kind != ""),
                (Charge.source_kind == "") & reduced,
            ),
        )
        .order_by(Unit.sort_key, Charge.period, FeeItem.sort, Charge.id)
    )
    if unit_id is not None:
        query = query.where(Charge.unit_id == unit_id)
    rows = session.execute(query).all()
    if not rows:
        return ()
    decided = _decided(session, [charge.id for charge, _, _ in rows])
    again = _again(session, [charge for charge, _, _ in rows])
    found = []
    for charge, code, name in rows:
        if charge.id not in again:
            continue
        expected, how = again[charge.id]
        before, asked = decided.get(charge.id, (ZERO, None))
        if difference(charge.amount, before, expected, asked):
            found.append(
                Difference(
                    charge_id=charge.id,
                    unit_id=charge.unit_id,
                    unit=code,
                    item_id=charge.item_id,
                    item=name,
                    period=charge.period,
                    amount=charge.amount + before,
                    expected=expected,
                    owed=charge.owed,
                    how=how,
                    ahead=charge.source_kind == AHEAD,
                )
            )
    return tuple(found)


def _again(session: Session, charges: Sequence[Charge]) -> dict[int, tuple[Money, str]]:
    """Charge id -> what it would come to if it were made now, and how; missing where that cannot be said.

    Charges of one item and period at the same prices are worked out together, as a billing does.
    """
    items = {item.id: item for item in item_facts(session, active_only=False)}
    together: dict[tuple[int, str, tuple[PriceFrom, ...]], list[Charge]] = defaultdict(list)
    known: dict[tuple[int, datetime], tuple[PriceFrom, ...]] = {}
    for charge in charges:
        prices = items[charge.item_id].prices
        if charge.source_kind != AHEAD:
            key = (charge.item_id, charge.made_at)
            if key not in known:
                known[key] = _prices_known(session, charge)
            prices = known[key]
        together[charge.item_id, charge.period, prices].append(charge)
    units: dict[tuple[Span, bool], tuple[UnitFacts, ...]] = {}
    wanted = {charge.unit_id for charge in charges}
    found: dict[int, tuple[Money, str]] = {}
    for (item_id, month, prices), group in together.items():
        item = replace(items[item_id], prices=prices)
        period = item_period(item, Month.parse(month))
        if period is not None:
            facts = units_for(session, item, period, units, wanted if len(wanted) <= _MOST_NAMED else ())
            found |= _group_again(item, period, facts, group)
    return found


def _group_again(
    item: ItemFacts, period: Period, facts: Sequence[UnitFacts], group: Sequence[Charge]
) -> dict[int, tuple[Money, str]]:
    by_unit = {charge.unit_id: charge for charge in group}
    mine = [
        # Whoever owes has been named already: that nobody is on record since does not matter here.
        replace(unit, payer_name=unit.payer_name or by_unit[unit.id].payer_name)
        for unit in facts
        if unit.id in by_unit
    ]
    # To whom the item applies may have changed since; the charge stands all the same.
    plan = plan_item(replace(item, scope=Scope()), period, mine, ())
    found: dict[int, tuple[Money, str]] = {}
    for line in plan.charges:
        charge = by_unit[line.unit_id]
        if (line.starts_on, line.ends_on) == (charge.starts_on, charge.ends_on):
            found[charge.id] = (line.amount, line.how)
    free = {unit.id for unit in mine if any(r.item_id == item.id and not r.paid for r in unit.reductions)}
    for skip in plan.skipped:
        if skip.unit_id in free:
            found[by_unit[skip.unit_id].id] = (ZERO, skip.reason)
    return found


def _prices_known(session: Session, charge: Charge) -> tuple[PriceFrom, ...]:
    """The prices as they were known when a charge was made: it keeps them (M2.3)."""
    dated = {
        row.starts_on: row.price
        for row in session.execute(
            select(Price.starts_on, Price.price)
            .where(Price.item_id == charge.item_id, Price.made_at <= charge.made_at)
            .order_by(Price.starts_on, Price.id)
        )
    }
    return tuple(PriceFrom(day, price) for day, price in dated.items())


def _decided(session: Session, charge_ids: list[int]) -> dict[int, tuple[Money, Money | None]]:
    """Charge id -> (what was put right so far, the amount that was last decided upon)."""
    found: dict[int, tuple[Money, Money | None]] = {}
    for row in session.scalars(
        select(PriceDifference).where(PriceDifference.charge_id.in_(charge_ids)).order_by(PriceDifference.id)
    ):
        before, _ = found.get(row.charge_id, (ZERO, None))
        found[row.charge_id] = (before + row.adjusted, row.expected)
    return found
