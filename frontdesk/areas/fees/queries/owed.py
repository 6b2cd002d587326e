"""What is owed, on any day (M8.1, T15).

Owed on a day is: charges whose period has begun by that day, with adjustments made and payments settled up to
that day. `Charge.owed` is what is unpaid now; a past day starts from it and takes back what came later, so that
only open charges and later events are read, however many charges there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, Subquery, case, exists, func, literal_column, select, union_all
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.fees.model import Charge, ChargeAdjustment, ChargeSettlement, FeeItem
from frontdesk.areas.fees.rules.ages import LAST_DAY, Age, overdue_days
from frontdesk.areas.fees.rules.kinds import Category
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.periods import Span

By = Literal["unit", "owner", "item", "building"]

# Written out, not a parameter: SQLite takes an index over open charges only when it can read the condition.
_NOTHING: ColumnElement[Any] = literal_column("0")


@dataclass(frozen=True, slots=True)
class OwedCharge:
    """A charge of a unit that is not wholly paid on the day asked for.

    owed = amount + adjusted - paid. `payer_name` is who owed on the last day of its period (M2.6).
    """

    charge_id: int
    unit_id: int
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
    overdue_days: int
    payer_name: str


@dataclass(frozen=True, slots=True)
class UnitArrears:
    """What a unit owes; `overdue` is the part past its due day, `overdue_days` the age of the oldest."""

    unit_id: int
    unit: str
    building_id: int
    building: str
    payer: str
    owed: Money
    overdue: Money
    charges: int
    oldest_due_on: date
    overdue_days: int


@dataclass(frozen=True, slots=True)
class AgeRow:
    """One column of the ageing report."""

    age: Age
    owed: Money
    charges: int
    units: int


@dataclass(frozen=True, slots=True)
class ArrearsRow:
    """Arrears of one unit, owner, item or building; `ages` has one amount for each `Age`, in their order."""

    key: str
    label: str
    owed: Money
    overdue: Money
    charges: int
    units: int
    ages: tuple[Money, ...]


def owing(
    session: Session, on: date, *, unit_id: int | None = None, due: Span | None = None, ahead: bool = False
) -> Subquery:
    """Charges not wholly paid on a day: columns id, unit_id, item_id, payer_id, due_on, owed.

    Of one unit, or with a due day in *due*; with *ahead* also those whose period has not begun.
    """
    columns = (Charge.id, Charge.unit_id, Charge.item_id, Charge.payer_id, Charge.due_on)
    tests = [] if ahead else [Charge.starts_on <= on]
    if unit_id is not None:
        tests.append(Charge.unit_id == unit_id)
    if due is not None:
        tests += [Charge.due_on >= due.start, Charge.due_on < due.end]
    now = select(*columns, Charge.owed.label("owed")).where(Charge.owed != _NOTHING, *tests)
    if not _later(session, on):
        return now.subquery("owing")
    paid = select(*columns, ChargeSettlement.amount.label("owed")).join(
        ChargeSettlement, ChargeSettlement.charge_id == Charge.id
    )
    paid = paid.where(ChargeSettlement.settled_on > on, *tests)
    if not ahead:
        paid = paid.where(ChargeSettlement.charge_starts_on <= on)
    adjusted = select(*columns, (_NOTHING - ChargeAdjustment.amount).label("owed")).join(
        ChargeAdjustment, ChargeAdjustment.charge_id == Charge.id
    )
    adjusted = adjusted.where(ChargeAdjustment.made_on > on, *tests)
    entries = union_all(now, paid, adjusted).subquery("entries")
    owed = func.sum(entries.c.owed, type_=Charge.owed.type)
    # All entries of a charge say the same of it: the least of each is quicker than grouping by all of them.
    same = [func.min(entries.c[column.key]).label(column.key) for column in columns[1:]]
    query = select(entries.c.id, *same, owed.label("owed")).group_by(entries.c.id)
    return query.having(owed != _NOTHING).subquery("owing")


def _later(session: Session, on: date) -> bool:
    """Whether anything was paid or adjusted after the day."""
    return bool(
        session.scalar(select(exists().where(ChargeSettlement.settled_on > on)))
        or session.scalar(select(exists().where(ChargeAdjustment.made_on > on)))
    )


def owed_by_unit(session: Session, unit_id: int, on: date, *, ahead: bool = False) -> tuple[OwedCharge, ...]:
    """A unit's open charges on a day, the oldest due first (M6.2); with *ahead* those not begun follow."""
    owed = owing(session, on, unit_id=unit_id, ahead=ahead)
    adjusted = (
        select(func.coalesce(func.sum(ChargeAdjustment.amount), _NOTHING))
        .where(ChargeAdjustment.charge_id == Charge.id, ChargeAdjustment.made_on <= on)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Charge, FeeItem.name, FeeItem.category, owed.c.owed, adjusted)
        .join(owed, owed.c.id == Charge.id)
        .join(FeeItem, FeeItem.id == Charge.item_id)
        .order_by(Charge.due_on, Charge.period, FeeItem.sort, FeeItem.id, Charge.no)
    )
    return tuple(
        OwedCharge(
            charge_id=charge.id,
            unit_id=charge.unit_id,
            item_id=charge.item_id,
            item=name,
            category=category,
            period=charge.period,
            starts_on=charge.starts_on,
            ends_on=charge.ends_on,
            due_on=charge.due_on,
            how=charge.how,
            amount=charge.amount,
            adjusted=more,
            paid=charge.amount + more - left,
            owed=left,
            overdue_days=overdue_days(charge.due_on, on),
            payer_name=charge.payer_name,
        )
        for charge, name, category, left, more in rows
    )


