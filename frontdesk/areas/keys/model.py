"""The key cabinet's tables. What happened to a key stands for good; a mistake is undone by a further row (D0.5)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.keys.rules.kinds import KeyKind, Move, WhoKind
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final


class Key(Base):
    """The keys under one tag (钥匙牌), all alike. `tag` (`K-000123`) is what a scanner reads off it.

    They open something of a unit, or of a `place` in words. How many there are and where follows from the movements.
    """

    __tablename__ = "key_tag"
    __table_args__ = (
        CheckConstraint("unit_id IS NOT NULL OR place <> ''", name="where"),
        Index("ix_key_tag_cabinet", "cabinet", "hook"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    tag: Mapped[str] = mapped_column(String(20), unique=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    place: Mapped[str] = mapped_column(String(120), default="")
    kind: Mapped[KeyKind] = mapped_column(words(KeyKind))
    cabinet: Mapped[str] = mapped_column(String(40), default="")
    hook: Mapped[str] = mapped_column(String(20), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class KeyMovement(Base):
    """One thing that happened to `pieces` keys of a tag; `change` is by how many the cabinet changed.

    `loan_id` is the movement that lent what came back or was lost by who had it. Until when: a loan's last day, or
    the end of what was put into our care. `slip` is the number of the paper it stands on.
    """

    __tablename__ = "key_movement"
    __table_args__ = (
        CheckConstraint("pieces >= 0", name="pieces"),
        CheckConstraint("pieces > 0 OR kind IN ('in_care', 'care_ended')", name="some"),
        Index("ix_key_movement_key", "key_id", "id"),
        Index("ix_key_movement_moved_on", "moved_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    key_id: Mapped[int] = mapped_column(ForeignKey("key_tag.id"))
    kind: Mapped[Move] = mapped_column(words(Move))
    moved_on: Mapped[date]
    at: Mapped[datetime]
    pieces: Mapped[int]
    change: Mapped[int]
    loan_id: Mapped[int | None] = mapped_column(ForeignKey("key_movement.id"), index=True)
    who_kind: Mapped[WhoKind | None] = mapped_column(words(WhoKind))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    who: Mapped[str] = mapped_column(String(80), default="")
    company: Mapped[str] = mapped_column(String(80), default="")
    id_number: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    why: Mapped[str] = mapped_column(String(200), default="")
    until: Mapped[date | None]
    authority: Mapped[str] = mapped_column(String(200), default="")
    slip: Mapped[str] = mapped_column(String(24), default="", index=True)
    # Upon what a home's key was lent, and who allowed what the list did not.
    basis: Mapped[str] = mapped_column(String(300), default="")
    consent_id: Mapped[int | None] = mapped_column(ForeignKey("key_consent.id"))
    allowed_words: Mapped[str] = mapped_column(String(200), default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    # Made when the form opens, one for each key of it: the same press twice finds its first movement here (T23).
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class KeyMovementVoid(Base):
    """A movement entered by mistake, undone: only ever the newest one of its tag."""

    __tablename__ = "key_movement_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    movement_id: Mapped[int] = mapped_column(ForeignKey("key_movement.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class KeyConsent(Base):
    """The owner's word on who may, or may not, have the keys of a unit, from a day up to, not including, a day."""

    __tablename__ = "key_consent"
    __table_args__ = (CheckConstraint("ends_on IS NULL OR ends_on > starts_on", name="span"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    allow: Mapped[bool]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    words: Mapped[str] = mapped_column(String(200), default="")
    source: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class KeyConsentEnd(Base):
    """The owner took it back: from `ends_on` on it no longer holds."""

    __tablename__ = "key_consent_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("key_consent.id"), unique=True)
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class KeyCount(Base):
    """A count of a cabinet (清点), begun; it runs until its close."""

    __tablename__ = "key_count"
    id: Mapped[int] = mapped_column(primary_key=True)
    cabinet: Mapped[str] = mapped_column(String(40))
    begun_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class KeyCountLine(Base):
    """What a count found of one tag. While it runs only what was found stands here; its close adds what was expected.

    A tag that nobody knows has its text alone.
    """

    __tablename__ = "key_count_line"
    __table_args__ = (
        UniqueConstraint("count_id", "key_id"),
        UniqueConstraint("count_id", "tag"),
        CheckConstraint("found >= 0", name="found"),
        CheckConstraint("expected >= 0", name="expected"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    count_id: Mapped[int] = mapped_column(ForeignKey("key_count.id"))
    key_id: Mapped[int | None] = mapped_column(ForeignKey("key_tag.id"))
    tag: Mapped[str] = mapped_column(String(40))
    expected: Mapped[int] = mapped_column(default=0)
    found: Mapped[int]


class KeyCountClose(Base):
    """The end of a count: its lines stand from here on. `number` is its sheet's."""

    __tablename__ = "key_count_close"
    id: Mapped[int] = mapped_column(primary_key=True)
    count_id: Mapped[int] = mapped_column(ForeignKey("key_count.id"), unique=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    closed_on: Mapped[date]
    there: Mapped[int]
    missing: Mapped[int]
    unexpected: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class KeyCountNote(Base):
    """What explains a difference, written while the count runs or afterwards; the last one holds."""

    __tablename__ = "key_count_note"
    __table_args__ = (Index("ix_key_count_note_line", "count_id", "tag", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    count_id: Mapped[int] = mapped_column(ForeignKey("key_count.id"))
    tag: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


_STANDING = "NOT EXISTS (SELECT 1 FROM key_movement_void v WHERE v.movement_id = m.id)"
_CLOSED = "EXISTS (SELECT 1 FROM key_count_close c WHERE c.count_id = NEW.count_id)"

GUARDS: tuple[Guard, ...] = (
    Guard("key_tag", "delete", "a key is never deleted"),
    Guard(
        "key_tag",
        "update",
        "a tag keeps its code and kind",
        "NEW.tag <> OLD.tag OR NEW.kind <> OLD.kind",
        "code",
    ),
    *final("key_movement", "a movement"),
    *final("key_movement_void", "a void"),
    *final("key_consent", "a consent"),
    *final("key_consent_end", "the end of a consent"),
    *final("key_count", "a count"),
    *final("key_count_close", "a closed count"),
    *final("key_count_note", "a note"),
    Guard("key_count_line", "delete", "a count's line is never deleted"),
    Guard("key_count_line", "insert", "the count is closed", _CLOSED, "closed"),
    Guard("key_count_line", "update", "the count is closed", _CLOSED, "closed"),
    Guard(
        "key_movement",
        "insert",
        "more keys than hang there",
        "NEW.change < 0 AND (SELECT COALESCE(SUM(m.change), 0) FROM key_movement m"
        f" WHERE m.key_id = NEW.key_id AND {_STANDING}) + NEW.change < 0",
        "cabinet",
    ),
    Guard(
        "key_movement",
        "insert",
        "more keys than were lent",
        "NEW.loan_id IS NOT NULL AND NEW.pieces + (SELECT COALESCE(SUM(m.pieces), 0) FROM key_movement m"
        f" WHERE m.loan_id = NEW.loan_id AND {_STANDING})"
        " > (SELECT COALESCE(SUM(m.pieces), 0) FROM key_movement m WHERE m.id = NEW.loan_id"
        f" AND m.kind = 'lent' AND m.key_id = NEW.key_id AND {_STANDING})",
        "loan",
    ),
    Guard(
        "key_movement_void",
        "insert",
        "only the newest movement is undone",
        "EXISTS (SELECT 1 FROM key_movement m WHERE m.id > NEW.movement_id"
        " AND m.key_id = (SELECT key_id FROM key_movement WHERE id = NEW.movement_id)"
        f" AND {_STANDING})",
        "newest",
    ),
)
