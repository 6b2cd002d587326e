"""Shared costs (公摊, M4): what dividing a total would make, unit by unit, and what was divided before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit, UnitRole
from frontdesk.areas.archives.queries import billing_units
from frontdesk.areas.archives.queries.billing import BillingUnit
from frontdesk.areas.archives.queries.joined import kept_ids
from frontdesk.areas.archives.rules.kinds import RoleKind, UnitKind, UnitState
from frontdesk.areas.fees.model import Charge, FeeItem, SharedPool
from frontdesk.areas.fees.rules.apportion import share_words, shares_of
from frontdesk.areas.fees.rules.facts import Scope
from frontdesk.areas.fees.rules.kinds import ShareWay
from frontdesk.areas.fees.rules.plan import NEVER_STATES
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.money import ZERO, Money, priced, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr

POOL = "pool"
"""The source of a charge that is a share of a pool."""


@dataclass(frozen=True, slots=True)
class SharePool:
    """A total to divide: `amount`, or `quantity` × `price`, over the units it is for, of one month.

    With no kinds, buildings and units it is over every unit (see `Scope`). One of a `name` for an item and month.
    """

    item_id: int
    name: str
    month: Month
    way: ShareWay
    amount: Money | None = None
    quantity: Decimal | None = None
    price: Decimal | None = None
    due_on: date | None = None
    kinds: tuple[UnitKind, ...] = ()
    building_ids: tuple[int, ...] = ()
    unit_ids: tuple[int, ...] = ()

    @property
    def scope(self) -> Scope:
        return Scope(frozenset(self.kinds), frozenset(self.building_ids), frozenset(self.unit_ids))


@dataclass(frozen=True, slots=True)
class PoolShare:
    """One unit's share; `charged` is false where nobody pays for the unit yet, and `reason` says why."""

    unit_id: int
    unit: str
    payer_id: int | None
    payer_name: str
    weight: Decimal
    amount: Money
    how: str
    charged: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """What dividing a total makes: the shares add up to `total` to the fen.

    `left_out` are (unit, reason) that take no part, because their area or their people are not known.
    """

    total: Money
    shares: tuple[PoolShare, ...]
    left_out: tuple[tuple[str, str], ...]
    weight: Decimal
    due_on: date

    @property
    def charged(self) -> Money:
        return total(share.amount for share in self.shares if share.charged)

    @property
    def borne(self) -> Money:
        return total(share.amount for share in self.shares if not share.charged)

    @property
    def made(self) -> int:
        return sum(1 for share in self.shares if share.charged and share.amount)


@dataclass(frozen=True, slots=True)
class PoolRow:
    """A total that was divided."""

    id: int
    item: str
    name: str
    period: str
    total: Money
    way: ShareWay
    applies: str
    units: int
    charged: Money
    borne: Money
    due_on: date
    made_at: datetime
    made_by: str


def pool_total(command: SharePool) -> Money:
    """What is divided. Raises `InvalidInput` where it is said neither way, or both."""
    if command.quantity is not None or command.price is not None:
        errors: dict[str, str] = {}
        if command.quantity is None or command.quantity <= 0:
            errors["quantity"] = tr("请填数量，要大于零")
        if command.price is None or command.price <= 0:
            errors["price"] = tr("请填单价，要大于零")
        if command.amount is not None:
            errors["amount"] = tr("总金额和数量 × 单价只填一样")
        if errors:
            raise InvalidInput(errors)
        assert command.quantity is not None
        assert command.price is not None
        return priced(command.price, command.quantity)
    if command.amount is None or command.amount <= ZERO:
        raise InvalidInput({"amount": tr("请填要分摊的金额，要大于零")})
    return command.amount


def preview_pool(session: Session, command: SharePool) -> PoolPlan:
    """Exactly what dividing now would make (M4, M2.9). Raises `InvalidInput`."""
    whole = pool_total(command)
    if not whole:
        raise InvalidInput({"amount": tr("要分摊的金额是零")})
    span = command.month.span
    scope = command.scope
    # Of units that were merged or split in the month, those that are there at its end: an area counts once.
    units = [
        unit
        for unit in billing_units(session, span)
        if unit.ended_on is None and scope.holds(unit.id, unit.building_id, unit.kind)
    ]
    if not units:
        raise InvalidInput({"kinds": tr("适用范围里没有房屋")})
    weights, left_out = _weights(session, command, units)
    item = session.get_one(FeeItem, command.item_id)
    due_on = command.due_on or command.month.day(item.due_day)
    weight = sum((w for _, w in weights), Decimal(0))
    if weight <= 0:
        raise InvalidInput(
            {"way": tr("这些房屋都没有{way}的依据，分不了", way=tr(command.way.value).removeprefix("按"))}
        )
    known = {unit.id: unit for unit in units}
    shares = []
    for share in shares_of(whole, weights):
        unit = known[share.unit_id]
        reason = ""
        if unit.state in NEVER_STATES:
            reason = tr(NEVER_STATES[unit.state])
        elif unit.payer_id is None and not unit.payer_name:
            reason = tr("没有业主")
        words = share_words(whole, command.way, share.weight, weight, command.quantity, command.price)
        shares.append(
            PoolShare(
                unit.id, unit.code, unit.payer_id, unit.payer_name, share.weight, share.amount, words,
                not reason, reason,
            )
        )  # fmt: skip
    return PoolPlan(whole, tuple(shares), tuple(left_out), weight, due_on)


