"""What several of the fees' pages read: units for a picker, the choosers of buildings and items."""

from __future__ import annotations

from typing import Any

from frontdesk.areas.archives.queries import buildings
from frontdesk.areas.archives.ui.choosing import unit_choice as unit_choice
from frontdesk.areas.archives.ui.choosing import unit_choices as unit_choices
from frontdesk.areas.archives.ui.choosing import unit_of as unit_of
from frontdesk.areas.fees.queries import fee_items
from frontdesk.base.widgets.desk import Desk


def building_options(desk: Desk, every: str) -> list[tuple[Any, str]]:
    """Buildings to choose from; the first is none of them in particular."""
    return [(None, every), *((row.id, row.name) for row in desk.read(buildings))]


def item_options(desk: Desk, every: str) -> list[tuple[Any, str]]:
    """Fee items to choose from, those out of use at the end."""
    return [(None, every), *((row.id, row.name) for row in desk.read(fee_items))]
