"""Open tickets that who comes next must know of (D2.8): over their limit, 重大, put off to today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.model.tickets import TicketNow
from frontdesk.areas.reception.queries.ticket_rows import TicketRow, major_open, over_limit, rows_by_id
from frontdesk.areas.reception.rules.course import State
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class TicketOfNote:
    """A ticket, and why it is spoken of, in words: `超 2:40`, `重大`, `延后到今天`."""

    row: TicketRow
    why: str


def tickets_of_note(session: Session, now: datetime, today: date) -> tuple[TicketOfNote, ...]:
    """Each once: what is 重大 first, then what is over its limit, then what comes back today."""
    late = over_limit(session, now, today)
    rows = {row.id: row for row in late}
    found = {row.id: [row.limit_words] for row in late}
    grave = major_open(session, now, today)
    for row in grave:
        rows.setdefault(row.id, row)
        found.setdefault(row.id, []).append(tr("重大"))
    back = session.scalars(
        select(TicketNow.ticket_id).where(TicketNow.state == State.PUT_OFF, TicketNow.until == today)
    ).all()
    for row in rows_by_id(session, sorted(back), now, today):
        rows.setdefault(row.id, row)
        found.setdefault(row.id, []).append(tr("延后到今天"))
    # Beside the form only the first few have room.
    first = {row.id for row in grave}
    order = sorted(found, key=lambda key: key not in first)
    return tuple(TicketOfNote(rows[key], "，".join(found[key])) for key in order)
