"""Units: found by any writing of their code, and listed by what the clerk filters (D0.1, D0.7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Float, Select, and_, cast, func, or_, select
from sqlalchemy.orm import Session, aliased

from frontdesk.areas.archives.model import Building, Person, ReviewFlag, Unit, UnitOldCode, UnitRole
from frontdesk.areas.archives.queries.unit_ends import standing_now
from frontdesk.areas.archives.rules.identity import mask_phone
from frontdesk.areas.archives.rules.kinds import Payer, RoleKind, UnitEnd, UnitKind, UnitState
from frontdesk.areas.archives.rules.unit_codes import UnitCode, normal, read_unit_code
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

S = TypeVar("S", bound=Select[*tuple[Any, ...]])


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """A building with how many units it has."""

    id: int
    code: str
    name: str
    sort: int
    units: int


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as lists show it; owners as of `on` the filter's day, phones masked (D1.9)."""

    id: int
    code: str
    building_id: int
    building: str
    entrance: str
    room: str
    floor: int | None
    kind: UnitKind
    state: UnitState
    layout: str
    built_area: Decimal | None
    inner_area: Decimal | None
    handed_over_on: date | None
    payer: Payer
    owners: str
    phone: str
    open_flags: int
    fees_from: date | None = None
    """The first day of its fees, where the handover named another than its own (D1.4)."""
    begun_on: date | None = None
    ended_on: date | None = None
    ended_as: UnitEnd | None = None
    """Where it was merged or split: from that day on it is there no more (D1.1)."""

    @property
    def state_words(self) -> str:
        """Its state, or how it came to its end; in Chinese."""
        return self.state.value if self.ended_as is None else self.ended_as.value


@dataclass(frozen=True, slots=True)
class UnitFilter:
    """What a list of units shows; None and empty mean all.

    `text` is part of a code, of a resident's name, phone or pinyin. `states` are several states at once. Units that
    became others are left out, or with `ended` are the only ones.
    """

    building_id: int | None = None
    kind: UnitKind | None = None
    state: UnitState | None = None
    states: tuple[UnitState, ...] = ()
    text: str = ""
    flagged: bool = False
    ended: bool = False
    on: date | None = None
    sort: str = "code"
    descending: bool = False


@dataclass(frozen=True, slots=True)
class UnitFigures:
    """Figures over a list of units; `states` leaves the filter's own states out of account.

    `ended` are units that became others, which no other figure counts.
    """

    count: int
    every: int
    states: dict[UnitState, int]
    ended: int = 0


def buildings(session: Session) -> tuple[BuildingRow, ...]:
    """Every building in a person's order."""
    counted = (
        select(Unit.building_id, func.count().label("n"))
        .where(standing_now())
        .group_by(Unit.building_id)
        .subquery()
    )
    rows = session.execute(
        select(Building, func.coalesce(counted.c.n, 0))
        .outerjoin(counted, counted.c.building_id == Building.id)
        .order_by(Building.sort, Building.code)
    )
    return tuple(BuildingRow(b.id, b.code, b.name, b.sort, n) for b, n in rows)


def find_unit_ids(session: Session, text: str) -> tuple[int, ...]:
    """Ids of the units that *text* can mean, in order of code: one, several when it is short, or none.

    `1202` is that room anywhere; `3-1202` is that room in building 3 whatever its entrance; `31202` and
    `311202` are read against the units that exist.
    """
    code = read_unit_code(text)
    if code is None:
        return ()
    found = session.scalars(select(Unit.id).where(Unit.key == code.key)).all()
    if found:
        return tuple(found)
    if code.building:
        # A code that the unit had before: it stands on papers printed then.
        once = session.scalars(
            select(Unit.id).where(Unit.id.in_(select(UnitOldCode.unit_id).where(UnitOldCode.key == code.key)))
        ).all()
        if once:
            return tuple(once)
    near = session.scalars(_meant(code).where(standing_now()).order_by(Unit.sort_key)).all()
    if not near:
        near = session.scalars(_meant(code).order_by(Unit.sort_key)).all()
    if near or code.building or not normal(text).isdigit():
        return tuple(near)
    # Figures run together: building, entrance and room without a dash.
    return tuple(
        session.scalars(
            select(Unit.id).where(func.replace(Unit.key, "-", "") == code.key).order_by(Unit.sort_key)
        )
    )


