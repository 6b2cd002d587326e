"""批量建房: a plan's buildings and units made in one transaction (D1.1)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert, select

from frontdesk.areas.archives.model import Building, Unit, UnitStateChange
from frontdesk.areas.archives.queries.building_plan import taken_keys
from frontdesk.areas.archives.rules.building_plan import Plan, PlannedUnit, Section, make_plan
from frontdesk.areas.archives.rules.kinds import Payer
from frontdesk.areas.archives.rules.unit_codes import building_name, building_sort
from frontdesk.areas.archives.service.units import area_errors
from frontdesk.base.store.audit import note_made
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

STEP = 500
"""Units written between two looks at whether somebody pressed cancel."""
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class BuildUnits:
    """The plan; with `skip_taken` units that stand already are left as they are."""

    plan: Plan
    skip_taken: bool = False


@dataclass(frozen=True, slots=True)
class BuildResult:
    """How many buildings and units were made, and how many stood already."""

    buildings: int
    units: int
    stood: int


def taken_words(codes: list[str]) -> str:
    """`已经有 12 户：3-1-101、3-1-102…`."""
    more = "…" if len(codes) > _SHOWN else ""
    return tr("已经有 {n} 户：{codes}", n=len(codes), codes="、".join(codes[:_SHOWN]) + more)


def build_units(work: Work, command: BuildUnits) -> BuildResult:
    """Make all of it, or none. Raises `InvalidInput` for what is wrong with the plan, `Refused` for codes taken."""
    work.require(Right.ARCHIVES_SETUP)
    planned = make_plan(command.plan)
    errors = dict(planned.errors)
    for number, part in enumerate(command.plan.parts, 1):
        inner = part.inner_area if isinstance(part, Section) else None
        for words in area_errors(part.built_area, inner).values():
            errors.setdefault("parts", tr("第 {n} 段：{why}", n=number, why=words))
    if errors:
        raise InvalidInput(errors)
    taken = taken_keys(work.session, [unit.key for unit in planned.units])
    if taken and not command.skip_taken:
        words = taken_words(list(taken.values()))
        raise Refused(
            tr("{what}，一户也没有建。要建其余的请勾上“已有的跳过”", what=words), field="skip_taken"
        )
    new = [unit for unit in planned.units if unit.key not in taken]
    if not new:
        raise Refused(tr("这些房号都已经有了，没有要建的"), field="buildings")
    buildings, made = _buildings(work, new)
    for at in range(0, len(new), STEP):
        work.progress.step(at, len(new), tr("正在建房"))
        _write(work, new[at : at + STEP], buildings, command.plan)
    work.touch("units")
    return BuildResult(made, len(new), len(taken))


def _buildings(work: Work, units: list[PlannedUnit]) -> tuple[dict[str, int], int]:
    """Building code -> id, and how many of them are new."""
    found = {row.code: row.id for row in work.session.execute(select(Building.code, Building.id))}
    made = 0
    for unit in units:
        if unit.building in found:
            continue
        # A garage or a row of storage rooms is no 栋.
        name = unit.building if unit.in_series else building_name(unit.building)
        building = Building(
            code=unit.building, name=name or tr("未分楼栋"), sort=building_sort(unit.building)
        )
        work.session.add(building)
        work.session.flush()
        found[unit.building] = building.id
        made += 1
    return found, made


def _write(work: Work, units: list[PlannedUnit], buildings: dict[str, int], plan: Plan) -> None:
    now, today = work.now(), work.today()
    rows = [
        {
            "code": unit.code,
            "key": unit.key,
            "sort_key": unit.sort_key,
            "building_id": buildings[unit.building],
            "entrance": unit.entrance,
            "room": unit.room,
            "floor": unit.floor,
            "kind": unit.kind,
            "state": plan.state,
            "layout": unit.layout[:40],
            "built_area": unit.built_area,
            "inner_area": unit.inner_area,
            "payer": Payer.OWNER,
            "made_at": now,
        }
        for unit in units
    ]
    query = insert(Unit).returning(Unit.id, sort_by_parameter_order=True)
    ids = list(work.session.scalars(query, rows))
    note_made(work.session, "unit", ids)
    work.session.execute(
        insert(UnitStateChange),
        [{"unit_id": made, "state": plan.state, "starts_on": today, "at": now} for made in ids],
    )
