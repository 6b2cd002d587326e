"""Charges as lists show them, with sums over the whole filter (T8), and one charge with all that belongs to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal, TypeVar

from sqlalchemy import ColumnElement, Select, case, exists, func, literal_column, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.queries import find_unit_ids
from frontdesk.areas.fees.model import Charge, ChargeAdjustment, ChargeSettlement, FeeItem
from frontdesk.areas.fees.queries.owed import owing
from frontdesk.areas.fees.rules.ages import overdue_days
from frontdesk.areas.fees.rules.kinds import AdjustKind, Category
from frontdesk.areas.fees.rules.lines import Line, read_lines
from frontdesk.base.store.papers import papers_of
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.periods import Month

State = Literal["owed", "unpaid", "part", "paid", "overdue", "adjusted"]
S = TypeVar("S", bound=Select[*tuple[Any, ...]])
_NOTHING: ColumnElement[Any] = literal_column("0")


@dataclass(frozen=True, slots=True)
class ChargeFilter:
    """Which charges; None and empty mean all.

    `text` is a unit's code in any writing, or part of the payer's name. `state` is as of `today`: owed (anything
    unpaid), unpaid (nothing paid), part (something paid, not all), paid (nothing left), overdue, adjusted (with a
    line of 减免 or 补收).
    """

    month: Month | None = None
    until: Month | None = None
    unit_id: int | None = None
    building_id: int | None = None
    item_id: int | None = None
    text: str = ""
    state: State | None = None
    today: date | None = None
    sort: str = "unit"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A charge as it stands now: owed = amount + adjusted - paid.

    `source` says what it was charged for where no billing made it: ahead, a late fee, a higher area's document.
    `late_fee` is what is open of its late fee, where that was asked for.
    """

    id: int
    unit_id: int
    unit: str
    building: str
    item_id: int
    item: str
    category: Category
    period: str
    starts_on: date
    ends_on: date
    due_on: date
    how: str
    amount: Money
    adjusted: Money
    paid: Money
    owed: Money
    payer_name: str
    made_on: date
    made_by: str
    source: str = ""
    late_fee: Money = ZERO

    def overdue_days(self, on: date) -> int:
        """Days past due; none for what is paid."""
        return overdue_days(self.due_on, on) if self.owed else 0


@dataclass(frozen=True, slots=True)
class ChargeTotals:
    """Sums over everything the filter lets through, whatever page is shown."""

    count: int = 0
    amount: Money = ZERO
    adjusted: Money = ZERO
    paid: Money = ZERO
    owed: Money = ZERO


@dataclass(frozen=True, slots=True)
class ChargeCounts:
    """How many charges each state lets through, whatever state the filter itself names."""

    all: int = 0
    unpaid: int = 0
    part: int = 0
    paid: int = 0
    adjusted: int = 0


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """A signed line on a charge."""

    id: int
    kind: AdjustKind
    amount: Money
    reason: str
    approver: str
    made_on: date
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class SettlementRow:
    """What was paid of a charge, or given back (negative); the source is the receipt's kind and id.

    `number` is what stands on the source's paper.
    """

    amount: Money
    settled_on: date
    source_kind: str
    source_id: int
    number: str = ""


@dataclass(frozen=True, slots=True)
class ChargeCard:
    """One charge with its lines, adjustments and settlements."""

    charge: ChargeRow
    lines: tuple[Line, ...]
    adjustments: tuple[AdjustmentRow, ...]
    settlements: tuple[SettlementRow, ...]


@dataclass(frozen=True, slots=True)
class DueRow:
    """What fell due in a month for one item or building, and what of it is paid."""

    key: int
    label: str
    due: Money
    paid: Money


@dataclass(frozen=True, slots=True)
class MonthDue:
    """The collection figures of a month: what fell due in it, and what of that is paid (M8.2).

    `due` counts adjustments: what is waived is not to be collected.
    """

    month: Month
    due: Money
    paid: Money
    items: tuple[DueRow, ...] = field(default=())
    buildings: tuple[DueRow, ...] = field(default=())

    @property
    def owed(self) -> Money:
        return self.due - self.paid


