"""What units have prepaid (预存, M6.3) going in and out: never below nothing."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from frontdesk.areas.cashdesk.model import PrepaidMove
from frontdesk.areas.cashdesk.queries.prepaid import prepaid_balance
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.text import tr


def move_prepaid(work: Work, unit_id: int, amount: Money, on: date, source: tuple[str, int]) -> Money:
    """Put *amount* (signed) onto a unit's prepaid balance; the balance after it. The caller has locked the unit.

    Raises `Refused` when more would be taken than stands.
    """
    balance = prepaid_balance(work.session, unit_id)
    if balance + amount < ZERO:
        raise Refused(
            tr("这户的预存只有 {balance}，不够 {amount}", balance=balance, amount=-amount), field="tenders"
        )
    if amount < ZERO and _least_from(work, unit_id, on) + amount < ZERO:
        # A shift of an earlier day, still open, beside one of today.
        raise Refused(tr("这户的预存是 {day} 以后才存的，本班日期更早，请先结班", day=on), field="tenders")
    if amount:
        work.session.add(
            PrepaidMove(
                unit_id=unit_id,
                amount=amount,
                source_kind=source[0],
                source_id=source[1],
                business_on=on,
                at=work.now(),
                by=work.actor.name,
            )
        )
        work.session.flush()
        work.touch("prepaid")
    return balance + amount


def _least_from(work: Work, unit_id: int, on: date) -> Money:
    """The least that stood prepaid at the end of *on* or of any later business day: what may still be taken then."""
    days = work.session.execute(
        select(PrepaidMove.business_on, func.sum(PrepaidMove.amount))
        .where(PrepaidMove.unit_id == unit_id)
        .group_by(PrepaidMove.business_on)
        .order_by(PrepaidMove.business_on)
    ).all()
    balance = total(amount for day, amount in days if day <= on)
    least = balance
    for day, amount in days:
        if day > on:
            balance += amount
            least = min(least, balance)
    return least


def undo_prepaid(work: Work, unit_id: int, on: date, source: tuple[str, int]) -> None:
    """Undo what a document moved: money it used comes back first, then what it had paid in goes."""
    moved = work.session.scalar(
        select(func.sum(PrepaidMove.amount)).where(
            PrepaidMove.source_kind == source[0], PrepaidMove.source_id == source[1]
        )
    )
    if moved:
        move_prepaid(work, unit_id, -moved, on, source)
