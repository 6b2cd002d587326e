"""What the one search finds of merged and split units: by the number of the document (D0.1, D1.1)."""

from __future__ import annotations

from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.unit_changes import ChangeFilter, change_rows
from frontdesk.areas.today.queries.desk_hits import DeskHit
from frontdesk.base.values.text import tr

UNIT_CHANGES = "合并拆分"


def unit_change_hits(session: Session, asked: str, most: int) -> list[DeskHit]:
    """By their number, whole or as far as it is typed from its year on."""
    told = "".join(asked.split()).upper()
    if not told.startswith("FH-") or len(told) < 5:
        return []
    return [
        DeskHit(
            "unit_change",
            row.id,
            row.number,
            tr("{old} → {new}", old=row.old, new=row.new),
            None,
            UNIT_CHANGES,
            where=row.on.isoformat(),
            status=tr(row.kind.value),
            tone="info",
            matched=((0, len(told)),),
            named=told == row.number,
        )
        for row in change_rows(session, ChangeFilter(told), 0, most)
        if row.number.startswith(told)
    ]
