"""What every area has to say before a unit is merged or split, in the order in which the clerk is told (D1.1)."""

from __future__ import annotations

from frontdesk.app.late import late
from frontdesk.areas.archives.queries.unit_changes import hindrance_sources

SOURCES = tuple(
    late(f"{area}.queries.unit_hindrances", name)
    for area, name in (
        ("fees", "fees_hinder"),
        ("cashdesk", "cashdesk_hinders"),
        ("handover", "handover_hinders"),
        ("decoration", "decoration_hinders"),
        ("keys", "keys_hinder"),
        ("permits", "permits_hinder"),
        ("reception", "reception_hinders"),
    )
)


def join_units() -> None:
    """Put each into the archives' list once."""
    for source in SOURCES:
        if source not in hindrance_sources:
            hindrance_sources.append(source)
