"""What is changed of a file in its window: works, deductions, visits, firm and days; papers issued; finance's yes (D4)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from frontdesk.app.tabs import TABS
from frontdesk.areas.decoration.documents import PaperForm
from frontdesk.areas.decoration.queries.issued_papers import Standing
from frontdesk.areas.decoration.rules.articles import WorkKind
from frontdesk.areas.decoration.rules.course import State, Step
from frontdesk.areas.decoration.rules.kinds import VisitKind
from frontdesk.areas.decoration.rules.papers14 import PaperKind
from frontdesk.areas.decoration.service import ScopeInput
from frontdesk.areas.decoration.service.papers import (
    IssueDecorationPaper,
    PrintDecorationPaper,
    issue_decoration_paper,
    print_decoration_paper,
)
from frontdesk.areas.decoration.ui.change_dialogs import DeductionDialog, MoveDialog, PlanDialog, ScopeDialog
from frontdesk.areas.decoration.ui.ending_pages import RefundsPage
from frontdesk.areas.decoration.ui.file_page import FilePage
from frontdesk.areas.decoration.ui.firm_dialogs import FirmDialog, ResubmitDialog
from frontdesk.areas.decoration.ui.issued_papers import IssuedPaperDialog
from frontdesk.areas.decoration.ui.side_pages import BreachesPage, VisitsPage
from frontdesk.areas.decoration.ui.step_dialog import PlainDialog
from frontdesk.base.values.money import Money
from frontdesk.base.values.rights import Role, may
from frontdesk.base.widgets.buttons import KeyButton
from frontdesk.base.widgets.desk import Desk as Front
from tests.areas.cashdesk.desk import Desk
from tests.areas.cashdesk.ui.conftest import Bar, Port
from tests.areas.cashdesk.ui.keys import press
from tests.areas.cashdesk.ui.tree import texts_of
from tests.areas.decoration.site import Site
from tests.areas.decoration.ui.conftest import Picks

K = Qt.Key
D = TypeVar("D", bound=QWidget)
OTHER_LICENCE = "91330100MA2AX8TW3N"
Open = Callable[..., FilePage]


@pytest.fixture
def site(desk: Desk) -> Site:
    desk.open()
    return Site(desk)


@pytest.fixture
def page_of(site: Site, front_of: Callable[..., Front], show: Callable[..., Any]) -> Open:
    """The file's page as somebody (the supervisor) sees it."""

    def build(actor: Any = None) -> FilePage:
        page = cast(FilePage, show(FilePage(front_of(actor or site.desk.supervisor))))
        page.open(file_id=site.id)
        return page

    return build


def click(where: QWidget, name: str) -> None:
    button = where.findChild(KeyButton, name)
    assert button is not None
    assert button.isVisibleTo(where)
    button.click()


def dialog_of(page: QWidget, kind: type[D]) -> D:
    found = [dialog for dialog in page.findChildren(kind) if dialog.isVisible()]
    assert found, f"no {kind.__name__} is open"
    return found[-1]


def more(page: FilePage, answers: Picks, words: str) -> None:
    answers.wanted = words
    click(page, "decoration_more")


# -- works --


def test_d4_2_works_are_added_to_a_file_under_way_and_it_goes_back_to_approval(
    site: Site, page_of: Open, answers: Picks
) -> None:
    site.to(State.RUNNING)
    page = page_of()
    more(page, answers, "增加内容")
    dialog = dialog_of(page, ScopeDialog)
    click(dialog, "decoration_scope_add_save")
    assert "至少写一项" in dialog.scope.error()
    row = dialog.scope.rows[0]
    row.kind.set_value(WorkKind.OPENING)
    row.kind.edited.emit()
    assert row.verdict.text().startswith("不得批准")
    click(dialog, "decoration_scope_add_save")
    assert row.room.error() == "请写部位"
    row.room.set_value("书房")
    row.kind.set_value(WorkKind.FINISH)
    row.kind.edited.emit()
    click(dialog, "decoration_scope_add_save")
    assert site.state is State.ACCEPTED
    assert site.facts.standing[-1].room == "书房"
    assert page.state.text() == "待工程审批"


def test_before_the_approval_works_are_just_added(site: Site, page_of: Open, answers: Picks) -> None:
    site.apply()
    page = page_of()
    more(page, answers, "加施工内容")
    dialog = dialog_of(page, ScopeDialog)
    dialog.scope.set_value((ScopeInput("书房", WorkKind.FINISH, "铺地板"),))
    click(dialog, "decoration_scope_add_save")
    assert (site.state, len(site.facts.standing)) == (State.APPLIED, 4)


# -- deductions --


