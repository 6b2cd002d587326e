"""The fees' tables. A charge is never edited: an adjustment is a further, signed line (M2.7)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.fees.rules.kinds import (
    ActKind,
    AdjustKind,
    CallResult,
    Category,
    Cycle,
    Decision,
    DeliveryWay,
    MeterKind,
    NoticeKind,
    Odd,
    Pricing,
    ReadingKind,
    ReductionKind,
    ScopeKind,
    ShareWay,
    TierSpan,
)
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
        Index(
            "ix_charge_source",
            "source_kind",
            "source_id",
            sqlite_where=text("source_kind <> ''"),
            postgresql_where=text("source_kind <> ''"),
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
    """A payment notice (缴费通知单), 催缴单 or draft of a 律师函 that was printed: its frozen document (M8.3)."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_period", "period", "unit_id"),
        Index("ix_notice_unit", "unit_id", "kind"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    period: Mapped[str] = mapped_column(String(7))
    total: Mapped[Money]
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = mapped_column(String(60))
    document: Mapped[str] = mapped_column(Text)
    kind: Mapped[NoticeKind] = mapped_column(words(NoticeKind), default=NoticeKind.NOTICE)


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
    """How and when a notice reached its unit, who brought it, who took it, and what proves it (M8.3).

    `signed` is a signature of who owes or of a grown-up of the household: it breaks the limitation (M8.4).
    `proof_ref` names the photograph, recording or sheet that is kept.
    """

    __tablename__ = "notice_delivery"
    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    way: Mapped[DeliveryWay] = mapped_column(words(DeliveryWay))
    delivered_on: Mapped[date]
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))
    received_by: Mapped[str] = mapped_column(String(60), default="")
    signed: Mapped[bool] = mapped_column(default=False)
    proof: Mapped[str] = mapped_column(String(200), default="")
    proof_ref: Mapped[str] = mapped_column(String(200), default="")


