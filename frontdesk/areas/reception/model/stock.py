"""Assets, consumables and their moves; the month's count; the purchase plan and what came of it (D2.9)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.reception.rules.stock import AssetState, AssetStep, MoveKind, PlanStep
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class Asset(Base):
    """A thing with a tag of its own. `state`, `place` and `keeper` follow from its events."""

    __tablename__ = "asset"
    __table_args__ = (Index("ix_asset_state", "state", "place"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    place: Mapped[str] = mapped_column(String(60))
    keeper: Mapped[str] = mapped_column(String(60), default="")
    value: Mapped[Money | None]
    bought_on: Mapped[date | None]
    words: Mapped[str] = mapped_column(String(200), default="")
    state: Mapped[AssetState] = mapped_column(one_of(AssetState))
    registered_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class AssetEvent(Base):
    """One thing that happened to it; `place` and `keeper` are where and with whom it is from then on."""

    __tablename__ = "asset_event"
    __table_args__ = (Index("ix_asset_event_asset", "asset_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("asset.id"))
    step: Mapped[AssetStep] = mapped_column(one_of(AssetStep))
    happened_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(60))
    keeper: Mapped[str] = mapped_column(String(60), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class Consumable(Base):
    """Something that is used up. `stock` is the sum of its moves, `low` that it is below `least`."""

    __tablename__ = "consumable"
    __table_args__ = (Index("ix_consumable_low", "low"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(80), unique=True)
    measure: Mapped[str] = mapped_column(String(12))
    place: Mapped[str] = mapped_column(String(60), default="")
    least: Mapped[Decimal]
    price: Mapped[Decimal | None]
    active: Mapped[bool]
    stock: Mapped[Decimal]
    low: Mapped[bool]
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class StockMove(Base):
    """So much came (above nothing) or went (below): with whom and why. `undoes_id` is the move it takes back."""

    __tablename__ = "stock_move"
    __table_args__ = (
        CheckConstraint("(kind = '冲销') = (undoes_id IS NOT NULL)", name="undoes"),
        Index("ix_stock_move_consumable", "consumable_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    consumable_id: Mapped[int] = mapped_column(ForeignKey("consumable.id"))
    kind: Mapped[MoveKind] = mapped_column(one_of(MoveKind))
    quantity: Mapped[Decimal]
    moved_on: Mapped[date]
    who: Mapped[str] = mapped_column(String(60), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("stock_move.id"), unique=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class StockCount(Base):
    """A month's count; `month_on` is the first of the month."""

    __tablename__ = "stock_count"
    __table_args__ = (Index("ix_stock_count_month_on", "month_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    month_on: Mapped[date]
    begun_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class StockCountLine(Base):
    """An asset (one is expected) or a consumable (its stock when it was counted). `found` None: not counted yet."""

    __tablename__ = "stock_count_line"
    __table_args__ = (
        UniqueConstraint("count_id", "no"),
        CheckConstraint("(asset_id IS NULL) <> (consumable_id IS NULL)", name="one"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    count_id: Mapped[int] = mapped_column(ForeignKey("stock_count.id"))
    no: Mapped[int]
    asset_id: Mapped[int | None] = mapped_column(ForeignKey("asset.id"))
    consumable_id: Mapped[int | None] = mapped_column(ForeignKey("consumable.id"))
    place: Mapped[str] = mapped_column(String(60), default="")
    expected: Mapped[Decimal]
    found: Mapped[Decimal | None]
    words: Mapped[str] = mapped_column(String(200), default="")
    counted_at: Mapped[datetime | None]
    counted_by: Mapped[str] = mapped_column(String(60), default="")


class StockCountEnd(Base):
    """The count is fixed with the names of who counted and who watched; or it was begun by mistake."""

    __tablename__ = "stock_count_end"
    id: Mapped[int] = mapped_column(primary_key=True)
    count_id: Mapped[int] = mapped_column(ForeignKey("stock_count.id"), unique=True)
    void: Mapped[bool]
    counter: Mapped[str] = mapped_column(String(60), default="")
    witness: Mapped[str] = mapped_column(String(60), default="")
    words: Mapped[str] = mapped_column(String(200), default="")
    ended_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class StockAnswer(Base):
    """What became of a difference after the count was fixed; `move_id` is the move that puts the stock right."""

    __tablename__ = "stock_answer"
    __table_args__ = (UniqueConstraint("line_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("stock_count_line.id"))
    words: Mapped[str] = mapped_column(String(200))
    move_id: Mapped[int | None] = mapped_column(ForeignKey("stock_move.id"), unique=True)
    on_day: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class PurchasePlan(Base):
    """What is bought in the month that begins on `month_on`; its lines are those of `version`."""

    __tablename__ = "purchase_plan"
    __table_args__ = (Index("ix_purchase_plan_month_on", "month_on"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    month_on: Mapped[date]
    version: Mapped[int]
    words: Mapped[str] = mapped_column(String(300), default="")
    total: Mapped[Money]
    made_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class PurchaseLine(Base):
    """One line of a version: quantity × estimated price, rounded once to the fen (M1.2)."""

    __tablename__ = "purchase_line"
    __table_args__ = (UniqueConstraint("plan_id", "version", "no"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("purchase_plan.id"))
    version: Mapped[int]
    no: Mapped[int]
    consumable_id: Mapped[int | None] = mapped_column(ForeignKey("consumable.id"))
    what: Mapped[str] = mapped_column(String(80))
    quantity: Mapped[Decimal]
    measure: Mapped[str] = mapped_column(String(12), default="")
    price: Mapped[Decimal]
    amount: Mapped[Money]
    why: Mapped[str] = mapped_column(String(120), default="")


class PurchaseEvent(Base):
    """Submitted, approved, sent back, voided: with whose words, at which version of the lines."""

    __tablename__ = "purchase_event"
    __table_args__ = (Index("ix_purchase_event_plan", "plan_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("purchase_plan.id"))
    version: Mapped[int]
    step: Mapped[PlanStep] = mapped_column(one_of(PlanStep))
    happened_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(200), default="")
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class PurchaseArrival(Base):
    """So much of a line came, with the move that put it into stock; `undoes_id` is an arrival that did not happen."""

    __tablename__ = "purchase_arrival"
    __table_args__ = (Index("ix_purchase_arrival_line", "line_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("purchase_line.id"))
    quantity: Mapped[Decimal]
    arrived_on: Mapped[date]
    words: Mapped[str] = mapped_column(String(200), default="")
    move_id: Mapped[int | None] = mapped_column(ForeignKey("stock_move.id"), unique=True)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_arrival.id"), unique=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


_FIXED = "EXISTS (SELECT 1 FROM stock_count_end e WHERE e.count_id = {row}.count_id)"
_LAST = (
    "(SELECT p.step FROM purchase_event p WHERE p.plan_id = NEW.plan_id ORDER BY p.id DESC LIMIT 1)"
    " IN ('submitted', 'approved', 'voided')"
)

GUARDS: tuple[Guard, ...] = (
    Guard("asset", "delete", "an asset is never deleted"),
    *final("asset_event", "what happened to an asset"),
    Guard("consumable", "delete", "a consumable is never deleted"),
    *final("stock_move", "a move of stock"),
    *final("stock_count", "a count"),
    Guard("stock_count_line", "delete", "a line of a count is never deleted"),
    Guard("stock_count_line", "update", "the count is fixed", _FIXED.format(row="OLD"), "fixed"),
    Guard("stock_count_line", "insert", "the count is fixed", _FIXED.format(row="NEW"), "fixed"),
    *final("stock_count_end", "a count's end"),
    *final("stock_answer", "what became of a difference"),
    Guard("purchase_plan", "delete", "a purchase plan is never deleted"),
    *final("purchase_line", "a line of a purchase plan"),
    Guard("purchase_line", "insert", "the plan is submitted", _LAST, "open"),
    *final("purchase_event", "what happened to a purchase plan"),
    *final("purchase_arrival", "an arrival"),
)
