"""The owed reports (D2.3): words written bit by bit, then fixed under a number; a correction is a new one naming it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import select

from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.reception.documents.kinds import REPORT_FORM_WORDS, ReportForm
from frontdesk.areas.reception.model.owed import OwedDraft, OwedReport
from frontdesk.areas.reception.queries.owed_reports import DUE_SETTING, FORM_OF, written_words
from frontdesk.areas.reception.queries.report_drafts import draft
from frontdesk.areas.reception.rules.owing import (
    WORD_FIELDS,
    Period,
    ReportKind,
    is_period,
    may_be_fixed,
    number_of,
)
from frontdesk.areas.reception.service.ticket_papers import print_stored
from frontdesk.base.store.papers import issue_paper
from frontdesk.base.store.settings import set_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values import codec
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

TOPIC = "owed_reports"
SUBJECT = "owed_report"
"""The papers' subject kind; its id is the first day's ordinal."""
LONGEST = 2000
LONGEST_REASON = 200
LATEST_DUE_DAY = 28


@dataclass(frozen=True, slots=True)
class WriteWords:
    """What has been written for a report so far: key → text. `version` is the one seen; 0 before the first."""

    kind: ReportKind
    period: Period
    words: Mapping[str, str]
    version: int


@dataclass(frozen=True, slots=True)
class FixReport:
    """Fix the report of a period with what is written. `reason`: why the one fixed before is corrected (`corrects`)."""

    kind: ReportKind
    period: Period
    words: Mapping[str, str]
    version: int
    corrects: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class FixedReport:
    """A fixed report."""

    id: int
    form: ReportForm
    number: str


@dataclass(frozen=True, slots=True)
class PrintReport:
    """A fixed report, or an issued 抽查表, by its form and number."""

    form: ReportForm
    number: str
    size: str | None = None


@dataclass(frozen=True, slots=True)
class SetDueDay:
    """The day of the next month until which a month's reports are due, 1 to 28."""

    day: int


def set_due_day(work: Work, command: SetDueDay) -> None:
    """Set it. Raises `InvalidInput` for a day that not every month has."""
    work.require(Right.RECEPTION_SETUP)
    if not 1 <= command.day <= LATEST_DUE_DAY:
        raise InvalidInput({"day": tr("请填 1 到 {n} 日", n=LATEST_DUE_DAY)})
    set_setting(work, DUE_SETTING, command.day)
    work.touch(TOPIC)


def write_words(work: Work, command: WriteWords) -> int:
    """Keep what is written; the draft's new version. Raises `Refused` when somebody else has written since."""
    work.require(Right.RECEPTION)
    _check_period(command.kind, command.period)
    return _keep(work, command.kind, command.period, command.words, command.version).version


def fix_report(work: Work, command: FixReport) -> FixedReport:
    """Work the figures out once more, store them with the words under a number; nothing changes it afterwards.

    Raises `Refused` before the period is over or where one is fixed already (unless it is corrected), `InvalidInput`
    for a part that nobody has written.
    """
    work.require(Right.RECEPTION)
    kind, period = command.kind, command.period
    _check_period(kind, period)
    if not may_be_fixed(period, work.today()):
        raise Refused(tr("{last} 过完才能定稿，现在先存着", last=period.last.isoformat()))
    kept = _keep(work, kind, period, command.words, command.version)
    words = written_words(kept.texts)
    errors = {
        f"words.{key}": tr("请写“{title}”，没有就写“无”", title=tr(title))
        for key, title in WORD_FIELDS[kind]
        if not words.get(key)
    }
    newest = work.session.scalar(
        select(OwedReport)
        .where(OwedReport.kind == kind, OwedReport.first_on == period.first)
        .order_by(OwedReport.no.desc())
        .limit(1)
        .with_for_update()
    )
    reason = command.reason.strip()
    if newest is not None and command.corrects != newest.number:
        raise Refused(
            tr(
                "这一期已由 {who} 定稿：{number}。要改请按“更正”，原来的留着",
                who=newest.by,
                number=newest.number,
            )
        )
    if newest is None and command.corrects:
        raise Refused(tr("没有 {number} 这份报表，不能更正", number=command.corrects))
    if newest is not None and not reason:
        errors["reason"] = tr("请写为什么更正")
    if len(reason) > LONGEST_REASON:
        errors["reason"] = tr("最多 {n} 个字，请写短些", n=LONGEST_REASON)
    if errors:
        raise InvalidInput(errors)
    # Last: nobody is called over for leave while something is still missing.
    work.require(Right.RECEPTION_LEAD)
    no = 1 if newest is None else newest.no + 1
    number = number_of(kind, period, no)
    # The lead who fixes it has seen the takings; 前台工作总结 always states them.
    report = replace(
        draft(work.session, kind, period, words, made_at=work.now(), made_by=work.actor.name, money=True),
        number=number,
        corrects="" if newest is None else newest.number,
        reason="" if newest is None else reason,
    )
    return _store(work, kind, period, no, report, newest)


