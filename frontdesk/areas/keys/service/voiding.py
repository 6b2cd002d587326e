"""A movement entered by mistake, undone with a reason: only the newest of its tag (D0.5)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from frontdesk.areas.cashdesk.service.common import tidy_reason
from frontdesk.areas.keys.model import KeyMovement, KeyMovementVoid
from frontdesk.areas.keys.queries.files import held_deposit
from frontdesk.areas.keys.queries.moves import stands
from frontdesk.areas.keys.rules.kinds import MOVE_WORDS, Move
from frontdesk.areas.keys.service.common import TOPICS, lock_key, may_write
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class UndoMovement:
    """The newest thing that happened to a tag, and why it did not."""

    movement_id: int
    reason: str


def undo_movement(work: Work, command: UndoMovement) -> str:
    """Undo it; returns what was undone, in words. What somebody else or another day entered takes a supervisor."""
    may_write(work)
    move = work.session.get(KeyMovement, command.movement_id)
    if move is None:
        raise Refused(tr("没有这条记录，请重新选择"))
    key = lock_key(work, move.key_id)
    newest = work.session.scalar(
        select(KeyMovement.id)
        .where(KeyMovement.key_id == key.id, stands())
        .order_by(KeyMovement.id.desc())
        .limit(1)
    )
    if newest != move.id:
        raise Refused(tr("{tag} 只能撤销最后一条记录，请先看经过", tag=key.tag))
    if move.kind is Move.LENT:
        held = held_deposit(work.session, move.slip)
        if held is not None:
            raise Refused(tr("这笔借用收了押金 {number}，请先作废或退掉押金，再撤销", number=held.number))
    reason = tidy_reason(command.reason, missing=tr("请写明撤销的原因"))
    if move.by_id != work.actor.id or move.moved_on != work.today():
        words = tr(
            "{tag} 的“{what}”是 {by} {day} 登记的，撤销要主管准许",
            tag=key.tag, what=tr(MOVE_WORDS[move.kind]), by=move.by, day=move.moved_on,
        )  # fmt: skip
        work.require(Right.KEYS_ALLOW, words)
    work.session.add(
        KeyMovementVoid(
            movement_id=move.id, reason=reason, at=work.now(), by_id=work.actor.id, by=work.actor.name
        )
    )
    work.session.flush()
    work.touch(*TOPICS)
    return tr("{tag} {what}", tag=key.tag, what=tr(MOVE_WORDS[move.kind]))
