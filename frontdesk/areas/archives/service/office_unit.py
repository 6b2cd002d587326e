"""The office's own ground as one unit (场地): what somebody who lives nowhere here owes stands on it."""

from __future__ import annotations

from sqlalchemy import select

from frontdesk.areas.archives.model import Unit, UnitStateChange
from frontdesk.areas.archives.rules.kinds import OFFICE_BLOCK, Payer, UnitKind, UnitState
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.archives.service.units import building_of
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work

CODE = f"{OFFICE_BLOCK}-01"


def office_unit(work: Work) -> int:
    """The first unit of kind 场地, made when money is first asked of an outsider. No area, no owner, no bill by rule.

    Money must stand on a unit (M2, M6); this one keeps it apart from every home's.
    """
    # Two desks that need it for the first time at once take turns.
    next_number(work.session, "office-unit")
    known = select(Unit.id).where(Unit.kind == UnitKind.OFFICE_PLACE).order_by(Unit.id).limit(1)
    found = work.session.scalar(known)
    if found is not None:
        return found
    code = read_unit_code(CODE)
    assert code is not None
    unit = Unit(
        code=code.code,
        key=code.key,
        sort_key=code.sort_key,
        building_id=building_of(work, code.building).id,
        entrance="",
        room=code.room,
        kind=UnitKind.OFFICE_PLACE,
        state=UnitState.VACANT,
        payer=Payer.OWNER,
        made_at=work.now(),
    )
    work.session.add(unit)
    work.session.flush()
    work.session.add(
        UnitStateChange(unit_id=unit.id, state=UnitState.VACANT, starts_on=work.today(), at=work.now())
    )
    work.session.flush()
    work.touch("units")
    return unit.id
