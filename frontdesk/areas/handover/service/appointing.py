"""Owners told, appointments by the half-hour: made, moved, cancelled, missed (D1.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from frontdesk.areas.handover.model.handing import HandoverBatch, HandoverUnit
from frontdesk.areas.handover.queries.days import batch_hours
from frontdesk.areas.handover.rules.course import OPEN, HandoverState, NotifyWay, Step
from frontdesk.areas.handover.rules.slots import slot_words, starts
from frontdesk.areas.handover.service.common import (
    add_event,
    done_before,
    may_write,
    open_file,
    tidy,
    unit_code,
)
from frontdesk.areas.reception.queries.limits import wall
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class NotifyOwners:
    """These owners were told, or not reached, on a day (None: today)."""

    file_ids: tuple[int, ...]
    way: NotifyWay
    on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Appoint:
    """A home has the half-hour that begins at `at` (minutes since midnight) on a day; one it had before is given up."""

    file_id: int
    on: date
    at: int
    words: str = ""
    token: str | None = None


@dataclass(frozen=True, slots=True)
class EndAppointment:
    """The appointment is off: cancelled by the owner, or nobody came."""

    file_id: int
    missed: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Appointed:
    """Whose appointment it is and when."""

    unit: str
    on: date
    at: int

    @property
    def words(self) -> str:
        return f"{self.on.isoformat()} {slot_words(self.at)}"


def notify_owners(work: Work, command: NotifyOwners) -> int:
    """Write down how; gives how many were told. Who was not reached stays 未通知."""
    may_write(work)
    words = tidy(command.words)
    if not command.file_ids:
        raise Refused(tr("请选至少一户"), field="file_ids")
    today = work.today()
    if command.on is not None and command.on > today:
        raise Refused(tr("日期不能晚于今天 {today}", today=today), field="on")
    for file_id in sorted(set(command.file_ids)):
        file = open_file(work, file_id, states=OPEN)
        add_event(work, file.row, Step.NOTIFIED, on=command.on, way=command.way, words=words)
    return len(set(command.file_ids))


def appoint(work: Work, command: Appoint) -> Appointed:
    """Give it the half-hour. Raises `Refused` for one that is full, over, or not of the batch's hours."""
    may_write(work)
    before = done_before(work, command.token)
    if before is not None and before.slot_on is not None and before.slot_at is not None:
        row = work.session.get_one(HandoverUnit, before.file_id)
        return Appointed(unit_code(work, row.unit_id), before.slot_on, before.slot_at)
    file = open_file(work, command.file_id, states=OPEN)
    # The batch is locked: two desks must not both take the last place of a half-hour.
    batch = work.session.scalars(
        select(HandoverBatch).where(HandoverBatch.id == file.row.batch_id).with_for_update()
    ).one()
    code = unit_code(work, file.row.unit_id)
    if not batch.starts_on <= command.on < batch.ends_on:
        raise Refused(
            tr("批次“{name}”的日子是 {a} 到 {b}", name=batch.name, a=batch.starts_on.isoformat(),
               b=date.fromordinal(batch.ends_on.toordinal() - 1).isoformat()),
            field="on",
        )  # fmt: skip
    now = wall(work.now())
    if (command.on, command.at + 30) <= (work.today(), now.hour * 60 + now.minute):
        raise Refused(tr("这个时间已经过了，请约后面的"), field="at")
    hours = batch_hours(batch)
    if command.at not in starts(hours):
        raise Refused(tr("{slot} 不在办理时间里", slot=slot_words(command.at)), field="at")
    if file.stands.waits and file.stands.slot == (command.on, command.at):
        raise Refused(tr("{unit} 已经约在这个时间", unit=code), field="at")
    taken = work.session.scalar(
        select(func.count())
        .select_from(HandoverUnit)
        .where(
            HandoverUnit.batch_id == batch.id,
            HandoverUnit.appointed_on == command.on,
            HandoverUnit.appointed_at == command.at,
            HandoverUnit.id != file.row.id,
            HandoverUnit.state != HandoverState.VOID,
        )
    )
    if int(taken or 0) >= hours.limit:
        raise Refused(
            tr("{day} {slot} 约满了（{n} 户），请另选", day=command.on.isoformat(), slot=slot_words(command.at),
               n=hours.limit),
            field="at",
        )  # fmt: skip
    add_event(
        work, file.row, Step.APPOINTED, slot_on=command.on, slot_at=command.at, words=tidy(command.words),
        token=command.token,
    )  # fmt: skip
    return Appointed(code, command.on, command.at)


def end_appointment(work: Work, command: EndAppointment) -> Appointed:
    """Take it off; the half-hour is free again."""
    may_write(work)
    file = open_file(work, command.file_id, states=OPEN)
    code = unit_code(work, file.row.unit_id)
    slot = file.stands.slot
    if slot is None or file.stands.came:
        raise Refused(tr("{unit} 没有等着的预约", unit=code))
    if command.missed and slot[0] > work.today():
        raise Refused(tr("预约的日子 {day} 还没有到", day=slot[0].isoformat()))
    step = Step.MISSED if command.missed else Step.CANCELLED
    add_event(work, file.row, step, words=tidy(command.words))
    return Appointed(code, slot[0], slot[1])