def test_d4_3_a_proposed_deduction_is_changed_until_it_stands_in_a_settlement(
    site: Site, page_of: Open, answers: Picks
) -> None:
    site.to(State.RUNNING)
    site.breach("300")
    page = page_of()
    more(page, answers, "改拟扣")
    dialog = dialog_of(page, DeductionDialog)
    assert dialog.amount.value() == Money.yuan("300")
    dialog.amount.inner.setText("-5")
    click(dialog, "decoration_deduction_save")
    assert dialog.amount.error()
    dialog.amount.set_value(Money.yuan("120.5"))
    dialog.reason.set_value("业主自行恢复")
    click(dialog, "decoration_deduction_save")
    [breach] = site.facts.breaches
    assert (breach.deduction, breach.deduction_reason) == (Money.yuan("120.50"), "业主自行恢复")
    assert "−120.50" in " ".join(texts_of(page.pane))
    site.mend(breach.id)
    site.to(State.SETTLED)
    page.refresh()
    more(page, answers, "改拟扣")
    assert not any("改拟扣" in words for words in answers.offered)


def test_a_deduction_is_changed_from_the_list_of_breaches_too(
    site: Site, front_of: Callable[..., Front], show: Callable[..., Any], qtbot: QtBot
) -> None:
    site.to(State.RUNNING)
    site.breach("300")
    page = cast(BreachesPage, show(BreachesPage(front_of(site.desk.receptionist))))
    page.table.setFocus()
    press(qtbot, K.Key_F7)
    dialog = dialog_of(page, DeductionDialog)
    dialog.amount.set_value(Money.yuan("0"))
    click(dialog, "decoration_deduction_save")
    assert site.facts.breaches[0].deduction == Money(0)


# -- visits --


def test_d4_4_a_planned_visit_is_moved_from_the_page_and_the_day_before_stays_in_the_record(
    site: Site, page_of: Open, answers: Picks
) -> None:
    site.to(State.RUNNING)
    page = page_of()
    answers.wanted = "改期：巡查"
    assert page.plans is not None
    page.plans.clicked.emit()
    dialog = dialog_of(page, MoveDialog)
    dialog.next_on.set_value(site.desk.clock.today() - timedelta(days=1))
    click(dialog, "decoration_move_save")
    assert "已经过了" in dialog.next_on.error()
    later = site.desk.clock.today() + timedelta(days=12)
    dialog.next_on.set_value(later)
    dialog.at.set_value(None)
    dialog.at.inner.setText("1530")
    dialog.reason.set_value("家里没人")
    click(dialog, "decoration_move_save")
    [plan] = site.facts.plans
    assert (plan.on, plan.at and plan.at.isoformat("minutes")) == (later, "15:30")
    answers.wanted = "另约一次"
    page.plans.clicked.emit()
    again = dialog_of(page, PlanDialog)
    again.words.set_value("看楼下顶面")
    click(again, "decoration_plan_save")
    assert [(p.kind, p.words) for p in site.facts.plans] == [
        (VisitKind.PATROL, "看楼下顶面"),
        (VisitKind.PATROL, ""),
    ]


def test_a_visit_is_moved_from_the_list_of_visits(
    site: Site, front_of: Callable[..., Front], show: Callable[..., Any], qtbot: QtBot
) -> None:
    site.to(State.RUNNING)
    page = cast(VisitsPage, show(VisitsPage(front_of(site.desk.receptionist))))
    page.table.setFocus()
    press(qtbot, K.Key_F7)
    dialog = dialog_of(page, MoveDialog)
    later = site.desk.clock.today() + timedelta(days=3)
    dialog.next_on.set_value(later)
    click(dialog, "decoration_move_save")
    assert [plan.on for plan in site.facts.plans] == [later]


# -- firm and days --


def test_d4_1_handed_in_again_with_other_days_and_another_firm(site: Site, page_of: Open, bar: Bar) -> None:
    site.apply()
    site.step(Step.SEND_BACK, "换有资质的单位")
    page = page_of()
    click(page, "decoration_next")
    dialog = dialog_of(page, ResubmitDialog)
    assert dialog.name.value() == site.facts.contractor.name
    assert dialog.ends_on.value() == site.facts.ends_on
    dialog.licence.set_value("91330100MA2AX8TW30")
    dialog.ends_on.set_value(site.facts.starts_on - timedelta(days=1))
    click(dialog, "decoration_resubmit_save")
    assert "请照营业执照核对" in dialog.licence.error()
    assert "完工早于开工" in dialog.ends_on.error()
    dialog.name.set_value("杭州匠作装饰有限公司")
    dialog.licence.set_value(OTHER_LICENCE)
    later = site.facts.ends_on + timedelta(days=20)
    dialog.ends_on.set_value(later)
    click(dialog, "decoration_resubmit_save")
    assert (site.state, site.facts.ends_on) == (State.APPLIED, later)
    assert site.facts.contractor.licence == OTHER_LICENCE
    assert "新单位还缺：营业执照" in bar.last()
    told = " ".join(texts_of(page.pane))
    assert "缺 营业执照（第十四条（六），受理前）" in told
    assert "营业执照（原单位）" in told


