"""Charges with their late fees, as the list and the pane of 应收账单 show them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.fees.queries.charges import ChargeCard, ChargeFilter, ChargeRow, charge_card, charges
from frontdesk.areas.fees.queries.late_fees import LateFee, LateFeeWaiverRow, late_fee_waivers, late_fees
from frontdesk.areas.fees.queries.transfers import transfer_days
from frontdesk.base.values.money import ZERO


@dataclass(frozen=True, slots=True)
class ChargeLook:
    """A charge with all that belongs to it on a day.

    `sold_on` are days inside it on which the unit changed hands; empty where it cannot be split any more.
    """

    card: ChargeCard
    late: LateFee | None = None
    waivers: tuple[LateFeeWaiverRow, ...] = ()
    sold_on: tuple[date, ...] = ()


def charge_look(session: Session, charge_id: int, on: date) -> ChargeLook:
    """One charge and its late fee up to a day."""
    card = charge_card(session, charge_id)
    late = late_fees(session, on, charge_ids=(charge_id,)).get(charge_id)
    paid = any(line.amount for line in card.settlements)
    return ChargeLook(
        card,
        late,
        late_fee_waivers(session, charge_id) if late is not None else (),
        () if paid or not card.charge.owed else transfer_days(session, charge_id),
    )


def late_charges(
    session: Session, on: date, wanted: ChargeFilter, offset: int = 0, limit: int | None = 100
) -> tuple[ChargeRow, ...]:
    """A page of the list of charges, each with what is open of its late fee on a day."""
    rows = charges(session, wanted, offset, limit)
    fees = late_fees(session, on, charge_ids=[row.id for row in rows])
    return tuple(
        replace(row, late_fee=fees[row.id].open if row.id in fees else ZERO) if fees else row for row in rows
    )
