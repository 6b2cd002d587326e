"""What the papers before the works say: application, agreement, what owner and neighbours are told, the permit."""

from __future__ import annotations

from dataclasses import replace

from frontdesk.areas.cashdesk.service.common import office
from frontdesk.areas.decoration.documents import (
    Agreement,
    Application,
    Guide,
    Hours,
    NeighbourNotice,
    ScopeLine,
    Site,
    WorkPermit,
)
from frontdesk.areas.decoration.queries.detail import proposed_amounts
from frontdesk.areas.decoration.queries.needing import firm_papers_due
from frontdesk.areas.decoration.queries.rows import FileFacts
from frontdesk.areas.decoration.rules.articles import Level, WorkKind
from frontdesk.areas.decoration.rules.course import APPROVED_STATES, State, Step
from frontdesk.areas.decoration.rules.hours import Hours as HourRule
from frontdesk.areas.decoration.rules.hours import working_spans
from frontdesk.areas.permits.rules.code import CodeFacts
from frontdesk.areas.permits.service.signing import code_for
from frontdesk.base.store.settings import get_setting
from frontdesk.base.store.work import Work
from frontdesk.base.values.errors import Refused
from frontdesk.base.values.text import tr

PERMIT_KIND = "ZX"
"""The kind under which the permit's signed code speaks."""
_OUTSIDE = frozenset({WorkKind.BALCONY, WorkKind.OUTSIDE, WorkKind.FACADE})


def site_of(work: Work, facts: FileFacts) -> Site:
    """What every paper says of the file."""
    named, firm = office(work), facts.contractor
    return Site(
        office=named.office, estate=named.estate, office_phone=get_setting(work.session, "office.phone", ""),
        file=facts.number, unit=facts.unit, applicant=facts.applicant, role=facts.role.value, phone=facts.phone,
        firm=tr("业主自行组织施工") if firm.own_workers else firm.name, licence=firm.licence, grade=firm.grade,
        head=firm.head, head_phone=firm.head_phone, starts_on=facts.starts_on, ends_on=facts.ends_on,
    )  # fmt: skip


def scope_lines(facts: FileFacts) -> tuple[ScopeLine, ...]:
    """The items that stand, with what the articles say of each."""
    return tuple(
        ScopeLine(
            item.no, item.room, f"{tr(item.kind.value)}　{item.words}".strip("　"), item.drawing,
            tr(item.verdict.level.value),
            "：".join(word for word in (item.verdict.article, item.verdict.words) if word),
        )
        for item in facts.standing
    )  # fmt: skip


def hours_words(rule: HourRule) -> Hours:
    """The office's hours as papers say them."""
    spans = "，".join(
        f"{begins:%H:%M}–{'24:00' if ends.hour == 23 and ends.minute == 59 else f'{ends:%H:%M}'}"
        for begins, ends in working_spans(rule)
    )
    if rule.rest_days_quiet:
        return Hours(
            tr("周一至周五 {spans}", spans=spans),
            tr("周六、周日和法定节假日不得有噪声施工"),
        )
    return Hours(tr("每天 {spans}", spans=spans), "")


def summary_of(facts: FileFacts) -> str:
    """The file's own summary, else its items: `厨房水电改造；客厅拆改轻质隔墙（图纸 2 号）`."""
    if facts.summary:
        return facts.summary
    return "；".join(
        f"{item.room}{tr(item.kind.value)}" + (f"（{item.drawing}）" if item.drawing else "")
        for item in facts.standing
    )


def require_state(facts: FileFacts, there: bool, paper: str) -> None:
    """Raises `Refused` where the file is not so far, or no longer."""
    if not there:
        raise Refused(
            tr(
                "{number} 现在是{state}，不能开{paper}",
                number=facts.number,
                state=tr(facts.state.value),
                paper=paper,
            )
        )


