"""Opening a shift with its float counted (M7.1)."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from frontdesk.areas.cashdesk.model import Shift
from frontdesk.areas.cashdesk.queries.shifts import float_left
from frontdesk.areas.cashdesk.rules.drawer import Counts, pieces, stored, worth
from frontdesk.areas.cashdesk.rules.kinds import ShiftState
from frontdesk.areas.cashdesk.rules.shifts import check_name, name_by_hour
from frontdesk.areas.cashdesk.service.common import desk_name, told
from frontdesk.base.store.work import Work
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.money import ZERO, Money
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class OpenShift:
    """`opening_float` in the drawer, or the `counts` (face value -> pieces) that make it; with neither, what the
    last shift left at this desk. Empty `desk` and `name`: the office's desk, and 早班, 中班 or 晚班 by the hour."""

    opening_float: Money | None = None
    counts: Counts = ()
    desk: str = ""
    name: str = ""

    def audit_summary(self) -> dict[str, object]:
        return {
            "opening_float": self.opening_float,
            "counts": stored(pieces(self.counts)),
            "desk": self.desk,
            "name": self.name,
        }


def open_shift(work: Work, command: OpenShift) -> int:
    """The new shift's id. Its business date is today's and stays so through midnight (T24, M7.6).

    Raises `Refused` when the cashier has a shift that is not closed, or float and count differ.
    """
    work.require(Right.COLLECT)
    standing = work.session.scalar(
        select(Shift).where(Shift.cashier_id == work.actor.id, Shift.state != ShiftState.CLOSED)
    )
    if standing is not None:
        raise Refused(tr("{label} 还没有结班，请先结班，再开新班", label=told(standing)))
    desk = check_name(command.desk or desk_name(work), field="desk")
    now = local_time(work.now())
    name = check_name(command.name or tr(name_by_hour(now.hour)), field="name")
    counts = pieces(command.counts)
    opening = _opening(work, command.opening_float, worth(counts) if counts else None, desk)
    shift = Shift(
        cashier_id=work.actor.id,
        cashier=work.actor.name,
        desk=desk,
        name=name,
        business_on=work.today(),
        opened_at=work.now(),
        opening_float=opening,
        opening_counts=json.dumps(stored(counts)),
        state=ShiftState.OPEN,
    )
    work.session.add(shift)
    try:
        work.session.flush()
    except IntegrityError as error:
        # The same cashier at two machines in the same instant: the index lets one through.
        raise Refused(tr("{name}刚在另一台电脑上开了班，请先结那一班", name=work.actor.name)) from error
    work.touch("shifts")
    return shift.id


def _opening(work: Work, given: Money | None, counted: Money | None, desk: str) -> Money:
    if given is not None and given < ZERO:
        raise Refused(tr("备用金不能是负数"), field="opening_float")
    if given is not None and counted is not None and given != counted:
        raise Refused(
            tr("备用金填的是 {given}，点出来是 {counted}，请核对", given=given, counted=counted),
            field="opening_float",
        )
    if counted is not None:
        return counted
    return float_left(work.session, desk) if given is None else given
