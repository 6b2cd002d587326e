"""Rent and sale commissions, who looks for a home, and viewings (房屋租售委托, D2.6)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.lettings import (
    KeyWay,
    LettingKind,
    LettingStep,
    SeekerStep,
    SeekKind,
    ViewResult,
)
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class Letting(Base):
    """An owner's commission. The last five columns follow from its terms and events, as a parcel's do."""

    __tablename__ = "letting"
    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (ended_on IS NULL)", name="outcome"),
        Index("ix_letting_outcome", "outcome", "ends_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    owner: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(40), default="")
    received_on: Mapped[date]
    received_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)
    terms_no: Mapped[int]
    ends_on: Mapped[date]
    signed_on: Mapped[date | None]
    outcome: Mapped[LettingStep | None] = mapped_column(one_of(LettingStep))
    ended_on: Mapped[date | None]


class LettingTerms(Base):
    """What the owner asks: rent for a month, price for the whole, the least of each. The row of the highest `no` holds."""

    __tablename__ = "letting_terms"
    __table_args__ = (
        UniqueConstraint("letting_id", "no"),
        CheckConstraint("starts_on < ends_on", name="term"),
        CheckConstraint("(rent IS NULL) = (kind = '出售')", name="rent"),
        CheckConstraint("(price IS NULL) = (kind = '出租')", name="price"),
        CheckConstraint("least_rent IS NULL OR least_rent <= rent", name="least_rent"),
        CheckConstraint("least_price IS NULL OR least_price <= price", name="least_price"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    letting_id: Mapped[int] = mapped_column(ForeignKey("letting.id"))
    no: Mapped[int]
    kind: Mapped[LettingKind] = mapped_column(one_of(LettingKind))
    rent: Mapped[Money | None]
    price: Mapped[Money | None]
    least_rent: Mapped[Money | None]
    least_price: Mapped[Money | None]
    furniture: Mapped[str] = mapped_column(String(120), default="")
    words: Mapped[str] = mapped_column(String(300), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class LettingEvent(Base):
    """One thing that happened to a commission; `undoes_id` is what a row takes back."""

    __tablename__ = "letting_event"
    __table_args__ = (
        CheckConstraint("(step = 'undone') = (undoes_id IS NOT NULL)", name="undoes"),
        Index("ix_letting_event_letting", "letting_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    letting_id: Mapped[int] = mapped_column(ForeignKey("letting.id"))
    step: Mapped[LettingStep] = mapped_column(one_of(LettingStep))
    happened_on: Mapped[date]
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(300), default="")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("letting_event.id"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class LettingDeal(Base):
    """What was agreed on: `price` for a month or the whole, and the office's commission as a charge, if any."""

    __tablename__ = "letting_deal"
    __table_args__ = (
        CheckConstraint("price > 0", name="price"),
        CheckConstraint("commission >= 0", name="commission"),
        CheckConstraint("(commission > 0) = (charge_id IS NOT NULL)", name="charge"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("letting_event.id"), unique=True)
    kind: Mapped[SeekKind] = mapped_column(one_of(SeekKind))
    seeker_id: Mapped[int | None] = mapped_column(ForeignKey("seeker.id"), index=True)
    who: Mapped[str] = mapped_column(String(80))
    price: Mapped[Money]
    commission: Mapped[Money]
    charge_id: Mapped[int | None] = mapped_column(ForeignKey("charge.id"), unique=True)


class Seeker(Base):
    """Somebody who looks for a home (求租, 求购). `outcome` and `ended_on` follow from the events."""

    __tablename__ = "seeker"
    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (ended_on IS NULL)", name="outcome"),
        Index("ix_seeker_outcome", "outcome", "kind"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    kind: Mapped[SeekKind] = mapped_column(one_of(SeekKind))
    name: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(40), default="")
    rooms: Mapped[int | None]
    area_from: Mapped[Decimal | None]
    area_to: Mapped[Decimal | None]
    price_to: Mapped[Money | None]
    words: Mapped[str] = mapped_column(String(300), default="")
    received_on: Mapped[date]
    received_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)
    outcome: Mapped[SeekerStep | None] = mapped_column(one_of(SeekerStep))
    ended_on: Mapped[date | None]


class SeekerEvent(Base):
    """One thing that happened to a search; `deal_id` is the deal that ended it."""

    __tablename__ = "seeker_event"
    __table_args__ = (
        CheckConstraint("(step = 'undone') = (undoes_id IS NOT NULL)", name="undoes"),
        Index("ix_seeker_event_seeker", "seeker_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    seeker_id: Mapped[int] = mapped_column(ForeignKey("seeker.id"))
    step: Mapped[SeekerStep] = mapped_column(one_of(SeekerStep))
    happened_on: Mapped[date]
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(300), default="")
    deal_id: Mapped[int | None] = mapped_column(ForeignKey("letting_deal.id"))
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("seeker_event.id"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class LettingViewing(Base):
    """Somebody is led through a home on a day; `begins` is the wall clock's `14:30`, "" where no hour was said."""

    __tablename__ = "letting_viewing"
    __table_args__ = (
        CheckConstraint("seeker_id IS NOT NULL OR who <> ''", name="whom"),
        Index("ix_letting_viewing_letting", "letting_id", "held_on"),
        Index("ix_letting_viewing_held_on", "held_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    letting_id: Mapped[int] = mapped_column(ForeignKey("letting.id"))
    seeker_id: Mapped[int | None] = mapped_column(ForeignKey("seeker.id"), index=True)
    who: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    held_on: Mapped[date]
    begins: Mapped[str] = mapped_column(String(5), default="")
    leader: Mapped[str] = mapped_column(String(60))
    key_way: Mapped[KeyWay] = mapped_column(one_of(KeyWay))
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class LettingViewingEnd(Base):
    """What came of a viewing; `next_words` is what is done next."""

    __tablename__ = "letting_viewing_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    viewing_id: Mapped[int] = mapped_column(ForeignKey("letting_viewing.id"), unique=True)
    result: Mapped[ViewResult] = mapped_column(one_of(ViewResult))
    words: Mapped[str] = mapped_column(String(300), default="")
    next_words: Mapped[str] = mapped_column(String(200), default="")
    ended_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    Guard("letting", "delete", "a commission is never deleted"),
    Guard(
        "letting",
        "update",
        "a commission keeps its number, home, owner and day",
        "NEW.number <> OLD.number OR NEW.unit_id <> OLD.unit_id OR NEW.owner <> OLD.owner"
        " OR NEW.received_on <> OLD.received_on OR NEW.by_id <> OLD.by_id",
        "came",
    ),
    *final("letting_terms", "terms of a commission"),
    *final("letting_event", "what happened to a commission"),
    Guard(
        "letting_event",
        "insert",
        "the commission is over",
        "NEW.step IN ('signed', 'terms', 'deal', 'withdrawn', 'voided')"
        " AND EXISTS (SELECT 1 FROM letting t WHERE t.id = NEW.letting_id AND t.outcome IS NOT NULL)",
        "open",
    ),
    *final("letting_deal", "a deal"),
    Guard("seeker", "delete", "who looks for a home is never deleted"),
    Guard(
        "seeker",
        "update",
        "a search keeps its number and day",
        "NEW.number <> OLD.number OR NEW.received_on <> OLD.received_on OR NEW.by_id <> OLD.by_id",
        "came",
    ),
    *final("seeker_event", "what happened to a search"),
    *final("letting_viewing", "a viewing"),
    *final("letting_viewing_end", "the result of a viewing"),
)