def _store(
    work: Work, kind: ReportKind, period: Period, no: int, report: object, newest: OwedReport | None
) -> FixedReport:
    from frontdesk.areas.reception.forms import FORMS

    form = FORM_OF[kind]
    number = number_of(kind, period, no)
    FORMS[form.value].check(report)
    paper_id = issue_paper(
        work,
        form=form.value,
        number=number,
        title=f"{tr(REPORT_FORM_WORDS[form])} {number}",
        subject=(SUBJECT, period.first.toordinal()),
        document=codec.to_plain(report),
    )
    made = OwedReport(
        kind=kind,
        first_on=period.first,
        last_on=period.last,
        no=no,
        number=number,
        corrects_id=None if newest is None else newest.id,
        reason=getattr(report, "reason", ""),
        paper_id=paper_id,
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
    )
    work.session.add(made)
    work.session.flush()
    work.touch(TOPIC, "papers")
    return FixedReport(made.id, form, number)


def print_report(work: Work, command: PrintReport) -> PrintedPaper:
    """Draw what was fixed and keep the PDF; from the second time on it says 补打 with the count."""
    work.require(Right.RECEPTION)
    if command.form is ReportForm.SUMMARY:
        work.require(Right.REPORTS)
    return print_stored(
        work, command.form.value, command.number, command.size, tr(REPORT_FORM_WORDS[command.form])
    )


def _check_period(kind: ReportKind, period: Period) -> None:
    if kind not in WORD_FIELDS or not is_period(kind, period):
        raise Refused(tr("报表的起止日期不对，请重新选"))


def _keep(work: Work, kind: ReportKind, period: Period, told: Mapping[str, str], version: int) -> OwedDraft:
    """Store what is written where it says something else than before."""
    keys = [key for key, _title in WORD_FIELDS[kind]]
    words = {key: told.get(key, "").strip() for key in keys}
    errors = {
        f"words.{key}": tr("最多 {n} 个字，请写短些", n=LONGEST) for key in keys if len(words[key]) > LONGEST
    }
    if errors:
        raise InvalidInput(errors)
    found = work.session.scalar(
        select(OwedDraft).where(OwedDraft.kind == kind, OwedDraft.first_on == period.first).with_for_update()
    )
    if (0 if found is None else found.version) != version:
        who = found.by if found is not None else ""
        raise Refused(tr("{who} 刚才也在写这份报表，请先看过再写；您写的还在", who=who))
    text = json.dumps(words, ensure_ascii=False)
    if found is not None and found.texts == text:
        return found
    if found is None:
        found = OwedDraft(kind=kind, first_on=period.first, last_on=period.last)
        work.session.add(found)
    found.texts = text
    found.version = version + 1
    found.at, found.by_id, found.by = work.now(), work.actor.id, work.actor.name
    work.session.flush()
    work.touch(TOPIC)
    return found
