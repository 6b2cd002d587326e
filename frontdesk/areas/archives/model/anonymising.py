"""Anonymising (D1.9, 个人信息保护法 art. 47): each time it was done, and of whom; it cannot be undone.

A time that is not finished opens the final tables, and them only for the columns in which a person stands (see
`gated`): the row is written, the values are replaced and the row is finished, all in one transaction. Nobody else
ever sees it open, on SQLite as on PostgreSQL. A mapping beside the rows, with every screen and paper asking it,
would have left the names in the file; so the rows themselves are changed, and nothing but the names.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, MetaData, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.archives.rules.anonymising import LONGEST_REASON, Place
from frontdesk.base.store.base import Base
from frontdesk.base.store.guards import Guard, final, unless

OPEN = "EXISTS (SELECT 1 FROM anonymising g WHERE g.finished_at IS NULL)"


class Anonymising(Base):
    """One time it was done: `places` counts the rows changed, `files` the files taken out of the data folder."""

    __tablename__ = "anonymising"
    __table_args__ = (CheckConstraint("reason <> ''", name="reason"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    places: Mapped[int] = mapped_column(default=0)
    files: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]


class AnonymisedPerson(Base):
    """One person of it, by the id that stays; `last_on` is when the last role ended, `places` the rows changed."""

    __tablename__ = "anonymised_person"
    id: Mapped[int] = mapped_column(primary_key=True)
    anonymising_id: Mapped[int] = mapped_column(ForeignKey("anonymising.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    last_on: Mapped[date]


GUARDS: tuple[Guard, ...] = (
    Guard("anonymising", "update", "what was made anonymous is final", "OLD.finished_at IS NOT NULL"),
    Guard("anonymising", "delete", "what was made anonymous is never deleted"),
    *final("anonymised_person", "who was made anonymous"),
    Guard(
        "person",
        "update",
        "somebody made anonymous stays so",
        f"EXISTS (SELECT 1 FROM anonymised_person a WHERE a.person_id = OLD.id) AND NOT {OPEN}",
        "anonymous",
    ),
    Guard(
        "unit_role",
        "insert",
        "somebody made anonymous stays so",
        "EXISTS (SELECT 1 FROM anonymised_person a WHERE a.person_id = NEW.person_id)",
        "anonymous",
    ),
)


def gated(guards: Iterable[Guard], places: Iterable[Place], tables: MetaData) -> tuple[Guard, ...]:
    """The guards, those over updates of a place let through what only replaces a person's facts in the open time."""
    open_columns = {place.table: set(place.open) for place in places}
    return tuple(
        unless(
            guard,
            OPEN,
            [c.name for c in tables.tables[guard.table].c if c.name not in open_columns[guard.table]],
        )
        if guard.act == "update" and open_columns.get(guard.table) and guard.label != "anonymous"
        else guard
        for guard in guards
    )
