"""What the fees still need a person for: a charge that is not paid (D1.9)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.anonymising import Leaving
from frontdesk.areas.fees.model import Charge
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.text import tr


def hindering(session: Session, leaving: Leaving) -> Iterable[tuple[int | None, str]]:
    """Whoever is to pay; of a charge that names nobody, those who had left the unit when it began do not owe it."""
    owed = func.sum(Charge.owed, type_=Charge.owed.type)
    named = select(Charge.payer_id, Unit.code, owed).join(Unit, Unit.id == Charge.unit_id)
    for person_id, unit, sum_ in session.execute(
        named.where(leaving.among(Charge.payer_id), Charge.owed > ZERO).group_by(Charge.payer_id, Unit.code)
    ):
        yield person_id, _words(unit, sum_)
    units = sorted({unit_id for person in leaving.people for unit_id in person.units})
    nobody = (
        select(Charge.unit_id, Unit.code, Charge.starts_on, Charge.owed)
        .join(Unit, Unit.id == Charge.unit_id)
        .where(Charge.unit_id.in_(units), Charge.owed > ZERO, Charge.payer_id.is_(None))
    )
    sums: dict[tuple[int, str], list[Money]] = {}
    for unit_id, unit, starts_on, amount in session.execute(nobody):
        for person in leaving.people:
            if unit_id in person.units and starts_on < person.last_on:
                sums.setdefault((person.id, unit), []).append(amount)
    for (person_id, unit), amounts in sums.items():
        yield person_id, _words(unit, sum(amounts, ZERO))


def _words(unit: str, amount: Money) -> str:
    return tr("{unit} 还有 {amount} 元没有收清", unit=unit, amount=amount.plain)
