"""增加内容, another firm's papers, a resumed permit: what was approved, shown or printed before no longer says it (D4.2, D4.5)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from frontdesk.app.checks import broken
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.decoration.documents import PaperForm
from frontdesk.areas.decoration.queries.issued_papers import Standing, issued_papers
from frontdesk.areas.decoration.queries.permit_check import permit_checked
from frontdesk.areas.decoration.queries.ready_papers import ready_papers
from frontdesk.areas.decoration.rules.articles import WorkKind
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.service import (
    AddScope,
    AddWorks,
    ChangeFirm,
    ContractorInput,
    Extend,
    PaperInput,
    Resubmit,
    ScopeInput,
    WorkerInput,
    add_scope,
    add_works,
    change_firm,
    extend,
    resubmit,
)
from frontdesk.areas.decoration.service.papers import (
    IssueDecorationPaper,
    IssuedPaper,
    PrintDecorationPaper,
    issue_decoration_paper,
    print_decoration_paper,
)
from frontdesk.areas.permits.rules.checking import Found
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from frontdesk.base.values.money import Money
from tests.areas.cashdesk.desk import Desk
from tests.areas.decoration.service.test_course import home_of
from tests.areas.decoration.site import FIRM, Site
from tests.tools import paper_reading as read

MORE = (ScopeInput("书房", WorkKind.FINISH, "铺地板"),)
OTHER = ContractorInput(False, "杭州匠作装饰有限公司", "91330100MA2AX8TW3N", "一级", "李工", "13812346073")


@pytest.fixture
def site(desk: Desk) -> Site:
    """A site with the cashier's shift open."""
    desk.open()
    return Site(desk)


def widen(site: Site, items: tuple[ScopeInput, ...] = MORE, **more: object) -> object:
    command = AddWorks(site.id, site.facts.version, items=items, **more)  # type: ignore[arg-type]
    return site.desk.run(add_works, command, site.desk.receptionist)


def permit(site: Site) -> IssuedPaper:
    command = IssueDecorationPaper(PaperForm.PERMIT, site.id)
    made: IssuedPaper = site.desk.run(issue_decoration_paper, command, site.desk.supervisor)
    return made


def printed(site: Site, paper: IssuedPaper) -> str:
    command = PrintDecorationPaper(paper.form, paper.number)
    return read.text(site.desk.run(print_decoration_paper, command, site.desk.supervisor).pdf)


# -- works added --


@pytest.mark.parametrize("state", [State.APPROVED, State.AGREED, State.PAID, State.RUNNING])
def test_d4_2_works_added_to_what_was_approved_go_back_to_the_engineer(site: Site, state: State) -> None:
    site.to(state)
    with pytest.raises(Refused, match="要重新审批"):
        site.desk.run(add_scope, AddScope(site.id, MORE), site.desk.receptionist)
    widen(site)
    assert site.state is State.ACCEPTED
    assert site.facts.standing[-1].room == "书房"
    assert site.facts.steps[-1].words.startswith("增加：书房")
    assert broken(site.desk.runner) == []


def test_a_home_under_way_stays_in_decoration_and_its_money_stays_while_more_is_approved(site: Site) -> None:
    site.to(State.RUNNING)
    number = permit(site).number
    widen(site)
    today = site.desk.clock.today()
    assert home_of(site.desk) is UnitState.DECORATING
    checked = site.desk.runner.read(permit_checked, number, today)
    assert checked is not None
    assert checked.found is Found.WITHDRAWN, "the permit at the door is not good while more is approved"
    site.step(Step.APPROVE, "同意铺地板")
    site.agree(waste_fee=Money.yuan("450"))
    assert (site.facts.fees_owed, site.facts.deposit_short) == (Money.yuan("100"), Money(0))
    site.pay(fees=("cash=100",), deposit=())
    site.start()
    again = permit(site)
    assert again.number == f"{number}-2"
    told = printed(site, again)
    assert f"原证 {number} 作废" in told
    assert "书房" in told
    assert site.facts.held == Money.yuan("2000")
    assert broken(site.desk.runner) == []


def test_limits_begin_anew_with_the_works_that_were_added(site: Site) -> None:
    site.to(State.RUNNING)
    site.days(40)
    widen(site)
    assert site.page.line.words.startswith("工程部，限")
    assert site.facts.plans == ()
    site.step(Step.APPROVE, "同意")
    site.agree()
    site.pay()
    assert site.page.line.words.startswith("待开工"), "it has not lapsed: it was approved today"
    site.start()
    assert len(site.facts.plans) == 1


def test_what_is_prohibited_is_not_approved_by_being_added(site: Site) -> None:
    site.to(State.PAID)
    widen(site, (ScopeInput("客厅", WorkKind.OPENING, "开门洞"),))
    with pytest.raises(Refused, match="不得批准"):
        site.step(Step.APPROVE, "同意")


def test_adding_is_all_or_nothing_and_says_what_is_wrong(site: Site) -> None:
    site.to(State.RUNNING)
    before = site.facts
    with pytest.raises(InvalidInput) as refused:
        widen(site, (ScopeInput("", WorkKind.OTHER, ""),))
    assert set(refused.value.errors) == {"scope.0.room", "scope.0.words"}
    with pytest.raises(InvalidInput, match="至少写一项"):
        widen(site, ())
    with pytest.raises(NeedsApproval):
        command = AddWorks(site.id, before.version, items=MORE)
        site.desk.run(add_works, command, site.desk.financier)
    assert site.facts == before
    site.step(Step.STOP, "违规没有整改")
    with pytest.raises(Refused, match="现在是已停工"):
        widen(site)


