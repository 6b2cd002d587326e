"""Who came to see somebody, when they came in and went out, and the pass they wore (D2.4)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.visits import VisitEndKind
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class Visit(Base):
    """A visitor (and `people` in all) who came in at `at`, to a unit or a `place` in words. It stands as it was written."""

    __tablename__ = "visit"
    __table_args__ = (
        CheckConstraint("unit_id IS NOT NULL OR place <> ''", name="whom"),
        CheckConstraint("people > 0", name="people"),
        Index("ix_visit_came_on", "came_on"),
        Index("ix_visit_pass_number", "pass_number"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    people: Mapped[int]
    phone: Mapped[str] = mapped_column(String(40), default="")
    id_number: Mapped[str] = mapped_column(String(40), default="")
    plate: Mapped[str] = mapped_column(String(20), default="")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    place: Mapped[str] = mapped_column(String(120), default="")
    host: Mapped[str] = mapped_column(String(80), default="")
    why: Mapped[str] = mapped_column(String(120))
    pass_number: Mapped[str] = mapped_column(String(20), default="")
    came_on: Mapped[date]
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class VisitEnd(Base):
    """The visitor left at `at`, or the row was a mistake. `pass_back`: the pass was handed in."""

    __tablename__ = "visit_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id"), unique=True)
    kind: Mapped[VisitEndKind] = mapped_column(one_of(VisitEndKind))
    ended_on: Mapped[date]
    at: Mapped[datetime]
    pass_back: Mapped[bool]
    words: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("visit", "a visit"),
    *final("visit_end", "the end of a visit"),
    Guard(
        "visit",
        "insert",
        "the pass is worn by somebody inside",
        "NEW.pass_number <> '' AND EXISTS (SELECT 1 FROM visit v WHERE v.pass_number = NEW.pass_number"
        " AND NOT EXISTS (SELECT 1 FROM visit_end e WHERE e.visit_id = v.id))",
        "pass",
    ),
)
