"""Stall and advertising places (摊位, 广告位), their dated prices, and who has booked them from when to when (D2.6)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.places import PlaceKind
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class Place(Base):
    """A place that is let for days. Out of use (`active` false) it takes no new booking; those that stand stay."""

    __tablename__ = "let_place"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[PlaceKind] = mapped_column(one_of(PlaceKind))
    location: Mapped[str] = mapped_column(String(80))
    size: Mapped[str] = mapped_column(String(40), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    active: Mapped[bool]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class PlacePriceRow(Base):
    """What a place costs from a day on; of several of one day the newest holds (M2.3). Money in fen."""

    __tablename__ = "let_place_price"
    __table_args__ = (
        CheckConstraint("by_day IS NOT NULL OR by_week IS NOT NULL OR by_month IS NOT NULL", name="some"),
        CheckConstraint("deposit >= 0", name="deposit"),
        Index("ix_let_place_price_place", "place_id", "starts_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("let_place.id"))
    starts_on: Mapped[date]
    by_day: Mapped[Money | None]
    by_week: Mapped[Money | None]
    by_month: Mapped[Money | None]
    deposit: Mapped[Money]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class PlaceBooking(Base):
    """Somebody has a place from a day up to, not including, a day. It stands as it was agreed.

    `pay_unit_id` is the unit the charge stands on: theirs, or the office's own of kind 场地 for who lives nowhere
    here. `how` says how the fee was reckoned; `list_fee` is what the price list asks, `fee` what was agreed.
    """

    __tablename__ = "place_booking"
    __table_args__ = (
        CheckConstraint("ends_on > starts_on", name="span"),
        CheckConstraint("(fee > 0) = (charge_id IS NOT NULL)", name="charged"),
        CheckConstraint("fee >= 0 AND list_fee >= 0 AND deposit >= 0", name="amounts"),
        Index("ix_place_booking_place", "place_id", "starts_on"),
        Index("ix_place_booking_span", "ends_on", "starts_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("let_place.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    pay_unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    booker: Mapped[str] = mapped_column(String(80))
    contact: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    purpose: Mapped[str] = mapped_column(String(120))
    list_fee: Mapped[Money]
    fee: Mapped[Money]
    how: Mapped[str] = mapped_column(String(200))
    deposit: Mapped[Money]
    charge_id: Mapped[int | None] = mapped_column(ForeignKey("charge.id"), unique=True)
    words: Mapped[str] = mapped_column(String(200), default="")
    made_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class PlaceBookingEnd(Base):
    """A booking given up before its time: the place is free from `free_from` on, `kept` of the fee stays asked for."""

    __tablename__ = "place_booking_end"
    __table_args__ = (CheckConstraint("kept >= 0", name="kept"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("place_booking.id"), unique=True)
    free_from: Mapped[date]
    kept: Mapped[Money]
    reason: Mapped[str] = mapped_column(String(200))
    on_day: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


_CLASH = (
    "EXISTS (SELECT 1 FROM place_booking b LEFT JOIN place_booking_end e ON e.booking_id = b.id"
    " WHERE b.place_id = NEW.place_id AND b.starts_on < NEW.ends_on"
    " AND COALESCE(e.free_from, b.ends_on) > NEW.starts_on AND COALESCE(e.free_from, b.ends_on) > b.starts_on)"
)

GUARDS: tuple[Guard, ...] = (
    Guard("let_place", "delete", "a place is never deleted"),
    Guard("let_place", "update", "a place keeps its code", "NEW.code <> OLD.code", "code"),
    *final("let_place_price", "a place's price"),
    *final("place_booking", "a booking"),
    Guard("place_booking", "insert", "the place is booked already", _CLASH, "clash"),
    *final("place_booking_end", "the end of a booking"),
    Guard(
        "place_booking_end",
        "insert",
        "a booking ends within its term",
        "NEW.free_from < (SELECT b.starts_on FROM place_booking b WHERE b.id = NEW.booking_id)"
        " OR NEW.free_from >= (SELECT b.ends_on FROM place_booking b WHERE b.id = NEW.booking_id)",
        "term",
    ),
)
