"""Stall and advertising places with their prices, and the days of a month that are booked (D2.6)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.model.places import Place, PlacePriceRow
from frontdesk.areas.reception.queries.bookings import BookingFilter, BookingRow, BookingShow, booking_rows
from frontdesk.areas.reception.rules.places import PlaceKind, PlacePrice
from frontdesk.base.store.settings import get_setting

TERMS_SETTING = "reception.place_terms"
TERMS: tuple[str, ...] = (
    "使用方只在约定的位置和日期使用，不转给别人，不占用消防通道、出入口和绿地。",
    "摆放、张贴、搭建的东西由使用方自己保管，结束当天清走，恢复原样；损坏的照价赔偿。",
    "内容要合法，不扰民，不播放高音，不强拉住户；用电听从工程人员安排。",
    "费用在使用前付清。使用方提前取消的，未使用的天数怎样退，由双方商定并写在取消记录里。",
    "押金在场地恢复原样、没有损坏后退还；有扣款的，列明原因。",
)
"""What stands on an agreement until the office writes its own."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place with the price that holds on the day asked for; `price` None: none is set yet."""

    id: int
    code: str
    kind: PlaceKind
    location: str
    size: str
    words: str
    active: bool
    price: PlacePrice | None


@dataclass(frozen=True, slots=True)
class PlaceMonth:
    """Places, and the bookings that touch a span of days."""

    places: tuple[PlaceRow, ...]
    bookings: tuple[BookingRow, ...]


def place_rows(session: Session, on: date, *, active_only: bool = False) -> tuple[PlaceRow, ...]:
    """Every place in the order of kind and code."""
    query = select(Place)
    if active_only:
        query = query.where(Place.active)
    found = list(session.scalars(query))
    prices = _prices(session, on)
    order = list(PlaceKind)
    found.sort(key=lambda p: (order.index(p.kind), _natural(p.code)))
    return tuple(
        PlaceRow(p.id, p.code, p.kind, p.location, p.size, p.words, p.active, prices.get(p.id)) for p in found
    )


class PlaceShow(StrEnum):
    """The chips of the list of places; the value stands on screen."""

    ACTIVE = "在用"
    UNPRICED = "没有定价"
    IDLE = "停用"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class PlaceFilter:
    """What the list of places shows on a day."""

    on: date
    text: str = ""
    show: PlaceShow = PlaceShow.ACTIVE


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """Places in the filter, places there are at all, and places of each chip."""

    count: int
    every: int
    shows: dict[PlaceShow, int]


@dataclass(frozen=True, slots=True)
class PlaceFile:
    """A place with every price it ever had, the newest first, and who has it or has booked it."""

    row: PlaceRow
    prices: tuple[PlacePrice, ...]
    bookings: tuple[BookingRow, ...]


def listed_places(
    session: Session, wanted: PlaceFilter, offset: int = 0, limit: int | None = 100
) -> tuple[PlaceRow, ...]:
    """A page of the list; an office has tens of places, so they are read at once."""
    found = [row for row in _fitting(session, wanted) if _shown(row, wanted.show)]
    return tuple(found[offset:] if limit is None else found[offset : offset + limit])


def place_figures(session: Session, wanted: PlaceFilter) -> PlaceFigures:
    """The figures over the list."""
    found = _fitting(session, wanted)
    shows = {show: sum(_shown(row, show) for row in found) for show in PlaceShow}
    return PlaceFigures(shows[wanted.show], len(place_rows(session, wanted.on)), shows)


def place_file(session: Session, place_id: int, on: date) -> PlaceFile | None:
    """One with all that is known of it."""
    row = place_row(session, place_id, on)
    if row is None:
        return None
    bookings = booking_rows(session, BookingFilter(on, place_id=place_id), limit=20)
    return PlaceFile(row, price_course(session, place_id), bookings)


def _fitting(session: Session, wanted: PlaceFilter) -> list[PlaceRow]:
    text = wanted.text.strip().upper()
    return [
        row
        for row in place_rows(session, wanted.on)
        if not text or any(text in word.upper() for word in (row.code, row.location, row.kind.value))
    ]


def _shown(row: PlaceRow, show: PlaceShow) -> bool:
    tests = {
        PlaceShow.ACTIVE: row.active,
        PlaceShow.UNPRICED: row.active and row.price is None,
        PlaceShow.IDLE: not row.active,
        PlaceShow.ALL: True,
    }
    return tests[show]


def place_row(session: Session, place_id: int, on: date) -> PlaceRow | None:
    """One, or None."""
    return next((row for row in place_rows(session, on) if row.id == place_id), None)


def price_on(session: Session, place_id: int, on: date) -> PlacePrice | None:
    """What the place costs on *on*: the newest row of the latest day up to it (M2.3)."""
    return _prices(session, on, place_id).get(place_id)


def price_course(session: Session, place_id: int) -> tuple[PlacePrice, ...]:
    """Every price it ever had, the newest first."""
    rows = session.scalars(
        select(PlacePriceRow)
        .where(PlacePriceRow.place_id == place_id)
        .order_by(PlacePriceRow.starts_on.desc(), PlacePriceRow.id.desc())
    )
    return tuple(_price(row) for row in rows)


def place_month(session: Session, first: date, end: date, on: date) -> PlaceMonth:
    """What the calendar shows of the days from *first* up to, not including, *end*."""
    wanted = BookingFilter(on, show=BookingShow.ALL, from_day=first, before_day=end)
    rows = tuple(row for row in booking_rows(session, wanted, limit=None) if row.holds)
    touched = {row.place_id for row in rows}
    places = tuple(row for row in place_rows(session, on) if row.active or row.id in touched)
    return PlaceMonth(places, rows)


def place_terms(session: Session) -> tuple[str, ...]:
    """What stands on an agreement."""
    return tuple(get_setting(session, TERMS_SETTING, list(TERMS)))


def _prices(session: Session, on: date, place_id: int | None = None) -> dict[int, PlacePrice]:
    query = select(PlacePriceRow).where(PlacePriceRow.starts_on <= on)
    if place_id is not None:
        query = query.where(PlacePriceRow.place_id == place_id)
    newest: dict[int, PlacePriceRow] = {}
    for row in session.scalars(query.order_by(PlacePriceRow.starts_on, PlacePriceRow.id)):
        newest[row.place_id] = row
    return {key: _price(row) for key, row in newest.items()}


def _price(row: PlacePriceRow) -> PlacePrice:
    return PlacePrice(row.starts_on, row.by_day, row.by_week, row.by_month, row.deposit)


def _natural(code: str) -> tuple[tuple[int, str], ...]:
    """`A2` before `A10`."""
    parts: dict[int, str] = defaultdict(str)
    at = 0
    for index, letter in enumerate(code):
        if index and letter.isdecimal() != code[index - 1].isdecimal():
            at += 1
        parts[at] += letter
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts.values())
