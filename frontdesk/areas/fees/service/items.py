"""Fee items and their prices (M2.1-M2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, exists, func, select

from frontdesk.areas.archives.rules.kinds import UnitKind
from frontdesk.areas.fees.model import Charge, FeeItem, FeeScope, Price, PriceTier
from frontdesk.areas.fees.rules.cycles import HEATING_FIRST_MONTH
from frontdesk.areas.fees.rules.kinds import NOT_BILLED, Category, Cycle, Pricing, ScopeKind
from frontdesk.areas.fees.rules.lines import figure
from frontdesk.areas.fees.rules.meters import METERED
from frontdesk.areas.fees.rules.tariffs import Tier, Tiers, tiers_fault
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

MOST_DECIMALS = 6
HIGHEST_PRICE = Decimal(10_000_000)


@dataclass(frozen=True, slots=True)
class AddFeeItem:
    """A new fee item. `price` in yuan from the day `price_from` on; neither for an item charged by hand.

    `due_day` is the day of the billed month it is due, 31 for the month's last. `first_month` is the month the
    cycle counts from; None takes January, November for the heating season. With no kinds, buildings and units
    it applies to every unit; kinds and buildings narrow each other, units are named besides (see `Scope`).
    By meter the price may be in `tiers`, of which `price` then is the first one's (it may be left out).
    """

    name: str
    category: Category
    pricing: Pricing
    cycle: Cycle = Cycle.MONTHLY
    due_day: int = 31
    price: Decimal | None = None
    price_from: date | None = None
    first_month: int | None = None
    builder_pays_first: bool = False
    kinds: tuple[UnitKind, ...] = ()
    building_ids: tuple[int, ...] = ()
    unit_ids: tuple[int, ...] = ()
    tiers: Tiers | None = None


@dataclass(frozen=True, slots=True)
class ChangeFeeItem:
    """A fee item as it shall be from the next billing on. Charges that stand never change.

    How it is priced and how often cannot change any more: that is another item.
    """

    item_id: int
    name: str
    category: Category
    due_day: int
    builder_pays_first: bool = False
    active: bool = True
    kinds: tuple[UnitKind, ...] = ()
    building_ids: tuple[int, ...] = ()
    unit_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SetPrice:
    """A new price in yuan, from a day on (M2.3); by meter perhaps in `tiers`, of which it is the first one's."""

    item_id: int
    price: Decimal
    starts_on: date
    tiers: Tiers | None = None


def add_fee_item(work: Work, command: AddFeeItem) -> int:
    """The new item's id. Raises `InvalidInput` for a name that is taken or empty and a price that cannot be."""
    work.require(Right.FEES_SETUP)
    errors = _errors(work, command.name, command.due_day)
    first_month = command.first_month or (HEATING_FIRST_MONTH if command.cycle is Cycle.HEATING else 1)
    if not 1 <= first_month <= 12:
        errors["first_month"] = tr("起始月请填 1 到 12")
    price = command.price
    if command.tiers is not None and command.tiers.tiers:
        price = command.tiers.tiers[0].price
    if command.pricing is Pricing.METER:
        errors.update(_meter_errors(command))
    elif command.tiers is not None:
        errors["tiers"] = tr("只有按表计量的项目能分档")
    if command.pricing not in NOT_BILLED or price is not None:
        wrong = price_fault(price)
        if wrong:
            errors["price"] = wrong
        if command.price_from is None:
            errors["price_from"] = tr("请填单价从哪天起")
    if errors:
        raise InvalidInput(errors)
    item = FeeItem(
        name=command.name.strip(),
        category=command.category,
        pricing=command.pricing,
        cycle=command.cycle,
        due_day=command.due_day,
        first_month=first_month,
        builder_pays_first=command.builder_pays_first,
        active=True,
        sort=int(work.session.scalar(select(func.max(FeeItem.sort))) or 0) + 1,
        made_at=work.now(),
    )
    work.session.add(item)
    work.session.flush()
    _set_scope(work, item.id, command.kinds, command.building_ids, command.unit_ids)
    if price is not None and command.price_from is not None:
        _add_price(work, item.id, price, command.price_from, command.tiers)
    work.touch("fee_items")
    return item.id


def change_fee_item(work: Work, command: ChangeFeeItem) -> None:
    """Change name, category, due day, to whom it applies, or put it out of use. Raises `InvalidInput`."""
    work.require(Right.FEES_SETUP)
    errors = _errors(work, command.name, command.due_day, command.item_id)
    item = work.session.get_one(FeeItem, command.item_id)
    if item.pricing is Pricing.METER and METERED.get(command.category) is not METERED[item.category]:
        errors["category"] = tr("类别说的是哪种表，按表计量的项目不能改成别的")
    if errors:
        raise InvalidInput(errors)
    item.name, item.category = command.name.strip(), command.category
    item.due_day, item.builder_pays_first = command.due_day, command.builder_pays_first
    item.active = command.active
    work.session.execute(delete(FeeScope).where(FeeScope.item_id == item.id))
    _set_scope(work, item.id, command.kinds, command.building_ids, command.unit_ids)
    work.touch("fee_items")


