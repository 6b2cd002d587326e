"""Under way (D4.4, D4.5): visits, breaches, water tests, look-overs, extension, stop, another firm, lapse, passes."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from frontdesk.app.checks import broken
from frontdesk.areas.archives.rules.kinds import UnitState
from frontdesk.areas.cashdesk.model import DepositSettlement
from frontdesk.areas.cashdesk.rules.tenders import parse_tender
from frontdesk.areas.decoration.model.papers import DecorationBlob
from frontdesk.areas.decoration.queries.detail import paper_bytes
from frontdesk.areas.decoration.queries.lists import open_breaches, refunds_due, today_decorations, visits_due
from frontdesk.areas.decoration.queries.passes import decoration_says, passes_of
from frontdesk.areas.decoration.rules.articles import Ground
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.rules.kinds import BreachState, Result, VisitKind
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.rules.terms import Terms
from frontdesk.areas.decoration.service import (
    AttachPaper,
    BreachInput,
    ChangeFirm,
    ContractorInput,
    EndWorker,
    Extend,
    FindingInput,
    IssuePass,
    MovePlan,
    PaperInput,
    PlanVisit,
    Recheck,
    RefundDeposit,
    ReportBreach,
    SaveTerms,
    SetDeduction,
    SettleLine,
    VoidBreach,
    VoidPaper,
    WorkerInput,
    attach_paper,
    change_firm,
    end_worker,
    extend,
    issue_pass,
    move_plan,
    plan_visit,
    recheck,
    refund_deposit,
    report_breach,
    save_terms,
    set_deduction,
    void_breach,
    void_paper,
)
from frontdesk.areas.permits.rules.course import State as PermitState
from frontdesk.areas.permits.service.permit_money import Pay
from frontdesk.base.store.audit import AuditEntry
from frontdesk.base.values.errors import InvalidInput, NeedsApproval, Refused
from frontdesk.base.values.money import Money
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.decoration.service.test_course import home_of
from tests.areas.decoration.site import FIRM, OWN, Site

DAY = timedelta(days=1)


@pytest.fixture
def site(desk: Desk) -> Site:
    """A site with the cashier's shift open."""
    desk.open()
    return Site(desk)


def photo(size: tuple[int, int] = (2400, 1200), kind: str = "JPEG") -> bytes:
    made = BytesIO()
    Image.new("RGB", size, "#8899aa").save(made, kind)
    return made.getvalue()


def test_d4_4_a_patrol_says_item_by_item_what_was_seen_and_the_next_is_planned(site: Site) -> None:
    site.to(State.RUNNING)
    assert [(v.kind, v.on) for v in site.facts.plans] == [(VisitKind.PATROL, TODAY + 7 * DAY)]
    site.days(7)
    assert site.page.line.words == "今天巡查"
    item = site.facts.standing[0]
    done = site.inspect(
        findings=(FindingInput(item.id, Result.GOOD, "开槽到位"),),
        photos=(PaperInput(PaperKind.PHOTO, "1.jpg", photo()),),
        inspector="吴涛",
        next_words="闭水试验",
    )
    assert (done.no, done.notices) == (1, ())
    visit = site.facts.visits[0]
    assert (visit.result, visit.inspector, visit.photos) == (Result.GOOD, "吴涛", 1)
    assert visit.findings[0].words == "开槽到位"
    assert [(v.on, v.words) for v in site.facts.plans] == [(TODAY + 14 * DAY, "闭水试验")]
    site.days(7)
    assert site.page.line.words == "今天巡查：闭水试验"
    site.days(2)
    assert site.page.line.words == "巡查晚了 2 天"


