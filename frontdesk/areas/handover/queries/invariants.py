"""What must hold of handovers: a home's own row is what its events come to, a slot holds no more than set, states agree."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.handover.model.handing import HandoverEvent, HandoverUnit
from frontdesk.areas.handover.queries.course import happened
from frontdesk.areas.handover.rules.course import HandoverState, Stands, standing
from frontdesk.base.values.text import tr


def broken_handovers(session: Session) -> list[str]:
    """Every fault in words; empty when all is well."""
    events: dict[int, list[HandoverEvent]] = {}
    for event in session.scalars(select(HandoverEvent).order_by(HandoverEvent.id)):
        events.setdefault(event.file_id, []).append(event)
    faults = []
    query = select(HandoverUnit, Unit).join(Unit, Unit.id == HandoverUnit.unit_id)
    for row, unit in session.execute(query.order_by(HandoverUnit.id)):
        stands = standing(happened(events.get(row.id, ())))
        if _kept(row) != _worked(stands):
            faults.append(tr("{unit} 的收楼状态和它的经过对不上", unit=unit.code))
        if row.state is HandoverState.DONE and unit.state is UnitState.NOT_HANDED_OVER:
            faults.append(tr("{unit} 已办收楼，房屋状态仍是未收楼", unit=unit.code))
    live = [state for state in HandoverState if state is not HandoverState.VOID]
    doubled = session.execute(
        select(Unit.code)
        .join(HandoverUnit, HandoverUnit.unit_id == Unit.id)
        .where(HandoverUnit.state.in_([s for s in live if s is not HandoverState.DONE]))
        .group_by(Unit.code)
        .having(func.count() > 1)
    )
    faults += [tr("{unit} 同时在两个收楼批次里", unit=code) for (code,) in doubled]
    return faults


def _kept(row: HandoverUnit) -> tuple[object, ...]:
    return (
        row.state, row.told_on, row.appointed_on, row.appointed_at, row.came, row.ended_on, row.until_on,
    )  # fmt: skip


def _worked(stands: Stands) -> tuple[object, ...]:
    day, at = stands.slot if stands.slot is not None else (None, None)
    return (stands.state, stands.told_on, day, at, stands.came, stands.ended_on, stands.until)
