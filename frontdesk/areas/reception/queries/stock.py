"""Assets and consumables: lists, one with its course, what is below its least stock (D2.9)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.units import escaped
from frontdesk.areas.reception.model.stock import Asset, AssetEvent, Consumable, StockMove
from frontdesk.areas.reception.rules.stock import HERE, AssetState, AssetStep, MoveKind
from frontdesk.base.values.money import Money

MOST_MOVES = 60


class AssetShow(StrEnum):
    """The chips of the assets; the value stands on screen."""

    HERE = "在册"
    REPAIR = "维修中"
    SCRAPPED = "已报废"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class AssetRow:
    """An asset as lists show it."""

    id: int
    code: str
    name: str
    place: str
    keeper: str
    value: Money | None
    bought_on: date | None
    words: str
    registered_on: date
    by: str
    state: AssetState


@dataclass(frozen=True, slots=True)
class AssetFilter:
    """What the list shows; empty means all."""

    text: str = ""
    show: AssetShow = AssetShow.HERE
    sort: str = "code"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class AssetFigures:
    """Rows in the filter, rows there are at all, rows of each chip."""

    count: int
    every: int
    shows: dict[AssetShow, int]


@dataclass(frozen=True, slots=True)
class AssetCourse:
    """One thing that happened to it."""

    step: AssetStep
    at: datetime
    place: str
    keeper: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class AssetFile:
    """One with its course, the newest first."""

    row: AssetRow
    course: tuple[AssetCourse, ...]


class GoodsShow(StrEnum):
    """The chips of the consumables; the value stands on screen."""

    ACTIVE = "在用"
    LOW = "低于最低库存"
    STOPPED = "停用"
    ALL = "全部"


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """A consumable as lists show it; `price` in yuan."""

    id: int
    code: str
    name: str
    measure: str
    place: str
    least: Decimal
    price: Decimal | None
    stock: Decimal
    low: bool
    active: bool
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class GoodsFilter:
    """What the list shows; empty means all."""

    text: str = ""
    show: GoodsShow = GoodsShow.ACTIVE
    sort: str = "code"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class GoodsFigures:
    """Rows in the filter, rows there are at all, rows of each chip."""

    count: int
    every: int
    shows: dict[GoodsShow, int]


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A move; `quantity` below nothing went out; `undone` was taken back afterwards."""

    id: int
    kind: MoveKind
    quantity: Decimal
    moved_on: date
    at: datetime
    who: str
    words: str
    by: str
    undone: bool


@dataclass(frozen=True, slots=True)
class GoodsFile:
    """One with its last moves, the newest first."""

    row: GoodsRow
    moves: tuple[MoveRow, ...]


# -- assets --


