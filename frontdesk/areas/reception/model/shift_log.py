"""The shift log: notes for who comes next and of the morning meeting, with who has read and signed them (D2.8)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.shift_log import NoteKind
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class ShiftNote(Base):
    """A note as it was written; `words` holds a point on each line. `number` is its paper's, too."""

    __tablename__ = "shift_note"
    __table_args__ = (Index("ix_shift_note_written_on", "written_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    kind: Mapped[NoteKind] = mapped_column(one_of(NoteKind))
    shift: Mapped[str] = mapped_column(String(40), default="")
    written_on: Mapped[date]
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class ShiftNoteRead(Base):
    """Somebody has read it and signed, with what they had to say to it."""

    __tablename__ = "shift_note_read"
    __table_args__ = (UniqueConstraint("note_id", "by_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("shift_note.id"))
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(200), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class ShiftNoteVoid(Base):
    """It was written by mistake."""

    __tablename__ = "shift_note_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    note_id: Mapped[int] = mapped_column(ForeignKey("shift_note.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("shift_note", "a note"),
    *final("shift_note_read", "a signature"),
    *final("shift_note_void", "a void"),
    Guard(
        "shift_note_read",
        "insert",
        "who wrote a note does not sign for it",
        "NEW.by_id = (SELECT n.by_id FROM shift_note n WHERE n.id = NEW.note_id)",
        "other",
    ),
)
