"""Batches of homes to be handed over, the course of each, what was signed and read, and its defects (D1.4)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.fees.rules.kinds import MeterKind
from frontdesk.areas.handover.rules.course import DefectStep, HandoverState, NotifyWay, Step
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class HandoverBatch(Base):
    """Homes that are announced together. Half-open days; times in minutes since midnight.

    `fees_from` is the day the notices name for the first fee; None: from the day each home is taken over.
    """

    __tablename__ = "handover_batch"
    __table_args__ = (
        CheckConstraint("ends_on > starts_on", name="span"),
        CheckConstraint("slot_limit > 0", name="limit"),
        CheckConstraint("closes > opens", name="hours"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    place: Mapped[str] = mapped_column(String(120))
    bring: Mapped[str] = mapped_column(String(500), default="")
    dues: Mapped[str] = mapped_column(String(500), default="")
    opens: Mapped[int]
    closes: Mapped[int]
    pause_from: Mapped[int]
    pause_to: Mapped[int]
    slot_limit: Mapped[int]
    fees_from: Mapped[date | None]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class HandoverUnit(Base):
    """A home in a batch. What stands below `by` follows from its events, written in the same transaction."""

    __tablename__ = "handover_unit"
    __table_args__ = (
        UniqueConstraint("batch_id", "unit_id"),
        CheckConstraint("(appointed_on IS NULL) = (appointed_at IS NULL)", name="slot"),
        Index("ix_handover_unit_state", "state", "batch_id"),
        Index("ix_handover_unit_slot", "appointed_on", "appointed_at"),
        Index("ix_handover_unit_unit", "unit_id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("handover_batch.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    added_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    state: Mapped[HandoverState] = mapped_column(one_of(HandoverState))
    told_on: Mapped[date | None]
    appointed_on: Mapped[date | None]
    appointed_at: Mapped[int | None]
    came: Mapped[bool]
    ended_on: Mapped[date | None]
    until_on: Mapped[date | None]


class HandoverEvent(Base):
    """One thing that happened to a home of a batch; which columns speak follows from `step`.

    `owed` is what the unit owed when its fees were looked at, `approver` who let it pass; `slip` the 钥匙交接单;
    `fees_from`, `unit_state` and `before_state` belong to a home that was taken over.
    """

    __tablename__ = "handover_event"
    __table_args__ = (
        CheckConstraint("(step = '撤销') = (undoes_id IS NOT NULL)", name="undoes"),
        CheckConstraint("step <> '预约' OR (slot_on IS NOT NULL AND slot_at IS NOT NULL)", name="slot"),
        CheckConstraint("step <> '身份核对' OR who <> ''", name="who"),
        Index("ix_handover_event_file", "file_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("handover_unit.id"))
    step: Mapped[Step] = mapped_column(one_of(Step))
    happened_on: Mapped[date]
    at: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(300), default="")
    way: Mapped[NotifyWay | None] = mapped_column(one_of(NotifyWay))
    slot_on: Mapped[date | None]
    slot_at: Mapped[int | None]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    who: Mapped[str] = mapped_column(String(80), default="")
    agent: Mapped[bool] = mapped_column(default=False)
    authority: Mapped[str] = mapped_column(String(200), default="")
    id_number: Mapped[str] = mapped_column(String(40), default="")
    phone: Mapped[str] = mapped_column(String(40), default="")
    owed: Mapped[Money | None]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    slip: Mapped[str] = mapped_column(String(24), default="")
    pieces: Mapped[int] = mapped_column(default=0)
    fees_from: Mapped[date | None]
    unit_state: Mapped[UnitState | None] = mapped_column(one_of(UnitState))
    until_on: Mapped[date | None]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("handover_event.id"), unique=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class HandoverSigned(Base):
    """A paper of the list that was signed (`signed`) or handed out with a saving of 签署文件."""

    __tablename__ = "handover_signed"
    __table_args__ = (UniqueConstraint("event_id", "name"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("handover_event.id"))
    name: Mapped[str] = mapped_column(String(80))
    signed: Mapped[bool]


class HandoverReading(Base):
    """What a meter showed when the home was handed over; the reading itself stands in fees."""

    __tablename__ = "handover_reading"
    __table_args__ = (UniqueConstraint("event_id", "meter_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("handover_event.id"))
    meter_id: Mapped[int] = mapped_column(ForeignKey("meter.id"))
    kind: Mapped[MeterKind] = mapped_column(one_of(MeterKind))
    meter: Mapped[str] = mapped_column(String(40), default="")
    value: Mapped[Decimal]


class HandoverDefect(Base):
    """A defect (遗留问题) of a home, with the ticket it became; its state follows the ticket's."""

    __tablename__ = "handover_defect"
    __table_args__ = (UniqueConstraint("file_id", "no"), CheckConstraint("words <> ''", name="words"))
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("handover_unit.id"))
    no: Mapped[int]
    place: Mapped[str] = mapped_column(String(40))
    category: Mapped[str] = mapped_column(String(40), default="")
    words: Mapped[str] = mapped_column(String(300))
    promised_on: Mapped[date]
    ticket_id: Mapped[int] = mapped_column(ForeignKey("ticket.id"), unique=True)
    found_on: Mapped[date]
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class HandoverDefectEvent(Base):
    """The owner looked at it again and signed (`who`), sent it back, or it was entered by mistake."""

    __tablename__ = "handover_defect_event"
    __table_args__ = (
        CheckConstraint("step <> '复验签收' OR who <> ''", name="signed"),
        Index("ix_handover_defect_event_defect", "defect_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    defect_id: Mapped[int] = mapped_column(ForeignKey("handover_defect.id"))
    step: Mapped[DefectStep] = mapped_column(one_of(DefectStep))
    happened_on: Mapped[date]
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(80), default="")
    words: Mapped[str] = mapped_column(String(300), default="")
    promised_on: Mapped[date | None]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))


class HandoverNotice(Base):
    """An 入住通知书 that was issued for a home; `paper_id` is its frozen data."""

    __tablename__ = "handover_notice"
    __table_args__ = (Index("ix_handover_notice_file", "file_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("handover_unit.id"))
    number: Mapped[str] = mapped_column(String(32), unique=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    issued_on: Mapped[date]


class HandoverNoticePrint(Base):
    """A notice was on the PDF kept under that paper: the second time it says 补打."""

    __tablename__ = "handover_notice_print"
    __table_args__ = (UniqueConstraint("notice_id", "paper_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    notice_id: Mapped[int] = mapped_column(ForeignKey("handover_notice.id"))
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))


GUARDS: tuple[Guard, ...] = (
    Guard("handover_batch", "delete", "a batch is never deleted"),
    Guard("handover_batch", "update", "a batch keeps its number", "NEW.number <> OLD.number", "number"),
    Guard("handover_unit", "delete", "a home of a batch is never deleted"),
    Guard(
        "handover_unit",
        "update",
        "a home stays in its batch",
        "NEW.batch_id <> OLD.batch_id OR NEW.unit_id <> OLD.unit_id OR NEW.added_on <> OLD.added_on",
        "belongs",
    ),
    *final("handover_event", "what happened at a handover"),
    *final("handover_signed", "a signed paper"),
    *final("handover_reading", "a reading of a handover"),
    *final("handover_defect", "a defect"),
    *final("handover_defect_event", "what an owner said of a defect"),
    *final("handover_notice", "a notice"),
    *final("handover_notice_print", "a notice's print"),
)
