"""Visits to the works (巡查, 初验, 复验, 复查): planned, made, what was found; and water tests (闭水)."""

from __future__ import annotations

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.decoration.rules.kinds import PlanEnd, Result, VisitKind
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final


class DecorationPlan(Base):
    """A planned visit: the day, the hour where one is agreed, and what to look at."""

    __tablename__ = "decoration_plan"
    __table_args__ = (Index("ix_decoration_plan_day", "planned_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("decoration_file.id"), index=True)
    kind: Mapped[VisitKind] = mapped_column(words(VisitKind))
    planned_on: Mapped[date]
    planned_at: Mapped[time | None]
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationPlanEnd(Base):
    """What became of a planned visit."""

    __tablename__ = "decoration_plan_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("decoration_plan.id"), unique=True)
    how: Mapped[PlanEnd] = mapped_column(words(PlanEnd))
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationInspection(Base):
    """A visit made: the n-th of its kind, what was seen, and whether it is as approved. Its step is in the course."""

    __tablename__ = "decoration_inspection"
    __table_args__ = (UniqueConstraint("file_id", "kind", "no"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("decoration_file.id"))
    step_id: Mapped[int] = mapped_column(ForeignKey("decoration_step.id"), unique=True)
    kind: Mapped[VisitKind] = mapped_column(words(VisitKind))
    no: Mapped[int]
    visited_on: Mapped[date] = mapped_column(index=True)
    result: Mapped[Result] = mapped_column(words(Result))
    seen: Mapped[str] = mapped_column(String(300))
    inspector: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationFinding(Base):
    """What was found of one item; `scope_id` None: of something outside the approved scope."""

    __tablename__ = "decoration_finding"
    __table_args__ = (UniqueConstraint("inspection_id", "no"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("decoration_inspection.id"))
    no: Mapped[int]
    scope_id: Mapped[int | None] = mapped_column(ForeignKey("decoration_scope.id"))
    result: Mapped[Result] = mapped_column(words(Result))
    words: Mapped[str] = mapped_column(String(200), default="")


class DecorationWater(Base):
    """A water test (闭水试验, article 8) of a room: from when to when, whether it held, who saw it. The newest counts."""

    __tablename__ = "decoration_water"
    __table_args__ = (CheckConstraint("ended_at > started_at", name="span"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("decoration_file.id"), index=True)
    room: Mapped[str] = mapped_column(String(24))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime]
    passed: Mapped[bool]
    seen_by: Mapped[str] = mapped_column(String(120))
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("decoration_plan", "a planned visit"),
    *final("decoration_plan_end", "a planned visit's end"),
    *final("decoration_inspection", "a visit"),
    *final("decoration_finding", "a finding"),
    *final("decoration_water", "a water test"),
)
