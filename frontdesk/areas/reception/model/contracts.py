"""Contracts and agreements, how they ended, and the papers that hang on them (D2.9)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.contracts import EndKind
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class Contract(Base):
    """A contract with somebody, from `starts_on` to `last_on` (its last day). `renews_id` is the one it goes on from.

    `remind_on` is the first day it is spoken of: `remind_days` before its last.
    """

    __tablename__ = "contract"
    __table_args__ = (
        CheckConstraint("last_on >= starts_on", name="span"),
        CheckConstraint("remind_days >= 0", name="remind"),
        Index("ix_contract_last_on", "last_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    their_number: Mapped[str] = mapped_column(String(60), default="")
    kind: Mapped[str] = mapped_column(String(24))
    title: Mapped[str] = mapped_column(String(120))
    party: Mapped[str] = mapped_column(String(120))
    contact: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    amount: Mapped[Money | None]
    paid_how: Mapped[str] = mapped_column(String(120), default="")
    signed_on: Mapped[date | None]
    starts_on: Mapped[date]
    last_on: Mapped[date]
    remind_days: Mapped[int]
    remind_on: Mapped[date]
    keeper: Mapped[str] = mapped_column(String(60))
    words: Mapped[str] = mapped_column(String(300), default="")
    renews_id: Mapped[int | None] = mapped_column(ForeignKey("contract.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class ContractEnd(Base):
    """It ended on a day before its last, or was entered by mistake."""

    __tablename__ = "contract_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), unique=True)
    kind: Mapped[EndKind] = mapped_column(one_of(EndKind))
    ended_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class ContractFile(Base):
    """A scan, photograph or PDF of it."""

    __tablename__ = "contract_file"
    id: Mapped[int] = mapped_column(primary_key=True)
    contract_id: Mapped[int] = mapped_column(ForeignKey("contract.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    hash: Mapped[str] = mapped_column(ForeignKey("reception_blob.hash"))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class ContractFileVoid(Base):
    """A file attached by mistake (D0.5)."""

    __tablename__ = "contract_file_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("contract_file.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    Guard("contract", "delete", "a contract is never deleted"),
    Guard(
        "contract",
        "update",
        "a contract keeps its number and what it goes on from",
        "NEW.number <> OLD.number OR NEW.by_id <> OLD.by_id"
        " OR COALESCE(NEW.renews_id, 0) <> COALESCE(OLD.renews_id, 0)",
        "number",
    ),
    Guard(
        "contract",
        "update",
        "it is over",
        "EXISTS (SELECT 1 FROM contract_end e WHERE e.contract_id = OLD.id)",
        "over",
    ),
    Guard(
        "contract",
        "insert",
        "it goes on in another already",
        "NEW.renews_id IS NOT NULL AND EXISTS (SELECT 1 FROM contract c WHERE c.renews_id = NEW.renews_id"
        " AND NOT EXISTS (SELECT 1 FROM contract_end e WHERE e.contract_id = c.id AND e.kind = 'voided'))",
        "once",
    ),
    *final("contract_end", "a contract's end"),
    *final("contract_file", "a contract's paper"),
    *final("contract_file_void", "a void"),
)
