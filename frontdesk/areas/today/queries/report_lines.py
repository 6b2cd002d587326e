"""The reports the desk owes on the start page (D0.3, D2.3): what is late or due within the week."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.orm import Session

from frontdesk.areas.reception.queries.owed_reports import owed_reports
from frontdesk.areas.today.queries.lines import SHOWN, TodayGroup, TodayLine
from frontdesk.base.values.text import tr

_SOON = timedelta(days=7)


def report_groups(session: Session, today: date) -> tuple[TodayGroup, ...]:
    """One group, what is due first at the top."""
    due = [one for one in owed_reports(session, today) if one.due_on <= today + _SOON]
    lines = tuple(
        TodayLine(
            "bad" if one.late(today) else "warn",
            tr("超 {n} 天", n=one.late(today))
            if one.late(today)
            else tr("今天")
            if one.due_on == today
            else f"{one.due_on:%m-%d}",
            "",
            tr("{kind} {period}", kind=tr(one.kind.value), period=one.period),
            "",
            "",
            "",
            "owed_reports",
            {"kind": one.kind, "first": one.period.first},
        )
        for one in due[:SHOWN]
    )
    return (TodayGroup(tr("要出的报表"), "ph.chart-bar", len(due), lines, tr("客服接待 · 报表")),)
