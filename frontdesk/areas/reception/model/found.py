"""Lost and found: what was handed in, and what became of it (D2.4)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.found import FoundStep
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class FoundItem(Base):
    """A thing found. `outcome` and `ended_on` follow from its events, as a parcel's do."""

    __tablename__ = "found_item"
    __table_args__ = (
        CheckConstraint("(outcome IS NULL) = (ended_on IS NULL)", name="outcome"),
        Index("ix_found_item_outcome", "outcome", "received_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    what: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(120))
    found_on: Mapped[date]
    finder: Mapped[str] = mapped_column(String(80))
    finder_phone: Mapped[str] = mapped_column(String(40), default="")
    shelf: Mapped[str] = mapped_column(String(40), default="")
    words: Mapped[str] = mapped_column(String(300), default="")
    received_on: Mapped[date]
    received_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)
    outcome: Mapped[FoundStep | None] = mapped_column(one_of(FoundStep))
    ended_on: Mapped[date | None]


class FoundEvent(Base):
    """One thing that happened to it. `who` claimed it, or took it over for the police; `id_number` is shown masked."""

    __tablename__ = "found_event"
    __table_args__ = (
        CheckConstraint("(step = 'undone') = (undoes_id IS NOT NULL)", name="undoes"),
        CheckConstraint("step <> 'claimed' OR who <> ''", name="claimed"),
        Index("ix_found_event_item", "item_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("found_item.id"))
    step: Mapped[FoundStep] = mapped_column(one_of(FoundStep))
    happened_on: Mapped[date]
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(80), default="")
    id_number: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("found_event.id"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    Guard("found_item", "delete", "a found thing is never deleted"),
    Guard(
        "found_item",
        "update",
        "a found thing keeps its number and day",
        "NEW.number <> OLD.number OR NEW.received_on <> OLD.received_on OR NEW.by_id <> OLD.by_id",
        "came",
    ),
    *final("found_event", "what happened to a found thing"),
    Guard(
        "found_event",
        "insert",
        "it is not here any more",
        "NEW.step IN ('posted', 'claimed', 'handed', 'disposed', 'voided')"
        " AND EXISTS (SELECT 1 FROM found_item i WHERE i.id = NEW.item_id AND i.outcome IS NOT NULL)",
        "here",
    ),
)
