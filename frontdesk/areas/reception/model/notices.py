"""Notices (D2.5): templates and boards that the office edits, a notice with its texts, its course, and where it hangs.

Texts, course and rounds are dated rows that stand; what a notice comes to (`state`, `number`, `until`, a place's
`state`) follows from them, is written in the same transaction, and `check` holds it against them.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.notices import (
    DayStyle,
    NoticeForm,
    NoticeState,
    NoticeStep,
    PlaceState,
    RoundStep,
)
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class NoticeTemplate(Base):
    """A text with named fields; what it was before stands in the audit trail, and a notice keeps its own copy."""

    __tablename__ = "notice_template"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str | None] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(24), unique=True)
    form: Mapped[NoticeForm] = mapped_column(one_of(NoticeForm))
    title: Mapped[str] = mapped_column(String(80), default="")
    greeting: Mapped[str] = mapped_column(String(80), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    days: Mapped[int | None]
    active: Mapped[bool] = mapped_column(default=True)
    sort: Mapped[int]


class NoticeBoard(Base):
    """A place where notices hang: an entrance of a building, or a board of the estate."""

    __tablename__ = "notice_board"
    __table_args__ = (
        CheckConstraint("building_id IS NOT NULL OR entrance = ''", name="entrance"),
        Index("ix_notice_board_building_id", "building_id", "entrance"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    entrance: Mapped[str] = mapped_column(String(20), default="")
    active: Mapped[bool] = mapped_column(default=True)
    sort: Mapped[int]


class PublicNotice(Base):
    """A notice. `number` is taken when it is approved; `corrects_id` is the notice that this one puts right."""

    __tablename__ = "public_notice"
    __table_args__ = (
        CheckConstraint("corrects_id IS NULL OR corrects_id <> id", name="corrects"),
        CheckConstraint("(number IS NULL) = (issued_on IS NULL)", name="issued"),
        Index("ix_public_notice_state", "state", "post_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str | None] = mapped_column(String(20), unique=True)
    state: Mapped[NoticeState] = mapped_column(one_of(NoticeState))
    form: Mapped[NoticeForm] = mapped_column(one_of(NoticeForm))
    title: Mapped[str] = mapped_column(String(200))
    post_on: Mapped[date]
    until: Mapped[date | None]
    issued_on: Mapped[date | None]
    template_id: Mapped[int | None] = mapped_column(ForeignKey("notice_template.id"))
    outage_id: Mapped[int | None] = mapped_column(ForeignKey("outage.id"), index=True)
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("public_notice.id"), index=True)
    written_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    # Made when the form opens: the same press twice finds its row here (T23).
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class NoticeText(Base):
    """What it says, as handed in for review; the newest holds. `filling` is JSON, field -> what is put in."""

    __tablename__ = "public_notice_text"
    __table_args__ = (
        UniqueConstraint("notice_id", "no"),
        CheckConstraint("until IS NULL OR until >= post_on", name="span"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("public_notice.id"))
    no: Mapped[int]
    form: Mapped[NoticeForm] = mapped_column(one_of(NoticeForm))
    title: Mapped[str] = mapped_column(String(80))
    greeting: Mapped[str] = mapped_column(String(80), default="")
    body: Mapped[str] = mapped_column(Text)
    filling: Mapped[str] = mapped_column(Text, default="{}")
    day_style: Mapped[DayStyle] = mapped_column(one_of(DayStyle))
    post_on: Mapped[date]
    until: Mapped[date | None]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class NoticeTextBoard(Base):
    """A board that a text is meant for."""

    __tablename__ = "public_notice_text_board"
    __table_args__ = (UniqueConstraint("text_id", "board_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[int] = mapped_column(ForeignKey("public_notice_text.id"))
    board_id: Mapped[int] = mapped_column(ForeignKey("notice_board.id"))


class NoticeEvent(Base):
    """One thing that happened to it: handed in, sent back, approved, its end moved, void."""

    __tablename__ = "public_notice_event"
    __table_args__ = (
        UniqueConstraint("notice_id", "no"),
        CheckConstraint("step NOT IN ('sent_back', 'voided') OR words <> ''", name="words"),
        CheckConstraint("step = 'extended' OR until IS NULL", name="until"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("public_notice.id"))
    no: Mapped[int]
    step: Mapped[NoticeStep] = mapped_column(one_of(NoticeStep))
    words: Mapped[str] = mapped_column(String(300), default="")
    until: Mapped[date | None]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class NoticePlace(Base):
    """A board that an issued notice hangs at, is to hang at, or hung at; `name` as the board was called then."""

    __tablename__ = "public_notice_place"
    __table_args__ = (
        UniqueConstraint("notice_id", "board_id"),
        Index("ix_public_notice_place_state", "state"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("public_notice.id"))
    board_id: Mapped[int] = mapped_column(ForeignKey("notice_board.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    state: Mapped[PlaceState] = mapped_column(one_of(PlaceState))


class NoticeRound(Base):
    """Somebody put it up at some boards, took it down, or it will not hang there; `undoes_id` is what is taken back."""

    __tablename__ = "public_notice_round"
    __table_args__ = (
        CheckConstraint("(step = 'undone') = (undoes_id IS NOT NULL)", name="undoes"),
        CheckConstraint("step NOT IN ('up', 'down') OR who <> ''", name="who"),
        CheckConstraint("step NOT IN ('skipped', 'undone') OR words <> ''", name="words"),
        Index("ix_public_notice_round_notice", "notice_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("public_notice.id"))
    step: Mapped[RoundStep] = mapped_column(one_of(RoundStep))
    happened_on: Mapped[date]
    who: Mapped[str] = mapped_column(String(60), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("public_notice_round.id"), unique=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class NoticeRoundPlace(Base):
    """A board of a round."""

    __tablename__ = "public_notice_round_place"
    __table_args__ = (UniqueConstraint("round_id", "place_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("public_notice_round.id"))
    place_id: Mapped[int] = mapped_column(ForeignKey("public_notice_place.id"), index=True)


class NoticePhoto(Base):
    """A photograph of the notice where it hangs."""

    __tablename__ = "public_notice_photo"
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("public_notice_round.id"), index=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    hash: Mapped[str] = mapped_column(ForeignKey("reception_blob.hash"))


GUARDS: tuple[Guard, ...] = (
    Guard("notice_template", "delete", "a template is taken out of use, never deleted"),
    Guard("notice_board", "delete", "a board is taken out of use, never deleted"),
    Guard("public_notice", "delete", "a notice is never deleted"),
    Guard(
        "public_notice",
        "update",
        "a notice keeps its number and who wrote it; a void one stays void",
        "COALESCE(OLD.number, NEW.number, '') <> COALESCE(NEW.number, '') OR NEW.by_id <> OLD.by_id"
        " OR NEW.written_on <> OLD.written_on OR (OLD.state = '作废' AND NEW.state <> '作废')",
        "kept",
    ),
    *final("public_notice_text", "a notice's text"),
    Guard(
        "public_notice_text",
        "insert",
        "the notice is issued: a correction is a new notice",
        "EXISTS (SELECT 1 FROM public_notice n WHERE n.id = NEW.notice_id AND n.number IS NOT NULL)",
        "issued",
    ),
    *final("public_notice_text_board", "a board of a notice's text"),
    *final("public_notice_event", "what happened to a notice"),
    Guard(
        "public_notice_event",
        "insert",
        "the notice is void",
        "EXISTS (SELECT 1 FROM public_notice n WHERE n.id = NEW.notice_id AND n.state = '作废')",
        "void",
    ),
    Guard("public_notice_place", "delete", "where a notice hung is never deleted"),
    Guard(
        "public_notice_place",
        "update",
        "a place keeps its notice, board and name",
        "NEW.notice_id <> OLD.notice_id OR NEW.board_id <> OLD.board_id OR NEW.name <> OLD.name",
        "kept",
    ),
    Guard(
        "public_notice_place",
        "insert",
        "a notice hangs nowhere before it is issued",
        "EXISTS (SELECT 1 FROM public_notice n WHERE n.id = NEW.notice_id AND n.number IS NULL)",
        "issued",
    ),
    *final("public_notice_round", "a round to the boards"),
    *final("public_notice_round_place", "a board of a round"),
    *final("public_notice_photo", "a photograph of a notice"),
)
