"""Papers of a file: frozen from its facts, numbered, issued again only when something changed, marked as 补打."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from frontdesk.app.joined import join_areas
from frontdesk.areas.cashdesk.service.printing import PrintedPaper
from frontdesk.areas.decoration.documents import (
    Agreement,
    Application,
    BreachNotice,
    DepositAccount,
    PaperForm,
    ReportLetter,
    VisitRecord,
    WorkPermit,
)
from frontdesk.areas.decoration.forms import FORMS
from frontdesk.areas.decoration.queries.issued_papers import SUBJECT
from frontdesk.areas.decoration.rules.articles import Ground
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.rules.kinds import Result
from frontdesk.areas.decoration.service import Extend, FindingInput, Recheck, extend, recheck
from frontdesk.areas.decoration.service.papers import (
    IssueDecorationPaper,
    IssuedPaper,
    PrintDecorationPaper,
    issue_decoration_paper,
    print_decoration_paper,
)
from frontdesk.areas.permits.queries.checking import Checked, check_text
from frontdesk.areas.permits.queries.signing import no_longer_good
from frontdesk.areas.permits.rules.checking import Found
from frontdesk.areas.permits.rules.code import masked_name, read_code
from frontdesk.base.store.papers import paper_document, papers_of, printed_pdf
from frontdesk.base.values import codec
from frontdesk.base.values.errors import NeedsApproval, Refused
from frontdesk.base.values.money import Money
from tests.areas.cashdesk.desk import TODAY, Desk
from tests.areas.decoration.site import Site
from tests.tools import paper_reading as read

DAY = timedelta(days=1)


@pytest.fixture
def site(desk: Desk) -> Site:
    """A site with the cashier's shift open."""
    desk.open()
    return Site(desk)


def issue(site: Site, form: PaperForm, about_id: int | None = None, actor: Any = None) -> IssuedPaper:
    made: IssuedPaper = site.desk.run(
        issue_decoration_paper, IssueDecorationPaper(form, site.id, about_id), actor or site.desk.supervisor
    )
    return made


def document(site: Site, issued: IssuedPaper) -> Any:
    """What was frozen."""
    found = site.desk.runner.read(paper_document, issued.form.value, issued.number)
    assert found is not None
    return codec.from_plain(FORMS[issued.form.value].document, found[1])


def printed(site: Site, issued: IssuedPaper) -> PrintedPaper:
    made: PrintedPaper = site.desk.run(
        print_decoration_paper, PrintDecorationPaper(issued.form, issued.number), site.desk.supervisor
    )
    return made


def test_D4_1_the_application_says_what_was_asked_for_and_which_papers_came(site: Site) -> None:
    site.apply()
    issued = issue(site, PaperForm.APPLICATION)
    made: Application = document(site, issued)
    assert issued.number == f"{site.number}-SQ"
    assert [line.room for line in made.lines] == ["厨房", "主卫", "客厅"]
    assert all(there for _name, _ground, there in made.papers)
    assert made.site.phone == "" or "*" in made.site.phone
    assert made.accepted == ""


def test_a_paper_that_says_the_same_is_the_same_paper_and_a_changed_file_makes_another(site: Site) -> None:
    site.apply()
    first = issue(site, PaperForm.APPLICATION)
    again = issue(site, PaperForm.APPLICATION)
    assert (again.number, again.paper_id, again.again) == (first.number, first.paper_id, True)
    site.step(Step.ACCEPT, "业主本人到场")
    later = issue(site, PaperForm.APPLICATION)
    assert later.number == f"{first.number}-2"
    assert document(site, first).accepted == ""
    assert "周敏" in document(site, later).accepted
    assert issue(site, PaperForm.APPLICATION).number == later.number


def test_T12_F1_the_second_print_is_marked_and_the_first_is_kept_as_it_was(site: Site) -> None:
    site.apply()
    issued = issue(site, PaperForm.APPLICATION)
    first, second = printed(site, issued), printed(site, issued)
    assert (first.times, second.times) == (0, 1)
    assert "补打" not in read.text(first.pdf)
    assert "补打 1　周敏" in read.text(second.pdf)
    assert site.desk.runner.read(printed_pdf, issued.paper_id, 0) == first.pdf
    rows = site.desk.runner.read(papers_of, subject=(SUBJECT, site.id))
    assert [(row.number, row.printed) for row in rows] == [(issued.number, 2)]


