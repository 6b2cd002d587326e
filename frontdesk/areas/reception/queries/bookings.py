"""Who has booked which place: lists by how a booking stands, one with its money, what clashes (D2.6, D0.7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal_column, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.cashdesk.model import Deposit, DepositVoid
from frontdesk.areas.fees.model import Charge
from frontdesk.areas.reception.model.places import Place, PlaceBooking, PlaceBookingEnd
from frontdesk.areas.reception.rules.places import (
    SOURCE,
    BookingState,
    Paid,
    PlaceKind,
    paid_state,
    state_of,
)
from frontdesk.base.values.money import ZERO, Money

SOON_DAYS = 7


class BookingShow(StrEnum):
    """The chips of the list; the value stands on screen."""

    HOLDS = "在用和已订"
    RUNNING = "使用中"
    OWING = "未收清"
    SOON = "七天内到期"
    OVER = "已结束"
    CANCELLED = "已取消"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class BookingRow:
    """A booking as lists show it. `last` is its last day; `fee` what is asked for now, `owed` what of it is open.

    `phone` is masked. `free_from` and `reason` are of an end before its time.
    """

    id: int
    number: str
    place_id: int
    place: str
    kind: PlaceKind
    location: str
    starts_on: date
    ends_on: date
    agreed_end: date
    unit_id: int | None
    unit: str
    pay_unit_id: int
    booker: str
    contact: str
    phone: str = field(repr=False)
    purpose: str
    fee: Money
    agreed_fee: Money
    list_fee: Money
    how: str
    deposit: Money
    owed: Money
    due_on: date | None
    charge_id: int | None
    words: str
    made_on: date
    at: datetime
    by: str
    free_from: date | None
    reason: str
    state: BookingState
    paid: Paid

    @property
    def last(self) -> date:
        return self.ends_on - timedelta(days=1) if self.ends_on > self.starts_on else self.starts_on

    @property
    def holds(self) -> bool:
        """Whether it keeps anybody else from the place on any day."""
        return self.state is not BookingState.CANCELLED


@dataclass(frozen=True, slots=True)
class BookingFilter:
    """What a list shows on a day; None and empty mean all. `from_day` up to `before_day`: what touches these days."""

    on: date
    text: str = ""
    show: BookingShow = BookingShow.HOLDS
    kind: PlaceKind | None = None
    place_id: int | None = None
    unit_id: int | None = None
    from_day: date | None = None
    before_day: date | None = None
    sort: str = "starts"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class BookingFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[BookingShow, int]


@dataclass(frozen=True, slots=True)
class HeldDeposit:
    """A deposit taken for a booking and what of it is still held."""

    number: str
    amount: Money
    void: bool


@dataclass(frozen=True, slots=True)
class BookingFile:
    """One with the deposits taken for it."""

    row: BookingRow
    deposits: tuple[HeldDeposit, ...]

    @property
    def deposit_short(self) -> Money:
        """What of the deposit asked for has not been taken."""
        held = sum(d.amount.fen for d in self.deposits if not d.void)
        return Money(max(self.row.deposit.fen - held, 0))


_END = func.coalesce(PlaceBookingEnd.free_from, PlaceBooking.ends_on)
_FEE = func.coalesce(PlaceBookingEnd.kept, PlaceBooking.fee)


def booking_rows(
    session: Session, wanted: BookingFilter, offset: int = 0, limit: int | None = 100
) -> tuple[BookingRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    column: Any = {
        "number": PlaceBooking.number,
        "place": Place.code,
        "starts": PlaceBooking.starts_on,
        "last": _END,
        "booker": PlaceBooking.booker,
        "fee": _FEE,
        "owed": func.coalesce(Charge.owed, literal_column("0")),
    }.get(wanted.sort, PlaceBooking.starts_on)
    tail = PlaceBooking.id.desc() if wanted.descending else PlaceBooking.id
    query = _base(wanted).where(_shown(wanted.show, wanted.on))
    query = query.order_by(column.desc() if wanted.descending else column, tail)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _rows(session, query, wanted.on)


def booking_figures(session: Session, wanted: BookingFilter) -> BookingFigures:
    """The figures over a list; the chips leave the filter's own chip out of account."""
    columns = [
        func.coalesce(func.sum(case((_shown(show, wanted.on), 1), else_=0)), 0) for show in BookingShow
    ]
    counts = session.execute(_base(wanted).with_only_columns(*columns, maintain_column_froms=True)).one()
    shows = {show: int(n) for show, n in zip(BookingShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(PlaceBooking)) or 0)
    return BookingFigures(shows[wanted.show], every, shows)


def booking_row(session: Session, booking_id: int, on: date) -> BookingRow | None:
    """One, or None."""
    query = _base(BookingFilter(on, show=BookingShow.ALL)).where(PlaceBooking.id == booking_id)
    rows = _rows(session, query, on)
    return rows[0] if rows else None


def booking_file(session: Session, booking_id: int, on: date) -> BookingFile | None:
    """One with all that is known of it."""
    row = booking_row(session, booking_id, on)
    if row is None:
        return None
    void = select(DepositVoid.id).where(DepositVoid.deposit_id == Deposit.id).exists()
    deposits = session.execute(
        select(Deposit.number, Deposit.amount, void)
        .where(Deposit.source_kind == SOURCE, Deposit.source_id == booking_id)
        .order_by(Deposit.id)
    )
    return BookingFile(row, tuple(HeldDeposit(n, amount, bool(gone)) for n, amount, gone in deposits))


