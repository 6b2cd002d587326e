"""The running balance of a charge. Each change is one statement that the database refuses to take below nothing,
so that two desks at the same charge can never settle or waive it twice."""

from __future__ import annotations

from typing import cast

from sqlalchemy import CursorResult, Table, bindparam, update
from sqlalchemy.orm import Session

from frontdesk.areas.fees.model import Charge
from frontdesk.base.values.money import Money


def lower(session: Session, charge_id: int, amount: Money) -> bool:
    """Take *amount* off what is owed; False, and nothing changed, when less is owed than that."""
    return _change(session, charge_id, -amount, least=amount)


def raise_by(session: Session, charge_id: int, amount: Money) -> None:
    """Put *amount* on what is owed."""
    _change(session, charge_id, amount, least=Money(0))


# Built once: a visit changes a dozen charges, and building the statement costs more than running it.
_CHARGE = cast(Table, Charge.__table__)
_MONEY = _CHARGE.c.owed.type
_CHANGE = (
    update(_CHARGE)
    .where(_CHARGE.c.id == bindparam("charge"), _CHARGE.c.owed >= bindparam("least", type_=_MONEY))
    .values(owed=_CHARGE.c.owed + bindparam("by", type_=_MONEY))
)


def _change(session: Session, charge_id: int, by: Money, *, least: Money) -> bool:
    done = session.execute(_CHANGE, {"charge": charge_id, "least": least, "by": by})
    assert isinstance(done, CursorResult)
    found = session.identity_map.get(session.identity_key(Charge, charge_id))
    if found is not None:
        session.expire(found, ["owed"])
    return done.rowcount == 1