def _meant(code: UnitCode) -> Select[int]:
    query = select(Unit.id).where(or_(Unit.room == code.room, Unit.room == code.room_key))
    if code.building:
        query = query.join(Building).where(Building.code == code.building)
    if code.entrance:
        query = query.where(Unit.entrance == code.entrance)
    return query


def find_unit(session: Session, text: str) -> UnitRow | None:
    """The one unit that *text* means in any habit of writing, or None.

    Raises `Refused` when it means several, and says which.
    """
    ids = find_unit_ids(session, text)
    if not ids:
        return None
    if len(ids) > 1:
        codes = session.scalars(select(Unit.code).where(Unit.id.in_(ids[:4])).order_by(Unit.sort_key)).all()
        more = tr("等 {n} 户", n=len(ids)) if len(ids) > 4 else ""
        raise Refused(
            tr(
                "“{text}”有几户：{codes}{more}，请写明楼栋和单元",
                text=text.strip(),
                codes="、".join(codes),
                more=more,
            ),
            field="unit",
        )
    return unit_row(session, ids[0])


def unit_row(session: Session, unit_id: int, on: date | None = None) -> UnitRow:
    """One unit by id."""
    rows = _rows(session, select(Unit, Building).join(Building).where(Unit.id == unit_id), on)
    return rows[0]


def unit_rows_by_id(
    session: Session, unit_ids: tuple[int, ...], on: date | None = None
) -> tuple[UnitRow, ...]:
    """Several units by id, in order of code."""
    query = select(Unit, Building).join(Building).where(Unit.id.in_(unit_ids)).order_by(Unit.sort_key)
    return _rows(session, query, on)


def unit_rows(
    session: Session, wanted: UnitFilter | None = None, offset: int = 0, limit: int | None = 100
) -> tuple[UnitRow, ...]:
    """A page of the list; `limit=None` is all of it."""
    wanted = wanted or UnitFilter()
    column: Any = {
        "code": Unit.sort_key,
        # Stored exactly, which on SQLite is as text; the order is that of the figures.
        "built_area": cast(Unit.built_area, Float),
        "state": Unit.state,
        "kind": Unit.kind,
        "layout": Unit.layout,
        "handed_over_on": Unit.handed_over_on,
    }.get(wanted.sort, Unit.sort_key)
    first = column.desc() if wanted.descending else column
    query = narrowed(select(Unit, Building).join(Building), wanted).order_by(first, Unit.id)
    if limit is not None:
        query = query.offset(offset).limit(limit)
    return _rows(session, query, wanted.on)


def unit_count(session: Session, wanted: UnitFilter | None = None) -> int:
    """How many units the filter lets through."""
    query = narrowed(select(func.count()).select_from(Unit).join(Building), wanted or UnitFilter())
    return int(session.scalar(query) or 0)


def state_counts(session: Session, wanted: UnitFilter | None = None) -> dict[UnitState, int]:
    """How many units are in each state among those the rest of the filter lets through: for the chips."""
    bare = replace(wanted or UnitFilter(), state=None, states=(), ended=False)
    query = narrowed(select(Unit.state, func.count()).join(Building), bare).group_by(Unit.state)
    counted = {state: int(n) for state, n in session.execute(query)}
    return {state: counted.get(state, 0) for state in UnitState}


def unit_figures(session: Session, wanted: UnitFilter | None = None) -> UnitFigures:
    """How many units the list shows, how many there are at all, and how many are in each state."""
    ended = replace(wanted or UnitFilter(), state=None, states=(), ended=True)
    return UnitFigures(
        unit_count(session, wanted),
        unit_count(session),
        state_counts(session, wanted),
        unit_count(session, ended),
    )


