"""Goods out (出门条, D3.6): what leaves a unit, who carries it, who consented, and the gate's tear-off that comes back.

A pass stands for good. That its tear-off came back, or that it is void, are further rows; its state follows from
them and from the moment it is asked at.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.permits.rules.goods import ConsentWay
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as enum
from frontdesk.base.store.guards import Guard, final


class GoodsPass(Base):
    """One pass: whose goods, who carries them, from when until when, and why it was allowed.

    `starts_at` and `ends_at` are instants. `asker_role` is the word of what the asking person is to the unit.
    `allowed` names the conditions that were not met and were allowed all the same, empty when all were met.
    """

    __tablename__ = "goods_pass"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="window"),
        CheckConstraint("pieces > 0", name="pieces"),
        Index("ix_goods_pass_unit", "unit_id", "id"),
        Index("ix_goods_pass_ends_at", "ends_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    asker_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    asker: Mapped[str] = mapped_column(String(80))
    asker_role: Mapped[str] = mapped_column(String(24), default="")
    moves_out: Mapped[bool]
    carrier: Mapped[str] = mapped_column(String(80))
    carrier_number: Mapped[str] = mapped_column(String(40), default="")
    plate: Mapped[str] = mapped_column(String(20), default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    pieces: Mapped[int]
    words: Mapped[str] = mapped_column(String(200), default="")
    consent_by: Mapped[str] = mapped_column(String(80), default="")
    consent_way: Mapped[ConsentWay | None] = mapped_column(enum(ConsentWay))
    consent_on: Mapped[date | None]
    allowed: Mapped[str] = mapped_column(String(400), default="")
    allow_reason: Mapped[str] = mapped_column(String(200), default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    code: Mapped[str] = mapped_column(String(600), default="")
    made_on: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    # Made when the form opens: the same press twice finds its first pass here (T23).
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class GoodsLine(Base):
    """One line of what leaves: what, how many of which measure, and words about it."""

    __tablename__ = "goods_line"
    __table_args__ = (
        UniqueConstraint("pass_id", "no"),
        CheckConstraint("count > 0", name="count"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    pass_id: Mapped[int] = mapped_column(ForeignKey("goods_pass.id"))
    no: Mapped[int]
    what: Mapped[str] = mapped_column(String(60))
    count: Mapped[int]
    measure: Mapped[str] = mapped_column(String(8), default="")
    words: Mapped[str] = mapped_column(String(100), default="")


class GoodsReturn(Base):
    """The gate's tear-off came back: whether the pieces were as many as written, when they left, who let them out."""

    __tablename__ = "goods_return"
    id: Mapped[int] = mapped_column(primary_key=True)
    pass_id: Mapped[int] = mapped_column(ForeignKey("goods_pass.id"), index=True)
    matches: Mapped[bool]
    left_at: Mapped[datetime | None]
    guard: Mapped[str] = mapped_column(String(60), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class GoodsReturnVoid(Base):
    """A tear-off that was ticked by mistake: the pass is out again."""

    __tablename__ = "goods_return_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    return_id: Mapped[int] = mapped_column(ForeignKey("goods_return.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class GoodsVoid(Base):
    """A pass voided with its reason (D0.5)."""

    __tablename__ = "goods_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    pass_id: Mapped[int] = mapped_column(ForeignKey("goods_pass.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


_BACK = (
    "EXISTS (SELECT 1 FROM goods_return r LEFT JOIN goods_return_void v ON v.return_id = r.id"
    " WHERE r.pass_id = NEW.pass_id AND v.id IS NULL)"
)

GUARDS: tuple[Guard, ...] = (
    *final("goods_pass", "a goods pass"),
    *final("goods_line", "a line of a goods pass"),
    *final("goods_return", "a tear-off"),
    *final("goods_return_void", "a tear-off's void"),
    *final("goods_void", "a void"),
    Guard("goods_return", "insert", "the tear-off is back already", _BACK, "back"),
    Guard(
        "goods_return",
        "insert",
        "the pass is void",
        "EXISTS (SELECT 1 FROM goods_void WHERE pass_id = NEW.pass_id)",
        "void",
    ),
    Guard("goods_void", "insert", "the goods have left", _BACK, "back"),
)