def test_handed_in_again_as_it_was_keeps_the_firm_and_its_papers(site: Site, page_of: Open) -> None:
    site.apply()
    site.step(Step.SEND_BACK, "补图纸")
    page = page_of()
    click(page, "decoration_next")
    click(dialog_of(page, ResubmitDialog), "decoration_resubmit_save")
    assert len(site.facts.contractors) == 1
    assert PaperKind.LICENCE in site.facts.there


def test_article_14_another_firm_s_papers_are_asked_for_in_its_dialog(
    site: Site, page_of: Open, answers: Picks, bar: Bar
) -> None:
    site.to(State.RUNNING)
    page = page_of()
    more(page, answers, "换施工单位")
    dialog = dialog_of(page, FirmDialog)
    assert set(dialog.papers.rows) == {PaperKind.LICENCE, PaperKind.GRADE}
    dialog.name.set_value("杭州匠作装饰有限公司")
    dialog.licence.set_value(OTHER_LICENCE)
    dialog.grade.set_value("一级")
    dialog.head.set_value("李工")
    dialog.words.set_value("原单位退场")
    dialog.papers.rows[PaperKind.GRADE].tick.toggle()
    click(dialog, "decoration_firm_save")
    assert "新单位还缺：营业执照" in bar.last()
    assert PaperKind.GRADE in site.facts.there
    assert "缺 营业执照（第十四条（六），换了施工单位）" in " ".join(texts_of(page.pane))
    site.attach(PaperKind.LICENCE)
    page.refresh()
    assert "换了施工单位" not in " ".join(texts_of(page.pane))


# -- papers issued --


def test_d0_4_issued_papers_stand_on_the_page_and_are_opened_and_printed_again(
    site: Site, page_of: Open, port: Port, qtbot: QtBot
) -> None:
    site.to(State.RUNNING)
    page = page_of()
    assert not page.issued.isVisible()
    chief = site.desk.supervisor
    issued = site.desk.run(issue_decoration_paper, IssueDecorationPaper(PaperForm.PERMIT, site.id), chief)
    site.desk.run(print_decoration_paper, PrintDecorationPaper(issued.form, issued.number), chief)
    page.refresh()
    [row] = page.issued_model.rows()
    assert (row.number, row.printed, row.standing) == (site.number, 1, Standing.STANDS)
    assert "装修施工许可证" in " ".join(texts_of(page.issued))
    page.issued.setFocus()
    page.issued.select_row(0)
    press(qtbot, K.Key_Return)
    dialog = dialog_of(page, IssuedPaperDialog)
    click(dialog, "decoration_issued_print")
    assert len(port.jobs) == 1
    page.refresh()
    assert page.issued_model.rows()[0].printed == 2


def test_a_paper_issued_without_a_printer_is_opened_and_that_counts_as_no_print(
    site: Site, page_of: Open, qtbot: QtBot
) -> None:
    site.to(State.RUNNING)
    command = IssueDecorationPaper(PaperForm.GUIDE, site.id)
    site.desk.run(issue_decoration_paper, command, site.desk.supervisor)
    page = page_of()
    page.issued.setFocus()
    page.issued.select_row(0)
    press(qtbot, K.Key_Return)
    dialog = dialog_of(page, IssuedPaperDialog)
    dialog.reject()
    page.refresh()
    assert page.issued_model.rows()[0].printed == 0


# -- finance --


def test_d4_3_finance_approves_the_refund_from_the_list(
    site: Site, front_of: Callable[..., Front], show: Callable[..., Any], qtbot: QtBot
) -> None:
    site.to(State.SETTLED)
    page = cast(RefundsPage, show(RefundsPage(front_of(site.desk.financier))))
    assert "待财务审批" in " ".join(texts_of(page.table))
    page.table.setFocus()
    press(qtbot, K.Key_F4)
    dialog = dialog_of(page, PlainDialog)
    dialog.words.set_value("同意退还")
    click(dialog, "decoration_step_save")
    assert site.state is State.ALLOWED
    assert site.facts.steps[-1].by == site.desk.financier.name
    page.refresh()
    assert not page.step_button.isVisible(), "the money goes through the desk's shift"


def test_the_page_of_refunds_is_in_the_strip_for_finance() -> None:
    [entry] = [page for tab in TABS for page in tab.pages if page.key == "decoration_refunds"]
    assert entry.word == "押金待退"
    assert entry.right is None or may(Role.FINANCE, entry.right)


def test_finance_sends_a_settlement_back_from_the_file(site: Site, page_of: Open) -> None:
    site.to(State.SETTLED)
    page = page_of(site.desk.financier)
    assert page.state.text() == "待财务审批"
    click(page, "decoration_next")
    dialog = dialog_of(page, PlainDialog)
    assert dialog.choice is not None
    dialog.choice.set_value(Step.DENY_REFUND)
    dialog.choice.edited.emit()
    click(dialog, "decoration_step_save")
    assert "请写明原因" in dialog.words.error()
    dialog.words.set_value("扣款依据不足")
    click(dialog, "decoration_step_save")
    assert site.state is State.RECHECKED
