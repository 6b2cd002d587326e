"""Figures of keys, permits, goods passes and spaces over some days; what stands is as of their last day (D5.5, T15)."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.keys.model import KeyMovement
from frontdesk.areas.keys.queries import KeyFilter, key_figures
from frontdesk.areas.keys.queries.moves import stands
from frontdesk.areas.keys.rules.kinds import KeyState, Move
from frontdesk.areas.permits.model.goods import GoodsPass
from frontdesk.areas.permits.model.permits import Permit, PermitEvent, PermitKind, PermitTerm
from frontdesk.areas.permits.queries.kinds import kinds
from frontdesk.areas.permits.queries.parking import leases, owned_spaces, place_facts
from frontdesk.areas.permits.rules.course import LIVE, Standing, State, Step, state_of
from frontdesk.areas.permits.rules.parking import LeaseState, PlaceKind, space_key
from frontdesk.areas.today.documents import DeskFigures, FigureBar, FigurePart, KindFigures
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values.periods import Month
from frontdesk.base.values.text import tr

MOST_DAYS = 31
"""Longer spans have a bar for each month."""
_ONE_DAY = timedelta(days=1)


def desk_figures(
    session: Session, first: date, last: date, *, today: date, made_at: datetime, made_by: str
) -> DeskFigures:
    """What was done from *first* to *last*, and how things stood at the end of that day, or of *today*."""
    stood_on = min(last, today)
    issued, rows = _permits(session, first, last, stood_on)
    return DeskFigures(
        office=str(get_setting(session, "office.name", "")),
        estate=str(get_setting(session, "estate.name", "")),
        first=first,
        last=last,
        stood_on=stood_on,
        kinds=rows,
        bars=_bars(issued, first, last),
        parts=(
            _keys(session, first, last, stood_on),
            _parking(session, stood_on),
            _goods(session, first, last),
        ),
        made_at=made_at,
        made_by=made_by,
    )


def _permits(
    session: Session, first: date, last: date, stood_on: date
) -> tuple[Counter[date], tuple[KindFigures, ...]]:
    """Issues by their day, and a line for each kind; each permit as it stood that day, whatever came later."""
    steps: dict[int, list[tuple[date, Step]]] = defaultdict(list)
    for event in session.execute(
        select(PermitEvent.permit_id, PermitEvent.on, PermitEvent.step).order_by(PermitEvent.id)
    ):
        steps[event.permit_id].append((event.on, event.step))
    terms: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for term in session.execute(
        select(PermitTerm.permit_id, PermitTerm.starts_on, PermitTerm.ends_on).order_by(PermitTerm.no)
    ):
        terms[term.permit_id].append((term.starts_on, term.ends_on))
    names = {row.facts.code: row.facts.name for row in kinds(session, stood_on)}
    counted: dict[str, Counter[str]] = {code: Counter() for code in names}
    issued: Counter[date] = Counter()
    query = select(Permit.id, Permit.kind_code, PermitKind.returns, PermitKind.name).join(
        PermitKind, PermitKind.id == Permit.kind_id
    )
    for row in session.execute(query):
        names.setdefault(row.kind_code, row.name)
        counts = counted.setdefault(row.kind_code, Counter())
        for on, step in steps[row.id]:
            if first <= on <= last and step in _NAMES:
                counts[_NAMES[step]] += 1
                issued[on] += step is Step.ISSUED
        before = tuple(step for on, step in steps[row.id] if on <= stood_on)
        if not before:
            continue
        # Each renewal brought a term: of those that had come by then the last one counts.
        own = terms[row.id]
        starts_on, ends_on = own[min(len(own) - 1, before.count(Step.RENEWED))]
        state = state_of(Standing(starts_on, ends_on, before, row.returns), stood_on)
        counts["in_use"] += state in LIVE
        counts["late"] += state is State.OVER
    return issued, tuple(
        KindFigures(names[code], **counts) for code, counts in counted.items() if any(counts.values())
    )


_NAMES = {
    Step.ISSUED: "issued", Step.RENEWED: "renewed", Step.LOST: "lost", Step.RETURNED: "back",
    Step.WITHDRAWN: "back",
}  # fmt: skip


def _bars(issued: Counter[date], first: date, last: date) -> tuple[FigureBar, ...]:
    """A bar for each day, or for each month of a longer span; none for a single day."""
    days = (last - first).days + 1
    if days == 1:
        return ()
    if days <= MOST_DAYS:
        every = (first + n * _ONE_DAY for n in range(days))
        return tuple(FigureBar(f"{day:%m-%d}", issued[day]) for day in every)
    found, month = [], Month.of(first)
    while month <= Month.of(last):
        count = sum(number for day, number in issued.items() if Month.of(day) == month)
        found.append(FigureBar(str(month), count))
        month = month.plus(1)
    return tuple(found)


def _keys(session: Session, first: date, last: date, stood_on: date) -> FigurePart:
    states = key_figures(session, KeyFilter(stood_on)).states
    done = (
        select(KeyMovement.kind, func.count())
        .where(stands(), KeyMovement.moved_on >= first, KeyMovement.moved_on <= last)
        .group_by(KeyMovement.kind)
    )
    moved: dict[Move, int] = {kind: int(count) for kind, count in session.execute(done)}
    return FigurePart(
        tr("钥匙"),
        (
            (tr("在柜（牌）"), states[KeyState.IN]),
            (tr("借出"), states[KeyState.OUT]),
            (tr("其中逾期"), states[KeyState.OVERDUE]),
            (tr("托管"), states[KeyState.CARE]),
            (tr("遗失"), states[KeyState.LOST]),
            (tr("期内借出（次）"), moved.get(Move.LENT, 0)),
            (tr("期内归还（次）"), moved.get(Move.RETURNED, 0)),
        ),
    )


def _parking(session: Session, stood_on: date) -> FigurePart:
    busy = {
        lease.place_id: lease.state(stood_on)
        for lease in leases(session, stood_on)
        if lease.starts_on <= stood_on < lease.ends_on
    }
    owned = {space_key(space.code) for space in owned_spaces(session, stood_on)}
    places = [
        facts for facts in place_facts(session, stood_on).values() if facts.active and facts.key not in owned
    ]
    to_let = [facts for facts in places if facts.kind is PlaceKind.LEASED]
    let = [facts for facts in to_let if facts.id in busy]
    return FigurePart(
        tr("车位"),
        (
            (tr("出租车位"), len(to_let)),
            (tr("已租"), len(let)),
            (tr("其中一个月内到期"), sum(busy[facts.id] is LeaseState.ENDING for facts in let)),
            (tr("空位"), len(to_let) - len(let)),
            (tr("业主车位"), len(owned)),
        ),
    )


def _goods(session: Session, first: date, last: date) -> FigurePart:
    made = select(func.count(), func.coalesce(func.sum(GoodsPass.pieces), 0)).where(
        GoodsPass.made_on >= first, GoodsPass.made_on <= last
    )
    passes, pieces = session.execute(made).one()
    return FigurePart(tr("出门条"), ((tr("期内开出（张）"), int(passes)), (tr("件数"), int(pieces))))