def test_a_breach_found_on_a_patrol_makes_a_notice_with_its_limit(site: Site) -> None:
    site.to(State.RUNNING)
    done = site.inspect(
        "窗下墙凿除 0.4㎡", breaches=(BreachInput(Ground.A5_3, "窗下墙凿除 0.4㎡", deduction=Money(30_000)),)
    )
    assert done.notices == ("ZG-2026-0001",)
    breach = site.facts.breaches[0]
    assert (breach.article, breach.limit_on, breach.state) == (
        "第五条（三）",
        TODAY + 3 * DAY,
        BreachState.OPEN,
    )
    assert breach.deduction == Money(30_000)
    assert site.facts.visits[0].result is Result.BREACH
    site.days(4)
    assert site.page.line.words == "整改超 1 天：窗下墙凿除 0.4㎡"
    assert site.facts.breaches[0].state is BreachState.OVERDUE


def test_article_17_asks_for_a_report_once_the_limit_is_over(site: Site) -> None:
    site.to(State.RUNNING)
    breach_id = site.breach()
    today = site.desk.clock.today
    assert site.desk.runner.read(open_breaches, today())[0].must_report is None
    site.days(4)
    row = site.desk.runner.read(open_breaches, today())[0]
    assert (row.late, row.must_report) == (1, TODAY + 4 * DAY)
    assert len(site.desk.runner.read(today_decorations, today()).breaches) == 1
    with pytest.raises(Refused, match="报告给哪个部门"):
        site.desk.run(report_breach, ReportBreach(breach_id, " "))
    site.desk.run(report_breach, ReportBreach(breach_id, "区住建局"))
    row = site.desk.runner.read(open_breaches, today())[0]
    assert (row.must_report, row.breach.authority) == (None, "区住建局")
    with pytest.raises(Refused, match="已经报告"):
        site.desk.run(report_breach, ReportBreach(breach_id, "城管"))


def test_what_has_had_its_consequences_is_reported_even_when_mended(site: Site) -> None:
    site.to(State.RUNNING)
    breach_id = site.breach(done=True)
    site.mend(breach_id)
    row = site.desk.runner.read(open_breaches, TODAY)[0]
    assert (row.must_report, row.breach.state) == (TODAY, BreachState.MENDED)


def test_a_recheck_mends_or_sets_a_new_limit(site: Site) -> None:
    site.to(State.RUNNING)
    breach_id = site.breach()
    with pytest.raises(Refused, match="新的期限"):
        site.desk.run(recheck, Recheck(breach_id, False, "只补了一半"))
    site.desk.run(recheck, Recheck(breach_id, False, "只补了一半", TODAY + 5 * DAY))
    assert site.facts.breaches[0].limit_on == TODAY + 5 * DAY
    assert [p.on for p in site.facts.plans if p.kind is VisitKind.RECHECK] == [TODAY + 5 * DAY]
    site.mend(breach_id)
    assert site.facts.breaches[0].mended_on == TODAY
    assert [p for p in site.facts.plans if p.kind is VisitKind.RECHECK] == []
    with pytest.raises(Refused, match="已经整改完"):
        site.mend(breach_id)


def test_d0_5_a_breach_entered_by_mistake_is_voided(site: Site) -> None:
    site.to(State.RUNNING)
    breach_id = site.breach("300")
    with pytest.raises(Refused, match="作废的原因"):
        site.desk.run(void_breach, VoidBreach(breach_id, ""))
    site.desk.run(void_breach, VoidBreach(breach_id, "写错户"))
    assert site.facts.breaches == ()
    assert site.facts.deductions == Money(0)
    with pytest.raises(Refused, match="已经作废"):
        site.desk.run(set_deduction, SetDeduction(breach_id, Money(100)))
    assert broken(site.desk.runner) == []


def test_article_8_no_first_look_over_without_a_water_test_that_held(site: Site) -> None:
    site.to(State.RUNNING)
    with pytest.raises(InvalidInput) as caught:
        site.water(hours=24)
    assert "不足 48 小时" in caught.value.errors["ended_at"]
    with pytest.raises(InvalidInput) as caught:
        site.water(room="客厅")
    assert "主卫" in caught.value.errors["room"]
    site.water(hours=24, passed=False)
    site.finish()
    with pytest.raises(Refused, match="第八条：主卫还没有合格的闭水试验"):
        site.look_over()
    site.water()
    assert site.page.untested == ()
    site.look_over()
    assert site.state is State.CHECKED


