"""Community events (社区活动, D2.7): plan and budget, steps, who signed up and came, what was spent; and files of the desk."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.events import EventBase, EventStep, GuestMark
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class CommunityEvent(Base):
    """An event. `base`, `plan_no`, `title` and `held_on` follow from its steps and its last plan."""

    __tablename__ = "community_event"
    __table_args__ = (Index("ix_community_event_base", "base", "held_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    title: Mapped[str] = mapped_column(String(60))
    held_on: Mapped[date]
    base: Mapped[EventBase] = mapped_column(one_of(EventBase))
    plan_no: Mapped[int]
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class EventPlan(Base):
    """A plan as it was handed in; the highest `no` holds. `begins` and `ends` are the wall clock's `14:30`."""

    __tablename__ = "event_plan"
    __table_args__ = (UniqueConstraint("event_id", "no"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("community_event.id"))
    no: Mapped[int]
    title: Mapped[str] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(String(80))
    held_on: Mapped[date]
    begins: Mapped[str] = mapped_column(String(5))
    ends: Mapped[str] = mapped_column(String(5), default="")
    responsible: Mapped[str] = mapped_column(String(60))
    words: Mapped[str] = mapped_column(String(500), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class EventBudget(Base):
    """A line of a plan's budget; `no` stays the line's from plan to plan, so that spending keeps its line."""

    __tablename__ = "event_budget"
    __table_args__ = (
        UniqueConstraint("plan_id", "no"),
        CheckConstraint("amount > 0", name="amount"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("event_plan.id"))
    no: Mapped[int]
    what: Mapped[str] = mapped_column(String(60))
    amount: Mapped[Money]


class EventStepRow(Base):
    """One step, of the plan `plan_no`; `score` 1–5 at the closing. `approver` is who lent a right for it."""

    __tablename__ = "event_step"
    __table_args__ = (
        CheckConstraint("(step = 'closed') = (score IS NOT NULL)", name="score"),
        Index("ix_event_step_event", "event_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("community_event.id"))
    step: Mapped[EventStep] = mapped_column(one_of(EventStep))
    plan_no: Mapped[int]
    words: Mapped[str] = mapped_column(String(1000), default="")
    score: Mapped[int | None]
    happened_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    approver: Mapped[str] = mapped_column(String(60), default="")


class EventGuest(Base):
    """Somebody who signed up, or came without: of the archives, or a name; `people` come together."""

    __tablename__ = "event_guest"
    __table_args__ = (
        CheckConstraint("people > 0", name="people"),
        Index("ix_event_guest_event", "event_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("community_event.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80))
    phone: Mapped[str] = mapped_column(String(40), default="")
    people: Mapped[int]
    words: Mapped[str] = mapped_column(String(120), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class EventGuestMark(Base):
    """Whether a guest came, and how many with them; the last row counts."""

    __tablename__ = "event_guest_mark"
    __table_args__ = (
        CheckConstraint("(mark = '已到') = (people > 0)", name="people"),
        Index("ix_event_guest_mark_guest", "guest_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    guest_id: Mapped[int] = mapped_column(ForeignKey("event_guest.id"))
    mark: Mapped[GuestMark] = mapped_column(one_of(GuestMark))
    people: Mapped[int]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class EventSpend(Base):
    """What was paid for it, on the budget's line `line_no` (None: unplanned), against which slip (`words`)."""

    __tablename__ = "event_spend"
    __table_args__ = (
        CheckConstraint("amount > 0", name="amount"),
        Index("ix_event_spend_event", "event_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("community_event.id"))
    line_no: Mapped[int | None]
    what: Mapped[str] = mapped_column(String(60))
    amount: Mapped[Money]
    spent_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(120), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class EventSpendVoid(Base):
    """A payment written down by mistake (D0.5)."""

    __tablename__ = "event_spend_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    spend_id: Mapped[int] = mapped_column(ForeignKey("event_spend.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class DeskFile(Base):
    """A photograph or paper of an event or of a commission, in its words and with its content's hash."""

    __tablename__ = "desk_file"
    __table_args__ = (CheckConstraint("(event_id IS NULL) <> (letting_id IS NULL)", name="whose"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("community_event.id"), index=True)
    letting_id: Mapped[int | None] = mapped_column(ForeignKey("letting.id"), index=True)
    name: Mapped[str] = mapped_column(String(120), default="")
    hash: Mapped[str] = mapped_column(ForeignKey("reception_blob.hash"))
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class DeskFileVoid(Base):
    """A file attached by mistake (D0.5)."""

    __tablename__ = "desk_file_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("desk_file.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    Guard("community_event", "delete", "an event is never deleted"),
    Guard(
        "community_event",
        "update",
        "an event keeps its number and day of making",
        "NEW.number <> OLD.number OR NEW.made_on <> OLD.made_on OR NEW.by_id <> OLD.by_id",
        "made",
    ),
    *final("event_plan", "a plan"),
    *final("event_budget", "a line of a budget"),
    *final("event_step", "a step of an event"),
    *final("event_guest", "a guest"),
    *final("event_guest_mark", "a guest's mark"),
    *final("event_spend", "a payment for an event"),
    *final("event_spend_void", "the void of a payment"),
    *final("desk_file", "a file of the desk"),
    *final("desk_file_void", "a file's void"),
)
