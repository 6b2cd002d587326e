"""Tickets (报事, D2.1, D2.2): what was received, and everything later as a dated row.

`TicketNow` is the one table that changes: where each ticket stands after its rows, so that a list of 100,000 need not
work it out. The service writes it with the row; `check` works it out again and compares.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.course import Act, LimitStep, State
from frontdesk.areas.reception.rules.words import Channel, Level, TicketKind
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final


class Ticket(Base):
    """What was received. No unit: a common part, by building, entrance and words.

    `caller` is the name as told, `person_id` whom of the archives it is. `…_by` are the limits promised then.
    `old_number` is that of the book it was taken over from. The token is the form's, or the book's row (T14, T23).
    """

    __tablename__ = "ticket"
    __table_args__ = (
        Index("ix_ticket_unit", "unit_id", "received_on"),
        Index("ix_ticket_day", "received_on", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[TicketKind] = mapped_column(words(TicketKind))
    channel: Mapped[Channel] = mapped_column(words(Channel))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    entrance: Mapped[str] = mapped_column(String(20), default="")
    spot: Mapped[str] = mapped_column(String(60), default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    caller: Mapped[str] = mapped_column(String(60), default="")
    phone: Mapped[str] = mapped_column(String(40), default="", index=True)
    what: Mapped[str] = mapped_column(String(500))
    place: Mapped[str] = mapped_column(String(24), default="")
    category: Mapped[str] = mapped_column(String(24), default="", index=True)
    problem: Mapped[str] = mapped_column(String(24), default="")
    level: Mapped[Level] = mapped_column(words(Level))
    wished: Mapped[str] = mapped_column(String(100), default="")
    wished_at: Mapped[datetime | None]
    dispatch_by: Mapped[datetime | None]
    arrive_by: Mapped[datetime | None]
    finish_by: Mapped[datetime | None]
    received_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    old_number: Mapped[str] = mapped_column(String(40), default="", index=True)
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class TicketEvent(Base):
    """What was done with a ticket: the n-th row of its course. What an act does not need stays empty.

    `promised`: the four limits stand anew from here on. `until` is the day that one put off is back.
    """

    __tablename__ = "ticket_event"
    __table_args__ = (
        UniqueConstraint("ticket_id", "no"),
        Index("ix_ticket_event_act", "act", "on_day"),
        CheckConstraint("satisfaction IS NULL OR satisfaction BETWEEN 1 AND 5", name="satisfaction"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"))
    no: Mapped[int]
    act: Mapped[Act] = mapped_column(words(Act))
    on_day: Mapped[date]
    level: Mapped[Level | None] = mapped_column(words(Level))
    words: Mapped[str] = mapped_column(String(500), default="")
    department: Mapped[str] = mapped_column(String(24), default="")
    worker: Mapped[str] = mapped_column(String(60), default="")
    until: Mapped[date | None]
    reached: Mapped[bool | None]
    satisfaction: Mapped[int | None]
    outage_id: Mapped[int | None] = mapped_column(ForeignKey("outage.id"), index=True)
    promised: Mapped[bool] = mapped_column(default=False)
    dispatch_by: Mapped[datetime | None]
    arrive_by: Mapped[datetime | None]
    finish_by: Mapped[datetime | None]
    call_by: Mapped[datetime | None]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class TicketNow(Base):
    """Where a ticket stands after its rows; written with them by one helper, compared by `check`.

    A ticket put off keeps 延后 here with its day: whoever reads asks the day, and sees `under` from then on.
    """

    __tablename__ = "ticket_now"
    __table_args__ = (
        Index("ix_ticket_now_state", "state", "limit_at"),
        Index("ix_ticket_now_unit", "unit_id", "state"),
        Index("ix_ticket_now_level", "level", "state"),
    )
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), primary_key=True, autoincrement=False)
    version: Mapped[int]
    state: Mapped[State] = mapped_column(words(State))
    under: Mapped[State | None] = mapped_column(words(State))
    until: Mapped[date | None]
    kind: Mapped[TicketKind] = mapped_column(words(TicketKind))
    level: Mapped[Level] = mapped_column(words(Level))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    limit_step: Mapped[LimitStep | None] = mapped_column(words(LimitStep))
    limit_at: Mapped[datetime | None]
    department: Mapped[str] = mapped_column(String(24), default="")
    worker: Mapped[str] = mapped_column(String(60), default="")
    outage_id: Mapped[int | None] = mapped_column(ForeignKey("outage.id"), index=True)
    sent_back: Mapped[int] = mapped_column(default=0)
    misses: Mapped[int] = mapped_column(default=0)
    satisfaction: Mapped[int | None]
    done_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


_NEXT_ROW = "NEW.no <> (SELECT COALESCE(MAX(no), 0) + 1 FROM ticket_event WHERE ticket_id = NEW.ticket_id)"
_AFTER_VOID = "EXISTS (SELECT 1 FROM ticket_event WHERE ticket_id = NEW.ticket_id AND act = '作废')"

GUARDS: tuple[Guard, ...] = (
    *final("ticket", "a ticket"),
    *final("ticket_event", "a ticket's row"),
    Guard("ticket_event", "insert", "not the ticket's next row", _NEXT_ROW, "next"),
    Guard("ticket_event", "insert", "the ticket is void", _AFTER_VOID, "void"),
    Guard("ticket_now", "delete", "where a ticket stands is never deleted"),
)
