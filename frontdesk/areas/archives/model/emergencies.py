"""Emergencies (突发事件): what happened where and to which units, and each thing that was done as a row of its own."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.archives.rules.emergencies import LONGEST_WORDS, EmergencyKind, Entry
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class Emergency(Base):
    """An emergency as it was first known. `happened_at` and `known_at` are wall-clock moments."""

    __tablename__ = "emergency"
    __table_args__ = (CheckConstraint("known_at >= happened_at", name="known"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[EmergencyKind] = mapped_column(one_of(EmergencyKind))
    place: Mapped[str] = mapped_column(String(80))
    happened_at: Mapped[datetime] = mapped_column(index=True)
    known_at: Mapped[datetime]
    reporter: Mapped[str] = mapped_column(String(60), default="")
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class EmergencyUnit(Base):
    """A unit that was touched."""

    __tablename__ = "emergency_unit"
    __table_args__ = (UniqueConstraint("emergency_id", "unit_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    emergency_id: Mapped[int] = mapped_column(ForeignKey("emergency.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)


class EmergencyEntry(Base):
    """A line of its course; `ends_id` is the follow-up that is done, or the line that is taken back."""

    __tablename__ = "emergency_entry"
    __table_args__ = (
        Index("ix_emergency_entry_emergency", "emergency_id", "id"),
        CheckConstraint("(entry IN ('跟进完成', '撤销')) = (ends_id IS NOT NULL)", name="ends"),
        CheckConstraint("(entry = '跟进') = (until IS NOT NULL)", name="until"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    emergency_id: Mapped[int] = mapped_column(ForeignKey("emergency.id"))
    entry: Mapped[Entry] = mapped_column(one_of(Entry))
    happened_at: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS), default="")
    who: Mapped[str] = mapped_column(String(60), default="")
    until: Mapped[date | None]
    ends_id: Mapped[int | None] = mapped_column(ForeignKey("emergency_entry.id"))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("emergency", "an emergency as it was recorded"),
    *final("emergency_unit", "a unit that an emergency touched"),
    *final("emergency_entry", "what was done in an emergency"),
)
