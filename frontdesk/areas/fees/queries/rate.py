"""Collection rate (收缴率, M8.2): paid of what fell due in a period ÷ what fell due, as it stood on any day (T15)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.fees.documents import RateLine, RateReport
from frontdesk.areas.fees.model import Charge, ChargeAdjustment, FeeItem
from frontdesk.areas.fees.queries.owed import owing
from frontdesk.areas.fees.rules.rate import below_target, permille
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.money import Money, total
from frontdesk.base.values.periods import Span

RateBy = Literal["building", "item"]


@dataclass(frozen=True, slots=True)
class RateRow:
    """One building or item (`level` 0), or one item of a building, one building of an item (`level` 1).

    due = what fell due, with adjustments made by the day; paid = due less what was still owed on that day.
    `units` counts each unit once.
    """

    key: str
    label: str
    level: int
    units: int
    due: Money
    paid: Money

    @property
    def open(self) -> Money:
        return self.due - self.paid

    @property
    def permille(self) -> int | None:
        return permille(self.paid, self.due)

    @property
    def low(self) -> bool:
        """Under the trade's 90 %."""
        return below_target(self.paid, self.due)


@dataclass(frozen=True, slots=True)
class CollectionRate:
    """The rows in order, each `level` 0 followed by its parts, and the whole."""

    rows: tuple[RateRow, ...]
    due: Money
    paid: Money

    @property
    def permille(self) -> int | None:
        return permille(self.paid, self.due)


def collection_rate(session: Session, span: Span, on: date, by: RateBy = "building") -> CollectionRate:
    """What fell due in *span* (by due day), of it paid up to *on*: by building with its items, or the other way.

    Charges count whose period has begun by the day; four queries, whatever the number of charges.
    """
    cells, units = _read(session, span, on)
    buildings = _names(session, select(Building.id, Building.name).order_by(Building.sort, Building.id))
    items = _names(session, select(FeeItem.id, FeeItem.name).order_by(FeeItem.sort, FeeItem.id))
    rows: list[RateRow] = []
    first, second = (buildings, items) if by == "building" else (items, buildings)
    for one, label in first.items():
        parts = []
        for two, name in second.items():
            place = (one, two) if by == "building" else (two, one)
            if place not in cells:
                continue
            due, paid = cells[place]
            parts.append(RateRow(f"{one}-{two}", name, 1, len(units[place]), due, paid))
        if parts:
            places = [(one, two) if by == "building" else (two, one) for two in second]
            seen = len(set().union(*(units.get(place, set()) for place in places)))
            rows.append(RateRow(str(one), label, 0, seen, _due(parts), _paid(parts)))
            rows += parts
    tops = [row for row in rows if row.level == 0]
    return CollectionRate(tuple(rows), _due(tops), _paid(tops))


def _names(session: Session, query: Select[int, str]) -> dict[int, str]:
    return {row[0]: row[1] for row in session.execute(query)}


def _due(rows: Iterable[RateRow]) -> Money:
    return total(row.due for row in rows)


def _paid(rows: Iterable[RateRow]) -> Money:
    return total(row.paid for row in rows)


def _read(
    session: Session, span: Span, on: date
) -> tuple[dict[tuple[int, int], tuple[Money, Money]], dict[tuple[int, int], set[int]]]:
    """(building, item) -> what fell due and what of it is paid; and the units it is asked of."""
    money = Charge.amount.type
    inside = (Charge.due_on >= span.start, Charge.due_on < span.end, Charge.starts_on <= on)
    place_of = {row[0]: row[1] for row in session.execute(select(Unit.id, Unit.building_id))}
    due: dict[tuple[int, int], int] = defaultdict(int)
    units: dict[tuple[int, int], set[int]] = defaultdict(set)
    # One pass over the charges: a line for each unit and item, the buildings added up here.
    charged = session.execute(
        select(Charge.unit_id, Charge.item_id, func.sum(Charge.amount, type_=money))
        .where(*inside)
        .group_by(Charge.unit_id, Charge.item_id)
    )
    for unit, item, amount in charged:
        due[place_of[unit], item] += amount.fen
        units[place_of[unit], item].add(unit)
    adjusted = session.execute(
        select(Charge.unit_id, Charge.item_id, func.sum(ChargeAdjustment.amount, type_=money))
        .join(ChargeAdjustment, ChargeAdjustment.charge_id == Charge.id)
        .where(*inside, ChargeAdjustment.made_on <= on)
        .group_by(Charge.unit_id, Charge.item_id)
    )
    for unit, item, amount in adjusted:
        due[place_of[unit], item] += amount.fen
    owed = owing(session, on, due=span)
    still = session.execute(
        select(Unit.building_id, owed.c.item_id, func.sum(owed.c.owed, type_=money))
        .join(Unit, Unit.id == owed.c.unit_id)
        .group_by(Unit.building_id, owed.c.item_id)
    )
    left: dict[tuple[int, int], int] = defaultdict(int)
    for building, item, amount in still:
        left[building, item] = amount.fen
    return {place: (Money(fen), Money(fen - left[place])) for place, fen in due.items()}, units


def rate_document(
    session: Session, span: Span, on: date, by: RateBy, made_at: datetime, made_by: str
) -> RateReport:
    """The rate as it is printed."""
    found = collection_rate(session, span, on, by)
    return RateReport(
        office=str(get_setting(session, "office.name", "")),
        estate=str(get_setting(session, "estate.name", "")),
        first=span.start,
        last=span.last,
        on=on,
        by="楼栋" if by == "building" else "收费项目",
        lines=tuple(RateLine(row.label, row.units, row.due, row.paid, row.level) for row in found.rows),
        due=found.due,
        paid=found.paid,
        made_at=made_at,
        made_by=made_by,
    )