def test_an_open_breach_stops_the_look_over_until_a_supervisor_allows_it(site: Site) -> None:
    site.to(State.FINISHED)
    site.breach()
    with pytest.raises(Refused, match="没有整改完：窗下墙凿除"):
        site.look_over()
    site.look_over(allow_reason="业主书面承诺")
    assert site.facts.steps[-1].allow_reason == "业主书面承诺"


def test_not_passed_the_first_time_it_is_built_on_and_looked_over_again(site: Site) -> None:
    site.to(State.FINISHED)
    with pytest.raises(Refused, match="请写明原因|不合格"):
        site.look_over(findings=(FindingInput(None, Result.BREACH, "门未装"),))
    site.look_over(False, words="入户门没有装回")
    assert site.state is State.RUNNING
    site.finish(next_on=TODAY + DAY)
    assert [(p.kind, p.on) for p in site.facts.plans] == [(VisitKind.FIRST, TODAY + DAY)]
    assert site.page.line.words == "初验 明天"
    site.look_over()
    assert [(p.kind, p.on) for p in site.facts.plans] == [(VisitKind.SECOND, TODAY + 90 * DAY)]
    assert [v.no for v in site.facts.visits if v.kind is VisitKind.FIRST] == [1, 2]


def test_d4_3_the_second_look_over_waits_for_the_days_set(site: Site) -> None:
    site.to(State.CHECKED)
    assert site.page.line.words == "复验 2027-02-19"
    with pytest.raises(Refused, match="2027-02-19 起才能复验"):
        site.look_over()
    site.look_over(False, words="墙角渗水")
    assert site.state is State.CHECKED
    site.days(90)
    site.look_over()
    assert site.state is State.RECHECKED
    site.days(9)
    due = site.desk.runner.read(refunds_due, site.desk.clock.today())
    assert [(row.number, row.late, row.held) for row in due] == [(site.number, 2, Money(200_000))]
    assert site.page.line.words == "押金超 2 天没有退"


def test_t15_an_agreement_keeps_the_days_that_held_when_it_was_signed(site: Site) -> None:
    """What the office decides later holds for agreements to come; other limits follow at once."""
    site.to(State.AGREED)
    site.days(1)
    site.desk.run(save_terms, SaveTerms(Terms(refund_days=3, recheck_days=30, mend_days=10)), site.desk.admin)
    assert (site.facts.terms.refund_days, site.facts.terms.recheck_days) == (7, 90)
    assert site.facts.terms.mend_days == 10
    other = Site(site.desk)
    other.apply(unit_id=2, starts_on=TODAY + 5 * DAY)
    assert (other.facts.terms.refund_days, other.facts.terms.recheck_days) == (3, 30)


def test_a_step_taken_back_takes_the_visit_it_planned_with_it(site: Site) -> None:
    site.to(State.CHECKED)
    site.step(Step.GO_BACK, "记错户")
    assert site.facts.plans == ()
    site.look_over()
    assert [(p.kind, p.on) for p in site.facts.plans] == [(VisitKind.SECOND, TODAY + 90 * DAY)]


def test_d4_5_extension_is_dated_and_keeps_what_it_was(site: Site) -> None:
    site.to(State.RUNNING)
    facts = site.facts
    with pytest.raises(Refused, match="更晚的日期"):
        site.desk.run(
            extend, Extend(site.id, facts.version, "雨季", ends_on=facts.ends_on), site.desk.supervisor
        )
    command = Extend(site.id, facts.version, "雨季", ends_on=facts.ends_on + 30 * DAY)
    with pytest.raises(NeedsApproval):
        site.desk.run(extend, command)
    site.desk.run(extend, command, site.desk.supervisor)
    assert site.facts.ends_on == facts.ends_on + 30 * DAY
    assert site.state is State.RUNNING


