"""Shifts: whose is open, what the last one left, and what may be told before the count (M7.1, M7.3, M7.6)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.model import Payment, PaymentVoid, Shift, ShiftClose, ShiftCount
from frontdesk.areas.cashdesk.queries.figures import shift_figures
from frontdesk.areas.cashdesk.rules.drawer import read_stored
from frontdesk.areas.cashdesk.rules.kinds import BLIND_SETTING, ShiftState, Tender
from frontdesk.areas.cashdesk.rules.shifts import shift_label
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Actor
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """A shift as pages show it; `label` as it stands on receipts (`20261121-早`)."""

    id: int
    cashier_id: int
    cashier: str
    desk: str
    name: str
    business_on: date
    opened_at: datetime
    opening_float: Money
    state: ShiftState

    @property
    def label(self) -> str:
        return shift_label(self.business_on, self.name)


@dataclass(frozen=True, slots=True)
class ClosedShift:
    """A closed shift: what it left for the next one at its desk, in cash and in words."""

    shift: ShiftRow
    report_number: str
    closed_at: datetime
    closed_by: str
    expected: Money
    counted: Money
    difference: Money
    reason: str
    kept_back: Money
    handed_in: Money
    words: str


@dataclass(frozen=True, slots=True)
class ShiftSummary:
    """What may be told of a shift. `cash` (what the drawer should hold) and `by_tender` are None while the
    viewer is bound by blind counting (M7.3). `receipts` counts numbers taken, voided ones included."""

    shift: ShiftRow
    receipts: int
    voided: int
    first: str
    last: str
    cash: Money | None
    by_tender: Mapping[Tender, Money] | None


@dataclass(frozen=True, slots=True)
class ShiftStatus:
    """The short answer: expected, counted and difference only once the shift is closed."""

    id: int
    state: ShiftState
    receipts: int
    expected: Money | None = None
    counted: Money | None = None
    difference: Money | None = None


@dataclass(frozen=True, slots=True)
class CountRow:
    """A stored count: pieces by face value, slips by tender (None: nobody added them up)."""

    counts: Mapping[Money, int]
    counted: Money
    slips: Mapping[Tender, tuple[int, Money]] | None
    words: str
    at: datetime
    by: str


def shift_row(session: Session, shift_id: int) -> ShiftRow:
    """One shift by id."""
    return as_row(session.get_one(Shift, shift_id))


def as_row(shift: Shift) -> ShiftRow:
    """The frozen row of a mapped shift; for queries and services of this area."""
    return ShiftRow(
        shift.id, shift.cashier_id, shift.cashier, shift.desk, shift.name, shift.business_on, shift.opened_at,
        shift.opening_float, shift.state,
    )  # fmt: skip


def current_shift(session: Session, cashier_id: int) -> ShiftRow | None:
    """The cashier's shift that is not closed: open, or counted and waiting for its close."""
    found = session.scalar(
        select(Shift).where(Shift.cashier_id == cashier_id, Shift.state != ShiftState.CLOSED)
    )
    return None if found is None else as_row(found)


def open_shifts(session: Session) -> tuple[ShiftRow, ...]:
    """Every shift that is not closed, the oldest first."""
    found = session.scalars(select(Shift).where(Shift.state != ShiftState.CLOSED).order_by(Shift.id))
    return tuple(as_row(shift) for shift in found)


def stale_shift(session: Session, cashier_id: int, today: date) -> ShiftRow | None:
    """The cashier's shift of an earlier business date that is still open: said first in the morning (M7.6)."""
    found = current_shift(session, cashier_id)
    return found if found is not None and found.business_on < today else None


def last_shift(
    session: Session, desk: str | None = None, cashier_id: int | None = None
) -> ClosedShift | None:
    """The shift closed last, at a desk or of a cashier: its message is read and its float taken over."""
    query = select(Shift, ShiftClose).join(ShiftClose, ShiftClose.shift_id == Shift.id)
    if desk is not None:
        query = query.where(Shift.desk == desk)
    if cashier_id is not None:
        query = query.where(Shift.cashier_id == cashier_id)
    found = session.execute(query.order_by(ShiftClose.id.desc()).limit(1)).first()
    return None if found is None else _closed(session, found[0], found[1])


