"""What today asks for of personal data (D0.3, D1.9): who asked what is held of them and waits; search by number."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.personal_requests import RequestFilter, RequestShow, request_rows
from frontdesk.areas.archives.rules.personal import REQUEST_PREFIX, RequestState
from frontdesk.areas.today.queries.desk_hits import DeskHit
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.values.text import tr

REQUESTS = "本人信息"
LATE_DAYS = 15
"""So many days after somebody asked it is said in red: the law says 及时 and names no number of days."""


def personal_groups(session: Session, today: date) -> tuple[TodayGroup, ...]:
    """One group, who has waited longest at the top."""
    wanted = RequestFilter(today, sort="asked_on", descending=False)
    rows = request_rows(session, wanted, 0, None)
    lines = []
    for row in rows[:SHOWN]:
        days = (today - row.asked_on).days
        when = tr("{n} 天了", n=days) if days else tr("今天")
        lines.append(
            TodayLine(
                "bad" if days > LATE_DAYS else "warn", when, "", tr("{name} 的本人信息还没有交付", name=row.name),
                row.by, row.number, tr("去交付"), "personal_requests", {"text": row.number},
            )
        )  # fmt: skip
    rest = tr("业主档案 · 本人信息")
    return (TodayGroup(tr("本人信息待交付"), "ph.identification-card", len(rows), tuple(lines), rest),)


def personal_hits(session: Session, asked: str, today: date, most: int) -> list[DeskHit]:
    """Requests by their number (D0.1)."""
    number = asked.upper()
    if not number.startswith(f"{REQUEST_PREFIX}-"):
        return []
    tones = {RequestState.WAITING: "warn", RequestState.DELIVERED: "ok", RequestState.VOIDED: "neutral"}
    return [
        DeskHit(
            "personal_request", row.id, row.number, row.name, None, REQUESTS, status=tr(row.state.value),
            tone=tones[row.state], matched=((0, len(number)),), named=row.number == number, text=row.number,
        )
        for row in request_rows(session, RequestFilter(today, number, RequestShow.ALL), 0, most)
        if row.number.startswith(number)
    ]  # fmt: skip