def test_article_16_the_agreement_is_printed_before_it_is_signed_and_after(site: Site) -> None:
    site.to(State.ACCEPTED)
    with pytest.raises(Refused, match="不能开协议"):
        issue(site, PaperForm.AGREEMENT)
    site.to(State.APPROVED)
    proposed: Agreement = document(site, issue(site, PaperForm.AGREEMENT))
    assert (proposed.deposit, proposed.waste_fee) == (Money(200_000), Money(35_000))
    assert proposed.water
    assert not proposed.facade
    site.agree(deposit=Money(300_000))
    signed: Agreement = document(site, issue(site, PaperForm.AGREEMENT))
    assert signed.deposit == Money(300_000)


def test_D4_3_the_permit_is_only_for_works_that_may_go_on(site: Site) -> None:
    site.to(State.PAID)
    with pytest.raises(Refused, match="不能开施工许可证"):
        issue(site, PaperForm.PERMIT)
    site.to(State.RUNNING)
    issued = issue(site, PaperForm.PERMIT)
    made: WorkPermit = document(site, issued)
    assert issued.number == site.number
    code = read_code(made.code).facts
    assert (code.kind, code.number, code.ends_on) == ("ZX", site.number, TODAY + 60 * DAY)
    assert code.holder == masked_name("张硕")
    assert made.approver == "周敏"
    assert issue(site, PaperForm.PERMIT).again
    site.step(Step.STOP, "窗下墙逾期没有恢复")
    with pytest.raises(Refused, match="已停工"):
        issue(site, PaperForm.PERMIT)
    notice = document(site, issue(site, PaperForm.STOP))
    assert notice.why == "窗下墙逾期没有恢复"


def test_D4_5_an_extension_makes_a_new_permit_with_its_own_number(site: Site) -> None:
    site.to(State.RUNNING)
    first = issue(site, PaperForm.PERMIT)
    site.desk.run(
        extend,
        Extend(site.id, site.facts.version, "增加橱柜", ends_on=TODAY + 90 * DAY),
        site.desk.supervisor,
    )
    later = issue(site, PaperForm.PERMIT)
    assert later.number == f"{first.number}-2"
    assert read_code(document(site, later).code).facts.ends_on == TODAY + 90 * DAY


def test_a_permit_whose_term_is_over_is_not_issued(site: Site) -> None:
    site.to(State.RUNNING)
    site.days(61)
    with pytest.raises(Refused, match="先办延期"):
        issue(site, PaperForm.PERMIT)


def test_D4_4_a_visits_record_names_its_findings_and_breaches(site: Site) -> None:
    site.to(State.RUNNING)
    with pytest.raises(Refused, match="还没有巡查"):
        issue(site, PaperForm.PATROL)
    scope = site.facts.scope[0]
    site.inspect(findings=(FindingInput(scope.id, Result.GOOD, "开槽未伤钢筋"),))
    site.inspect("再看一次")
    first, second = site.facts.visits
    made: VisitRecord = document(site, issue(site, PaperForm.PATROL, first.id))
    assert made.number == f"{site.number}-XC01"
    assert [(line.room, line.result) for line in made.lines] == [("厨房", "符合"), ("主卫", ""), ("客厅", "")]
    newest: VisitRecord = document(site, issue(site, PaperForm.PATROL))
    assert newest.number == f"{site.number}-XC{second.no:02d}"
    with pytest.raises(Refused, match="还没有巡查"):
        issue(site, PaperForm.PATROL, 999)


def test_article_17_notice_and_letter_follow_the_breachs_clock(site: Site) -> None:
    site.to(State.RUNNING)
    breach_id = site.breach("480")
    notice: BreachNotice = document(site, issue(site, PaperForm.RECTIFY, breach_id))
    row = site.facts.breaches[0]
    assert (notice.number, notice.limit_on, notice.article) == (row.number, row.limit_on, "第五条（三）")
    assert notice.reported
    with pytest.raises(Refused, match="没有要报告的违规"):
        issue(site, PaperForm.REPORT, breach_id)
    site.days(1)
    site.desk.run(
        recheck, Recheck(breach_id, False, "墙没有砌回", limit_on=row.limit_on + DAY), site.desk.receptionist
    )
    site.days(10)
    letter: ReportLetter = document(site, issue(site, PaperForm.REPORT, breach_id))
    assert letter.number == f"{row.number}-BG"
    assert letter.mended_on is None
    assert [words for _day, words in letter.checks] == ["没有整改到位，墙没有砌回"]


