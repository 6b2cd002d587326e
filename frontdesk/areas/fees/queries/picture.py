"""The building as a picture (D5.2): how each unit stands for an item and a month, and each building in a figure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Subquery, case, func, literal_column, select, union
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.queries.unit_ends import standing_now
from frontdesk.areas.archives.queries.units import UnitRow, unit_row
from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.fees.documents import BuildingPicture, PictureCell
from frontdesk.areas.fees.model import Charge, ChargeAdjustment, FeeItem
from frontdesk.areas.fees.queries.owed import owing
from frontdesk.areas.fees.rules.ages import overdue_days
from frontdesk.areas.fees.rules.grid import CellState, Layout, cell_state, lay_out
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.money import ZERO, Money, total
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr

_NOTHING: ColumnElement[Any] = literal_column("0")
VACANT = frozenset({UnitState.UNSOLD, UnitState.NOT_HANDED_OVER, UnitState.VACANT})


@dataclass(frozen=True, slots=True)
class GridUnit:
    """A unit in the picture: what it owes for the filter (periods up to the month), and how that stands."""

    unit_id: int
    unit: str
    room: str
    state: CellState
    owed: Money
    overdue_days: int
    decorating: bool = False
    """Whether the home is 装修中 today (D4.5); a mark beside its state, which is of money."""


@dataclass(frozen=True, slots=True)
class BuildingGrid:
    """A building's picture: `units` and `layout.places` go together."""

    building_id: int
    building: str
    units: tuple[GridUnit, ...]
    layout: Layout

    @property
    def total(self) -> Money:
        return total(unit.owed for unit in self.units)

    def count(self, state: CellState) -> int:
        return sum(unit.state is state for unit in self.units)

    @property
    def decorating(self) -> int:
        """How many of its homes are 装修中."""
        return sum(unit.decorating for unit in self.units)


@dataclass(frozen=True, slots=True)
class GridUnitFacts:
    """What the pane says of the unit stood on: the unit, and all that it owes, whatever the filter."""

    unit: UnitRow
    owed: Money


@dataclass(frozen=True, slots=True)
class BuildingShare:
    """How much of a building has paid: units of which something was asked, and those that owe nothing."""

    building_id: int
    building: str
    units: int
    charged: int
    cleared: int

    @property
    def percent(self) -> int | None:
        """Whole per cent, rounded down; 100 only when every unit has paid. None where nothing was asked."""
        return self.cleared * 100 // self.charged if self.charged else None


def building_grid(
    session: Session, building_id: int, month: Month, on: date, item_id: int | None = None
) -> BuildingGrid:
    """The picture of one building: three queries.

    What is owed is for periods up to *month*; paid in part is whose open debts, or charges of the month itself,
    have been paid to some part.
    """
    name = session.scalar(select(Building.name).where(Building.id == building_id)) or ""
    units = session.execute(
        select(Unit.id, Unit.code, Unit.entrance, Unit.floor, Unit.room, Unit.state)
        .where(Unit.building_id == building_id, standing_now())
        .order_by(Unit.sort_key)
    ).all()
    sums = _sums(session, building_id, month, item_id)
    found = []
    for unit in units:
        charged, billed, owed, oldest = sums.get(unit.id, (0, ZERO, ZERO, None))
        late = overdue_days(oldest, on) if oldest is not None and owed else 0
        state = cell_state(owed, billed - owed, charged > 0, late, unit.state in VACANT)
        decorating = unit.state is UnitState.DECORATING
        found.append(GridUnit(unit.id, unit.code, unit.room, state, owed, late, decorating))
    layout = lay_out([(unit.entrance, unit.floor, unit.room) for unit in units])
    return BuildingGrid(building_id, name, tuple(found), layout)


def _sums(
    session: Session, building_id: int, month: Month, item_id: int | None
) -> dict[int, tuple[int, Money, Money, date | None]]:
    """Unit id -> number of charges, what was billed, what of it is owed, and the oldest due day still open."""
    money = Charge.amount.type
    wanted = _asked(month, item_id, building_id=building_id)
    adjusted = (
        select(func.coalesce(func.sum(ChargeAdjustment.amount), _NOTHING))
        .where(ChargeAdjustment.charge_id == Charge.id)
        .correlate(Charge)
        .scalar_subquery()
    )
    rows = session.execute(
        select(
            Charge.unit_id,
            func.count().label("charges"),
            func.sum(Charge.amount + adjusted, type_=money).label("billed"),
            func.sum(Charge.owed, type_=money).label("owed"),
            func.min(case((Charge.owed != _NOTHING, Charge.due_on))).label("oldest"),
        )
        .join(wanted, wanted.c.id == Charge.id)
        .group_by(Charge.unit_id)
    )
    return {row.unit_id: (row.charges, row.billed, row.owed, row.oldest) for row in rows}


