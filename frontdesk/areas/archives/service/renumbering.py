"""改房号: a unit, an entrance or a building gets new codes; the old ones are kept (D1.1, D0.4, D0.6)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.archives.queries.renumbering import look_at_renumbering
from frontdesk.areas.archives.rules.renumbering import Scope
from frontdesk.areas.archives.rules.unit_codes import building_name, building_sort
from frontdesk.areas.archives.service.units import building_of, keep_old_code
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class Renumber:
    """The scope around a unit gets `number`; why, for the record."""

    unit_id: int
    scope: Scope
    number: str
    reason: str


def renumber_units(work: Work, command: Renumber) -> int:
    """How many units have a new code. Printed papers keep the old one; search finds both.

    Raises `InvalidInput` for a number that cannot be read, is taken or changes nothing, and without a reason.
    """
    work.require(Right.ARCHIVES_SETUP)
    if not command.reason.strip():
        raise InvalidInput({"reason": tr("请写为什么改，例如 门牌更换")})
    found = look_at_renumbering(work.session, command.unit_id, command.scope, command.number)
    if found.error:
        raise InvalidInput({"number": found.error})
    if command.scope is Scope.BUILDING:
        _rename_building(work, command.unit_id, found.units[0].after.building)
    ids = [one.id for one in found.units]
    units = {unit.id: unit for unit in work.session.scalars(select(Unit).where(Unit.id.in_(ids)))}
    for done, one in enumerate(found.units):
        work.progress.step(done, len(ids), tr("正在改房号"))
        unit, code = units[one.id], one.after
        keep_old_code(work, unit, command.reason)
        unit.code, unit.key, unit.sort_key = code.code, code.key, code.sort_key
        unit.room = code.room
        # An estate that writes no entrance in its codes keeps the one that is known.
        unit.entrance = unit.entrance if command.scope is Scope.BUILDING else code.entrance
        if command.scope is Scope.UNIT:
            unit.building_id = building_of(work, code.building).id
    work.session.flush()
    work.touch("units")
    return len(ids)


def _rename_building(work: Work, unit_id: int, code: str) -> None:
    building = work.session.get_one(Building, work.session.get_one(Unit, unit_id).building_id)
    if building.name == building_name(building.code):
        # A name the office gave itself stays.
        building.name = building_name(code)
    building.code, building.sort = code, building_sort(code)
