"""What today asks for of emergencies (D0.3): those under way, and follow-ups that are due (T21)."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.emergencies import open_emergencies
from frontdesk.areas.archives.rules.emergencies import EmergencyState
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.values.text import tr


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
