"""What every area has to say before a unit is merged or split, in the order in which the clerk is told (D1.1)."""

from __future__ import annotations

from frontdesk.areas.archives.queries.unit_changes import hindrance_sources
from frontdesk.areas.cashdesk.queries.unit_hindrances import cashdesk_hinders
from frontdesk.areas.decoration.queries.unit_hindrances import decoration_hinders
from frontdesk.areas.fees.queries.unit_hindrances import fees_hinder
from frontdesk.areas.handover.queries.unit_hindrances import handover_hinders
from frontdesk.areas.keys.queries.unit_hindrances import keys_hinder
from frontdesk.areas.permits.queries.unit_hindrances import permits_hinder
from frontdesk.areas.reception.queries.unit_hindrances import reception_hinders

SOURCES = (
    fees_hinder, cashdesk_hinders, handover_hinders, decoration_hinders, keys_hinder, permits_hinder,
    reception_hinders,
)  # fmt: skip


def join_units() -> None:
    """Put each into the archives' list once."""
    for source in SOURCES:
        if source not in hindrance_sources:
            hindrance_sources.append(source)
