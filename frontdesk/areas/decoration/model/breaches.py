"""Breaches (违规, D4.4): the notice with its ground and limit, re-checks, the report of article 17, what is kept back."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.decoration.rules.articles import Ground
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class DecorationBreach(Base):
    """A breach with its 整改通知书: what it offends, what was found, until when it is to be mended.

    `done`: it has had its consequences already, so that it is to be reported at once (article 17).
    """

    __tablename__ = "decoration_breach"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("decoration_file.id"), index=True)
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("decoration_inspection.id"))
    ground: Mapped[Ground] = mapped_column(words(Ground))
    what: Mapped[str] = mapped_column(String(300))
    demand: Mapped[str] = mapped_column(String(300))
    found_on: Mapped[date] = mapped_column(index=True)
    limit_on: Mapped[date]
    done: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class DecorationRecheck(Base):
    """Somebody looked again: mended, or not and a new limit."""

    __tablename__ = "decoration_recheck"
    __table_args__ = (UniqueConstraint("breach_id", "no"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    breach_id: Mapped[int] = mapped_column(ForeignKey("decoration_breach.id"))
    no: Mapped[int]
    checked_on: Mapped[date]
    mended: Mapped[bool]
    limit_on: Mapped[date | None]
    words: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationReport(Base):
    """The breach was reported to the authority (article 17)."""

    __tablename__ = "decoration_report"
    id: Mapped[int] = mapped_column(primary_key=True)
    breach_id: Mapped[int] = mapped_column(ForeignKey("decoration_breach.id"), unique=True)
    authority: Mapped[str] = mapped_column(String(80))
    reported_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationDeduction(Base):
    """What is meant to be kept back of the deposit for a breach; the newest row holds, nothing takes it back."""

    __tablename__ = "decoration_deduction"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    breach_id: Mapped[int] = mapped_column(ForeignKey("decoration_breach.id"), index=True)
    amount: Mapped[Money]
    reason: Mapped[str] = mapped_column(String(200))
    made_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationBreachVoid(Base):
    """A breach entered by mistake (D0.5)."""

    __tablename__ = "decoration_breach_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    breach_id: Mapped[int] = mapped_column(ForeignKey("decoration_breach.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("decoration_breach", "a breach"),
    *final("decoration_recheck", "a re-check"),
    *final("decoration_report", "a report"),
    *final("decoration_deduction", "a deduction"),
    *final("decoration_breach_void", "a breach's void"),
    Guard(
        "decoration_deduction",
        "insert",
        "the breach is void",
        "EXISTS (SELECT 1 FROM decoration_breach_void WHERE breach_id = NEW.breach_id)",
        "void",
    ),
)
