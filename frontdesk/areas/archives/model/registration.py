"""Registration of residents from elsewhere (人口登记, D1.2): what was said of a person, and each registration as a row."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.archives.rules.registration import Duty, Step
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final


class RegistrationFact(Base):
    """What the desk knows of a person's duty to be registered; the last row of a person is what holds.

    `origin` is where the person is registered at home (户籍地, or the country's place), `purpose` why they are here.
    """

    __tablename__ = "registration_fact"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    duty: Mapped[Duty] = mapped_column(one_of(Duty))
    origin: Mapped[str] = mapped_column(String(60), default="")
    purpose: Mapped[str] = mapped_column(String(40), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class ResidenceRegistration(Base):
    """A registration with the authority at a unit, from a day to a day, both included.

    `number` is the authority's, `station` where it was made, `handled_by` who went there. `renews_id` is the one it
    goes on from.
    """

    __tablename__ = "residence_registration"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", name="span"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    number: Mapped[str] = mapped_column(String(40), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    station: Mapped[str] = mapped_column(String(80))
    handled_by: Mapped[str] = mapped_column(String(60), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("residence_registration.id"))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class ResidenceRegistrationEvent(Base):
    """It was ended with the authority, or was entered by mistake."""

    __tablename__ = "residence_registration_event"
    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("residence_registration.id"), index=True)
    step: Mapped[Step] = mapped_column(one_of(Step))
    happened_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("registration_fact", "what was said of a resident"),
    *final("residence_registration", "a registration"),
    *final("residence_registration_event", "what happened to a registration"),
)
