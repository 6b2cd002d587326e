"""Charges made ahead, and charges that would come out otherwise today (M6.8, M2.4): each asks for a decision."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

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
from frontdesk.areas.fees.rules.facts import ItemFacts, PriceFrom, UnitFacts
from frontdesk.areas.fees.rules.plan import PlannedCharge, Skipped, item_period, plan_item
from frontdesk.areas.fees.rules.reductions import REDUCIBLE
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month, Span
from frontdesk.base.values.text import tr


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
    items = {item.id: item for item in item_facts(session, active_only=False)}
    decided = _decided(session, [charge.id for charge, _, _ in rows])
    found = []
    for charge, code, name in rows:
        ahead = charge.source_kind == AHEAD
        item = items[charge.item_id]
        if not ahead:
            item = replace(item, prices=_prices_known(session, charge))
        planned = _again(session, item, charge)
        if planned is None:
            continue
        expected, how = planned
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
                    ahead=ahead,
                )
            )
    return tuple(found)


def _again(session: Session, item: ItemFacts, charge: Charge) -> tuple[Money, str] | None:
    """What a charge would come to if it were made now, over its own days; None where it cannot be said."""
    period = item_period(item, Month.parse(charge.period))
    if period is None:
        return None
    facts = units_for(session, item, period, {}, (charge.unit_id,))
    known = [replace(unit, payer_name=unit.payer_name or charge.payer_name) for unit in facts]
    plan = plan_item(item, period, known, ())
    for line in plan.charges:
        if (line.starts_on, line.ends_on) == (charge.starts_on, charge.ends_on):
            return line.amount, line.how
        return None
    live = [one for unit in known for one in unit.reductions if one.item_id == item.id and not one.paid]
    return (ZERO, plan.skipped[0].reason) if live and plan.skipped else None


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
