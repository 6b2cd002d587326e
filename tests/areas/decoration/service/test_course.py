"""A file from application to archive, in the database: D4.1 to D4.5, T11, T22, T23."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from frontdesk.app.checks import broken
from frontdesk.areas.archives.model import Unit
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.decoration.model.files import DecorationStep
from frontdesk.areas.decoration.queries.files import load
from frontdesk.areas.decoration.rules.articles import Level, WorkKind
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.rules.kinds import Applicant
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.service import (
    AddScope,
    ContractorInput,
    Pay,
    Resubmit,
    ScopeInput,
    WithdrawScope,
    WorkerInput,
    add_scope,
    pay,
    resubmit,
    withdraw_scope,
)
from frontdesk.base.store.work import Actor, Approval
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, NeedsConfirmation, Refused
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Right
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.decoration.site import FIRM, PAPERS, SCOPE, Site, papers

LEAVE = Approval(Right.DECORATION_APPROVE, 3, "周敏", "业主明天补")


@pytest.fixture
def site(desk: Desk) -> Site:
    """A site with the cashier's shift open."""
    desk.open()
    return Site(desk)


def home_of(desk: Desk, unit_id: int = 1) -> UnitState:
    with desk.db.read() as session:
        return session.get_one(Unit, unit_id).state


def test_d4_3_a_file_goes_its_whole_course_and_nothing_is_broken(both: Desk) -> None:
    both.open()
    site = Site(both)
    site.to(State.RUNNING)
    assert home_of(both) is UnitState.DECORATING
    site.inspect(next_on=both.clock.today() + timedelta(days=3))
    site.breach("300")
    site.mend(site.facts.breaches[0].id)
    site.water()
    site.to(State.CHECKED)
    assert broken(both.runner) == []
    site.to(State.ALLOWED)
    assert (site.facts.settlement.deducted, site.facts.settlement.refund) == (Money(30_000), Money(170_000))
    site.to(State.ARCHIVED)
    assert home_of(both) is UnitState.OWNER
    facts = site.facts
    assert facts.held == Money(0)
    assert [d.refunded for d in facts.deposits] == [Money(170_000)]
    assert [d.deducted for d in facts.deposits] == [Money(30_000)]
    assert [step.kind for step in facts.steps] == [
        Step.APPLY, Step.ACCEPT, Step.APPROVE, Step.AGREE, Step.PAY, Step.START, Step.INSPECT, Step.INSPECT,
        Step.FINISH, Step.FIRST_PASS, Step.SECOND_PASS, Step.SETTLE, Step.ALLOW_REFUND, Step.REFUND, Step.ARCHIVE,
    ]  # fmt: skip
    assert broken(both.runner) == []


def test_d4_1_what_is_missing_stops_the_acceptance_and_is_named(site: Site) -> None:
    made = site.apply(papers=papers(*(kind for kind in PAPERS if kind is not PaperKind.DRAWING)))
    assert made.missing == ("施工图纸",)
    assert site.page.line.words == "缺：施工图纸"
    with pytest.raises(Refused, match="缺：施工图纸"):
        site.step(Step.ACCEPT, actor=site.desk.receptionist)
    site.attach(PaperKind.DRAWING)
    assert site.page.line.words == "材料齐，待受理"
    site.step(Step.ACCEPT, actor=site.desk.receptionist)
    assert site.state is State.ACCEPTED


def test_t22_a_supervisor_accepts_without_a_paper_with_a_reason_that_is_kept(site: Site) -> None:
    site.apply(papers=papers(*(kind for kind in PAPERS if kind is not PaperKind.DRAWING)))
    clerk = site.desk.receptionist
    with pytest.raises(NeedsApproval, match="缺：施工图纸"):
        site.step(Step.ACCEPT, actor=clerk, allow_reason="明天补")
    site.step(Step.ACCEPT, actor=clerk, approval=LEAVE)
    step = site.facts.steps[-1]
    assert (step.allowed, step.allow_reason, step.approver) == ("缺：施工图纸", "业主明天补", "周敏")


