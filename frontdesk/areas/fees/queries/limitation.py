"""The limitation of debts (M8.4): when each open debt's three years run out, and what last broke them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.queries.units import in_parts
from frontdesk.areas.fees.model import (
    Charge,
    ChargeSettlement,
    FeeItem,
    LimitationAct,
    LimitationActCharge,
)
from frontdesk.areas.fees.rules.kinds import ActKind
from frontdesk.areas.fees.rules.limitation import WATCHED_DAYS, Act, Limitation, due_before, limitation
from frontdesk.base.values.money import Money
from frontdesk.base.values.text import tr

_NOTHING: ColumnElement[Any] = literal_column("0")


@dataclass(frozen=True, slots=True)
class DebtLimitation:
    """An open debt with the last day it can be sued for; `days_left` is negative once that day has passed."""

    charge_id: int
    unit_id: int
    unit: str
    building_id: int
    building: str
    payer: str
    item: str
    period: str
    due_on: date
    owed: Money
    ends_on: date
    days_left: int
    last_act: Act | None


@dataclass(frozen=True, slots=True)
class ActRow:
    """An act of a unit as it was entered; `void` says that it was taken back, and why."""

    id: int
    kind: ActKind
    acted_on: date
    words: str
    proof_ref: str
    made_by: str
    charges: int
    void: str = ""


def running_out(
    session: Session, on: date, *, within: int = WATCHED_DAYS, building_id: int | None = None
) -> tuple[DebtLimitation, ...]:
    """Open debts whose limitation runs out within so many days or has run out, the soonest first."""
    query = select(Charge.id).where(Charge.owed != _NOTHING, Charge.due_on <= due_before(on, within))
    ids = list(session.scalars(query))
    last = on + timedelta(days=within)
    found = [row for row in debts(session, on, ids) if row.ends_on <= last]
    if building_id is not None:
        found = [row for row in found if row.building_id == building_id]
    return tuple(sorted(found, key=lambda row: row.ends_on))


def unit_limitations(session: Session, unit_id: int, on: date) -> tuple[DebtLimitation, ...]:
    """Every overdue debt of a unit, the one that runs out first at the top."""
    ids = list(
        session.scalars(
            select(Charge.id).where(Charge.owed != _NOTHING, Charge.unit_id == unit_id, Charge.due_on < on)
        )
    )
    return tuple(sorted(debts(session, on, ids), key=lambda row: row.ends_on))


def debts(session: Session, on: date, charge_ids: list[int]) -> tuple[DebtLimitation, ...]:
    """These open charges with their limitation, in delivery order and by due day."""
    acts = acts_of(session, charge_ids, on)
    found = []
    for part in in_parts(charge_ids):
        rows = session.execute(
            select(
                Charge.id, Charge.unit_id, Unit.code, Unit.building_id, Building.name, Charge.payer_name,
                FeeItem.name.label("item"), Charge.period, Charge.due_on, Charge.owed,
            )
            .join(Unit, Unit.id == Charge.unit_id)
            .join(Building, Building.id == Unit.building_id)
            .join(FeeItem, FeeItem.id == Charge.item_id)
            .where(Charge.id.in_(part))
            .order_by(Building.sort, Unit.sort_key, Charge.due_on, Charge.id)
        )  # fmt: skip
        found += [_debt(row, limitation(row.due_on, acts.get(row.id, ())), on) for row in rows]
    return tuple(found)


def _debt(row: Any, found: Limitation, on: date) -> DebtLimitation:
    return DebtLimitation(
        charge_id=row.id,
        unit_id=row.unit_id,
        unit=row.code,
        building_id=row.building_id,
        building=row.name,
        payer=row.payer_name,
        item=row.item,
        period=row.period,
        due_on=row.due_on,
        owed=row.owed,
        ends_on=found.ends_on,
        days_left=found.days_left(on),
        last_act=found.last_act,
    )


def acts_of(session: Session, charge_ids: Collection[int], on: date) -> dict[int, list[Act]]:
    """Charge id -> what broke its limitation up to a day: acts entered, and part payments from the settlements.

    A payment that was undone broke nothing; it is left out with the rows that undo it.
    """
    found: dict[int, list[Act]] = defaultdict(list)
    void = aliased(LimitationAct)
    for part in in_parts(list(charge_ids)):
        rows = session.execute(
            select(LimitationActCharge.charge_id, LimitationAct)
            .join(LimitationAct, LimitationAct.id == LimitationActCharge.act_id)
            .outerjoin(void, void.voids_id == LimitationAct.id)
            .where(LimitationActCharge.charge_id.in_(part), LimitationAct.acted_on <= on, void.id.is_(None))
        )
        for charge_id, act in rows:
            found[charge_id].append(Act(act.kind, act.acted_on, act.words))
        paid = session.execute(
            select(ChargeSettlement.charge_id, func.min(ChargeSettlement.settled_on))
            .where(ChargeSettlement.charge_id.in_(part), ChargeSettlement.settled_on <= on)
            .group_by(ChargeSettlement.charge_id, ChargeSettlement.source_kind, ChargeSettlement.source_id)
            .having(func.sum(ChargeSettlement.amount) > _NOTHING)
        )
        for charge_id, day in paid:
            found[charge_id].append(Act(ActKind.PART_PAYMENT, day, tr("缴了一部分")))
    return found


def unit_acts(session: Session, unit_id: int) -> tuple[ActRow, ...]:
    """What was entered for a unit, the latest first; what was taken back says so."""
    void = aliased(LimitationAct)
    count = (
        select(func.count())
        .where(LimitationActCharge.act_id == LimitationAct.id)
        .correlate(LimitationAct)
        .scalar_subquery()
    )
    rows = session.execute(
        select(LimitationAct, count, void.words)
        .outerjoin(void, void.voids_id == LimitationAct.id)
        .where(LimitationAct.unit_id == unit_id, LimitationAct.kind != ActKind.VOID)
        .order_by(LimitationAct.acted_on.desc(), LimitationAct.id.desc())
    )
    return tuple(
        ActRow(act.id, act.kind, act.acted_on, act.words, act.proof_ref, act.made_by, n, void or "")
        for act, n, void in rows
    )
