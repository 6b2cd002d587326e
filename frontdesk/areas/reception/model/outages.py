"""Outages (停水、停电、电梯 …, D2.2): one record with its places and the words to say; later words are dated rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.words import OutageKind
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final


class Outage(Base):
    """What failed, since when. `whole`: the whole estate, and no places."""

    __tablename__ = "outage"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[OutageKind] = mapped_column(words(OutageKind))
    what: Mapped[str] = mapped_column(String(200), default="")
    whole: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class OutagePlace(Base):
    """A place without it: a building, one of its entrances, or a unit."""

    __tablename__ = "outage_place"
    __table_args__ = (CheckConstraint("(unit_id IS NULL) <> (building_id IS NULL)", name="one"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    outage_id: Mapped[int] = mapped_column(ForeignKey("outage.id"), index=True)
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"), index=True)
    entrance: Mapped[str] = mapped_column(String(20), default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)


class OutageWords(Base):
    """What callers are told, and until when it is expected to last; the newest holds."""

    __tablename__ = "outage_words"
    __table_args__ = (UniqueConstraint("outage_id", "no"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    outage_id: Mapped[int] = mapped_column(ForeignKey("outage.id"))
    no: Mapped[int]
    say: Mapped[str] = mapped_column(String(300))
    expected_until: Mapped[datetime | None]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class OutageEnd(Base):
    """It is over, or (`void`) was entered by mistake."""

    __tablename__ = "outage_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    outage_id: Mapped[int] = mapped_column(ForeignKey("outage.id"), unique=True)
    ended_at: Mapped[datetime]
    void: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("outage", "an outage"),
    *final("outage_place", "an outage's place"),
    *final("outage_words", "an outage's words"),
    *final("outage_end", "an outage's end"),
    Guard(
        "outage_words",
        "insert",
        "the outage is over",
        "EXISTS (SELECT 1 FROM outage_end WHERE outage_id = NEW.outage_id)",
        "over",
    ),
)
