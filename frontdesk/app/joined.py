"""Where a lower area leaves a place for a higher one: filled here, once, whoever opens the database."""

from __future__ import annotations

from frontdesk.areas.decoration.queries.passes import decoration_says
from frontdesk.areas.permits.queries.conditions import decoration_source


def join_areas() -> None:
    """The permits ask the decorations whether one is approved (D3.3)."""
    if decoration_says not in decoration_source:
        decoration_source.append(decoration_says)
