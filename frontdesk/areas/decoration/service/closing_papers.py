"""What the papers of the works and of their end say: visits, notices, stop, report, the deposit's settlement."""

from __future__ import annotations

from datetime import timedelta

from frontdesk.areas.cashdesk.service.common import wall_clock
from frontdesk.areas.decoration.documents import (
    BreachLine,
    BreachNotice,
    DeductionLine,
    DepositAccount,
    FindingLine,
    ReportLetter,
    StopNotice,
    VisitRecord,
    WaterLine,
)
from frontdesk.areas.decoration.queries.rows import BreachRow, FileFacts, ScopeRow, VisitRow
from frontdesk.areas.decoration.rules.articles import ARTICLES, REPORTED, Ground
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.rules.kinds import BreachState, VisitKind
from frontdesk.areas.decoration.service.opening_papers import require_state, site_of
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

_LETTERS = {
    VisitKind.PATROL: "XC",
    VisitKind.RECHECK: "FC",
    VisitKind.FIRST: "CY",
    VisitKind.SECOND: "FY",
}


def patrol(work: Work, facts: FileFacts, about_id: int | None) -> VisitRecord:
    """巡查记录 of a 巡查 or 复查."""
    return _visit(
        work, facts, about_id, (VisitKind.PATROL, VisitKind.RECHECK), tr("还没有巡查，不能开巡查记录")
    )


def acceptance(work: Work, facts: FileFacts, about_id: int | None) -> VisitRecord:
    """验收单 of a 初验 or 复验, with the water tests."""
    return _visit(work, facts, about_id, (VisitKind.FIRST, VisitKind.SECOND), tr("还没有验收，不能开验收单"))


def _visit(
    work: Work, facts: FileFacts, about_id: int | None, kinds: tuple[VisitKind, ...], missing: str
) -> VisitRecord:
    rows = [row for row in facts.visits if row.kind in kinds and about_id in (None, row.id)]
    if not rows:
        raise Refused(missing)
    row = max(rows, key=lambda one: (one.on, one.id))
    with_water = row.kind in (VisitKind.FIRST, VisitKind.SECOND)
    return VisitRecord(
        number=f"{facts.number}-{_LETTERS[row.kind]}{row.no:02d}", site=site_of(work, facts), day=work.today(),
        kind=tr(row.kind.value), no=row.no, visited_on=row.on, result=tr(row.result.value), seen=row.seen,
        inspector=row.inspector, lines=_findings(facts, row),
        water=_water(facts) if with_water else (),
        breaches=tuple(_breach_line(b) for b in _counted(facts) if b.inspection_id == row.id),
        photos=row.photos, clerk=work.actor.name,
    )  # fmt: skip


def _findings(facts: FileFacts, visit: VisitRow) -> tuple[FindingLine, ...]:
    """Every item that stood on that day, with what was found of it; then what lies outside of the scope."""
    found = {finding.scope_id: finding for finding in visit.findings if finding.scope_id is not None}
    lines = []
    for item in facts.scope:
        finding = found.get(item.id)
        if finding is None and not _stood(item, visit):
            continue
        result = tr(finding.result.value) if finding is not None else ""
        words = finding.words if finding is not None else ""
        lines.append(
            FindingLine(item.room, f"{tr(item.kind.value)}　{item.words}".strip("　"), result, words)
        )
    lines += [
        FindingLine(tr("范围以外"), "", tr(finding.result.value), finding.words)
        for finding in visit.findings
        if finding.scope_id is None
    ]
    return tuple(lines)


def _stood(item: ScopeRow, visit: VisitRow) -> bool:
    return item.added_on <= visit.on and (item.ended_on is None or item.ended_on > visit.on)


