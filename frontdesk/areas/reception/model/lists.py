"""What the office sets for tickets: its word lists (D2.1) and time limits by kind and level; the newest row holds."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.words import Level, TicketKind, WordList
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final


class TicketWord(Base):
    """A word of a list, as it stands from this row on; `parent` is the word it hangs below."""

    __tablename__ = "ticket_word"
    __table_args__ = (Index("ix_ticket_word_list", "which", "words"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    which: Mapped[WordList] = mapped_column(words(WordList))
    words: Mapped[str] = mapped_column(String(24))
    parent: Mapped[str] = mapped_column(String(24), default="")
    active: Mapped[bool]
    sort: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class TicketLimit(Base):
    """The limits of a kind and level from a day on (`LimitRule`)."""

    __tablename__ = "ticket_limit"
    __table_args__ = (Index("ix_ticket_limit_kind", "kind", "level", "starts_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[TicketKind] = mapped_column(words(TicketKind))
    level: Mapped[Level] = mapped_column(words(Level))
    dispatch_minutes: Mapped[int | None]
    arrive_minutes: Mapped[int | None]
    finish_hours: Mapped[int | None]
    call_days: Mapped[int | None]
    working: Mapped[bool]
    starts_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("ticket_word", "a list's word"),
    *final("ticket_limit", "a limit"),
)
