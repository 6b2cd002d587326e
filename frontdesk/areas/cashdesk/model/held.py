"""Money that is held for somebody: deposits (押金) with their settlements, and what units have prepaid (预存).

Neither is income. All of it stands for good, as the takings do; voids and settlements are further rows (M6.7).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.cashdesk.model.locks import shift_not_open, shift_of_not_open
from frontdesk.areas.cashdesk.rules.kinds import Tender
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class Deposit(Base):
    """A deposit taken (押金收据): own number, own balance, no income.

    What is left of it is `amount` less its settlements that are not void. `source_kind` and `source_id` name what
    a higher area takes it for (a decoration, a pass, a key).
    """

    __tablename__ = "deposit"
    __table_args__ = (
        CheckConstraint("tendered = amount + change", name="balance"),
        CheckConstraint("amount > 0", name="positive"),
        CheckConstraint("change >= 0", name="change"),
        Index("ix_deposit_unit", "unit_id", "id"),
        Index("ix_deposit_business_on", "business_on"),
        Index("ix_deposit_source", "source_kind", "source_id"),
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
    purpose: Mapped[str] = mapped_column(String(40))
    words: Mapped[str] = mapped_column(String(200), default="")
    source_kind: Mapped[str] = mapped_column(String(24), default="")
    source_id: Mapped[int | None]
    amount: Mapped[Money]
    tendered: Mapped[Money]
    change: Mapped[Money]
    business_on: Mapped[date]
    at: Mapped[datetime]
    cashier_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    cashier: Mapped[str] = mapped_column(String(60))
    # Made when the form opens: the same press twice finds its first receipt here (T23).
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class DepositTender(Base):
    """How a deposit was given; cash as given, the change stands on the deposit (T9)."""

    __tablename__ = "deposit_tender"
    __table_args__ = (CheckConstraint("amount > 0", name="positive"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    deposit_id: Mapped[int] = mapped_column(ForeignKey("deposit.id"), index=True)
    kind: Mapped[Tender] = mapped_column(words(Tender))
    amount: Mapped[Money]
    reference: Mapped[str] = mapped_column(String(64), default="", index=True)


class DepositVoid(Base):
    """A deposit's receipt voided before its shift's close."""

    __tablename__ = "deposit_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    deposit_id: Mapped[int] = mapped_column(ForeignKey("deposit.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class DepositSettlement(Base):
    """A deposit paid back in part or whole less deductions (押金结算单).

    `refunded` is paid back, `deducted` the sum of its deductions. Paid to somebody else than the payer it
    carries the written authority.
    """

    __tablename__ = "deposit_settlement"
    __table_args__ = (
        CheckConstraint("refunded >= 0", name="refunded"),
        CheckConstraint("deducted >= 0", name="deducted"),
        CheckConstraint("refunded + deducted > 0", name="positive"),
        Index("ix_deposit_settlement_business_on", "business_on"),
        UniqueConstraint("book", "serial"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    book: Mapped[str] = mapped_column(String(10))
    serial: Mapped[int]
    number: Mapped[str] = mapped_column(String(20), unique=True)
    shift_id: Mapped[int] = mapped_column(ForeignKey("shift.id"), index=True)
    deposit_id: Mapped[int] = mapped_column(ForeignKey("deposit.id"), index=True)
    refunded: Mapped[Money]
    deducted: Mapped[Money]
    payee: Mapped[str] = mapped_column(String(80))
    authority: Mapped[str] = mapped_column(String(200), default="")
    approver_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60))
    business_on: Mapped[date]
    at: Mapped[datetime]
    cashier_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    cashier: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class DepositDeduction(Base):
    """One thing kept back from a deposit, with its reason; `source_kind` and `source_id` name a higher area's cause."""

    __tablename__ = "deposit_deduction"
    __table_args__ = (
        UniqueConstraint("settlement_id", "no"),
        CheckConstraint("amount > 0", name="positive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    settlement_id: Mapped[int] = mapped_column(ForeignKey("deposit_settlement.id"))
    no: Mapped[int]
    reason: Mapped[str] = mapped_column(String(200))
    amount: Mapped[Money]
    source_kind: Mapped[str] = mapped_column(String(24), default="")
    source_id: Mapped[int | None]


class DepositSettlementTender(Base):
    """How a deposit was paid back."""

    __tablename__ = "deposit_settlement_tender"
    __table_args__ = (CheckConstraint("amount > 0", name="positive"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    settlement_id: Mapped[int] = mapped_column(ForeignKey("deposit_settlement.id"), index=True)
    kind: Mapped[Tender] = mapped_column(words(Tender))
    amount: Mapped[Money]
    reference: Mapped[str] = mapped_column(String(64), default="", index=True)


class DepositSettlementVoid(Base):
    """A settlement voided before its shift's close: the deposit is held again."""

    __tablename__ = "deposit_settlement_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    settlement_id: Mapped[int] = mapped_column(ForeignKey("deposit_settlement.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))


class PrepaidMove(Base):
    """What a unit has prepaid, as signed moves: paid in, used (预存抵扣), given back, and each of these undone.

    The sum of a unit's moves is its balance and never below nothing. `source_kind` and `source_id` name the
    payment or refund that moved it.
    """

    __tablename__ = "prepaid_move"
    __table_args__ = (
        Index("ix_prepaid_move_unit", "unit_id", "business_on", "amount"),
        Index("ix_prepaid_move_source", "source_kind", "source_id"),
        CheckConstraint("amount <> 0", name="amount"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    amount: Mapped[Money]
    source_kind: Mapped[str] = mapped_column(String(24))
    source_id: Mapped[int]
    business_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


_SETTLED = (
    "(SELECT COALESCE(SUM(s.refunded + s.deducted), 0) FROM deposit_settlement s"
    " LEFT JOIN deposit_settlement_void v ON v.settlement_id = s.id"
    " WHERE v.id IS NULL AND s.deposit_id = NEW.deposit_id)"
)

GUARDS: tuple[Guard, ...] = (
    *final("deposit", "a deposit"),
    *final("deposit_tender", "a tender"),
    *final("deposit_void", "a void"),
    *final("deposit_settlement", "a settlement"),
    *final("deposit_deduction", "a deduction"),
    *final("deposit_settlement_tender", "a tender"),
    *final("deposit_settlement_void", "a void"),
    *final("prepaid_move", "a move"),
    Guard("deposit", "insert", "the shift is not open", shift_not_open(), "shift"),
    Guard("deposit_tender", "insert", "the shift is not open", shift_of_not_open("deposit"), "shift"),
    Guard("deposit_void", "insert", "the shift is not open", shift_of_not_open("deposit"), "shift"),
    Guard("deposit_void", "insert", "the deposit is settled", f"{_SETTLED} > 0", "settled"),
    Guard("deposit_settlement", "insert", "the shift is not open", shift_not_open(), "shift"),
    Guard(
        "deposit_settlement",
        "insert",
        "more than is left of the deposit",
        f"NEW.refunded + NEW.deducted + {_SETTLED} > (SELECT amount FROM deposit WHERE id = NEW.deposit_id)"
        " OR EXISTS (SELECT 1 FROM deposit_void WHERE deposit_id = NEW.deposit_id)",
        "left",
    ),
    *(
        Guard(
            table, "insert", "the shift is not open",
            shift_of_not_open("deposit_settlement", "settlement_id"), "shift",
        )
        for table in ("deposit_deduction", "deposit_settlement_tender", "deposit_settlement_void")
    ),
    Guard(
        "prepaid_move",
        "insert",
        "more than is prepaid",
        "NEW.amount < 0 AND"
        " (SELECT COALESCE(SUM(amount), 0) FROM prepaid_move WHERE unit_id = NEW.unit_id) + NEW.amount < 0",
        "balance",
    ),
)  # fmt: skip
