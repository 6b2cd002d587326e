"""Units that pay only a share of an item for some time, and what a batch of reductions would take off (M2.7)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.fees.model import (
    Charge,
    FeeItem,
    ReductionBatch,
    UnitReduction,
    UnitReductionEnd,
)
from frontdesk.areas.fees.rules.facts import Reduction
from frontdesk.areas.fees.rules.kinds import ReductionKind
from frontdesk.areas.fees.rules.reductions import REMIND_DAYS, cut
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Month, Span

ReductionState = Literal["coming", "running", "ending", "ended"]
STATE_WORDS: dict[ReductionState, str] = {
    "coming": "未开始",
    "running": "进行中",
    "ending": "快到期",
    "ended": "已结束",
}


@dataclass(frozen=True, slots=True)
class ReductionRow:
    """A unit's reduction with the end that holds. `ends_on` is the first day at the full price again."""

    id: int
    unit_id: int
    unit: str
    building: str
    item_id: int
    item: str
    kind: ReductionKind
    starts_on: date
    ends_on: date | None
    paid: Decimal
    reason: str
    approver: str
    made_on: date
    made_by: str
    end_reason: str

    @property
    def last_on(self) -> date | None:
        """The last reduced day."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    def state(self, on: date) -> ReductionState:
        if self.ends_on is not None and self.ends_on <= on:
            return "ended"
        if self.starts_on > on:
            return "coming"
        if self.ends_on is not None and self.ends_on <= on + timedelta(days=REMIND_DAYS):
            return "ending"
        return "running"


@dataclass(frozen=True, slots=True)
class BatchWanted:
    """Which charges a batch reduces: of these buildings and units (none named: all), items and months.

    Either `share` of each charge's amount is taken off, or `fixed`; never more than is owed of it.
    """

    item_ids: tuple[int, ...]
    first: Month
    last: Month
    building_ids: tuple[int, ...] = ()
    unit_ids: tuple[int, ...] = ()
    share: Decimal | None = None
    fixed: Money = ZERO


@dataclass(frozen=True, slots=True)
class BatchLine:
    """What a batch takes off one charge; nothing where it is paid already."""

    charge_id: int
    unit_id: int
    unit: str
    building: str
    item: str
    period: str
    amount: Money
    owed: Money
    off: Money


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch that was carried out."""

    id: int
    words: str
    reason: str
    charges: int
    total: Money
    approver: str
    made_on: date
    made_by: str


def reductions_in(session: Session, span: Span, unit_ids: Collection[int] = ()) -> dict[int, list[Reduction]]:
    """Unit id -> its reductions that hold on any day of *span*: two queries."""
    ends = _ends(session)
    query = select(UnitReduction).where(UnitReduction.starts_on < span.end).order_by(UnitReduction.id)
    if unit_ids:
        query = query.where(UnitReduction.unit_id.in_(unit_ids))
    found: dict[int, list[Reduction]] = defaultdict(list)
    for row in session.scalars(query):
        ends_on = ends[row.id][0] if row.id in ends else row.ends_on
        if ends_on is None or ends_on > max(span.start, row.starts_on):
            found[row.unit_id].append(Reduction(row.item_id, row.kind, row.starts_on, ends_on, row.share))
    return found


def reductions(
    session: Session,
    *,
    unit_id: int | None = None,
    item_id: int | None = None,
    reduction_id: int | None = None,
) -> tuple[ReductionRow, ...]:
    """Every reduction, in order of unit, the latest first within one."""
    ends = _ends(session)
    query = (
        select(UnitReduction, Unit.code, Building.name, FeeItem.name)
        .join(Unit, Unit.id == UnitReduction.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .join(FeeItem, FeeItem.id == UnitReduction.item_id)
        .order_by(Building.sort, Unit.sort_key, UnitReduction.starts_on.desc(), UnitReduction.id.desc())
    )
    if unit_id is not None:
        query = query.where(UnitReduction.unit_id == unit_id)
    if item_id is not None:
        query = query.where(UnitReduction.item_id == item_id)
    if reduction_id is not None:
        query = query.where(UnitReduction.id == reduction_id)
    return tuple(
        ReductionRow(
            id=row.id,
            unit_id=row.unit_id,
            unit=unit,
            building=building,
            item_id=row.item_id,
            item=item,
            kind=row.kind,
            starts_on=row.starts_on,
            ends_on=ends[row.id][0] if row.id in ends else row.ends_on,
            paid=row.share,
            reason=row.reason,
            approver=row.approver,
            made_on=row.made_on,
            made_by=row.made_by,
            end_reason=ends[row.id][1] if row.id in ends else "",
        )
        for row, unit, building, item in session.execute(query)
    )


def ending_reductions(session: Session, on: date) -> tuple[ReductionRow, ...]:
    """Those that end within `REMIND_DAYS` of a day: for the start page and the list's chip."""
    return tuple(row for row in reductions(session) if row.state(on) == "ending")


def batch_lines(session: Session, wanted: BatchWanted) -> tuple[BatchLine, ...]:
    """What a batch would do, charge by charge, in delivery order; paid charges are in it with nothing off."""
    if not wanted.item_ids:
        return ()
    query = (
        select(
            Charge.id, Charge.unit_id, Unit.code, Building.name, FeeItem.name.label("item"), Charge.period,
            Charge.amount, Charge.owed,
        )
        .join(Unit, Unit.id == Charge.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .join(FeeItem, FeeItem.id == Charge.item_id)
        .where(
            Charge.item_id.in_(wanted.item_ids),
            Charge.period.between(str(wanted.first), str(wanted.last)),
        )
        .order_by(Building.sort, Unit.sort_key, Charge.period, FeeItem.sort, Charge.id)
    )  # fmt: skip
    if wanted.building_ids:
        query = query.where(Unit.building_id.in_(wanted.building_ids))
    if wanted.unit_ids:
        query = query.where(Charge.unit_id.in_(wanted.unit_ids))
    return tuple(
        BatchLine(
            charge_id=row.id,
            unit_id=row.unit_id,
            unit=row.code,
            building=row.name,
            item=row.item,
            period=row.period,
            amount=row.amount,
            owed=row.owed,
            off=cut(row.owed, row.amount, wanted.share, wanted.fixed),
        )
        for row in session.execute(query)
    )


def batches(session: Session, limit: int = 50) -> tuple[BatchRow, ...]:
    """Batches that were carried out, the latest first."""
    return tuple(
        BatchRow(
            row.id, row.words, row.reason, row.charges, row.total, row.approver, row.made_on, row.made_by
        )
        for row in session.scalars(select(ReductionBatch).order_by(ReductionBatch.id.desc()).limit(limit))
    )


def _ends(session: Session) -> dict[int, tuple[date, str]]:
    """Reduction id -> the end that was set last, with its reason."""
    rows = session.execute(
        select(UnitReductionEnd.reduction_id, UnitReductionEnd.ends_on, UnitReductionEnd.reason).order_by(
            UnitReductionEnd.id
        )
    )
    return {reduction_id: (ends_on, reason) for reduction_id, ends_on, reason in rows}
