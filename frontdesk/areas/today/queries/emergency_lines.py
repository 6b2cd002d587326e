"""What today asks for of emergencies (D0.3): those under way, and follow-ups that are due (T21); search by number."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.emergencies import (
    EmergencyFilter,
    EmergencyShow,
    emergency_rows,
    open_emergencies,
)
from frontdesk.areas.archives.rules.emergencies import EmergencyState
from frontdesk.areas.today.queries.desk_hits import DeskHit
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.values.text import tr

EMERGENCIES = "突发事件"


def emergency_hits(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    """By their number (D0.1); the words of what happened are for the list's own filter."""
    number = asked.upper()
    if not number.startswith("TF-"):
        return []
    return [
        DeskHit(
            "emergency", row.id, row.number, f"{tr(row.kind.value)} · {row.place}", None, EMERGENCIES,
            where=row.units[0] if row.units else "", status=tr(row.standing.state.value),
            tone="bad" if row.standing.late else "info", matched=((0, len(number)),),
            named=row.number == number, text=row.number,
        )
        for row in emergency_rows(session, EmergencyFilter(today, number, EmergencyShow.ALL), 0, most)
        if row.number.startswith(number)
    ]  # fmt: skip


def emergency_groups(session: Session, today: date) -> tuple[TodayGroup, ...]:
    """One group, the newest first."""
    rows = open_emergencies(session, today)
    lines = tuple(
        TodayLine(
            "bad",
            tr("跟进逾期 {n} 天", n=row.standing.late)
            if row.standing.late
            else f"{row.happened_at:%m-%d %H:%M}",
            row.units[0] if row.units else "",
            tr("{kind}：{place}，{words}", kind=tr(row.kind.value), place=row.place, words=row.words),
            row.by,
            row.number,
            tr("去跟进") if row.standing.state is EmergencyState.CLOSED else tr("去处理"),
            "emergencies",
            {"text": row.number},
        )
        for row in rows[:SHOWN]
    )
    return (TodayGroup(tr("突发事件"), "ph.warning", len(rows), lines, tr("业主档案 · 突发事件")),)
