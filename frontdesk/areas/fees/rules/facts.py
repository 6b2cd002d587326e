"""What the rules are told: items with their dated prices, units on the last day of a period; and what they answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.fees.rules.kinds import Category, Cycle, Pricing, ReductionKind
from frontdesk.areas.fees.rules.meters import Metered
from frontdesk.areas.fees.rules.tariffs import Tariff
from frontdesk.base.values.periods import Span


@dataclass(frozen=True, slots=True)
class PriceFrom:
    """A price in yuan that holds from a day on, until the next one (M2.3)."""

    starts_on: date
    price: Decimal


@dataclass(frozen=True, slots=True)
class Scope:
    """To whom an item applies (M2.1).

    A unit that is named by hand always is. Kinds and buildings narrow each other: 住宅 in 3栋. With nothing
    named at all the item applies to every unit; with only units named, to those alone.
    """

    kinds: frozenset[UnitKind] = frozenset()
    building_ids: frozenset[int] = frozenset()
    unit_ids: frozenset[int] = frozenset()

    def holds(self, unit_id: int, building_id: int, kind: UnitKind) -> bool:
        if unit_id in self.unit_ids:
            return True
        if self.unit_ids and not self.kinds and not self.building_ids:
            return False
        return (not self.kinds or kind in self.kinds) and (
            not self.building_ids or building_id in self.building_ids
        )


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """A fee item as billing needs it; `prices` in order of their days, one for a day.

    `tariffs` are the same with their tiers, for an item that is priced by meter.
    """

    id: int
    name: str
    category: Category
    pricing: Pricing
    cycle: Cycle
    due_day: int
    first_month: int
    builder_pays_first: bool
    scope: Scope
    prices: tuple[PriceFrom, ...]
    tariffs: tuple[Tariff, ...] = ()


class SpaceFacts(NamedTuple):
    """A parking space of a unit, from a day (none: always was) up to, not including, a day (none: still is)."""

    code: str
    starts_on: date | None = None
    ends_on: date | None = None


class Reduction(NamedTuple):
    """A unit pays only the share `paid` of an item, from a day up to, not including, a day (none: no end yet)."""

    item_id: int
    kind: ReductionKind
    starts_on: date
    ends_on: date | None
    paid: Decimal


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A unit as billing needs it: its state and who pays for it on the last day of the period (M2.6).

    `fees_from` is the first day of its fees, where the handover named one (D1.4); None: `handed_over_on` says it.
    It is there from `begun_on` and up to, not including, `ended_on`, where it was merged or split (D1.1).
    """

    id: int
    code: str
    building_id: int
    kind: UnitKind
    state: UnitState
    area: Decimal | None
    handed_over_on: date | None
    payer_id: int | None
    payer_name: str
    spaces: tuple[SpaceFacts, ...] = ()
    metered: Metered | None = None
    reductions: tuple[Reduction, ...] = ()
    fees_from: date | None = None
    begun_on: date | None = None
    ended_on: date | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """Cannot be priced, and why, in the words the clerk sees (M2.5)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Period:
    """What one billing of an item covers.

    `month` is the month that bills and names the charge; `span` the days covered, one month or the whole
    cycle; `months` the calendar months it is made of (empty for a season or a single charge).
    """

    month: str
    span: Span
    months: tuple[Span, ...]
    due_on: date
