"""Permits (D3.3, D3.4): kinds by dated versions, issued permits with their terms, what happened to each, photographs.

All of it stands for good. A renewal adds a term, a change of a kind a version, everything else an event; how a
permit stands follows from them and the day.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from frontdesk.areas.permits.rules.course import Step
from frontdesk.areas.permits.rules.kinds import PaperForm
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as enum
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class PermitKind(Base):
    """One version of a kind: what it asks, costs and needs from a day on. `code` tells kinds apart.

    `fields`, `needs`, `issuers` and `terms` are JSON, as `rules.kinds.KindFacts` has them.
    """

    __tablename__ = "permit_kind"
    __table_args__ = (
        CheckConstraint("days > 0", name="days"),
        CheckConstraint("fee >= 0 AND deposit >= 0", name="money"),
        Index("ix_permit_kind_code", "code", "starts_on", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(4))
    name: Mapped[str] = mapped_column(String(20))
    prefix: Mapped[str] = mapped_column(String(4))
    form: Mapped[PaperForm] = mapped_column(enum(PaperForm))
    days: Mapped[int]
    fee: Mapped[Money]
    deposit: Mapped[Money]
    photo: Mapped[bool]
    returns: Mapped[bool]
    fields: Mapped[str] = mapped_column(Text, default="[]")
    needs: Mapped[str] = mapped_column(Text, default="{}")
    issuers: Mapped[str] = mapped_column(Text, default="[]")
    terms: Mapped[str] = mapped_column(Text, default="[]")
    active: Mapped[bool] = mapped_column(default=True)
    starts_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class PermitPhoto(Base):
    """A photograph by its content's SHA-256: the same one is kept once."""

    __tablename__ = "permit_photo"
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    jpeg: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    at: Mapped[datetime]


class Permit(Base):
    """An issued permit: for whom, of which unit, by which version of its kind.

    `person_id` is None for somebody the archives do not know (a worker); `extra` is JSON of the kind's own fields.
    `previous_id` is the permit it replaces. `allowed` names the conditions that were not met and were allowed.
    """

    __tablename__ = "permit"
    __table_args__ = (
        Index("ix_permit_unit", "unit_id", "id"),
        Index("ix_permit_of_kind", "kind_code", "id"),
        Index("ix_permit_holder", "holder"),
        Index("ix_permit_pinyin", "pinyin"),
        Index("ix_permit_initials", "initials"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind_id: Mapped[int] = mapped_column(ForeignKey("permit_kind.id"))
    kind_code: Mapped[str] = mapped_column(String(4))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    holder: Mapped[str] = mapped_column(String(80))
    pinyin: Mapped[str] = mapped_column(String(400), default="")
    initials: Mapped[str] = mapped_column(String(80), default="")
    id_number: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    role: Mapped[str] = mapped_column(String(24), default="")
    extra: Mapped[str] = mapped_column(Text, default="{}")
    photo: Mapped[str | None] = mapped_column(ForeignKey("permit_photo.hash"))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("permit.id"), unique=True)
    allowed: Mapped[str] = mapped_column(String(400), default="")
    allow_reason: Mapped[str] = mapped_column(String(200), default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    made_on: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    # Made when the form opens: the same press twice finds its first permit here (T23).
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class PermitTerm(Base):
    """From when until when it holds, both days included; the last one counts. Each has its own signed code."""

    __tablename__ = "permit_term"
    __table_args__ = (
        UniqueConstraint("permit_id", "no"),
        CheckConstraint("ends_on >= starts_on", name="span"),
        Index("ix_permit_term_ends_on", "ends_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    permit_id: Mapped[int] = mapped_column(ForeignKey("permit.id"))
    no: Mapped[int]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    code: Mapped[str] = mapped_column(String(600))
    paper: Mapped[str] = mapped_column(String(40))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class PermitEvent(Base):
    """One thing that happened to it. `receipt` and `deposit` are the numbers of what was paid with it."""

    __tablename__ = "permit_event"
    __table_args__ = (Index("ix_permit_event_permit", "permit_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    permit_id: Mapped[int] = mapped_column(ForeignKey("permit.id"))
    step: Mapped[Step] = mapped_column(enum(Step))
    on: Mapped[date]
    words: Mapped[str] = mapped_column(String(200), default="")
    charge_id: Mapped[int | None] = mapped_column(ForeignKey("charge.id"))
    receipt: Mapped[str] = mapped_column(String(20), default="")
    deposit: Mapped[str] = mapped_column(String(20), default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


_OVER = (
    "EXISTS (SELECT 1 FROM permit_event WHERE permit_id = NEW.permit_id"
    " AND step IN ('replaced', 'withdrawn', 'returned', 'ended'))"
)

GUARDS: tuple[Guard, ...] = (
    *final("permit_kind", "a version of a kind"),
    *final("permit_photo", "a photograph"),
    *final("permit", "a permit"),
    *final("permit_term", "a term"),
    *final("permit_event", "an event"),
    Guard("permit_event", "insert", "the permit is over", _OVER, "over"),
    Guard("permit_term", "insert", "the permit is over", _OVER, "over"),
)
