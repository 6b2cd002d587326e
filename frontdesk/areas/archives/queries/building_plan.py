"""What 批量建房 has to know of what stands: the habit of writing codes, and which codes are taken (D1.1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.building_plan import Plan, Planned, make_plan, usual_pattern
from frontdesk.areas.archives.rules.kinds import UnitKind


def taken_keys(session: Session, keys: Sequence[str]) -> dict[str, str]:
    """key -> code as the desk writes it, of those that stand already."""
    found: dict[str, str] = {}
    wanted = list(keys)
    for at in range(0, len(wanted), 5_000):
        part = wanted[at : at + 5_000]
        rows = session.execute(select(Unit.key, Unit.code).where(Unit.key.in_(part)).order_by(Unit.sort_key))
        found.update((row.key, row.code) for row in rows)
    return found


@dataclass(frozen=True, slots=True)
class PlanLook:
    """What a plan comes to, and which of its units stand already (key -> code as written)."""

    planned: Planned
    taken: dict[str, str]


def look_at_plan(session: Session, plan: Plan) -> PlanLook:
    """The preview: reads only."""
    planned = make_plan(plan)
    return PlanLook(planned, taken_keys(session, [unit.key for unit in planned.units]))


def estate_pattern(session: Session) -> str:
    """How this estate writes its homes, from the first hundreds that stand."""
    rows = session.execute(
        select(Unit.entrance, Unit.room, Unit.floor)
        .where(Unit.kind == UnitKind.HOME, Unit.floor.is_not(None), Unit.ended_on.is_(None))
        .order_by(Unit.sort_key)
        .limit(400)
    )
    return usual_pattern([(row.entrance, row.room, row.floor) for row in rows])
