"""The cashier's tables. What moved money stands for good: triggers guard it, corrections are new rows (M6.5, M7.4)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.cashdesk.rules.kinds import CashMove, ShiftState, Tender
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class Shift(Base):
    """A shift (班次) of one cashier: everything that moves money belongs to one (M7.1, M7.2)."""

    __tablename__ = "shift"
    __table_args__ = (
        # One open shift for a cashier at a time.
        Index(
            "uq_shift_open",
            "cashier_id",
            unique=True,
            sqlite_where=text("state <> 'closed'"),
            postgresql_where=text("state <> 'closed'"),
        ),
        Index("ix_shift_business_on", "business_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    cashier_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    cashier: Mapped[str] = mapped_column(String(60))
    desk: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(20))
    business_on: Mapped[date]
    opened_at: Mapped[datetime]
    opening_float: Mapped[Money]
    opening_counts: Mapped[str] = mapped_column(Text, default="{}")
    state: Mapped[ShiftState] = mapped_column(words(ShiftState))


class ShiftCount(Base):
    """The blind count, stored before the program shows what it expects (M7.3). Never changed (T10).

    `counts` is JSON: denomination in fen -> pieces; `slips` JSON: tender -> [slips, fen] as the cashier added
    them up.
    """

    __tablename__ = "shift_count"
    id: Mapped[int] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"), unique=True)
    counts: Mapped[str] = mapped_column(Text)
    counted: Mapped[Money]
    slips: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class ShiftClose(Base):
    """The close's own figures (M7.4): stored, printed from here, never worked out again."""

    __tablename__ = "shift_close"
    id: Mapped[int] = mapped_column(primary_key=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"), unique=True)
    report_number: Mapped[str] = mapped_column(String(40), unique=True)
    closed_at: Mapped[datetime]
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    closed_by: Mapped[str] = mapped_column(String(60))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    expected: Mapped[Money]
    counted: Mapped[Money]
    difference: Mapped[Money]
    reason: Mapped[str] = mapped_column(Text, default="")
    kept_back: Mapped[Money]
    handed_in: Mapped[Money]
    figures: Mapped[str] = mapped_column(Text)


class CashMovement(Base):
    """Cash handed in during the shift or at its close, or petty cash in or out, with its reason (M7.2).

    `amount` is positive; its kind says which way it went. `counts` is JSON as in `ShiftCount`.
    """

    __tablename__ = "cash_movement"
    __table_args__ = (CheckConstraint("amount > 0", name="positive"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"), index=True)
    kind: Mapped[CashMove] = mapped_column(words(CashMove))
    at_close: Mapped[bool] = mapped_column(default=False)
    amount: Mapped[Money]
    counts: Mapped[str] = mapped_column(Text, default="{}")
    reason: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class HandInReply(Base):
    """Finance takes a hand-in over, or sends it back with words (M7.8)."""

    __tablename__ = "hand_in_reply"
    id: Mapped[int] = mapped_column(primary_key=True)
    movement_id: Mapped[int] = mapped_column(ForeignKey("cash_movement.id"), index=True)
    accepted: Mapped[bool]
    words: Mapped[str] = mapped_column(String(200), default="")
    on: Mapped[date] = mapped_column("replied_on")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class Payment(Base):
    """One visit to the desk (M6.1), with its receipt's number, taken in the same transaction (M6.4).

    `settled` is what its lines add up to; tendered = settled + change, always (M6.2).
    """

    __tablename__ = "payment"
    __table_args__ = (
        CheckConstraint("tendered = settled + change", name="balance"),
        CheckConstraint("settled > 0", name="positive"),
        CheckConstraint("change >= 0", name="change"),
        Index("ix_payment_unit", "unit_id", "id"),
        Index("ix_payment_business_on", "business_on"),
        UniqueConstraint("book", "serial"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str] = mapped_column(String(10))
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    payer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    payer_name: Mapped[str] = mapped_column(String(80))
    business_on: Mapped[date]
    at: Mapped[datetime]
    cashier_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    cashier: Mapped[str] = mapped_column(String(60))
    settled: Mapped[Money]
    tendered: Mapped[Money]
    change: Mapped[Money]
    # The printed number of the bought receipt paper, where the office writes on such (M6.9).
    paper_number: Mapped[str | None] = mapped_column(String(20), unique=True)
    # Made when the page loads a unit: the same press twice finds its first receipt here (T23).
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class PaymentLine(Base):
    """What a payment settles: a source of a lower or higher area by kind and id, and its words as on the day."""

    __tablename__ = "payment_line"
    __table_args__ = (
        UniqueConstraint("payment_id", "no"),
        Index("ix_payment_line_source", "source_kind", "source_id"),
        CheckConstraint("amount <> 0", name="amount"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"))
    no: Mapped[int]
    source_kind: Mapped[str] = mapped_column(String(24))
    source_id: Mapped[int]
    item: Mapped[str] = mapped_column(String(60))
    period: Mapped[str] = mapped_column(String(20))
    how: Mapped[str] = mapped_column(String(300))
    amount: Mapped[Money]


class PaymentTender(Base):
    """How it was paid; cash is what was given, the change stands on the payment (T9)."""

    __tablename__ = "payment_tender"
    __table_args__ = (CheckConstraint("amount > 0", name="positive"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"), index=True)
    kind: Mapped[Tender] = mapped_column(words(Tender))
    amount: Mapped[Money]
    reference: Mapped[str] = mapped_column(String(64), default="", index=True)


class TenderReference(Base):
    """A reference number that came after its tender was stored (M7.7): a row of its own, for the tender is final."""

    __tablename__ = "tender_reference"
    id: Mapped[int] = mapped_column(primary_key=True)
    tender_id: Mapped[int] = mapped_column(ForeignKey("payment_tender.id"), unique=True)
    reference: Mapped[str] = mapped_column(String(64), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class PaymentVoid(Base):
    """A receipt voided (作废) before its shift's close: number kept, charges owed again (M6.5)."""

    __tablename__ = "payment_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    payment_id: Mapped[int] = mapped_column(ForeignKey("payment.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class PaperBook(Base):
    """A bought book of receipt paper: its printed numbers from first to last (M6.9)."""

    __tablename__ = "paper_book"
    __table_args__ = (UniqueConstraint("prefix", "first"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    prefix: Mapped[str] = mapped_column(String(10), default="")
    first: Mapped[int]
    last: Mapped[int]
    width: Mapped[int]
    received_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class SpoiledPaper(Base):
    """A number of a bought book that was spoiled, with its reason."""

    __tablename__ = "spoiled_paper"
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    shift_id: Mapped[int | None] = mapped_column(ForeignKey("shift.id"))
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


# The state may only go forward, and nothing else of a shift ever changes.
_SHIFT_KEPT = " OR ".join(
    f"NEW.{column} <> OLD.{column}"
    for column in ("cashier_id", "cashier", "desk", "name", "business_on", "opened_at", "opening_float")
)
_SHIFT_CLOSED = "(SELECT state FROM shift WHERE id = NEW.shift_id) = 'closed'"
_SHIFT_NOT_OPEN = "(SELECT state FROM shift WHERE id = NEW.shift_id) <> 'open'"

GUARDS: tuple[Guard, ...] = (
    Guard("shift", "delete", "a shift is never deleted"),
    Guard("shift", "update", "a closed shift is final", "OLD.state = 'closed'", "closed"),
    Guard("shift", "update", "what a shift began with is final", _SHIFT_KEPT, "kept"),
    Guard(
        "shift",
        "update",
        "a counted shift does not open again",
        "OLD.state = 'counted' AND NEW.state = 'open'",
        "forward",
    ),
    *final("shift_count", "a count"),
    *final("shift_close", "a close"),
    *final("cash_movement", "a cash movement"),
    *final("hand_in_reply", "a reply of finance"),
    *final("payment", "a receipt"),
    *final("payment_line", "a receipt line"),
    *final("payment_tender", "a tender"),
    *final("tender_reference", "a reference"),
    *final("payment_void", "a void"),
    *final("paper_book", "a book of receipt paper"),
    *final("spoiled_paper", "a spoiled paper"),
    Guard("payment", "insert", "the shift is not open", _SHIFT_NOT_OPEN, "shift"),
    Guard("cash_movement", "insert", "the shift is closed", _SHIFT_CLOSED, "shift"),
    Guard(
        "payment_line",
        "insert",
        "the shift is not open",
        "(SELECT s.state FROM shift s JOIN payment p ON p.shift_id = s.id WHERE p.id = NEW.payment_id) <> 'open'",
        "shift",
    ),
    Guard(
        "payment_tender",
        "insert",
        "the shift is not open",
        "(SELECT s.state FROM shift s JOIN payment p ON p.shift_id = s.id WHERE p.id = NEW.payment_id) <> 'open'",
        "shift",
    ),
    Guard(
        "tender_reference",
        "insert",
        "the shift is closed",
        "(SELECT s.state FROM shift s JOIN payment p ON p.shift_id = s.id"
        " JOIN payment_tender t ON t.payment_id = p.id WHERE t.id = NEW.tender_id) = 'closed'",
        "shift",
    ),
    Guard(
        "payment_void",
        "insert",
        "the shift is not open",
        "(SELECT s.state FROM shift s JOIN payment p ON p.shift_id = s.id WHERE p.id = NEW.payment_id) <> 'open'",
        "shift",
    ),
    Guard("shift_count", "insert", "the shift is not open", _SHIFT_NOT_OPEN, "shift"),
    Guard("shift_close", "insert", "the shift is closed already", _SHIFT_CLOSED, "shift"),
)
