"""Commissions, viewings and events on the start page (D0.3): viewings of today, what runs out, what is coming; and search."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.reception.queries.events import EventRow, events_to_approve, find_events, upcoming_events
from frontdesk.areas.reception.queries.lettings import LettingRow, ending_lettings, find_lettings
from frontdesk.areas.reception.queries.seekers import SeekerRow, find_seekers
from frontdesk.areas.reception.queries.viewings import ViewingRow, due_viewings, find_viewings
from frontdesk.areas.reception.rules.events import EventBase, EventState
from frontdesk.areas.reception.rules.lettings import LettingState, SeekerState, ViewState
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.store.work import Actor
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

LETTING_TONES = {
    LettingState.UNSIGNED: "warn", LettingState.RUNNING: "ok", LettingState.ENDING: "warn",
    LettingState.EXPIRED: "bad", LettingState.DEAL: "info", LettingState.WITHDRAWN: "neutral",
    LettingState.VOID: "neutral",
}  # fmt: skip
SEEKER_TONES = {
    SeekerState.LOOKING: "info", SeekerState.FOUND: "ok", SeekerState.GAVE_UP: "neutral", SeekerState.VOID: "neutral",
}  # fmt: skip
VIEW_TONES = {
    ViewState.COMING: "info", ViewState.TODAY: "warn", ViewState.OPEN: "bad", ViewState.DONE: "ok",
    ViewState.OFF: "neutral",
}  # fmt: skip
EVENT_TONES = {
    EventState.WAITING: "warn", EventState.BACK: "warn", EventState.READY: "info", EventState.TODAY: "bad",
    EventState.HELD: "warn", EventState.CLOSED: "ok", EventState.CANCELLED: "neutral", EventState.VOID: "neutral",
}  # fmt: skip
MOST = 100


def agency_groups(session: Session, actor: Actor, today: date) -> tuple[TodayGroup, ...]:
    """Viewings first: somebody comes at an hour."""
    return (_viewings(session, today), _ending(session, today), _events(session, actor, today))


def _viewings(session: Session, today: date) -> TodayGroup:
    rows = due_viewings(session, today, MOST)
    lines = tuple(
        TodayLine(
            "bad" if row.state is ViewState.OPEN else "warn",
            f"{row.held_on:%m-%d}" if row.state is ViewState.OPEN else row.begins or tr("今天"),
            row.unit,
            tr("{who} 看房，{leader} 带看，{way}", who=row.who, leader=row.leader, way=tr(row.key_way.value)),
            row.owner,
            row.number,
            tr("记结果"),
            "viewings",
            {"text": row.number, "show": "ALL"},
        )
        for row in rows[:SHOWN]
    )  # fmt: skip
    return TodayGroup(tr("今天的看房"), "ph.house-line", len(rows), lines, tr("客服接待 · 租售委托"))


def _ending(session: Session, today: date) -> TodayGroup:
    rows = ending_lettings(session, today, MOST)
    lines = tuple(
        TodayLine(
            LETTING_TONES[row.state],
            tr("{day} 到期", day=f"{row.last_on:%m-%d}"),
            row.unit,
            tr("{kind}委托，问业主续不续", kind=tr(row.kind.value)),
            row.owner,
            row.number,
            tr(row.state.value),
            "lettings",
            {"text": row.number, "show": "ALL"},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("快到期的租售委托"), "ph.house-line", len(rows), lines, tr("客服接待 · 租售委托"))


def _events(session: Session, actor: Actor, today: date) -> TodayGroup:
    """What is coming within the week and what waits to be summed up; plans to approve for who may."""
    plans = events_to_approve(session, today, MOST) if actor.may(Right.RECEPTION_LEAD) else ()
    waiting = [row for row in plans if row.base is EventBase.WAITING]
    rows = [*waiting, *upcoming_events(session, today, MOST)]
    lines = tuple(
        TodayLine(
            EVENT_TONES[row.state],
            tr("今天 {at}", at=row.begins) if row.held_on == today else f"{row.held_on:%m-%d}",
            "",
            tr("{title}，{place}，报名 {n} 人", title=row.title, place=row.place, n=row.signed),
            row.responsible,
            row.number,
            tr(row.state.value),
            "events",
            {"text": row.number, "show": "ALL"},
        )
        for row in rows[:SHOWN]
    )
    return TodayGroup(tr("社区活动"), "ph.users-three", len(rows), lines, tr("客服接待 · 社区活动"))


def found_agency(
    session: Session, asked: str, today: date, most: int
) -> tuple[
    tuple[LettingRow, ...], tuple[SeekerRow, ...], tuple[ViewingRow, ...], tuple[EventRow, ...]
]:  # fmt: skip
    """Commissions, searches, viewings and events by number; who looks by name, events by words of their title."""
    told = "".join(asked.split())
    wordy = any("\u3400" <= sign <= "\u9fff" for sign in told)
    numbered = told.upper().startswith(("ZS-", "KH-", "KF-", "HD-"))
    if not (wordy or numbered):
        return (), (), (), ()
    return (
        find_lettings(session, told, today, most),
        find_seekers(session, told, most),
        find_viewings(session, told, today, most),
        find_events(session, asked, today, most),
    )
