"""A home goes to its owner (收楼): its state, the day, and the first day of its fees; and back, where it was a slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.archives.service.units import SetState, set_state
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

AFTER: tuple[UnitState, ...] = (UnitState.VACANT, UnitState.OWNER, UnitState.DECORATING, UnitState.LET)
"""States a home may be in once it is handed over."""


@dataclass(frozen=True, slots=True)
class HandOverUnit:
    """The home is its owner's from `on`, in `state`; `fees_from` None or the same day: fees go by the day itself."""

    unit_id: int
    on: date
    state: UnitState = UnitState.VACANT
    fees_from: date | None = None


def hand_over_unit(work: Work, command: HandOverUnit) -> None:
    """Move the unit's state and set the days its fees are reckoned from (M2.4). Raises `Refused`."""
    work.require(Right.ARCHIVES_WRITE)
    if command.state not in AFTER:
        raise Refused(tr("收楼以后是空置、自住、装修中或出租，请重新选择"), field="state")
    unit = work.session.get_one(Unit, command.unit_id)
    set_state(work, SetState(unit.id, command.state, command.on))
    unit.handed_over_on = command.on
    unit.fees_from = command.fees_from if command.fees_from != command.on else None
    work.session.flush()


def take_back_unit(work: Work, unit_id: int, on: date) -> None:
    """It was not handed over after all: not the owner's again from *on*, the day it was said to be."""
    work.require(Right.ARCHIVES_WRITE)
    unit = work.session.get_one(Unit, unit_id)
    set_state(work, SetState(unit.id, UnitState.NOT_HANDED_OVER, on))
    unit.handed_over_on = None
    unit.fees_from = None
    work.session.flush()
