"""Codes that units had before (改房号): still found by search, still on the papers printed then (D1.1, D0.4)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.base.store.base import Base
from frontdesk.base.store.guards import Guard, final


class UnitOldCode(Base):
    """A unit's code until a day, and why it was changed. `key` is as in `Unit`."""

    __tablename__ = "unit_old_code"
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    code: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(40), index=True)
    until: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


GUARDS: tuple[Guard, ...] = (*final("unit_old_code", "a code a unit had"),)
