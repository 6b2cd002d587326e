"""The permits' tables, file by file; each file has its guards."""

from frontdesk.areas.permits.model import goods, parking, permits, signing, stationery
from frontdesk.base.store.guards import Guard

GUARDS: tuple[Guard, ...] = (
    *goods.GUARDS,
    *parking.GUARDS,
    *permits.GUARDS,
    *signing.GUARDS,
    *stationery.GUARDS,
)
