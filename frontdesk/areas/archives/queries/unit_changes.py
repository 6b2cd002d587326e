"""房屋合并、拆分: what it would come to and what hinders it, the list of past ones, and what must hold of them (D1.1)."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import exists, func, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import (
    Building,
    ParkingSpace,
    Person,
    Pet,
    ReviewFlag,
    Unit,
    UnitChange,
    UnitChangeThing,
    UnitChangeUnit,
    UnitNote,
    UnitRole,
    Vehicle,
)
from frontdesk.areas.archives.queries.joined import kept_ids
from frontdesk.areas.archives.queries.registration import holds, registrations_at
from frontdesk.areas.archives.queries.units import escaped, find_unit
from frontdesk.areas.archives.rules.kinds import RoleKind
from frontdesk.areas.archives.rules.unit_changes import (
    Hindrance,
    OldUnit,
    OwnerShare,
    Thing,
    UnitChangeKind,
    area_sum,
    far_apart,
    old_errors,
    rounded,
    same_owners,
    sum_error,
)
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

HindranceSource = Callable[[Session, int, date, datetime], tuple[Hindrance, ...]]
"""What an area knows against ending a unit on a day: (session, unit, the day, now)."""
hindrance_sources: list[HindranceSource] = []
"""Higher areas put theirs here when the program is composed; each is asked for each unit."""


@dataclass(frozen=True, slots=True)
class ThingRow:
    """Something that belongs to one of the units and may go over."""

    thing: Thing
    id: int
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class UnitTrouble:
    """What an area says against ending a unit."""

    unit: str
    words: str
    blocks: bool

    @property
    def told(self) -> str:
        return f"{self.unit} {self.words}"


@dataclass(frozen=True, slots=True)
class ChangeLook:
    """What stands before a merging or splitting; `error` in words where it cannot be done at all.

    `owners` are those who own any of the units; with `same` they own all alike and their shares go over.
    """

    units: tuple[OldUnit, ...] = ()
    error: str = ""
    built: Decimal | None = None
    inner: Decimal | None = None
    owners: tuple[OwnerShare, ...] = ()
    same: bool = True
    things: tuple[ThingRow, ...] = ()
    troubles: tuple[UnitTrouble, ...] = ()

    @property
    def blocks(self) -> tuple[UnitTrouble, ...]:
        return tuple(one for one in self.troubles if one.blocks)


def read_codes(text: str) -> tuple[str, ...]:
    """`3-1-1202、3-1-1203` as they were typed, each once."""
    parts = (part.strip() for part in re.split(r"[、，,；;\n]+", text))
    return tuple(dict.fromkeys(part for part in parts if part))


def look_at_change(session: Session, kind: UnitChangeKind, text: str, on: date, now: datetime) -> ChangeLook:
    """What ending the units of *text* on the day comes to: reads only."""
    ids: list[int] = []
    for typed in read_codes(text):
        try:
            row = find_unit(session, typed)
        except Refused as refused:
            return ChangeLook(error=refused.text)
        if row is None:
            return ChangeLook(error=tr("没有 {code} 这户", code=typed))
        ids.append(row.id)
    if not ids:
        return ChangeLook()
    return look_at_units(session, kind, tuple(dict.fromkeys(ids)), on, now)


def look_at_units(
    session: Session, kind: UnitChangeKind, unit_ids: Sequence[int], on: date, now: datetime
) -> ChangeLook:
    """The same for units that are known."""
    units = old_units(session, unit_ids, on)
    error = old_errors(kind, units, on)
    built, inner = (
        area_sum([getattr(unit, name) for unit in units]) for name in ("built_area", "inner_area")
    )
    owners = {owner.person_id: owner for unit in units for owner in unit.owners}
    if error:
        return ChangeLook(units, error, built, inner)
    return ChangeLook(
        units, "", built, inner, tuple(owners.values()), same_owners(units), _things(session, units, on),
        _troubles(session, kind, units, on, now),
    )  # fmt: skip


def old_units(session: Session, unit_ids: Sequence[int], on: date) -> tuple[OldUnit, ...]:
    """The units as they stand, with their owners on the day, in order of code."""
    whom = kept_ids(session)
    owners: dict[int, dict[int, OwnerShare]] = defaultdict(dict)
    rows = session.execute(
        select(UnitRole.unit_id, UnitRole.person_id, UnitRole.share, Person.name)
        .join(Person, Person.id == UnitRole.person_id)
        .where(UnitRole.unit_id.in_(unit_ids), UnitRole.kind == RoleKind.OWNER, holds(on))
        .order_by(UnitRole.id)
    )
    for row in rows:
        person_id = whom.get(row.person_id, row.person_id)
        owners[row.unit_id].setdefault(person_id, OwnerShare(person_id, row.name, row.share))
    found = session.execute(
        select(Unit, Building.code).join(Building).where(Unit.id.in_(unit_ids)).order_by(Unit.sort_key)
    )
    return tuple(
        OldUnit(
            unit.id, unit.code, building, unit.entrance, unit.floor, unit.kind, unit.built_area, unit.inner_area,
            unit.handed_over_on is not None, unit.begun_on, unit.ended_as.value if unit.ended_as else "",
            tuple(owners[unit.id].values()),
        )
        for unit, building in found
    )  # fmt: skip


def taken_codes(session: Session) -> dict[str, str]:
    """key -> code of every unit that is there: a code of one that ended is free again."""
    rows = session.execute(select(Unit.key, Unit.code).where(Unit.ended_on.is_(None)))
    return {row.key: row.code for row in rows}


def goes_on(model: Any, on: date) -> Any:
    """Spans that reach over *on* or begin after it."""
    return or_(model.ends_on.is_(None), model.ends_on > on)


def _things(session: Session, units: Sequence[OldUnit], on: date) -> tuple[ThingRow, ...]:
    codes = {unit.id: unit.code for unit in units}
    ids = list(codes)
    found: list[ThingRow] = []
    roles = session.execute(
        select(UnitRole, Person.name)
        .join(Person, Person.id == UnitRole.person_id)
        .where(UnitRole.unit_id.in_(ids), UnitRole.kind != RoleKind.OWNER, goes_on(UnitRole, on))
        .order_by(UnitRole.id)
    )
    for role, name in roles:
        relation = f"（{role.relation}）" if role.relation else ""
        words = f"{tr(role.kind.value)} {name}{relation}"
        found.append(ThingRow(Thing.ROLE, role.id, codes[role.unit_id], words))
    vehicles = select(Vehicle).where(Vehicle.unit_id.in_(ids), Vehicle.withdrawn_on.is_(None))
    for vehicle in session.scalars(vehicles.order_by(Vehicle.id)):
        words = " ".join(p for p in (vehicle.plate, vehicle.colour, vehicle.model) if p)
        found.append(ThingRow(Thing.VEHICLE, vehicle.id, codes[vehicle.unit_id], words))
    spaces = select(ParkingSpace).where(ParkingSpace.unit_id.in_(ids), goes_on(ParkingSpace, on))
    for space in session.scalars(spaces.order_by(ParkingSpace.code, ParkingSpace.id)):
        found.append(
            ThingRow(Thing.SPACE, space.id, codes[space.unit_id], tr("车位 {code}", code=space.code))
        )
    pets = select(Pet).where(Pet.unit_id.in_(ids), Pet.withdrawn_on.is_(None)).order_by(Pet.id)
    for pet in session.scalars(pets):
        words = " ".join(p for p in (pet.name, pet.breed) if p)
        found.append(ThingRow(Thing.PET, pet.id, codes[pet.unit_id], tr("宠物 {words}", words=words)))
    notes = select(UnitNote).where(UnitNote.unit_id.in_(ids), UnitNote.withdrawn_at.is_(None))
    for note in session.scalars(notes.order_by(UnitNote.id)):
        found.append(
            ThingRow(Thing.NOTE, note.id, codes[note.unit_id], tr("备注 {words}", words=note.text[:40]))
        )
    return tuple(found)


def _troubles(
    session: Session, kind: UnitChangeKind, units: Sequence[OldUnit], on: date, now: datetime
) -> tuple[UnitTrouble, ...]:
    """What blocks before what is only to be known, each unit by unit."""
    found = [
        UnitTrouble(unit.code, one.words, one.blocks)
        for unit in units
        for source in (_own, *hindrance_sources)
        for one in source(session, unit.id, on, now)
    ]
    if kind is UnitChangeKind.MERGE and far_apart(units):
        codes = "、".join(unit.code for unit in units)
        found.append(UnitTrouble(codes, tr("不在同一单元的同一层或上下层，请核对是不是相邻"), False))
    return tuple(sorted(found, key=lambda one: not one.blocks))


def _own(session: Session, unit_id: int, on: date, now: datetime) -> tuple[Hindrance, ...]:
    """What the archives themselves have to say."""
    found = []
    flags = session.scalar(
        select(func.count())
        .select_from(ReviewFlag)
        .where(ReviewFlag.unit_id == unit_id, ReviewFlag.settled_at.is_(None))
    )
    if flags:
        found.append(Hindrance(tr("有 {n} 条待核实，留在原来的房屋", n=flags), False))
    registered = len(registrations_at(session, unit_id, on))
    if registered:
        found.append(
            Hindrance(tr("有 {n} 人的人口登记写着这户，请到人口登记里重新登记", n=registered), False)
        )
    return tuple(found)


# -- past ones --


class ChangeShow(StrEnum):
    """The chips over the list."""

    ALL = "全部"
    MERGE = "合并"
    SPLIT = "拆分"


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """What the list shows; `text` is part of a number, of a code then or now, or of an owner's name."""

    text: str = ""
    show: ChangeShow = ChangeShow.ALL
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A merging or splitting; codes as they were on its day."""

    id: int
    number: str
    kind: UnitChangeKind
    on: date
    old: str
    new: str
    area: Decimal
    owners: str
    reason: str
    lifted: str
    lifted_why: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ChangeUnitRow:
    """One of its units, by its code then; `now` is the code it has today."""

    unit_id: int
    made: bool
    code: str
    now: str
    built_area: Decimal
    inner_area: Decimal | None
    owners: str


@dataclass(frozen=True, slots=True)
class ChangeFile:
    """All of one."""

    row: ChangeRow
    units: tuple[ChangeUnitRow, ...]
    things: tuple[tuple[str, bool], ...]
    """What there was, and whether it goes on."""


@dataclass(frozen=True, slots=True)
class ChangeFigures:
    """Rows in the filter, rows there are at all, and rows of each chip."""

    count: int
    every: int
    shows: dict[ChangeShow, int] = field(default_factory=dict)


_SORTS: dict[str, Callable[[ChangeRow], Any]] = {
    "number": lambda row: row.number,
    "on": lambda row: (row.on, row.id),
    "kind": lambda row: row.kind.value,
    "area": lambda row: row.area,
}


def change_rows(
    session: Session, wanted: ChangeFilter, offset: int = 0, limit: int | None = 100
) -> tuple[ChangeRow, ...]:
    """A page of the list, the newest first. An office has some dozens of them in all its years."""
    rows = [row for row in _all(session, wanted.text) if _shown(row, wanted.show)]
    if wanted.sort in _SORTS:
        rows.sort(key=_SORTS[wanted.sort], reverse=wanted.descending)
    return tuple(rows[offset:] if limit is None else rows[offset : offset + limit])


def change_figures(session: Session, wanted: ChangeFilter) -> ChangeFigures:
    """The figures over the list."""
    rows = _all(session, wanted.text)
    shows = {show: sum(_shown(row, show) for row in rows) for show in ChangeShow}
    every = int(session.scalar(select(func.count(UnitChange.id))) or 0)
    return ChangeFigures(shows[wanted.show], every, shows)


def change_file(session: Session, change_id: int, on: date) -> ChangeFile:
    """One with its units and what went over. *on* is not asked: what happened stays."""
    (row,) = _rows(session, [session.get_one(UnitChange, change_id)])
    things = session.execute(
        select(UnitChangeThing.words, UnitChangeThing.new_id)
        .where(UnitChangeThing.change_id == change_id)
        .order_by(UnitChangeThing.id)
    )
    kept: dict[str, bool] = {}
    for words, new_id in things:
        kept[words] = kept.get(words, False) or new_id is not None
    return ChangeFile(row, change_units(session, change_id), tuple(kept.items()))


def change_units(session: Session, change_id: int) -> tuple[ChangeUnitRow, ...]:
    """The old ones first."""
    rows = session.execute(
        select(UnitChangeUnit, Unit.code)
        .join(Unit, Unit.id == UnitChangeUnit.unit_id)
        .where(UnitChangeUnit.change_id == change_id)
        .order_by(UnitChangeUnit.made, UnitChangeUnit.id)
    )
    return tuple(
        ChangeUnitRow(u.unit_id, u.made, u.code, now, u.built_area, u.inner_area, u.owners) for u, now in rows
    )


def _shown(row: ChangeRow, show: ChangeShow) -> bool:
    return show is ChangeShow.ALL or row.kind.value == show.value


def _all(session: Session, text: str) -> list[ChangeRow]:
    query = select(UnitChange).order_by(UnitChange.starts_on.desc(), UnitChange.id.desc())
    words = text.strip()
    if words:
        part = f"%{escaped(words)}%"
        tests: list[Any] = [
            UnitChange.number.like(part, escape="\\"),
            exists().where(
                UnitChangeUnit.change_id == UnitChange.id,
                or_(
                    UnitChangeUnit.code.like(part, escape="\\"), UnitChangeUnit.owners.like(part, escape="\\")
                ),
            ),
        ]
        code = read_unit_code(words)
        if code is not None:
            tests.append(
                exists().where(
                    UnitChangeUnit.change_id == UnitChange.id,
                    UnitChangeUnit.code.like(f"%{escaped(code.code)}%", escape="\\"),
                )
            )
        query = query.where(or_(*tests))
    return _rows(session, session.scalars(query).all())


def _rows(session: Session, changes: Sequence[UnitChange]) -> list[ChangeRow]:
    units: dict[int, list[UnitChangeUnit]] = defaultdict(list)
    wanted = select(UnitChangeUnit).where(UnitChangeUnit.change_id.in_([change.id for change in changes]))
    for unit in session.scalars(wanted.order_by(UnitChangeUnit.id)):
        units[unit.change_id].append(unit)
    return [
        ChangeRow(
            change.id, change.number, change.kind, change.starts_on,
            "、".join(unit.code for unit in units[change.id] if not unit.made),
            "、".join(unit.code for unit in units[change.id] if unit.made),
            sum((unit.built_area for unit in units[change.id] if unit.made), Decimal(0)),
            next((unit.owners for unit in units[change.id] if unit.made), ""),
            change.reason, change.lifted, change.lifted_why, change.at, change.by,
        )
        for change in changes
    ]  # fmt: skip


# -- what must hold --


def broken_unit_changes(session: Session) -> list[str]:
    """Where a merging or splitting does not add up, or a unit that ended still has somebody or something."""
    wrong: list[str] = []
    ended: Counter[int] = Counter()
    for change in session.scalars(select(UnitChange).order_by(UnitChange.id)):
        rows = session.execute(
            select(UnitChangeUnit, Unit)
            .join(Unit, Unit.id == UnitChangeUnit.unit_id)
            .where(UnitChangeUnit.change_id == change.id)
        ).all()
        for what, name in ((tr("建筑面积"), "built_area"), (tr("套内面积"), "inner_area")):
            sums = [area_sum([getattr(u, name) for u, _ in rows if u.made is made]) for made in (False, True)]
            if sums[0] is not None and sums[1] is not None and (why := sum_error(what, sums[0], sums[1])):
                wrong.append(f"{change.number}: {why}")
        for mine, unit in rows:
            day = unit.begun_on if mine.made else unit.ended_on
            if day != change.starts_on:
                wrong.append(
                    tr("{number} 的 {code} 起止日期和单据不一致", number=change.number, code=unit.code)
                )
            if not mine.made:
                ended[unit.id] += 1
    for unit in session.scalars(select(Unit).where(Unit.ended_on.is_not(None)).order_by(Unit.sort_key)):
        if ended[unit.id] != 1:
            wrong.append(tr("{code} 已不在用，却没有合并或拆分的单据", code=unit.code))
        if _left_behind(session, unit):
            wrong.append(tr("{code} 已不在用，却还登记着住户、车辆、车位或宠物", code=unit.code))
    return wrong


def _left_behind(session: Session, unit: Unit) -> bool:
    assert unit.ended_on is not None
    tests = (
        select(UnitRole.id).where(UnitRole.unit_id == unit.id, goes_on(UnitRole, unit.ended_on)),
        select(ParkingSpace.id).where(ParkingSpace.unit_id == unit.id, goes_on(ParkingSpace, unit.ended_on)),
        select(Vehicle.id).where(Vehicle.unit_id == unit.id, Vehicle.withdrawn_on.is_(None)),
        select(Pet.id).where(Pet.unit_id == unit.id, Pet.withdrawn_on.is_(None)),
    )
    return any(session.scalar(query.limit(1)) is not None for query in tests)


def area_words(area: Decimal | None) -> str:
    """`216.95 ㎡`; a dash where nobody knows."""
    return "—" if area is None else f"{rounded(area)} ㎡"
