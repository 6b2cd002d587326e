"""Units: made, corrected, and moved from state to state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from frontdesk.areas.archives.model import Building, Unit, UnitOldCode, UnitStateChange
from frontdesk.areas.archives.queries.unit_ends import must_stand
from frontdesk.areas.archives.rules.kinds import Payer, UnitKind, UnitState
from frontdesk.areas.archives.rules.roles import state_on
from frontdesk.areas.archives.rules.unit_codes import (
    building_name,
    building_sort,
    floor_of,
    read_building,
    read_unit_code,
)
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

LARGEST_AREA = Decimal(100_000)


@dataclass(frozen=True, slots=True)
class SaveUnit:
    """A unit new (`unit_id` None) or corrected. `code` in any habit of writing; areas in square metres."""

    unit_id: int | None
    code: str
    kind: UnitKind = UnitKind.HOME
    state: UnitState = UnitState.VACANT
    floor: int | None = None
    layout: str = ""
    built_area: Decimal | None = None
    inner_area: Decimal | None = None
    handed_over_on: date | None = None
    payer: Payer = Payer.OWNER


@dataclass(frozen=True, slots=True)
class SetState:
    """The unit is in `state` from `on`."""

    unit_id: int
    state: UnitState
    on: date


@dataclass(frozen=True, slots=True)
class SaveBuilding:
    """A building new (`building_id` None) or renamed."""

    building_id: int | None
    code: str
    name: str = ""


def save_unit(work: Work, command: SaveUnit) -> int:
    """The unit's id. Raises `InvalidInput` for a code that cannot be read or is taken, or impossible areas."""
    work.require(Right.ARCHIVES_WRITE)
    errors: dict[str, str] = {}
    code = read_unit_code(command.code)
    if code is None:
        errors["code"] = tr("房号请写成 3-1-1202 这样")
    else:
        taken = work.session.scalar(
            select(Unit.code).where(Unit.key == code.key, Unit.id != (command.unit_id or 0))
        )
        if taken is not None:
            errors["code"] = tr("房号 {code} 已经有了", code=taken)
    errors |= area_errors(command.built_area, command.inner_area)
    if errors or code is None:
        raise InvalidInput(errors)
    building = building_of(work, code.building)
    if command.unit_id is None:
        unit = Unit(state=command.state, made_at=work.now())
        work.session.add(unit)
    else:
        unit = work.session.get_one(Unit, command.unit_id)
        must_stand(work.session, unit.id, "code")
        if unit.key != code.key:
            keep_old_code(work, unit, tr("修改房屋资料"))
    unit.code, unit.key, unit.sort_key = code.code, code.key, code.sort_key
    unit.building_id, unit.entrance, unit.room = building.id, code.entrance, code.room
    unit.floor = command.floor if command.floor is not None else floor_of(code.room)
    unit.kind, unit.layout, unit.payer = command.kind, command.layout.strip()[:40], command.payer
    unit.built_area, unit.inner_area = command.built_area, command.inner_area
    unit.handed_over_on = command.handed_over_on
    work.session.flush()
    if command.unit_id is None or unit.state is not command.state:
        _state_from(work, unit, command.state, work.today())
    work.touch("units")
    return unit.id


def keep_old_code(work: Work, unit: Unit, reason: str) -> None:
    """Before its code is changed: the one it had stays findable, and says why it went."""
    work.session.add(
        UnitOldCode(
            unit_id=unit.id, code=unit.code, key=unit.key, until=work.today(), reason=reason.strip()[:200],
            at=work.now(), by_id=work.actor.id, by=work.actor.name,
        )
    )  # fmt: skip


def area_errors(built: Decimal | None, inner: Decimal | None) -> dict[str, str]:
    """What is impossible about the areas: field -> words."""
    errors = {
        field: tr("面积请填大于 0、不到 {most} 的数", most=LARGEST_AREA)
        for field, area in (("built_area", built), ("inner_area", inner))
        if area is not None and not Decimal(0) < area < LARGEST_AREA
    }
    if not errors and built is not None and inner is not None and inner > built:
        errors["inner_area"] = tr("套内面积大于建筑面积，请核对")
    return errors


def set_state(work: Work, command: SetState) -> None:
    """Record the state from its day; what held before stays readable (T15)."""
    work.require(Right.ARCHIVES_WRITE)
    unit = work.session.get_one(Unit, command.unit_id)
    if command.on > work.today():
        raise Refused(tr("日期还没有到，到那天再改状态"), field="on")
    must_stand(work.session, unit.id, "state")
    _state_from(work, unit, command.state, command.on)
    work.touch("units")


def _state_from(work: Work, unit: Unit, state: UnitState, on: date) -> None:
    work.session.add(UnitStateChange(unit_id=unit.id, state=state, starts_on=on, at=work.now()))
    work.session.flush()
    rows = work.session.execute(
        select(UnitStateChange.starts_on, UnitStateChange.id, UnitStateChange.state).where(
            UnitStateChange.unit_id == unit.id
        )
    )
    now = state_on(((row.starts_on, row.id, row.state) for row in rows), work.today(), state)
    if unit.state is not now:
        unit.state = now


def save_building(work: Work, command: SaveBuilding) -> int:
    """The building's id. Raises `Refused` for a code that is empty or taken."""
    work.require(Right.ARCHIVES_WRITE)
    code = read_building(command.code)
    if not code:
        raise Refused(tr("请填楼栋号，例如 3 或 A"), field="code")
    taken = select(Building.id).where(Building.code == code, Building.id != (command.building_id or 0))
    if work.session.scalar(taken):
        raise Refused(tr("楼栋 {code} 已经有了", code=code), field="code")
    name = command.name.strip() or building_name(code)
    if command.building_id is None:
        building = Building(code=code, name=name, sort=building_sort(code))
        work.session.add(building)
    else:
        building = work.session.get_one(Building, command.building_id)
        if building.code != code and work.session.scalar(
            select(Unit.id).where(Unit.building_id == building.id).limit(1)
        ):
            raise Refused(tr("这栋楼已经有房屋，楼栋号不能改，名称可以改"), field="code")
        building.code, building.name, building.sort = code, name, building_sort(code)
    work.session.flush()
    work.touch("units")
    return building.id


def building_of(work: Work, code: str) -> Building:
    """The building of that code, made when it is not there; the empty code stands for units of no building."""
    found = work.session.scalar(select(Building).where(Building.code == code))
    if found is None:
        found = Building(
            code=code, name=building_name(code) if code else tr("未分楼栋"), sort=building_sort(code)
        )
        work.session.add(found)
        work.session.flush()
    return found