def closed_shift(session: Session, shift_id: int) -> ClosedShift | None:
    """A closed shift by id; None while it is not closed."""
    close = session.scalar(select(ShiftClose).where(ShiftClose.shift_id == shift_id))
    return None if close is None else _closed(session, session.get_one(Shift, shift_id), close)


def closed_shifts(session: Session, first: date, last: date) -> tuple[ClosedShift, ...]:
    """Shifts closed with a business date from *first* to *last*, both included, newest first."""
    found = session.execute(
        select(Shift, ShiftClose)
        .join(ShiftClose, ShiftClose.shift_id == Shift.id)
        .where(Shift.business_on.between(first, last))
        .order_by(ShiftClose.id.desc())
    ).all()
    return tuple(_closed(session, shift, close) for shift, close in found)


def _closed(session: Session, shift: Shift, close: ShiftClose) -> ClosedShift:
    words = session.scalar(select(ShiftCount.words).where(ShiftCount.shift_id == shift.id))
    return ClosedShift(
        as_row(shift), close.report_number, close.closed_at, close.closed_by, close.expected, close.counted,
        close.difference, close.reason, close.kept_back, close.handed_in, words or "",
    )  # fmt: skip


def float_left(session: Session, desk: str) -> Money:
    """What the last shift at that desk kept back: the next one begins with it (M7.4)."""
    last = last_shift(session, desk)
    return ZERO if last is None else last.kept_back


def shift_count(session: Session, shift_id: int) -> CountRow | None:
    """The stored count; None before it is confirmed."""
    found = session.scalar(select(ShiftCount).where(ShiftCount.shift_id == shift_id))
    if found is None:
        return None
    slips = json.loads(found.slips)
    return CountRow(
        dict(read_stored(json.loads(found.counts))),
        found.counted,
        None if slips is None else {Tender(k): (n, Money(fen)) for k, (n, fen) in slips.items()},
        found.words,
        found.at,
        found.by,
    )


def is_blind(session: Session, shift: ShiftRow, viewer: Actor | None) -> bool:
    """Whether *viewer* may not yet know what the drawer should hold (M7.3).

    Blind counting (on by default) binds the shift's own cashier and whoever has no right to reports, until the
    count is stored. No viewer is taken for somebody who is bound.
    """
    if shift.state is not ShiftState.OPEN or not get_setting(session, BLIND_SETTING, True):
        return False
    return viewer is None or viewer.id == shift.cashier_id or not viewer.may(Right.REPORTS)


def shift_summary(session: Session, shift_id: int, viewer: Actor | None = None) -> ShiftSummary:
    """What the shift chip and the start page show; no expected figures to somebody bound by blind counting."""
    shift = shift_row(session, shift_id)
    receipts, first, last = session.execute(
        select(func.count(), func.min(Payment.number), func.max(Payment.number)).where(
            Payment.shift_id == shift_id
        )
    ).one()
    voided = session.scalar(
        select(func.count()).select_from(PaymentVoid).join(Payment).where(Payment.shift_id == shift_id)
    )
    figures = None if is_blind(session, shift, viewer) else shift_figures(session, shift_id)
    return ShiftSummary(
        shift,
        receipts,
        voided or 0,
        first or "",
        last or "",
        None if figures is None else figures.expected_cash,
        None if figures is None else figures.net_by_tender,
    )


def shift_status(session: Session, cashier_id: int) -> ShiftStatus | None:
    """The cashier's open shift, or the last one closed; None when there was none."""
    current = current_shift(session, cashier_id)
    if current is not None:
        told = shift_summary(session, current.id)
        return ShiftStatus(current.id, current.state, told.receipts)
    last = last_shift(session, cashier_id=cashier_id)
    if last is None:
        return None
    receipts = session.scalar(
        select(func.count()).select_from(Payment).where(Payment.shift_id == last.shift.id)
    )
    return ShiftStatus(
        last.shift.id, ShiftState.CLOSED, receipts or 0, last.expected, last.counted, last.difference
    )
