"""What today asks for of registrations (D0.3, D1.2): what ends within thirty days, is over, or was left behind.

Worked out from their rows when it is shown (T21).
"""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.registration import registrations_due
from frontdesk.areas.archives.rules.registration import State
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.values.text import tr


def registration_groups(session: Session, today: date) -> tuple[TodayGroup, ...]:
    """One group, what is over longest at the top."""
    rows = registrations_due(session, today)
    lines = tuple(
        TodayLine(
            "bad" if row.state is State.LATE else "warn",
            tr("过期 {n} 天", n=-(row.days or 0)) if row.state is State.LATE else f"{row.ends_on:%m-%d}",
            row.unit,
            tr("搬走了，登记还没有注销")
            if row.state is State.LEFT
            else tr("{duty}登记{word}，提醒去续", duty=tr(row.duty.value), word=tr(row.state.value)),
            row.name,
            row.number,
            tr("去办"),
            "registration",
            {"text": row.name},
        )
        for row in rows[:SHOWN]
    )
    return (
        TodayGroup(tr("人口登记到期"), "ph.identification-card", len(rows), lines, tr("业主档案 · 人口登记")),
    )
