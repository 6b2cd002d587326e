"""Keys that come back, whole loans or part of one; what is held as a deposit for them is said (D3.1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from frontdesk.areas.keys.model import KeyMovement
from frontdesk.areas.keys.queries.files import held_deposit
from frontdesk.areas.keys.rules.consent import Who
from frontdesk.areas.keys.rules.course import OpenLoan
from frontdesk.areas.keys.rules.kinds import Move
from frontdesk.areas.keys.service.common import (
    add_move,
    day_of,
    lock_keys,
    may_write,
    standing_now,
    tidy,
)
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr


@dataclass(frozen=True, slots=True)
class BackFrom:
    """So many keys of one loan; None is all that are still out of it."""

    loan_id: int
    pieces: int | None = None


@dataclass(frozen=True, slots=True)
class ReturnKeys:
    """Keys of one or several loans come back. `words` say in what state, or by whom."""

    loans: tuple[BackFrom, ...]
    on: date | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """What came back, and the deposits that can be given back now, by number."""

    tags: tuple[str, ...]
    pieces: int
    deposits: tuple[str, ...]


def return_keys(work: Work, command: ReturnKeys) -> Back:
    """Take keys back into the cabinet. Raises `Refused` for more than are out."""
    may_write(work)
    if not command.loans:
        raise Refused(tr("请选归还的钥匙，可以扫钥匙牌"), field="loans")
    on, words = day_of(work, command.on), tidy(command.words)
    tags: list[str] = []
    slips: dict[str, None] = {}
    pieces = 0
    for each in command.loans:
        lent, loan = open_loan(work, each.loan_id)
        key = lock_keys(work, (lent.key_id,))[lent.key_id]
        count = each.pieces if each.pieces is not None else loan.left
        check_left(key.tag, loan, count)
        add_move(work, key, Move.RETURNED, count, on=on, who=who_of(lent), why=words, loan_id=lent.id)
        tags.append(key.tag)
        slips[lent.slip] = None
        pieces += count
    done = [slip for slip in slips if not _still_out(work, slip)]
    found = (held_deposit(work.session, slip) for slip in done)
    return Back(tuple(tags), pieces, tuple(row.number for row in found if row is not None))


def open_loan(work: Work, loan_id: int) -> tuple[KeyMovement, OpenLoan]:
    """A loan that is still out, its tag locked. Raises `Refused` when it is back already."""
    lent = work.session.get(KeyMovement, loan_id)
    if lent is None or lent.kind is not Move.LENT:
        raise Refused(tr("没有这笔借用，请重新选择"), field="loans")
    key = lock_keys(work, (lent.key_id,))[lent.key_id]
    loan = next((each for each in standing_now(work, key).loans if each.id == loan_id), None)
    if loan is None:
        raise Refused(tr("{tag} 已经还了，没有再记", tag=key.tag), field="loans")
    return lent, loan


def check_left(tag: str, loan: OpenLoan, pieces: int) -> None:
    """Raises `Refused` for a number of keys that the loan does not have."""
    if pieces <= 0:
        raise Refused(tr("数量要大于零"), field="pieces")
    if pieces > loan.left:
        raise Refused(tr("{tag} 这笔只借出 {n} 把", tag=tag, n=loan.left), field="pieces")


def who_of(lent: KeyMovement) -> Who | None:
    """Who has the keys of a loan."""
    if lent.who_kind is None:
        return None
    return Who(lent.who_kind, lent.who, lent.person_id, lent.id_number, lent.phone, lent.company)


def _still_out(work: Work, slip: str) -> bool:
    """Whether any key of a loan's slip has not come back."""
    lent = work.session.scalars(
        select(KeyMovement).where(KeyMovement.slip == slip, KeyMovement.kind == Move.LENT)
    )
    keys = {move.key_id: move.id for move in lent}
    for key_id, loan_id in keys.items():
        key = lock_keys(work, (key_id,))[key_id]
        if any(loan.id == loan_id for loan in standing_now(work, key).loans):
            return True
    return False
