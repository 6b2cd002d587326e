"""A batch (收楼批次): made, corrected, homes added and taken out again (D1.4)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.handover.model.handing import HandoverBatch, HandoverUnit
from frontdesk.areas.handover.queries.picking import UnitPick, pick_units
from frontdesk.areas.handover.rules.course import OPEN, HandoverState, Step
from frontdesk.areas.handover.rules.lists import LONGEST_NAME
from frontdesk.areas.handover.rules.slots import Hours, fault
from frontdesk.areas.handover.service.common import (
    TOPIC,
    add_event,
    day_number,
    may_write,
    open_file,
    tidy,
    unit_code,
)
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.text import tr

MOST_UNITS = 2_000
LONGEST_TEXT = 500
LONGEST_DAYS = 366


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """What a batch says. `last_on` is its last day, included; `fees_from` None: fees from each home's own day."""

    name: str
    starts_on: date
    last_on: date
    place: str
    bring: str = ""
    dues: str = ""
    hours: Hours = field(default_factory=Hours)
    fees_from: date | None = None


@dataclass(frozen=True, slots=True)
class MakeBatch:
    """A new batch with the homes that *pick* names. `token` is made when the form opens (T23)."""

    facts: BatchFacts
    pick: UnitPick
    token: str | None = None


@dataclass(frozen=True, slots=True)
class ChangeBatch:
    """What a batch says, corrected; its history keeps what it was (D0.6)."""

    batch_id: int
    facts: BatchFacts


@dataclass(frozen=True, slots=True)
class AddUnits:
    """More homes for a batch."""

    batch_id: int
    pick: UnitPick


@dataclass(frozen=True, slots=True)
class WithdrawUnit:
    """A home does not belong to the batch, and why; what was done for it stays in sight (D0.5)."""

    file_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class MadeBatch:
    """The batch and how many homes went into it."""

    id: int
    number: str
    homes: int
    again: bool = False


def make_batch(work: Work, command: MakeBatch) -> MadeBatch:
    """Number it and put the homes in. Raises `InvalidInput` or `Refused`."""
    may_write(work)
    if command.token is not None:
        before = work.session.scalar(select(HandoverBatch).where(HandoverBatch.token == command.token))
        if before is not None:
            return MadeBatch(before.id, before.number, 0, again=True)
    facts = _checked(command.facts)
    today = work.today()
    batch = HandoverBatch(
        number=day_number(work, "SL", today), at=work.now(), by_id=work.actor.id, by=work.actor.name,
        token=command.token, **_columns(facts),
    )  # fmt: skip
    work.session.add(batch)
    work.session.flush()
    homes = _add(work, batch, command.pick)
    return MadeBatch(batch.id, batch.number, homes)


def change_batch(work: Work, command: ChangeBatch) -> str:
    """Correct it; gives its number. Appointments that stand stay where they are."""
    may_write(work)
    batch = _batch(work, command.batch_id)
    for name, value in _columns(_checked(command.facts)).items():
        if getattr(batch, name) != value:
            setattr(batch, name, value)
    work.session.flush()
    work.touch(TOPIC)
    return batch.number


def add_units(work: Work, command: AddUnits) -> MadeBatch:
    """Put more homes in."""
    may_write(work)
    batch = _batch(work, command.batch_id)
    return MadeBatch(batch.id, batch.number, _add(work, batch, command.pick))


def withdraw_unit(work: Work, command: WithdrawUnit) -> str:
    """Take a home out of its batch; gives its code."""
    may_write(work)
    reason = tidy(command.reason, missing=tr("请写明撤出的原因"), field="reason")
    file = open_file(work, command.file_id, states=OPEN)
    add_event(work, file.row, Step.VOIDED, words=reason)
    return unit_code(work, file.row.unit_id)


def _batch(work: Work, batch_id: int) -> HandoverBatch:
    batch = work.session.scalar(select(HandoverBatch).where(HandoverBatch.id == batch_id).with_for_update())
    if batch is None:
        raise Refused(tr("没有这个批次，请重新选择"), field="batch_id")
    return batch


def _checked(facts: BatchFacts) -> BatchFacts:
    errors: dict[str, str] = {}
    for name, text, most in (
        ("name", facts.name, LONGEST_NAME), ("place", facts.place, 120), ("bring", facts.bring, LONGEST_TEXT),
        ("dues", facts.dues, LONGEST_TEXT),
    ):  # fmt: skip
        if len(text.strip()) > most:
            errors[name] = tr("最多 {n} 个字，请写短些", n=most)
    if not facts.name.strip():
        errors["name"] = tr("请写批次的名称，例如 3 栋第一批")
    if not facts.place.strip():
        errors["place"] = tr("请写在哪里办理")
    if facts.last_on < facts.starts_on:
        errors["last_on"] = tr("早于开始的日期，请核对")
    elif (facts.last_on - facts.starts_on).days > LONGEST_DAYS:
        errors["last_on"] = tr("一个批次最长一年，请核对")
    errors |= fault(facts.hours)
    if errors:
        raise InvalidInput(errors)
    return facts


def _columns(facts: BatchFacts) -> dict[str, object]:
    hours = facts.hours
    return {
        "name": facts.name.strip(),
        "starts_on": facts.starts_on,
        "ends_on": facts.last_on + timedelta(days=1),
        "place": facts.place.strip(),
        "bring": facts.bring.strip(),
        "dues": facts.dues.strip(),
        "opens": hours.opens,
        "closes": hours.closes,
        "pause_from": hours.pause_from,
        "pause_to": hours.pause_to,
        "slot_limit": hours.limit,
        "fees_from": facts.fees_from,
    }


def _add(work: Work, batch: HandoverBatch, pick: UnitPick) -> int:
    found = pick_units(work.session, pick)
    if not found:
        raise Refused(tr("没有选到未收楼的房屋，请换楼栋、单元，或写房号"), field="codes")
    wrong = [row for row in found if row.why]
    if wrong:
        told = "；".join(f"{row.code} {row.why}" for row in wrong[:5])
        more = tr(" 等 {n} 户", n=len(wrong)) if len(wrong) > 5 else ""
        raise Refused(tr("这些不能放进批次：{told}{more}", told=told, more=more), field="codes")
    if len(found) > MOST_UNITS:
        raise Refused(tr("一个批次最多 {n} 户，请分几批", n=MOST_UNITS), field="codes")
    ids = [row.unit_id for row in found]
    # The units themselves are locked, so that two desks do not put one into two batches.
    for at in range(0, len(ids), 500):
        work.session.execute(
            select(Unit.id).where(Unit.id.in_(ids[at : at + 500])).order_by(Unit.id).with_for_update()
        )
    taken = {row.unit_id for row in pick_units(work.session, pick) if row.why}
    if taken:
        raise Refused(tr("刚才有人把其中的房屋放进了别的批次，请重新选择"), field="codes")
    before = {
        row.unit_id: row
        for row in work.session.scalars(select(HandoverUnit).where(HandoverUnit.batch_id == batch.id))
    }
    for unit_id in ids:
        if unit_id in before:
            raise Refused(
                tr("{code} 以前从这个批次撤出过，请放进新的批次", code=unit_code(work, unit_id)),
                field="codes",
            )
        work.session.add(
            HandoverUnit(
                batch_id=batch.id, unit_id=unit_id, added_on=work.today(), at=work.now(), by_id=work.actor.id,
                by=work.actor.name, state=HandoverState.UNTOLD, told_on=None, appointed_on=None, appointed_at=None,
                came=False, ended_on=None, until_on=None,
            )
        )  # fmt: skip
    work.session.flush()
    work.touch(TOPIC)
    return len(ids)
