"""What the unit card says of keys, permits, goods passes and spaces: of one unit, by its index, however many others have (D0.2)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from frontdesk.areas.keys.model import Key, KeyMovement
from frontdesk.areas.keys.queries.moves import stands
from frontdesk.areas.keys.rules.course import Moved, Standing, standing, state
from frontdesk.areas.keys.rules.kinds import KeyKind, KeyState
from frontdesk.areas.permits.model.permits import Permit
from frontdesk.areas.permits.queries.goods import GoodsRow, goods_of_unit
from frontdesk.areas.permits.queries.parking import LeaseFacts, leases
from frontdesk.areas.permits.rules.course import OPEN, State
from frontdesk.areas.permits.rules.goods import GoodsState
from frontdesk.areas.permits.rules.parking import LeaseState
from frontdesk.areas.today.queries.permit_lines import PermitLine, permit_lines

_OPEN = (GoodsState.EARLY, GoodsState.OPEN, GoodsState.OUT, GoodsState.OVERDUE, GoodsState.MISMATCH)


@dataclass(frozen=True, slots=True)
class CardKey:
    """A tag of the unit. `holder` has what is out, `due` is the first day any of it must be back."""

    id: int
    tag: str
    kind: KeyKind
    hangs: str
    stands: Standing
    state: KeyState
    holder: str

    @property
    def due(self) -> date | None:
        return self.stands.due


def card_keys(session: Session, unit_id: int, on: date) -> tuple[CardKey, ...]:
    """The keys that the unit has to do with now: out, in care, hanging here, or lost; none that are gone."""
    keys = session.scalars(select(Key).where(Key.unit_id == unit_id).order_by(Key.id)).all()
    if not keys:
        return ()
    moves: dict[int, list[Moved]] = defaultdict(list)
    query = (
        select(KeyMovement)
        .where(KeyMovement.key_id.in_([key.id for key in keys]), stands())
        .order_by(KeyMovement.id)
    )
    for m in session.scalars(query):
        moves[m.key_id].append(Moved(m.id, m.kind, m.moved_on, m.pieces, m.who, m.until, m.loan_id))
    found = []
    for key in keys:
        stood = standing(moves[key.id])
        word = state(stood, on)
        if word in (KeyState.GONE, KeyState.VOID):
            continue
        holder = "、".join(dict.fromkeys(loan.who for loan in stood.loans))
        hangs = " ".join(part for part in (key.cabinet, key.hook) if part)
        found.append(CardKey(key.id, key.tag, key.kind, hangs, stood, word, holder))
    order = (KeyState.OVERDUE, KeyState.OUT, KeyState.LOST, KeyState.CARE, KeyState.IN)
    return tuple(sorted(found, key=lambda row: order.index(row.state)))


def card_goods(session: Session, unit_id: int, now: datetime, today: date) -> tuple[GoodsRow, ...]:
    """Passes that are not done with: still to be used, or whose tear-off is not back or does not fit."""
    return tuple(row for row in goods_of_unit(session, unit_id, now, today) if row.state in _OPEN)


def card_leases(session: Session, unit_id: int, today: date) -> tuple[LeaseFacts, ...]:
    """Spaces that the unit leases, or will."""
    return tuple(
        lease
        for lease in leases(session, today, unit_id=unit_id)
        if lease.state(today) is not LeaseState.OVER
    )


def card_permits(session: Session, unit_id: int, on: date) -> tuple[PermitLine, ...]:
    """Permits that are good, or still out though they are not: ended and not given back, lost."""
    ids = session.scalars(select(Permit.id).where(Permit.unit_id == unit_id).order_by(Permit.id)).all()
    rows = [
        line
        for line in permit_lines(session, ids, on)
        if line.state in OPEN and line.state is not State.EXPIRED
    ]
    return tuple(sorted(rows, key=lambda line: (line.ends_on, line.id)))
