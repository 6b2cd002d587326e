"""Fee items with the prices that hold and the units they apply to (M2.1, M2.3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.areas.fees.model import Charge, FeeItem, FeeScope, Price, PriceTier
from frontdesk.areas.fees.rules.facts import ItemFacts, PriceFrom, Scope
from frontdesk.areas.fees.rules.kinds import Category, Cycle, Pricing, ScopeKind
from frontdesk.areas.fees.rules.tariffs import Tariff, Tier, Tiers, tariff_on
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class FeeItemRow:
    """A fee item as lists show it.

    `price` holds on the day asked for (None: by hand, or not begun), `next_price` is the one that follows, with
    its day. `applies` says in words to whom. `tiers` are those of the price that holds, by meter.
    """

    id: int
    name: str
    category: Category
    pricing: Pricing
    cycle: Cycle
    due_day: int
    first_month: int
    builder_pays_first: bool
    active: bool
    sort: int
    scope: Scope
    applies: str
    price: Decimal | None
    price_from: date | None
    next_price: Decimal | None
    next_from: date | None
    tiers: Tiers | None = None


@dataclass(frozen=True, slots=True)
class PriceRow:
    """A price that was set; `holds` is false for one that a later row of the same day took the place of.

    `tiers` are those of an item priced by meter, where it has any; `price` is then the first one's.
    """

    id: int
    starts_on: date
    price: Decimal
    made_at: datetime
    made_by: str
    holds: bool
    tiers: Tiers | None = None


def fee_items(
    session: Session, on: date | None = None, *, active_only: bool = False
) -> tuple[FeeItemRow, ...]:
    """Every fee item in the office's order; prices as of *on* (the latest known where no day is given)."""
    query = select(FeeItem).order_by(FeeItem.active.desc(), FeeItem.sort, FeeItem.id)
    if active_only:
        query = query.where(FeeItem.active)
    items = session.scalars(query).all()
    return _rows(session, items, on or date.max)


def fee_item(session: Session, item_id: int, on: date | None = None) -> FeeItemRow:
    """One fee item."""
    return _rows(session, [session.get_one(FeeItem, item_id)], on or date.max)[0]


def prices(session: Session, item_id: int) -> tuple[PriceRow, ...]:
    """Every price ever set for an item, the latest day first."""
    rows = session.scalars(
        select(Price).where(Price.item_id == item_id).order_by(Price.starts_on.desc(), Price.id.desc())
    ).all()
    seen: set[date] = set()
    tiers = _tiers(session, item_id)
    found = []
    for row in rows:
        holds = row.starts_on not in seen
        found.append(
            PriceRow(row.id, row.starts_on, row.price, row.made_at, row.made_by, holds, tiers.get(row.id))
        )
        seen.add(row.starts_on)
    return tuple(found)


def item_facts(session: Session, *, active_only: bool = True) -> tuple[ItemFacts, ...]:
    """The items as the rules of billing need them, in the office's order: three queries."""
    query = select(FeeItem).order_by(FeeItem.sort, FeeItem.id)
    if active_only:
        query = query.where(FeeItem.active)
    scopes, dated, tariffs = scopes_of(session), prices_of(session), tariffs_of(session)
    return tuple(
        ItemFacts(
            id=item.id,
            name=item.name,
            category=item.category,
            pricing=item.pricing,
            cycle=item.cycle,
            due_day=item.due_day,
            first_month=item.first_month,
            builder_pays_first=item.builder_pays_first,
            scope=scopes.get(item.id, Scope()),
            prices=dated.get(item.id, ()),
            tariffs=tariffs.get(item.id, ()),
        )
        for item in session.scalars(query)
    )


def tariffs_of(session: Session) -> dict[int, tuple[Tariff, ...]]:
    """Item id -> what a quantity costs from which day on, of the items that are priced by meter."""
    tiers = _tiers(session)
    found: dict[int, dict[date, Tariff]] = defaultdict(dict)
    for row in session.execute(
        select(Price.id, Price.item_id, Price.starts_on, Price.price)
        .join(FeeItem, FeeItem.id == Price.item_id)
        .where(FeeItem.pricing == Pricing.METER)
        .order_by(Price.starts_on, Price.id)
    ):
        own = tiers.get(row.id)
        found[row.item_id][row.starts_on] = (
            Tariff(row.starts_on, (Tier(None, row.price),))
            if own is None
            else Tariff(row.starts_on, own.tiers, own.span)
        )
    return {item_id: tuple(dated.values()) for item_id, dated in found.items()}


