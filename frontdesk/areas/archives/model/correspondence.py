"""Documents in and out (收发文, D1.6): what came or went, and each thing that happened to it as a row of its own."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.archives.rules.correspondence import Direction, Secrecy, Step
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class Correspondence(Base):
    """A document in or out. `number` is ours (`SW-2026-001`), `reference` the one that stands on it.

    `party` is whom it came from or went to; `handler` who deals with it, until `answer_by`. Its state follows from
    its events (`rules.correspondence.stand`).
    """

    __tablename__ = "correspondence"
    __table_args__ = (
        CheckConstraint("copies > 0", name="copies"),
        Index("ix_correspondence_happened_on", "happened_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    direction: Mapped[Direction] = mapped_column(one_of(Direction))
    happened_on: Mapped[date]
    party: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(24), default="")
    reference: Mapped[str] = mapped_column(String(40), default="")
    secrecy: Mapped[Secrecy] = mapped_column(one_of(Secrecy), default=Secrecy.PLAIN)
    copies: Mapped[int]
    handler: Mapped[str] = mapped_column(String(60), default="")
    answer_by: Mapped[date | None]
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class CorrespondenceEvent(Base):
    """One thing that happened to it. `who` read, borrowed, or deals with it; `until` is a borrower's last day.

    `ends_id` is the row this one ends: a reading that was asked for, an original that was lent, or, for `UNDONE`,
    any row that should not have been written.
    """

    __tablename__ = "correspondence_event"
    __table_args__ = (
        CheckConstraint("(step IN ('read', 'returned', 'undone')) = (ends_id IS NOT NULL)", name="ends"),
        CheckConstraint("(step = 'lent') = (until IS NOT NULL)", name="until"),
        Index("ix_correspondence_event_document", "correspondence_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    correspondence_id: Mapped[int] = mapped_column(ForeignKey("correspondence.id"))
    step: Mapped[Step] = mapped_column(one_of(Step))
    happened_on: Mapped[date]
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(60), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    until: Mapped[date | None]
    ends_id: Mapped[int | None] = mapped_column(ForeignKey("correspondence_event.id"))
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    Guard("correspondence", "delete", "a document in or out is never deleted"),
    Guard(
        "correspondence",
        "update",
        "what came in or went out stands as it was numbered",
        "NEW.number <> OLD.number OR NEW.direction <> OLD.direction OR NEW.happened_on <> OLD.happened_on"
        " OR NEW.by_id <> OLD.by_id",
        "numbered",
    ),
    *final("correspondence_event", "what happened to a document"),
)