def test_d4_5_stop_and_resume(site: Site) -> None:
    site.to(State.RUNNING)
    site.step(Step.STOP, "扰民投诉", actor=site.desk.receptionist)
    assert site.page.line.words == "停工：扰民投诉"
    assert not site.desk.runner.read(decoration_says, 1, TODAY).approved
    site.inspect("停工，无人")
    assert site.state is State.STOPPED
    site.step(Step.RESUME, "已协商")
    assert site.state is State.RUNNING
    assert home_of(site.desk) is UnitState.DECORATING


def test_d4_5_what_nobody_builds_lapses_and_the_home_is_what_it_was(site: Site) -> None:
    site.to(State.RUNNING)
    with pytest.raises(Refused, match="还没有过"):
        site.step(Step.LAPSE, "无人施工")
    site.days(61)
    assert site.page.line.words == "许可已过期 1 天"
    site.step(Step.LAPSE, "无人施工")
    assert home_of(site.desk) is UnitState.OWNER
    assert site.facts.plans == ()
    assert site.page.line.words == "已失效，押金待退"
    site.settle()
    site.step(Step.GO_BACK, "算错")
    assert site.state is State.LAPSED
    site.step(Step.GO_BACK, "业主要续")
    assert site.state is State.RUNNING
    assert home_of(site.desk) is UnitState.DECORATING


def test_d4_3_each_deduction_stands_on_a_breach_and_the_refund_is_allowed_first(site: Site) -> None:
    site.to(State.RUNNING)
    first, second = site.breach("300"), site.breach("0", Ground.A12, what="垃圾堆在楼道")
    for breach in (first, second):
        site.mend(breach)
    site.to(State.RECHECKED)
    with pytest.raises(Refused, match="作依据"):
        site.settle(lines=(SettleLine(99, Money(100)),))
    with pytest.raises(Refused, match="超过了押着的"):
        site.settle(lines=(SettleLine(first, Money(200_001)),))
    site.settle(lines=(SettleLine(first, Money(30_000)), SettleLine(second, Money(5_001), "清运两车")))
    assert site.facts.settlement.refund == Money(164_999)
    assert site.page.line.words == "待财务审批"
    with pytest.raises(Refused, match="已经结算"):
        site.desk.run(set_deduction, SetDeduction(first, Money(1)))
    with pytest.raises(Refused, match="写进押金结算"):
        site.desk.run(void_breach, VoidBreach(first, "写错"))
    with pytest.raises(NeedsApproval):
        site.step(Step.ALLOW_REFUND, actor=site.desk.cashier)
    site.step(Step.DENY_REFUND, "清运费扣重了")
    site.settle(lines=(SettleLine(first, Money(30_000)),))
    site.step(Step.ALLOW_REFUND)
    done = site.refund()
    assert (done.refunded, done.deducted) == (Money(170_000), Money(30_000))
    deposit = site.facts.deposits[0]
    assert (deposit.left, deposit.refunded, deposit.deducted) == (Money(0), Money(170_000), Money(30_000))
    assert broken(site.desk.runner) == []


def test_a_deposit_on_two_receipts_comes_back_whole_from_both(site: Site) -> None:
    site.to(State.AGREED)
    site.pay(fees=())
    site.step(Step.GO_BACK, "押金收少了")
    site.agree(deposit=Money(300_000))
    assert site.facts.deposit_short == Money(100_000)
    site.pay(deposit=("cash=1000",))
    site.to(State.RUNNING)
    breach = site.breach("2500")
    site.mend(breach)
    site.to(State.ALLOWED)
    with pytest.raises(Refused, match="分几张收据"):
        site.refund(tenders=(parse_tender("cash=500"),))
    done = site.refund()
    assert (len(done.numbers), done.refunded, done.deducted) == (2, Money(50_000), Money(250_000))
    assert [(d.refunded, d.deducted, d.left) for d in site.facts.deposits] == [
        (Money(0), Money(200_000), Money(0)),
        (Money(50_000), Money(50_000), Money(0)),
    ]
    assert broken(site.desk.runner) == []