def narrowed(query: S, wanted: UnitFilter) -> S:
    query = query.where(Unit.ended_on.is_not(None) if wanted.ended else standing_now())
    if wanted.building_id is not None:
        query = query.where(Unit.building_id == wanted.building_id)
    if wanted.kind is not None:
        query = query.where(Unit.kind == wanted.kind)
    if wanted.state is not None:
        query = query.where(Unit.state == wanted.state)
    if wanted.states:
        query = query.where(Unit.state.in_(wanted.states))
    if wanted.flagged:
        open_flag = select(ReviewFlag.unit_id).where(ReviewFlag.settled_at.is_(None))
        query = query.where(Unit.id.in_(open_flag))
    text = wanted.text.strip()
    if text:
        code = read_unit_code(text)
        part = f"%{escaped(text)}%"
        people = (
            select(UnitRole.unit_id)
            .join(Person, Person.id == UnitRole.person_id)
            .where(
                or_(
                    Person.name.like(part, escape="\\"),
                    Person.phone.like(part, escape="\\"),
                    Person.phone2.like(part, escape="\\"),
                    *_spelled(text),
                )
            )
        )
        tests: list[ColumnElement[bool]] = [Unit.id.in_(people)]
        if code is not None:
            tests.append(Unit.key.like(f"%{escaped(code.key)}%", escape="\\"))
            tests.append(Unit.id.in_(_had(code.key)))
            if code.building and not code.entrance:
                room = f"{escaped(code.room)}%"
                tests.append(and_(Building.code == code.building, Unit.room.like(room, escape="\\")))
        query = query.where(or_(*tests))
    return query


def _had(key: str) -> Select[int]:
    """Units that had the whole code before, while none has it now."""
    other = aliased(Unit)
    taken = select(other.id).where(other.key == key).exists()
    return select(UnitOldCode.unit_id).where(UnitOldCode.key == key, ~taken)


def _spelled(text: str) -> tuple[ColumnElement[bool], ...]:
    """Whether a name begins so in pinyin or in its initials; nothing for what is not typed in letters."""
    letters = text.replace(" ", "").lower()
    if not (letters.isascii() and letters.isalpha()):
        return ()
    return tuple(
        found
        for column in (Person.pinyin, Person.initials)
        for found in (column.like(f"{letters}%"), column.like(f"% {letters}%"))
    )


def _rows(session: Session, query: Select[Unit, Building], on: date | None) -> tuple[UnitRow, ...]:
    found = session.execute(query).all()
    ids = [unit.id for unit, _ in found]
    owners = owners_of(session, ids, on)
    flags = _open_flags(session, ids)
    return tuple(
        UnitRow(
            id=unit.id,
            code=unit.code,
            building_id=building.id,
            building=building.name,
            entrance=unit.entrance,
            room=unit.room,
            floor=unit.floor,
            kind=unit.kind,
            state=unit.state,
            layout=unit.layout,
            built_area=unit.built_area,
            inner_area=unit.inner_area,
            handed_over_on=unit.handed_over_on,
            payer=unit.payer,
            owners="、".join(name for name, _ in owners.get(unit.id, ())),
            phone=next((mask_phone(phone) for _, phone in owners.get(unit.id, ()) if phone), ""),
            open_flags=flags.get(unit.id, 0),
            fees_from=unit.fees_from,
            begun_on=unit.begun_on,
            ended_on=unit.ended_on,
            ended_as=unit.ended_as,
        )
        for unit, building in found
    )


def owners_of(session: Session, unit_ids: list[int], on: date | None) -> dict[int, list[tuple[str, str]]]:
    """(name, phone) of each unit's owners on the day (None: those whose role has no end)."""
    query = (
        select(UnitRole.unit_id, Person.name, Person.phone)
        .join(Person, Person.id == UnitRole.person_id)
        .where(UnitRole.kind == RoleKind.OWNER)
        .order_by(UnitRole.id)
    )
    if on is None:
        query = query.where(UnitRole.ends_on.is_(None))
    else:
        query = query.where(
            or_(UnitRole.starts_on.is_(None), UnitRole.starts_on <= on),
            or_(UnitRole.ends_on.is_(None), UnitRole.ends_on > on),
        )
    found: dict[int, list[tuple[str, str]]] = {}
    for part in in_parts(unit_ids):
        for row in session.execute(query.where(UnitRole.unit_id.in_(part))):
            found.setdefault(row.unit_id, []).append((row.name, row.phone))
    return found


def _open_flags(session: Session, unit_ids: list[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for part in in_parts(unit_ids):
        query = (
            select(ReviewFlag.unit_id, func.count().label("n"))
            .where(ReviewFlag.settled_at.is_(None), ReviewFlag.unit_id.in_(part))
            .group_by(ReviewFlag.unit_id)
        )
        for row in session.execute(query):
            found[row.unit_id] = row.n
    return found


def in_parts(ids: list[int], size: int = 5_000) -> list[list[int]]:
    """The ids in parts that a database takes as parameters."""
    return [ids[i : i + size] for i in range(0, len(ids), size)]


def escaped(text: str) -> str:
    r"""*text* to stand inside a LIKE with escape `\`."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
