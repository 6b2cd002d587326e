"""What a list of tickets shows (D0.7): the chips, the filter and the order, as conditions of its statement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, or_

from frontdesk.areas.archives.model import Unit
from frontdesk.areas.reception.model.tickets import Ticket, TicketNow
from frontdesk.areas.reception.rules.course import OPEN, State
from frontdesk.areas.reception.rules.words import Channel, Level, TicketKind, find_number

S = TypeVar("S", bound=Select[Any])
_MINUTE = timedelta(minutes=1)


class TicketView(StrEnum):
    """The chips above the list."""

    OPEN = "未结"
    OVER = "超时"
    WAITING = "待派单"
    CALLS = "待回访"
    MINE = "我受理的"
    COMPLAINTS = "投诉"
    MAJOR = "重大"
    PUT_OFF = "延后"
    ALL = "全部"


class TicketSort(StrEnum):
    """What a list is ordered by."""

    LIMIT = "限时"
    NEWEST = "受理"
    UNIT = "房号"


@dataclass(frozen=True, slots=True)
class TicketFilter:
    """What a list shows; None and empty mean all. Days are of the reception, both included.

    `text` is part of a number, unit code, caller, telephone or the words. `user_id`: whose 我受理的 are.
    """

    view: TicketView = TicketView.OPEN
    text: str = ""
    user_id: int | None = None
    kinds: tuple[TicketKind, ...] = ()
    levels: tuple[Level, ...] = ()
    channels: tuple[Channel, ...] = ()
    states: tuple[State, ...] = ()
    unit_id: int | None = None
    building_id: int | None = None
    department: str = ""
    worker: str = ""
    category: str = ""
    outage_id: int | None = None
    first: date | None = None
    last: date | None = None
    sort: TicketSort = TicketSort.LIMIT
    descending: bool = False


def state_on(today: date) -> ColumnElement[Any]:
    """The state as it is on *today*, in SQL."""
    back = and_(TicketNow.state == State.PUT_OFF, TicketNow.until <= today)
    return case((back, TicketNow.under), else_=TicketNow.state)


def _over(now: datetime, today: date) -> ColumnElement[bool]:
    """Its limit is over: not of what is put off still."""
    return and_(
        TicketNow.limit_at <= now - _MINUTE,
        or_(TicketNow.state != State.PUT_OFF, TicketNow.until <= today),
        TicketNow.state.in_(OPEN),
    )


def in_view(view: TicketView, now: datetime, today: date, user_id: int | None) -> ColumnElement[bool] | None:
    """What stands under a chip; None: everything."""
    is_open = TicketNow.state.in_(OPEN)
    return {
        TicketView.OPEN: is_open,
        TicketView.OVER: _over(now, today),
        TicketView.WAITING: and_(is_open, state_on(today) == State.WAITING),
        TicketView.CALLS: TicketNow.state == State.CALLING,
        TicketView.MINE: and_(is_open, Ticket.by_id == user_id),
        TicketView.COMPLAINTS: and_(is_open, TicketNow.kind == TicketKind.COMPLAINT),
        TicketView.MAJOR: and_(is_open, TicketNow.level == Level.MAJOR),
        TicketView.PUT_OFF: and_(TicketNow.state == State.PUT_OFF, TicketNow.until > today),
        TicketView.ALL: None,
    }[view]


def ordered_by(wanted: TicketFilter) -> tuple[ColumnElement[Any], ...]:
    """By what it is ordered: everything (全部) by its day, the newest first, unless somebody asks for another."""
    down = wanted.descending
    if wanted.sort is TicketSort.NEWEST or (
        wanted.sort is TicketSort.LIMIT and wanted.view is TicketView.ALL
    ):
        newest = wanted.sort is TicketSort.LIMIT or down
        # By the day, as those of an old book were stored later than they were received.
        columns = (Ticket.received_on, Ticket.id)
        return tuple(column.desc() if newest else column.asc() for column in columns)
    column: Any = TicketNow.limit_at if wanted.sort is TicketSort.LIMIT else Unit.sort_key
    return (column.desc().nulls_last() if down else column.asc().nulls_last(), Ticket.id.asc())


def filtered(query: S, wanted: TicketFilter, now: datetime, today: date) -> S:
    """*query* (of `Ticket`, `TicketNow` and `Unit`) with everything that is asked."""
    condition = in_view(wanted.view, now, today, wanted.user_id)
    if condition is not None:
        query = query.where(condition)
    several: tuple[tuple[Any, tuple[StrEnum, ...]], ...] = (
        (TicketNow.kind, wanted.kinds),
        (TicketNow.level, wanted.levels),
        (Ticket.channel, wanted.channels),
        (state_on(today), wanted.states),
    )
    for column, values in several:
        if values:
            query = query.where(column.in_(values))
    one: tuple[tuple[Any, int | str | None], ...] = (
        (Ticket.unit_id, wanted.unit_id),
        (TicketNow.outage_id, wanted.outage_id),
        (TicketNow.department, wanted.department or None),
        (TicketNow.worker, wanted.worker or None),
        (Ticket.category, wanted.category or None),
    )
    for column, value in one:
        if value is not None:
            query = query.where(column == value)
    if wanted.building_id is not None:
        query = query.where(
            or_(Ticket.building_id == wanted.building_id, Unit.building_id == wanted.building_id)
        )
    if wanted.first is not None:
        query = query.where(Ticket.received_on >= wanted.first)
    if wanted.last is not None:
        query = query.where(Ticket.received_on <= wanted.last)
    text = wanted.text.strip()
    if text:
        number = find_number(text, today)
        query = query.where(
            or_(
                Ticket.number == (number or text.upper()),
                Ticket.number.contains(text.upper(), autoescape=True),
                Ticket.what.contains(text, autoescape=True),
                Ticket.caller.contains(text, autoescape=True),
                Ticket.spot.contains(text, autoescape=True),
                Unit.code.contains(text, autoescape=True),
                Ticket.phone.contains(text, autoescape=True),
            )
        )
    return query
