"""Tickets as they stood at the end of a day, for the owed reports: never as they stand today (T15).

But one that was entered by mistake never was: it is void from the first, on whatever day somebody noticed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from frontdesk.areas.archives.model import Building, Unit
from frontdesk.areas.reception.model.tickets import Ticket, TicketEvent, TicketNow
from frontdesk.areas.reception.queries.limits import stamp
from frontdesk.areas.reception.queries.standing import opening_of, row_of
from frontdesk.areas.reception.rules.course import Act, Row, Standing, State, stand
from frontdesk.areas.reception.rules.words import Channel, TicketKind, handler_words
from frontdesk.base.values.text import tr

SETTLED = frozenset({State.CALLING, State.FINISHED, State.CLOSED})
"""What was asked has been done."""
OVER = frozenset({State.CLOSED, State.VOID})


@dataclass(frozen=True, slots=True)
class Counted:
    """A ticket at the end of a day. `late`: done after its time, or not done and the time over by then."""

    id: int
    number: str
    kind: TicketKind
    channel: Channel
    received_on: date
    place: str
    building: str
    category: str
    what: str
    state: State
    department: str
    handler: str
    sent_back: int
    satisfaction: int | None
    late: bool

    @property
    def settled(self) -> bool:
        """Whether what was asked has been done."""
        return self.state in SETTLED


@dataclass(frozen=True, slots=True)
class Call:
    """A call-back in a span: `act` is 回访, 退回重办 (not content), 回访未接通 or 联系不上."""

    ticket_id: int
    number: str
    kind: TicketKind
    place: str
    what: str
    act: Act
    on: date
    satisfaction: int | None
    words: str
    by: str


def end_of(day: date) -> datetime:
    """The stamp of the end of a day of the desk."""
    return stamp(datetime.combine(day + timedelta(days=1), time()))


def received_between(
    session: Session, first: date, last: date, *, at: datetime, kind: TicketKind | None = None
) -> tuple[Counted, ...]:
    """Tickets received in the days, void ones too, as they stood at the end of *last* (or *at*, if that is earlier)."""
    where = and_(Ticket.received_on >= first, Ticket.received_on <= last)
    if kind is not None:
        where = and_(where, Ticket.kind == kind)
    return _counted(session, where, last, at)


def open_from_before(
    session: Session, first: date, last: date, *, at: datetime, kind: TicketKind | None = None
) -> tuple[Counted, ...]:
    """Tickets received before *first* that were not over at the end of *last*."""
    later = Ticket.id.in_(select(TicketEvent.ticket_id).where(TicketEvent.on_day > last))
    stands = Ticket.id.in_(select(TicketNow.ticket_id).where(TicketNow.state.not_in(OVER)))
    where = and_(Ticket.received_on < first, or_(later, stands))
    if kind is not None:
        where = and_(where, Ticket.kind == kind)
    return tuple(one for one in _counted(session, where, last, at) if one.state not in OVER)


def _counted(session: Session, where: ColumnElement[bool], last: date, at: datetime) -> tuple[Counted, ...]:
    rows: dict[int, list[Row]] = {}
    events = (
        select(TicketEvent)
        .join(Ticket, Ticket.id == TicketEvent.ticket_id)
        .where(where, TicketEvent.on_day <= last)
        .order_by(TicketEvent.ticket_id, TicketEvent.no)
    )
    for event in session.scalars(events):
        rows.setdefault(event.ticket_id, []).append(row_of(event))
    cut = min(end_of(last), at)
    void = set(session.scalars(_void().join(Ticket, Ticket.id == TicketEvent.ticket_id).where(where)))
    found = session.execute(
        with_places(select(Ticket, Unit.code, Building.name)).where(where).order_by(Ticket.id)
    )
    return tuple(
        _one(
            ticket,
            code,
            building,
            stand(opening_of(ticket), rows.get(ticket.id, ())),
            last,
            cut,
            ticket.id in void,
        )
        for ticket, code, building in found
    )


def _void() -> Select[int]:
    """The ids of tickets that are void today."""
    return select(TicketEvent.ticket_id).where(TicketEvent.act == Act.VOID)


def with_places(query: Any) -> Any:
    """The same with the unit and the building of each ticket, whichever of them it names."""
    return query.outerjoin(Unit, Unit.id == Ticket.unit_id).outerjoin(
        Building, or_(Building.id == Unit.building_id, Building.id == Ticket.building_id)
    )


def place_words(ticket: Ticket, code: str | None, building: str | None) -> str:
    """The unit's code, or the words of the common part."""
    if code:
        return "　".join(word for word in (code, ticket.spot) if word)
    return ticket.spot or "-".join(word for word in (building or "", ticket.entrance) if word)


def _one(
    ticket: Ticket,
    code: str | None,
    building: str | None,
    standing: Standing,
    last: date,
    cut: datetime,
    void: bool,
) -> Counted:
    by, done = standing.promise.finish_by, standing.done_at
    state = State.VOID if void else standing.on_day(last)
    late = by is not None and state is not State.VOID and (done if done is not None else cut) > by
    return Counted(
        ticket.id, ticket.number, ticket.kind, ticket.channel, ticket.received_on,
        place_words(ticket, code, building), building or tr("公共区域"), ticket.category or tr("未分类"), ticket.what,
        state, standing.department or tr("未派单"), handler_words(standing.department, standing.worker),
        standing.sent_back, standing.satisfaction, late,
    )  # fmt: skip


def calls_between(session: Session, first: date, last: date) -> tuple[Call, ...]:
    """Call-backs of the days, in their order; a ticket that came back by itself without a call is none."""
    query = with_places(
        select(TicketEvent, Ticket, Unit.code, Building.name).join(Ticket, Ticket.id == TicketEvent.ticket_id)
    ).where(
        TicketEvent.on_day >= first,
        TicketEvent.on_day <= last,
        TicketEvent.act.in_((Act.CALL, Act.SEND_BACK, Act.MISS, Act.GIVE_UP)),
        or_(TicketEvent.act != Act.SEND_BACK, TicketEvent.reached.is_(True)),
        TicketEvent.ticket_id.not_in(_void()),
    )
    return tuple(
        Call(
            ticket.id, ticket.number, ticket.kind, place_words(ticket, code, building), ticket.what, event.act,
            event.on_day, event.satisfaction, event.words, event.by,
        )
        for event, ticket, code, building in session.execute(query.order_by(TicketEvent.on_day, TicketEvent.id))
    )  # fmt: skip


def standing_now(counted: Iterable[Counted]) -> tuple[Counted, ...]:
    """Those that are not void."""
    return tuple(one for one in counted if one.state is not State.VOID)
