"""Reception's tables, file by file; each file has its guards."""

from frontdesk.base.store.guards import Guard

GUARDS: tuple[Guard, ...] = ()
