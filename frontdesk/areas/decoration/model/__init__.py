"""The decoration's tables, file by file; each file has its guards."""

from frontdesk.areas.decoration.model import breaches, files, inspections, money, papers, terms
from frontdesk.base.store.guards import Guard

GUARDS: tuple[Guard, ...] = (
    *files.GUARDS,
    *papers.GUARDS,
    *inspections.GUARDS,
    *breaches.GUARDS,
    *money.GUARDS,
    *terms.GUARDS,
)
