"""The half-hours of a handover day with who has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.queries.units import unit_rows_by_id
from frontdesk.areas.handover.model.handing import HandoverBatch, HandoverUnit
from frontdesk.areas.handover.rules.course import HandoverState
from frontdesk.areas.handover.rules.slots import HALF_HOUR, Hours, day_slots
from frontdesk.areas.reception.queries.limits import wall
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch with how many homes it has and how many are handed over. `last_on` is included."""

    id: int
    number: str
    name: str
    starts_on: date
    last_on: date
    place: str
    bring: str
    dues: str
    hours: Hours
    fees_from: date | None
    homes: int
    done: int


@dataclass(frozen=True, slots=True)
class SlotHome:
    """A home that has a half-hour."""

    file_id: int
    unit_id: int
    unit: str
    owners: str
    state: HandoverState
    came: bool


@dataclass(frozen=True, slots=True)
class SlotRow:
    """One half-hour; `words` say free, full, or over (`gone`). `id` is its minute."""

    id: int
    taken: int
    limit: int
    words: str
    homes: tuple[SlotHome, ...]
    gone: bool = False

    @property
    def free(self) -> int:
        return 0 if self.gone else max(0, self.limit - self.taken)


def batch_hours(batch: HandoverBatch) -> Hours:
    """When a batch hands over."""
    return Hours(batch.opens, batch.closes, batch.pause_from, batch.pause_to, batch.slot_limit)


def batches(session: Session) -> tuple[BatchRow, ...]:
    """Every batch, the newest first."""
    states: dict[int, list[HandoverState]] = {}
    counted = select(HandoverUnit.batch_id, HandoverUnit.state, func.count())
    for batch_id, state, count in session.execute(
        counted.group_by(HandoverUnit.batch_id, HandoverUnit.state)
    ):
        states.setdefault(batch_id, []).extend([state] * count)
    rows = session.scalars(select(HandoverBatch).order_by(HandoverBatch.id.desc()))
    return tuple(batch_row(row, states.get(row.id, [])) for row in rows)


def batch_row(row: HandoverBatch, states: list[HandoverState]) -> BatchRow:
    """A batch as pages show it."""
    homes = [state for state in states if state is not HandoverState.VOID]
    return BatchRow(
        row.id, row.number, row.name, row.starts_on, row.ends_on - timedelta(days=1), row.place, row.bring, row.dues,
        batch_hours(row), row.fees_from, len(homes), sum(state is HandoverState.DONE for state in homes),
    )  # fmt: skip


def batch_of(session: Session, batch_id: int) -> BatchRow | None:
    """One batch."""
    return next((row for row in batches(session) if row.id == batch_id), None)


def day_of_slots(
    session: Session, batch_id: int, on: date, now: datetime | None = None
) -> tuple[SlotRow, ...]:
    """The half-hours of a day of a batch: none outside its days, but those somebody has. *now*: what is over is said."""
    batch = session.get_one(HandoverBatch, batch_id)
    homes: dict[int, list[tuple[HandoverUnit, str]]] = {}
    ids = []
    for row, code in session.execute(
        select(HandoverUnit, Unit.code)
        .join(Unit, Unit.id == HandoverUnit.unit_id)
        .where(
            HandoverUnit.batch_id == batch_id,
            HandoverUnit.appointed_on == on,
            HandoverUnit.state != HandoverState.VOID,
        )
        .order_by(Unit.sort_key)
    ):
        homes.setdefault(row.appointed_at or 0, []).append((row, code))
        ids.append(row.unit_id)
    owners = {row.id: row.owners for row in unit_rows_by_id(session, tuple(ids), on)} if ids else {}
    hours = batch_hours(batch)
    inside = batch.starts_on <= on < batch.ends_on
    taken = {at: len(found) for at, found in homes.items()}
    clock = wall(now) if now is not None else None

    def gone(at: int) -> bool:
        return clock is not None and (on, at + HALF_HOUR) <= (clock.date(), clock.hour * 60 + clock.minute)

    return tuple(
        SlotRow(
            slot.at, slot.taken, slot.limit, tr("已过") if gone(slot.at) else slot.words,
            tuple(
                SlotHome(row.id, row.unit_id, code, owners.get(row.unit_id, ""), row.state, row.came)
                for row, code in homes.get(slot.at, ())
            ),
            gone(slot.at),
        )
        for slot in day_slots(hours, taken)
        if inside or slot.taken
    )  # fmt: skip
