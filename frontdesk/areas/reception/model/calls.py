"""Calls to the desk's telephone, logged as they come; what was said is added in rows of its own (D2.1, hotline)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.base.store.base import Base
from frontdesk.base.store.guards import Guard, final


class DeskCall(Base):
    """Somebody called from `phone` at `at`; the unit and the person are those the number was found under, if any."""

    __tablename__ = "desk_call"
    __table_args__ = (
        CheckConstraint("phone <> ''", name="phone"),
        Index("ix_desk_call_called_on", "called_on"),
        Index("ix_desk_call_phone", "phone"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    phone: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    called_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class DeskCallWords(Base):
    """What the caller wanted and was told; with `void` the call was logged by mistake and why."""

    __tablename__ = "desk_call_words"
    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("desk_call.id"), index=True)
    words: Mapped[str] = mapped_column(String(200))
    void: Mapped[bool]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("desk_call", "a call"),
    *final("desk_call_words", "what was said in a call"),
)
