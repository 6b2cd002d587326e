"""What the cash desk still needs a person for: a deposit that is held (D1.9)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.anonymising import Leaving
from frontdesk.areas.cashdesk.model import Deposit, DepositVoid
from frontdesk.areas.cashdesk.queries.deposits import left_of_deposit
from frontdesk.base.values.text import tr


def hindering(session: Session, leaving: Leaving) -> Iterable[tuple[int | None, str]]:
    """Deposits paid by one of them, of which something is left."""
    found = session.execute(
        select(Deposit.id, Deposit.payer_id, Deposit.number)
        .outerjoin(DepositVoid, DepositVoid.deposit_id == Deposit.id)
        .where(leaving.among(Deposit.payer_id), DepositVoid.id.is_(None))
        .order_by(Deposit.id)
    ).all()
    for deposit_id, person_id, number in found:
        left = left_of_deposit(session, deposit_id)
        if left:
            yield person_id, tr("押金 {number} 还有 {amount} 元没有退", number=number, amount=left.plain)
