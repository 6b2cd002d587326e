"""A few permits with how each stands, by their ids: two small reads, however many others were ever issued.

The permits' own lists add up every permit there is; the search and the unit card ask for some only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Boolean, Date, Integer, String, bindparam, text
from sqlalchemy.orm import Session

from frontdesk.areas.permits.rules.course import OPEN, Standing, State, Step, state_of, state_words

_PERMITS = (
    text(
        "SELECT p.id, p.number, p.holder, p.role, p.pinyin, p.initials, k.name AS kind, k.returns, k.days, "
        "p.unit_id, u.code, t.starts_on, t.ends_on FROM permit p "
        "JOIN permit_kind k ON k.id = p.kind_id JOIN unit u ON u.id = p.unit_id "
        "JOIN permit_term t ON t.permit_id = p.id "
        "AND t.no = (SELECT MAX(l.no) FROM permit_term l WHERE l.permit_id = p.id) WHERE p.id IN :ids"
    )
    .bindparams(bindparam("ids", expanding=True))
    .columns(
        id=Integer, number=String, holder=String, role=String, pinyin=String, initials=String, kind=String,
        returns=Boolean, days=Integer, unit_id=Integer, code=String, starts_on=Date, ends_on=Date,
    )
)  # fmt: skip
_STEPS = text("SELECT permit_id, step FROM permit_event WHERE permit_id IN :ids ORDER BY id").bindparams(
    bindparam("ids", expanding=True)
)


@dataclass(frozen=True, slots=True)
class PermitLine:
    """One permit; `ends_on` is its last day, `days` and `returns` are its kind's.

    `tone` and `words` say how it stands on the day asked for.
    """

    id: int
    number: str
    kind: str
    holder: str
    role: str
    pinyin: str
    initials: str
    unit_id: int
    unit: str
    ends_on: date
    days: int
    returns: bool
    state: State
    tone: str
    words: str


_OVER = (
    "NOT EXISTS (SELECT 1 FROM permit_event e WHERE e.permit_id = {id} "
    "AND e.step IN ('replaced', 'withdrawn', 'returned', 'ended'))"
)
_ENDING = text(
    "SELECT DISTINCT permit_id FROM permit_term WHERE ends_on >= :day AND ends_on <= :until"
).bindparams(bindparam("day", type_=Date), bindparam("until", type_=Date))
_ENDED = text(
    "SELECT DISTINCT t.permit_id FROM permit_term t WHERE t.ends_on < :day AND "
    + _OVER.format(id="t.permit_id")
).bindparams(bindparam("day", type_=Date))
# Whom somebody was joined with stands for them.
_WHOM = (
    "COALESCE((SELECT j.kept_id FROM person_join j WHERE j.joined_id = {id} "
    "AND NOT EXISTS (SELECT 1 FROM person_split s WHERE s.join_id = j.id)), {id})"
)
_LEFT = text(
    "SELECT p.id FROM permit p WHERE p.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unit_role r "
    "WHERE r.unit_id = p.unit_id AND (r.ends_on IS NULL OR r.ends_on > :day) "
    "AND (r.person_id = p.person_id OR "
    + _WHOM.format(id="r.person_id")
    + " = "
    + _WHOM.format(id="p.person_id")
    + ")) AND "
    + _OVER.format(id="p.id")
).bindparams(bindparam("day", type_=Date))
_AT_ONCE = 5_000


def ending_permits(session: Session, on: date, until: date) -> tuple[PermitLine, ...]:
    """Good ones whose last day is not after *until*, the first to end at the top."""
    found = _lines(session, session.scalars(_ENDING, {"day": on, "until": until}).all(), on)
    return tuple(line for line in found if line.state is State.ENDING and line.ends_on <= until)


def permits_not_back(session: Session, on: date) -> tuple[PermitLine, ...]:
    """Ended ones that are to be given back and are not, the oldest first."""
    found = _lines(session, session.scalars(_ENDED, {"day": on}).all(), on)
    return tuple(line for line in found if line.state is State.OVER)


def permits_of_leavers(session: Session, on: date) -> tuple[PermitLine, ...]:
    """Permits that are still out, of people who do not belong to the unit any more."""
    found = _lines(session, session.scalars(_LEFT, {"day": on}).all(), on)
    return tuple(line for line in found if line.state in OPEN and line.state is not State.EXPIRED)


def _lines(session: Session, ids: Sequence[int], on: date) -> list[PermitLine]:
    found = [
        line
        for at in range(0, len(ids), _AT_ONCE)
        for line in permit_lines(session, ids[at : at + _AT_ONCE], on)
    ]
    return sorted(found, key=lambda line: (line.ends_on, line.id))


def permit_lines(session: Session, ids: Collection[int], on: date) -> tuple[PermitLine, ...]:
    """The permits of these ids, in their order."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return ()
    steps: dict[int, list[Step]] = defaultdict(list)
    for permit_id, step in session.execute(_STEPS, {"ids": wanted}):
        steps[permit_id].append(Step(step))
    found = {}
    for row in session.execute(_PERMITS, {"ids": wanted}):
        state = state_of(Standing(row.starts_on, row.ends_on, tuple(steps[row.id]), row.returns), on)
        tone, words = state_words(state, row.ends_on, on, short=row.days == 1)
        found[row.id] = PermitLine(
            row.id, row.number, row.kind, row.holder, row.role, row.pinyin, row.initials, row.unit_id, row.code,
            row.ends_on, row.days, row.returns, state, tone, words,
        )  # fmt: skip
    return tuple(found[permit_id] for permit_id in wanted if permit_id in found)
