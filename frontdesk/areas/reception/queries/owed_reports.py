"""The owed reports as lists: what is owed and late, drafts, what was fixed (D2.3); a report as it stands or was fixed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from frontdesk.areas.reception.documents.kinds import ReportForm
from frontdesk.areas.reception.documents.reports import DeskReport
from frontdesk.areas.reception.model.owed import OwedDraft, OwedReport, SpotCheck
from frontdesk.areas.reception.model.tickets import Ticket
from frontdesk.areas.reception.queries.report_drafts import draft
from frontdesk.areas.reception.rules.owing import MONTH_DUE_DAY, Owed, Period, ReportKind, owed, period_of
from frontdesk.base.store.papers import Paper, print_count
from frontdesk.base.store.settings import get_setting
from frontdesk.base.values import codec

DUE_SETTING = "reception.month_reports_due"
"""Setting: the day of the next month until which a month's reports are due."""
FORM_OF: dict[ReportKind, ReportForm] = {
    ReportKind.WEEKLY: ReportForm.WEEKLY,
    ReportKind.MONTHLY: ReportForm.MONTHLY,
    ReportKind.SUMMARY: ReportForm.SUMMARY,
    ReportKind.SPOT_CHECK: ReportForm.SPOT_CHECK,
}


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A line of the page: owed (`number` empty) or there. `written`: somebody has begun to write.

    `due_on` None: the period is still running. `replaced` is the number of the one that corrects it.
    """

    kind: ReportKind
    period: Period
    due_on: date | None = None
    late: int = 0
    written: bool = False
    number: str = ""
    replaced: str = ""
    by: str = ""
    at: datetime | None = None
    check_id: int | None = None

    @property
    def key(self) -> str:
        """What tells it from the others."""
        return self.number or f"{self.kind.name}-{self.period.first.isoformat()}"


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report to look at: as fixed (`fixed`), or as the records have it now. `version` is the draft's."""

    report: DeskReport
    fixed: bool
    version: int
    prints: int = 0
    replaced: str = ""


def month_due_day(session: Session) -> int:
    """The day that the office has set."""
    return int(get_setting(session, DUE_SETTING, MONTH_DUE_DAY))


def since(session: Session) -> date | None:
    """The day of the first ticket taken at this desk, not of what an old book brought."""
    found: date | None = session.scalar(select(func.min(Ticket.received_on)).where(Ticket.old_number == ""))
    return found


def owed_reports(session: Session, today: date) -> tuple[Owed, ...]:
    """Everything owed on *today*, what is due first at the top."""
    begins, due = since(session), month_due_day(session)
    fixed: dict[ReportKind, set[date]] = {kind: set() for kind in ReportKind}
    for kind, first in session.execute(select(OwedReport.kind, OwedReport.first_on).distinct()):
        fixed[kind].add(first)
    fixed[ReportKind.SPOT_CHECK] = set(session.scalars(select(SpotCheck.first_on)))
    found = [one for kind in ReportKind for one in owed(kind, begins, today, fixed[kind], due)]
    found = [
        one for one in found if one.kind is not ReportKind.SPOT_CHECK or _has_tickets(session, one.period)
    ]
    return tuple(sorted(found, key=lambda one: (one.due_on, list(ReportKind).index(one.kind))))


def _has_tickets(session: Session, period: Period) -> bool:
    query = (
        select(Ticket.id)
        .where(Ticket.received_on >= period.first, Ticket.received_on <= period.last)
        .limit(1)
    )
    return session.scalar(query) is not None


def report_rows(session: Session, today: date) -> tuple[ReportRow, ...]:
    """What is owed, what runs, then what is there, the newest first."""
    begun = {
        (row.kind, row.first_on)
        for row in session.scalars(select(OwedDraft))
        if any(written_words(row.texts).values())
    }
    rows = [
        ReportRow(one.kind, one.period, one.due_on, one.late(today), (one.kind, one.period.first) in begun)
        for one in owed_reports(session, today)
    ]
    if since(session) is not None:
        for kind in (ReportKind.WEEKLY, ReportKind.MONTHLY, ReportKind.SUMMARY):
            period = period_of(kind, today)
            rows.append(ReportRow(kind, period, written=(kind, period.first) in begun))
    return (*rows, *sorted(_there(session), key=lambda row: (row.period.first, row.number), reverse=True))


def _there(session: Session) -> list[ReportRow]:
    fixed = session.scalars(select(OwedReport).order_by(OwedReport.id)).all()
    corrected = {row.corrects_id: row.number for row in fixed if row.corrects_id is not None}
    rows = [
        ReportRow(
            row.kind, Period(row.first_on, row.last_on), number=row.number, replaced=corrected.get(row.id, ""), by=row.by,
            at=row.at,
        )
        for row in fixed
    ]  # fmt: skip
    rows += [
        ReportRow(
            ReportKind.SPOT_CHECK, Period(row.first_on, row.last_on), number=row.number, by=row.by, at=row.at,
            check_id=row.id,
        )
        for row in session.scalars(select(SpotCheck))
    ]  # fmt: skip
    return rows


def written_words(text: str) -> dict[str, str]:
    """The words of a stored draft."""
    return cast(dict[str, str], json.loads(text)) if text else {}


def report_view(
    session: Session,
    kind: ReportKind,
    period: Period,
    *,
    now: datetime,
    by: str,
    money: bool,
    number: str = "",
) -> ReportView | None:
    """The report to look at: the fixed one of *number*, else the draft of the period; None: no such report.

    *money*: whether takings may be shown; a fixed 前台工作总结 is not shown without.
    """
    kept = session.scalar(select(OwedDraft).where(OwedDraft.kind == kind, OwedDraft.first_on == period.first))
    version = 0 if kept is None else kept.version
    if number:
        row = session.scalar(select(OwedReport).where(OwedReport.number == number))
        if row is None or (row.kind is ReportKind.SUMMARY and not money):
            return None
        paper = session.get_one(Paper, row.paper_id)
        later = session.scalar(select(OwedReport.number).where(OwedReport.corrects_id == row.id))
        report = codec.from_json(DeskReport, paper.document)
        return ReportView(report, True, version, print_count(session, paper.id), later or "")
    words = written_words(kept.texts) if kept is not None else {}
    return ReportView(
        draft(session, kind, period, words, made_at=now, made_by=by, money=money), False, version
    )


def broken_reports(session: Session) -> list[str]:
    """Fixed reports whose paper is another's, or whose sums do not meet."""
    broken = []
    for row in session.scalars(select(OwedReport).order_by(OwedReport.id)):
        paper = session.get(Paper, row.paper_id)
        if paper is None or paper.number != row.number or paper.form != FORM_OF[row.kind].value:
            broken.append(f"{row.number}: paper {row.paper_id}")
            continue
        report = codec.from_json(DeskReport, paper.document)
        if report.wrong() or (report.first, report.last) != (row.first_on, row.last_on):
            broken.append(f"{row.number}: {report.wrong() or 'days'}")
    return broken
