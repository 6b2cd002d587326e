"""Reception's tables, file by file; each file has its guards."""

from frontdesk.areas.reception.model import (
    attached,
    contracts,
    errands,
    found,
    lists,
    notices,
    outages,
    owed,
    parcels,
    places,
    shift_log,
    stock,
    tickets,
    visitors,
)
from frontdesk.base.store.guards import Guard

GUARDS: tuple[Guard, ...] = (
    *tickets.GUARDS,
    *outages.GUARDS,
    *lists.GUARDS,
    *attached.GUARDS,
    *visitors.GUARDS,
    *parcels.GUARDS,
    *found.GUARDS,
    *shift_log.GUARDS,
    *owed.GUARDS,
    *notices.GUARDS,
    *contracts.GUARDS,
    *stock.GUARDS,
    *places.GUARDS,
    *errands.GUARDS,
)
