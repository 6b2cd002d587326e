"""Merging and splitting units (房屋合并、拆分): one row for each, what became what, and what went over (D1.1)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.archives.rules.unit_changes import LONGEST_REASON, Thing, UnitChangeKind
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class UnitChange(Base):
    """Units that became others on a day, `starts_on`: the first on which the new ones stand.

    `lifted` is what spoke against it and was settled by a supervisor's word, a line each; `lifted_why` that word.
    """

    __tablename__ = "unit_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[UnitChangeKind] = mapped_column(one_of(UnitChangeKind))
    starts_on: Mapped[date] = mapped_column(index=True)
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    lifted: Mapped[str] = mapped_column(String(2000), default="")
    lifted_why: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class UnitChangeUnit(Base):
    """One of its units with code and areas as they were on the day; `made` for what came of it."""

    __tablename__ = "unit_change_unit"
    __table_args__ = (UniqueConstraint("change_id", "unit_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("unit_change.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    made: Mapped[bool]
    code: Mapped[str] = mapped_column(String(40))
    built_area: Mapped[Decimal]
    inner_area: Mapped[Decimal | None]
    owners: Mapped[str] = mapped_column(String(400), default="")


class UnitChangeThing(Base):
    """A role, vehicle, space, pet or note that ended with its unit, and the row it goes on as (none: it does not)."""

    __tablename__ = "unit_change_thing"
    __table_args__ = (Index("ix_unit_change_thing_change", "change_id", "thing"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    change_id: Mapped[int] = mapped_column(ForeignKey("unit_change.id"))
    thing: Mapped[Thing] = mapped_column(one_of(Thing))
    old_id: Mapped[int]
    new_id: Mapped[int | None]
    words: Mapped[str] = mapped_column(String(200), default="")


GUARDS: tuple[Guard, ...] = (
    *final("unit_change", "a merging or splitting of units"),
    *final("unit_change_unit", "a unit that was merged or split"),
    *final("unit_change_thing", "what went over when units were merged or split"),
    Guard(
        "unit",
        "update",
        "the unit has ended",
        "OLD.ended_on IS NOT NULL AND (NEW.ended_on IS NULL OR NEW.ended_on <> OLD.ended_on)",
        "ended",
    ),
)
