"""Refunds (红冲退款, M6.5): what gives back part or all of a receipt after its shift was counted, or a prepaid balance."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.cashdesk.model.locks import shift_not_open, shift_of_not_open
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class Refund(Base):
    """A refund with its own number (红字收据), in the shift of the day it is made. `amount` is positive.

    `payment_id` is the receipt it undoes; none where a unit's prepaid balance is paid back.
    """

    __tablename__ = "refund"
    __table_args__ = (
        CheckConstraint("amount > 0", name="positive"),
        Index("ix_refund_unit", "unit_id", "id"),
        Index("ix_refund_business_on", "business_on"),
        UniqueConstraint("book", "serial"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str] = mapped_column(String(10))
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"), index=True)
    payment_id: Mapped[int | None] = mapped_column(ForeignKey("payment.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    payee: Mapped[str] = mapped_column(String(80))
    reason: Mapped[str] = mapped_column(String(200))
    amount: Mapped[Money]
    approver_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60))
    business_on: Mapped[date]
    at: Mapped[datetime]
    cashier_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    cashier: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class RefundLine(Base):
    """What is given back of one line of the receipt; none of a line where a prepaid balance is paid back.

    Its sign is the receipt line's: negative only where a line of 抹零 is taken back with the others.
    """

    __tablename__ = "refund_line"
    __table_args__ = (UniqueConstraint("refund_id", "no"), CheckConstraint("amount <> 0", name="amount"))
    id: Mapped[int] = mapped_column(primary_key=True)
    refund_id: Mapped[int] = mapped_column(ForeignKey("refund.id"))
    no: Mapped[int]
    payment_line_id: Mapped[int | None] = mapped_column(ForeignKey("payment_line.id"), index=True)
    item: Mapped[str] = mapped_column(String(60))
    period: Mapped[str] = mapped_column(String(20), default="")
    amount: Mapped[Money]


class RefundTender(Base):
    """How it was given back; 预存抵扣 puts it onto the unit's prepaid balance."""

    __tablename__ = "refund_tender"
    __table_args__ = (CheckConstraint("amount > 0", name="positive"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    refund_id: Mapped[int] = mapped_column(ForeignKey("refund.id"), index=True)
    kind: Mapped[Tender] = mapped_column(words(Tender))
    amount: Mapped[Money]
    reference: Mapped[str] = mapped_column(String(64), default="", index=True)


_BACK = "(SELECT COALESCE(SUM(r.amount), 0) FROM refund_line r WHERE r.payment_line_id = NEW.payment_line_id)"
_LINE = "(SELECT l.amount FROM payment_line l WHERE l.id = NEW.payment_line_id)"

GUARDS: tuple[Guard, ...] = (
    *final("refund", "a refund"),
    *final("refund_line", "a refund line"),
    *final("refund_tender", "a tender"),
    Guard("refund", "insert", "the shift is not open", shift_not_open(), "shift"),
    Guard(
        "refund",
        "insert",
        "the receipt is void",
        "EXISTS (SELECT 1 FROM payment_void WHERE payment_id = NEW.payment_id)",
        "void",
    ),
    Guard("refund_line", "insert", "the shift is not open", shift_of_not_open("refund"), "shift"),
    Guard(
        "refund_line",
        "insert",
        "more than was paid of the line",
        f"NEW.payment_line_id IS NOT NULL AND (ABS(NEW.amount + {_BACK}) > ABS({_LINE})"
        f" OR (NEW.amount > 0) <> ({_LINE} > 0))",
        "paid",
    ),
    Guard("refund_tender", "insert", "the shift is not open", shift_of_not_open("refund"), "shift"),
    Guard(
        "payment_void",
        "insert",
        "the receipt is refunded",
        "EXISTS (SELECT 1 FROM refund WHERE payment_id = NEW.payment_id)",
        "refunded",
    ),
)
