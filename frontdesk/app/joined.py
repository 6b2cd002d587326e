"""Where a lower area leaves a place for a higher one: filled here, once, whoever opens the database."""

from __future__ import annotations

from frontdesk.areas.decoration.queries.passes import decoration_says
from frontdesk.areas.decoration.queries.permit_check import permit_checked, permits_no_longer_good
from frontdesk.areas.permits.queries.checking import record_sources
from frontdesk.areas.permits.queries.conditions import decoration_source
from frontdesk.areas.permits.queries.signing import gone_sources


def join_areas() -> None:
    """The permits ask the decorations whether one is approved (D3.3), and how their permits stand (D3.5)."""
    if decoration_says not in decoration_source:
        decoration_source.append(decoration_says)
    if permit_checked not in record_sources:
        record_sources.append(permit_checked)
    if permits_no_longer_good not in gone_sources:
        gone_sources.append(permits_no_longer_good)
