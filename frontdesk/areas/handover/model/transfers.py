"""Transfers of ownership and lease changes (D1.5): what was said, whose roles changed, what was owed, what came of the rest."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from frontdesk.areas.archives.rules.kinds import RoleKind, UnitState
from frontdesk.areas.handover.rules.transfers import Arrears, ChangeKind, Side, Thing, Why
from frontdesk.base.store.base import Base
from frontdesk.base.store.base import words as one_of
from frontdesk.base.store.guards import Guard, final
from frontdesk.base.values.money import Money


class Transfer(Base):
    """A document: a transfer `GH-2026-001`, a lease change `ZB-2026-001`, or one that undoes another (`undoes_id`).

    Names, arrears (`owed` with `late`, the late fee) and what was prepaid stand as they stood then.
    """

    __tablename__ = "transfer"
    __table_args__ = (
        CheckConstraint("(why = '撤销') = (undoes_id IS NOT NULL)", name="undoes"),
        CheckConstraint("arrears <> '书面承接' OR taken_by <> ''", name="taken"),
        CheckConstraint("arrears <> '主管准许' OR approver <> ''", name="allowed"),
        Index("ix_transfer_unit", "unit_id", "id"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(24), unique=True)
    kind: Mapped[ChangeKind] = mapped_column(one_of(ChangeKind))
    why: Mapped[Why] = mapped_column(one_of(Why))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    happened_on: Mapped[date] = mapped_column(index=True)
    basis: Mapped[str] = mapped_column(String(120), default="")
    old_names: Mapped[str] = mapped_column(String(400), default="")
    new_names: Mapped[str] = mapped_column(String(400), default="")
    owed: Mapped[Money]
    late: Mapped[Money]
    arrears: Mapped[Arrears] = mapped_column(one_of(Arrears))
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    taken_by: Mapped[str] = mapped_column(String(80), default="")
    taken_words: Mapped[str] = mapped_column(String(300), default="")
    prepaid: Mapped[Money]
    unit_state: Mapped[UnitState | None] = mapped_column(one_of(UnitState))
    state_before: Mapped[UnitState | None] = mapped_column(one_of(UnitState))
    words: Mapped[str] = mapped_column(String(300), default="")
    allowed_for: Mapped[str] = mapped_column(String(300), default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("user_account.id"))
    approver: Mapped[str] = mapped_column(String(60), default="")
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("transfer.id"), unique=True)
    at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    by: Mapped[str] = mapped_column(String(60))
    token: Mapped[str | None] = mapped_column(String(64), unique=True)


class TransferRole(Base):
    """Somebody's role that ended, began or goes on longer; `ends_on` as it was set, `ended_before` as it had been."""

    __tablename__ = "transfer_role"
    __table_args__ = (UniqueConstraint("transfer_id", "role_id", "side"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey("transfer.id"))
    role_id: Mapped[int] = mapped_column(ForeignKey("unit_role.id"), index=True)
    side: Mapped[Side] = mapped_column(one_of(Side))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[RoleKind] = mapped_column(one_of(RoleKind))
    share: Mapped[Decimal | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    ended_before: Mapped[date | None]


class TransferArrear(Base):
    """A charge that was open then, with its late fee up to that day."""

    __tablename__ = "transfer_arrear"
    __table_args__ = (UniqueConstraint("transfer_id", "charge_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey("transfer.id"))
    charge_id: Mapped[int] = mapped_column(ForeignKey("charge.id"))
    item: Mapped[str] = mapped_column(String(60))
    period: Mapped[str] = mapped_column(String(7))
    payer: Mapped[str] = mapped_column(String(400), default="")
    owed: Mapped[Money]
    late: Mapped[Money]


class TransferThing(Base):
    """What else there was and what was done with it; `done` empty: it stands as it was. `ref_id` is its own row."""

    __tablename__ = "transfer_thing"
    __table_args__ = (Index("ix_transfer_thing_transfer", "transfer_id", "id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    transfer_id: Mapped[int] = mapped_column(ForeignKey("transfer.id"))
    sort: Mapped[Thing] = mapped_column(one_of(Thing))
    ref_id: Mapped[int]
    what: Mapped[str] = mapped_column(String(200))
    done: Mapped[str] = mapped_column(String(120), default="")


GUARDS: tuple[Guard, ...] = (
    *final("transfer", "a transfer as it was written"),
    *final("transfer_role", "whose role a transfer changed"),
    *final("transfer_arrear", "what was owed at a transfer"),
    *final("transfer_thing", "what a transfer did besides"),
)
