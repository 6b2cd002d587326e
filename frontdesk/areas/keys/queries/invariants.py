"""What must hold of every key, whatever was done: nothing lent twice, no count below nothing, counts whole."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.keys.model import Key, KeyCountClose, KeyCountLine, KeyMovement
from frontdesk.areas.keys.queries.moves import stands
from frontdesk.areas.keys.rules.counting import outcome, tally
from frontdesk.areas.keys.rules.course import Moved, change, standing
from frontdesk.areas.keys.rules.kinds import Move


def broken_invariants(session: Session) -> list[str]:
    """Each thing that does not hold, in words."""
    return [*_histories(session), *_slips(session), *_counts(session)]


def _histories(session: Session) -> list[str]:
    """Each tag's history, gone through again: never more out than there was, never more back than went out."""
    histories: dict[int, list[KeyMovement]] = defaultdict(list)
    for move in session.scalars(select(KeyMovement).where(stands()).order_by(KeyMovement.id)):
        histories[move.key_id].append(move)
    tags = {row.id: row.tag for row in session.execute(select(Key.id, Key.tag))}
    broken = []
    for key_id, moves in histories.items():
        tag = tags[key_id]
        loans = {m.id: m.pieces for m in moves if m.kind is Move.LENT}
        for m in moves:
            if m.change != change(m.kind, m.pieces, of_loan=m.loan_id is not None):
                broken.append(f"{tag}: movement {m.id} changes the cabinet by {m.change}")
            if m.loan_id is not None:
                loans[m.loan_id] = loans.get(m.loan_id, 0) - m.pieces
        if any(left < 0 for left in loans.values()):
            broken.append(f"{tag}: more came back than was lent")
            continue
        gone_through = [Moved(m.id, m.kind, m.moved_on, m.pieces, m.who, m.until, m.loan_id) for m in moves]
        if any(not standing(gone_through[:n]).whole for n in range(1, len(moves) + 1)):
            broken.append(f"{tag}: more keys went out than were there")
        if any(a.moved_on > b.moved_on for a, b in pairwise(moves)):
            broken.append(f"{tag}: its days run backwards")
    return broken


def _slips(session: Session) -> list[str]:
    """A loan without its paper; one out of an old register (`reg:`) never had one of ours."""
    query = select(KeyMovement.id).where(
        KeyMovement.kind == Move.LENT,
        KeyMovement.slip == "",
        func.coalesce(KeyMovement.token, "").not_like("reg:%"),
    )
    return [f"key_movement {found}: lent without a slip" for found in session.scalars(query)]


def _counts(session: Session) -> list[str]:
    """A closed count's figures are those of its lines."""
    broken = []
    for close in session.scalars(select(KeyCountClose)):
        lines = session.execute(
            select(KeyCountLine.expected, KeyCountLine.found).where(
                KeyCountLine.count_id == close.count_id, KeyCountLine.expected + KeyCountLine.found > 0
            )
        ).all()
        found = tally((outcome(line.expected, line.found), "") for line in lines)
        if (found.there, found.missing, found.unexpected) != (close.there, close.missing, close.unexpected):
            broken.append(f"{close.number}: its figures are not those of its lines")
    doubles = session.scalar(
        select(func.count()).select_from(
            select(Key.tag).group_by(Key.tag).having(func.count() > 1).subquery()
        )
    )
    return [*broken, *([f"{doubles} tags stand twice"] if doubles else [])]