def test_d4_2_what_is_prohibited_nobody_approves_until_it_is_taken_out(site: Site) -> None:
    site.apply(scope=(*SCOPE, ScopeInput("客厅", WorkKind.OPENING, "承重墙开门洞 900mm")))
    site.step(Step.ACCEPT)
    for actor in (site.desk.supervisor, site.desk.admin):
        with pytest.raises(Refused, match=r"第五条（三）.*不得批准"):
            site.step(Step.APPROVE, "同意", actor=actor, allow_reason="业主要求", approval=LEAVE)
    bad = site.facts.prohibited[0]
    assert bad.verdict.level is Level.PROHIBITED
    site.desk.run(withdraw_scope, WithdrawScope(site.id, bad.id, "业主撤回"))
    site.step(Step.APPROVE, "同意")
    assert site.state is State.APPROVED
    assert [item.end_reason for item in site.facts.scope][-1] == "业主撤回"
    with pytest.raises(Refused, match="已经撤下"):
        site.desk.run(withdraw_scope, WithdrawScope(site.id, bad.id, "再撤"))


def test_d4_2_what_another_authority_decides_waits_for_its_paper(site: Site) -> None:
    site.apply(scope=(*SCOPE, ScopeInput("厨房", WorkKind.GAS, "移燃气表")))
    site.step(Step.ACCEPT)
    with pytest.raises(Refused, match=r"第六条（四）：待燃气公司文件"):
        site.step(Step.APPROVE, "同意", allow_reason="急")
    assert site.page.line.words == "第六条（四）：待燃气公司文件"
    site.attach(PaperKind.GAS)
    with pytest.raises(Refused, match="请写审批意见"):
        site.step(Step.APPROVE)
    site.step(Step.APPROVE, "同意")
    assert site.state is State.APPROVED


def test_d4_1_somebody_else_than_the_owner_needs_the_owners_consent(site: Site) -> None:
    made = site.apply(role=Applicant.TENANT, applicant="王磊")
    assert made.missing == ("业主同意书",)
    with pytest.raises(InvalidInput) as caught:
        Site(site.desk).apply(unit_id=2, applicant="王磊", role=Applicant.OWNER)
    assert "档案里的业主是业主2" in caught.value.errors["role"]


def test_d4_1_the_firm_s_licence_is_checked_in_form(site: Site) -> None:
    with pytest.raises(InvalidInput) as caught:
        site.apply(contractor=ContractorInput(False, "锦合", "91330106MA27XBQ3X5"))
    assert set(caught.value.errors) == {"contractor.licence"}
    with pytest.raises(InvalidInput) as caught:
        site.apply(contractor=ContractorInput(False, "", ""), scope=(), ends_on=TODAY - timedelta(days=1))
    assert set(caught.value.errors) == {"contractor.name", "contractor.licence", "scope", "ends_on"}
    assert site.apply().number == "ZX-2026-0001", "T11: what was refused took no number"


def test_a_words_that_speak_of_stricter_work_are_asked_about(site: Site) -> None:
    scope = (ScopeInput("客厅", WorkKind.FINISH, "拆承重墙"),)
    with pytest.raises(NeedsConfirmation, match="像是"):
        site.apply(scope=scope)
    site.apply(scope=scope, yes=("scope_kind",))
    with pytest.raises(NeedsConfirmation):
        site.desk.run(add_scope, AddScope(site.id, (ScopeInput("厨房", WorkKind.FIXTURES, "移燃气管"),)))


def test_t23_the_same_press_twice_is_one_file_and_one_step(site: Site) -> None:
    first = site.apply(token="a")
    again = site.apply(token="a")
    assert (again.number, again.again) == (first.number, True)
    one = site.step(Step.ACCEPT, token="b", version=1)
    two = site.step(Step.ACCEPT, token="b", version=1)
    assert (two.version, two.again) == (one.version, True)
    assert len(site.facts.steps) == 2


def test_d4_two_people_on_one_file_do_not_overwrite_each_other(site: Site) -> None:
    site.apply()
    seen = site.facts.version
    site.step(Step.ACCEPT, actor=site.desk.supervisor, version=seen)
    with pytest.raises(Refused, match="刚才 周敏 已经办了“受理”，现在是待工程审批。请看过再办"):
        site.step(Step.SEND_BACK, "缺图", actor=site.desk.receptionist, version=seen)
    assert len(site.facts.steps) == 2


