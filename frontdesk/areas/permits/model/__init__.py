"""The permits' tables, file by file; each file has its guards."""

from frontdesk.areas.permits.model import goods, parking, stationery
from frontdesk.base.store.guards import Guard

GUARDS: tuple[Guard, ...] = (*goods.GUARDS, *parking.GUARDS, *stationery.GUARDS)