def arrears(
    session: Session, on: date, unit_id: int | None = None, *, longer_than: int | None = None
) -> tuple[UnitArrears, ...]:
    """Every unit that owes on a day, in order of code; with *longer_than* those overdue for more days than that."""
    owed = owing(session, on, unit_id=unit_id)
    found = select(
        owed.c.unit_id,
        func.sum(owed.c.owed).label("owed"),
        _sum_if(owed, owed.c.due_on < on).label("overdue"),
        func.count().label("charges"),
        func.min(owed.c.due_on).label("oldest"),
        func.max(owed.c.id).label("latest"),
    ).group_by(owed.c.unit_id)
    if longer_than is not None:
        found = found.having(func.min(owed.c.due_on) < on - timedelta(days=longer_than))
    units = found.subquery("units")
    rows = session.execute(
        select(units, Unit.code, Unit.building_id, Building.name, Charge.payer_name)
        .join(Unit, Unit.id == units.c.unit_id)
        .join(Building, Building.id == Unit.building_id)
        .join(Charge, Charge.id == units.c.latest)
        .order_by(Unit.sort_key)
    )
    return tuple(
        UnitArrears(
            unit_id=row.unit_id,
            unit=row.code,
            building_id=row.building_id,
            building=row.name,
            payer=row.payer_name,
            owed=row.owed,
            overdue=row.overdue,
            charges=row.charges,
            oldest_due_on=row.oldest,
            overdue_days=overdue_days(row.oldest, on),
        )
        for row in rows
    )


def arrears_by_age(session: Session, on: date) -> tuple[AgeRow, ...]:
    """The whole estate's arrears by days past due: every age, also where nothing is owed."""
    owed = _aged(owing(session, on), on)
    rows = session.execute(
        select(
            owed.c.age, func.sum(owed.c.owed), func.count(), func.count(owed.c.unit_id.distinct())
        ).group_by(owed.c.age)
    )
    found = {index: (amount, charges, units) for index, amount, charges, units in rows}
    return tuple(AgeRow(name, *found.get(index, (ZERO, 0, 0))) for index, name in enumerate(Age))