def test_a_breach_of_the_agreement_alone_is_not_reported(site: Site) -> None:
    site.to(State.RUNNING)
    breach_id = site.breach(ground=Ground.AGREEMENT)
    notice: BreachNotice = document(site, issue(site, PaperForm.RECTIFY, breach_id))
    assert notice.agreement
    assert not notice.reported


def test_D4_6_the_settlement_adds_up_and_says_when_it_was_allowed(site: Site) -> None:
    site.to(State.RUNNING)
    site.mend(site.breach("480"))
    site.to(State.RECHECKED)
    with pytest.raises(Refused, match="还没有结算"):
        issue(site, PaperForm.SETTLEMENT)
    site.to(State.SETTLED)
    drawn: DepositAccount = document(site, issue(site, PaperForm.SETTLEMENT))
    assert (drawn.held, drawn.deducted, drawn.refund) == (Money(200_000), Money(48_000), Money(152_000))
    assert drawn.adds_up
    assert drawn.approved == ""
    assert [line.article for line in drawn.lines] == ["第五条（三）"]
    site.to(State.ALLOWED)
    allowed = issue(site, PaperForm.SETTLEMENT)
    assert "同意退还" in document(site, allowed).approved
    site.to(State.REFUNDED)
    assert issue(site, PaperForm.SETTLEMENT).number == allowed.number


def test_the_acceptance_lists_the_water_tests(site: Site) -> None:
    site.to(State.CHECKED)
    made: VisitRecord = document(site, issue(site, PaperForm.ACCEPTANCE))
    assert made.number == f"{site.number}-CY01"
    assert [(line.room, line.hours, line.passed) for line in made.water] == [("主卫", 48, True)]


def test_neighbours_and_guide_are_told_while_it_can_be_of_use(site: Site) -> None:
    site.apply()
    assert document(site, issue(site, PaperForm.GUIDE)).test_hours == 48
    with pytest.raises(Refused, match="不能开邻居告知书"):
        issue(site, PaperForm.NEIGHBOURS)
    site.to(State.APPROVED)
    assert "厨房水电改造" in document(site, issue(site, PaperForm.NEIGHBOURS)).summary
    site.to(State.ARCHIVED)
    with pytest.raises(Refused, match="不能开告知书"):
        issue(site, PaperForm.GUIDE)


def test_who_may_not_asks_for_leave(site: Site) -> None:
    site.apply()
    with pytest.raises(NeedsApproval):
        issue(site, PaperForm.APPLICATION, actor=site.desk.financier)


def test_T19_what_cannot_be_printed_is_not_issued(site: Site) -> None:
    site.apply(summary="改水电\U000f1234")
    with pytest.raises(Refused, match="施工内容"):
        issue(site, PaperForm.APPLICATION)
    assert site.desk.runner.read(papers_of, subject=(SUBJECT, site.id)) == ()


def test_a_number_that_is_none_is_said(site: Site) -> None:
    with pytest.raises(Refused, match="没有装修申请表"):
        site.desk.run(
            print_decoration_paper, PrintDecorationPaper(PaperForm.APPLICATION, "ZX-1"), site.desk.supervisor
        )


def test_D3_5_at_the_gate_the_permit_is_good_only_while_the_works_may_go_on(site: Site) -> None:
    join_areas()
    site.to(State.RUNNING)
    assert checked(site, site.number).found is Found.NO_SUCH
    first = document(site, issue(site, PaperForm.PERMIT))
    seen = checked(site, first.code)
    assert (seen.found, seen.unit, seen.record_id) == (Found.GENUINE, "3-1-1202", site.id)
    assert checked(site, site.number).found is Found.GENUINE
    assert not gone(site)
    site.desk.run(
        extend,
        Extend(site.id, site.facts.version, "增加橱柜", ends_on=TODAY + 90 * DAY),
        site.desk.supervisor,
    )
    later = document(site, issue(site, PaperForm.PERMIT))
    assert checked(site, first.code).found is Found.OLD
    assert checked(site, later.code).found is Found.GENUINE
    assert set(gone(site)) == {first.number}
    site.step(Step.STOP, "窗下墙逾期没有恢复")
    assert checked(site, later.code).found is Found.WITHDRAWN
    assert set(gone(site)) == {first.number, later.number}
    site.step(Step.RESUME, "已砌回")
    site.days(91)
    assert checked(site, later.code).found is Found.ENDED


def checked(site: Site, text: str) -> Checked:
    clock = site.desk.clock
    return site.desk.runner.read(check_text, text, clock.now(), clock.today())


def gone(site: Site) -> dict[str, str]:
    return site.desk.runner.read(no_longer_good, site.desk.clock.now())