def charges(
    session: Session, wanted: ChargeFilter | None = None, offset: int = 0, limit: int | None = 100
) -> tuple[ChargeRow, ...]:
    """A page of the list, by unit, period and item unless the filter sorts otherwise; None is all of it."""
    wanted = wanted or ChargeFilter()
    adjusted = _adjusted()
    query = _filtered(
        session,
        select(Charge, Unit.code, Building.name, FeeItem.name, FeeItem.category, adjusted)
        .join(Unit, Unit.id == Charge.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .join(FeeItem, FeeItem.id == Charge.item_id),
        wanted,
    )
    first: dict[str, Any] = {
        "unit": Unit.sort_key,
        "item": FeeItem.sort,
        "period": Charge.period,
        "due_on": Charge.due_on,
        "amount": Charge.amount,
        "owed": Charge.owed,
    }
    column = first.get(wanted.sort, Unit.sort_key)
    query = query.order_by(
        column.desc() if wanted.descending else column, Unit.sort_key, Charge.period, FeeItem.sort, Charge.id
    )
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return tuple(_row(*row) for row in session.execute(query))


def charge_totals(session: Session, wanted: ChargeFilter | None = None) -> ChargeTotals:
    """The sums under the list: over the whole filter, not over the page (T8)."""
    wanted = wanted or ChargeFilter()
    base = select(Charge.id, Charge.amount, Charge.owed).join(Unit, Unit.id == Charge.unit_id)
    found = _filtered(session, base, wanted).subquery()
    count, amount, owed = session.execute(
        select(func.count(), func.sum(found.c.amount), func.sum(found.c.owed))
    ).one()
    adjusted = session.scalar(
        select(func.sum(ChargeAdjustment.amount)).join(found, found.c.id == ChargeAdjustment.charge_id)
    )
    amount, adjusted, owed = amount or ZERO, adjusted or ZERO, owed or ZERO
    return ChargeTotals(count, amount, adjusted, amount + adjusted - owed, owed)


def charge_counts(session: Session, wanted: ChargeFilter | None = None) -> ChargeCounts:
    """The figures on the filter's chips. One pass over the charges; the few adjusted ones are counted by hand."""
    wanted = replace(wanted or ChargeFilter(), state=None)
    base = select(Charge.id, Charge.amount, Charge.owed).join(Unit, Unit.id == Charge.unit_id)
    found = _filtered(session, base, wanted).subquery()
    paid_off = found.c.owed == _NOTHING
    count, paid, unpaid = session.execute(
        select(
            func.count(),
            func.sum(case((paid_off, 1), else_=0)),
            func.sum(case((~paid_off & (found.c.owed == found.c.amount), 1), else_=0)),
        ).select_from(found)
    ).one()
    paid, unpaid = paid or 0, unpaid or 0
    changed = session.execute(
        select(found.c.amount, found.c.owed, func.sum(ChargeAdjustment.amount, type_=Charge.amount.type))
        .join(ChargeAdjustment, ChargeAdjustment.charge_id == found.c.id)
        .group_by(found.c.id, found.c.amount, found.c.owed)
    ).all()
    for amount, owed, more in changed:
        unpaid += int(bool(owed) and owed == amount + more) - int(bool(owed) and owed == amount)
    return ChargeCounts(count, unpaid, count - paid - unpaid, paid, len(changed))


def charge_card(session: Session, charge_id: int) -> ChargeCard:
    """One charge and all that belongs to it."""
    charge, *rest = session.execute(
        select(Charge, Unit.code, Building.name, FeeItem.name, FeeItem.category, _adjusted())
        .join(Unit, Unit.id == Charge.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .join(FeeItem, FeeItem.id == Charge.item_id)
        .where(Charge.id == charge_id)
    ).one()
    adjustments = session.scalars(
        select(ChargeAdjustment).where(ChargeAdjustment.charge_id == charge_id).order_by(ChargeAdjustment.id)
    )
    settlements = session.scalars(
        select(ChargeSettlement).where(ChargeSettlement.charge_id == charge_id).order_by(ChargeSettlement.id)
    ).all()
    numbers = {
        source: next((paper.number for paper in papers_of(session, subject=source)), "")
        for source in {(s.source_kind, s.source_id) for s in settlements}
    }
    return ChargeCard(
        charge=_row(charge, *rest),
        lines=read_lines(charge.lines),
        adjustments=tuple(
            AdjustmentRow(a.id, a.kind, a.amount, a.reason, a.approver, a.made_on, a.made_at, a.made_by)
            for a in adjustments
        ),
        settlements=tuple(
            SettlementRow(
                s.amount, s.settled_on, s.source_kind, s.source_id, numbers[s.source_kind, s.source_id]
            )
            for s in settlements
        ),
    )


def unit_charges(session: Session, unit_id: int, limit: int = 200) -> tuple[ChargeRow, ...]:
    """A unit's charges, the latest period first: for the unit card."""
    return charges(session, ChargeFilter(unit_id=unit_id, sort="period", descending=True), 0, limit)


def month_due(session: Session, month: Month, on: date | None = None) -> MonthDue:
    """What fell due in *month* and what of it was paid, as of a day (now where none is given)."""
    fell = (Charge.due_on >= month.span.start, Charge.due_on < month.span.end)
    owed = owing(session, on or date.max, due=month.span, ahead=True)
    left = select(owed.c.item_id, Unit.building_id, func.sum(owed.c.owed))
    amounts = select(Charge.item_id, Unit.building_id, func.sum(Charge.amount)).where(*fell)
    adjusted = (
        select(Charge.item_id, Unit.building_id, func.sum(ChargeAdjustment.amount))
        .join(Charge, Charge.id == ChargeAdjustment.charge_id)
        .where(*fell, ChargeAdjustment.made_on <= (on or date.max))
    )
    due = _by_place(session, amounts.join(Unit, Unit.id == Charge.unit_id))
    for place, more in _by_place(session, adjusted.join(Unit, Unit.id == Charge.unit_id)).items():
        due[place] = due.get(place, ZERO) + more
    unpaid = _by_place(session, left.join(Unit, Unit.id == owed.c.unit_id))
    items = {
        row.id: row.name
        for row in session.execute(select(FeeItem.id, FeeItem.name).order_by(FeeItem.sort, FeeItem.id))
    }
    places = {
        row.id: row.name
        for row in session.execute(select(Building.id, Building.name).order_by(Building.sort, Building.id))
    }
    whole, open_ = total(due.values()), total(unpaid.values())
    return MonthDue(
        month=month,
        due=whole,
        paid=whole - open_,
        items=_due_rows(due, unpaid, items, 0),
        buildings=_due_rows(due, unpaid, places, 1),
    )


def _by_place(session: Session, query: Select[*tuple[Any, ...]]) -> dict[tuple[int, int], Money]:
    item, building = list(query.selected_columns)[:2]
    return {(a, b): money for a, b, money in session.execute(query.group_by(item, building))}


def _due_rows(
    due: dict[tuple[int, int], Money], unpaid: dict[tuple[int, int], Money], names: dict[int, str], part: int
) -> tuple[DueRow, ...]:
    rows = []
    for key, label in names.items():
        mine = [place for place in due if place[part] == key]
        if mine:
            whole = total(due[place] for place in mine)
            open_ = total(unpaid.get(place, ZERO) for place in mine)
            rows.append(DueRow(key, label, whole, whole - open_))
    return tuple(rows)


def _adjusted() -> ColumnElement[Any]:
    return (
        select(func.coalesce(func.sum(ChargeAdjustment.amount), _NOTHING))
        .where(ChargeAdjustment.charge_id == Charge.id)
        .correlate(Charge)
        .scalar_subquery()
    )


def _filtered(session: Session, query: S, wanted: ChargeFilter) -> S:
    if wanted.month is not None and wanted.until is not None:
        query = query.where(Charge.period.between(str(wanted.month), str(wanted.until)))
    elif wanted.month is not None:
        query = query.where(Charge.period == str(wanted.month))
    elif wanted.until is not None:
        query = query.where(Charge.period <= str(wanted.until))
    if wanted.unit_id is not None:
        query = query.where(Charge.unit_id == wanted.unit_id)
    if wanted.building_id is not None:
        query = query.where(Unit.building_id == wanted.building_id)
    if wanted.item_id is not None:
        query = query.where(Charge.item_id == wanted.item_id)
    text = wanted.text.strip()
    if text:
        named = Charge.payer_name.contains(text, autoescape=True)
        ids = find_unit_ids(session, text)
        query = query.where(named | Charge.unit_id.in_(ids) if ids else named)
    return _in_state(query, wanted)


def _in_state(query: S, wanted: ChargeFilter) -> S:
    if wanted.state == "paid":
        return query.where(Charge.owed == _NOTHING)
    if wanted.state is None:
        return query
    if wanted.state == "adjusted":
        return query.where(exists().where(ChargeAdjustment.charge_id == Charge.id))
    query = query.where(Charge.owed != _NOTHING)
    if wanted.state == "unpaid":
        query = query.where(Charge.owed == Charge.amount + _adjusted())
    if wanted.state == "part":
        query = query.where(Charge.owed != Charge.amount + _adjusted())
    if wanted.state == "overdue":
        if wanted.today is None:
            raise ValueError("overdue as of which day?")
        query = query.where(Charge.due_on < wanted.today)
    return query


def _row(
    charge: Charge, unit: str, building: str, item: str, category: Category, adjusted: Money
) -> ChargeRow:
    return ChargeRow(
        id=charge.id,
        unit_id=charge.unit_id,
        unit=unit,
        building=building,
        item_id=charge.item_id,
        item=item,
        category=category,
        period=charge.period,
        starts_on=charge.starts_on,
        ends_on=charge.ends_on,
        due_on=charge.due_on,
        how=charge.how,
        amount=charge.amount,
        adjusted=adjusted,
        paid=charge.amount + adjusted - charge.owed,
        owed=charge.owed,
        payer_name=charge.payer_name,
        made_on=charge.made_on,
        made_by=charge.made_by,
        source=charge.source_kind,
    )
