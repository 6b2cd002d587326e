"""What the services of the desk share: the shift that acts, locked, and the office's own facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from frontdesk.areas.cashdesk.model import Shift
from frontdesk.areas.cashdesk.rules.kinds import ShiftState
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

DEFAULT_DESK = "一号台"


@dataclass(frozen=True, slots=True)
class Office:
    """The names that head every paper."""

    office: str
    estate: str


def office(work: Work) -> Office:
    """The office's and the estate's names as they are set now."""
    return Office(get_setting(work.session, "office.name", ""), get_setting(work.session, "estate.name", ""))


def desk_name(work: Work) -> str:
    """The desk's name; an office with one desk need not set it."""
    return get_setting(work.session, "desk.name", "") or tr(DEFAULT_DESK)


def wall_clock(stamp: datetime) -> datetime:
    """A stamp as papers show it: the desk's wall clock, without a zone."""
    return local_time(stamp).replace(tzinfo=None, second=0, microsecond=0)


def open_own_shift(work: Work) -> Shift:
    """The actor's open shift, locked until the transaction ends. Raises `Refused` when money may not move."""
    found = work.session.scalar(
        select(Shift)
        .where(Shift.cashier_id == work.actor.id, Shift.state != ShiftState.CLOSED)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Refused(tr("还没有开班，请先点清备用金开班，再收款"))
    if found.state is not ShiftState.OPEN:
        raise Refused(tr("本班已经确认清点，不能再动钱；请先结班，再开新班"))
    return found


def shift_to_close(work: Work, shift_id: int | None) -> tuple[Shift, int | None]:
    """The shift to count or close, locked, and who allowed it when it is somebody else's.

    None means the actor's own. Somebody else's takes the right to close for others, or a supervisor's leave.
    """
    query = select(Shift).with_for_update().execution_options(populate_existing=True)
    if shift_id is None:
        query = query.where(Shift.cashier_id == work.actor.id, Shift.state != ShiftState.CLOSED)
    else:
        query = query.where(Shift.id == shift_id)
    found = work.session.scalar(query)
    if found is None:
        raise Refused(tr("没有开着的班次，不用结班"))
    if found.state is ShiftState.CLOSED:
        raise Refused(tr("{label} 已经结过班了，不用再结；要看日报表请从已结的班次打开", label=told(found)))
    if found.cashier_id == work.actor.id:
        work.require(Right.CLOSE)
        return found, None
    words = tr("{label} 是{cashier}的班，替别人结班要主管授权", label=told(found), cashier=found.cashier)
    return found, work.require(Right.CLOSE_OTHERS, words)


def told(shift: Shift) -> str:
    """`2026-11-21 早班`: a shift in a sentence."""
    return f"{shift.business_on} {shift.name}"
