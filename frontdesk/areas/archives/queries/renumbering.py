"""改房号: the units of a scope, what a new number would come to, and the codes a unit had before (D1.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit, UnitOldCode
from frontdesk.areas.archives.queries.unit_ends import ended_words, standing_now
from frontdesk.areas.archives.rules.renumbering import Numbered, Renumbering, Scope, renumber
from frontdesk.areas.archives.rules.unit_codes import read_building
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class OldCode:
    """A code the unit had until a day."""

    code: str
    until: date
    reason: str
    by: str


def old_codes(session: Session, unit_id: int) -> tuple[OldCode, ...]:
    """The codes a unit had, newest first."""
    rows = session.scalars(
        select(UnitOldCode).where(UnitOldCode.unit_id == unit_id).order_by(UnitOldCode.id.desc())
    )
    return tuple(OldCode(row.code, row.until, row.reason, row.by) for row in rows)


def look_at_renumbering(session: Session, unit_id: int, scope: Scope, number: str) -> Renumbering:
    """What giving *number* to the scope around the unit comes to: reads only."""
    unit = session.get_one(Unit, unit_id)
    if ended := ended_words(session, unit_id):
        return Renumbering(error=tr("{what}，不再改房号", what=ended))
    query = select(Unit, Building.code).join(Building).where(standing_now()).order_by(Unit.sort_key)
    if scope is Scope.UNIT:
        query = query.where(Unit.id == unit_id)
    else:
        query = query.where(Unit.building_id == unit.building_id)
        if scope is Scope.ENTRANCE:
            query = query.where(Unit.entrance == unit.entrance)
    own = [Numbered(u.id, code, u.entrance, u.room, u.code) for u, code in session.execute(query)]
    if scope is Scope.BUILDING:
        code = read_building(number)
        there = select(Building.name).where(Building.code == code, Building.id != unit.building_id)
        if (name := session.scalar(there)) is not None:
            return Renumbering(error=tr("已经有{building}了，房号没有改", building=name))
    ids = {one.id for one in own}
    others = session.execute(select(Unit.id, Unit.key, Unit.code))
    return renumber(scope, own, number, {row.key: row.code for row in others if row.id not in ids})
