"""What a billing makes of one item: the same for the dry run and for the billing itself (M2.5, M2.9). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.fees.rules.cycles import period_of
from frontdesk.areas.fees.rules.facts import ItemFacts, Period, Scope, Skip, UnitFacts
from frontdesk.areas.fees.rules.kinds import NOT_BILLED, Cycle, Pricing
from frontdesk.areas.fees.rules.lines import Priced
from frontdesk.areas.fees.rules.pricing import PRICINGS
from frontdesk.areas.fees.rules.reductions import price_reduced
from frontdesk.areas.fees.rules.space import span_of
from frontdesk.areas.fees.rules.terms import Terms
from frontdesk.base.values.money import Money
from frontdesk.base.values.periods import Month, Span
from frontdesk.base.values.text import tr


class PlannedCharge(NamedTuple):
    """A charge that would be made; `stored` is its lines as JSON.

    `readings` are what it is for where it is by meter; `no` is above 1 where one of them came in late.
    """

    unit_id: int
    unit: str
    item_id: int
    item: str
    period: str
    starts_on: date
    ends_on: date
    due_on: date
    amount: Money
    how: str
    stored: str
    payer_id: int | None
    payer_name: str
    no: int = 1
    readings: tuple[int, ...] = ()


class Skipped(NamedTuple):
    """A unit that an item could not be priced for, and why."""

    unit_id: int
    unit: str
    item_id: int
    item: str
    reason: str


class ItemPlan(NamedTuple):
    """One item's billing: what it makes, how many stood already, what it cannot price."""

    charges: list[PlannedCharge]
    skipped: list[Skipped]
    stood: int


NEVER_STATES: dict[UnitState, str] = {
    UnitState.UNSOLD: "未售",
    UnitState.NOT_HANDED_OVER: "未收楼",
}
"""States in which a unit's owner owes nothing yet."""


def item_period(item: ItemFacts, month: Month) -> Period | None:
    """What billing *month* covers of this item; None when it does not bill then, or is charged otherwise."""
    if item.pricing in NOT_BILLED:
        return None
    return period_of(
        item.cycle, month, first_month=item.first_month, due_day=item.due_day, prices=item.prices
    )


def plan_item(
    item: ItemFacts,
    period: Period,
    units: Iterable[UnitFacts],
    standing: Collection[int],
    numbers: Mapping[int, int] | None = None,
) -> ItemPlan:
    """Price *item* for each of *units*, as they are on the last day of the period.

    *standing* are the units that have this item's charge for the period already: counted, never made again. By
    meter, a reading that came in late makes a further charge; *numbers* are the highest each unit has so far.
    """
    way = PRICINGS[item.pricing]
    known: dict[Span, Terms] = {}
    charges: list[PlannedCharge] = []
    skipped: list[Skipped] = []
    stood = 0
    narrow = item.scope != Scope()
    for unit in units:
        if narrow and not item.scope.holds(unit.id, unit.building_id, unit.kind):
            continue
        if unit.kind is UnitKind.OFFICE_PLACE and not narrow:
            # The office's own ground owes nothing to the office.
            continue
        no = 1
        if unit.id in standing:
            if not _read_late(unit):
                stood += 1
                continue
            no = (numbers or {}).get(unit.id, 1) + 1
        if unit.metered is not None:
            skipped += [
                Skipped(
                    unit.id,
                    unit.code,
                    item.id,
                    item.name,
                    tr("{month} 有读数没有计费，请补生成", month=month),
                )
                for month in unit.metered.left
            ]
        elif item.pricing is Pricing.METER:
            if unit.id in item.scope.unit_ids:
                skipped.append(Skipped(unit.id, unit.code, item.id, item.name, tr("没有表")))
            continue
        if item.pricing is Pricing.SPACE and not _has_space(unit, period.span):
            if unit.id in item.scope.unit_ids:
                skipped.append(Skipped(unit.id, unit.code, item.id, item.name, tr("没有车位")))
            continue
        if item.cycle is Cycle.ONCE and unit.ended_on is not None:
            # Whole, so whoever has the unit at the end of the period is asked for it.
            continue
        start = starts_on(item, period, unit)
        if isinstance(start, Skip):
            skipped.append(Skipped(unit.id, unit.code, item.id, item.name, start.reason))
            continue
        end = period.span.end if unit.ended_on is None else min(unit.ended_on, period.span.end)
        cover = Span(start, end)
        terms = known.get(cover)
        if terms is None:
            terms = known[cover] = Terms(item.cycle, period, cover, item.prices, by_month=way.by_month)
        mine = [one for one in unit.reductions if one.item_id == item.id] if unit.reductions else ()
        priced = _checked(
            price_reduced(way.price, terms, unit, mine) if mine else way.price(terms, unit), unit
        )
        if isinstance(priced, Skip):
            skipped.append(Skipped(unit.id, unit.code, item.id, item.name, priced.reason))
        elif priced is not None:
            readings = unit.metered.readings if unit.metered is not None else ()
            charges.append(
                PlannedCharge(
                    unit.id,
                    unit.code,
                    item.id,
                    item.name,
                    period.month,
                    start,
                    end,
                    period.due_on,
                    priced.amount,
                    priced.how,
                    priced.stored,
                    unit.payer_id,
                    unit.payer_name,
                    no,
                    tuple(reading.reading_id for reading in readings),
                )
            )
    return ItemPlan(charges, skipped, stood)


