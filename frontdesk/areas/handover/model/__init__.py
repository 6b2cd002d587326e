"""The tables of 收楼, file by file; each file has its guards. 过户 adds its own."""

from frontdesk.areas.handover.model import handing
from frontdesk.base.store.guards import Guard

GUARDS: tuple[Guard, ...] = (*handing.GUARDS,)
