"""What the start page's pane shows, read in one go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.cashdesk.queries import (
    DayCollected,
    ShiftSummary,
    collected_by_day,
    current_shift,
    last_shift,
    settled_unseen,
    shift_summary,
)
from frontdesk.areas.cashdesk.queries.shifts import ClosedShift
from frontdesk.areas.fees.queries import MonthDue, month_due
from frontdesk.areas.reception.queries.outages import OutageRow
from frontdesk.areas.reception.queries.shift_log import NoteRow, latest_note
from frontdesk.areas.today.queries.ticket_lines import lasting_outages
from frontdesk.base.store.work import Actor
from frontdesk.base.values.periods import Month


@dataclass(frozen=True, slots=True)
class PaneFacts:
    """Everything the pane shows, read in one go."""

    shift: ShiftSummary | None
    last: ClosedShift | None
    due: MonthDue
    days: tuple[DayCollected, ...]
    today: date
    note: NoteRow | None = None
    """The newest 交接班 of today or yesterday."""
    outages: tuple[OutageRow, ...] = ()
    """What is out now, with what callers are told."""


def pane_facts(session: Session, actor: Actor, today: date) -> PaneFacts:
    """The shift of *actor*, the last one closed, and the month so far, without what *actor* must count blind (M7.3)."""
    shift = current_shift(session, actor.id)
    month = Month.of(today)
    due = month_due(session, month)
    return PaneFacts(
        shift_summary(session, shift.id, actor) if shift else None,
        last_shift(session),
        replace(due, paid=due.paid - settled_unseen(session, month, actor)),
        collected_by_day(session, month, actor),
        today,
        latest_note(session, today),
        lasting_outages(session),
    )