def _water(facts: FileFacts) -> tuple[WaterLine, ...]:
    """The newest test of each room."""
    newest = {row.room: row for row in facts.water}
    return tuple(
        WaterLine(
            row.room, wall_clock(row.started_at), wall_clock(row.ended_at),
            int((row.ended_at - row.started_at).total_seconds() // 3600), row.passed, row.seen_by, row.words,
        )
        for row in newest.values()
    )  # fmt: skip


def _counted(facts: FileFacts) -> list[BreachRow]:
    return [row for row in facts.breaches if row.state is not BreachState.VOID]


def _breach_line(row: BreachRow) -> BreachLine:
    return BreachLine(row.number, row.article, row.what, row.limit_on)


def _breach(facts: FileFacts, about_id: int | None, among: list[BreachRow], missing: str) -> BreachRow:
    rows = [row for row in among if about_id in (None, row.id)]
    if not rows:
        raise Refused(missing)
    return rows[-1]


def rectify(work: Work, facts: FileFacts, about_id: int | None) -> BreachNotice:
    """整改通知书 of a breach that is not void."""
    row = _breach(facts, about_id, _counted(facts), tr("没有这条违规记录，不能开整改通知书"))
    return BreachNotice(
        number=row.number, site=site_of(work, facts), day=work.today(), breach=row.number, article=row.article,
        rule=tr(ARTICLES[row.ground].text), agreement=row.ground is Ground.AGREEMENT,
        reported=row.ground in REPORTED, what=row.what, demand=row.demand, found_on=row.found_on,
        limit_on=row.limit_on, clerk=work.actor.name,
    )  # fmt: skip


def stop(work: Work, facts: FileFacts, about_id: int | None) -> StopNotice:
    """停工通知书: while the works are stopped."""
    row = facts.last(Step.STOP)
    require_state(facts, facts.state is State.STOPPED and row is not None, tr("停工通知书"))
    assert row is not None
    return StopNotice(
        number=f"{facts.number}-TG{row.no:02d}", site=site_of(work, facts), day=work.today(), stopped_on=row.on,
        why=row.words, breaches=tuple(_breach_line(b) for b in _counted(facts) if b.open), by=row.by,
        clerk=work.actor.name,
    )  # fmt: skip


def report(work: Work, facts: FileFacts, about_id: int | None) -> ReportLetter:
    """情况报告函 (article 17) of a breach that is to be reported, or has been."""
    today = work.today()
    among = [
        row
        for row in _counted(facts)
        if row.reported_on is not None or (row.report_from is not None and row.report_from <= today)
    ]
    missing = tr("没有要报告的违规：整改期限没有到，或者第十七条不要求报告")
    row = _breach(facts, about_id, among, missing)
    checks = []
    for check in row.rechecks:
        words = tr("已整改") if check.mended else tr("没有整改到位")
        checks.append((check.on, "，".join(word for word in (words, check.words) if word)))
    return ReportLetter(
        number=f"{row.number}-BG", site=site_of(work, facts), day=work.today(), authority=row.authority,
        breach=row.number, article=row.article, rule=tr(ARTICLES[row.ground].text), what=row.what, demand=row.demand,
        found_on=row.found_on, limit_on=row.limit_on, done=row.done, mended_on=row.mended_on, checks=tuple(checks),
        address=get_setting(work.session, "office.address", ""), clerk=work.actor.name,
    )  # fmt: skip


def settlement(work: Work, facts: FileFacts, about_id: int | None) -> DepositAccount:
    """押金结算单: once a settlement is drawn; who allowed it stands there as soon as somebody has."""
    drawn = facts.settlement
    if drawn is None:
        raise Refused(tr("押金还没有结算，不能开押金结算单"))
    articles = {row.id: row.article for row in facts.breaches}
    checked, allowed = facts.last(Step.SECOND_PASS), facts.last(Step.SETTLE, Step.ALLOW_REFUND)
    ended = facts.last(Step.SECOND_PASS, Step.WITHDRAW, Step.REFUSE, Step.LAPSE)
    deposits = [deposit for deposit in facts.deposits if not deposit.voided]
    return DepositAccount(
        number=f"{facts.number}-JS", site=site_of(work, facts), day=drawn.made_on,
        receipts=tuple((deposit.number, deposit.amount) for deposit in deposits),
        payer="、".join(dict.fromkeys(deposit.payer for deposit in deposits)), held=drawn.held,
        lines=tuple(
            DeductionLine(line.number, articles.get(line.breach_id, ""), line.reason, line.amount)
            for line in drawn.lines
        ),
        deducted=drawn.deducted, refund=drawn.refund,
        checked=tr("{name}　{day}", name=checked.by, day=checked.on) if checked is not None else "",
        due_on=ended.on + timedelta(days=facts.terms.refund_days) if ended is not None else None,
        approved=(
            tr("{words}　{name}　{day}", words=allowed.words or tr("同意"), name=allowed.by, day=allowed.on)
            if allowed is not None and allowed.kind is Step.ALLOW_REFUND else ""
        ),
        clerk=drawn.by,
    )  # fmt: skip
