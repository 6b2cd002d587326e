"""Homes to be put into a batch: by building, entrance, or a list of codes, each with why it cannot be where it cannot."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.unit_ends import standing_now
from frontdesk.areas.archives.rules.kinds import UnitKind, UnitState
from frontdesk.areas.archives.rules.unit_codes import read_unit_code
from frontdesk.areas.handover.model.handing import HandoverBatch, HandoverUnit
from frontdesk.areas.handover.rules.course import HandoverState
from frontdesk.base.values.text import tr

_PART = 500


@dataclass(frozen=True, slots=True)
class UnitPick:
    """Homes that wait for their handover in a building (None: all) and entrance; or, with `codes`, just these."""

    building_id: int | None = None
    entrance: str = ""
    codes: str = ""


@dataclass(frozen=True, slots=True)
class Picked:
    """A home that was picked; `why` it cannot go into a batch, empty where it can. `unit_id` 0: there is none."""

    unit_id: int
    code: str
    why: str = ""


def pick_units(session: Session, pick: UnitPick) -> tuple[Picked, ...]:
    """What *pick* names, in order of code. A list of codes names each; a building leaves out what cannot go in."""
    if pick.codes.strip():
        return _listed(session, pick.codes)
    query = select(Unit.id, Unit.code).where(
        Unit.state == UnitState.NOT_HANDED_OVER,
        Unit.kind.not_in([UnitKind.PARKING, UnitKind.STORAGE]),
        standing_now(),
    )
    if pick.building_id is not None:
        query = query.where(Unit.building_id == pick.building_id)
    if pick.entrance.strip():
        query = query.where(Unit.entrance == pick.entrance.strip())
    rows = session.execute(query.order_by(Unit.sort_key)).all()
    taken = _taken(session, [row.id for row in rows])
    return tuple(Picked(row.id, row.code) for row in rows if row.id not in taken)


def _listed(session: Session, codes: str) -> tuple[Picked, ...]:
    found: list[Picked] = []
    wanted = [word for word in re.split(r"[\s,，、;；]+", codes) if word]
    keys: dict[str, str] = {}
    for word in wanted:
        code = read_unit_code(word)
        if code is None:
            found.append(Picked(0, word, tr("看不出是哪一户")))
        else:
            keys.setdefault(code.key, word)
    rows: dict[str, Unit] = {}
    every = list(keys)
    for at in range(0, len(every), _PART):
        part = every[at : at + _PART]
        rows |= {unit.key: unit for unit in session.scalars(select(Unit).where(Unit.key.in_(part)))}
    taken = _taken(session, [unit.id for unit in rows.values()])
    for key, word in keys.items():
        unit = rows.get(key)
        if unit is None:
            found.append(Picked(0, word, tr("没有这一户")))
        elif unit.ended_as is not None:
            found.append(
                Picked(unit.id, unit.code, tr("{ended}，请写新的房号", ended=tr(unit.ended_as.value)))
            )
        elif unit.state is not UnitState.NOT_HANDED_OVER:
            found.append(
                Picked(unit.id, unit.code, tr("现在是{state}，不是未收楼", state=tr(unit.state.value)))
            )
        elif unit.id in taken:
            found.append(Picked(unit.id, unit.code, tr("已经在批次“{name}”里", name=taken[unit.id])))
        else:
            found.append(Picked(unit.id, unit.code))
    order = {unit.id: unit.sort_key for unit in rows.values()}
    # By the unit's own order; what is no unit comes first.
    return tuple(sorted(found, key=lambda row: (row.unit_id in order, order.get(row.unit_id, row.code))))


def _taken(session: Session, unit_ids: list[int]) -> dict[int, str]:
    """Unit id -> the batch it is in and has not left."""
    found: dict[int, str] = {}
    for at in range(0, len(unit_ids), _PART):
        query = (
            select(HandoverUnit.unit_id, HandoverBatch.name)
            .join(HandoverBatch, HandoverBatch.id == HandoverUnit.batch_id)
            .where(
                HandoverUnit.unit_id.in_(unit_ids[at : at + _PART]),
                HandoverUnit.state.not_in([HandoverState.VOID, HandoverState.DONE]),
            )
        )
        for unit_id, name in session.execute(query):
            found[unit_id] = name
    return found
