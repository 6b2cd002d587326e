"""The permits' tables, file by file; each file has its guards."""

from frontdesk.areas.permits.model import goods, parking, signing, stationery
from frontdesk.base.store.guards import Guard

GUARDS: tuple[Guard, ...] = (*goods.GUARDS, *parking.GUARDS, *signing.GUARDS, *stationery.GUARDS)
