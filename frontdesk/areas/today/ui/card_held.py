"""The card's section of what the desk holds for the unit and who is inside to see it (D0.2, D2.4)."""

from __future__ import annotations

from datetime import date

from frontdesk.areas.reception.queries.parcels import ParcelRow
from frontdesk.areas.reception.queries.visits import VisitRow
from frontdesk.areas.reception.rules.parcels import ParcelState
from frontdesk.areas.today.queries import UnitCard
from frontdesk.areas.today.queries.held_lines import PARCEL_TONES
from frontdesk.base.values.clock import local_time
from frontdesk.base.values.text import tr
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.marks import Words
from frontdesk.base.widgets.pane import Pane, Section

_MOST = 4


def held(pane: Pane, card: UnitCard, *, writes: bool) -> tuple[Section, KeyButton, KeyButton] | None:
    """前台: `快递 2 件在前台`, visitors inside, the week's last calls; with the buttons that take one in and let one in.

    None where there is nothing to show and nothing may be done.
    """
    if not (card.parcels or card.visitors or card.calls or writes):
        return None
    count = sum(row.left for row in card.parcels)
    told = []
    if count:
        told.append(tr("代收 {n} 件", n=count))
    if card.visitors:
        told.append(tr("访客 {n} 人在内", n=sum(row.people for row in card.visitors)))
    link = tr("去领取") if count else ""
    section = pane.add_section(tr("前台"), "，".join(told), link, name="card_shelf")
    for parcel in card.parcels[:_MOST]:
        tone, words = parcel_state(parcel)
        what = tr("{kind} {n} 件", kind=tr(parcel.kind.value), n=parcel.left)
        line = " · ".join(part for part in (what, parcel.taker) if part)
        section.add_state(tone, line, " · ".join(part for part in (parcel.shelf, words) if part))  # type: ignore[arg-type]
    if len(card.parcels) > _MOST:
        section.add(Words(tr("还有 {n} 笔", n=len(card.parcels) - _MOST), "small", "text2"))
    for visit in card.visitors[:_MOST]:
        tone, words = visit_state(visit, card.on)
        section.add_state(tone, tr("访客 {name}", name=visit.name), f"{visit.why} · {words}")  # type: ignore[arg-type]
    for call in card.calls:
        at = local_time(call.at)
        when = f"{at:%H:%M}" if call.called_on == card.on else f"{at:%m-%d %H:%M}"
        who = tr("来电 {name}", name=call.name or call.phone)
        section.add_state("neutral", who, " · ".join(part for part in (when, call.words) if part))
    take = KeyButton(tr("登记代收"), "F10", icon="ph.package", name="card_take_parcel")
    come = KeyButton(tr("登记来访"), "F11", icon="ph.user", name="card_let_in")
    if writes:
        section.add_row(take, come, None)
    return section, take, come


def parcel_state(row: ParcelRow) -> tuple[str, str]:
    """`放了 4 天，没有通知`, `已通知 11-20`."""
    told = (
        tr("已通知 {day}", day=f"{row.notified_on:%m-%d}") if row.notified_on is not None else tr("没有通知")
    )
    if row.state is ParcelState.OVERDUE:
        return "bad", tr("放了 {n} 天，{told}", n=row.waited, told=told)
    return PARCEL_TONES[row.state], told


def visit_state(row: VisitRow, today: date) -> tuple[str, str]:
    """`09:05 进来`."""
    at = local_time(row.at)
    if row.came_on < today:
        return "bad", tr("{at} 进来，没有登记离开", at=f"{at:%m-%d %H:%M}")
    return "info", tr("{at} 进来", at=f"{at:%H:%M}")
