"""What today asks for of emergencies (D0.3): those under way, and follow-ups that are due (T21); search by number."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from frontdesk.areas.archives.queries.emergencies import (
    EmergencyFilter,
    EmergencyRow,
    EmergencyShow,
    emergency_rows,
    open_emergencies,
)
from frontdesk.areas.archives.rules.emergencies import Line
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
    """One group: each follow-up with its day, the most urgent first; then what is under way without one."""
    rows = open_emergencies(session, today)
    follows = [(row, line) for row in rows for line in row.standing.follow]
    follows.sort(key=lambda pair: pair[1].until or date.max)
    lines = [_follow(row, line, today) for row, line in follows]
    lines += [_under_way(row) for row in rows if not row.standing.follow]
    title, rest = tr("突发事件"), tr("业主档案 · 突发事件")
    return (TodayGroup(title, "ph.warning", len(lines), tuple(lines[:SHOWN]), rest),)


def _follow(row: EmergencyRow, line: Line, today: date) -> TodayLine:
    left = (line.until - today).days if line.until is not None else 0
    when = tr("今天跟进") if not left else tr("{day} 前跟进", day=f"{line.until:%m-%d}")
    if left < 0:
        when = tr("跟进逾期 {n} 天", n=-left)
    todo = " ".join(part for part in (line.who, line.words) if part)
    words = tr("{kind}：{place}，{words}", kind=tr(row.kind.value), place=row.place, words=todo)
    tone = "bad" if left < 0 else "warn" if not left else "info"
    return TodayLine(
        tone, when, row.units[0] if row.units else "", words, line.by, row.number, tr("去跟进"), "emergencies",
        {"text": row.number},
    )  # fmt: skip


def _under_way(row: EmergencyRow) -> TodayLine:
    words = tr("{kind}：{place}，{words}", kind=tr(row.kind.value), place=row.place, words=row.words)
    return TodayLine(
        "bad", f"{row.happened_at:%m-%d %H:%M}", row.units[0] if row.units else "", words, row.by, row.number,
        tr("去处理"), "emergencies", {"text": row.number},
    )  # fmt: skip
