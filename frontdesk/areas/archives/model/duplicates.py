"""Duplicate people: two who were found to be one, taken apart again, or seen to be two (D1.2).

A join touches no role, receipt or permit: both rows of `person` stay and say the same from then on, and whoever asks
for the joined one is given the kept one. So a split has only to give back what the rows said before.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.base.store.base import Base
from frontdesk.base.store.guards import Guard, final


class PersonJoin(Base):
    """`joined_id` is `kept_id`. The facts of both before, and what both said afterwards, as JSON."""

    __tablename__ = "person_join"
    __table_args__ = (CheckConstraint("kept_id <> joined_id", name="two"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    joined_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(String(200))
    kept_before: Mapped[str] = mapped_column(Text)
    joined_before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class PersonSplit(Base):
    """A join undone, once."""

    __tablename__ = "person_split"
    id: Mapped[int] = mapped_column(primary_key=True)
    join_id: Mapped[int] = mapped_column(ForeignKey("person_join.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class PersonApart(Base):
    """Two who look alike and are two; `one_id` is the smaller id. They are not brought up again."""

    __tablename__ = "person_apart"
    __table_args__ = (
        UniqueConstraint("one_id", "other_id"),
        CheckConstraint("one_id < other_id", name="order"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    one_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    other_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("person_join", "a join of two people"),
    *final("person_split", "a split of two people"),
    *final("person_apart", "what was found to be two people"),
)