def clash(session: Session, place_id: int, starts_on: date, ends_on: date, on: date) -> BookingRow | None:
    """The first booking of the place that holds any day of the span, or None."""
    wanted = BookingFilter(
        on, show=BookingShow.ALL, place_id=place_id, from_day=starts_on, before_day=ends_on
    )
    return next((row for row in booking_rows(session, wanted, limit=None) if row.holds), None)


def bookings_of_unit(session: Session, unit_id: int, on: date) -> tuple[BookingRow, ...]:
    """A unit's that run or come, for its card."""
    return booking_rows(session, BookingFilter(on, unit_id=unit_id), limit=None)


def find_bookings(session: Session, text: str, on: date, limit: int = 6) -> tuple[BookingRow, ...]:
    """Bookings of which *text* is the number, or part of who booked; for the one search."""
    told = text.strip()
    if len(told) < 2:
        return ()
    if told.upper().startswith("CD-"):
        part = f"{escaped(told.upper())}%"
        query = _base(BookingFilter(on, show=BookingShow.ALL)).where(
            PlaceBooking.number.like(part, escape="\\")
        )
    else:
        part = f"%{escaped(told)}%"
        query = _base(BookingFilter(on)).where(
            _shown(BookingShow.HOLDS, on),
            or_(PlaceBooking.booker.like(part, escape="\\"), Place.code == told.upper()),
        )
    return _rows(session, query.order_by(PlaceBooking.starts_on, PlaceBooking.id).limit(limit), on)


# -- how it is asked --


def _base(wanted: BookingFilter) -> Any:
    query: Any = (
        select(PlaceBooking, PlaceBookingEnd, Place, Unit.code, Charge.owed, Charge.due_on)
        .join(Place, Place.id == PlaceBooking.place_id)
        .outerjoin(PlaceBookingEnd, PlaceBookingEnd.booking_id == PlaceBooking.id)
        .outerjoin(Unit, Unit.id == PlaceBooking.unit_id)
        .outerjoin(Charge, Charge.id == PlaceBooking.charge_id)
    )
    if wanted.kind is not None:
        query = query.where(Place.kind == wanted.kind)
    if wanted.place_id is not None:
        query = query.where(PlaceBooking.place_id == wanted.place_id)
    if wanted.unit_id is not None:
        query = query.where(PlaceBooking.unit_id == wanted.unit_id)
    if wanted.from_day is not None:
        query = query.where(wanted.from_day < _END)
    if wanted.before_day is not None:
        query = query.where(PlaceBooking.starts_on < wanted.before_day)
    text = wanted.text.strip()
    if text:
        part = f"%{escaped(text)}%"
        query = query.where(
            or_(
                PlaceBooking.number.like(part.upper(), escape="\\"),
                PlaceBooking.booker.like(part, escape="\\"),
                PlaceBooking.contact.like(part, escape="\\"),
                PlaceBooking.phone.like(part, escape="\\"),
                PlaceBooking.purpose.like(part, escape="\\"),
                Place.code.like(part.upper(), escape="\\"),
                Place.location.like(part, escape="\\"),
                Unit.code.like(part, escape="\\"),
            )
        )
    return query


def _shown(show: BookingShow, on: date) -> ColumnElement[bool]:
    """The same as `rules.places.state_of`, in the database's words."""
    held = PlaceBooking.starts_on < _END
    tests: dict[BookingShow, ColumnElement[bool]] = {
        BookingShow.HOLDS: and_(held, on < _END),
        BookingShow.RUNNING: and_(PlaceBooking.starts_on <= on, on < _END),
        BookingShow.OWING: Charge.owed > ZERO,
        BookingShow.SOON: and_(
            PlaceBooking.starts_on <= on, on < _END, on + timedelta(days=SOON_DAYS) >= _END
        ),
        BookingShow.OVER: and_(held, on >= _END),
        BookingShow.CANCELLED: ~held,
        BookingShow.ALL: PlaceBooking.id.is_not(None),
    }
    return tests[show]


def _rows(session: Session, query: Any, on: date) -> tuple[BookingRow, ...]:
    found = []
    for b, end, place, code, owed, due_on in session.execute(query):
        free_from = end.free_from if end is not None else None
        fee = end.kept if end is not None else b.fee
        found.append(
            BookingRow(
                id=b.id, number=b.number, place_id=b.place_id, place=place.code, kind=place.kind,
                location=place.location, starts_on=b.starts_on, ends_on=free_from or b.ends_on, agreed_end=b.ends_on,
                unit_id=b.unit_id, unit=code or "", pay_unit_id=b.pay_unit_id, booker=b.booker, contact=b.contact,
                phone=mask_phone(b.phone), purpose=b.purpose, fee=fee, agreed_fee=b.fee, list_fee=b.list_fee,
                how=b.how, deposit=b.deposit, owed=owed or ZERO, due_on=due_on, charge_id=b.charge_id, words=b.words,
                made_on=b.made_on, at=b.at, by=b.by, free_from=free_from,
                reason=end.reason if end is not None else "", state=state_of(b.starts_on, b.ends_on, free_from, on),
                paid=paid_state(fee, owed or ZERO, due_on, on),
            )
        )  # fmt: skip
    return tuple(found)
