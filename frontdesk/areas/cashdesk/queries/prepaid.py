"""What units have prepaid (预存, M6.3): balances and the moves that make them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal_column, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.cashdesk.model import Payment, PrepaidMove, Refund
from frontdesk.areas.cashdesk.rules.kinds import PAYMENT
from frontdesk.base.values.money import ZERO, Money

# Written out: a bound 0 would be taken for an amount.
_NOTHING: ColumnElement[Any] = literal_column("0")


@dataclass(frozen=True, slots=True)
class PrepaidRow:
    """One move of a unit's prepaid money; `number` is the receipt or refund that moved it, `balance` what stood then."""

    day: date
    at: datetime
    amount: Money
    balance: Money
    source_kind: str
    source_id: int
    number: str
    by: str


@dataclass(frozen=True, slots=True)
class PrepaidUnit:
    """A unit with prepaid money."""

    unit_id: int
    unit: str
    balance: Money


def prepaid_balance(session: Session, unit_id: int) -> Money:
    """What stands prepaid on a unit now."""
    return session.scalar(select(func.sum(PrepaidMove.amount)).where(PrepaidMove.unit_id == unit_id)) or ZERO


def prepaid_balances(session: Session, unit_ids: Collection[int]) -> dict[int, Money]:
    """Unit id -> its balance, of those asked for that have one."""
    rows = session.execute(
        select(PrepaidMove.unit_id, func.sum(PrepaidMove.amount))
        .where(PrepaidMove.unit_id.in_(unit_ids))
        .group_by(PrepaidMove.unit_id)
    )
    return {unit_id: balance for unit_id, balance in rows if balance}


def prepaid_units(session: Session, on: date | None = None) -> tuple[PrepaidUnit, ...]:
    """Every unit with prepaid money, in order of code; with *on* as it stood at the end of that business day."""
    balance = func.sum(PrepaidMove.amount)
    query = select(PrepaidMove.unit_id, balance).group_by(PrepaidMove.unit_id).having(balance != _NOTHING)
    if on is not None:
        query = query.where(PrepaidMove.business_on <= on)
    found = query.subquery()
    rows = session.execute(
        select(Unit.id, Unit.code, found.c[1]).join(found, found.c[0] == Unit.id).order_by(Unit.sort_key)
    )
    return tuple(PrepaidUnit(unit_id, code, amount) for unit_id, code, amount in rows)


def prepaid_moves(session: Session, unit_id: int) -> tuple[PrepaidRow, ...]:
    """Every move of a unit, in order, with the balance after it."""
    rows = session.scalars(
        select(PrepaidMove).where(PrepaidMove.unit_id == unit_id).order_by(PrepaidMove.id)
    ).all()
    payments = {row.source_id for row in rows if row.source_kind == PAYMENT}
    refunds = {row.source_id for row in rows if row.source_kind != PAYMENT}
    numbers: dict[tuple[bool, int], str] = {
        (True, found): number
        for found, number in session.execute(
            select(Payment.id, Payment.number).where(Payment.id.in_(payments))
        )
    } | {
        (False, found): number
        for found, number in session.execute(select(Refund.id, Refund.number).where(Refund.id.in_(refunds)))
    }
    balance, told = ZERO, []
    for row in rows:
        balance += row.amount
        number = numbers.get((row.source_kind == PAYMENT, row.source_id), "")
        told.append(
            PrepaidRow(
                row.business_on, row.at, row.amount, balance, row.source_kind, row.source_id, number, row.by
            )
        )
    return tuple(told)
