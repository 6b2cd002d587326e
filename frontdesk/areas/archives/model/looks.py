"""Who saw whose numbers in full, when and why (D1.9): a row for each look, export and print, never changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.archives.rules.looks import LONGEST_REASON, How, Matter
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class NumberLook(Base):
    """One look. `name` says whose or of which record; `people` is how many at once, 1 but for lists."""

    __tablename__ = "number_look"
    __table_args__ = (
        Index("ix_number_look_at", "at"),
        CheckConstraint("people > 0", name="people"),
        CheckConstraint("reason <> ''", name="reason"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    how: Mapped[How] = mapped_column(one_of(How))
    matter: Mapped[Matter] = mapped_column(one_of(Matter))
    record_id: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(String(160))
    people: Mapped[int] = mapped_column(default=1)
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    approver: Mapped[str] = mapped_column(String(60), default="")


GUARDS: tuple[Guard, ...] = final("number_look", "who saw a number in full")