def set_price(work: Work, command: SetPrice) -> None:
    """A further price; what was charged already stays as it is (M2.3).

    Asks first (`NeedsConfirmation`) when the day has a price already, which the new one takes the place of, and
    when periods from that day on were billed at the old price.
    """
    work.require(Right.FEES_SETUP)
    wrong = price_fault(command.price)
    if wrong:
        raise Refused(wrong, field="price")
    item = work.session.get_one(FeeItem, command.item_id)
    if command.tiers is not None:
        wrong = (
            _tiers_wrong(command.tiers) if item.pricing is Pricing.METER else tr("只有按表计量的项目能分档")
        )
        if wrong:
            raise Refused(wrong, field="tiers")
    before = work.session.scalar(
        select(Price)
        .where(Price.item_id == item.id, Price.starts_on == command.starts_on)
        .order_by(Price.id.desc())
        .limit(1)
    )
    standing = before.price if before is not None else None
    if before is not None and standing == command.price and _tiers_stand(work, before.id) == command.tiers:
        return
    if standing is not None:
        work.confirm(
            "price.again",
            tr(
                "{item} 从 {day} 起已定为 {old} 元，改成 {new} 元吗？",
                item=item.name,
                day=command.starts_on.isoformat(),
                old=figure(standing),
                new=figure(command.price),
            ),
        )
    if work.session.scalar(
        select(exists().where(Charge.item_id == item.id, Charge.ends_on > command.starts_on))
    ):
        work.confirm(
            "price.billed",
            tr(
                "{item} 在 {day} 之后的账期有的已经生成应收，那些不会变。只用于以后生成的，继续吗？",
                item=item.name,
                day=command.starts_on.isoformat(),
            ),
        )
    _add_price(work, item.id, command.price, command.starts_on, command.tiers)
    work.touch("fee_items")


def price_fault(price: Decimal | None) -> str:
    """Why a price cannot be, or an empty text."""
    if price is None:
        return tr("请填单价")
    if not price.is_finite() or price <= 0:
        return tr("单价要大于零，请核对")
    if price >= HIGHEST_PRICE:
        return tr("单价要小于 {most}，请核对", most=f"{HIGHEST_PRICE:,}")
    if -int(price.normalize().as_tuple().exponent) > MOST_DECIMALS:
        return tr("单价最多 {n} 位小数", n=MOST_DECIMALS)
    return ""


def _errors(work: Work, name: str, due_day: int, but: int | None = None) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not name.strip():
        errors["name"] = tr("请填收费项目的名称")
    else:
        taken = select(FeeItem.id).where(FeeItem.name == name.strip())
        if work.session.scalar(taken) not in (None, but):
            errors["name"] = tr("已有收费项目 {name}，请换一个名称", name=name.strip())
    if not 1 <= due_day <= 31:
        errors["due_day"] = tr("到期日请填 1 到 31，31 是月末")
    return errors


def _add_price(work: Work, item_id: int, price: Decimal, starts_on: date, tiers: Tiers | None = None) -> None:
    made = Price(
        item_id=item_id, price=price, starts_on=starts_on, made_at=work.now(), made_by=work.actor.name
    )
    work.session.add(made)
    if tiers is None:
        return
    work.session.flush()
    work.session.add_all(
        PriceTier(price_id=made.id, no=number, span=tiers.span, upto=tier.upto, price=tier.price)
        for number, tier in enumerate(tiers.tiers, start=1)
    )


def _meter_errors(command: AddFeeItem) -> dict[str, str]:
    """Which meter it reads follows from the category; what was read is billed by the month of its day."""
    errors: dict[str, str] = {}
    if command.category not in METERED:
        errors["category"] = tr("按表计量的类别只能是{all}", all="、".join(METERED))
    if command.cycle is not Cycle.MONTHLY:
        errors["cycle"] = tr("按表计量的项目按月生成：读数在哪个月抄，就算哪个月的")
    if command.tiers is not None:
        wrong = _tiers_wrong(command.tiers)
        if wrong:
            errors["tiers"] = wrong
    return errors


def _tiers_wrong(tiers: Tiers) -> str:
    return tiers_fault(tiers) or next((w for tier in tiers.tiers if (w := price_fault(tier.price))), "")


def _tiers_stand(work: Work, price_id: int) -> Tiers | None:
    rows = work.session.scalars(
        select(PriceTier).where(PriceTier.price_id == price_id).order_by(PriceTier.no)
    ).all()
    return Tiers(rows[0].span, tuple(Tier(row.upto, row.price) for row in rows)) if rows else None


def _set_scope(
    work: Work,
    item_id: int,
    kinds: tuple[UnitKind, ...],
    building_ids: tuple[int, ...],
    unit_ids: tuple[int, ...],
) -> None:
    wanted = (
        [(ScopeKind.UNIT_KIND, kind.value) for kind in dict.fromkeys(kinds)]
        + [(ScopeKind.BUILDING, str(building)) for building in dict.fromkeys(building_ids)]
        + [(ScopeKind.UNIT, str(unit)) for unit in dict.fromkeys(unit_ids)]
    )
    work.session.add_all(FeeScope(item_id=item_id, kind=kind, value=value) for kind, value in wanted)
