"""A role's last day set from above, by an act that is written down elsewhere with its reason: a transfer, or its undoing."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.archives.model import UnitRole
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


def set_role_end(work: Work, role_id: int, ends_on: date | None) -> UnitRole:
    """The role holds up to, not including, *ends_on* (None: without an end), also where another end stood before."""
    work.require(Right.ARCHIVES_WRITE)
    role = work.session.get_one(UnitRole, role_id)
    if role.starts_on is not None and ends_on is not None and ends_on < role.starts_on:
        raise Refused(tr("结束日期早于开始日期 {day}，请核对", day=role.starts_on), field="ends_on")
    role.ends_on = ends_on
    work.session.flush()
    work.touch("people", "units")
    return role
