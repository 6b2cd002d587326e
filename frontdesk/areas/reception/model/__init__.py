"""Reception's tables, file by file; each file has its guards."""

from frontdesk.areas.reception.model import (
    attached,
    contracts,
    errands,
    events,
    found,
    lettings,
    lists,
    notices,
    outages,
    owed,
    parcels,
    places,
    shift_log,
    stock,
    surveys,
    tickets,
    visit_plans,
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
    *lettings.GUARDS,
    *events.GUARDS,
    *notices.GUARDS,
    *contracts.GUARDS,
    *stock.GUARDS,
    *places.GUARDS,
    *errands.GUARDS,
    *visit_plans.GUARDS,
    *surveys.GUARDS,
)