def asset_rows(
    session: Session, wanted: AssetFilter, offset: int = 0, limit: int | None = 100
) -> tuple[AssetRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    column: Any = {
        "name": Asset.name,
        "place": Asset.place,
        "keeper": Asset.keeper,
        "value": Asset.value,
        "bought": Asset.bought_on,
    }.get(wanted.sort, Asset.code)
    query = select(Asset).where(_asset_text(wanted.text), _asset_shown(wanted.show))
    query = query.order_by(column.desc() if wanted.descending else column, Asset.id)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return tuple(_asset(row) for row in session.scalars(query))


def asset_figures(session: Session, wanted: AssetFilter) -> AssetFigures:
    """The figures over the list; the chips leave the filter's own chip out of account."""
    columns = [func.coalesce(func.sum(case((_asset_shown(show), 1), else_=0)), 0) for show in AssetShow]
    counts = session.execute(select(*columns).select_from(Asset).where(_asset_text(wanted.text))).one()
    shows = {show: int(n) for show, n in zip(AssetShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(Asset)) or 0)
    return AssetFigures(shows[wanted.show], every, shows)


def asset_file(session: Session, asset_id: int, _on: date | None = None) -> AssetFile | None:
    """One with its course, or None; the day makes no difference."""
    row = session.get(Asset, asset_id)
    if row is None:
        return None
    events = session.scalars(
        select(AssetEvent).where(AssetEvent.asset_id == asset_id).order_by(AssetEvent.id.desc())
    )
    course = tuple(AssetCourse(e.step, e.at, e.place, e.keeper, e.words, e.by) for e in events)
    return AssetFile(_asset(row), course)


def find_assets(session: Session, text: str, most: int) -> tuple[AssetRow, ...]:
    """By the beginning of the tag's code: for the one search."""
    part = f"{escaped(text.upper())}%"
    query = select(Asset).where(Asset.code.like(part, escape="\\"), Asset.state != AssetState.VOID)
    return tuple(_asset(row) for row in session.scalars(query.order_by(Asset.code).limit(most)))


def _asset_text(typed: str) -> ColumnElement[bool]:
    text = typed.strip()
    if not text:
        return Asset.id.is_not(None)
    part = f"%{escaped(text)}%"
    columns = (Asset.code, Asset.name, Asset.place, Asset.keeper, Asset.words)
    return or_(*(column.like(part, escape="\\") for column in columns))


def _asset_shown(show: AssetShow) -> ColumnElement[bool]:
    tests: dict[AssetShow, ColumnElement[bool]] = {
        AssetShow.HERE: Asset.state.in_(HERE),
        AssetShow.REPAIR: Asset.state == AssetState.REPAIR,
        AssetShow.SCRAPPED: Asset.state == AssetState.SCRAPPED,
        AssetShow.ALL: Asset.id.is_not(None),
    }
    return tests[show]


def _asset(row: Asset) -> AssetRow:
    return AssetRow(
        row.id, row.code, row.name, row.place, row.keeper, row.value, row.bought_on, row.words, row.registered_on,
        row.by, row.state,
    )  # fmt: skip


# -- consumables --


def goods_rows(
    session: Session, wanted: GoodsFilter, offset: int = 0, limit: int | None = 100
) -> tuple[GoodsRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    column: Any = {"name": Consumable.name, "place": Consumable.place}.get(wanted.sort, Consumable.code)
    query = select(Consumable).where(_goods_text(wanted.text), _goods_shown(wanted.show))
    query = query.order_by(column.desc() if wanted.descending else column, Consumable.id)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return tuple(goods_row(row) for row in session.scalars(query))


def goods_figures(session: Session, wanted: GoodsFilter) -> GoodsFigures:
    """The figures over the list; the chips leave the filter's own chip out of account."""
    columns = [func.coalesce(func.sum(case((_goods_shown(show), 1), else_=0)), 0) for show in GoodsShow]
    counts = session.execute(select(*columns).select_from(Consumable).where(_goods_text(wanted.text))).one()
    shows = {show: int(n) for show, n in zip(GoodsShow, counts, strict=True)}
    every = int(session.scalar(select(func.count()).select_from(Consumable)) or 0)
    return GoodsFigures(shows[wanted.show], every, shows)


def goods_file(session: Session, consumable_id: int, _on: date | None = None) -> GoodsFile | None:
    """One with its last moves, or None; the day makes no difference."""
    row = session.get(Consumable, consumable_id)
    if row is None:
        return None
    query = select(StockMove).where(StockMove.consumable_id == consumable_id)
    moves = session.scalars(query.order_by(StockMove.id.desc()).limit(MOST_MOVES)).all()
    undone = {move.undoes_id for move in moves}
    told = tuple(
        MoveRow(m.id, m.kind, m.quantity, m.moved_on, m.at, m.who, m.words, m.by, m.id in undone)
        for m in moves
    )
    return GoodsFile(goods_row(row), told)


def goods_choices(session: Session) -> tuple[GoodsRow, ...]:
    """Every one that is used, by name: to choose from in a plan."""
    query = select(Consumable).where(Consumable.active).order_by(Consumable.name)
    return tuple(goods_row(row) for row in session.scalars(query))


def find_goods(session: Session, text: str, most: int) -> tuple[GoodsRow, ...]:
    """By the beginning of the code, a bar code scanned off it too: for the one search."""
    part = f"{escaped(text.upper())}%"
    query = select(Consumable).where(Consumable.code.like(part, escape="\\"), Consumable.active)
    return tuple(goods_row(row) for row in session.scalars(query.order_by(Consumable.code).limit(most)))


def _goods_text(typed: str) -> ColumnElement[bool]:
    text = typed.strip()
    if not text:
        return Consumable.id.is_not(None)
    part = f"%{escaped(text)}%"
    columns = (Consumable.code, Consumable.name, Consumable.place, Consumable.words)
    return or_(*(column.like(part, escape="\\") for column in columns))


def _goods_shown(show: GoodsShow) -> ColumnElement[bool]:
    tests: dict[GoodsShow, ColumnElement[bool]] = {
        GoodsShow.ACTIVE: Consumable.active.is_(True),
        GoodsShow.LOW: Consumable.active.is_(True) & Consumable.low.is_(True),
        GoodsShow.STOPPED: Consumable.active.is_(False),
        GoodsShow.ALL: Consumable.id.is_not(None),
    }
    return tests[show]


def goods_row(row: Consumable) -> GoodsRow:
    """A consumable as lists show it."""
    return GoodsRow(
        row.id, row.code, row.name, row.measure, row.place, row.least, row.price, row.stock, row.low, row.active,
        row.words, row.by,
    )  # fmt: skip