def _weights(
    session: Session, command: SharePool, units: list[BillingUnit]
) -> tuple[list[tuple[int, Decimal]], list[tuple[str, str]]]:
    """(unit id, weight) in order of the codes, and who takes no part because it is not known."""
    if command.way is ShareWay.EQUAL:
        return [(unit.id, Decimal(1)) for unit in units], []
    found: list[tuple[int, Decimal]] = []
    left_out: list[tuple[str, str]] = []
    people = _people(session, command.month.span.last) if command.way is ShareWay.PEOPLE else {}
    for unit in units:
        if command.way is ShareWay.AREA:
            weight, reason = unit.built_area, tr("没有建筑面积")
        else:
            living = people.get(unit.id, [])
            owner = unit.state in (UnitState.OWNER, UnitState.DECORATING)
            weight = Decimal(sum(1 for kind in living if owner or kind is not RoleKind.OWNER))
            reason = tr("没有登记住户")
        if weight is None or weight <= 0:
            left_out.append((unit.code, reason))
        else:
            found.append((unit.id, weight))
    return found, left_out


def _people(session: Session, day: date) -> dict[int, list[RoleKind]]:
    """Unit id -> one role of each person who lives there, or owns it, on a day."""
    found: dict[int, dict[int, RoleKind]] = defaultdict(dict)
    # Two records that were joined are one head.
    whom = kept_ids(session)
    for unit_id, person_id, kind in session.execute(
        select(UnitRole.unit_id, UnitRole.person_id, UnitRole.kind)
        .where(
            UnitRole.kind.in_([RoleKind.OWNER, RoleKind.TENANT, RoleKind.FAMILY]),
            or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= day),
            or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > day),
        )
        .order_by(UnitRole.kind == RoleKind.OWNER, UnitRole.id)
    ):
        found[unit_id].setdefault(whom.get(person_id, person_id), kind)
    return {unit_id: list(people.values()) for unit_id, people in found.items()}


def pools(session: Session, month: Month | None = None) -> tuple[PoolRow, ...]:
    """What was divided, the latest first."""
    query = select(SharedPool, FeeItem.name).join(FeeItem, FeeItem.id == SharedPool.item_id)
    if month is not None:
        query = query.where(SharedPool.period == str(month))
    return tuple(
        PoolRow(
            pool.id, item, pool.name, pool.period, pool.total, pool.way, pool.applies, pool.units, pool.charged,
            pool.borne, pool.due_on, pool.made_at, pool.made_by,
        )
        for pool, item in session.execute(query.order_by(SharedPool.id.desc()))
    )  # fmt: skip


def pool_charges(session: Session, pool_id: int) -> tuple[tuple[str, str, Money, str], ...]:
    """(unit, payer, amount, how) of a pool's charges, in order of the units."""
    return tuple(
        session.execute(
            select(Unit.code, Charge.payer_name, Charge.amount, Charge.how)
            .join(Unit, Unit.id == Charge.unit_id)
            .where(Charge.source_kind == POOL, Charge.source_id == pool_id)
            .order_by(Unit.sort_key)
        ).all()
    )


def pool_standing(session: Session, command: SharePool) -> SharedPool | None:
    """The pool of that item, month and name, if it was divided already (T4)."""
    return session.scalar(
        select(SharedPool).where(
            SharedPool.item_id == command.item_id,
            SharedPool.period == str(command.month),
            SharedPool.name == command.name.strip(),
        )
    )


def scope_words(session: Session, command: SharePool, units: int) -> str:
    """Over whom, for the record: `3栋的住宅，3 户`."""
    names = session.scalars(
        select(Building.name).where(Building.id.in_(command.building_ids)).order_by(Building.sort)
    ).all()
    places, kinds = "、".join(names), "、".join(kind.value for kind in command.kinds)
    parts = [tr("{places}的{kinds}", places=places, kinds=kinds) if places and kinds else places or kinds]
    if command.unit_ids:
        parts.append(tr("指定 {n} 户", n=len(command.unit_ids)))
    words = "，".join(part for part in parts if part) or tr("全部")
    return tr("{words}（{n} 户）", words=words, n=units)


def next_charge_no(session: Session, item_id: int, month: Month) -> dict[int, int]:
    """Unit id -> the highest number of its charges of an item and month."""
    return dict(
        session.execute(
            select(Charge.unit_id, func.max(Charge.no))
            .where(Charge.item_id == item_id, Charge.period == str(month))
            .group_by(Charge.unit_id)
        ).all()
    )
