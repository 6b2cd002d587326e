"""Keys that are lost, found again, or cut anew (D3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.kinds import Move
from frontdesk.areas.keys.service.common import (
    add_move,
    check_pieces,
    day_of,
    lock_key,
    may_write,
    standing_now,
    tidy,
)
from frontdesk.areas.keys.service.returning import check_left, open_loan, who_of
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class LoseKeys:
    """Keys of a tag are lost: from the cabinet, or by who has them (`loan_id`). `words` say how, and what was done."""

    key_id: int
    pieces: int
    words: str
    loan_id: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class FindKeys:
    """Lost keys turned up and hang in the cabinet again."""

    key_id: int
    pieces: int
    words: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class ReplaceKeys:
    """New keys take the place of lost ones. `words` say by what: a copy cut, a new lock."""

    key_id: int
    pieces: int
    words: str
    on: date | None = None


def lose_keys(work: Work, command: LoseKeys) -> str:
    """Record a loss; returns the tag."""
    may_write(work)
    pieces = check_pieces(command.pieces)
    words = tidy(command.words, missing=tr("请写明怎么丢的、告诉了谁"))
    who: Who | None = None
    if command.loan_id is not None:
        lent, loan = open_loan(work, command.loan_id)
        if lent.key_id != command.key_id:
            raise Refused(tr("没有这笔借用，请重新选择"), field="loan_id")
        key = lock_key(work, lent.key_id)
        check_left(key.tag, loan, pieces)
        who = who_of(lent)
    else:
        key = lock_key(work, command.key_id)
        there = standing_now(work, key).on_hand
        if pieces > there:
            raise Refused(tr("{tag} 柜里只有 {n} 把", tag=key.tag, n=there), field="pieces")
    add_move(
        work, key, Move.LOST, pieces, on=day_of(work, command.on), who=who, why=words, loan_id=command.loan_id
    )
    return key.tag


def find_keys(work: Work, command: FindKeys) -> str:
    """Record that lost keys were found; returns the tag."""
    return _back(work, command.key_id, Move.FOUND, command.pieces, tidy(command.words), command.on)


def replace_keys(work: Work, command: ReplaceKeys) -> str:
    """Record that lost keys were replaced; returns the tag."""
    words = tidy(command.words, missing=tr("请写明怎么补的，如 配了一把、换了锁芯"))
    return _back(work, command.key_id, Move.REPLACED, command.pieces, words, command.on)


def _back(work: Work, key_id: int, kind: Move, pieces: int, words: str, on: date | None) -> str:
    may_write(work)
    check_pieces(pieces)
    key = lock_key(work, key_id)
    lost = standing_now(work, key).lost
    if pieces > lost:
        told = (
            tr("{tag} 只登记丢了 {n} 把", tag=key.tag, n=lost)
            if lost
            else tr("{tag} 没有登记过遗失", tag=key.tag)
        )
        raise Refused(told, field="pieces")
    add_move(work, key, kind, pieces, on=day_of(work, on), why=words)
    return key.tag
