"""Errands (代办) done for residents, step by step, with the papers they handed in; the office's own kinds (D2.6)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.errands import ErrandAct, ErrandState
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class ErrandKindRow(Base):
    """A kind of errand as it stands from this row on: usual days, fee and papers (one a line)."""

    __tablename__ = "errand_kind"
    __table_args__ = (Index("ix_errand_kind_words", "words"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(24))
    days: Mapped[int]
    fee: Mapped[Money]
    papers: Mapped[str] = mapped_column(String(400), default="")
    active: Mapped[bool]
    sort: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class Errand(Base):
    """What the office does for somebody of a unit. `who` is who came.

    `state`, `promised_on`, `ended_on` follow from its steps (`rules.errands.standing`); the service writes them in the
    same transaction, and `check` holds them against the steps.
    """

    __tablename__ = "errand"
    __table_args__ = (
        CheckConstraint("(fee > 0) = (charge_id IS NOT NULL)", name="charged"),
        CheckConstraint("fee >= 0", name="fee"),
        Index("ix_errand_state", "state", "promised_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    who: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[str] = mapped_column(String(24))
    what: Mapped[str] = mapped_column(String(200))
    fee: Mapped[Money]
    charge_id: Mapped[int | None] = mapped_column(ForeignKey("charge.id"), unique=True)
    received_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)
    state: Mapped[ErrandState] = mapped_column(one_of(ErrandState))
    promised_on: Mapped[date]
    ended_on: Mapped[date | None]


class ErrandPaper(Base):
    """A paper that was handed in: an original goes back to them."""

    __tablename__ = "errand_paper"
    __table_args__ = (UniqueConstraint("errand_id", "no"), CheckConstraint("copies > 0", name="copies"))
    id: Mapped[int] = mapped_column(primary_key=True)
    errand_id: Mapped[int] = mapped_column(ForeignKey("errand.id"))
    no: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    copies: Mapped[int]
    original: Mapped[bool]


class ErrandStep(Base):
    """One row of its course. `whom`: who it was handed to, or who signed for what was collected."""

    __tablename__ = "errand_step"
    __table_args__ = (
        UniqueConstraint("errand_id", "no"),
        CheckConstraint("act NOT IN ('交办', '领取') OR whom <> ''", name="whom"),
        CheckConstraint("act <> '改期' OR promised_on IS NOT NULL", name="promised"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    errand_id: Mapped[int] = mapped_column(ForeignKey("errand.id"))
    no: Mapped[int]
    act: Mapped[ErrandAct] = mapped_column(one_of(ErrandAct))
    on_day: Mapped[date]
    at: Mapped[datetime]
    whom: Mapped[str] = mapped_column(String(80), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    promised_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("errand_kind", "a kind of errand"),
    Guard("errand", "delete", "an errand is never deleted"),
    Guard(
        "errand",
        "update",
        "what was received stands as it came",
        "NEW.number <> OLD.number OR NEW.unit_id <> OLD.unit_id OR NEW.kind <> OLD.kind OR NEW.what <> OLD.what"
        " OR NEW.fee <> OLD.fee OR NEW.received_on <> OLD.received_on OR NEW.by_id <> OLD.by_id"
        " OR COALESCE(NEW.charge_id, 0) <> COALESCE(OLD.charge_id, 0)",
        "came",
    ),
    *final("errand_paper", "a paper handed in"),
    *final("errand_step", "a step of an errand"),
    Guard(
        "errand_step",
        "insert",
        "not the next step of its errand",
        "NEW.no <> (SELECT COALESCE(MAX(s.no), 0) + 1 FROM errand_step s WHERE s.errand_id = NEW.errand_id)",
        "next",
    ),
)
