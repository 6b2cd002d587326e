"""Hand-ins and what finance said to them (M7.8)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.model import CashMovement, HandInReply, Shift
from frontdesk.areas.cashdesk.rules.kinds import CashMove
from frontdesk.base.values.money import Money


@dataclass(frozen=True, slots=True)
class HandInRow:
    """A hand-in and its last answer: `accepted` None while finance has not answered, False when sent back."""

    id: int
    number: str
    shift_id: int
    business_on: date
    shift: str
    desk: str
    cashier: str
    cashier_id: int
    amount: Money
    at: datetime
    at_close: bool
    accepted: bool | None
    words: str
    replied_on: date | None
    replied_by: str


def open_hand_ins(session: Session) -> tuple[HandInRow, ...]:
    """Hand-ins finance has not taken over yet, sent back ones included; the oldest first."""
    return tuple(row for row in hand_ins(session) if not row.accepted)


def hand_ins(session: Session, first: date | None = None, last: date | None = None) -> tuple[HandInRow, ...]:
    """Hand-ins of business dates from *first* to *last* (None: without end), the oldest first."""
    latest = (
        select(HandInReply.movement_id, func.max(HandInReply.id).label("id"))
        .group_by(HandInReply.movement_id)
        .subquery()
    )
    query = (
        select(CashMovement, Shift, HandInReply)
        .join(Shift, Shift.id == CashMovement.shift_id)
        .outerjoin(latest, latest.c.movement_id == CashMovement.id)
        .outerjoin(HandInReply, HandInReply.id == latest.c.id)
        .where(CashMovement.kind == CashMove.HAND_IN)
    )
    if first is not None:
        query = query.where(Shift.business_on >= first)
    if last is not None:
        query = query.where(Shift.business_on <= last)
    return tuple(
        HandInRow(
            m.id, m.number, s.id, s.business_on, s.name, s.desk, s.cashier, s.cashier_id, m.amount, m.at, m.at_close,
            None if r is None else r.accepted, "" if r is None else r.words,
            None if r is None else r.on, "" if r is None else r.by,
        )
        for m, s, r in session.execute(query.order_by(CashMovement.id))
    )  # fmt: skip


def hand_ins_of_day(session: Session, cashier_id: int, business_on: date) -> tuple[HandInRow, ...]:
    """What a cashier handed in on a business date, in order; for the sum on the slip."""
    return tuple(row for row in hand_ins(session, business_on, business_on) if row.cashier_id == cashier_id)
