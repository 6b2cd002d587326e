"""Where a lower area leaves a place for a higher one: filled here, once, whoever opens the database."""

from __future__ import annotations

from typing import Any

from frontdesk.app.joined_units import join_units
from frontdesk.app.late import late
from frontdesk.areas.archives.queries import anonymising as archives_needs
from frontdesk.areas.archives.queries.held import held_sources
from frontdesk.areas.archives.rules import anonymising_places as archives_places
from frontdesk.areas.archives.rules.anonymising import cleaners
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
    join_units()
    for area in (
        archives_places, fees_places, cashdesk_places, keys_places, permits_places, decoration_places,
        reception_places, handover_places,
    ):  # fmt: skip
        area.join()
    for area_name in ("fees", "cashdesk", "keys", "permits", "decoration", "reception", "archives"):
        hindering = late(f"{area_name}.queries.anonymising", "hindering")
        if hindering not in archives_needs.hindrances:
            archives_needs.hindrances.append(hindering)
    for clean in (_clean_photos, _clean_identity):
        if clean not in cleaners:
            cleaners.append(clean)
    for area_name in (
        "archives", "fees", "cashdesk", "keys", "permits", "decoration", "reception", "handover",
    ):  # fmt: skip
        held_of = late(f"{area_name}.queries.personal", "held_of")
        if held_of not in held_sources:
            held_sources.append(held_of)


def _clean_photos(*told: Any) -> None:
    from frontdesk.areas.permits.service.anonymising import clean_photos

    clean_photos(*told)


def _clean_identity(*told: Any) -> None:
    from frontdesk.areas.decoration.service.anonymising import clean_identity

    clean_identity(*told)