def test_a_cashier_pays_out_by_the_leave_that_was_given_and_only_then(site: Site) -> None:
    site.to(State.SETTLED)
    with pytest.raises(Refused, match="不能办"):
        site.refund()
    site.step(Step.ALLOW_REFUND, "同意")
    site.refund(actor=site.desk.cashier)
    with site.desk.db.read() as session:
        assert session.query(DepositSettlement).one().approver == "周敏"


def test_without_an_open_shift_no_money_moves(desk: Desk) -> None:
    site = Site(desk).to(State.AGREED)
    with pytest.raises(Refused, match="还没有开班"):
        site.pay()
    assert site.facts.charges == ()


def test_t23_the_same_press_refunds_once(site: Site) -> None:
    site.to(State.ALLOWED)
    version = site.facts.version
    one = site.refund(token="r")
    two = site.desk.run(refund_deposit, RefundDeposit(site.id, version, token="r"))
    assert (one.step.version, two.step.again, two.numbers) == (two.step.version, True, ())


def test_a_deposit_that_moved_since_the_settlement_is_not_refunded(site: Site) -> None:
    site.to(State.ALLOWED)
    number = site.facts.deposits[0].number
    site.desk.give_back(number, refunded=Money(100))
    with pytest.raises(Refused, match="押金有变动"):
        site.refund()
    site.step(Step.GO_BACK, "重算")
    site.step(Step.DENY_REFUND, "重算")
    site.settle()
    assert site.facts.settlement.held == Money(199_900)


def test_a_refund_to_somebody_else_takes_the_written_authority(site: Site) -> None:
    site.to(State.ALLOWED)
    with pytest.raises(Refused, match="书面委托"):
        site.refund(payee="李四")
    done = site.refund(payee="李四", authority="委托书 2026-11-20", tenders=(parse_tender("cash=2000"),))
    assert done.refunded == Money(200_000)


def test_d4_5_another_firm_and_the_people_of_the_one_before_leave(site: Site) -> None:
    site.to(State.RUNNING)
    firm = ContractorInput(False, "匠作装饰", FIRM.licence, "一级", "李工")
    command = ChangeFirm(
        site.id, site.facts.version, "原单位退场", contractor=firm, workers=(WorkerInput("赵六"),)
    )
    site.desk.run(change_firm, command, site.desk.supervisor)
    assert site.facts.contractor.name == "匠作装饰"
    for contractor in (OWN, ContractorInput(False, "匠作装饰", FIRM.licence)):
        command = ChangeFirm(site.id, site.facts.version, "退场", contractor=contractor)
        with pytest.raises(InvalidInput) as caught:
            site.desk.run(change_firm, command, site.desk.supervisor)
        assert "第九条" in caught.value.errors["contractor.grade"]
    assert [w.name for w in site.facts.workers if w.left_on is None] == ["赵六"]
    with pytest.raises(Refused, match="已经离场"):
        site.desk.run(end_worker, EndWorker(site.facts.workers[0].id))


def test_d4_5_workers_passes_last_no_longer_than_the_works(site: Site) -> None:
    site.to(State.APPROVED)
    worker = site.facts.workers[0].id
    pay = Pay(deposit=(parse_tender("cash=50"),))
    with pytest.raises(Refused, match="不能晚于施工期限"):
        site.desk.run(issue_pass, IssuePass(worker, TODAY + 61 * DAY, photo((358, 441)), pay))
    made = site.desk.run(issue_pass, IssuePass(worker, None, photo((358, 441)), pay, token="p"))
    again = site.desk.run(issue_pass, IssuePass(worker, None, photo((358, 441)), pay, token="p"))
    assert again.number == made.number
    row = site.page.passes[0]
    assert (row.number, row.ends_on, row.holder) == (made.number, site.facts.ends_on, "何勇")
    assert site.desk.runner.read(passes_of, site.id, TODAY + 70 * DAY)[0].state is PermitState.OVER
    site.to(State.RUNNING)
    site.desk.run(end_worker, EndWorker(worker))
    assert site.page.passes[0].state is PermitState.ENDED
    assert broken(site.desk.runner) == []


