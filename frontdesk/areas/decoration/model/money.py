"""What a decoration owes and holds: the agreement's amounts, and settlements drawn of the deposit.

The money itself moves at the cash desk: charges, receipts and deposits there name the file they are for.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.base.store.base import Base
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class DecorationAgreement(Base):
    """The agreement (管理服务协议, article 16): who signed it when, and what it asks for. The newest holds."""

    __tablename__ = "decoration_agreement"
    __table_args__ = (
        CheckConstraint("management_fee >= 0 AND waste_fee >= 0 AND deposit >= 0", name="amounts"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("decoration_file.id"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("decoration_step.id"), unique=True)
    signed_on: Mapped[date]
    signed_by: Mapped[str] = mapped_column(String(80))
    management_fee: Mapped[Money]
    waste_fee: Mapped[Money]
    deposit: Mapped[Money]
    words: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationSettlement(Base):
    """A settlement as drawn (拟): what is held of the deposit, what is kept back, what goes back."""

    __tablename__ = "decoration_settlement"
    __table_args__ = (
        CheckConstraint("held = deducted + refund", name="whole"),
        CheckConstraint("deducted >= 0 AND refund >= 0 AND held > 0", name="amounts"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("decoration_file.id"), index=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("decoration_step.id"), unique=True)
    held: Mapped[Money]
    deducted: Mapped[Money]
    refund: Mapped[Money]
    made_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class DecorationSettlementLine(Base):
    """One thing kept back, grounded on its breach."""

    __tablename__ = "decoration_settlement_line"
    __table_args__ = (
        UniqueConstraint("settlement_id", "breach_id"),
        CheckConstraint("amount > 0", name="positive"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    settlement_id: Mapped[int] = mapped_column(ForeignKey("decoration_settlement.id"))
    breach_id: Mapped[int] = mapped_column(ForeignKey("decoration_breach.id"))
    reason: Mapped[str] = mapped_column(String(200))
    amount: Mapped[Money]


GUARDS: tuple[Guard, ...] = (
    *final("decoration_agreement", "an agreement"),
    *final("decoration_settlement", "a settlement"),
    *final("decoration_settlement_line", "a line of a settlement"),
)