def _tiers(session: Session, item_id: int | None = None) -> dict[int, Tiers]:
    """Price id -> its tiers; flat prices are missing."""
    query = select(PriceTier).order_by(PriceTier.price_id, PriceTier.no)
    if item_id is not None:
        query = query.join(Price, Price.id == PriceTier.price_id).where(Price.item_id == item_id)
    rows: dict[int, list[PriceTier]] = defaultdict(list)
    for row in session.scalars(query):
        rows[row.price_id].append(row)
    return {
        price_id: Tiers(tiers[0].span, tuple(Tier(t.upto, t.price) for t in tiers))
        for price_id, tiers in rows.items()
    }


def prices_of(session: Session) -> dict[int, tuple[PriceFrom, ...]]:
    """Item id -> its prices in order of their days; of two for one day the later one holds."""
    found: dict[int, dict[date, Decimal]] = defaultdict(dict)
    for item_id, day, price in session.execute(
        select(Price.item_id, Price.starts_on, Price.price).order_by(Price.starts_on, Price.id)
    ):
        found[item_id][day] = price
    return {
        item_id: tuple(PriceFrom(day, price) for day, price in dated.items())
        for item_id, dated in found.items()
    }


def scopes_of(session: Session) -> dict[int, Scope]:
    """Item id -> to whom it applies; items for every unit are missing."""
    kinds: dict[int, set[UnitKind]] = defaultdict(set)
    buildings: dict[int, set[int]] = defaultdict(set)
    units: dict[int, set[int]] = defaultdict(set)
    for row in session.execute(select(FeeScope.item_id, FeeScope.kind, FeeScope.value)):
        if row.kind is ScopeKind.UNIT_KIND:
            kinds[row.item_id].add(UnitKind(row.value))
        else:
            (buildings if row.kind is ScopeKind.BUILDING else units)[row.item_id].add(int(row.value))
    return {
        item_id: Scope(frozenset(kinds[item_id]), frozenset(buildings[item_id]), frozenset(units[item_id]))
        for item_id in {*kinds, *buildings, *units}
    }


def _rows(session: Session, items: Iterable[FeeItem], on: date) -> tuple[FeeItemRow, ...]:
    scopes, dated, tariffs = scopes_of(session), prices_of(session), tariffs_of(session)
    buildings = {row.id: row.name for row in session.execute(select(Building.id, Building.name))}
    found = []
    for item in items:
        known = dated.get(item.id, ())
        now = max((p for p in known if p.starts_on <= on), key=lambda p: p.starts_on, default=None)
        later = min((p for p in known if p.starts_on > on), key=lambda p: p.starts_on, default=None)
        scope = scopes.get(item.id, Scope())
        found.append(
            FeeItemRow(
                id=item.id,
                name=item.name,
                category=item.category,
                pricing=item.pricing,
                cycle=item.cycle,
                due_day=item.due_day,
                first_month=item.first_month,
                builder_pays_first=item.builder_pays_first,
                active=item.active,
                sort=item.sort,
                scope=scope,
                applies=_applies(session, scope, buildings),
                price=now.price if now else None,
                price_from=now.starts_on if now else None,
                next_price=later.price if later else None,
                next_from=later.starts_on if later else None,
                tiers=_tiers_on(tariffs.get(item.id, ()), on),
            )
        )
    return tuple(found)


def _tiers_on(tariffs: tuple[Tariff, ...], on: date) -> Tiers | None:
    tariff = tariff_on(tariffs, on)
    return None if tariff is None or tariff.flat else Tiers(tariff.span, tariff.tiers)


def _applies(session: Session, scope: Scope, buildings: dict[int, str]) -> str:
    """`住宅、商铺`, `3栋的住宅`, `12 户`; 全部 where nothing is named."""
    parts = []
    kinds = "、".join(kind.value for kind in UnitKind if kind in scope.kinds)
    places = "、".join(name for id, name in buildings.items() if id in scope.building_ids)
    if kinds and places:
        parts.append(tr("{places}的{kinds}", places=places, kinds=kinds))
    elif kinds or places:
        parts.append(kinds or places)
    if len(scope.unit_ids) > 2:
        parts.append(tr("{n} 户", n=len(scope.unit_ids)))
    elif scope.unit_ids:
        codes = session.scalars(select(Unit.code).where(Unit.id.in_(scope.unit_ids)).order_by(Unit.sort_key))
        parts.append("、".join(codes))
    return tr("，另加 ").join(parts) if parts else tr("全部")


def is_charged(session: Session, item_id: int) -> bool:
    """Whether any charge was ever made of an item."""
    return bool(session.scalar(select(exists().where(Charge.item_id == item_id))))
