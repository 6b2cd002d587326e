"""The office's terms of decorations (D4.4), from a day on: what held on a past day stays to be read (T15)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.base.store.base import Base
from frontdesk.base.store.guards import Guard, final


class DecorationTerms(Base):
    """One version; of those begun on a day the one that begins last holds. `value` is JSON of `stored_terms`."""

    __tablename__ = "decoration_terms"
    id: Mapped[int] = mapped_column(primary_key=True)
    starts_on: Mapped[date] = mapped_column(index=True)
    value: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (*final("decoration_terms", "a version of the terms"),)