def arrears_by(
    session: Session, on: date, by: By, within: tuple[By, str] | None = None
) -> tuple[ArrearsRow, ...]:
    """Arrears on a day by unit, owner, item or building, each with its ages; every sum over one set of charges.

    *within* keeps what belongs to one row of another such list, named by its `By` and its key.
    """
    owed = _aged(owing(session, on), on, within)
    ages = [_sum_if(owed, owed.c.age == index).label(f"age{index}") for index in range(len(Age))]
    sums = (
        func.sum(owed.c.owed).label("owed"),
        _sum_if(owed, owed.c.due_on < on).label("overdue"),
        func.count().label("charges"),
        func.count(owed.c.unit_id.distinct()).label("units"),
        *ages,
    )
    query = _grouped(by, owed, sums)
    return tuple(
        ArrearsRow(
            key=str(row.key),
            label=row.label,
            owed=row.owed,
            overdue=row.overdue,
            charges=row.charges,
            units=row.units,
            ages=tuple(row[-len(Age) :]),
        )
        for row in session.execute(query)
    )


def _grouped(by: By, owed: Subquery, sums: tuple[ColumnElement[Any], ...]) -> Select[*tuple[Any, ...]]:
    """Sums for each key first, then the names: a name for each key, not for each charge."""
    if by == "item":
        found = select(owed.c.item_id.label("key"), *sums).group_by(owed.c.item_id).subquery()
        query = select(FeeItem.name.label("label"), found).join(found, found.c.key == FeeItem.id)
        return query.order_by(FeeItem.sort, FeeItem.id)
    if by == "unit":
        found = select(owed.c.unit_id.label("key"), *sums).group_by(owed.c.unit_id).subquery()
        query = select(Unit.code.label("label"), found).join(found, found.c.key == Unit.id)
        return query.order_by(Unit.sort_key)
    if by == "building":
        in_place = select(Unit.building_id.label("key"), *sums).join(owed, owed.c.unit_id == Unit.id)
        found = in_place.group_by(Unit.building_id).subquery()
        query = select(Building.name.label("label"), found).join(found, found.c.key == Building.id)
        return query.order_by(Building.sort, Building.id)
    # Charges without a person on record stand together under 0; the name is that of the latest charge.
    key = func.coalesce(owed.c.payer_id, _NOTHING)
    latest = func.max(owed.c.id).label("latest")
    found = select(key.label("key"), latest, *sums).group_by(key).subquery()
    query = select(Charge.payer_name.label("label"), found).join(found, found.c.latest == Charge.id)
    return query.order_by(found.c.owed.desc(), found.c.key)


def _sum_if(owed: Subquery, test: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.sum(case((test, owed.c.owed), else_=_NOTHING), type_=Charge.owed.type)


def _aged(owed: Subquery, on: date, within: tuple[By, str] | None = None) -> Subquery:
    """With a column `age`: the place of a debt's `Age` in their order."""
    places: list[tuple[ColumnElement[bool], ColumnElement[Any]]] = [
        (owed.c.due_on >= on - timedelta(days=last), literal_column(str(index)))
        for index, (last, _) in enumerate(LAST_DAY)
    ]
    age = case(*places, else_=literal_column(str(len(LAST_DAY))))
    query = select(owed, age.label("age"))
    return (query if within is None else _within(query, owed, *within)).subquery("aged")


def _within(query: Select[*tuple[Any, ...]], owed: Subquery, by: By, key: str) -> Select[*tuple[Any, ...]]:
    """Only what belongs to one row of a list by *by*."""
    wanted = int(key)
    if by == "item":
        return query.where(owed.c.item_id == wanted)
    if by == "unit":
        return query.where(owed.c.unit_id == wanted)
    if by == "building":
        return query.join(Unit, Unit.id == owed.c.unit_id).where(Unit.building_id == wanted)
    return query.where(func.coalesce(owed.c.payer_id, _NOTHING) == wanted)