class CallLog(Base):
    """A telephone call about arrears and what came of it. A mistake is taken back by a row that names it (D0.5).

    `name` and the masked `phone` are whom it was made to, as they stood that day.
    """

    __tablename__ = "call_log"
    __table_args__ = (
        Index("ix_call_log_unit", "unit_id", "called_on"),
        UniqueConstraint("voids_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    result: Mapped[CallResult] = mapped_column(words(CallResult))
    words: Mapped[str] = mapped_column(String(200), default="")
    voids_id: Mapped[int | None] = mapped_column(ForeignKey("call_log.id"))
    called_on: Mapped[date] = mapped_column(index=True)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class PaymentPromise(Base):
    """A promise to pay so much by a day, made on the telephone (`call_id`) or in writing.

    Whether it was kept follows from what was paid after it; nothing here is ever ticked off (T21).
    """

    __tablename__ = "payment_promise"
    __table_args__ = (
        Index("ix_payment_promise_unit", "unit_id", "due_on"),
        CheckConstraint("amount > 0", name="amount"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call_log.id"), unique=True)
    amount: Mapped[Money]
    due_on: Mapped[date] = mapped_column(index=True)
    written: Mapped[bool] = mapped_column(default=False)
    words: Mapped[str] = mapped_column(String(200), default="")
    proof_ref: Mapped[str] = mapped_column(String(200), default="")
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class LimitationAct(Base):
    """What broke the limitation of a unit's debts on a day (民法典195, M8.4), with what proves it.

    Part payments are not written here: they are read from the settlements. A mistake is taken back by a row that
    names it in `voids_id`.
    """

    __tablename__ = "limitation_act"
    __table_args__ = (UniqueConstraint("voids_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    kind: Mapped[ActKind] = mapped_column(words(ActKind))
    acted_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(200), default="")
    proof_ref: Mapped[str] = mapped_column(String(200), default="")
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("notice_delivery.id"))
    promise_id: Mapped[int | None] = mapped_column(ForeignKey("payment_promise.id"))
    voids_id: Mapped[int | None] = mapped_column(ForeignKey("limitation_act.id"))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class LimitationActCharge(Base):
    """A debt whose limitation an act broke."""

    __tablename__ = "limitation_act_charge"
    __table_args__ = (UniqueConstraint("act_id", "charge_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("limitation_act.id"))
    charge_id: Mapped[int] = mapped_column(ForeignKey("charge.id"), index=True)


class LateFeeTerm(Base):
    """What an item's late fee is from a day on (M5.1). Dated like prices: of two for one day the later one holds.

    `rate` is the share of what is unpaid that each day costs (0.0005 for 0.05 % a day); 0 is off. `cap` is the
    share of the principal that the late fee never goes above, at most 1. In the `grace` days after the due day
    nothing accrues.
    """

    __tablename__ = "late_fee_term"
    __table_args__ = (
        Index("ix_late_fee_term_item", "item_id", "starts_on"),
        CheckConstraint("grace_days >= 0", name="grace"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("fee_item.id"))
    starts_on: Mapped[date]
    rate: Mapped[Decimal]
    cap: Mapped[Decimal]
    grace_days: Mapped[int] = mapped_column(default=0)
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60), default="")


class LateFeeWaiver(Base):
    """Late fee of a charge that is not asked for, with its reason and who allowed it (M5.3)."""

    __tablename__ = "late_fee_waiver"
    __table_args__ = (CheckConstraint("amount > 0", name="positive"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    charge_id: Mapped[int] = mapped_column(ForeignKey("charge.id"), index=True)
    amount: Mapped[Money]
    reason: Mapped[str] = mapped_column(String(200))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class UnitReduction(Base):
    """A unit pays only a share of an item's price for some time: it stands empty, its heating is shut off.

    From `starts_on` up to, not including, `ends_on` (none: until it is ended). `share` is what is still paid,
    0 to less than 1.
    """

    __tablename__ = "unit_reduction"
    __table_args__ = (Index("ix_unit_reduction_unit", "unit_id", "item_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("fee_item.id"))
    kind: Mapped[ReductionKind] = mapped_column(words(ReductionKind))
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    share: Mapped[Decimal]
    reason: Mapped[str] = mapped_column(String(200))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class UnitReductionEnd(Base):
    """Another end of a reduction (M2.4: lifted by days); the latest row holds. The first day: it never held."""

    __tablename__ = "unit_reduction_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    reduction_id: Mapped[int] = mapped_column(ForeignKey("unit_reduction.id"), index=True)
    ends_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class ReductionBatch(Base):
    """Many charges reduced at once (M2.7): what was asked for, in words, and what it came to."""

    __tablename__ = "reduction_batch"
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(300))
    reason: Mapped[str] = mapped_column(String(200))
    charges: Mapped[int]
    total: Mapped[Money]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class ReductionBatchLine(Base):
    """An adjustment that a batch made."""

    __tablename__ = "reduction_batch_line"
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("reduction_batch.id"), index=True)
    adjustment_id: Mapped[int] = mapped_column(ForeignKey("charge_adjustment.id"), unique=True)


class PriceDifference(Base):
    """What was decided about a charge that would come out otherwise today (M6.8, M2.4).

    `expected` is what it would come to, `adjusted` the signed difference that was put right (0: left as it is),
    on `adjustment_id`'s charge, which is another one where this one was paid already.
    """

    __tablename__ = "price_difference"
    id: Mapped[int] = mapped_column(primary_key=True)
    charge_id: Mapped[int] = mapped_column(ForeignKey("charge.id"), index=True)
    expected: Mapped[Money]
    adjusted: Mapped[Money]
    adjustment_id: Mapped[int | None] = mapped_column(ForeignKey("charge_adjustment.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class PriceTier(Base):
    """One tier of a price that is by meter (M3.3); a price without tiers is flat. `upto` None: without end.

    Prices are in yuan; the price row itself holds the first tier's.
    """

    __tablename__ = "price_tier"
    __table_args__ = (UniqueConstraint("price_id", "no"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    price_id: Mapped[int] = mapped_column(ForeignKey("price.id"))
    no: Mapped[int]
    span: Mapped[TierSpan] = mapped_column(words(TierSpan))
    upto: Mapped[Decimal | None]
    price: Mapped[Decimal]


class Meter(Base):
    """A meter of a unit (M3). Never changed: a changed meter is another one that names the one it took the place of.

    `digits` before the point roll over; `multiplier` (倍率) turns the reading into the quantity. `used_before` is
    what the unit had used in the year of `opened_on` before the program knew the meter (for tiers by year).
    """

    __tablename__ = "meter"
    __table_args__ = (
        UniqueConstraint("replaces_id"),
        Index("ix_meter_unit", "unit_id", "kind"),
        Index("ix_meter_number", "number"),
        CheckConstraint("digits >= 3 AND digits <= 10", name="digits"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[MeterKind] = mapped_column(words(MeterKind))
    number: Mapped[str] = mapped_column(String(40), default="")
    place: Mapped[str] = mapped_column(String(40), default="")
    digits: Mapped[int]
    multiplier: Mapped[Decimal]
    opened_on: Mapped[date]
    used_before: Mapped[Decimal]
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("meter.id"))
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


class ReadingRun(Base):
    """One sitting of readings: a list that was typed, or a workbook; what came of it."""

    __tablename__ = "reading_run"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[MeterKind] = mapped_column(words(MeterKind))
    way: Mapped[ReadingKind] = mapped_column(words(ReadingKind))
    file_name: Mapped[str] = mapped_column(String(200), default="")
    file_hash: Mapped[str] = mapped_column(String(64), default="")
    stored: Mapped[int]
    held: Mapped[int]
    unchanged: Mapped[int]
    rejected: Mapped[int] = mapped_column(default=0)
    opened: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class MeterReading(Base):
    """A reading, in a chain that cannot be broken: each names the one before it on the same meter.

    A correction is a further row that names in `supersedes_id` the one it takes the place of; only the last of a
    chain can be corrected, and only while no charge was made of it. `use` is its consumption, times the
    multiplier; of a meter's first reading it is nothing.
    """

    __tablename__ = "meter_reading"
    __table_args__ = (
        UniqueConstraint("supersedes_id"),
        Index("ix_meter_reading_meter", "meter_id", "read_on"),
        Index("ix_meter_reading_day", "read_on"),
        Index(
            "uq_meter_reading_next",
            "previous_id",
            unique=True,
            sqlite_where=text("supersedes_id IS NULL"),
            postgresql_where=text("supersedes_id IS NULL"),
        ),
        Index(
            "uq_meter_reading_first",
            "meter_id",
            unique=True,
            sqlite_where=text("previous_id IS NULL AND supersedes_id IS NULL"),
            postgresql_where=text("previous_id IS NULL AND supersedes_id IS NULL"),
        ),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    meter_id: Mapped[int] = mapped_column(ForeignKey("meter.id"))
    read_on: Mapped[date]
    value: Mapped[Decimal]
    kind: Mapped[ReadingKind] = mapped_column(words(ReadingKind))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("meter_reading.id"))
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("meter_reading.id"))
    use: Mapped[Decimal]
    rolled: Mapped[bool] = mapped_column(default=False)
    reader: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")
    run_id: Mapped[int | None] = mapped_column(ForeignKey("reading_run.id"))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class MeterEnd(Base):
    """The day a meter was taken out, with its last reading; after it nothing more is read of it."""

    __tablename__ = "meter_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    meter_id: Mapped[int] = mapped_column(ForeignKey("meter.id"), unique=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("meter_reading.id"))
    ended_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class HeldReading(Base):
    """A reading that is odd or missing, and waits until somebody decides (M3.2). `value` None: nothing was read.

    `why` says what is odd; `number` is the number in a workbook where it is not the meter's.
    """

    __tablename__ = "held_reading"
    __table_args__ = (Index("ix_held_reading_meter", "meter_id", "read_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    meter_id: Mapped[int] = mapped_column(ForeignKey("meter.id"))
    read_on: Mapped[date]
    value: Mapped[Decimal | None]
    odd: Mapped[Odd] = mapped_column(words(Odd))
    why: Mapped[str] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(String(40), default="")
    usual: Mapped[Decimal | None]
    way: Mapped[ReadingKind] = mapped_column(words(ReadingKind))
    reader: Mapped[str] = mapped_column(String(40), default="")
    run_id: Mapped[int | None] = mapped_column(ForeignKey("reading_run.id"))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class HeldDecision(Base):
    """What was decided of a reading that waited, once; `reading_id` is what came of it."""

    __tablename__ = "held_decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    held_id: Mapped[int] = mapped_column(ForeignKey("held_reading.id"), unique=True)
    decision: Mapped[Decision] = mapped_column(words(Decision))
    reading_id: Mapped[int | None] = mapped_column(ForeignKey("meter_reading.id"))
    reason: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(60))


class ChargeReading(Base):
    """A reading whose consumption a charge is for: once for an item, held by the constraint (T4)."""

    __tablename__ = "charge_reading"
    __table_args__ = (UniqueConstraint("reading_id", "item_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    charge_id: Mapped[int] = mapped_column(ForeignKey("charge.id"), index=True)
    reading_id: Mapped[int] = mapped_column(ForeignKey("meter_reading.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("fee_item.id"))


class SharedPool(Base):
    """A total that was divided among units (公摊, M4); its shares are the charges that name it as their source.

    `borne` is the part of units that nobody pays for yet (未售, 未收楼), which was not charged. One of a name for
    an item and period, held by the constraint: divided again it makes nothing (T4).
    """

    __tablename__ = "shared_pool"
    __table_args__ = (
        UniqueConstraint("item_id", "period", "name"),
        CheckConstraint("total > 0", name="total"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("fee_item.id"))
    name: Mapped[str] = mapped_column(String(60))
    period: Mapped[str] = mapped_column(String(7))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    due_on: Mapped[date]
    total: Mapped[Money]
    quantity: Mapped[Decimal | None]
    price: Mapped[Decimal | None]
    way: Mapped[ShareWay] = mapped_column(words(ShareWay))
    applies: Mapped[str] = mapped_column(String(200))
    units: Mapped[int]
    charged: Mapped[Money]
    borne: Mapped[Money]
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    made_by: Mapped[str] = mapped_column(String(60))


_NEVER_NULL = (
    "unit_id", "item_id", "period", "no", "starts_on", "ends_on", "due_on", "amount", "how", "lines", "payer_name",
    "made_on", "made_at", "made_by", "source_kind",
)  # fmt: skip
_CHARGE_KEPT = " OR ".join(
    [f"NEW.{column} <> OLD.{column}" for column in _NEVER_NULL]
    + [f"COALESCE(NEW.{column}, 0) <> COALESCE(OLD.{column}, 0)" for column in ("payer_id", "source_id")]
)

_BROKEN_CHAIN = (
    "NEW.previous_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM meter_reading p WHERE p.id = NEW.previous_id "
    "AND p.meter_id = NEW.meter_id AND p.read_on <= NEW.read_on "
    "AND NOT EXISTS (SELECT 1 FROM meter_reading s WHERE s.supersedes_id = p.id))"
)
_NOT_THE_LAST = (
    "NEW.supersedes_id IS NOT NULL AND (EXISTS (SELECT 1 FROM meter_reading n WHERE n.previous_id = NEW.supersedes_id) "
    "OR EXISTS (SELECT 1 FROM charge_reading c WHERE c.reading_id = NEW.supersedes_id) "
    "OR NOT EXISTS (SELECT 1 FROM meter_reading o WHERE o.id = NEW.supersedes_id AND o.meter_id = NEW.meter_id "
    "AND COALESCE(o.previous_id, 0) = COALESCE(NEW.previous_id, 0)))"
)

GUARDS: tuple[Guard, ...] = (
    *final("price_tier", "a tier"),
    *final("meter", "a meter"),
    *final("reading_run", "a sitting of readings"),
    *final("meter_reading", "a reading"),
    *final("meter_end", "the end of a meter"),
    *final("held_reading", "a reading that waits"),
    *final("held_decision", "a decision"),
    *final("charge_reading", "what a charge is for"),
    *final("shared_pool", "a shared cost"),
    Guard("meter_reading", "insert", "the chain of readings cannot be broken", _BROKEN_CHAIN, "chain"),
    Guard(
        "meter_reading", "insert", "only the last, unbilled reading can be corrected", _NOT_THE_LAST, "last"
    ),
    Guard(
        "meter_reading",
        "insert",
        "the meter has ended",
        "EXISTS (SELECT 1 FROM meter_end e WHERE e.meter_id = NEW.meter_id)",
        "ended",
    ),
    Guard(
        "charge_reading",
        "insert",
        "the reading was corrected",
        "EXISTS (SELECT 1 FROM meter_reading s WHERE s.supersedes_id = NEW.reading_id)",
        "corrected",
    ),
    Guard("charge", "update", "a charge is final", _CHARGE_KEPT),
    Guard("charge", "delete", "a charge is never deleted"),
    *final("charge_adjustment", "an adjustment"),
    *final("charge_settlement", "a settlement"),
    *final("price", "a price"),
    *final("billing_run", "a billing"),
    *final("notice", "an issued notice"),
    *final("notice_print", "a print"),
    *final("notice_delivery", "a delivery"),
    *final("call_log", "a call"),
    *final("payment_promise", "a promise"),
    *final("limitation_act", "an act"),
    *final("limitation_act_charge", "an act"),
    Guard("fee_item", "delete", "a fee item is never deleted"),
    *final("late_fee_term", "a late fee's term"),
    *final("late_fee_waiver", "a waiver"),
    *final("unit_reduction", "a reduction"),
    *final("unit_reduction_end", "a reduction's end"),
    *final("reduction_batch", "a batch of reductions"),
    *final("reduction_batch_line", "a batch's line"),
    *final("price_difference", "a decision"),
)
