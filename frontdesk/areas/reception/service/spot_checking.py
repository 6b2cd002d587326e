"""抽查 (D2.3): a month's complaints and tickets drawn by a stored seed, and what was found of each."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from sqlalchemy import func, select

from frontdesk.areas.cashdesk.service.common import office, wall_clock
from frontdesk.areas.reception.documents.kinds import REPORT_FORM_WORDS, ReportForm
from frontdesk.areas.reception.documents.reports import SpotCheckSheet, SpotLine, SpotPopulation
from frontdesk.areas.reception.model.owed import SpotCheck, SpotFinding, SpotTicket
from frontdesk.areas.reception.queries.spot_checks import population, spot_check, spot_lines
from frontdesk.areas.reception.rules.owing import Period, ReportKind, base_number, is_period, may_be_fixed
from frontdesk.areas.reception.rules.sampling import SHARE_PERMILLE, draw
from frontdesk.areas.reception.service.reporting import TOPIC, FixedReport
from frontdesk.areas.reception.service.ticket_papers import freeze
from frontdesk.base.store.numbers import next_number
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import InvalidInput, Refused
from frontdesk.base.values.rights import Right
from frontdesk.base.values.text import tr

SUBJECT = "spot_check"
LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class DrawSpotCheck:
    """Draw the month of *period*."""

    period: Period


@dataclass(frozen=True, slots=True)
class EnterFinding:
    """What was found of a drawn ticket; `words` are needed where it is not `good`."""

    line_id: int
    good: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class IssueSpotSheet:
    """抽查表 as it stands now."""

    check_id: int


def draw_spot_check(work: Work, command: DrawSpotCheck) -> int:
    """Draw and store the sample; its id. Raises `Refused` before the month is over, for the second, or for no ticket."""
    work.require(Right.RECEPTION_LEAD)
    period = command.period
    if not is_period(ReportKind.SPOT_CHECK, period):
        raise Refused(tr("报表的起止日期不对，请重新选"))
    if not may_be_fixed(period, work.today()):
        raise Refused(tr("{last} 过完才能抽查", last=period.last.isoformat()))
    number = base_number(ReportKind.SPOT_CHECK, period)
    # The number's row stays locked: two who draw at once are not given two samples.
    if next_number(work.session, number) != 1:
        raise Refused(tr("{number} 已经抽过了，不能再抽", number=number))
    complaints, others, through_id = population(work.session, period)
    if not complaints and not others:
        raise Refused(tr("这个月没有报事，不用抽查"))
    seed = secrets.token_hex(8)
    made = SpotCheck(
        number=number,
        first_on=period.first,
        last_on=period.last,
        seed=seed,
        permille=SHARE_PERMILLE,
        through_id=through_id,
        complaints=len(complaints),
        others=len(others),
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
    )
    work.session.add(made)
    work.session.flush()
    drawn = (*draw(tuple(complaints), seed), *draw(tuple(others), seed))
    ids = complaints | others
    work.session.add_all(
        SpotTicket(check_id=made.id, no=no, ticket_id=ids[number]) for no, number in enumerate(drawn, 1)
    )
    work.session.flush()
    work.touch(TOPIC)
    return made.id


def enter_finding(work: Work, command: EnterFinding) -> int:
    """Store what was found; the finding's number for that line. A later one takes its place and both stay."""
    work.require(Right.RECEPTION_LEAD)
    line = work.session.scalar(select(SpotTicket).where(SpotTicket.id == command.line_id).with_for_update())
    if line is None:
        raise Refused(tr("没有这一行，请重新打开"))
    words = command.words.strip()
    if len(words) > LONGEST_WORDS:
        raise InvalidInput({"words": tr("最多 {n} 个字，请写短些", n=LONGEST_WORDS)})
    if not command.good and not words:
        raise InvalidInput({"words": tr("请写发现了什么")})
    before = work.session.scalar(select(func.max(SpotFinding.no)).where(SpotFinding.line_id == line.id))
    made = SpotFinding(
        line_id=line.id,
        no=(before or 0) + 1,
        good=command.good,
        words=words,
        on_day=work.today(),
        at=work.now(),
        by_id=work.actor.id,
        by=work.actor.name,
    )
    work.session.add(made)
    work.session.flush()
    work.touch(TOPIC)
    return made.no


def issue_spot_sheet(work: Work, command: IssueSpotSheet) -> FixedReport:
    """Freeze 抽查表 as it stands: the plain number first, `-2` once more has been found."""
    work.require(Right.RECEPTION)
    found = spot_check(work.session, command.check_id)
    if found is None:
        raise Refused(tr("没有这次抽查，请重新选"))
    lines = spot_lines(work.session, found.id)
    drawn = sum(line.complaint for line in lines)
    named = office(work)
    sheet = SpotCheckSheet(
        number=found.number, office=named.office, estate=named.estate, month=f"{found.period.first:%Y-%m}",
        day=work.today(), seed=found.seed, share=f"{found.permille / 10:g}%",
        populations=(
            SpotPopulation(tr("投诉"), found.complaints, drawn),
            SpotPopulation(tr("其他报事"), found.others, len(lines) - drawn),
        ),
        lines=tuple(
            SpotLine(
                line.no, line.number, tr(line.kind.value), line.received_on, line.place, line.what,
                tr(line.state.value), line.handler, line.result, line.words, line.by, line.found_on,
            )
            for line in lines
        ),
        drawn_at=wall_clock(found.drawn_at), drawn_by=found.drawn_by, clerk=work.actor.name,
    )  # fmt: skip
    form = ReportForm.SPOT_CHECK
    paper_id, number, _again = freeze(
        work, form.value, tr(REPORT_FORM_WORDS[form]), sheet, (SUBJECT, found.id), None
    )
    return FixedReport(paper_id, form, number)
