"""What must hold of contracts, assets, consumables, counts and purchase plans, whatever was done (D2.9)."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.model.contracts import Contract, ContractEnd
from frontdesk.areas.reception.model.stock import (
    Asset,
    AssetEvent,
    Consumable,
    PurchaseArrival,
    PurchaseLine,
    PurchasePlan,
    StockAnswer,
    StockCount,
    StockCountEnd,
    StockCountLine,
    StockMove,
)
from frontdesk.areas.reception.rules.contracts import EndKind, remind_from
from frontdesk.areas.reception.rules.stock import AssetStep, asset_state, is_low
from frontdesk.base.values.money import ZERO, Money, priced


def broken_stock(session: Session) -> list[str]:
    """Each thing that does not hold, in words."""
    return [
        *_contracts(session),
        *_assets(session),
        *_goods(session),
        *_counts(session),
        *_plans(session),
    ]


def _contracts(session: Session) -> list[str]:
    """Nothing goes on in two contracts, no end lies outside its contract."""
    wrong = [
        f"{c.number}: is spoken of from another day than it says"
        for c in session.scalars(select(Contract))
        if c.remind_on != remind_from(c.last_on, c.remind_days)
    ]
    live = (
        select(Contract.renews_id)
        .outerjoin(ContractEnd, ContractEnd.contract_id == Contract.id)
        .where(Contract.renews_id.is_not(None))
        .where(ContractEnd.id.is_(None) | (ContractEnd.kind != EndKind.VOIDED))
        .group_by(Contract.renews_id)
        .having(func.count() > 1)
    )
    wrong += [f"contract {renews}: goes on in two" for renews in session.scalars(live)]
    outside = session.scalars(
        select(Contract.number)
        .join(ContractEnd, ContractEnd.contract_id == Contract.id)
        .where(ContractEnd.kind == EndKind.ENDED)
        .where((ContractEnd.ended_on < Contract.starts_on) | (ContractEnd.ended_on > Contract.last_on))
    )
    return [*wrong, *(f"{number}: ended outside its days" for number in outside)]


def _assets(session: Session) -> list[str]:
    """How an asset stands, where and with whom is what its events come to."""
    courses: dict[int, list[AssetEvent]] = defaultdict(list)
    for event in session.scalars(select(AssetEvent).order_by(AssetEvent.id)):
        courses[event.asset_id].append(event)
    wrong = []
    for asset in session.scalars(select(Asset).order_by(Asset.id)):
        course = courses[asset.id]
        steps: list[AssetStep] = [event.step for event in course]
        last = course[-1] if course else asset
        if asset.state != asset_state(steps) or (asset.place, asset.keeper) != (last.place, last.keeper):
            wrong.append(f"{asset.code}: how it stands is not what happened to it")
    return wrong


def _goods(session: Session) -> list[str]:
    """Stock is the sum of the moves and never below nothing."""
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for consumable_id, quantity in session.execute(select(StockMove.consumable_id, StockMove.quantity)):
        sums[consumable_id] += quantity
    wrong = []
    for row in session.scalars(select(Consumable).order_by(Consumable.id)):
        if row.stock != sums[row.id] or row.stock < 0:
            wrong.append(f"{row.code}: its stock is not the sum of its moves")
        if row.low != (row.active and is_low(row.stock, row.least)):
            wrong.append(f"{row.code}: is marked low where it is not, or not where it is")
    return wrong


def _counts(session: Session) -> list[str]:
    """A fixed count is counted whole; a correction is the difference of its line."""
    bare = session.scalars(
        select(StockCount.number)
        .join(StockCountEnd, StockCountEnd.count_id == StockCount.id)
        .where(StockCountEnd.void.is_(False))
        .where(
            select(StockCountLine.id)
            .where(StockCountLine.count_id == StockCount.id, StockCountLine.found.is_(None))
            .exists()
        )
    )
    wrong = [f"{number}: fixed with lines that were not counted" for number in bare]
    moved = session.execute(
        select(StockCountLine, StockMove.quantity)
        .join(StockAnswer, StockAnswer.line_id == StockCountLine.id)
        .join(StockMove, StockMove.id == StockAnswer.move_id)
    )
    for line, quantity in moved:
        if line.found is None or quantity != line.found - line.expected:
            wrong.append(f"count line {line.id}: put right by another quantity than its difference")
    return wrong


def _plans(session: Session) -> list[str]:
    """A plan's sum is that of its lines, and each line's its quantity times its price."""
    sums: dict[int, Money] = defaultdict(lambda: ZERO)
    wrong = []
    rows = session.execute(
        select(PurchaseLine, PurchasePlan.version).join(PurchasePlan, PurchasePlan.id == PurchaseLine.plan_id)
    )
    for line, version in rows:
        if line.amount != priced(line.price, line.quantity):
            wrong.append(f"purchase line {line.id}: its amount is not quantity times price")
        if line.version == version:
            sums[line.plan_id] += line.amount
    wrong += [
        f"{plan.number}: its sum is not that of its lines"
        for plan in session.scalars(select(PurchasePlan))
        if plan.total != sums[plan.id]
    ]
    put = session.execute(
        select(PurchaseArrival.id, PurchaseArrival.quantity, StockMove.quantity).join(
            StockMove, StockMove.id == PurchaseArrival.move_id
        )
    )
    return [*wrong, *(f"arrival {one}: moved another quantity" for one, came, moved in put if came != moved)]
