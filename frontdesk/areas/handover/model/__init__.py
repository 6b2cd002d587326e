"""The tables of 收楼 and 过户, file by file; each file has its guards."""

from frontdesk.areas.handover.model import handing, transfers
from frontdesk.base.store.guards import Guard

GUARDS: tuple[Guard, ...] = (*handing.GUARDS, *transfers.GUARDS)
