"""Planned visits (D2.7): the plan, the units it takes in, every visit made as a dated row, what was ended."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.visit_plans import Outcome, PlanEnd, Whom
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class VisitPlan(Base):
    """A plan, from a day up to, not including, a day. `population` is of how many its units were taken; a sample
    has the `seed` by which it can be drawn again. `scope` names the buildings in words.
    """

    __tablename__ = "visit_plan"
    __table_args__ = (CheckConstraint("ends_on > starts_on", name="span"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    name: Mapped[str] = mapped_column(String(60))
    whom: Mapped[Whom] = mapped_column(one_of(Whom))
    scope: Mapped[str] = mapped_column(String(300))
    words: Mapped[str] = mapped_column(String(300), default="")
    seed: Mapped[str] = mapped_column(String(32), default="")
    population: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class VisitTarget(Base):
    """A unit of a plan, the n-th to be walked to; `why` says what it was chosen for."""

    __tablename__ = "visit_target"
    __table_args__ = (UniqueConstraint("plan_id", "unit_id"), UniqueConstraint("plan_id", "no"))
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("visit_plan.id"))
    no: Mapped[int]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    why: Mapped[str] = mapped_column(String(300), default="")


class VisitMade(Base):
    """Somebody knocked: who (`visitor`), whom they spoke to, what was said, what is needed."""

    __tablename__ = "visit_made"
    __table_args__ = (
        CheckConstraint("satisfaction IS NULL OR satisfaction BETWEEN 1 AND 5", name="satisfaction"),
        Index("ix_visit_made_target", "target_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    target_id: Mapped[int] = mapped_column(ForeignKey("visit_target.id"))
    made_on: Mapped[date]
    visitor: Mapped[str] = mapped_column(String(60))
    outcome: Mapped[Outcome] = mapped_column(one_of(Outcome))
    talked: Mapped[str] = mapped_column(String(60), default="")
    words: Mapped[str] = mapped_column(String(300), default="")
    satisfaction: Mapped[int | None]
    needs: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class VisitMadeVoid(Base):
    """A visit was written down by mistake."""

    __tablename__ = "visit_made_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    made_id: Mapped[int] = mapped_column(ForeignKey("visit_made.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class VisitTicket(Base):
    """The ticket that a visit's need has become."""

    __tablename__ = "visit_ticket"
    id: Mapped[int] = mapped_column(primary_key=True)
    made_id: Mapped[int] = mapped_column(ForeignKey("visit_made.id"), unique=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), unique=True)


class VisitPlanEnd(Base):
    """A plan was ended before everybody was reached, or was void from the beginning."""

    __tablename__ = "visit_plan_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("visit_plan.id"), unique=True)
    outcome: Mapped[PlanEnd] = mapped_column(one_of(PlanEnd))
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("visit_plan", "a plan of visits"),
    *final("visit_target", "a unit of a plan"),
    *final("visit_made", "a visit made"),
    *final("visit_made_void", "a void visit"),
    *final("visit_ticket", "the ticket of a visit"),
    *final("visit_plan_end", "the end of a plan"),
    Guard(
        "visit_made",
        "insert",
        "the plan has ended",
        "EXISTS (SELECT 1 FROM visit_plan_end e JOIN visit_target t ON t.plan_id = e.plan_id"
        " WHERE t.id = NEW.target_id)",
        "ended",
    ),
)