def starts_on(item: ItemFacts, period: Period, unit: UnitFacts) -> date | Skip:
    """The first day of the period the unit's payer owes for; it goes on to the period's end.

    Handover on a day starts the owner that day, or on the first of the next month where the item says that the
    builder pays the month of handover; no handover day on record bills in full. A day that the handover named for the
    first fee goes before both (D1.4). A unit that others became begins on its day (D1.1). A price that starts
    inside the period starts the charge. A single charge is whole.
    """
    if unit.state in NEVER_STATES:
        return Skip(tr(NEVER_STATES[unit.state]))
    start = period.span.start
    if item.pricing is Pricing.METER:
        # What the meter counted is used, whenever the unit was handed over; each reading has its day's price.
        return start if item.tariffs else Skip(tr("没有单价"))
    handed = unit.handed_over_on
    named = unit.fees_from
    if named is not None and named >= period.span.end:
        return Skip(tr("费用从 {day} 起", day=named.isoformat()))
    if named is not None:
        start = max(start, named)
    elif handed is not None:
        begins = Month.of(handed).plus(1).start if item.builder_pays_first else handed
        if begins >= period.span.end:
            before = handed >= period.span.end
            return Skip(tr("账期在收楼之前") if before else tr("收楼当月由开发商承担"))
        start = max(start, begins)
    if unit.begun_on is not None:
        start = max(start, unit.begun_on)
    if unit.ended_on is not None and start >= unit.ended_on:
        return Skip(tr("费用开始以前已合并或拆分"))
    if not item.prices:
        return Skip(tr("没有单价"))
    if item.cycle is Cycle.ONCE:
        return period.span.start
    first = item.prices[0].starts_on
    if first >= min(period.span.end, unit.ended_on or period.span.end):
        return Skip(tr("单价从 {day} 起", day=first.isoformat()))
    return max(start, first)


def _checked(priced: Priced | Skip | None, unit: UnitFacts) -> Priced | Skip | None:
    """A charge needs an amount and somebody to owe it."""
    if priced is None or isinstance(priced, Skip):
        return priced
    if not priced.amount:
        return Skip(tr("金额为零"))
    if unit.payer_id is None and not unit.payer_name:
        return Skip(tr("没有业主"))
    return priced


def _read_late(unit: UnitFacts) -> bool:
    """Whether a unit that was billed by meter has something to bill, or to decide, again."""
    metered = unit.metered
    return metered is not None and (bool(metered.waiting) or any(r.quantity for r in metered.readings))


def _has_space(unit: UnitFacts, span: Span) -> bool:
    return any(span_of(space).meet(span).days for space in unit.spaces)
