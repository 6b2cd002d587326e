"""Tickets on the start page, on the unit card and in search (D0.1, D0.2, D0.3)."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.orm import Session

from frontdesk.areas.reception.queries.limits import wall
from frontdesk.areas.reception.queries.outages import OutageRow, outage_rows
from frontdesk.areas.reception.queries.ticket_rows import (
    TicketFilter,
    TicketRow,
    TicketView,
    callbacks_due,
    major_open,
    of_unit,
    over_limit,
    search,
    ticket_rows,
)
from frontdesk.areas.reception.rules.course import OPEN, State
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.store.work import Actor
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TONES = {
    State.RECEIVED: "neutral", State.WAITING: "warn", State.DISPATCHED: "info", State.WORKING: "info",
    State.CALLING: "warn", State.FINISHED: "ok", State.PUT_OFF: "neutral", State.TIED: "neutral",
    State.CLOSED: "neutral", State.VOID: "neutral",
}  # fmt: skip
SHORTEST = 2
"""So many characters of a ticket's words are enough to look for it."""


def ticket_groups(session: Session, actor: Actor, today: date, now: datetime) -> tuple[TodayGroup, ...]:
    """What is over its limit, what is 重大 for the manager, whom to call back today."""
    if not actor.may(Right.RECEPTION):
        return ()
    late = over_limit(session, now, today)
    groups = [
        TodayGroup(
            tr("工单超时"), "ph.clock", len(late),
            tuple(_line(row, "bad", tr("已{late}", late=row.limit_words)) for row in late[:SHOWN]),
            tr("客服接待"),
        )
    ]  # fmt: skip
    if actor.may(Right.RECEPTION_LEAD):
        known = {row.id for row in late}
        grave = [row for row in major_open(session, now, today) if row.id not in known]
        groups.append(
            TodayGroup(
                tr("重大报事"), "ph.warning-circle", len(grave),
                tuple(_line(row, "bad", row.limit_words or tr("重大")) for row in grave[:SHOWN]),
                tr("客服接待"),
            )
        )  # fmt: skip
    calls = callbacks_due(session, now, today)
    groups.append(
        TodayGroup(
            tr("今日回访"), "ph.phone-call", len(calls),
            tuple(
                _line(row, "bad" if _missed(row, today) else "warn", _call_day(row, today), "call_backs")
                for row in calls[:SHOWN]
            ),
            tr("客服接待 · 回访"),
        )
    )  # fmt: skip
    return tuple(groups)


def _missed(row: TicketRow, today: date) -> bool:
    return row.limit_at is not None and wall(row.limit_at).date() < today


def _call_day(row: TicketRow, today: date) -> str:
    return row.limit_words if _missed(row, today) else tr("今天")


def _line(row: TicketRow, tone: str, when: str, target: str = "tickets") -> TodayLine:
    arguments = {"id": row.id} if target == "call_backs" else {"ticket_id": row.id}
    return TodayLine(
        tone, when, row.unit, tr("{what}，{state}", what=row.what, state=row.state_words), row.caller, row.number,
        tr(row.level.value), target, arguments,
    )  # fmt: skip


def card_tickets(session: Session, unit_id: int, now: datetime, today: date) -> tuple[TicketRow, ...]:
    """A home's tickets that are not over."""
    return tuple(row for row in of_unit(session, unit_id, now, today) if row.state in OPEN)


def lasting_outages(session: Session) -> tuple[OutageRow, ...]:
    """What is out now, with what callers are told."""
    return outage_rows(session)


def found_tickets(
    session: Session, asked: str, now: datetime, today: date, most: int
) -> list[tuple[TicketRow, bool]]:
    """Tickets by their number, whole or in short, then open ones by words of what was reported."""
    # Numbers have figures: letters alone are somebody's name in pinyin.
    named = search(session, asked, now, today, most) if any(c.isdigit() for c in asked) else ()
    if named:
        return [(row, True) for row in named]
    if len(asked) < SHORTEST or asked.isascii():
        return []
    wanted = TicketFilter(TicketView.OPEN, text=asked)
    # Most words typed are names of people: a ticket is found by its own words alone.
    rows = [row for row in ticket_rows(session, wanted, now, today, 0, most) if asked in row.what]
    return [(row, False) for row in rows]
