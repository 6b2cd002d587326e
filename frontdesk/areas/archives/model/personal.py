"""Personal data (个人信息保护法): consents, what ended them, and who asked what is held of them (D1.9)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.archives.rules.personal import (
    LONGEST_PURPOSE,
    LONGEST_REASON,
    LONGEST_WHO,
    LONGEST_WORDS,
    Asker,
    ConsentEnd,
    RequestStep,
    Way,
)
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class PersonalConsent(Base):
    """A person consented to a purpose, from a day up to and including a day (none: until it is taken back).

    `given_by` is the guardian where somebody else consented; `paper_id` is the signed sheet in the archives.
    """

    __tablename__ = "personal_consent"
    __table_args__ = (
        Index("ix_personal_consent_person", "person_id", "purpose"),
        CheckConstraint("until IS NULL OR until >= given_on", name="span"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    purpose: Mapped[str] = mapped_column(String(LONGEST_PURPOSE))
    way: Mapped[Way] = mapped_column(one_of(Way))
    given_on: Mapped[date]
    until: Mapped[date | None]
    given_by: Mapped[str] = mapped_column(String(LONGEST_WHO), default="")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("archive_paper.id"))
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class PersonalConsentEnd(Base):
    """A consent taken back from a day on, or entered by mistake; once."""

    __tablename__ = "personal_consent_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    consent_id: Mapped[int] = mapped_column(ForeignKey("personal_consent.id"), unique=True)
    end: Mapped[ConsentEnd] = mapped_column(one_of(ConsentEnd))
    ended_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class PersonalRequest(Base):
    """Somebody asked what is held of a person (本人信息, art. 45); the paper is kept under its number.

    `asked_by` is empty where the person asked themselves; `reason` is there where numbers stand in full.
    """

    __tablename__ = "personal_request"
    __table_args__ = (CheckConstraint("(reason <> '') = unmasked", name="reason"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    asked_on: Mapped[date]
    asker: Mapped[Asker] = mapped_column(one_of(Asker))
    asked_by: Mapped[str] = mapped_column(String(LONGEST_WHO), default="")
    checked: Mapped[str] = mapped_column(String(LONGEST_WHO))
    unmasked: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class PersonalRequestEvent(Base):
    """A request was handed over, or made by mistake."""

    __tablename__ = "personal_request_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("personal_request.id"), index=True)
    step: Mapped[RequestStep] = mapped_column(one_of(RequestStep))
    happened_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(LONGEST_WORDS), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("personal_consent", "a consent as it was given"),
    *final("personal_consent_end", "the end of a consent"),
    *final("personal_request", "who asked what is held of them"),
    *final("personal_request_event", "what came of a request"),
)
