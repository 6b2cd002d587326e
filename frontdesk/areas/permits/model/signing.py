"""The public keys of the office: every desk verifies with them, and permits signed by a former key still hold.

A private key never stands in the database, so that neither a backup nor an export carries one.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.base.store.base import Base
from frontdesk.base.store.guards import Guard, final


class SigningKey(Base):
    """One key, from the day it signs. The newest is the one that signs; `reason` says why it followed the last."""

    __tablename__ = "signing_key"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(8), unique=True)
    public: Mapped[str] = mapped_column(String(64), unique=True)
    starts_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class SigningKeyBackup(Base):
    """A backup of a private key that was made, so that the settings can say when, and remind where there is none."""

    __tablename__ = "signing_key_backup"
    id: Mapped[int] = mapped_column(primary_key=True)
    key_id: Mapped[int] = mapped_column(ForeignKey("signing_key.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (
    *final("signing_key", "a signing key"),
    *final("signing_key_backup", "a backup of a signing key"),
)
