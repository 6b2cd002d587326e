"""Parking (车位, D3.7): spaces, what is applied for, leases and their terms, the queue, visitors' cars.

Rows are added, never changed: what a space is from a day on, a lease's next term, another plate, an end, an answer.
What is let, free or running out follows from them and from the day that is asked for. Ends are the first day a thing
holds no more. Owned spaces (产权) stay in the archives and are read there.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.permits.rules.parking import PlaceKind, RequestKind, Verdict, WaitStep
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class ParkingPlace(Base):
    """A space of the office's. `key` is the code without habits of writing it."""

    __tablename__ = "parking_place"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(40), unique=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class ParkingPlaceFact(Base):
    """What a space is from a day on; of two for one day the later one holds. `fee` is per month, in use or not.

    `kind` is 租用 or 访客; `active` False takes it out of use. `size` is in words (`2.4×5.3`, 微型).
    """

    __tablename__ = "parking_place_fact"
    __table_args__ = (
        Index("ix_parking_place_fact_place", "place_id", "starts_on"),
        CheckConstraint("fee >= 0", name="fee"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("parking_place.id"))
    starts_on: Mapped[date]
    kind: Mapped[PlaceKind] = mapped_column(words(PlaceKind))
    place: Mapped[str] = mapped_column(String(60), default="")
    size: Mapped[str] = mapped_column(String(40), default="")
    fee: Mapped[Money]
    active: Mapped[bool] = mapped_column(default=True)
    words: Mapped[str] = mapped_column(String(200), default="")
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class ParkingRequest(Base):
    """An application: to let a space, to extend a lease, to end one. What became of it is its answer's row.

    `starts_on` and `ends_on` are of the lease or of the further term; to end a lease only `ends_on` counts, and
    `fee` nothing. `wait_id` is the place in the queue it comes from. `rent_from` is the first day that rent is
    charged for here (none: the first day of the lease).
    """

    __tablename__ = "parking_request"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="span"),
        CheckConstraint("fee >= 0", name="fee"),
        Index("ix_parking_request_unit", "unit_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[RequestKind] = mapped_column(words(RequestKind))
    place_id: Mapped[int] = mapped_column(ForeignKey("parking_place.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    holder: Mapped[str] = mapped_column(String(80))
    plate: Mapped[str] = mapped_column(String(20), default="")
    plate_key: Mapped[str] = mapped_column(String(20), default="")
    lease_id: Mapped[int | None] = mapped_column(ForeignKey("parking_lease.id"), index=True)
    wait_id: Mapped[int | None] = mapped_column(ForeignKey("parking_wait.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    fee: Mapped[Money]
    rent_from: Mapped[date | None]
    words: Mapped[str] = mapped_column(String(200), default="")
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))
    # Made when the form opens: the same press twice finds its first application here (T23).
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class ParkingAnswer(Base):
    """What became of an application, once: by whom, with which words, and whose leave it was."""

    __tablename__ = "parking_answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("parking_request.id"), unique=True)
    verdict: Mapped[Verdict] = mapped_column(words(Verdict))
    words: Mapped[str] = mapped_column(String(200), default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    answered_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class ParkingLease(Base):
    """A lease (租约) of a space to a unit. How long and for how much its terms say; rent is charged from `rent_from`."""

    __tablename__ = "parking_lease"
    __table_args__ = (Index("ix_parking_lease_unit", "unit_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("parking_place.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    holder: Mapped[str] = mapped_column(String(80))
    rent_from: Mapped[date]
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class ParkingTerm(Base):
    """A term of a lease at one monthly fee; the application it was allowed by."""

    __tablename__ = "parking_term"
    __table_args__ = (
        CheckConstraint("ends_on > starts_on", name="span"),
        CheckConstraint("fee >= 0", name="fee"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    lease_id: Mapped[int] = mapped_column(ForeignKey("parking_lease.id"), index=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("parking_request.id"), unique=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    fee: Mapped[Money]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class ParkingPlate(Base):
    """The car that stands on a lease's space from a day on; of two for one day the later one holds. May be empty."""

    __tablename__ = "parking_plate"
    __table_args__ = (Index("ix_parking_plate_key", "plate_key"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    lease_id: Mapped[int] = mapped_column(ForeignKey("parking_lease.id"), index=True)
    starts_on: Mapped[date]
    plate: Mapped[str] = mapped_column(String(20), default="")
    plate_key: Mapped[str] = mapped_column(String(20), default="")
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class ParkingEnd(Base):
    """A lease that ends before its term does; its first day: it never held."""

    __tablename__ = "parking_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    lease_id: Mapped[int] = mapped_column(ForeignKey("parking_lease.id"), unique=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("parking_request.id"), unique=True)
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class ParkingRent(Base):
    """The days of a lease that a charge is for: no day of a lease is charged twice, held by a guard (T4)."""

    __tablename__ = "parking_rent"
    __table_args__ = (
        UniqueConstraint("lease_id", "starts_on"),
        CheckConstraint("ends_on > starts_on", name="span"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    lease_id: Mapped[int] = mapped_column(ForeignKey("parking_lease.id"))
    charge_id: Mapped[int] = mapped_column(ForeignKey("charge.id"), unique=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    fee: Mapped[Money]


class ParkingWait(Base):
    """Somebody who waits for a space (排队)."""

    __tablename__ = "parking_wait"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    holder: Mapped[str] = mapped_column(String(80))
    plate: Mapped[str] = mapped_column(String(20), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class ParkingWaitStep(Base):
    """What happened to somebody in the queue: offered a space until a day, passed on, let, gone."""

    __tablename__ = "parking_wait_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    wait_id: Mapped[int] = mapped_column(ForeignKey("parking_wait.id"), index=True)
    step: Mapped[WaitStep] = mapped_column(words(WaitStep))
    place_id: Mapped[int | None] = mapped_column(ForeignKey("parking_place.id"))
    until: Mapped[date | None]
    words: Mapped[str] = mapped_column(String(200), default="")
    stepped_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class ParkingVisit(Base):
    """A visitor's car on a visitors' space."""

    __tablename__ = "parking_visit"
    id: Mapped[int] = mapped_column(primary_key=True)
    place_id: Mapped[int] = mapped_column(ForeignKey("parking_place.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    plate: Mapped[str] = mapped_column(String(20))
    plate_key: Mapped[str] = mapped_column(String(20), index=True)
    words: Mapped[str] = mapped_column(String(200), default="")
    came_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class ParkingVisitEnd(Base):
    """The visitor's car has left."""

    __tablename__ = "parking_visit_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey("parking_visit.id"), unique=True)
    left_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


_TWO_LEASES = (
    "EXISTS (SELECT 1 FROM parking_term t JOIN parking_lease l ON l.id = t.lease_id "
    "JOIN parking_lease n ON n.id = NEW.lease_id LEFT JOIN parking_end e ON e.lease_id = l.id "
    "WHERE l.place_id = n.place_id AND t.starts_on < NEW.ends_on AND NEW.starts_on < t.ends_on "
    "AND (e.id IS NULL OR (NEW.starts_on < e.ends_on AND t.starts_on < e.ends_on)))"
)
_CHARGED = (
    "EXISTS (SELECT 1 FROM parking_rent r WHERE r.lease_id = NEW.lease_id "
    "AND r.starts_on < NEW.ends_on AND NEW.starts_on < r.ends_on)"
)

GUARDS: tuple[Guard, ...] = (
    *final("parking_place", "a parking space"),
    *final("parking_place_fact", "a fact of a parking space"),
    *final("parking_request", "an application"),
    *final("parking_answer", "an answer"),
    *final("parking_lease", "a lease"),
    *final("parking_term", "a lease's term"),
    *final("parking_plate", "a lease's plate"),
    *final("parking_end", "a lease's end"),
    *final("parking_rent", "what a charge is for"),
    *final("parking_wait", "a place in the queue"),
    *final("parking_wait_step", "a step in the queue"),
    *final("parking_visit", "a visit"),
    *final("parking_visit_end", "a visit's end"),
    Guard("parking_term", "insert", "the space is let in these days", _TWO_LEASES, "clash"),
    Guard("parking_rent", "insert", "these days are charged", _CHARGED, "twice"),
)
