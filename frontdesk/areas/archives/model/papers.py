"""Papers of units and people (资料, D1.6): their kinds, the files filed under them, and what was voided.

A file's bytes lie in the data folder under their hash (`base.store.vault`); a row here says what it is a file of.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.archives.rules.papers import Source
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class PaperKind(Base):
    """A kind of paper (产权证, 身份证 …), which the office edits; one not used any more is not `active`.

    `personal` papers are looked at by who has the right, and each look is logged. `unit_kinds` and `unit_states` say
    which units must have one (values joined by `,`; empty: of every kind, in every state); nothing where not
    `required`.
    """

    __tablename__ = "archive_paper_kind"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(24), unique=True)
    sort: Mapped[int]
    personal: Mapped[bool] = mapped_column(default=False)
    required: Mapped[bool] = mapped_column(default=False)
    unit_kinds: Mapped[str] = mapped_column(String(80), default="")
    unit_states: Mapped[str] = mapped_column(String(80), default="")
    active: Mapped[bool] = mapped_column(default=True)


class ArchivePaper(Base):
    """A file that was filed: of a unit, a person, both, a document in or out, or an emergency.

    `replaces_id` is the older one it stands for; `dated_on` the day on the paper itself; `name` what the clerk calls
    it, `file_name` what the file was called.
    """

    __tablename__ = "archive_paper"
    __table_args__ = (
        CheckConstraint(
            "unit_id IS NOT NULL OR person_id IS NOT NULL OR correspondence_id IS NOT NULL OR emergency_id IS NOT NULL",
            name="whose",
        ),
        Index("ix_archive_paper_unit", "unit_id", "kind_id"),
        # All that the search looks at, so that it reads these and not the whole rows.
        Index("ix_archive_paper_name", "name"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey("archive_paper_kind.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    correspondence_id: Mapped[int | None] = mapped_column(ForeignKey("correspondence.id"), index=True)
    emergency_id: Mapped[int | None] = mapped_column(ForeignKey("emergency.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    words: Mapped[str] = mapped_column(String(200), default="")
    hash: Mapped[str] = mapped_column(ForeignKey("stored_file.hash"), index=True)
    file_name: Mapped[str] = mapped_column(String(120), default="")
    dated_on: Mapped[date | None]
    source: Mapped[Source] = mapped_column(one_of(Source))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("archive_paper.id"), index=True)
    filed_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    # Made when the form opens: the same press twice finds its row here (T23).
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class ArchivePaperVoid(Base):
    """A paper filed by mistake, and why; its file stays."""

    __tablename__ = "archive_paper_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("archive_paper.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    Guard("archive_paper_kind", "delete", "a kind of paper is never deleted"),
    *final("archive_paper", "a filed paper"),
    *final("archive_paper_void", "a paper's void"),
)
