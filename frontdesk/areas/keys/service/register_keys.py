"""Taking an old 钥匙登记本 over: good rows in one transaction, the rest comes back with the reason (D1.7, T14)."""

from __future__ import annotations

from sqlalchemy import select

from frontdesk.areas.archives.rules.importing.register import ImportRegister, RegisterResult
from frontdesk.areas.keys.model import Key, KeyMovement
from frontdesk.areas.keys.queries.register_keys import PlannedKey, plan_keys
from frontdesk.areas.keys.rules.kinds import TAG_SERIES, Move
from frontdesk.areas.keys.rules.tags import tag_code
from frontdesk.areas.keys.service.common import TOPICS, add_move, lock_key, may_write
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.text import tr


def import_keys(work: Work, command: ImportRegister) -> RegisterResult:
    """Take the good rows over, all or none. Old loans stand in the history as they were, without a slip of ours.

    Raises `Refused` or `Surroundings` for a file that cannot be read, `Cancelled` when somebody pressed cancel.
    """
    may_write(work)
    plan = plan_keys(work.session, command, work.today(), work.progress)
    for at, planned in enumerate(plan.keys):
        work.progress.step(at, len(plan.keys), tr("正在写入钥匙"))
        _write(work, planned)
    if plan.keys:
        work.touch(*TOPICS)
    return plan.result


def _write(work: Work, planned: PlannedKey) -> None:
    if planned.key_id is None:
        book = planned.book
        told = tr("原编号 {number}", number=book.number) if book.number else ""
        key = Key(
            tag=tag_code(next_number(work.session, TAG_SERIES)),
            unit_id=planned.unit_id,
            place=book.place,
            kind=book.kind,
            cabinet=book.cabinet,
            hook=book.hook,
            words="，".join(part for part in (told, book.words) if part),
            made_on=planned.steps[0].on,
            made_at=work.now(),
            made_by=work.actor.name,
        )
        work.session.add(key)
        work.session.flush()
    else:
        key = lock_key(work, planned.key_id)
    made: dict[str, int] = {}
    for step in planned.steps:
        loan_id = None
        if step.kind is Move.RETURNED:
            loan_id = made.get(step.of) or _loan(work, step.of)
        move = add_move(
            work, key, step.kind, step.pieces, on=step.on, who=step.who, why=step.why, until=step.until,
            authority=step.authority, loan_id=loan_id, token=step.mark,
        )  # fmt: skip
        made[step.mark] = move.id


def _loan(work: Work, mark: str) -> int:
    """The movement that a register brought before under that mark."""
    return int(work.session.scalars(select(KeyMovement.id).where(KeyMovement.token == mark)).one())
