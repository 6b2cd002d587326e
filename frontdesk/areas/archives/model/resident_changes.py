"""变更通知单: what departments were told of the residents, line by line, and from where in the trail to where (D1.2)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.archives.rules.resident_changes import ChangeKind
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class ChangeSheet(Base):
    """A sheet `BG-2026-001`: the trail after `after_id` up to and including `upto_id`, so that none is told twice.

    The next begins where this one ended; two cannot begin at one place.
    """

    __tablename__ = "change_sheet"
    __table_args__ = (CheckConstraint("upto_id > after_id", name="span"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    after_id: Mapped[int] = mapped_column(unique=True)
    upto_id: Mapped[int]
    first_on: Mapped[date]
    last_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class ChangeSheetLine(Base):
    """One change as it was told; phones stand masked. `departments` are joined by 、."""

    __tablename__ = "change_sheet_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    sheet_id: Mapped[int] = mapped_column(ForeignKey("change_sheet.id"), index=True)
    kind: Mapped[ChangeKind] = mapped_column(one_of(ChangeKind))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    unit_code: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80))
    role: Mapped[str] = mapped_column(String(20), default="")
    happened_on: Mapped[date | None]
    before: Mapped[str] = mapped_column(String(80), default="")
    after: Mapped[str] = mapped_column(String(80), default="")
    departments: Mapped[str] = mapped_column(String(300))


GUARDS: tuple[Guard, ...] = (
    *final("change_sheet", "a change sheet"),
    *final("change_sheet_line", "what departments were told"),
)