def _asked(month: Month, item_id: int | None, *, building_id: int | None = None) -> Subquery:
    """Charges of the month, and open ones of the months before: what was paid in full long ago says nothing now.

    Two selects, so that each takes its index; columns id, unit_id.
    """
    tests: list[ColumnElement[bool]] = []
    if item_id is not None:
        tests.append(Charge.item_id == item_id)
    if building_id is not None:
        tests.append(Charge.unit_id.in_(select(Unit.id).where(Unit.building_id == building_id)))
    this = select(Charge.id, Charge.unit_id).where(Charge.period == str(month), *tests)
    before = select(Charge.id, Charge.unit_id).where(
        Charge.owed != _NOTHING, Charge.starts_on < month.start, *tests
    )
    return union(this, before).subquery("asked")


def building_shares(session: Session, month: Month, item_id: int | None = None) -> tuple[BuildingShare, ...]:
    """Every building with how many of its units have paid all that was asked up to the month: three queries."""
    asked = _asked(month, item_id)
    charged = _counts(session, select(asked.c.unit_id))
    open_ = select(Charge.unit_id).where(Charge.owed != _NOTHING, Charge.starts_on < month.span.end)
    owing = _counts(session, open_ if item_id is None else open_.where(Charge.item_id == item_id))
    rows = session.execute(
        select(Building.id, Building.name, func.count(Unit.id))
        .join(Unit, Unit.building_id == Building.id)
        .where(Unit.kind != UnitKind.OFFICE_PLACE, standing_now())
        .group_by(Building.id, Building.name, Building.sort)
        .order_by(Building.sort, Building.id)
    )
    return tuple(
        BuildingShare(id, name, units, charged.get(id, 0), charged.get(id, 0) - owing.get(id, 0))
        for id, name, units in rows
    )


def _counts(session: Session, units: Select[int]) -> dict[int, int]:
    """Building id -> how many different units."""
    found = units.distinct().subquery("units")
    rows = session.execute(
        select(Unit.building_id, func.count())
        .join(found, found.c.unit_id == Unit.id)
        .where(standing_now())
        .group_by(Unit.building_id)
    )
    return {row[0]: row[1] for row in rows}


def grid_unit_facts(session: Session, unit_id: int, on: date) -> GridUnitFacts:
    """The unit with its owners (phone masked, D1.9) and everything it owes on the day."""
    owed = owing(session, on, unit_id=unit_id)
    whole = session.scalar(select(func.sum(owed.c.owed, type_=Charge.owed.type)))
    return GridUnitFacts(unit_row(session, unit_id, on), whole or ZERO)


def picture_document(
    session: Session,
    building_id: int,
    month: Month,
    on: date,
    item_id: int | None,
    made_at: datetime,
    made_by: str,
) -> BuildingPicture:
    """The picture as it is printed."""
    grid = building_grid(session, building_id, month, on, item_id)
    item = session.scalar(select(FeeItem.name).where(FeeItem.id == item_id)) if item_id is not None else None
    shown = [state for state in CellState if grid.count(state) or state is not CellState.NONE]
    return BuildingPicture(
        office=str(get_setting(session, "office.name", "")),
        estate=str(get_setting(session, "estate.name", "")),
        building=grid.building,
        filter_words=f"{month} · {item or tr('全部项目')}",
        entrances=grid.layout.entrances,
        rows=tuple(row_words(floor) for floor in grid.layout.rows),
        cells=tuple(
            PictureCell(
                place.entrance,
                place.row,
                place.column,
                unit.room,
                unit.state.value,
                unit.owed or None,
                unit.decorating,
            )
            for unit, place in zip(grid.units, grid.layout.places, strict=True)
        ),
        counts=tuple((state.value, grid.count(state)) for state in shown),
        total=grid.total,
        day=on,
        made_at=made_at,
        made_by=made_by,
    )


def row_words(floor: int | None) -> str:
    """What stands before a row: `18 层`; units of no floor have none."""
    return tr("{n} 层", n=floor) if floor is not None else tr("其他")
