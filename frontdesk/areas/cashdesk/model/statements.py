"""What a statement check found (D5.4): stored with its days, never changed; a second check is a further row."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class StatementCheck(Base):
    """One file held against the tenders of some business days, both ends included.

    `lines` is JSON: every line with its fate, as it was found. `sha256` is the file's, so that the same file is
    known again.
    """

    __tablename__ = "statement_check"
    __table_args__ = (Index("ix_statement_check_day", "first_on", "tender"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    tender: Mapped[Tender] = mapped_column(words(Tender))
    first_on: Mapped[date]
    last_on: Mapped[date]
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    ours: Mapped[Money]
    theirs: Mapped[Money]
    matched: Mapped[int]
    differing: Mapped[int]
    ours_only: Mapped[int]
    theirs_only: Mapped[int]
    doubts: Mapped[str] = mapped_column(Text, default="[]")
    lines: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = final("statement_check", "a statement check")
