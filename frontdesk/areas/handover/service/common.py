"""What every act of a handover shares: the home locked, its rows read, a row written and what it comes to beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.handover.model.handing import HandoverBatch, HandoverEvent, HandoverUnit
from frontdesk.areas.handover.queries.course import happened
from frontdesk.areas.handover.rules.course import HandoverState, Stands, Step, standing
from frontdesk.areas.handover.rules.lists import LONGEST_WORDS
from frontdesk.areas.reception.service.desk_common import day_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

__all__ = [
    "TOPIC",
    "File",
    "add_event",
    "day_number",
    "done_before",
    "may_write",
    "open_file",
    "tidy",
    "unit_code",
]

TOPIC = "handover"


@dataclass(frozen=True, slots=True)
class File:
    """A home of a batch, locked, with its rows and where it stands."""

    row: HandoverUnit
    batch: HandoverBatch
    events: tuple[HandoverEvent, ...]
    stands: Stands

    def part(self, step: Step) -> HandoverEvent | None:
        """The row of a part that stands."""
        wanted = self.stands.parts.get(step)
        return next((event for event in self.events if event.id == wanted), None)


def may_write(work: Work) -> None:
    """Whoever hands homes over has the right to, or a supervisor's leave."""
    work.require(Right.HANDOVER)


def tidy(text: str, *, missing: str = "", field: str = "words", most: int = LONGEST_WORDS) -> str:
    """Words that fit, blanks around them left out; *missing* is said where they must not be empty."""
    words = text.strip()
    if missing and not words:
        raise Refused(missing, field=field)
    if len(words) > most:
        raise Refused(tr("最多 {n} 个字，请写短些", n=most), field=field)
    return words


def course_of(work: Work, file_id: int) -> tuple[HandoverEvent, ...]:
    """The rows of a home, the oldest first."""
    query = select(HandoverEvent).where(HandoverEvent.file_id == file_id).order_by(HandoverEvent.id)
    return tuple(work.session.scalars(query))


def open_file(work: Work, file_id: int, *, states: Sequence[HandoverState] = ()) -> File:
    """The home, locked until the transaction ends. Raises `Refused` where it is in none of *states* (empty: any)."""
    row = work.session.scalar(select(HandoverUnit).where(HandoverUnit.id == file_id).with_for_update())
    if row is None:
        raise Refused(tr("没有这一户，请重新选择"))
    if states and row.state not in states:
        raise Refused(
            tr(
                "{unit} 现在是{state}，不能这样办",
                unit=unit_code(work, row.unit_id),
                state=tr(row.state.value),
            )
        )
    events = course_of(work, file_id)
    batch = work.session.get_one(HandoverBatch, row.batch_id)
    return File(row, batch, events, standing(happened(events)))


def unit_code(work: Work, unit_id: int) -> str:
    return work.session.scalars(select(Unit.code).where(Unit.id == unit_id)).one()


def done_before(work: Work, token: str | None) -> HandoverEvent | None:
    """The row that the same press has written already (T23)."""
    if token is None:
        return None
    return work.session.scalar(select(HandoverEvent).where(HandoverEvent.token == token))


def add_event(
    work: Work, row: HandoverUnit, step: Step, *, on: date | None = None, **told: Any
) -> HandoverEvent:
    """Write a row of a locked home's course, and what it comes to beside it."""
    event = HandoverEvent(
        file_id=row.id,
        step=step,
        happened_on=on or work.today(),
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
        **told,
    )
    work.session.add(event)
    work.session.flush()
    stands = standing(happened(course_of(work, row.id)))
    for name, value in now_values(stands).items():
        if getattr(row, name) != value:
            setattr(row, name, value)
    work.session.flush()
    work.touch(TOPIC)
    return event


def now_values(stands: Stands) -> dict[str, Any]:
    """What the home's own row must hold."""
    day, at = stands.slot if stands.slot is not None else (None, None)
    return {
        "state": stands.state,
        "told_on": stands.told_on,
        "appointed_on": day,
        "appointed_at": at,
        "came": stands.came,
        "ended_on": stands.ended_on,
        "until_on": stands.until,
    }