def application(work: Work, facts: FileFacts, about_id: int | None) -> Application:
    """装修申请表: at any time."""
    there = facts.there
    accepted, judged = facts.last(Step.ACCEPT), facts.last(Step.APPROVE, Step.REFUSE)
    consent = ""
    if facts.consent_by and facts.consent_on is not None:
        way = tr(facts.consent_way.value) if facts.consent_way is not None else ""
        consent = tr("业主 {name} {day} {way}同意", name=facts.consent_by, day=facts.consent_on, way=way)
    return Application(
        number=f"{facts.number}-SQ", site=site_of(work, facts), day=work.today(), applied_on=facts.applied_on,
        consent=consent, summary=facts.summary, lines=scope_lines(facts),
        papers=tuple((tr(want.words), want.ground, want.kind in there) for want in facts.wanted),
        accepted=tr("{name}　{day}", name=accepted.by, day=accepted.on) if accepted is not None else "",
        opinion=(
            tr("{words}　{name}　{day}", words=judged.words, name=judged.by, day=judged.on)
            if judged is not None else ""
        ),
        clerk=work.actor.name,
    )  # fmt: skip


def agreement(work: Work, facts: FileFacts, about_id: int | None) -> Agreement:
    """管理服务协议: from the approval on; before it is signed with the amounts that the terms propose."""
    found, known = facts.agreement, facts.terms
    require_state(facts, found is not None or facts.state is State.APPROVED, tr("协议"))
    amounts = found if found is not None else proposed_amounts(work.session, facts.unit_id, work.today())
    kinds = {item.kind for item in facts.standing}
    return Agreement(
        number=f"{facts.number}-XY", site=site_of(work, facts), day=found.signed_on if found else work.today(),
        lines=scope_lines(facts), hours=hours_words(known.hours), management_fee=amounts.management_fee,
        waste_fee=amounts.waste_fee, deposit=amounts.deposit, refund_days=known.refund_days,
        recheck_days=known.recheck_days, test_hours=known.test_hours, facade=bool(kinds & _OUTSIDE),
        water=_touches_water(facts), words=found.words if found else "", clerk=work.actor.name,
    )  # fmt: skip


def _touches_water(facts: FileFacts) -> bool:
    return any(item.verdict.water_test for item in facts.standing)


def guide(work: Work, facts: FileFacts, about_id: int | None) -> Guide:
    """装修告知书: as long as the file is not over."""
    require_state(facts, not facts.over, tr("告知书"))
    known = facts.terms
    return Guide(
        f"{facts.number}-GZ", site_of(work, facts), work.today(), hours_words(known.hours), known.test_hours,
        work.actor.name,
    )  # fmt: skip


def neighbours(work: Work, facts: FileFacts, about_id: int | None) -> NeighbourNotice:
    """邻居告知书: once the works are approved, until they are done."""
    require_state(facts, facts.state in APPROVED_STATES, tr("邻居告知书"))
    return NeighbourNotice(
        f"{facts.number}-LJ", site_of(work, facts), work.today(), hours_words(facts.terms.hours),
        summary_of(facts), _touches_water(facts), work.actor.name,
    )  # fmt: skip


def permit(work: Work, facts: FileFacts, about_id: int | None) -> WorkPermit:
    """装修施工许可证: while the works may go on. Its code is signed by `sign_permit`."""
    require_state(facts, facts.state is State.RUNNING, tr("施工许可证"))
    if facts.ends_on < work.today():
        raise Refused(tr("施工期限 {day} 已经过了，请先办延期", day=facts.ends_on))
    if any(item.verdict.level is Level.PROHIBITED for item in facts.standing):
        raise Refused(tr("施工内容里有不得批准的项目，不能发施工许可证"))
    due = firm_papers_due(facts)
    if due:
        raise Refused(tr("换了施工单位，缺 {papers}，收下再开施工许可证", papers="、".join(due)))
    approved = facts.last(Step.APPROVE)
    starts = [step for step in facts.steps if step.kind in (Step.START, Step.RESUME)]
    return WorkPermit(
        number=facts.number, site=site_of(work, facts), day=work.today(), summary=summary_of(facts),
        hours=hours_words(facts.terms.hours), code="", approver=approved.by if approved is not None else "",
        clerk=work.actor.name, start_no=len(starts), resumed_on=starts[-1].on if len(starts) > 1 else None,
    )  # fmt: skip


def sign_permit(work: Work, made: WorkPermit) -> WorkPermit:
    """With its signed code: number, applicant (masked), home, term, who builds."""
    site = made.site
    facts = CodeFacts(
        PERMIT_KIND, made.number, site.applicant, site.unit, site.starts_on, site.ends_on, note=site.firm
    )
    return replace(made, code=code_for(work, facts))
