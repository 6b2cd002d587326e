"""A few permits with how each stands, by their ids: two small reads, however many others were ever issued.

The permits' own lists add up every permit there is; the search and the unit card ask for some only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Boolean, Date, Integer, String, bindparam, text
from sqlalchemy.orm import Session

from frontdesk.areas.permits.rules.course import Standing, State, Step, state_of, state_words

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
    """One permit; `ends_on` is its last day. `tone` and `words` say how it stands on the day asked for."""

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
    state: State
    tone: str
    words: str


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
            row.ends_on, state, tone, words,
        )  # fmt: skip
    return tuple(found[permit_id] for permit_id in wanted if permit_id in found)