def test_d3_3_the_permits_ask_whether_a_decoration_is_approved(site: Site) -> None:
    says = site.desk.runner.read(decoration_says, 1, TODAY)
    assert (says.approved, says.text) == (False, "本户没有装修登记，不在装修中")
    site.to(State.ACCEPTED)
    says = site.desk.runner.read(decoration_says, 1, TODAY)
    assert (says.approved, says.text) == (False, "ZX-2026-0001 待工程审批")
    worker = site.facts.workers[0].id
    with pytest.raises(Refused, match="不能办工人证"):
        site.desk.run(issue_pass, IssuePass(worker))
    site.to(State.APPROVED)
    assert site.desk.runner.read(decoration_says, 1, TODAY).approved


def test_photographs_are_made_small_and_kept_once(site: Site) -> None:
    site.to(State.RUNNING)
    content = photo((4000, 3000), "PNG")
    one = site.desk.run(attach_paper, AttachPaper(site.id, PaperInput(PaperKind.PHOTO, "现场.png", content)))
    two = site.desk.run(attach_paper, AttachPaper(site.id, PaperInput(PaperKind.PHOTO, "再.png", content)))
    name, kind, kept = site.desk.runner.read(paper_bytes, one)
    assert (name, kind) == ("现场.png", "jpg")
    with Image.open(BytesIO(kept)) as picture:
        assert picture.size == (1600, 1200)
    with site.desk.db.read() as session:
        assert session.query(DecorationBlob).count() == 1
        told = session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
        assert told is not None
        assert f"{len(content)} bytes" in told.command, "the trail names a file by its length"
    site.desk.run(void_paper, VoidPaper(two, "重复"))
    assert [p.id for p in site.facts.papers if p.kind is PaperKind.PHOTO] == [one]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.exe", b"MZ...", "打不开"),
        ("a.jpg", b"\xff\xd8\xff broken", "不是完好的照片"),
        ("a.pdf", b"", "是空的"),
    ],
)
def test_a_file_that_cannot_be_kept_is_refused_in_words(
    site: Site, name: str, content: bytes, words: str
) -> None:
    site.apply()
    with pytest.raises(Refused, match=words):
        site.desk.run(attach_paper, AttachPaper(site.id, PaperInput(PaperKind.TITLE, name, content)))


def test_visits_are_planned_moved_and_dropped(site: Site) -> None:
    site.to(State.RUNNING)
    made = site.desk.run(plan_visit, PlanVisit(site.id, VisitKind.PATROL, TODAY + DAY, words="看防水"))
    assert [row.plan_id for row in site.desk.runner.read(visits_due, TODAY, TODAY + DAY)] == [made]
    moved = site.desk.run(move_plan, MovePlan(site.id, made, TODAY + 2 * DAY))
    with pytest.raises(Refused, match="去过或改过"):
        site.desk.run(move_plan, MovePlan(site.id, made, None))
    assert [row.words for row in site.desk.runner.read(visits_due, TODAY, TODAY + 2 * DAY)] == ["看防水"]
    site.desk.run(move_plan, MovePlan(site.id, moved, None, reason="改电话问"))
    assert site.desk.runner.read(visits_due, TODAY, TODAY + 2 * DAY) == ()
    with pytest.raises(Refused, match="已经过了"):
        site.desk.run(plan_visit, PlanVisit(site.id, VisitKind.PATROL, TODAY - DAY))
