"""What today asks for at the reception's shelf and book (D0.3): notes to sign, parcels, visitors, found things; and search.

Worked out from what stands when it is shown (T21), each from an index over what is open.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.reception.queries.found import FoundRow, due_found, find_found
from frontdesk.areas.reception.queries.held_figures import held_figures
from frontdesk.areas.reception.queries.parcels import (
    ParcelFilter,
    ParcelRow,
    ParcelShow,
    find_parcels,
    overdue_parcels,
    parcel_figures,
)
from frontdesk.areas.reception.queries.shift_log import unsigned_notes
from frontdesk.areas.reception.queries.visits import VisitRow, find_visits, overnight_visits
from frontdesk.areas.reception.rules.found import FoundState
from frontdesk.areas.reception.rules.parcels import HERE, ParcelState
from frontdesk.areas.reception.rules.visits import VisitState
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.store.work import Actor
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr

PARCEL_TONES = {
    ParcelState.WAITING: "warn", ParcelState.NOTIFIED: "info", ParcelState.OVERDUE: "bad",
    ParcelState.COLLECTED: "ok", ParcelState.SENT_BACK: "neutral", ParcelState.VOID: "neutral",
}  # fmt: skip

VISIT_TONES = {VisitState.INSIDE: "info", VisitState.OVERNIGHT: "bad"}
FOUND_TONES = {FoundState.HERE: "info", FoundState.DUE: "bad", FoundState.CLAIMED: "ok"}
_SERIES = "SW-"
"""How the number of a found thing begins."""


def held_groups(session: Session, actor: Actor, today: date) -> tuple[TodayGroup, ...]:
    """Notes to sign first: they are read on opening."""
    return (
        _notes(session, actor, today),
        _visits(session, today),
        _parcels(session, today),
        _found(session, today),
    )


def _notes(session: Session, actor: Actor, today: date) -> TodayGroup:
    notes = unsigned_notes(session, actor.id, today)
    lines = tuple(
        TodayLine(
            "warn",
            f"{local_time(note.at):%m-%d %H:%M}",
            "",
            "；".join(note.points),
            note.by,
            note.number,
            tr("看过签收"),
            "shift_log",
            {"text": note.number},
        )
        for note in notes[:SHOWN]
    )
    return TodayGroup(tr("交接班待签收"), "ph.note-pencil", len(notes), lines, tr("客服接待 · 交接班"))


def _visits(session: Session, today: date) -> TodayGroup:
    late = overnight_visits(session, today)
    lines = tuple(
        TodayLine(
            "bad",
            tr("{n} 天", n=(today - row.came_on).days),
            row.unit,
            tr("{name} 来{why}，没有登记离开", name=row.name, why=row.why),
            row.host,
            tr("访客证 {number}", number=row.pass_number) if row.pass_number else "",
            "",
            "visits",
            {"show": "OVERNIGHT"},
        )
        for row in late[:SHOWN]
    )
    return TodayGroup(tr("隔天未离的访客"), "ph.user", len(late), lines, tr("客服接待 · 访客"))


def _parcels(session: Session, today: date) -> TodayGroup:
    rows = overdue_parcels(session, today, SHOWN)
    count = len(rows)
    if count == SHOWN:
        count = parcel_figures(session, ParcelFilter(today)).shows[ParcelShow.OVERDUE]
    lines = tuple(
        TodayLine(
            "warn",
            tr("放了 {n} 天", n=row.waited),
            row.unit,
            parcel_words(row),
            row.taker,
            row.number,
            tr("已通知") if row.notified_on is not None else tr("没有通知"),
            "parcels",
            {"text": row.number},
        )
        for row in rows
    )
    return TodayGroup(tr("久放未领的快递"), "ph.package", count, lines, tr("客服接待 · 快递信件"))


def _found(session: Session, today: date) -> TodayGroup:
    rows = due_found(session, today, SHOWN)
    count = held_figures(session, today).found_due if len(rows) == SHOWN else len(rows)
    lines = tuple(
        TodayLine(
            "warn",
            tr("{day} 到期", day=f"{row.until:%m-%d}"),
            "",
            tr("{what}，{place} 拾到，没有人认领", what=row.what, place=row.place),
            row.finder,
            row.number,
            tr("移交派出所"),
            "found",
            {"text": row.number},
        )
        for row in rows
    )
    return TodayGroup(tr("该移交的失物"), "ph.magnifying-glass", count, lines, tr("客服接待 · 失物"))


def parcel_words(row: ParcelRow) -> str:
    """`快递 2 件，顺丰，后柜 1`."""
    what = tr("{kind} {n} 件", kind=tr(row.kind.value), n=row.left if row.state in HERE else row.pieces)
    return "，".join(part for part in (what, row.carrier, row.shelf) if part)


def found_parcels(session: Session, asked: str, today: date, most: int) -> tuple[ParcelRow, ...]:
    """Parcels by their number, or by part of a waybill of what is here, as scanned or typed."""
    told = "".join(asked.split())
    # A unit's code, a phone and a name are no waybills: those have letters and figures, or many figures.
    if len(told) < 6 or not any(sign.isdigit() for sign in told) or not told.replace("-", "").isalnum():
        return ()
    return find_parcels(session, told, today, most)


def found_visits(session: Session, asked: str, today: date, most: int) -> tuple[VisitRow, ...]:
    """Who is inside, by two signs of the name or plate at least, or by the number of the pass."""
    told = "".join(asked.split())
    # Letters alone are somebody's pinyin: visitors are written in the names they give.
    if len(told) < 2 or "-" in told or not (_chinese(told) or any(sign.isdigit() for sign in told)):
        return ()
    return find_visits(session, told, today, most)


def found_things(session: Session, asked: str, today: date, most: int) -> tuple[FoundRow, ...]:
    """Things found, by their number, or by words that have a Chinese character."""
    told = "".join(asked.split())
    if len(told) < 2 or not (_chinese(told) or told.upper().startswith(_SERIES)):
        return ()
    return find_found(session, told, today, most)


def _chinese(told: str) -> bool:
    return any("\u3400" <= sign <= "\u9fff" for sign in told)
