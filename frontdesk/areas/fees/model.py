"""The fees' tables. A charge is never edited: an adjustment is a further, signed line (M2.7)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.fees.rules.kinds import AdjustKind, Category, Cycle, DeliveryWay, Pricing, ScopeKind
from frontdesk.base.store.base import Base, words
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class FeeItem(Base):
    """A fee item (收费项目)."""

    __tablename__ = "fee_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)
    category: Mapped[Category] = mapped_column(words(Category))
    pricing: Mapped[Pricing] = mapped_column(words(Pricing))
    cycle: Mapped[Cycle] = mapped_column(words(Cycle))
    # The day of the month a charge is due; 31 means the month's last. First month of a cycle: 1 to 12.
    due_day: Mapped[int]
    first_month: Mapped[int] = mapped_column(default=1)
    # The builder pays the month of handover: the owner starts on the first of the next (M2.4).
    builder_pays_first: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    sort: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]


class FeeScope(Base):
    """One kind of unit, building or unit an item applies to."""

    __tablename__ = "fee_scope"
    __table_args__ = (UniqueConstraint("item_id", "kind", "value"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("fee_item.id"))
    kind: Mapped[ScopeKind] = mapped_column(words(ScopeKind))
    # UnitKind's word, or the building's or unit's id as text.
    value: Mapped[str] = mapped_column(String(24))


class Price(Base):
    """A price (yuan, at most 6 decimals) from a day on (M2.3). Never changed: a new price is a new row.

    Of two rows for one day the later one holds, so that a slip of the hand can be put right the same day.
    """

    __tablename__ = "price"
    __table_args__ = (Index("ix_price_item", "item_id", "starts_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("fee_item.id"))
    starts_on: Mapped[date]
    price: Mapped[Decimal]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60), default="")


class Charge(Base):
    """What a unit owes for one item and one period (应收), and how it came about (M2.8).

    One for an item, unit and period, held by the unique constraint (M2.5, T4); `no` is 1 but for charges by
    hand, of which a period may hold several. `lines` is JSON: one part for each price within the period, each
    rounded by itself, `amount` their sum. `source_kind` and `source_id` name what a higher area charged for.

    `owed` is what is unpaid now: amount + adjustments - settlements. It is the only column that ever changes,
    in the transaction that stores the adjustment or settlement; it can never go below nothing, whoever pays at
    the same instant, and it lets arrears of any day start from the few charges that are open.
    """

    __tablename__ = "charge"
    __table_args__ = (
        UniqueConstraint("unit_id", "item_id", "period", "no"),
        Index("ix_charge_period", "period", "item_id"),
        Index("ix_charge_due", "due_on"),
        Index(
            "ix_charge_owed",
            "unit_id",
            "due_on",
            "starts_on",
            "item_id",
            "payer_id",
            "owed",
            sqlite_where=text("owed <> 0"),
            postgresql_where=text("owed <> 0"),
        ),
        CheckConstraint("ends_on > starts_on", name="span"),
        CheckConstraint("amount > 0", name="positive"),
        CheckConstraint("owed >= 0", name="owed"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("fee_item.id"))
    period: Mapped[str] = mapped_column(String(7))
    no: Mapped[int] = mapped_column(default=1)
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    due_on: Mapped[date]
    amount: Mapped[Money]
    owed: Mapped[Money]
    how: Mapped[str] = mapped_column(String(300))
    lines: Mapped[str] = mapped_column(Text)
    payer_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    payer_name: Mapped[str] = mapped_column(String(80), default="")
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))
    source_kind: Mapped[str] = mapped_column(String(24), default="")
    source_id: Mapped[int | None]


class ChargeAdjustment(Base):
    """A signed line on a charge (减免 negative, 补收 positive) with its reason and who allowed it (M2.7)."""

    __tablename__ = "charge_adjustment"
    id: Mapped[int] = mapped_column(primary_key=True)
    charge_id: Mapped[int] = mapped_column(ForeignKey("charge.id"), index=True)
    kind: Mapped[AdjustKind] = mapped_column(words(AdjustKind))
    amount: Mapped[Money]
    reason: Mapped[str] = mapped_column(String(200))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    made_on: Mapped[date] = mapped_column(index=True)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class ChargeSettlement(Base):
    """What was paid of a charge on a business day; a void or refund is a further, negative row (M6.5, M8.1).

    `source_kind` and `source_id` name the document of the higher area that moved the money. `charge_starts_on`
    is a copy of the charge's: arrears of a past day look through everything paid after that day, and this
    leaves out the later charges without opening each.
    """

    __tablename__ = "charge_settlement"
    __table_args__ = (
        Index("ix_charge_settlement_later", "settled_on", "charge_starts_on", "charge_id", "amount"),
        Index("ix_charge_settlement_source", "source_kind", "source_id"),
        CheckConstraint("amount <> 0", name="amount"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    charge_id: Mapped[int] = mapped_column(ForeignKey("charge.id"), index=True)
    amount: Mapped[Money]
    settled_on: Mapped[date]
    charge_starts_on: Mapped[date]
    source_kind: Mapped[str] = mapped_column(String(24))
    source_id: Mapped[int]
    at: Mapped[datetime]


class BillingRun(Base):
    """One billing of a period: how many it made, how many stood, what it could not price (JSON)."""

    __tablename__ = "billing_run"
    id: Mapped[int] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(String(7), index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))
    made: Mapped[int]
    stood: Mapped[int]
    total: Mapped[Money]
    skipped: Mapped[str] = mapped_column(Text)


class Notice(Base):
    """A payment notice (缴费通知单) that was printed: its frozen document."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_period", "period", "unit_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    period: Mapped[str] = mapped_column(String(7))
    total: Mapped[Money]
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = mapped_column(String(60))
    document: Mapped[str] = mapped_column(Text)


class NoticePrint(Base):
    """One time a notice was put on paper; `times` is 0 for the original, n for the n-th 补打 (T12).

    `paper_id` is the kept paper (a batch, or one notice alone) it was part of.
    """

    __tablename__ = "notice_print"
    __table_args__ = (UniqueConstraint("notice_id", "times"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"), index=True)
    times: Mapped[int]


class NoticeDelivery(Base):
    """How and when a notice reached its unit, and who brought it (M8.3)."""

    __tablename__ = "notice_delivery"
    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    way: Mapped[DeliveryWay] = mapped_column(words(DeliveryWay))
    delivered_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


_NEVER_NULL = (
    "unit_id", "item_id", "period", "no", "starts_on", "ends_on", "due_on", "amount", "how", "lines", "payer_name",
    "made_on", "made_at", "made_by", "source_kind",
)  # fmt: skip
_CHARGE_KEPT = " OR ".join(
    [f"NEW.{column} <> OLD.{column}" for column in _NEVER_NULL]
    + [f"COALESCE(NEW.{column}, 0) <> COALESCE(OLD.{column}, 0)" for column in ("payer_id", "source_id")]
)

GUARDS: tuple[Guard, ...] = (
    Guard("charge", "update", "a charge is final", _CHARGE_KEPT),
    Guard("charge", "delete", "a charge is never deleted"),
    *final("charge_adjustment", "an adjustment"),
    *final("charge_settlement", "a settlement"),
    *final("price", "a price"),
    *final("billing_run", "a billing"),
    *final("notice", "an issued notice"),
    *final("notice_print", "a print"),
    *final("notice_delivery", "a delivery"),
    Guard("fee_item", "delete", "a fee item is never deleted"),
)