def test_two_desks_that_press_at_once_are_one_step_and_one_refusal(both: Desk) -> None:
    site = Site(both)
    site.apply()
    seen = site.facts.version

    def press(actor: Actor) -> str:
        try:
            site.step(Step.ACCEPT, actor=actor, version=seen)
        except Refused as error:
            return error.text
        return "done"

    with ThreadPoolExecutor(2) as desks:
        said = sorted(desks.map(press, (both.supervisor, both.receptionist)))
    assert said[0] == "done"
    assert "请看过再办" in said[1]
    assert [step.no for step in site.facts.steps] == [1, 2]


def test_sent_back_it_is_handed_in_again_with_other_days_and_another_firm(site: Site) -> None:
    site.to(State.ACCEPTED)
    with pytest.raises(Refused, match="请写明原因"):
        site.step(Step.SEND_BACK)
    site.step(Step.SEND_BACK, "图纸没有盖章")
    assert site.page.line.words == "退回：图纸没有盖章"
    facts = site.facts
    other = ContractorInput(False, "匠作装饰", FIRM.licence, "一级", "李工")
    command = Resubmit(
        facts.id, facts.version, "图纸已盖章", ends_on=facts.ends_on + timedelta(days=9), contractor=other
    )
    site.desk.run(resubmit, command)
    assert site.state is State.APPLIED
    assert site.facts.ends_on == facts.ends_on + timedelta(days=9)
    assert [firm.name for firm in site.facts.contractors] == ["杭州锦合装饰工程有限公司", "匠作装饰"]


@pytest.mark.parametrize("step", [Step.APPROVE, Step.REFUSE, Step.SEND_BACK, Step.GO_BACK])
def test_what_stands_before_the_engineer_only_the_engineer_answers(site: Site, step: Step) -> None:
    site.to(State.ACCEPTED)
    with pytest.raises(NeedsApproval):
        site.step(step, "不行", actor=site.desk.receptionist)
    site.step(step, "不行", actor=site.desk.receptionist, approval=LEAVE)
    assert site.facts.steps[-1].approver == "周敏"


def test_going_back_is_a_step_of_its_own_with_its_reason(site: Site) -> None:
    site.to(State.APPROVED)
    with pytest.raises(Refused, match="请写明原因"):
        site.step(Step.GO_BACK)
    site.step(Step.GO_BACK, "批错户了")
    assert site.state is State.ACCEPTED
    assert [step.kind for step in site.facts.steps][-1] is Step.GO_BACK
    site.step(Step.GO_BACK, "再看材料")
    assert site.state is State.APPLIED
    with pytest.raises(Refused, match="不能办"):
        site.step(Step.GO_BACK, "还要退")


def test_nothing_of_the_course_can_be_skipped(site: Site) -> None:
    site.to(State.ACCEPTED)
    for step in (Step.ACCEPT, Step.ARCHIVE, Step.ALLOW_REFUND, Step.STOP, Step.RESUME):
        with pytest.raises(Refused, match="现在是待工程审批，不能办"):
            site.step(step, "快点")
    for take in (site.agree, site.start, site.inspect, site.finish, site.look_over, site.settle, site.refund):
        with pytest.raises(Refused, match="现在是待工程审批，不能办"):
            take()
    with pytest.raises(Refused, match="不能办"):
        site.desk.run(pay, Pay(site.id, site.facts.version))


def test_a_day_never_runs_backwards_nor_lies_ahead(site: Site) -> None:
    site.apply()
    with pytest.raises(Refused, match="早于上一步"):
        site.step(Step.ACCEPT, on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="还没有到"):
        site.step(Step.ACCEPT, on=TODAY + timedelta(days=1))


def test_records_are_locked_by_the_database_itself(both: Desk) -> None:
    site = Site(both)
    site.apply()
    for sql in (
        "UPDATE decoration_step SET after = '已归档'",
        "DELETE FROM decoration_file",
        "UPDATE decoration_scope SET kind = '吊顶'",
        "DELETE FROM decoration_paper",
        "INSERT INTO decoration_step (file_id, no, kind, before, after, step_on, words, allowed, allow_reason,"
        " approver, at, by_id, by) VALUES (1, 5, '归档', '待归档', '已归档', '2026-11-21', '', '', '', '',"
        " '2026-11-21 01:00:00', 1, 'x')",
    ):
        with pytest.raises(DBAPIError), both.db.write() as session:
            session.connection().exec_driver_sql(sql)
    assert site.state is State.APPLIED


