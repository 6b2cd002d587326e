"""What hangs on a ticket: photographs, and paid work (有偿服务单) with its charge."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from frontdesk.areas.reception.rules.words import LineKind
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class ReceptionBlob(Base):
    """A file's bytes; `hash` is the SHA-256 of them in hexadecimal, `kind` its sort (`jpg`, `pdf`)."""

    __tablename__ = "reception_blob"
    hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    size: Mapped[int]
    bytes: Mapped[bytes] = deferred(mapped_column(LargeBinary))


class TicketPhoto(Base):
    """A photograph of a ticket; `event_no` None: brought with the report itself."""

    __tablename__ = "ticket_photo"
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    event_no: Mapped[int | None]
    name: Mapped[str] = mapped_column(String(120), default="")
    hash: Mapped[str] = mapped_column(ForeignKey("reception_blob.hash"))
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class TicketPhotoVoid(Base):
    """A photograph attached by mistake (D0.5)."""

    __tablename__ = "ticket_photo_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    photo_id: Mapped[int] = mapped_column(ForeignKey("ticket_photo.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class TicketService(Base):
    """A 有偿服务单: what was done for money, and the charge it became."""

    __tablename__ = "ticket_service"
    __table_args__ = (CheckConstraint("total > 0", name="positive"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), index=True)
    event_no: Mapped[int]
    charge_id: Mapped[int] = mapped_column(ForeignKey("charge.id"), unique=True)
    total: Mapped[Money]
    words: Mapped[str] = mapped_column(String(200), default="")
    done_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class TicketServiceLine(Base):
    """One line: quantity × price, rounded once to the fen (M1.2)."""

    __tablename__ = "ticket_service_line"
    __table_args__ = (
        UniqueConstraint("service_id", "no"),
        CheckConstraint("amount >= 0", name="amount"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("ticket_service.id"))
    no: Mapped[int]
    kind: Mapped[LineKind] = mapped_column(words(LineKind))
    what: Mapped[str] = mapped_column(String(60))
    quantity: Mapped[Decimal]
    measure: Mapped[str] = mapped_column(String(12), default="")
    price: Mapped[Decimal]
    amount: Mapped[Money]


class TicketServiceVoid(Base):
    """A 有偿服务单 made by mistake, nothing of it paid: its charge was reduced to nothing by `adjustment_id`."""

    __tablename__ = "ticket_service_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("ticket_service.id"), unique=True)
    adjustment_id: Mapped[int] = mapped_column(ForeignKey("charge_adjustment.id"), unique=True)
    event_no: Mapped[int | None]
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("reception_blob", "a stored file"),
    *final("ticket_photo", "a photograph of a ticket"),
    *final("ticket_photo_void", "a photograph's void"),
    *final("ticket_service", "a paid service"),
    *final("ticket_service_line", "a line of a paid service"),
    *final("ticket_service_void", "a paid service's void"),
)
