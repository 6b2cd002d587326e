"""Where a lower area leaves a place for a higher one: filled here, once, whoever opens the database."""

from __future__ import annotations

from frontdesk.areas.archives.rules import anonymising_places as archives_places
from frontdesk.areas.cashdesk.rules import anonymising as cashdesk_places
from frontdesk.areas.decoration.queries.passes import decoration_says
from frontdesk.areas.decoration.queries.permit_check import permit_checked, permits_no_longer_good
from frontdesk.areas.decoration.rules import anonymising as decoration_places
from frontdesk.areas.fees.rules import anonymising as fees_places
from frontdesk.areas.handover.rules import anonymising as handover_places
from frontdesk.areas.keys.rules import anonymising as keys_places
from frontdesk.areas.permits.queries.checking import record_sources
from frontdesk.areas.permits.queries.conditions import decoration_source
from frontdesk.areas.permits.queries.signing import gone_sources
from frontdesk.areas.permits.rules import anonymising as permits_places
from frontdesk.areas.reception.rules import anonymising as reception_places


def join_areas() -> None:
    """The permits ask the decorations whether one is approved (D3.3), and how their permits stand (D3.5)."""
    if decoration_says not in decoration_source:
        decoration_source.append(decoration_says)
    if permit_checked not in record_sources:
        record_sources.append(permit_checked)
    if permits_no_longer_good not in gone_sources:
        gone_sources.append(permits_no_longer_good)
    for area in (
        archives_places, fees_places, cashdesk_places, keys_places, permits_places, decoration_places,
        reception_places, handover_places,
    ):  # fmt: skip
        area.join()
