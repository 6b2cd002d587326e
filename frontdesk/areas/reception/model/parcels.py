"""What the desk holds for somebody (代收): parcels, letters, papers to hand over; newspapers by unit and term (D2.4)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.parcels import NotifyWay, ParcelKind, ParcelStep
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class Parcel(Base):
    """Something held for a unit, or for somebody in words; `pieces` came at once and lie on one `shelf`.

    The last four columns follow from its events (`rules.parcels.standing`); the service writes them in the same
    transaction, so that a long list stays quick, and `check` holds them against the events.
    """

    __tablename__ = "parcel"
    __table_args__ = (
        CheckConstraint("unit_id IS NOT NULL OR taker <> ''", name="whom"),
        CheckConstraint("pieces > 0", name="pieces"),
        CheckConstraint("left_pieces >= 0 AND left_pieces <= pieces", name="left"),
        CheckConstraint("(left_pieces = 0) = (outcome IS NOT NULL)", name="outcome"),
        Index("ix_parcel_outcome", "outcome", "received_on"),
        Index("ix_parcel_received_on", "received_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    kind: Mapped[ParcelKind] = mapped_column(one_of(ParcelKind))
    carrier: Mapped[str] = mapped_column(String(40), default="")
    tracking: Mapped[str] = mapped_column(String(60), default="", index=True)
    pieces: Mapped[int]
    shelf: Mapped[str] = mapped_column(String(40), default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    taker: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    received_on: Mapped[date]
    received_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    # Made when the form opens: the same press twice finds its row here (T23); a register's row finds its mark.
    token: Mapped[str | None] = mapped_column(String(64), unique=True)
    left_pieces: Mapped[int]
    notified_on: Mapped[date | None]
    outcome: Mapped[ParcelStep | None] = mapped_column(one_of(ParcelStep))
    ended_on: Mapped[date | None]


class ParcelEvent(Base):
    """One thing that happened to it. `who` signed for what was collected, at `at`; `undoes_id` is what a row takes back."""

    __tablename__ = "parcel_event"
    __table_args__ = (
        CheckConstraint("(step = 'undone') = (undoes_id IS NOT NULL)", name="undoes"),
        CheckConstraint("(step IN ('collected', 'sent_back', 'voided')) = (pieces > 0)", name="pieces"),
        CheckConstraint("step <> 'collected' OR who <> ''", name="signed"),
        Index("ix_parcel_event_parcel", "parcel_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    parcel_id: Mapped[int] = mapped_column(ForeignKey("parcel.id"))
    step: Mapped[ParcelStep] = mapped_column(one_of(ParcelStep))
    happened_on: Mapped[date]
    at: Mapped[datetime]
    pieces: Mapped[int] = mapped_column(default=0)
    who: Mapped[str] = mapped_column(String(80), default="")
    way: Mapped[NotifyWay | None] = mapped_column(one_of(NotifyWay))
    words: Mapped[str] = mapped_column(String(200), default="")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("parcel_event.id"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class Subscription(Base):
    """A newspaper or magazine that a unit has ordered, from a day up to, not including, a day."""

    __tablename__ = "press_subscription"
    __table_args__ = (
        CheckConstraint("ends_on > starts_on", name="span"),
        CheckConstraint("copies > 0", name="copies"),
        Index("ix_press_subscription_ends_on", "ends_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    title: Mapped[str] = mapped_column(String(80))
    copies: Mapped[int]
    subscriber: Mapped[str] = mapped_column(String(80), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class SubscriptionEnd(Base):
    """It ends earlier than ordered, or was entered by mistake (then on its first day)."""

    __tablename__ = "press_subscription_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    subscription_id: Mapped[int] = mapped_column(ForeignKey("press_subscription.id"), unique=True)
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    Guard("parcel", "delete", "what was held is never deleted"),
    Guard(
        "parcel",
        "update",
        "what came in stands as it came",
        "NEW.number <> OLD.number OR NEW.kind <> OLD.kind OR NEW.pieces <> OLD.pieces"
        " OR NEW.received_on <> OLD.received_on OR NEW.by_id <> OLD.by_id",
        "came",
    ),
    *final("parcel_event", "what happened to a parcel"),
    Guard(
        "parcel_event",
        "insert",
        "more pieces than are here",
        "NEW.pieces > (SELECT p.left_pieces FROM parcel p WHERE p.id = NEW.parcel_id)",
        "here",
    ),
    *final("press_subscription", "a subscription"),
    *final("press_subscription_end", "the end of a subscription"),
    Guard(
        "press_subscription_end",
        "insert",
        "a subscription ends within its term",
        "NEW.ends_on < (SELECT s.starts_on FROM press_subscription s WHERE s.id = NEW.subscription_id)"
        " OR NEW.ends_on > (SELECT s.ends_on FROM press_subscription s WHERE s.id = NEW.subscription_id)",
        "term",
    ),
)