# -- another firm --


def change(site: Site, *papers: PaperKind, firm: ContractorInput = OTHER) -> None:
    command = ChangeFirm(
        site.id, site.facts.version, "原单位退场", contractor=firm, workers=(WorkerInput("赵六"),),
        papers=tuple(PaperInput(kind) for kind in papers),
    )  # fmt: skip
    site.desk.run(change_firm, command, site.desk.supervisor)


def test_article_14_a_new_firm_brings_its_own_licence_before_a_permit(site: Site) -> None:
    site.to(State.RUNNING)
    first = permit(site)
    change(site)
    assert PaperKind.LICENCE not in site.facts.there
    assert site.page.line.words.startswith("换了施工单位，缺：营业执照")
    assert PaperForm.PERMIT not in {ready.form for ready in ready_papers(site.facts, site.desk.clock.today())}
    with pytest.raises(Refused, match="缺 营业执照"):
        permit(site)
    site.attach(PaperKind.LICENCE, PaperKind.GRADE)
    assert permit(site).number == f"{first.number}-2"
    assert PaperKind.TITLE in site.facts.there, "what is the owner's stays"


def test_article_14_the_papers_may_come_with_the_change(site: Site) -> None:
    site.to(State.PAID)
    change(site, PaperKind.LICENCE, PaperKind.GRADE)
    assert PaperKind.LICENCE in site.facts.there
    site.start()
    assert site.state is State.RUNNING


def test_before_the_start_a_supervisor_may_let_the_licence_come_later(site: Site) -> None:
    """T22"""
    site.to(State.PAID)
    change(site)
    with pytest.raises(Refused, match="营业执照"):
        site.start()
    site.start(allow_reason="正本已看，副本明天补")
    assert "营业执照" in site.facts.steps[-1].allowed


def test_another_head_of_the_same_firm_asks_for_nothing_again(site: Site) -> None:
    site.to(State.PAID)
    site.start(head="王工", head_phone="13812346075")
    assert PaperKind.LICENCE in site.facts.there


# -- handed in again --


def test_d4_1_days_and_firm_are_changed_on_handing_in_again(site: Site) -> None:
    site.apply()
    site.step(Step.SEND_BACK, "工期太短，换有资质的单位")
    facts = site.facts
    command = Resubmit(
        site.id, facts.version, starts_on=facts.starts_on + timedelta(days=5),
        ends_on=facts.ends_on + timedelta(days=20), contractor=OTHER,
    )  # fmt: skip
    site.desk.run(resubmit, command, site.desk.receptionist)
    now = site.facts
    assert (now.ends_on, now.contractor.name) == (facts.ends_on + timedelta(days=20), OTHER.name)
    assert "营业执照" in site.page.missing
    with pytest.raises(Refused, match="缺：营业执照"):
        site.step(Step.ACCEPT)
    site.attach(PaperKind.LICENCE, PaperKind.GRADE)
    site.step(Step.ACCEPT)


def test_d1_9_the_telephone_that_a_screen_shows_masked_is_kept(site: Site) -> None:
    site.apply()
    site.step(Step.SEND_BACK, "补资质")
    masked = site.facts.contractor.head_phone
    same = ContractorInput(False, FIRM.name, FIRM.licence, "一级", FIRM.head, "")
    site.desk.run(resubmit, Resubmit(site.id, site.facts.version, contractor=same), site.desk.receptionist)
    assert (site.facts.contractor.grade, site.facts.contractor.head_phone) == ("一级", masked)
    assert masked


# -- papers issued --


def test_d0_4_a_resumed_permit_is_a_new_paper_with_its_new_days_and_the_old_one_is_replaced(
    site: Site,
) -> None:
    site.to(State.RUNNING)
    first = permit(site)
    assert "作废" not in printed(site, first)
    site.step(Step.STOP, "噪声扰民")
    [row] = site.desk.runner.read(issued_papers, site.facts)
    assert (row.standing, row.printed) == (Standing.TAKEN, 1)
    site.days(4)
    ends_on = site.facts.ends_on + timedelta(days=4)
    command = Extend(site.id, site.facts.version, "停工顺延", ends_on=ends_on)
    site.desk.run(extend, command, site.desk.supervisor)
    site.step(Step.RESUME, "已整改")
    again = permit(site)
    assert again.number == f"{first.number}-2"
    told = printed(site, again)
    assert f"{site.desk.clock.today()} 复工" in told
    assert f"原证 {first.number} 作废" in told
    assert str(ends_on) in told
    rows = site.desk.runner.read(issued_papers, site.facts)
    assert [(row.number, row.standing) for row in rows] == [
        (again.number, Standing.STANDS),
        (first.number, Standing.REPLACED),
    ]
    assert permit(site) == IssuedPaper(again.paper_id, PaperForm.PERMIT, again.number, again=True)


def test_finance_may_have_the_settlement_on_paper_and_nothing_else(site: Site) -> None:
    site.to(State.SETTLED)
    for form, may in ((PaperForm.SETTLEMENT, True), (PaperForm.APPLICATION, False)):
        command = IssueDecorationPaper(form, site.id)
        if may:
            assert site.desk.run(issue_decoration_paper, command, site.desk.financier).form is form
        else:
            with pytest.raises(NeedsApproval):
                site.desk.run(issue_decoration_paper, command, site.desk.financier)
