"""The rent of leases that is not charged yet: what a run would make, and what one lease has come to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.fees.model import Charge, FeeItem
from frontdesk.areas.fees.rules.kinds import Pricing
from frontdesk.areas.permits.model.parking import ParkingRent
from frontdesk.areas.permits.queries.parking import leases
from frontdesk.areas.permits.rules.parking import RentPart, Term, months_of, rent_parts, uncharged
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr

ITEM_SETTING = "parking.fee_item"
ITEM_NAME = "车位租金"


@dataclass(frozen=True, slots=True)
class LeaseRent:
    """What a lease is still to be charged."""

    lease_id: int
    number: str
    code: str
    unit_id: int
    unit: str
    holder: str
    parts: tuple[RentPart, ...]

    @property
    def total(self) -> Money:
        return total(part.amount for part in self.parts)


@dataclass(frozen=True, slots=True)
class RentRow:
    """A charge of a lease: for which days, how much, and what is still owed of it."""

    charge_id: int
    starts_on: date
    ends_on: date
    amount: Money
    owed: Money
    how: str


def rent_due(session: Session, through: Month, lease_id: int | None = None) -> tuple[LeaseRent, ...]:
    """Every lease, or one, with days up to and including *through* that no charge is for yet (T4)."""
    only = None if lease_id is None else (lease_id,)
    query = select(ParkingRent.lease_id, ParkingRent.starts_on, ParkingRent.ends_on)
    if lease_id is not None:
        query = query.where(ParkingRent.lease_id == lease_id)
    charged: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in session.execute(query):
        charged[row.lease_id].append((row.starts_on, row.ends_on))
    until = through.plus(1).start
    found = []
    for lease in leases(session, through.start, lease_ids=only):
        start, end = max(lease.starts_on, lease.rent_from), min(lease.ends_on, until)
        terms = [Term(max(term.starts_on, start), term.ends_on, term.fee) for term in lease.terms]
        parts = [
            part
            for month in months_of(start, end)
            for part in rent_parts(lease.code, terms, lease.ends_on, month)
        ]
        left = uncharged(parts, charged.get(lease.id, ()))
        if left:
            found.append(
                LeaseRent(
                    lease.id, lease.number, lease.code, lease.unit_id, lease.unit, lease.holder, tuple(left)
                )
            )
    return tuple(found)


def rent_item_of(session: Session) -> int | None:
    """The fee item that rent is charged by now; None: there is none yet."""
    usable = select(FeeItem.id).where(FeeItem.active, FeeItem.pricing == Pricing.HAND)
    chosen = get_setting(session, ITEM_SETTING)
    if isinstance(chosen, int):
        found = session.scalar(usable.where(FeeItem.id == chosen))
        if found is not None:
            return found
    return session.scalar(usable.where(FeeItem.name == tr(ITEM_NAME)))


def rent_rows(session: Session, lease_id: int) -> tuple[RentRow, ...]:
    """The charges of a lease, newest first."""
    rows = session.execute(
        select(ParkingRent, Charge)
        .join(Charge, Charge.id == ParkingRent.charge_id)
        .where(ParkingRent.lease_id == lease_id)
        .order_by(ParkingRent.starts_on.desc())
    )
    return tuple(
        RentRow(charge.id, rent.starts_on, rent.ends_on, charge.amount, charge.owed, charge.how)
        for rent, charge in rows
    )