def test_a_receipt_voided_after_paying_stops_the_start(site: Site) -> None:
    site.to(State.AGREED)
    paid = site.pay()
    assert (paid.step.state, paid.fees_owed, paid.deposit_short) == (State.PAID, Money(0), Money(0))
    site.desk.void(paid.receipt)
    with pytest.raises(Refused, match=r"费用还有 350\.00 没有收"):
        site.start()
    again = site.pay()
    assert again.step is None
    assert again.fees_owed == Money(0)
    site.start()
    assert site.state is State.RUNNING


def test_money_may_come_in_two_visits_and_the_step_waits_for_all(site: Site) -> None:
    site.to(State.AGREED)
    with pytest.raises(Refused, match=r"还要收费用 350\.00、押金 2,000\.00"):
        site.pay(fees=(), deposit=())
    first = site.pay(deposit=())
    assert (first.step, first.deposit_short) == (None, Money(200_000))
    assert site.state is State.AGREED
    assert site.page.line.words == "待缴 押金 2,000.00"
    second = site.pay(fees=())
    assert second.step is not None
    assert site.state is State.PAID
    assert site.facts.steps[-1].words == "押金 2,000.00，清运费 350.00"
    with pytest.raises(Refused, match="作废收据"):
        site.step(Step.GO_BACK, "退回")
    site.desk.void(first.receipt)
    with pytest.raises(Refused, match="作废收据"):
        site.step(Step.GO_BACK, "押金还在")


def test_without_fees_and_deposit_the_course_needs_no_money(desk: Desk) -> None:
    site = Site(desk, deposit="0", waste="0")
    site.to(State.AGREED)
    paid = site.pay()
    assert paid.step.state is State.PAID
    site.to(State.RECHECKED)
    with pytest.raises(Refused, match="没有押着的押金"):
        site.settle()
    site.step(Step.NO_DEPOSIT)
    site.step(Step.ARCHIVE)
    assert site.state is State.ARCHIVED


def test_the_agreement_asks_no_less_than_was_taken(site: Site) -> None:
    site.to(State.AGREED)
    site.pay(deposit=())
    site.step(Step.GO_BACK, "改金额")
    with pytest.raises(InvalidInput) as caught:
        site.agree(waste_fee=Money(100))
    assert set(caught.value.errors) == {"waste_fee"}
    site.agree(waste_fee=Money(40_000))
    assert site.facts.fees_owed == Money(5_000)


def test_start_wants_workers_somebody_who_answers_and_a_term_that_is_not_over(site: Site) -> None:
    site.apply(workers=(), contractor=ContractorInput(False, FIRM.name, FIRM.licence, "二级"))
    for step in (Step.ACCEPT, Step.APPROVE):
        site.step(step, "同意")
    site.agree()
    site.pay()
    with pytest.raises(Refused, match="请写现场负责人；还没有登记施工人员"):
        site.start()
    site.start(head="何勇", workers=(WorkerInput("谢安平"),))
    facts = site.facts
    assert (facts.contractor.head, len(facts.workers)) == ("何勇", 1)
    assert [plan.on for plan in facts.plans] == [TODAY + timedelta(days=7)]


def test_two_files_of_one_home_are_asked_about(site: Site) -> None:
    site.apply()
    with pytest.raises(NeedsConfirmation, match="ZX-2026-0001"):
        site.apply()
    assert site.apply(yes=("second_file",)).number == "ZX-2026-0002"


def test_a_step_is_told_with_everything_that_stands(site: Site) -> None:
    site.to(State.RUNNING)
    with site.desk.db.read() as session:
        rows = session.query(DecorationStep).filter_by(file_id=site.id).order_by(DecorationStep.no).all()
        assert [row.unit_state for row in rows][-1] == UnitState.OWNER.value
        assert load(session, [site.id, 999], date(2026, 11, 21))[0].number == site.number
