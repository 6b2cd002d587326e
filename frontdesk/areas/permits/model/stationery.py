"""Numbered stationery (票证, D3.8): ranges drawn from finance, what became of their numbers, month-end counts.

What is left is computed (`rules.stationery`), never stored. A mistake is taken back by a row that names it (D0.5).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.permits.rules.stationery import CopyWay, Fate
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class StationeryKind(Base):
    """A kind of numbered blank. `receipts`: bought receipt books, whose use the cash desk keeps (M6.9)."""

    __tablename__ = "stationery_kind"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)
    prefix: Mapped[str] = mapped_column(String(10), default="")
    receipts: Mapped[bool] = mapped_column(default=False)
    sort: Mapped[int]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class StationeryRange(Base):
    """A range of numbers taken over from finance; `number` is of its paper (票证领用表).

    `book_id` is the cash desk's book of the same range, for receipts.
    """

    __tablename__ = "stationery_range"
    __table_args__ = (
        CheckConstraint("last >= first", name="span"),
        Index("ix_stationery_range_kind", "kind_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20))
    kind_id: Mapped[int] = mapped_column(ForeignKey("stationery_kind.id"))
    prefix: Mapped[str] = mapped_column(String(10), default="")
    width: Mapped[int]
    first: Mapped[int]
    last: Mapped[int]
    handed_by: Mapped[str] = mapped_column(String(60))
    words: Mapped[str] = mapped_column(String(200), default="")
    book_id: Mapped[int | None] = mapped_column(ForeignKey("paper_book.id"))
    drawn_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class StationeryMark(Base):
    """What became of numbers of one range: used (for what), spoiled (why), returned (to whom).

    `permit` is the number of the permit that was issued on the blank. What was entered at once across several
    ranges is several rows; `token` stands on the first of them (T23).
    """

    __tablename__ = "stationery_mark"
    __table_args__ = (
        CheckConstraint("last >= first", name="span"),
        Index("ix_stationery_mark_range", "range_id"),
        Index("ix_stationery_mark_day", "marked_on"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    range_id: Mapped[int] = mapped_column(ForeignKey("stationery_range.id"))
    fate: Mapped[Fate] = mapped_column(words(Fate))
    first: Mapped[int]
    last: Mapped[int]
    words: Mapped[str] = mapped_column(String(200), default="")
    permit: Mapped[str] = mapped_column(String(40), default="")
    marked_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class StationeryMarkVoid(Base):
    """An entry made by mistake: its numbers are left again."""

    __tablename__ = "stationery_mark_void"
    id: Mapped[int] = mapped_column(primary_key=True)
    mark_id: Mapped[int] = mapped_column(ForeignKey("stationery_mark.id"), unique=True)
    reason: Mapped[str] = mapped_column(String(200))
    voided_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class StationeryCount(Base):
    """A month-end count (盘点); of several in one month the last one holds.

    `copies` × `copy_price` is the photocopy money; `copy_way` says where it went and `copy_words` the movement's
    number in the shift, or who took it.
    """

    __tablename__ = "stationery_count"
    __table_args__ = (Index("ix_stationery_count_month", "month"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    month: Mapped[str] = mapped_column(String(7))
    counted_on: Mapped[date]
    copies: Mapped[int] = mapped_column(default=0)
    copy_price: Mapped[Money]
    copy_money: Mapped[Money]
    copy_way: Mapped[CopyWay | None] = mapped_column(words(CopyWay))
    copy_words: Mapped[str] = mapped_column(String(80), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class StationeryCountLine(Base):
    """One kind in a count: what the books said was left then, what was found, and why they differ.

    The movements are the month's up to the count; numbers are in words, as they stand on the paper.
    """

    __tablename__ = "stationery_count_line"
    __table_args__ = (UniqueConstraint("count_id", "kind_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    count_id: Mapped[int] = mapped_column(ForeignKey("stationery_count.id"))
    kind_id: Mapped[int] = mapped_column(ForeignKey("stationery_kind.id"))
    before: Mapped[int]
    drawn: Mapped[int]
    used: Mapped[int]
    spoiled: Mapped[int]
    returned: Mapped[int]
    left: Mapped[int]
    counted: Mapped[int]
    left_numbers: Mapped[str] = mapped_column(Text, default="")
    counted_numbers: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str] = mapped_column(String(200), default="")


class StationeryCountSign(Base):
    """The count's paper was signed, by whom."""

    __tablename__ = "stationery_count_sign"
    id: Mapped[int] = mapped_column(primary_key=True)
    count_id: Mapped[int] = mapped_column(ForeignKey("stationery_count.id"), unique=True)
    signed_by: Mapped[str] = mapped_column(String(80))
    signed_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


_OUTSIDE = (
    "NOT EXISTS (SELECT 1 FROM stationery_range r WHERE r.id = NEW.range_id "
    "AND NEW.first >= r.first AND NEW.last <= r.last)"
)
_TWICE = (
    "EXISTS (SELECT 1 FROM stationery_mark m WHERE m.range_id = NEW.range_id "
    "AND m.first <= NEW.last AND NEW.first <= m.last "
    "AND NOT EXISTS (SELECT 1 FROM stationery_mark_void v WHERE v.mark_id = m.id))"
)

GUARDS: tuple[Guard, ...] = (
    *final("stationery_kind", "a kind of stationery"),
    *final("stationery_range", "a drawn range"),
    *final("stationery_mark", "what became of a blank"),
    *final("stationery_mark_void", "a voided entry"),
    *final("stationery_count", "a count"),
    *final("stationery_count_line", "a count's line"),
    *final("stationery_count_sign", "a count's signature"),
    Guard("stationery_mark", "insert", "the number was never drawn", _OUTSIDE, "outside"),
    Guard("stationery_mark", "insert", "the number has been accounted for", _TWICE, "twice"),
)
