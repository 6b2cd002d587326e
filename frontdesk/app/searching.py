"""What search finds, as the drop-down shows it: groups, icons, what the unit owes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from frontdesk.base.values.text import tr
from frontdesk.base.widgets.rows import Status
from frontdesk.base.widgets.search import Hit as ShownHit
from frontdesk.base.widgets.search import HitGroup

if TYPE_CHECKING:
    from frontdesk.areas.today.queries.search import Hit

ICONS = {
    "unit": "ph.house",
    "person": "ph.user",
    "phone": "ph.phone",
    "vehicle": "ph.car",
    "receipt": "ph.receipt",
}


def groups_of(hits: Sequence[Hit], text: str) -> list[HitGroup]:
    """The hits under their words, in the order they came."""
    groups: dict[str, list[ShownHit]] = {}
    for hit in hits:
        groups.setdefault(hit.group, []).append(shown(hit))
    return [HitGroup(tr(title), tuple(found)) for title, found in groups.items()]


def shown(hit: Hit) -> ShownHit:
    """One hit as a row."""
    return ShownHit(
        key=hit,
        what=hit.label,
        icon=ICONS.get(hit.sort, "ph.house"),
        strong=hit.sort == "person",
        hint=hit.hint,
        second=hit.second,
        unit=hit.where,
        status=Status(hit.tone, hit.status) if hit.status else None,
        matches=hit.matched or None,
        hint_matches=hit.hint_matched or None,
    )
