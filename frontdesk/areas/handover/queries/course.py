"""The stored rows of a home's course as the rules read them."""

from __future__ import annotations

from collections.abc import Iterable

from frontdesk.areas.handover.model.handing import HandoverEvent
from frontdesk.areas.handover.rules.course import Happened, NotifyWay


def happened(rows: Iterable[HandoverEvent]) -> tuple[Happened, ...]:
    """The rows, in the order they come."""
    return tuple(
        Happened(
            row.id,
            row.step,
            row.happened_on,
            row.way is not NotifyWay.FAILED,
            None if row.slot_on is None or row.slot_at is None else (row.slot_on, row.slot_at),
            row.until_on,
            row.undoes_id,
        )
        for row in rows
    )
